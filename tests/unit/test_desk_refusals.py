"""Each refusal at the desk, with its sentence; a refused command leaves neither row nor trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from console.desk.decide import DECISIONS
from console.model import commands as c
from console.model.incident import Actor
from console.model.recommendation import Load
from console.model.words import Mode, ResponseLevel, Stage, Urgency
from console.phrase import Text
from tests.unit.builders_district import (
    PUMP,
    Seat,
    a_depot,
    a_level,
    a_plan,
    a_team,
    after,
    need,
    one_street,
    spot,
)

PLAN = a_plan(a_level("IV", need("n", "cordon")))
OTHER = replace(PLAN, id="flood")
SESSION = c.OpenSession(Mode.DRILL, "paper", "paper", {"blaze": "blaze-1"}, "paper", "s", 1)
REPORT = c.ReportIncident("phone", "X1", "smoke", after(0))


def a_seat() -> Seat:
    """1001 reported, 1002 accepted, 1003 with a plan, 1004 with teams under way, 1005 closed."""
    teams = [a_team(f"T{n}", spot(300.0 * n), "cordon") for n in range(1, 5)] + [a_team("OFF", spot(0), "cordon")]
    seat = Seat(one_street(teams, [a_depot("D", spot(0), {PUMP: 2})]), PLAN)
    seat.report(spot(0))
    seat.accept(seat.report(spot(0)))
    seat.emergency(spot(0))
    seat.go(seat.send(seat.emergency(spot(0)))[0])
    closed = seat.emergency(spot(0))
    seat.finish(seat.send(closed)[0])
    seat.do(c.VerifyIncident(closed, True, "seen"), Actor("verifier"))
    seat.do(c.CloseIncident(closed, "done"))
    seat.do(c.TakeTeamOut("OFF", "repair"))
    return seat


def send(seat: Seat, number: int, *wanted: c.Assignment, reason: str = "own choice") -> c.IssueOrders:
    return c.IssueOrders(number, seat.advice(1003), wanted, reason)


def wish(team: str, **changes: object) -> c.Assignment:
    return replace(c.Assignment(team, "n", "cordon", 60), **changes)  # type: ignore[arg-type]


CASES: list[tuple[str, c.Command | Callable[[Seat], c.Command]]] = [
    ("desk.other_mode", replace(SESSION, mode=Mode.LIVE)),
    ("desk.other_drill", replace(SESSION, seed=2)),
    ("desk.other_drill", replace(SESSION, plan_hashes={"blaze": "edited"})),
    ("desk.number_needed", replace(REPORT, source_number=" ")),
    ("desk.number_needed", replace(REPORT, source="")),
    ("desk.report_empty", replace(REPORT, text="  ")),
    ("desk.no_category", replace(REPORT, category="dragon")),
    ("desk.no_incident", c.AcceptIncident(9, Urgency.ROUTINE, "fire")),
    ("desk.category_needed", lambda s: c.AcceptIncident(s.report(spot(0), category=""), Urgency.ROUTINE)),
    ("desk.no_category", c.AcceptIncident(1001, Urgency.ROUTINE, "dragon")),
    ("desk.stage_not_next", c.AcceptIncident(1002, Urgency.ROUTINE)),
    ("desk.stage_not_next", c.AcceptIncident(1002, Urgency.EMERGENCY)),
    ("desk.stage_not_next", c.AcceptIncident(1005, Urgency.EMERGENCY)),
    ("desk.reason_needed", c.RejectIncident(1001, " ")),
    ("desk.orders_run", c.RejectIncident(1004, "false alarm")),
    ("desk.merge_itself", c.MergeIncident(1001, 1001)),
    ("desk.no_incident", c.MergeIncident(1001, 9)),
    ("desk.incident_ended", c.MergeIncident(1001, 1005)),
    ("desk.orders_run", c.MergeIncident(1004, 1001)),
    ("desk.incident_ended", c.SetFact(1005, "injured", 1)),
    ("desk.accept_first", c.ChoosePlan(1001, PLAN, ResponseLevel.IV)),
    ("desk.no_level", c.ChoosePlan(1002, PLAN, ResponseLevel.I)),
    ("desk.plan_runs", c.ChoosePlan(1004, OTHER, ResponseLevel.IV)),
    ("desk.reason_needed", c.RaiseLevel(1003, PLAN, ResponseLevel.III, "")),
    ("desk.no_plan", c.RaiseLevel(1002, PLAN, ResponseLevel.III, "worse")),
    ("desk.other_plan", c.RaiseLevel(1003, OTHER, ResponseLevel.III, "worse")),
    ("desk.level_not_higher", c.RaiseLevel(1003, PLAN, ResponseLevel.IV, "worse")),
    ("desk.no_level", c.RaiseLevel(1003, PLAN, ResponseLevel.I, "worse")),
    ("desk.no_department", c.NotifyDepartment(1003, "navy")),
    ("desk.no_step", c.CheckStep(1003, "dance")),
    ("desk.no_step", c.CheckStep(1002, "cordon")),
    ("desk.no_plan", lambda s: send(s, 1002, wish("T3"))),
    ("desk.incident_ended", lambda s: send(s, 1005, wish("T3"))),
    ("desk.nobody_to_send", lambda s: send(s, 1003)),
    ("desk.team_twice", lambda s: send(s, 1003, wish("T3"), wish("T3"))),
    ("desk.reason_needed", lambda s: send(s, 1003, wish("T4"), reason=" ")),
    ("desk.no_need", lambda s: send(s, 1003, wish("T3", need="tea"))),
    ("desk.no_team", lambda s: send(s, 1003, wish("T99"))),
    ("desk.team_away", lambda s: send(s, 1003, wish("OFF"))),
    ("desk.team_taken", lambda s: send(s, 1003, wish("T1"))),
    ("desk.team_taken", lambda s: send(s, 1003, wish("T1", taken_from=1003))),
    ("desk.load_nothing", lambda s: send(s, 1003, wish("T3", loads=(Load(PUMP, 0, "D"),)))),
    ("desk.stock_gone", lambda s: send(s, 1003, wish("T3", loads=(Load(PUMP, 3, "D"),)))),
    ("desk.stock_gone", lambda s: send(s, 1003, wish("T3", loads=(Load(PUMP, 1, "NOWHERE"),)))),
    (
        "desk.stock_gone",
        lambda s: send(
            s,
            1003,
            wish("T3", loads=(Load(PUMP, 1, "D"),)),
            wish("T4", loads=(Load(PUMP, 1, "D"), Load(PUMP, 1, "D"))),
        ),
    ),
    ("desk.no_order", c.AcknowledgeOrder("1004-99")),
    ("desk.order_not_next", c.AcknowledgeOrder("1004-01")),
    ("desk.order_not_next", c.CompleteOrder("1004-01", "done")),
    ("desk.order_not_next", c.CancelOrder("1005-01", "late")),
    ("desk.order_not_next", c.DeclineOrder("1005-01", "late")),
    ("desk.order_not_next", c.StartTravel("1005-01", spot(0), (), 1)),
    ("desk.reason_needed", c.CancelOrder("1004-01", "")),
    ("desk.reason_needed", c.DeclineOrder("1004-01", "")),
    ("desk.reason_needed", c.ChangeTravel("1004-01", spot(0), (), 9, "")),
    ("desk.not_en_route", c.ChangeTravel("1005-01", spot(0), (), 9, "jam")),
    ("desk.reason_needed", c.VerifyIncident(1004, True, "")),
    ("desk.stage_not_next", c.VerifyIncident(1004, True, "seen")),
    ("desk.stage_not_next", c.CloseIncident(1004, "done")),
    ("desk.stage_not_next", c.ReviewIncident(1004, 5)),
    ("desk.score_range", c.ReviewIncident(1005, 6)),
    ("desk.score_range", c.ReviewIncident(1005, 0)),
    ("desk.reason_needed", c.ReopenIncident(1005, "")),
    ("desk.reason_needed", c.TakeTeamOut("T3", "")),
    ("desk.no_team", c.TakeTeamOut("T99", "gone")),
    ("desk.no_team", c.BringTeamBack("T99")),
    ("desk.no_road", c.CloseRoad(("R0-1", "nowhere"), Text("x"), "flood")),
    ("desk.no_road", c.CloseRoad((), Text("x"), "flood")),
    ("desk.reason_needed", c.CloseRoad(("R0-1",), Text("x"), "")),
]


@pytest.mark.parametrize(("code", "wanted"), CASES, ids=[f"{n}-{code}" for n, (code, _) in enumerate(CASES)])
def test_the_desk_refuses_with_the_right_sentence_and_writes_nothing(
    code: str, wanted: c.Command | Callable[[Seat], c.Command]
) -> None:
    seat = a_seat()
    assert seat.refused(wanted if isinstance(wanted, c.Command) else wanted(seat)) == code


def handling(seat: Seat) -> None:
    seat.do(c.ArriveOnScene("1004-01"))


def test_an_incident_whose_teams_are_still_bound_is_not_verified() -> None:
    seat = a_seat()
    handling(seat)
    assert seat.refused(c.VerifyIncident(1004, True, "seen")) == "desk.orders_run"
    assert seat.refused(c.VerifyIncident(1004, False, "seen")) == "desk.orders_run"


def test_the_team_that_handled_it_does_not_verify_it() -> None:
    seat = a_seat()
    handling(seat)
    seat.do(c.CompleteOrder("1004-01", "done"))
    handler = seat.board.orders["1004-01"].team
    for passed in (True, False):
        assert seat.refused(c.VerifyIncident(1004, passed, "seen"), Actor(handler)) == "desk.verify_own"
    assert seat.incident(1004).stage is Stage.HANDLING


def test_more_than_was_taken_cannot_have_been_used() -> None:
    seat = a_seat()
    handling(seat)
    assert seat.refused(c.CompleteOrder("1004-01", "done", (Load(PUMP, 1, "D"),))) == "desk.used_too_much"


def test_an_open_incident_is_not_reopened() -> None:
    seat = a_seat()
    handling(seat)
    assert seat.refused(c.ReopenIncident(1004, "again")) == "desk.not_closed"


def test_teams_sent_otherwise_than_shown_need_a_reason_even_when_they_are_the_same_teams() -> None:
    plan = a_plan(a_level("IV", need("near", "cordon"), need("far", "cordon")))
    seat = Seat(one_street([a_team("A", spot(0), "cordon"), a_team("B", spot(900), "cordon")]), plan)
    number = seat.emergency(spot(0))
    offered = seat.advice(number)
    shown = {row.need: fill.team for row, fill in offered.new_fills}
    swapped = tuple(
        c.Assignment(shown[other], need_, "cordon", 60) for need_, other in (("near", "far"), ("far", "near"))
    )
    assert seat.refused(c.IssueOrders(number, offered, swapped)) == "desk.reason_needed"
    assert seat.do(c.IssueOrders(number, offered, swapped, "B knows the house"))


def test_injects_are_played_in_drills_only_and_a_live_journal_takes_edited_files() -> None:
    live = replace(SESSION, mode=Mode.LIVE, scenario="", scenario_hash="", seed=0)
    seat = Seat(one_street(), PLAN, opened=False)
    seat.do(live)
    assert seat.refused(c.PlayInject("i1", Text("bridge closed"))) == "desk.drill_only"
    assert seat.do(live) == ()
    assert len(seat.do(replace(live, district_hash="edited"))) == 1
    assert seat.refused(replace(live, district="elsewhere")) == "desk.other_district"


def test_a_journal_that_begins_without_a_session_is_not_continued() -> None:
    seat = Seat(one_street(), PLAN, opened=False)
    seat.do(REPORT)
    assert seat.refused(SESSION) == "desk.journal_without_session"


def test_every_command_has_a_decision() -> None:
    commands = {found for found in vars(c).values() if isinstance(found, type) and issubclass(found, c.Command)} - {
        c.Command
    }
    assert set(DECISIONS) == commands


def test_a_team_that_declined_did_not_handle_it_and_may_verify_it() -> None:
    plan = a_plan(a_level("IV", need("n", "cordon", 2)))
    seat = Seat(one_street([a_team("A", spot(0), "cordon"), a_team("B", spot(900), "cordon")]), plan)
    number = seat.emergency(spot(0))
    first, second = seat.send(number)
    seat.do(c.DeclineOrder(second.id, "no driver"))
    seat.finish(first)
    assert seat.refused(c.VerifyIncident(number, True, "seen"), Actor(first.team)) == "desk.verify_own"
    assert seat.do(c.VerifyIncident(number, True, "seen"), Actor(second.team))
