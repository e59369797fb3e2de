"""A road is closed, slowed and opened by hand on the map: with the mouse, and without one."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt

from console.geo import LatLon
from console.model import commands as c
from console.model.events import RoadClosed, RoadOpened, RoadSlowed, SlowingEnded
from console.model.roads import Slowing
from console.model.words import Weather
from console.phrase import LANGUAGES, Text
from console.views import language
from console.views.map_feed import closure_marks, slowing_marks
from console.views.pending import PendingCommands, Waiting
from console.views.workstation.beside import beside
from tests.qt.session_builders import OFFICER, START, a_session, call, district
from tests.qt.test_map_device import ask, settle
from tests.qt.test_nothing_cut import SIZES, cut
from tests.qt.test_workstation_window import press_primary, ready

ROADS = district().roads
BRIDGE = "dengyun-road-07"  # the bridge over the canal
NEAR, FAR = "dengyun-road-06", "dengyun-road-08"


def middle(road: str) -> LatLon:
    first, *_, last = ROADS.shape(road)
    return LatLon((first.lat + last.lat) / 2, (first.lon + last.lon) / 2)


@pytest.fixture
def desk(qtbot, a_window):
    """A window at rest with the bridge in the middle of its map."""
    window, _, _ = a_window
    window.map.set_still(True)
    window.map.fit([middle(NEAR), middle(FAR)], asked=True)
    settle(qtbot, window.map)
    qtbot.waitUntil(lambda: window.roads.is_ready)
    return window


def spot_of(qtbot, window, place: LatLon) -> tuple[float, float]:
    x, y = ask(qtbot, window.map, f"(p => [p.x, p.y])(ConsoleMap.map().latLngToContainerPoint({list(place)}))")
    return x, y


def mouse(qtbot, window, kind: str, x: float, y: float, button: int = 0) -> None:
    script = f"""(() => {{ ConsoleMap.map().getContainer().dispatchEvent(new MouseEvent('{kind}',
      {{ bubbles: true, cancelable: true, clientX: {x}, clientY: {y}, button: {button} }})); return 1; }})()"""
    ask(qtbot, window.map, script)


def right_click(qtbot, window, road: str) -> None:
    mouse(qtbot, window, "contextmenu", *spot_of(qtbot, window, middle(road)), button=2)
    qtbot.waitUntil(window.roads.box.isVisible)


def draw(qtbot, window, start: LatLon, end: LatLon) -> None:
    for kind, place in (("mousedown", start), ("mousemove", end), ("mouseup", end)):
        mouse(qtbot, window, kind, *spot_of(qtbot, window, place))


def gone(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.roads.box.isVisible())


def told(window, kind: type) -> list:
    return [row.event for row in window.link.board.history.get(None, []) if isinstance(row.event, kind)]


def layer(qtbot, window, name: str) -> list[str]:
    settle(qtbot, window.map)
    return sorted(ask(qtbot, window.map, f"[...(ConsoleMap.state.layers.get('{name}') || new Map()).keys()]"))


def test_a_right_click_names_the_stretch_and_a_reason_and_enter_close_it(qtbot, desk):
    right_click(qtbot, desk, BRIDGE)
    box = desk.roads.box
    assert box.title.text() == "Dengyun Bridge"
    assert "between" in box.where.text()
    assert "(2 arcs)" in box.where.text()
    assert desk.focusWidget() is box.reason
    assert layer(qtbot, desk, "picked") == [BRIDGE]
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    assert box.complaint.isVisibleTo(box)
    qtbot.keyClicks(box.reason, "collision")
    assert not box.complaint.isVisibleTo(box)
    qtbot.keyClick(box.reason, Qt.Key.Key_Return)
    gone(qtbot, desk)
    (closed,) = told(desk, RoadClosed)
    assert (closed.roads, closed.name.zh, closed.reason) == ((BRIDGE,), "登云大桥", "collision")
    assert layer(qtbot, desk, "closures") == [BRIDGE]
    assert layer(qtbot, desk, "picked") == []


def test_the_sign_of_a_closed_road_opens_it_again_without_a_reason(qtbot, desk):
    desk.link.submit(c.CloseRoad((BRIDGE,), Text("Bridge"), "fire"))
    assert layer_soon(qtbot, desk, "closures", [BRIDGE])
    x, y = ask(qtbot, desk.map, "(h => [h.x, h.y])(ConsoleMap.scene().hits.find(h => h.kind === 'closure'))")
    for kind in ("mousedown", "mouseup", "click"):
        mouse(qtbot, desk, kind, x, y)
    qtbot.waitUntil(desk.roads.box.isVisible)
    box = desk.roads.box
    assert "fire" in box.states["closed"].text()
    assert not box.reason.isVisibleTo(box)
    assert not box.close_it.isVisibleTo(box)
    qtbot.keyClick(desk.focusWidget(), Qt.Key.Key_Return)
    gone(qtbot, desk)
    assert told(desk, RoadOpened) == [RoadOpened((BRIDGE,))]
    assert layer_soon(qtbot, desk, "closures", [])


def layer_soon(qtbot, window, name: str, wanted: list[str]) -> bool:
    qtbot.waitUntil(lambda: layer(qtbot, window, name) == wanted)
    return True


def test_a_slowed_road_is_drawn_otherwise_than_a_closed_one_and_ends(qtbot, desk):
    right_click(qtbot, desk, BRIDGE)
    box = desk.roads.box
    qtbot.mouseClick(box._chips[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(box.slow_it, Qt.MouseButton.LeftButton)
    gone(qtbot, desk)
    (slowed,) = told(desk, RoadSlowed)
    assert (slowed.slowing.factor, slowed.slowing.roads, slowed.reason) == (0.5, (BRIDGE,), "collision")
    assert layer(qtbot, desk, "slowings") == [BRIDGE]
    assert layer(qtbot, desk, "closures") == []
    assert ask(qtbot, desk.map, "ConsoleMap.scene().hits.filter(h => h.kind === 'slowing').length") == 1
    right_click(qtbot, desk, BRIDGE)
    assert "50 %" in box.states["slowed"].text()
    assert not box.slow_it.isVisibleTo(box)
    box.end_it.click()
    gone(qtbot, desk)
    assert told(desk, SlowingEnded) == [SlowingEnded(BRIDGE)]


def test_a_line_drawn_across_roads_closes_all_it_crosses_at_once(qtbot, desk):
    desk.map.tool.click()
    start, end = ROADS.shape(NEAR)[0], ROADS.shape(FAR)[-1]
    north = LatLon(start.lat + 0.0008, (start.lon + end.lon) / 2)
    south = LatLon(end.lat - 0.0008, (start.lon + end.lon) / 2)
    settle(qtbot, desk.map)
    draw(qtbot, desk, north, south)
    qtbot.waitUntil(desk.roads.box.isVisible)
    crossed = desk.roads._finder.crossed(north, south)
    assert desk.roads.box.roads == crossed
    desk.roads.box.reason.setText("parade")
    desk.roads.box.close_it.click()
    gone(qtbot, desk)
    (closed,) = told(desk, RoadClosed)
    assert closed.roads == crossed
    assert ask(qtbot, desk.map, "ConsoleMap.state.stroke") is None


def test_the_tool_needs_no_mouse(qtbot, desk):
    call(desk.link.session, "canal-cbd", "商场冒烟")
    qtbot.waitUntil(desk.queue.view.isVisible)
    qtbot.keyClick(desk, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert desk.map.tool.isChecked()
    settle(qtbot, desk.map)
    assert ask(qtbot, desk.map, "document.activeElement === ConsoleMap.map().getContainer()")
    assert ask(qtbot, desk.map, "ConsoleMap.state.aim")
    enter = "new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})"
    ask(qtbot, desk.map, f"ConsoleMap.map().getContainer().dispatchEvent({enter})")
    qtbot.waitUntil(desk.roads.box.isVisible)
    assert desk.roads.box.roads
    desk.working.back_to_queue()
    assert not desk.roads.box.isVisible()
    assert desk.map.tool.isChecked()
    desk.working.back_to_queue()
    assert not desk.map.tool.isChecked()
    assert desk.focusWidget() is desk.queue.view


def test_with_the_tool_in_hand_a_click_picks_a_road_and_the_map_stays(qtbot, desk):
    desk.map.tool.click()
    settle(qtbot, desk.map)
    before = ask(qtbot, desk.map, "ConsoleMap.map().getCenter()")
    draw(qtbot, desk, middle(BRIDGE), middle(BRIDGE))
    qtbot.waitUntil(desk.roads.box.isVisible)
    assert desk.roads.box.roads == (BRIDGE,)
    assert ask(qtbot, desk.map, "ConsoleMap.map().dragging.enabled()") is False
    assert ask(qtbot, desk.map, "ConsoleMap.map().getCenter()") == before
    desk.map.tool.click()
    settle(qtbot, desk.map)
    assert not desk.roads.box.isVisible()
    assert ask(qtbot, desk.map, "ConsoleMap.map().dragging.enabled()") is True


def test_where_no_road_is_near_it_says_so(qtbot, desk):
    corner = LatLon(district().boundary[0].lat - 0.02, district().boundary[0].lon)
    desk.map.fit([corner], asked=True)
    settle(qtbot, desk.map)
    mouse(qtbot, desk, "contextmenu", *spot_of(qtbot, desk, corner), button=2)
    qtbot.waitUntil(desk.notices.isVisible)
    assert desk.notices.message.text() == "There is no road here."
    assert not desk.roads.box.isVisible()


def test_a_closure_changes_the_routes_of_the_next_advice(qtbot, a_window):
    window, session, _ = a_window
    ready(qtbot, window, call(session, "canal-cbd", "商场着火，看见明火", "fire.commercial"))
    for _ in range(2):
        press_primary(qtbot, window)
    u, v = max(ways(qtbot, window), key=len)[1:3]
    road = next(edge.road for edge in ROADS.edges if (edge.u, edge.v) == (u, v))
    window.link.submit(c.CloseRoad((road,), Text(road), "fire"))
    qtbot.waitUntil(lambda: road in window.link.board.closed_roads)
    after = ways(qtbot, window)
    assert after
    assert not any({u, v} == {a, b} for way in after for a, b in pairwise(way))


def ways(qtbot, window) -> list[tuple[int, ...]]:
    """The ways of the teams offered, once the advice knows of every row."""
    link = window.link
    qtbot.waitUntil(lambda: link.advice.seq >= link.board.seq and link.is_settled, timeout=20_000)
    assert link.advice.trouble == ""
    return [fill.route for _, fill in link.recommendation.new_fills]


def test_what_another_seat_changes_meanwhile_is_seen_in_the_box(qtbot, desk):
    right_click(qtbot, desk, BRIDGE)
    desk.link.session.desk.submit(c.CloseRoad((BRIDGE,), Text("x"), "flood"), OFFICER)
    box = desk.roads.box
    qtbot.waitUntil(lambda: box.open_it.isVisibleTo(box))
    assert "flood" in box.states["closed"].text()


def test_a_refusal_stays_in_the_box_beside_the_reason_that_was_typed(qtbot, desk):
    right_click(qtbot, desk, BRIDGE)
    box = desk.roads.box
    other = Slowing(BRIDGE, 0.7, ("hemu-road-01",), name=Text("elsewhere"))
    desk.link.session.desk.submit(c.SlowRoad(other, "works"), OFFICER)  # another road, under the id of this one
    box.reason.setText("jam")
    box.slow_it.click()
    assert not box.slow_it.isEnabled()
    assert "Waiting" in box.close_it.text()
    qtbot.waitUntil(lambda: box.complaint.isVisibleTo(box))
    assert "stands already" in box.complaint.text()
    assert box.reason.text() == "jam"
    assert box.slow_it.isEnabled()


def test_nothing_in_the_box_is_cut_and_it_lies_inside_the_map(qtbot, desk):
    roads = tuple(stretch.road for stretch in ROADS.stretches[:9])
    desk.link.submit(c.CloseRoad(roads[:2], Text("two"), "a long reason that needs more than a line of the small box"))
    desk.link.submit(c.SlowRoad(Slowing("w", 0.3, roads[2:4], name=Text("a wide slowing", "缓行")), "works"))
    desk.link.submit(c.DeclareWeather(Weather.RAIN, "gauge"))
    qtbot.waitUntil(lambda: desk.link.board.weather is not None)
    box = desk.roads.box
    for size, lang in product(SIZES, LANGUAGES):
        language.set_language(lang)
        desk.resize(*size)
        qtbot.waitUntil(lambda wanted=size: (desk.width(), desk.height()) == wanted)
        box.show_roads(desk.roads._finder, roads, QPoint(200, 200), [QRect(100, 100, 200, 200)])
        box._has_reason()
        qtbot.waitUntil(lambda: cut(box) == [])
        assert desk.map.rect().contains(box.geometry())
        assert len([button for button in box._buttons if button.isVisibleTo(box)]) == 4
        assert cut(desk.top_bar) == []


ROOM = QRect(12, 48, 1000, 640)
SHAPES = st.builds(QRect, st.integers(12, 900), st.integers(48, 600), st.integers(0, 400), st.integers(0, 300))


@given(SHAPES, st.integers(150, 420))
def test_the_box_never_covers_what_it_is_about_where_there_is_room(shape, height):
    size, at = QSize(372, height), shape.center()
    box = QRect(beside(size, ROOM, [shape], at), size)
    assert ROOM.contains(box)
    room_left, room_right = shape.left() - ROOM.left(), ROOM.right() - shape.right()
    if max(room_left, room_right) > 372 + 30:
        assert not box.intersects(shape)


def test_of_roads_on_both_sides_of_the_map_the_box_covers_none_when_a_corner_is_free():
    shapes = [QRect(20, 300, 300, 60), QRect(700, 300, 300, 60), QRect(400, 60, 40, 300)]
    box = QRect(beside(QSize(372, 250), ROOM, shapes, QPoint(900, 330)), QSize(372, 250))
    assert not any(box.intersects(shape) for shape in shapes)


def test_two_roads_asked_one_after_the_other_are_two_things():
    pending = PendingCommands()
    first = c.CloseRoad(("a",), Text("a"), "fire")
    pending.add(Waiting(first, 0, START, START, False))
    assert first in pending
    assert c.CloseRoad(("b",), Text("b"), "fire") not in pending
    pending.add(Waiting(c.SlowRoad(Slowing("a", 0.5, ("a",)), "jam"), 0, START, START, False))
    assert c.SlowRoad(Slowing("b", 0.5, ("b",)), "jam") not in pending


def test_marks_name_each_road_once_and_a_closed_road_is_not_drawn_as_slowed():
    session = a_session()
    desk = session.desk
    desk.submit(c.CloseRoad((BRIDGE,), Text("anything"), "fire"), OFFICER)
    desk.submit(c.SlowRoad(Slowing("s", 0.4, (NEAR, BRIDGE, FAR), name=Text("x")), "jam"), OFFICER)
    (closed,) = closure_marks(session.board)
    slowed = list(slowing_marks(session.board))
    assert closed.label == "Dengyun Bridge 14:29"
    assert [(mark.road, mark.speed, mark.label) for mark in slowed] == [
        (NEAR, "40%", "Dengyun Road 14:29"), (FAR, "40%", ""),
    ]  # fmt: skip
    session.journal.close()


def test_the_bar_on_top_says_what_is_not_as_usual_and_why(qtbot, a_window):
    window, session, _ = a_window
    assert not window.top_bar.roads_icon.isVisibleTo(window)
    session.desk.submit(c.CloseRoad((BRIDGE,), Text("Bridge"), "fire"), OFFICER)
    session.desk.submit(c.DeclareWeather(Weather.SNOW, "seen"), OFFICER)
    qtbot.waitUntil(lambda: window.top_bar.roads.text() == "1 closed · snow")
    assert window.top_bar.roads_icon.isVisibleTo(window)
    assert "Bridge: closed since 14:29 (fire)" in window.top_bar.roads.toolTip()
