"""What an officer has at hand: joining, reasons in the own language, the exercise's controls, a camera large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.model import commands as c
from console.model.words import Stage, Urgency
from console.views import language
from tests.qt.session_builders import OFFICER, a_fire, call
from tests.qt.test_workstation_window import press_primary, ready


def type_line(qtbot, window, text: str) -> None:
    window.command_line.edit.setText(text)
    qtbot.keyClick(window.command_line.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.link.is_settled)


def test_a_repeat_is_joined_with_one_key_and_the_first_report_is_selected(qtbot, a_window):
    window, session, _ = a_window
    first = call(session, "canal-cbd", "商场着火", "fire.commercial")
    second = call(session, "canal-cbd", "商场着火，有浓烟", "fire.commercial")
    ready(qtbot, window, second)
    assert [todo.code for todo in window.incident.do_now.todos[:2]] == ["merge", "accept"]
    window.working.join()
    qtbot.waitUntil(lambda: window.link.selection == first)
    assert len(window.link.board.incidents[first].reports) == 2


def test_the_reason_recorded_is_in_the_language_the_officer_works_in(qtbot, a_window):
    window, session, _ = a_window
    language.set_language("zh")
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    for _ in range(2):
        press_primary(qtbot, window)
    window.working.raise_level()
    assert window.incident.do_now.inline.edit.text() == "值班员研判"
    press_primary(qtbot, window)
    raised = [row for row in window.link.board.history[number] if row.event.kind == "incident.level_raised"]
    assert [row.event.reason for row in raised] == ["值班员研判"]


def test_a_question_goes_away_with_the_incident_it_is_about(qtbot, a_window):
    window, session, _ = a_window
    first = call(session, "canal-cbd", "商场着火", "fire.commercial")
    second = call(session, "xiaohe-park", "路口井盖缺失", "city.manhole_missing")
    ready(qtbot, window, first)
    window.incident.do_now.ask_fact("flames_visible")
    assert window.incident.do_now.inline.is_asking
    ready(qtbot, window, second)
    assert not window.incident.do_now.inline.is_asking


def test_a_report_is_rejected_from_the_menu_only_with_a_reason(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    window.incident.more.open_menu()
    menu = window.incident.more.menu_shown
    assert menu.activeAction() is menu.actions()[0]
    menu.actions()[-1].trigger()
    menu.close()
    inline = window.incident.do_now.inline
    inline.enter()
    assert not inline.complaint.isHidden()
    inline.edit.setText("rehearsal of the shop")
    press_primary(qtbot, window)
    assert window.link.board.incidents[number].stage is Stage.REJECTED


def test_a_notice_that_took_the_place_of_the_recall_calls_nobody_back(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    for _ in range(3):
        press_primary(qtbot, window)
    window.notices.refuse("no")
    with qtbot.assertNotEmitted(window.notices.recall):
        window.notices.button.click()


def test_the_case_just_closed_stays_selected_for_its_review(qtbot, a_window):
    window, session, _ = a_window
    call(session, "xiaohe-park", "路口井盖缺失", "city.manhole_missing")
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    session.desk.submit(c.RejectIncident(number, "false alarm"), OFFICER)
    qtbot.waitUntil(lambda: window.link.board.seq == session.board.seq)
    assert window.link.selection == number


@pytest.mark.parametrize(("lang", "said"), [("en", "automatic officer on"), ("zh", "自动值班员开启")])
def test_the_strip_says_when_the_automatic_officer_works(qtbot, a_window, lang, said):
    window, _, drill = a_window
    language.set_language(lang)
    assert said not in window.banner.accessibleName()
    type_line(qtbot, window, "auto on")
    assert drill.officer_on
    assert said in window.banner.accessibleName()
    window.drill_bar.officer.click()
    assert not drill.officer_on
    assert said not in window.banner.accessibleName()


def test_the_exercise_stands_still_while_it_is_paused(qtbot, a_window):
    window, _, drill = a_window
    type_line(qtbot, window, "pace 5")
    window.link.tick()
    qtbot.waitUntil(lambda: drill.elapsed_s == 5)
    window.drill_bar.pause.click()
    qtbot.waitUntil(lambda: not window.link._in_tick)
    window.link.tick()
    assert not window.link._in_tick
    assert "paused" in window.banner.accessibleName()
    type_line(qtbot, window, "go")
    window.link.tick()
    qtbot.waitUntil(lambda: drill.elapsed_s == 10)


def test_the_controller_plays_by_hand_what_waits_for_it_and_is_told_what_does(qtbot, a_window):
    window, _, _ = a_window
    said: list[str] = []
    window.command_line.said.connect(said.append)
    type_line(qtbot, window, "inject")
    assert "visitor" in said[-1]
    type_line(qtbot, window, "inject visitor")
    qtbot.waitUntil(lambda: "visitor" in window.link.board.injects)
    type_line(qtbot, window, "inject visitor")
    assert "already" in said[-1]


def test_an_exercise_that_is_over_says_so_and_its_time_ends(qtbot, a_window):
    window, _, drill = a_window
    drill.finished = True
    window.link.tick()
    qtbot.waitUntil(lambda: window.link.is_over)
    assert "the exercise is over" in window.banner.accessibleName()
    window.link.tick()
    assert not window.link._in_tick
    type_line(qtbot, window, "go")
    assert "over" in window.notices.message.text()


def test_a_camera_opens_large_and_esc_puts_it_away(qtbot, a_window):
    window, _, _ = a_window
    qtbot.waitUntil(lambda: bool(window.video.strip.tiles[1].camera_id))
    qtbot.keyClick(window.video.strip, Qt.Key.Key_2)
    large = window.large_camera
    assert large.isVisible()
    assert large.tile.camera_id == window.video.strip.tiles[1].camera_id
    assert large.size() == window.map.size()
    qtbot.waitUntil(lambda: not large.tile.image.isNull())
    qtbot.keyClick(large.tile, Qt.Key.Key_Escape)
    assert not large.isVisible()
    with qtbot.waitSignal(window.video.strip.tiles[1]._source.frame_came):
        pass


def test_reinforcement_is_brought_into_view_unless_the_officer_moved_the_map(qtbot, a_window, monkeypatch):
    window, session, drill = a_window
    fitted = []
    monkeypatch.setattr(window.map, "fit", lambda points: fitted.append(len(points)))
    fire = a_fire(session, drill)
    ready(qtbot, window, fire)
    team = next(iter(session.board.bound))
    session.desk.submit(c.DeclineOrder(session.board.bound[team], "flat tyre"), OFFICER)
    qtbot.waitUntil(lambda: any(todo.code in ("send", "send_next") for todo in window.incident.do_now.todos))
    fitted.clear()
    window.working.send()
    qtbot.waitUntil(lambda: bool(fitted))
    assert fitted[-1] == 1 + sum(o.status.is_open for o in window.link.board.orders_of(window.link.incident))
    window.map.user_moved.emit()
    fitted.clear()
    again = next(iter(session.board.bound))
    session.desk.submit(c.DeclineOrder(session.board.bound[again], "flat tyre"), OFFICER)
    qtbot.waitUntil(lambda: bool(window.link.recommendation and window.link.recommendation.new_fills))
    press_primary(qtbot, window)
    assert fitted == []


def test_space_presses_the_button_the_keyboard_is_on(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.drill_bar.officer.setFocus()
    window.working.space()
    assert window.link.drill.officer_on


def test_a_closed_case_is_found_again_by_its_number(qtbot, a_window):
    window, session, _ = a_window
    old = call(session, "xiaohe-park", "路口井盖缺失", "city.manhole_missing")
    session.desk.submit(c.RejectIncident(old, "done already"), OFFICER)
    new = call(session, "canal-cbd", "商场着火", "fire.commercial")
    session.desk.submit(c.AcceptIncident(new, Urgency.EMERGENCY), OFFICER)
    ready(qtbot, window, new)
    type_line(qtbot, window, f"f {old}")
    assert window.link.selection == old
