"""The workstation: the road of an incident by keys alone, nothing cut, nothing optimistic."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton

from console.model import commands as c
from console.model.words import Posture, Stage
from console.views import language
from tests.qt.session_builders import call


def ready(qtbot, window, number: int) -> None:
    qtbot.waitUntil(lambda: number in window.link.board.incidents)
    window.link.select(number)
    qtbot.waitUntil(lambda: window.link.advice.selected == number and window.link.is_settled)


def press_primary(qtbot, window) -> None:
    seq = window.link.board.seq
    qtbot.waitUntil(lambda: window.link.is_settled)
    window.working.primary()
    qtbot.waitUntil(lambda: window.link.board.seq > seq and window.link.is_settled)


def test_ctrl_enter_three_times_leads_from_report_to_orders(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火，看见明火", "fire.commercial")
    ready(qtbot, window, number)
    for _ in range(3):
        press_primary(qtbot, window)
    assert window.link.board.incidents[number].stage is Stage.DISPATCHED
    assert window.link.board.bound


def test_what_was_just_sent_can_be_called_back_for_five_seconds(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火，看见明火", "fire.commercial")
    ready(qtbot, window, number)
    for _ in range(3):
        press_primary(qtbot, window)
    assert window.notices.isVisibleTo(window)
    window.notices.button.click()
    qtbot.waitUntil(lambda: not window.link.board.bound)
    kinds = [row.event.kind for row in window.link.board.history[number]]
    assert kinds.count("order.cancelled") == kinds.count("order.issued")


def test_another_choice_is_sent_only_with_a_reason(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火，看见明火", "fire.commercial")
    ready(qtbot, window, number)
    for _ in range(2):
        press_primary(qtbot, window)
    left_out = window.link.recommendation.new_fills[0][1].team
    window.incident.teams._clicked(f"fill:{left_out}")
    window.working.send()
    assert window.incident.teams.inline.isVisibleTo(window)
    window.incident.teams.inline._entered()
    assert not window.link.board.bound
    window.incident.teams.inline.edit.setText("crew is at another door")
    window.incident.teams.inline._entered()
    qtbot.waitUntil(lambda: bool(window.link.board.bound))
    assert left_out not in window.link.board.bound
    used = [row.event for row in window.link.board.history[number] if row.event.kind == "incident.recommended"]
    assert used[0].override_reason == "crew is at another door"


def test_an_unknown_fact_is_answered_inside_the_panel(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    window.incident.do_now.ask_fact("trapped")
    inline = window.incident.do_now.inline
    inline.edit.setText("many")
    inline._entered()
    assert inline.complaint.isVisibleTo(window)
    inline.edit.setText("2+")
    inline._entered()
    qtbot.waitUntil(lambda: window.link.board.incidents[number].facts.get("trapped") == "2+")
    assert not inline.isVisibleTo(window)


def test_a_refusal_is_told_in_the_strip_and_stays(qtbot, a_window):
    window, _, _ = a_window
    window.link.submit(c.CloseIncident(99, "x"))
    qtbot.waitUntil(lambda: window.notices.isVisibleTo(window))
    assert "99" in window.notices.message.text()


def test_a_typed_line_goes_the_same_road(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    window.command_line.edit.setText(f"a {number}")
    qtbot.keyClick(window.command_line.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.link.board.incidents[number].stage is Stage.ACCEPTED)
    window.command_line.edit.setText("frobnicate")
    qtbot.keyClick(window.command_line.edit, Qt.Key.Key_Return)
    assert "frobnicate" in window.notices.message.text()


def test_tab_completes_the_number(qtbot, a_window):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火", "fire.commercial")
    ready(qtbot, window, number)
    window.command_line.edit.setText("a ")
    qtbot.keyClick(window.command_line.edit, Qt.Key.Key_Tab)
    assert window.command_line.edit.text() == f"a {number}"


def test_a_call_is_taken_without_a_dialog(qtbot, a_window):
    window, _, _ = a_window
    window.working.new_report()
    form = window.new_report
    form.submit()
    assert form.complaint.isVisibleTo(form)
    form.text.setPlainText("店里冒烟")
    form.place.setText("运河CBD")
    form.submit()
    qtbot.waitUntil(lambda: bool(window.link.board.incidents))
    (incident,) = window.link.board.incidents.values()
    assert (incident.text, incident.grid != "") == ("店里冒烟", True)


def test_the_form_finds_items_by_initials_and_proposes_from_the_words(qtbot, a_window):
    window, session, _ = a_window
    call(session, "canal-cbd", "商场着火", "fire.commercial")
    qtbot.waitUntil(lambda: window.link.board.seq == session.board.seq)
    window.working.new_report()
    form = window.new_report
    for typed in ("cyyy", "油烟", "fumes", "market.rest"):
        completer = form.category.completer()
        completer.setCompletionPrefix(typed)
        found = [
            completer.pathFromIndex(completer.completionModel().index(n, 0)) for n in range(completer.completionCount())
        ]
        assert any("market.restaurant_fumes" in name for name in found), typed
    form.text.setPlainText("商场着火了，浓烟")
    form.place.setText("运河CBD")
    form._place_typed()
    qtbot.waitUntil(lambda: form.hints.codes[:1] == ["fire.commercial"])
    assert "#1001" in form.hints.repeat.text()
    form.hints.items[0].click()
    assert form.code() == "fire.commercial"
    qtbot.waitUntil(lambda: form.hints.codes == [])


def test_space_acknowledges_the_gravest_alarm(qtbot, a_window):
    window, session, drill = a_window
    call(session, "canal-cbd", "商场着火", "fire.commercial")
    drill.run(70)
    qtbot.waitUntil(lambda: window.link.board.seq == session.board.seq)
    window.alarms.refresh()
    (alarm,) = window.alarms.unseen
    window.alarms.acknowledge_top()
    qtbot.waitUntil(lambda: alarm.id in window.link.board.alarms_seen)
    qtbot.waitUntil(lambda: window.alarms.unseen == ())


def test_f12_switches_the_posture_and_every_window_of_a_drill_says_so(qtbot, a_window):
    window, _, _ = a_window
    window.working.posture()
    qtbot.waitUntil(lambda: window.top_bar.posture.text() == "EMERGENCY")
    assert window.link.board.posture is Posture.EMERGENCY
    assert window.banner.isVisibleTo(window)
    assert "演练" in window.banner.accessibleName()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_is_cut_at_the_sizes_named_in_either_language(qtbot, a_window, size, lang):
    window, session, _ = a_window
    number = call(session, "canal-cbd", "商场着火，看见明火", "fire.commercial")
    ready(qtbot, window, number)
    language.set_language(lang)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    cut = [w.text() for w in _words(window) if _needs(w) > w.width() + 1]
    assert cut == []
    assert window.incident.tabs.tabBar().sizeHint().width() <= window.incident.tabs.width()


def _words(window):
    found = [*window.findChildren(QLabel), *window.findChildren(QPushButton)]
    return [w for w in found if w.isVisibleTo(window) and w.text() and "<" not in w.text() and w.width() > 0
            and not getattr(w, "wordWrap", bool)()]  # fmt: skip


def _needs(widget) -> int:
    return QFontMetrics(widget.font()).horizontalAdvance(widget.text())


def test_help_on_one_command_is_told_in_the_strip(qtbot, a_window):
    window, _, _ = a_window
    window.command_line.edit.setText("help d")
    window.command_line.run()
    assert window.notices.message.text() == "d 1024: Dispatch as recommended"
