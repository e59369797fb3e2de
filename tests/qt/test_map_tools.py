"""What is asked of the map: finding, measuring, reach, heat, grids by load and light, trails; by key, menu and line."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QSettings, Qt

from console.desk.map_search import Kind
from console.geo import between, distance_m, from_metres
from console.model import commands as c
from console.phrase import Text
from console.views import language
from tests.qt.session_builders import a_fire, call, district
from tests.qt.test_every_window import nameless, unreachable
from tests.qt.test_nothing_cut import cut


@pytest.fixture
def desk(qtbot, a_window):
    """A workstation whose map and search are ready."""
    window, session, drill = a_window
    window.map.set_still(True)
    qtbot.waitUntil(
        lambda: window.map.is_settled and window.map_tools.is_ready and window.roads.is_ready, timeout=30_000
    )
    window.map_session, window.map_drill = session, drill
    return window


def ask(qtbot, window, script):
    answer = []
    window.map._page.runJavaScript(f"JSON.stringify({script})", 0, answer.append)
    qtbot.waitUntil(lambda: bool(answer), timeout=10_000)
    return json.loads(answer[0] or "null")


def settle(qtbot, window):
    qtbot.waitUntil(lambda: window.map.is_settled, timeout=20_000)


def layer(qtbot, window, name):
    settle(qtbot, window)
    return ask(qtbot, window, f"Object.fromEntries(ConsoleMap.state.layers.get('{name}') || new Map())")


def typed(window, line):
    window.command_line.edit.setText(line)
    window.command_line.run()


def follow(qtbot, window, drill, seconds=1):
    drill.run(seconds)
    window.link._take(window.link.session.journal.read_after(window.link.board.seq))
    window.link.board.signals = dict(drill.signals())


def test_one_place_found_is_gone_to_and_marked(qtbot, desk):
    typed(desk, "f 登云路与丽水路路口")
    pins = layer(qtbot, desk, "pins")
    assert pins["found"]["label"] == "Dengyun Road & Lishui Road"
    centre = ask(qtbot, desk, "ConsoleMap.map().getCenter()")
    assert [centre["lat"], centre["lng"]] == pytest.approx(pins["found"]["at"], abs=2e-3)
    assert "pin:found" in ask(qtbot, desk, "ConsoleMap.labels()")


def test_of_several_found_one_is_chosen_with_the_keyboard(qtbot, desk):
    typed(desk, "f yhcbd")
    box = desk.map_tools.boxes.found
    assert box.isVisible()
    assert box.list.hasFocus() or box.list.currentIndex().row() == 0
    assert box.title.text() == "7 found for yhcbd"
    qtbot.keyClick(box.list, Qt.Key.Key_Down)
    qtbot.keyClick(box.list, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert layer(qtbot, desk, "pins")["found"]["label"] == "Canal CBD tower 1"
    desk.working.back_to_queue()
    assert layer(qtbot, desk, "pins") == {}


def test_a_case_is_found_by_its_number_and_by_its_sources(qtbot, desk):
    fire = call(desk.map_session, "canal-cbd", "商场冒烟")
    follow(qtbot, desk, desk.map_drill)
    number = desk.link.board.incidents[fire].reports[0].source_number
    for text in (f"#{fire}", str(fire), number):
        desk.link.select(None)
        typed(desk, f"f {text}")
        assert desk.link.selection == fire


def test_the_page_of_a_case_that_left_the_board_is_opened(qtbot, desk):
    old = call(desk.map_session, "canal-cbd", "商场冒烟")
    follow(qtbot, desk, desk.map_drill)
    del desk.link.board.incidents[old]
    with qtbot.waitSignal(desk.case_asked, timeout=10_000) as heard:
        typed(desk, f"f {old}")
    assert heard.args == [old]
    typed(desk, "f 987654")
    qtbot.waitUntil(lambda: "Nothing found" in desk.notices.message.text(), timeout=10_000)


@pytest.mark.parametrize("text", ["T01", "C-10", "登云路", "330105001001"])
def test_teams_cameras_roads_and_grids_are_found(qtbot, desk, text):
    wanted = next(iter(district().grids)) if text.isdigit() else text
    typed(desk, f"f {wanted}")
    if desk.map_tools.boxes.found.isVisible():
        qtbot.keyClick(desk.map_tools.boxes.found.list, Qt.Key.Key_Return)
    settle(qtbot, desk)
    lines, selected = layer(qtbot, desk, "measured"), ask(qtbot, desk, "ConsoleMap.state.selected")
    assert bool(lines) or selected in ("team:T01", "camera:C-10")


def test_what_is_not_there_is_said(qtbot, desk):
    typed(desk, "f nowhere at all 这里没有")
    assert "Nothing found" in desk.notices.message.text()


def test_a_line_is_measured_straight_and_by_road(qtbot, desk):
    desk.working.measure()
    middle = desk.link.session.network.middle
    a, b = from_metres(middle, -300, 0), from_metres(middle, 300, 200)
    desk.map.place_pointed.emit(a)
    desk.map.place_pointed.emit(b)
    tool = desk.map_tools.measuring
    qtbot.waitUntil(lambda: not tool.is_asking)
    lines = layer(qtbot, desk, "measured")
    assert tool.way is not None
    assert tool.way.metres > distance_m(a, b)
    assert lines["straight"]["label"].startswith(f"{distance_m(a, b):.0f} m straight · ")
    assert "by road" in lines["straight"]["label"]
    assert len(lines["road"]["points"]) > 2
    before = tool.way
    half = len(before.points) // 2
    middle_of_way = between(before.points[half - 1], before.points[half], 0.5)
    stretch = desk.roads._finder.nearest(middle_of_way, 50.0)
    desk.link.submit(c.CloseRoad((stretch,), Text("x", "x"), "fallen tree"))
    qtbot.waitUntil(lambda: not tool.is_asking and tool.way not in (None, before), timeout=10_000)
    assert tool.way.seconds > before.seconds
    desk.map.undo_asked.emit()
    assert tool.words() == ""
    desk.working.back_to_queue()
    assert layer(qtbot, desk, "measured") == {}


def test_places_are_pointed_at_with_the_mouse_and_with_enter(qtbot, desk):
    desk.working.measure()
    settle(qtbot, desk)
    press = "ConsoleMap.map().getContainer().dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))"
    ask(qtbot, desk, press % "Enter")
    qtbot.waitUntil(lambda: len(desk.map_tools.measuring.points) == 1)
    click = """(() => { for (const type of ['mousedown', 'mouseup', 'click'])
      ConsoleMap.map().getContainer().dispatchEvent(new MouseEvent(type,
        { bubbles: true, clientX: 200, clientY: 200, button: 0 })); return 1; })()"""
    ask(qtbot, desk, click)
    qtbot.waitUntil(lambda: len(desk.map_tools.measuring.points) == 2)
    ask(qtbot, desk, press % "Backspace")
    qtbot.waitUntil(lambda: len(desk.map_tools.measuring.points) == 1)


def test_reach_of_free_teams_and_from_a_point(qtbot, desk):
    typed(desk, "reach free")
    qtbot.waitUntil(lambda: bool(desk.map_feed.more.reached), timeout=30_000)
    assert set(layer(qtbot, desk, "reach")) >= {"reach-3"}
    typed(desk, "reach point")
    desk.map.place_pointed.emit(desk.link.session.network.middle)
    qtbot.waitUntil(lambda: bool(desk.map_feed.more.reached), timeout=30_000)
    reach = layer(qtbot, desk, "reach")
    assert reach["reach-1"]["label"] == "1 min"
    assert layer(qtbot, desk, "pins")["reach"]["label"] == "Reach from here"
    assert desk.map_tools.tool == ""
    typed(desk, "reach case")
    assert layer(qtbot, desk, "reach") == {}


def test_grids_are_coloured_by_load_and_by_light(qtbot, desk):
    for place in ("canal-cbd", "canal-cbd", "hemu-market"):
        call(desk.map_session, place, "占道经营")
    follow(qtbot, desk, desk.map_drill)
    typed(desk, "show load")
    settle(qtbot, desk)
    tints = ask(qtbot, desk, "ConsoleMap.state.tints")
    assert sorted(tint["words"] for tint in tints.values()) == ["1", "2"]
    assert desk.map._chips.chip("grids").isChecked()
    assert desk.map.menu.is_checked("grids", "load")
    typed(desk, "show light")
    settle(qtbot, desk)
    assert {tint["state"] for tint in ask(qtbot, desk, "ConsoleMap.state.tints").values()} == {"met"}
    typed(desk, "show light")
    settle(qtbot, desk)
    assert ask(qtbot, desk, "ConsoleMap.state.tints") == {}


def test_heat_shows_where_cases_came_together(qtbot, desk):
    for _ in range(3):
        call(desk.map_session, "canal-cbd", "占道经营")
    call(desk.map_session, "hemu-market", "占道经营")
    follow(qtbot, desk, desk.map_drill)
    assert layer(qtbot, desk, "heat") == {}
    typed(desk, "show heat")
    qtbot.waitUntil(lambda: bool(desk.map_feed.more.heat), timeout=10_000)
    shares = sorted(square["share"] for square in layer(qtbot, desk, "heat").values())
    assert shares == [0.333, 1.0]


def test_a_team_under_way_leaves_a_trail_and_tells_how_long_its_route_takes(qtbot, desk):
    a_fire(desk.map_session, desk.map_drill)
    for _ in range(45):
        follow(qtbot, desk, desk.map_drill)
        desk.map_feed.more._ticked(None)
    desk.map_feed.refresh()
    trails, routes = layer(qtbot, desk, "trails"), layer(qtbot, desk, "routes")
    assert any(len(trail["points"]) > 2 and trail["state"] == "en_route" for trail in trails.values())
    assert routes
    teams = layer(qtbot, desk, "teams").values()
    assert all(":" in team["note"] for team in teams if team["state"] == "en_route")


def test_the_menu_reaches_everything_with_the_keyboard(qtbot, desk):
    menu = desk.map.menu
    qtbot.keyClick(desk, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    menu.open_menu()
    assert menu.menu_shown.isVisible()
    qtbot.keyClick(menu.menu_shown, Qt.Key.Key_Down)
    qtbot.keyClick(menu.menu_shown, Qt.Key.Key_Return)
    assert desk.map.is_layer_shown("heat")
    assert menu.is_checked("show", "heat")


def test_a_wrong_source_typed_is_named_and_a_right_one_opens(qtbot, desk, tmp_path):
    typed(desk, f"map {tmp_path}/没有 这个.mbtiles gcj02")
    qtbot.waitUntil(lambda: "cannot be read" in desk.notices.message.text(), timeout=10_000)
    typed(desk, "map")
    assert "map needs a file" in desk.notices.message.text()
    desk.map_tools.do("tool", "under")
    assert desk.map_tools.boxes.under.isVisible()
    desk.working.back_to_queue()
    assert not desk.map_tools.boxes.under.isVisible()


def test_layers_and_choices_are_kept_for_the_next_start(qtbot, desk, tmp_path):
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    kept = QSettings("dispatch-console", "map")
    kept.clear()
    desk.map_tools.remember()
    typed(desk, "show cover")
    typed(desk, "show load")
    assert kept.value("show/cover") == "yes"
    assert kept.value("grids") == "load"
    kept.setValue("show/depots", "no")
    desk.map_tools.remember()
    assert not desk.map.is_layer_shown("depots")
    kept.clear()


def test_words_of_the_search_are_found_by_kind(desk):
    found = desk.map_tools._search.find("hemu", desk.link.board)
    assert {one.kind for one in found} >= {Kind.PLACE, Kind.ROAD}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_boxes_over_the_map_are_read_reached_and_named(qtbot, desk, lang):
    desk.resize(1366, 768)
    language.set_language(lang)
    desk.map_tools.do("tool", "under")
    qtbot.waitUntil(lambda: cut(desk.map_tools.boxes.under) == [])
    assert unreachable(desk.map_tools.boxes.under) == []
    assert nameless(desk.map_tools.boxes.under) == []
    typed(desk, "f yh")
    qtbot.waitUntil(lambda: cut(desk.map_tools.boxes.found) == [])
    assert nameless(desk.map_tools.boxes.found) == []
    for box in (desk.map_tools.boxes.under, desk.map_tools.boxes.found):
        assert desk.map.rect().contains(box.geometry())
