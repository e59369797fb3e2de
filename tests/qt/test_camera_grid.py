"""A window of cameras, which of them look at the place first, and a picture that becomes evidence."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt

from console.geo import bearing_deg, distance_m, from_metres
from console.journal.evidence import FolderEvidence, Found
from console.model import commands as c
from console.views.background import Background
from console.views.evidencing import Evidencing
from console.views.link import SessionLink
from console.views.map_feed import looks_at, nearest_cameras
from console.views.video.grid import CameraGrid
from tests.qt.session_builders import OFFICER, START, FakeDrill, a_session, district


@pytest.fixture
def seat(qtbot, tmp_path):
    session, background = a_session(tmp_path / "j.db"), Background()
    place = district().places["canal-cbd"][1]
    fire = c.ReportIncident("citizen", "1", "fire", START, "fire.commercial", "x", place)
    session.desk.submit(fire, OFFICER)
    link = SessionLink(session, FakeDrill(session), background, OFFICER, ticking=False)
    qtbot.waitUntil(lambda: link.is_loaded)
    link.select(session.board.last_number)
    yield session, link
    link.shutdown()
    background.shutdown()
    session.journal.close()


@pytest.fixture
def grid(qtbot, seat):
    window = CameraGrid(seat[1])
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.is_settled)
    yield window
    window.shutdown()


def on_screen(grid):
    return [tile.camera_id for tile in grid.tiles if tile.isVisible()]


def test_those_that_look_at_the_place_come_first():
    board = type("B", (), {"district": district()})
    first = next(iter(district().cameras.values()))
    turn = math.radians(first.heading_deg)
    place = from_metres(first.position, 60 * math.sin(turn), 60 * math.cos(turn))
    cameras = [district().cameras[camera] for camera in nearest_cameras(board, place, 99)]
    looks = [looks_at(camera, place) for camera in cameras]
    assert looks == sorted(looks, reverse=True)
    assert looks_at(first, place)
    behind = from_metres(first.position, -60 * math.sin(turn), -60 * math.cos(turn))
    assert not looks_at(first, behind)
    for camera in cameras:
        turned = abs((bearing_deg(camera.position, place) - camera.heading_deg + 180) % 360 - 180)
        if looks_at(camera, place):
            assert distance_m(camera.position, place) <= 180
            assert turned <= camera.field_of_view_deg / 2 or distance_m(camera.position, place) < 15


@pytest.mark.parametrize(("key", "count"), [("1", 1), ("4", 4), ("9", 9), ("6", 16)])
def test_keys_choose_how_many(qtbot, grid, key, count):
    qtbot.keyClicks(grid, key)
    assert len(on_screen(grid)) == count
    assert len(set(on_screen(grid)) - {""}) == min(count, len(district().cameras))
    qtbot.waitUntil(lambda: grid.is_settled, timeout=15_000)


def test_a_camera_that_is_dropped_on_another_changes_places_with_it(grid):
    before = on_screen(grid)
    grid.tiles[0].swapped.emit(grid.tiles[0], before[3])
    assert on_screen(grid) == [before[3], before[1], before[2], before[0]]
    grid.tiles[0].swapped.emit(grid.tiles[0], "C-not-there")
    assert on_screen(grid)[0] == before[3]


def test_a_click_opens_one_and_esc_shows_all_again(qtbot, grid):
    before = on_screen(grid)
    qtbot.mouseClick(grid.tiles[2], Qt.MouseButton.LeftButton)
    assert on_screen(grid) == [before[2]]
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert on_screen(grid) == before


def test_a_picture_becomes_evidence_of_the_selected_incident(qtbot, seat, grid, tmp_path):
    session, link = seat
    evidencing, told = Evidencing(link), []
    evidencing.told.connect(told.append)
    grid.snapshot_asked.connect(evidencing.take)
    grid.tiles[0].setFocus()
    grid._ask_snapshot()
    number = link.selection
    qtbot.waitUntil(lambda: bool(session.board.incidents[number].evidence))
    ((reference, name),) = session.board.incidents[number].evidence
    found, content = FolderEvidence(tmp_path / "j.db").look(reference)
    assert found is Found.WHOLE
    assert content.startswith(b"\x89PNG")
    assert name.startswith(grid.tiles[0].camera_id)
    assert name.endswith("SIMULATED"), "a drawn picture is never taken for a real one"
    assert str(number) in told[-1]
    link.select(None)
    evidencing.take(grid.tiles[0])
    assert "incident first" in told[-1]
