"""Two runs beside each other: the same run differs in nothing, and what differs is named."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings

from console.analysis.record import Record
from console.analysis.replay.comparing import HEAD, compare, key_of, record_of
from console.drill.branch.outside import outside_of
from console.model import commands as c
from console.model.incident import Actor
from console.model.words import Mark
from tests.unit.builders_district import Seat, spot
from tests.unit.test_replay_reel import DISTRICT, PLAN, STEPS, played


def a_record(seat: Seat) -> Record:
    return record_of(seat.board, seat.history(), seat.clock.now())


def a_night(*, late: bool = False) -> Seat:
    """One emergency; the team answers and drives at once, or only after the limits."""
    seat = played([(0, 5), (1, 5)])
    [order] = seat.board.bound.values()
    seat.wait(400 if late else 5)
    for command in (c.AcknowledgeOrder(order), c.StartTravel(order, spot(0), (1, 2), 60), c.ArriveOnScene(order)):
        seat.wait(10).do(command)
        seat.desk.watch()
    seat.wait(900)
    return seat


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_a_run_beside_itself_differs_in_nothing(steps: list[tuple[int, int]]) -> None:
    record = a_record(played(steps))
    found = compare(record, record)
    assert found.different == []
    assert found.one == found.other
    assert len(found.pairs) == len(record.board.incidents)
    assert all(len(row) == len(HEAD) for row in found.as_rows())


def test_a_late_team_shows_in_marks_and_cost() -> None:
    found = compare(a_record(a_night()), a_record(a_night(late=True)))
    [pair] = found.pairs
    assert pair.one is not None
    assert pair.other is not None
    assert [pair.one.marks[Mark.START].outcome, pair.other.marks[Mark.START].outcome] == ["met", "late"]
    assert (found.one.met[Mark.START], found.other.met[Mark.START]) == (1, 0)
    assert {line[0] for line in pair.lines(only_different=True)} >= {"start", "first_arrival"}
    assert pair.one.sent == pair.other.sent
    assert pair.one.busy_s != pair.other.busy_s


def test_an_incident_of_one_run_only_counts_in_no_sum() -> None:
    more = a_night()
    more.emergency(spot(700))
    found = compare(a_record(a_night()), a_record(more))
    assert [pair.one is None for pair in found.pairs] == [False, True]
    assert found.one.counted == found.other.counted
    assert "not" not in found.as_rows()[-1][-1]


def test_incidents_are_known_by_the_number_at_their_source() -> None:
    seat = a_night()
    assert key_of(seat.board.incidents[1001]) == "phone P1"


def test_what_came_from_outside_comes_again_and_decisions_do_not() -> None:
    seat = a_night()
    seat.do(c.SetFact(1001, "injured", 2))
    seat.wait(3).do(c.TakeTeamOut("F2", "flat tyre"), Actor("field"))
    rows = seat.history()
    world = outside_of(rows, {})
    said = [one.make(seat.board) for one in world.happenings]
    assert [type(command).__name__ for command in said] == ["ReportIncident", "SetFact", "TakeTeamOut"]
    last = world.happenings[-1]
    assert [command for _, command, _ in world.due(seat.board, last.at)] == [c.TakeTeamOut("F2", "flat tyre")]
    assert world.due(seat.board, last.at + timedelta(seconds=1)) == []
    assert world.is_over(last.at)
    assert not world.is_over(last.at - timedelta(seconds=1))


def test_a_fact_of_an_incident_that_was_never_reported_has_no_place() -> None:
    seat = a_night()
    seat.do(c.SetFact(1001, "injured", 2))
    world = outside_of(seat.history(), {})
    assert [one.make(Seat(DISTRICT, PLAN).board) is None for one in world.happenings] == [False, True]
