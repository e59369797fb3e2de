"""The windows' tie to a session: nothing is shown as done before the journal has it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from console.errors import StoreUnavailable
from console.model import commands as c
from console.model.words import Posture, Stage, Urgency
from console.views.background import Background
from console.views.hearing import Ear
from console.views.link import SessionLink
from tests.qt.session_builders import OFFICER, FakeDrill, a_fire, a_session, call


@pytest.fixture
def tied(qtbot):
    session = a_session()
    drill = FakeDrill(session)
    background = Background()
    made = []

    def tie() -> SessionLink:
        link = SessionLink(session, drill, background, OFFICER, ticking=False)
        made.append(link)
        qtbot.waitUntil(lambda: link.is_loaded)
        return link

    yield session, drill, tie
    for link in made:
        link.shutdown()
    background.shutdown()
    session.journal.close()


def test_the_board_shown_is_folded_from_the_journal_and_equal_to_the_desks(tied, qtbot):
    session, drill, tie = tied
    a_fire(session, drill)
    link = tie()
    assert link.board is not session.board
    assert link.board.state() == session.board.state()


def test_what_can_wait_begins_once_when_the_board_is_there(qtbot):
    session, background, begun = a_session(), Background(), []
    link = SessionLink(session, FakeDrill(session), background, OFFICER, ticking=False)
    link.when_loaded(lambda: begun.append(link.is_loaded))
    assert not begun
    qtbot.waitUntil(lambda: bool(begun))
    link.loaded.emit()
    link.when_loaded(lambda: begun.append("at once"))
    assert begun == [True, "at once"]
    link.shutdown()
    background.shutdown()
    session.journal.close()


def test_rows_written_by_anybody_reach_the_board_in_order(tied, qtbot):
    session, drill, tie = tied
    link = tie()
    with qtbot.waitSignal(link.changed):
        call(session, "canal-cbd", "着火", "fire.commercial")
    drill.run(5)
    qtbot.waitUntil(lambda: link.board.seq == session.board.seq)
    assert link.board.state() == session.board.state()


def test_a_command_is_pending_until_its_rows_are_folded(tied, qtbot):
    session, _, tie = tied
    number = call(session, "canal-cbd", "着火", "fire.commercial")
    link = tie()
    command = c.AcceptIncident(number, Urgency.EMERGENCY)
    link.submit(command)
    assert link.is_pending(command)
    assert link.board.incidents[number].stage is Stage.REPORTED
    qtbot.waitUntil(lambda: not link.is_pending(command))
    assert link.board.incidents[number].stage is Stage.ACCEPTED


def test_the_same_command_pressed_twice_is_asked_once(tied, qtbot):
    _, _, tie = tied
    link = tie()
    for _ in range(2):
        link.submit(c.SetPosture(Posture.EMERGENCY))
    qtbot.waitUntil(lambda: link.is_settled)
    assert [row.event.kind for row in link.board.history[None]].count("posture.set") == 1


def test_a_refusal_comes_back_with_its_reason_and_changes_nothing(tied, qtbot):
    session, _, tie = tied
    link = tie()
    with qtbot.waitSignal(link.refused) as refused:
        link.submit(c.CloseIncident(4711, "x"))
    assert refused.args[1].code == "desk.no_incident"
    assert link.board.seq == session.board.seq


def test_a_store_that_does_not_answer_is_said_and_the_command_is_not_done(tied, qtbot, monkeypatch):
    session, _, tie = tied
    link = tie()

    def broken(*_args: object) -> None:
        raise StoreUnavailable("disk full")

    monkeypatch.setattr(session.desk, "submit", broken)
    with qtbot.waitSignals([link.store_state, link.refused]):
        link.submit(c.SetPosture(Posture.EMERGENCY))
    assert not link.store_ok
    assert link.board.posture is Posture.ROUTINE


def test_advice_is_for_the_board_on_the_screen_and_for_the_selected_incident(tied, qtbot):
    session, _, tie = tied
    number = call(session, "canal-cbd", "着火，有明火", "fire.commercial")
    session.desk.submit(c.AcceptIncident(number, Urgency.EMERGENCY), OFFICER)
    link = tie()
    link.select(number)
    qtbot.waitUntil(lambda: link.advice.selected == number)
    best = link.advice.answers[0]
    link.submit(c.ChoosePlan(number, link.plans[best.plan], best.level, link.advice.answers))
    qtbot.waitUntil(lambda: link.recommendation is not None)
    assert link.recommendation.seq == link.board.seq
    assert link.recommendation.new_fills


def test_an_unclassified_report_gets_categories_from_its_words(tied, qtbot):
    session, _, tie = tied
    number = call(session, "canal-cbd", "商场着火了")
    link = tie()
    qtbot.waitUntil(lambda: number in link.advice.categories)
    assert "fire.commercial" in link.advice.categories[number]


def test_one_second_of_the_screen_plays_one_second_of_the_drill(tied, qtbot):
    _, drill, tie = tied
    link = tie()
    for second in range(1, 4):
        link.tick()
        qtbot.waitUntil(lambda second=second: drill.elapsed_s == second)
        qtbot.waitUntil(lambda: link.board.signals == drill.signals())


def test_what_is_heard_while_the_ear_is_shut_waits_in_its_order(qtbot):
    taken: list[int] = []
    owner = QObject()
    ear = Ear(owner, taken.extend)
    ear.hear([1])
    ear.empty()
    assert taken == [], "the board is not there yet"
    ear.open()
    ear.hear([2])
    ear.shut()
    ear.hear([3])
    ear.hear([4])
    assert taken == [1, 2]
    ear.empty()
    ear.hear([5])
    assert taken == [1, 2, 3, 4]
    ear.open()
    assert taken == [1, 2, 3, 4, 5]
