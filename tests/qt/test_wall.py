"""The wall: an emergency takes it by itself, a touch holds it, and letters are large enough."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from console.analysis.expectations import Verdict, judge
from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.district.where import resource_dir
from console.errors import BadInput
from console.model import commands as c
from console.model.words import Urgency
from console.views.background import Background
from console.views.map_feed import nearest_cameras
from console.views.opening import Console
from console.views.wall.freshness import stale_since
from console.views.wall.letters import LEAST_SHARE, Viewing
from console.views.wall.scenes import Rotation, Scene, WallRules, load_wall_rules
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
    wall.link._store(False, "gone")
    assert "stale since 14:29:5" in wall.pill.text()
    wall.link._store(True, "")
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
    assert Viewing(8, 3.6).least_letter_px(1920, 1080) == pytest.approx(8 * LEAST_SHARE / 3.6 * 1920)
    smallest = 14 * Viewing(8).scale(1920, 1080)
    assert smallest * 0.73 >= Viewing(8).least_letter_px(1920, 1080)
    assert Viewing(1).scale(1920, 1080) == 1.0


def test_the_shape_of_the_wall_counts():
    assert Viewing(8).metres_per_px(1920, 1080) == pytest.approx(Viewing(8).metres_per_px(1080, 1920))
    assert Viewing(8, 3.6).metres_per_px(3840, 1080) == pytest.approx(3.6 / 3840)


def test_letters_that_have_no_room_say_from_how_far_they_can_be_read(a_wall):
    wall, _, _ = a_wall
    assert Viewing(20).readable_m(1920, 1080) < 20
    assert Viewing(8).readable_m(1920, 1080) >= 8
    assert "readable" not in wall.pill.text()
    wall._viewing = Viewing(20)
    wall.refresh()
    assert f"readable from {Viewing(20).readable_m(1920, 1080):.1f} m" in wall.pill.text()


def test_a_held_scene_names_the_emergency_it_does_not_show(qtbot, a_wall):
    wall, session, _ = a_wall
    wall.hold(Scene.FIGURES)
    assert "emergency" not in wall.pill.text()
    number = call(session, "canal-cbd", "着火", "fire.commercial")
    session.desk.submit(c.AcceptIncident(number, Urgency.EMERGENCY), OFFICER)
    qtbot.waitUntil(lambda: f"emergency #{number}" in wall.pill.text())
    wall._touched()
    assert "emergency #" not in wall.pill.text()


def test_a_live_desk_that_passes_no_second_any_more_is_stale(qtbot, a_wall, monkeypatch):
    wall, _, _ = a_wall
    link = wall.link
    later = link.now() + timedelta(seconds=11)
    monkeypatch.setattr(link, "now", lambda: later)
    assert stale_since(link) is None, "a drill may stand still"
    monkeypatch.setattr(type(link), "is_drill", property(lambda _self: False))
    assert stale_since(link) == link.good_at
    link._store(True, "")
    assert stale_since(link) is None


def test_a_wall_that_was_closed_is_opened_anew(qtbot, tmp_path):
    session = a_session()
    console = Console(session, FakeDrill(session), ticking=False)
    console.open_workstation().wall_asked.emit()
    first = console.wall
    first.close()
    console.workstation.wall_asked.emit()
    assert console.wall is not first
    assert not console.wall.is_closed
    console.close()
    for window in (first, console.wall, console.workstation):
        window.deleteLater()


def test_words_too_long_for_the_wall_do_not_push_it_wider(qtbot, a_wall):
    wall, _, _ = a_wall
    wall.resize(1280, 720)
    wall.show()
    wall.exercise.setText("EXERCISE 演练 " * 30)
    qtbot.waitUntil(wall.isVisible)
    wall.layout().activate()
    assert (wall.width(), wall.height()) == (1280, 720)


# -- scenes -----------------------------------------------------------------------------------------------------------

RULES = WallRules(scenes=(Scene.SITUATION, Scene.FIGURES, Scene.FOCUS, Scene.VIDEO, Scene.FIGURES), seconds=10)


def test_scenes_take_turns_and_an_emergency_goes_before_all():
    live, drill = Rotation(RULES, drill=False), Rotation(RULES, drill=True)
    assert list(live.scenes) == [Scene.SITUATION, Scene.FIGURES, Scene.VIDEO], "Focus comes by itself, Drill in drills"
    assert list(drill.scenes)[-1] is Scene.DRILL
    shown = [live.shown(second, []) for second in (0, 9, 10, 29, 30)]
    assert [scene for scene, _ in shown] == [
        Scene.SITUATION, Scene.SITUATION, Scene.FIGURES, Scene.VIDEO, Scene.SITUATION,
    ]  # fmt: skip
    assert [live.shown(second, [7, 9]) for second in (0, 10, 20)] == [
        (Scene.FOCUS, 7), (Scene.FOCUS, 9), (Scene.FOCUS, 7)
    ]  # fmt: skip


def test_the_rules_of_the_wall_are_data(tmp_path):
    assert load_wall_rules(resource_dir() / "wall.yaml").seconds > 0
    (tmp_path / "w.yaml").write_text("scenes: [nowhere]")
    with pytest.raises(BadInput, match="scenes"):
        load_wall_rules(tmp_path / "w.yaml")


def test_keys_choose_a_scene_and_space_lets_go(qtbot, a_wall):
    wall, session, drill = a_wall
    wall.show()
    pages = {"1": 0, "3": 1, "4": 2, "5": 3}
    for key, page in pages.items():
        qtbot.keyClicks(wall, key)
        assert (wall.pages.currentIndex(), wall.held) == (page, True)
        assert "held" in wall.pill.text()
    before = wall.scene
    qtbot.keyClicks(wall, "2")
    assert wall.scene is before, "there is no emergency to look at"
    qtbot.keyClick(wall, Qt.Key.Key_Space)
    assert not wall.held
    fire = a_fire(session, drill)
    qtbot.waitUntil(lambda: wall.focus == fire)
    qtbot.keyClicks(wall, "4")
    assert (wall.scene, wall.focus) == (Scene.FIGURES, None)
    qtbot.keyClicks(wall, "2")
    assert (wall.scene, wall.focus) == (Scene.FOCUS, fire)


def test_figures_tell_lights_arrivals_and_marks(qtbot, a_wall):
    wall, session, drill = a_wall
    fire = a_fire(session, drill)
    qtbot.waitUntil(lambda: fire in wall.link.board.incidents)
    assert wall.charts.children() == [], "the wall opens without its pictures"
    wall.hold(Scene.FIGURES)
    qtbot.waitUntil(lambda: bool(wall.charts._hours))
    wall.charts.refresh()
    assert wall.charts.arrivals.title.text().endswith(": 1")
    assert wall.charts.lights.title.text().endswith(": 1")
    assert session.board.incidents[fire].grid in str(
        wall.charts.grids.picture.getPlotItem().getAxis("left")._tickLevels
    )
    drill.run(200)
    qtbot.waitUntil(lambda: wall.link.board.seq == session.board.seq)
    wall.charts.refresh()
    assert "%" in wall.charts.marks.said.text()


def test_cameras_on_the_wall_are_those_near_what_happens(qtbot, a_wall):
    wall, session, drill = a_wall
    wall.show()
    wall.hold(Scene.VIDEO)
    calm = [tile.camera_id for tile in wall.video.tiles]
    assert len(set(calm)) == len(calm) == 4
    fire = a_fire(session, drill)
    qtbot.waitUntil(lambda: fire in wall.link.board.incidents)
    wall.refresh()
    there = [tile.camera_id for tile in wall.video.tiles]
    place = session.board.incidents[fire].position
    assert there == nearest_cameras(wall.link.board, place, 4)
    assert there != calm
    assert all(tile.is_marked_simulated for tile in wall.video.tiles)


def test_a_kiosk_is_not_closed_by_a_key(qtbot, a_wall):
    wall, _, _ = a_wall
    wall.show()
    wall._kiosk = True
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert wall.isVisible()
    wall._kiosk = False
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.isVisible()


def test_the_drill_scene_tells_what_was_played_and_what_was_seen(qtbot, tmp_path):
    drill = open_drill(load_ground(), "canal-cbd-fire", 7, tmp_path / "j.db", officer=True)
    for _ in range(240):
        drill.tick()
    background = Background()
    wall = WallWindow(drill.session, drill, background=background)
    qtbot.addWidget(wall)
    qtbot.waitUntil(lambda: wall.link.is_loaded)
    wall.hold(Scene.DRILL)
    scene = wall.drill_scene
    qtbot.waitUntil(lambda: "seen" in scene.seen_title.text() and " 0 seen" not in scene.seen_title.text())
    assert "EXERCISE" in scene.title.text()
    assert scene.objective.text() == drill.scenario.objective.en
    assert scene.played_title.text() == f"Played: {len(drill.session.board.injects)}"
    judged = judge(drill.scenario, drill.session.journal.read_after(0))
    met = sum(one.verdict is Verdict.MET for one in judged)
    assert f": {met} seen" in scene.seen_title.text()
    wall.shutdown()
    background.shutdown()
    drill.session.journal.close()
