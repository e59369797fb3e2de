"""A board that folds only what still runs is the board that folded everything, less what ended long ago."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from console.analysis.record import read_parts, read_record
from console.analysis.responses import responses
from console.app.drilling import MAX_SPEED, play_headless
from console.app.wiring import learned_from
from console.board.board import Board
from console.board.fold import fold
from console.clock import DrillClock
from console.desk.desk import Desk
from console.desk.resume import KEPT_FOR, let_go, resume
from console.dispatch.arrival_times.learned import UNLEARNED
from console.dispatch.arrival_times.learning import learn
from console.journal.store import Journal
from console.model import commands as c
from console.model.events import Pending, Recorded
from console.model.incident import Actor
from console.model.words import Stage, Urgency
from tests.scenarios.test_closed_loop import SCENE, Loop, post_of
from tests.unit.board_builders import the_district

OFFICER = Actor("duty-A", "1")
LEFT_OUT = {"incidents", "orders", "history", "numbers", "unanswered", "at"}


@pytest.fixture(scope="module")
def drilled(tmp_path_factory: pytest.TempPathFactory) -> list[Recorded]:
    folder = tmp_path_factory.mktemp("drill")
    outcome = play_headless("canal-cbd-fire", 7, MAX_SPEED, folder, None)
    journal = Journal.open(outcome.db)
    rows = journal.read_after(0)
    journal.close()
    return rows


def replayed(rows: list[Recorded], ends: list[int]) -> Iterator[tuple[Journal, Board, Recorded]]:
    """The journal and the whole board after each of ``ends`` rows."""
    journal, board = Journal.open(":memory:"), Board(the_district())
    for row in rows:
        with journal.writing() as writing:
            [again] = writing.append(
                [Pending(row.incident, row.event, row.occurred_at)], at=row.at, recorded_at=row.recorded_at,
                actor=row.actor, seat=row.seat, cause=row.cause,
            )  # fmt: skip
        fold(board, again)
        if row.seq in ends:
            yield journal, board, again
    journal.close()


def expected(board: Board, now: datetime) -> set[int]:
    return {n for n, i in board.incidents.items() if i.is_open or board.history[n][-1].at >= now - KEPT_FOR}


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=3)], ids=["at once", "three days later"])
def test_after_any_part_of_a_drill(drilled: list[Recorded], later: timedelta) -> None:
    ends = [*range(1, len(drilled), max(1, len(drilled) // 25)), len(drilled)]
    for journal, board, last in replayed(drilled, ends):
        now = last.at + later
        found = Board(the_district())
        resume(journal, found, now)
        for name, value in board.state().items():
            if name not in LEFT_OUT:
                assert found.state()[name] == value, f"{name} after row {last.seq}"
        assert set(found.incidents) >= expected(board, now)
        assert all(found.incidents[n] == board.incidents[n] for n in found.incidents)
        assert found.history[None] == board.history[None]


@cache
def a_day_of_cases() -> Loop:
    loop = Loop()
    for n in range(6):
        number = loop.report(f"H-{n}")
        loop.accept(number)
        if n % 2:
            loop.settle(number, post_of(loop, number))
    return loop


def test_what_ended_long_ago_leaves_the_board_and_comes_back_when_it_is_spoken_of() -> None:
    loop = Loop()
    number = loop.report("H-1")
    loop.accept(number)
    loop.settle(number, post_of(loop, number))
    whole = loop.of(number)
    loop.wait(hours=30)
    assert number not in loop.board.incidents
    assert ("hotline-12345", "H-1") not in loop.board.numbers
    now = loop.clock.now()
    again = loop.submit(c.ReportIncident("hotline-12345", "H-1", "摊贩占道", now, "city.stalls", "", SCENE))
    assert again == (), "the same report is the same report a year later"
    loop.submit(c.ReopenIncident(number, "it is back"))
    back = loop.of(number)
    assert (back.stage, back.returns, back.reports) == (Stage.DISPATCHED, 1, whole.reports)
    assert loop.report("H-2") == number + 1


def test_a_merge_is_undone_long_after_both_left_the_board() -> None:
    loop = Loop()
    first, second = loop.report("H-1"), loop.report("H-2", facts={"people_count": 40})
    loop.submit(c.MergeIncident(second, first))
    loop.accept(first)
    loop.settle(first, post_of(loop, first))
    loop.wait(hours=50)
    assert not loop.board.incidents
    loop.submit(c.UndoMerge(second))
    assert [r.source_number for r in loop.of(first).reports] == ["H-1"]
    assert (loop.of(second).stage, loop.of(second).facts) == (Stage.REPORTED, {"people_count": 40})


def test_a_board_lets_go_and_a_resumed_one_says_the_same() -> None:
    loop = a_day_of_cases()
    loop.clock.advance_to(loop.clock.now() + timedelta(days=2))
    now = loop.clock.now()
    assert let_go(loop.board, now) == 3
    found = Board(the_district())
    resume(loop.session.journal, found, now)
    assert set(found.incidents) == set(loop.board.incidents)
    assert found.stock == loop.board.stock
    assert found.next_number == loop.board.next_number


def test_another_seats_step_on_a_long_ended_case_is_followed(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "journal.db")
    clock = DrillClock(a_day_of_cases().clock.now())
    first, second = (Desk(Journal.open(tmp_path / "journal.db"), Board(the_district()), clock) for _ in range(2))
    [row] = first.submit(c.ReportIncident("citizen", "1", "noise", clock.now(), "order.noise", "", SCENE), OFFICER)
    assert row.incident is not None
    first.submit(c.AcceptIncident(row.incident, Urgency.ROUTINE), OFFICER)
    first.submit(c.TransferIncident(row.incident, "police", "P-1", "theirs"), OFFICER)
    second.resume()
    clock.advance_to(clock.now() + timedelta(days=2))
    let_go(second.board, clock.now())
    assert row.incident not in second.board.incidents
    first.submit(c.TakeBackIncident(row.incident, "ours after all"), OFFICER)
    second.catch_up()
    assert second.board.incidents[row.incident] == first.board.incidents[row.incident]
    for desk in (first, second):
        desk.journal.close()
    journal.close()


def test_a_batch_that_cannot_be_written_changes_nothing() -> None:
    loop = Loop()
    before = {name: copy(value) for name, value in loop.board.state().items()}
    before["history"] = {number: list(rows) for number, rows in loop.board.history.items()}
    bad = c.ReportIncident("citizen", "2", "x\ud800", loop.clock.now(), "order.noise", "", SCENE)
    good = c.ReportIncident("citizen", "1", "noise", loop.clock.now(), "order.noise", "", SCENE)
    with pytest.raises(Exception, match="cannot be kept"):
        loop.session.desk.submit_all([(good, OFFICER), (bad, OFFICER)])
    after = loop.board.state()
    assert {k: v for k, v in after.items() if k != "at"} == {k: v for k, v in before.items() if k != "at"}
    assert loop.session.journal.cases() == []


def test_what_is_learned_from_the_latest_responses_is_what_the_whole_journal_teaches(drilled: list[Recorded]) -> None:
    district = the_district()
    [(journal, _, last)] = list(replayed_whole(drilled))
    whole = responses(read_record(drilled, district), district)
    assert len(whole.usable) > 3
    latest = journal.dispatched(last.at - timedelta(days=1), 100)
    assert responses(read_parts(latest, district), district) == whole
    assert learned_from(journal, district, last.at) == learn(whole.usable)
    assert learned_from(journal, district, last.at + timedelta(days=400)) == UNLEARNED, "too long ago"
    assert len(journal.dispatched(last.at - timedelta(days=1), 1)) < len(drilled)
    journal.close()


def replayed_whole(rows: list[Recorded]) -> Iterator[tuple[Journal, Board, Recorded]]:
    """The journal after all of ``rows``, still open."""
    for journal, board, last in replayed(rows, [rows[-1].seq]):
        yield journal, board, last
        return
