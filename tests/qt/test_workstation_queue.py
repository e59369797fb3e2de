"""The queue: sound as a model, in the right order, and steady under the officer's hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from console.model import commands as c
from console.model.words import Urgency
from console.views.workstation.queue_model import NUMBER_ROLE, Filter, QueueModel, QueueRow, queue_row
from console.views.workstation.rows import Row, RowModel
from tests.qt.session_builders import OFFICER, a_session, call


def rows(*numbers: int) -> list[QueueRow]:
    session = a_session()
    first = call(session, "canal-cbd", "着火", "fire.commercial")
    row = queue_row(session.board, session.board.incidents[first], (), session.clock.now())
    return [replace(row, number=number) for number in numbers]


def numbers(model: QueueModel) -> list[int]:
    return [model.data(model.index(n), NUMBER_ROLE) for n in range(model.rowCount())]


def test_the_model_is_sound_while_rows_come_go_and_move(qtmodeltester):
    model = QueueModel()
    qtmodeltester.check(model)
    for order in ((1, 2, 3), (3, 1, 2), (2,), (), (5, 2, 4), (4, 5, 2, 1)):
        model.set_rows(rows(*order))
        assert numbers(model) == list(order)


def test_the_rows_of_the_panel_are_sound_too(qtmodeltester):
    model = RowModel()
    qtmodeltester.check(model)
    for order in ("abc", "cab", "b", "", "xby"):
        model.set_rows([Row(letter, letter) for letter in order])
        assert [model.row(n).id for n in range(model.rowCount())] == list(order)


def test_a_row_that_only_grew_older_is_a_change_and_no_move(qtbot):
    model = QueueModel()
    first, second = rows(1, 2)
    model.set_rows([first, second])
    moved: list[object] = []
    model.rowsMoved.connect(moved.append)
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.set_rows([replace(first, age_s=9), second])
    assert changed.args[0].row() == 0
    assert moved == []


def test_the_selection_stays_on_its_incident_when_others_overtake_it(qtbot, a_window):
    window, session, _ = a_window
    calm = call(session, "hemu-market", "摊位占道", "city.stalls")
    session.desk.submit(c.AcceptIncident(calm, Urgency.ROUTINE), OFFICER)
    qtbot.waitUntil(lambda: window.link.selection == calm)
    fire = call(session, "canal-cbd", "着火", "fire.commercial")
    qtbot.waitUntil(lambda: window.queue.model.rowCount() == 2)
    assert numbers(window.queue.model) == [fire, calm]
    assert window.queue.model.number_at(window.queue.view.currentIndex()) == calm


def test_filters_by_urgency_and_text(qtbot, a_window):
    window, session, _ = a_window
    stalls = call(session, "hemu-market", "摊位占道", "city.stalls")
    fire = call(session, "canal-cbd", "着火", "fire.commercial")
    qtbot.waitUntil(lambda: window.queue.model.rowCount() == 2)
    window.queue._chips.button(1).click()
    assert numbers(window.queue.model) == [fire]
    window.queue._chips.button(0).click()
    window.queue.search.setText("摊位")
    assert numbers(window.queue.model) == [stalls]
    window.queue.search.setText("nothing like this")
    assert window.queue.empty.isVisibleTo(window.queue)
    assert "filter" in window.queue.empty.text()


def test_an_empty_filter_takes_everything():
    assert all(Filter().takes(row) for row in rows(1, 2))


def test_a_row_tells_how_much_is_left_and_how_long_it_ran():
    session = a_session()
    number = call(session, "canal-cbd", "着火", "fire.commercial")
    later = session.clock.now() + timedelta(seconds=75)
    row = queue_row(session.board, session.board.incidents[number], (), later)
    assert (row.age_s, row.left_s, row.light.value) == (75, -15, "red")


def test_the_keyboard_begins_on_the_list_as_soon_as_there_is_one(qtbot, a_window):
    window, session, _ = a_window
    window.activateWindow()
    qtbot.waitUntil(lambda: window.focusWidget() is window.queue)
    assert window.queue.empty.isVisible()
    number = call(session, "canal-cbd", "着火", "fire.commercial")
    qtbot.waitUntil(lambda: window.focusWidget() is window.queue.view)
    session.desk.submit(c.RejectIncident(number, "误报"), OFFICER)
    qtbot.waitUntil(lambda: window.focusWidget() is window.queue)


def test_a_list_that_comes_while_somebody_types_takes_no_keys_away(qtbot, a_window):
    window, session, _ = a_window
    window.activateWindow()
    window.command_line.edit.setFocus()
    call(session, "canal-cbd", "着火", "fire.commercial")
    qtbot.waitUntil(window.queue.view.isVisible)
    assert window.focusWidget() is window.command_line.edit
