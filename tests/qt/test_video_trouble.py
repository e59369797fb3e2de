"""A real camera is frozen, killed and brought back: the tile tells the truth each time and recovers by itself."""

from __future__ import annotations

import pytest

from console.views.video.feed import BehindWatch, FeedState
from console.views.video.reconnect import ReconnectQueue
from console.views.video.sources import MediaSource
from console.views.video.tile import CameraTile
from tests.qt.rtsp_server import CameraProcess

PATIENCE_MS = 30_000


@pytest.fixture
def camera():
    pytest.importorskip("rtsp", reason="the rtsp package, which serves the camera, is not installed")
    pytest.importorskip("PIL.Image", reason="Pillow, which draws the camera's pictures, is not installed")
    camera = CameraProcess()
    camera.start()
    yield camera
    camera.kill()


@pytest.fixture
def tile(qtbot, camera):
    source = MediaSource(camera.address, ReconnectQueue())
    tile = CameraTile()
    qtbot.addWidget(tile)
    tile.show_camera("C-1", "C-1 Gate", source)
    tile.show()
    yield tile
    tile.clear()


def becomes(qtbot, tile, *states):
    qtbot.waitUntil(lambda: tile.feed_state in states, timeout=PATIENCE_MS)


def test_a_frozen_a_killed_and_a_returning_camera_are_told_as_they_are(qtbot, camera, tile):
    becomes(qtbot, tile, FeedState.LIVE)
    assert tile.badge.startswith("live")
    camera.hold()
    becomes(qtbot, tile, FeedState.LATE)
    becomes(qtbot, tile, FeedState.FROZEN, FeedState.LOST)
    assert tile.badge.startswith(("frozen", "lost"))
    assert not tile.image.isNull(), "the last good picture stays"
    becomes(qtbot, tile, FeedState.LOST)
    camera.go_on()
    becomes(qtbot, tile, FeedState.LIVE)
    camera.kill()
    becomes(qtbot, tile, FeedState.LOST)
    camera.start()
    becomes(qtbot, tile, FeedState.LIVE)


def test_a_live_stream_whose_buffer_stays_full_is_behind():
    """What a server missed while it was held and then sends at once would be shown as if it were now."""
    watch = BehindWatch()
    assert [watch.look(0, 1.0) for _ in range(5)] == [False, False, False, True, True]
    watch.begin()
    assert [watch.look(0, buffered) for buffered in (1.0, 1.0, 1.0, 0.25, 1.0)] == [False] * 5
    assert not any(watch.look(60_000, 1.0) for _ in range(9)), "a film has an end and may be read ahead"
