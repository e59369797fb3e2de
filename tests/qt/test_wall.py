"""The wall: an emergency takes it by itself, a touch holds it, and letters are large enough."""

from __future__ import annotations

import pytest

from console.model import commands as c
from console.model.words import Urgency
from console.views.background import Background
from console.views.wall.letters import LEAST_SHARE, least_letter_px, wall_scale
from console.views.wall.window import WallWindow
from tests.qt.session_builders import OFFICER, FakeDrill, a_fire, a_session, call


@pytest.fixture
def a_wall(qtbot):
    session = a_session()
    drill, background = FakeDrill(session), Background()
    wall = WallWindow(session, drill, background=background)
    qtbot.waitUntil(lambda: wall.link.is_loaded)
    yield wall, session, drill
    wall.shutdown()
    background.shutdown()
    wall.deleteLater()
    session.journal.close()


def test_an_emergency_takes_focus_by_itself(qtbot, a_wall):
    wall, session, drill = a_wall
    assert wall.stack.currentWidget() is wall.situation
    fire = a_fire(session, drill)
    qtbot.waitUntil(lambda: wall.focus == fire)
    assert wall.stack.currentWidget() is wall.focus_panel
    assert str(fire) in wall.focus_panel.title.text() + wall.focus_panel.about.toolTip()


def test_a_touch_holds_the_scene_and_a_second_lets_go(qtbot, a_wall):
    wall, session, _ = a_wall
    wall.hold_situation()
    number = call(session, "canal-cbd", "着火", "fire.commercial")
    session.desk.submit(c.AcceptIncident(number, Urgency.EMERGENCY), OFFICER)
    qtbot.waitUntil(lambda: wall.link.board.seq == session.board.seq)
    assert wall.stack.currentWidget() is wall.situation
    assert "held" in wall.pill.text()
    wall._touched()
    assert wall.focus == number
    assert "auto" in wall.pill.text()


def test_data_that_no_longer_comes_says_since_when(a_wall):
    wall, _, _ = a_wall
    wall.link.store_state.emit(False, "gone")
    assert "stale since 14:29:5" in wall.pill.text()
    wall.link.store_state.emit(True, "")
    assert "stale" not in wall.pill.text()


def test_the_wall_says_exercise_in_both_languages(a_wall):
    wall, _, _ = a_wall
    assert wall.exercise.isVisibleTo(wall)
    assert "EXERCISE 演练" in wall.exercise.text()


def test_figures_count_open_cases_and_free_teams(qtbot, a_wall):
    wall, session, drill = a_wall
    a_fire(session, drill)
    qtbot.waitUntil(lambda: wall.link.board.seq == session.board.seq)
    wall.refresh()
    assert wall.figures.open.accessibleName().startswith("open: 1.")
    assert f"{len(session.board.bound)} under way" in wall.figures.free.accessibleName()


def test_letters_follow_the_viewing_distance():
    assert least_letter_px(8, 1920, 3.6) == pytest.approx(8 * LEAST_SHARE / 3.6 * 1920)
    smallest = 14 * wall_scale(8, 1920)
    assert smallest * 0.73 >= least_letter_px(8, 1920)
    assert wall_scale(1, 1920) == 1.0


def test_words_too_long_for_the_wall_do_not_push_it_wider(qtbot, a_wall):
    wall, _, _ = a_wall
    wall.resize(1280, 720)
    wall.show()
    wall.exercise.setText("EXERCISE 演练 " * 30)
    qtbot.waitUntil(wall.isVisible)
    wall.layout().activate()
    assert (wall.width(), wall.height()) == (1280, 720)
