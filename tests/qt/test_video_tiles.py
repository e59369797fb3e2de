"""Camera tiles: the age is always shown, the last good frame stays, a lost camera is asked again by one queue."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from console.geo import LatLon
from console.model.places import Camera
from console.phrase import Text
from console.views.background import Background
from console.views.video.face import Face, badge_text, compose
from console.views.video.feed import Feed, FeedState, judge
from console.views.video.frame import framed
from console.views.video.projection import projection
from console.views.video.reconnect import ReconnectQueue
from console.views.video.scene_state import SceneState
from console.views.video.sources import DeviceSource, MediaSource, SimulatedSource, open_source
from console.views.video.strip import CameraFeed, CameraStrip
from console.views.video.tile import CameraTile

CARS = Path(__file__).parents[3] / "shared" / "data" / "video" / "car-detection.mp4"


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.shutdown()


class HandSource(QObject):
    """A source worked by hand."""

    frame_came = Signal(object)
    simulated = False

    def __init__(self):
        super().__init__()
        self.faces = {}
        self.now = Feed(FeedState.WAITING, None)
        self.running = False

    def start(self):
        self.running = True

    def stop(self):
        self.running = False

    def feed(self):
        return self.now

    def give(self, colour=Qt.GlobalColor.red):
        image = QImage(32, 18, QImage.Format.Format_RGB32)
        image.fill(colour)
        self.now = Feed(FeedState.LIVE, 0.1)
        self.frame_came.emit(framed(image, self.now, self.faces))


@pytest.mark.parametrize(
    ("age_s", "lost", "words"),
    [
        (0.1, False, "live 0.1 s"), (2.4, False, "late 2.4 s"), (14.2, False, "frozen 14 s"),
        (3.0, True, "lost — reconnecting"), (None, False, "waiting for a picture"),
    ],
)  # fmt: skip
def test_the_badge_says_how_old_the_picture_is(age_s, lost, words):
    assert badge_text(judge(age_s, lost)) == words


def test_the_last_good_frame_stays_when_the_camera_is_lost(qtbot):
    tile, source = CameraTile(), HandSource()
    qtbot.addWidget(tile)
    tile.resize(320, 180)
    tile.show_camera("C-1", "Gate", source)
    tile.show()
    source.give()
    source.now = Feed(FeedState.LOST, 7.0)
    qtbot.waitUntil(lambda: tile.badge == "lost — reconnecting")
    assert not tile.image.isNull()
    middle = tile.grab().toImage().pixelColor(160, 90)
    assert middle.red() > 80
    assert middle.green() < 40


def test_a_tile_asks_for_pictures_only_while_it_is_seen(qtbot):
    tile, source = CameraTile(), HandSource()
    qtbot.addWidget(tile)
    tile.show_camera("C-1", "Gate", source)
    assert not source.running
    tile.show()
    assert source.running
    tile.hide()
    assert not source.running


def test_another_camera_lets_the_first_one_go(qtbot):
    tile, first, second = CameraTile(), HandSource(), HandSource()
    qtbot.addWidget(tile)
    tile.show()
    tile.show_camera("C-1", "Gate", first)
    first.give()
    tile.show_camera("C-2", "Lobby", second)
    assert (first.running, second.running) == (False, True)
    assert tile.image.isNull()


def test_a_drawn_camera_is_marked_and_gives_pictures(qtbot, background):
    tile = CameraTile()
    qtbot.addWidget(tile)
    source = SimulatedSource("C-1", SceneState("mall"), background, width=160)
    tile.show_camera("C-1", "Mall", source)
    tile.show()
    qtbot.waitUntil(lambda: not tile.image.isNull())
    assert tile.is_marked_simulated
    assert tile.badge.startswith("live")
    tile.hide()


def test_a_drawn_camera_that_freezes_or_is_lost_gives_no_frames(qtbot, background):
    frames = []
    source = SimulatedSource("C-1", SceneState("street"), background, width=160)
    source.frame_came.connect(frames.append)
    source.start()
    qtbot.waitUntil(lambda: len(frames) >= 2)
    source.set_state(SceneState("street", lost=True))
    assert source.feed().state is FeedState.LOST
    source.stop()


def test_the_address_of_a_camera_decides_its_source(qapp, background):
    reconnects = ReconnectQueue()

    def source_of(address):
        camera = Camera("C-1", Text("Gate"), LatLon(30, 120), 0, 70, address)
        return open_source(camera, background, reconnects)

    assert type(source_of("simulated:canal")) is SimulatedSource
    assert source_of("simulated:canal").state.scene == "canal"
    assert type(source_of("rtsp://10.0.0.1/1")) is MediaSource
    assert type(source_of("device:")) is DeviceSource


def test_a_device_that_is_not_there_is_a_lost_feed(qapp):
    source = DeviceSource("no-such-device")
    source.start()
    assert source.feed().state is FeedState.LOST
    source.stop()


def test_lost_cameras_are_asked_one_at_a_time_and_ever_less_often(qtbot):
    queue, asked = ReconnectQueue(first_wait_ms=1), []
    for key in ("a", "b", "c"):
        queue.ask(key, lambda k=key: asked.append(k))
        queue.ask(key, lambda k=key: asked.append(f"{k} twice"))
    qtbot.waitUntil(lambda: len(asked) == 3)
    assert sorted(asked) == ["a", "b", "c"]
    waits = [ReconnectQueue(first_wait_ms=1000).wait_ms(tries) for tries in range(8)]
    assert waits == [1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000]


def test_a_camera_that_came_back_is_not_asked_again(qtbot):
    queue, asked = ReconnectQueue(first_wait_ms=1), []
    queue.ask("a", lambda: asked.append("a"))
    queue.came_back("a")
    queue.ask("b", lambda: asked.append("b"))
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["b"]


def feeds(count):
    return [CameraFeed(f"C-{i}", f"Camera {i}", HandSource()) for i in range(1, count + 1)]


def test_keys_and_clicks_open_a_camera(qtbot):
    strip = CameraStrip()
    qtbot.addWidget(strip)
    strip.set_cameras(feeds(4))
    strip.show()
    with qtbot.waitSignal(strip.camera_opened) as heard:
        qtbot.keyClick(strip, Qt.Key.Key_3)
    assert heard.args == ["C-3"]
    with qtbot.waitSignal(strip.camera_opened) as heard:
        qtbot.mouseClick(strip.tiles[1], Qt.MouseButton.LeftButton)
    assert heard.args == ["C-2"]


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (3, 2, 1, 0), (1, 2, 3), (2, 3)])
def test_a_camera_that_moves_to_another_tile_goes_on(qtbot, order):
    strip, every = CameraStrip(), feeds(4)
    qtbot.addWidget(strip)
    strip.show()
    strip.set_cameras(every)
    moved = [every[n] for n in order]
    strip.set_cameras(moved)
    assert [feed.source.running for feed in moved] == [True] * len(moved)
    assert [feed.source.running for feed in every if feed not in moved] == [False] * (4 - len(moved))


def test_a_tile_without_a_camera_is_empty_and_opens_nothing(qtbot):
    strip = CameraStrip()
    qtbot.addWidget(strip)
    strip.set_cameras(feeds(2))
    strip.show()
    with qtbot.assertNotEmitted(strip.camera_opened):
        qtbot.keyClick(strip, Qt.Key.Key_4)
    strip.set_cameras(feeds(1))
    assert [tile.camera_id for tile in strip.tiles] == ["C-1", "", "", ""]


def test_cameras_nobody_watches_are_closed_one_at_a_time_unless_they_are_watched_again(qtbot):
    queue, closed = ReconnectQueue(first_wait_ms=1), []
    for key in "abcd":
        queue.close(key, lambda k=key: closed.append(k))
    assert queue.keep("b")
    assert not queue.keep("b")
    queue._tick()
    assert closed == ["a"]
    qtbot.waitUntil(lambda: closed == ["a", "c", "d"])
    queue.close("e", lambda: closed.append("e"))
    queue.close_all()
    assert closed[-1] == "e"


def test_a_camera_watched_again_is_opened_anew_where_nothing_came_of_it_before(qtbot, monkeypatch):
    source, opened = MediaSource("/no/such/film.mp4", ReconnectQueue()), []
    monkeypatch.setattr(source, "_open", lambda: opened.append(True))
    source.start()
    source.stop()
    source.start()
    assert len(opened) == 2
    source.stop()


def test_a_film_that_another_tile_shows_now_goes_on_without_being_opened_again(qtbot, monkeypatch):
    if not CARS.exists():
        pytest.skip("the film of passing cars is not on this machine")
    source, frames, opened = MediaSource(str(CARS), ReconnectQueue()), [], []
    source.frame_came.connect(frames.append)
    source.start()
    qtbot.waitUntil(lambda: len(frames) >= 2, timeout=20_000)
    monkeypatch.setattr(source, "_open", lambda: opened.append(True))
    source.stop()
    source.start()
    seen = len(frames)
    qtbot.waitUntil(lambda: len(frames) > seen, timeout=20_000)
    assert not opened
    source.stop()
    seen = len(frames)
    qtbot.waitUntil(lambda: not source._is_open)
    assert len(frames) == seen, "nobody watches it"


def test_a_real_film_is_played(qtbot):
    if not CARS.exists():
        pytest.skip("the film of passing cars is not on this machine")
    source, frames = MediaSource(str(CARS), ReconnectQueue()), []
    source.frame_came.connect(frames.append)
    source.start()
    qtbot.waitUntil(lambda: len(frames) >= 2, timeout=20_000)
    source.stop()
    assert frames[-1].image.width() > 100


def test_a_camera_over_rtsp_is_live_and_lost_when_its_server_ends(qtbot):
    rtsp, pillow = pytest.importorskip("rtsp"), pytest.importorskip("PIL.Image")
    frames = []
    server = rtsp.Source(f"rtsp://127.0.0.1:{a_free_port()}/live", fps=10, size=(320, 180))
    server.put(pillow.new("RGB", (320, 180), "red"))
    server.wait_encoding_started()
    source = MediaSource(server.client_uri, ReconnectQueue(first_wait_ms=60_000))
    source.frame_came.connect(frames.append)
    source.start()
    qtbot.waitUntil(lambda: bool(frames), timeout=30_000)
    assert frames[0].image.pixelColor(160, 90).red() > 150
    server.close()
    qtbot.waitUntil(lambda: not server._loop.is_running())
    server._loop.close()  # the package stops its loop and leaves it open
    qtbot.waitUntil(lambda: source.feed().state is FeedState.LOST, timeout=30_000)
    source.stop()


def a_free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_an_address_that_does_not_answer_is_lost_and_put_in_the_queue(qtbot):
    queue = ReconnectQueue(first_wait_ms=60_000)
    source = MediaSource(f"rtsp://127.0.0.1:{a_free_port()}/live", queue)
    source.start()
    qtbot.waitUntil(lambda: source.feed().state is FeedState.LOST, timeout=20_000)
    source.stop()


def test_a_tile_is_made_ready_with_the_picture_and_drawn_by_itself_only_when_it_changed(qtbot, monkeypatch):
    tile, source, drawn = CameraTile(), HandSource(), []
    qtbot.addWidget(tile)
    tile.resize(320, 180)
    tile.show_camera("C-1", "Gate", source)
    tile.show()
    monkeypatch.setattr("console.views.video.tile.compose", lambda *given: drawn.append(given) or compose(*given))
    source.give()
    assert not drawn
    assert tile.grab().toImage().pixelColor(160, 90).red() > 200
    before = framed(QImage(), Feed(FeedState.LIVE, 0.0), source.faces)
    tile.set_selected(True)
    drawn.clear()
    source.frame_came.emit(before)
    assert len(drawn) == 1, "the ring came after it was made ready"
    tile.hide()
    assert source.faces == {}, "nothing is made ready for a tile nobody sees"


def test_a_live_picture_grows_old_on_the_badge_only_when_the_next_one_does_not_come(qtbot):
    tile, source = CameraTile(), HandSource()
    qtbot.addWidget(tile)
    tile.show_camera("C-1", "Gate", source)
    tile.show()
    source.give()
    shown = tile.badge
    source.now = Feed(FeedState.LIVE, 0.2)
    tile._age()
    assert tile.badge == shown
    source.now = Feed(FeedState.LIVE, 0.9)
    tile._age()
    assert tile.badge == "live 0.9 s"


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("width", "height"), [(160, 90), (420, 236), (900, 300)])
def test_the_picture_fills_a_tile_of_any_shape_and_its_corners_are_clear(qapp, theme, width, height):
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    whole = compose(Face(width, height, 2.0, theme, "Gate"), "live 0.0 s", FeedState.LIVE, image)
    assert (whole.width(), whole.height()) == (2 * width, 2 * height)
    assert whole.pixelColor(0, 0).alpha() == 0
    for x in (6, width // 2, width - 7):
        assert whole.pixelColor(2 * x, height).red() > 200


def test_a_player_given_back_knows_nothing_of_its_last_camera(qapp):
    film = projection().lend()
    film.wanted, film.faces[1] = True, Face(160, 90, 1.0, "dark")
    film.watch.frame()
    projection().take_back(film)
    assert (film.wanted, film.faces, film.watch.age_s, film.newest()) == (False, {}, None, None)
    assert projection().lend() is film, "and is used again"
    projection().take_back(film)
