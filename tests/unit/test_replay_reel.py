"""Any moment of a journal, forwards and back: the board is the one that a whole fold gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.analysis.replay import reel as reels
from console.analysis.replay.reel import Reel
from console.board.board import Board
from console.board.fold import fold
from console.board.sending import issue_as_recommended
from console.desk.resume import stand_on
from console.errors import Refused
from console.journal.past import Standing
from console.journal.store import Journal
from console.model import commands as c
from console.model.events import Recorded
from console.model.incident import Signal
from tests.unit.builders_district import (
    HOSE,
    PUMP,
    Seat,
    a_depot,
    a_grid,
    a_level,
    a_plan,
    a_team,
    need,
    one_street,
    spot,
    wants,
)

PLAN = a_plan(a_level("IV", need("fire", "fire", first_arrival=True), materials=(wants(PUMP, 1), wants(HOSE, 2))))
TEAMS = (a_team("F1", spot(300), "fire", carries={HOSE: 2}), a_team("F2", spot(900), "fire"))
DEPOTS = [a_depot("D1", spot(600), {PUMP: 2, HOSE: 5})]
DISTRICT = one_street(TEAMS, DEPOTS, [a_grid("W", spot(-1500)), a_grid("E", spot(1500))])
STEPS = st.lists(st.tuples(st.integers(0, 8), st.sampled_from([0, 20, 3600, 40_000])), min_size=1, max_size=30)


def played(steps: Sequence[tuple[int, int]], journal: Journal | None = None) -> Seat:
    """A seat at which all sorts of things happened, hours and days apart."""
    seat = Seat(DISTRICT, PLAN, journal)
    for what, seconds in steps:
        seat.wait(seconds)
        for command in done(seat, what):
            try:
                seat.do(command)
            except Refused:
                continue
    return seat


def done(seat: Seat, what: int) -> list[c.Command]:
    board = seat.board
    open_ = [i.number for i in board.open_incidents()]
    orders = list(board.bound.values()) or list(board.orders)
    if what == 0 or not open_:
        seat.emergency(spot(100.0 * len(board.incidents)))
        return []
    if what == 1:
        advice = seat.advice(open_[-1])
        return [issue_as_recommended(board, advice)] if advice.new_fills else []
    if what == 2 or not orders:
        return [c.RejectIncident(open_[0], "twice"), c.SetFact(open_[0], "injured", 1)]
    order, number = orders[0], open_[0]
    return [
        [c.AcknowledgeOrder(order), c.StartTravel(order, spot(0), (1, 2), 60)], [c.ArriveOnScene(order)],
        [c.CompleteOrder(order, "done")], [c.ReturnTeam(board.orders[order].team, order)],
        [c.LapseOrder(order), c.CancelOrder(order, "no")],
        [c.VerifyIncident(number, True, "seen"), c.CloseIncident(number, "done"), c.ReviewIncident(number, 4)],
    ][what - 3]  # fmt: skip


def folded(rows: Sequence[Recorded]) -> Board:
    board = Board(DISTRICT)
    for row in rows:
        fold(board, row)
    return board


def a_reel(rows: Sequence[Recorded], before: int = 0) -> Reel:
    first = rows[:before]
    standing = Standing(list(first), {}, before, first[-1].hash if first else "", 0)
    return Reel(DISTRICT, standing, rows[before:], rows[0].at, rows[-1].at)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS, apart=st.integers(1, 9), part=st.floats(0, 1), built=st.integers(0, 30), data=st.data())
def test_the_board_of_any_moment_is_the_one_a_whole_fold_gives(
    steps: list[tuple[int, int]], apart: int, part: float, built: int, data: st.DataObject
) -> None:
    rows = played(steps).history()
    before = int(part * (len(rows) - 1))
    reel = a_reel(rows, before)
    reel.apart = apart
    for _ in range(built):
        reel.build()
    for row in data.draw(st.lists(st.integers(0, len(rows) - before), min_size=1, max_size=4)):
        assert reel.board_at(row).state() == folded(rows[: before + row]).state()


def test_what_is_folded_into_a_board_given_out_changes_no_other_moment() -> None:
    rows = played([(0, 0), (1, 20), (3, 20), (4, 60), (5, 60)]).history()
    reel = a_reel(rows)
    early, late = reel.board_at(3), reel.board_at(len(rows))
    for row in rows[3:]:
        fold(early, row)
    assert early.state() == late.state()
    assert reel.board_at(3).state() == folded(rows[:3]).state()


def test_boards_kept_do_not_grow_with_the_period(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reels, "LEAST_APART", 1)
    monkeypatch.setattr(reels, "MOST_KEYFRAMES", 5)
    rows = played([(n % 9, 20) for n in range(60)]).history()
    reel = a_reel(rows)
    while reel.build():
        pass
    assert reel.is_built
    assert reel.keyframes <= 6
    assert reel.board_at(len(rows)).state() == folded(rows).state()


def test_a_clock_that_was_put_back_does_not_turn_the_slider_round() -> None:
    rows = played([(0, 60), (1, 60), (2, 60)]).history()
    reel = a_reel(rows)
    moments = [reel.time_of(n) for n in range(len(rows) + 1)]
    assert moments == sorted(moments)
    assert reel.row_at(rows[-1].at) == len(rows)
    assert reel.row_at(rows[0].at - timedelta(seconds=1)) == 0


@settings(max_examples=15, deadline=None)
@given(steps=STEPS, data=st.data())
def test_a_period_in_the_middle_of_years_begins_with_what_still_ran_then(
    steps: list[tuple[int, int]], data: st.DataObject
) -> None:
    journal = Journal.open(":memory:")
    try:
        seat = played(steps, journal)
        rows = seat.history()
        for seq in data.draw(st.lists(st.integers(1, len(rows)), min_size=1, max_size=4)):
            whole, found = folded(rows[:seq]), Board(DISTRICT)
            stand_on(found, journal.standing(seq, whole=False))
            assert (found.seq, found.hash, found.last_number) == (seq, whole.hash, whole.last_number)
            assert found.stock == whole.stock
            assert (found.bound, found.returning, found.aboard) == (whole.bound, whole.returning, whole.aboard)
            assert found.unanswered == whole.unanswered
            assert {i.number for i in whole.open_incidents()} <= set(found.incidents)
            assert all(found.incidents[n] == whole.incidents[n] for n in found.incidents)
            every = Board(DISTRICT)
            stand_on(every, journal.standing(seq, whole=True))
            assert every.state() == whole.state()
    finally:
        journal.close()


@settings(max_examples=8, deadline=None)
@given(steps=STEPS)
def test_a_moment_is_found_among_the_rows(steps: list[tuple[int, int]]) -> None:
    journal = Journal.open(":memory:")
    try:
        rows = played(steps, journal).history()
        assert journal.span() == (rows[0].at, rows[-1].at, len(rows))
        for row in rows:
            assert journal.seq_before(row.at) == sum(other.at < row.at for other in rows)
        assert journal.seq_before(rows[-1].at + timedelta(seconds=1)) == len(rows)
    finally:
        journal.close()


def test_teams_stand_where_they_were_heard_by_then() -> None:
    journal = Journal.open(":memory:")
    try:
        seat = Seat(DISTRICT, PLAN, journal)
        now = seat.clock.now()
        heard = [Signal("F1", spot(10.0 * n), now + timedelta(seconds=10 * n), 90.0, 12.0) for n in range(4)]
        journal.add_tracks([*heard, Signal("F2", spot(500), now + timedelta(seconds=15))])
        assert journal.signals_at(now + timedelta(seconds=12)) == {"F1": heard[1]}
        later = journal.signals_at(now + timedelta(seconds=25))
        assert (later["F1"], later["F2"].position) == (heard[2], spot(500))
        assert journal.signals_at(now - timedelta(seconds=1)) == {}
    finally:
        journal.close()
