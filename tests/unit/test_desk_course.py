"""The whole course of an incident at the desk, and its bends: no answer, called back, taken away, raised, returned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.board.fold import fold
from console.board.sending import issue_as_recommended
from console.board.teams import team_status
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import WATCH, Actor
from console.model.marks import marks_of
from console.model.plan import Plan
from console.model.recommendation import Load
from console.model.words import Mark, MarkState, OrderStatus, ResponseLevel, Severity, Stage, TeamStatus, Urgency
from tests.unit.builders_district import (
    OFFICER,
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
    wants,
)

VERIFIER = Actor("verifier-1", "seat-2")
FIRE = need("fire", "fire", within_s=300, first_arrival=True)
CORDON = need("cordon", "cordon", within_s=300)
PLAN = a_plan(
    a_level("IV", FIRE, CORDON, materials=(wants(PUMP, 2, 900),)),
    a_level("III", replace(FIRE, count=2), CORDON, materials=(wants(PUMP, 2, 900),)),
)


def a_seat(plan: Plan = PLAN) -> Seat:
    teams = [
        a_team("F1", spot(500), "fire"), a_team("F2", spot(1000), "fire"), a_team("C1", spot(-500), "cordon"),
        a_team("C2", spot(-2500), "cordon"),
    ]  # fmt: skip
    return Seat(one_street(teams, [a_depot("D", spot(600), {PUMP: 5})]), plan)


def status_of(seat: Seat, team: str) -> TeamStatus:
    return team_status(seat.board, seat.district.teams[team], seat.clock.now())


def handled(seat: Seat) -> int:
    """An incident whose teams are all done and back."""
    number = seat.emergency(spot(0))
    for order in seat.send(number):
        seat.finish(order)
    return number


# -- the straight way ---------------------------------------------------------------------------------------------


def test_an_incident_goes_from_the_report_to_the_review_and_every_step_is_on_record() -> None:
    seat = a_seat()
    number = seat.report(spot(0))
    assert seat.incident(number).stage is Stage.REPORTED
    seat.wait(10).accept(number)
    assert (seat.incident(number).stage, seat.incident(number).t0) == (Stage.ACCEPTED, after(10))
    seat.choose(number)
    orders = {order.team: order for order in seat.wait(5).send(number)}
    assert sorted(orders) == ["C1", "F1"]
    assert seat.incident(number).stage is Stage.DISPATCHED
    assert status_of(seat, "F1") is TeamStatus.RESERVED
    seat.do(c.ConfirmDelivery(orders["F1"].id, "paper"))
    assert status_of(seat, "F1") is TeamStatus.NOTIFIED
    seat.wait(15).do(c.AcknowledgeOrder(orders["F1"].id))
    assert status_of(seat, "F1") is TeamStatus.ACKNOWLEDGED
    seat.do(c.StartTravel(orders["F1"].id, spot(500), (1,), 100))
    assert status_of(seat, "F1") is TeamStatus.EN_ROUTE
    seat.wait(100).do(c.ArriveOnScene(orders["F1"].id, spot(0)))
    assert (seat.incident(number).stage, status_of(seat, "F1")) == (Stage.HANDLING, TeamStatus.ON_SCENE)
    seat.arrive(orders["C1"])
    assert seat.incident(number).mark_met == {
        Mark.START: after(30), Mark.FIRST_ARRIVAL: after(130), Mark.REINFORCEMENT: after(130),
    }  # fmt: skip
    for order in orders.values():
        seat.do(c.CompleteOrder(order.id, "out", tuple(order.loads)))
        assert status_of(seat, order.team) is TeamStatus.RETURNING
        seat.do(c.ReturnTeam(order.team, order.id))
        assert status_of(seat, order.team) is TeamStatus.AVAILABLE
    seat.do(c.VerifyIncident(number, True, "photo 1"), VERIFIER)
    assert seat.incident(number).verified_by == "verifier-1"
    seat.do(c.CloseIncident(number, "put out"))
    seat.do(c.ReviewIncident(number, 5, "quick"))
    done = seat.incident(number)
    assert (done.stage, done.score, done.remarks) == (Stage.REVIEWED, 5, "quick")
    kinds = seat.kinds(seat.board.history[number])
    assert kinds[:4] == ["incident.reported", "incident.accepted", "incident.plan_chosen", "incident.recommended"]
    assert kinds[-3:] == ["incident.verified", "incident.closed", "incident.reviewed"]
    assert [row.version for row in seat.board.history[number]] == list(range(1, len(kinds) + 1))
    assert seat.rebuilt().state() == seat.board.state()


def test_what_was_shown_is_recorded_with_what_was_chosen() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    offered = seat.advice(number)
    seat.do(issue_as_recommended(seat.board, offered))
    (used,) = (r.event for r in seat.history() if isinstance(r.event, e.RecommendationUsed))
    assert used.offered == offered
    assert sorted(used.chosen) == ["C1", "F1"]
    assert seat.incident(number).offered == offered


def test_every_step_done_twice_is_recorded_once() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    order = seat.send(number)[0]
    steps: list[c.Command] = [
        c.SetFact(number, "injured", 2), c.NotifyDepartment(number, "street"), c.CheckStep(number, "cordon"),
        c.ConfirmDelivery(order.id, "paper"), c.AcknowledgeOrder(order.id),
        c.StartTravel(order.id, spot(500), (), 60), c.ArriveOnScene(order.id), c.CompleteOrder(order.id, "done"),
        c.ReturnTeam(order.team, order.id), c.TakeTeamOut("C2", "flat tyre"), c.BringTeamBack("C2"),
        c.CloseRoad(("R0-1",), seat.district.roads.edges[0].name, "flooded"), c.OpenRoad(("R0-1",)),
        c.AcknowledgeAlarm("alarm-1"),
    ]  # fmt: skip
    for command in steps:
        assert seat.do(command), command
        assert seat.do(command) == (), command


def test_the_same_number_from_the_same_source_is_one_report() -> None:
    seat = a_seat()
    first = c.ReportIncident("hotline-12345", "77", "smoke", after(0), "fire", "", spot(0))
    assert len(seat.do(first)) == 1
    assert seat.do(replace(first, text="smoke again")) == ()
    assert len(seat.do(replace(first, source="camera"))) == 1
    assert [i.reports[0].source for i in seat.board.incidents.values()] == ["hotline-12345", "camera"]
    assert list(seat.board.incidents) == [1001, 1002]


# -- sending falls through ------------------------------------------------------------------------------------------


def test_a_team_that_does_not_acknowledge_in_a_minute_lapses_and_the_next_best_is_offered() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    orders = {order.team: order for order in seat.send(number)}
    seat.go(orders["C1"])
    seat.wait(59).desk.watch()
    assert seat.order(orders["F1"]).status is OrderStatus.ISSUED
    seat.wait(1).desk.watch()
    assert seat.order(orders["F1"]).status is OrderStatus.LAPSED
    assert seat.order(orders["C1"]).status is OrderStatus.EN_ROUTE
    assert {row.actor for row in seat.history()[-1:]} == {WATCH.id}
    (again,) = seat.send(number)
    assert (again.team, again.need) == ("F2", "fire")
    issued = [r.event for r in seat.history() if isinstance(r.event, e.OrderIssued)]
    assert issued[-1].replaces == orders["F1"].id


def test_an_acknowledgement_after_the_lapse_is_refused_and_the_team_is_free() -> None:
    seat = a_seat()
    orders = {order.team: order for order in seat.send(seat.emergency(spot(0)))}
    seat.wait(60).desk.watch()
    assert seat.refused(c.AcknowledgeOrder(orders["F1"].id)) == "desk.order_not_next"
    assert status_of(seat, "F1") is TeamStatus.AVAILABLE


@pytest.mark.parametrize("way", ["decline", "lapse", "cancel"])
def test_an_order_that_falls_away_gives_team_and_materials_back_at_once(way: str) -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    order = next(o for o in seat.send(number) if o.loads)
    assert seat.board.stock["D", PUMP] == 3
    seat.wait(60)
    seat.do(
        {
            "decline": c.DeclineOrder(order.id, "no fuel"),
            "lapse": c.LapseOrder(order.id),
            "cancel": c.CancelOrder(order.id, "false alarm"),
        }[way]
    )
    assert seat.board.stock["D", PUMP] == 5
    assert order.team not in seat.board.bound
    assert status_of(seat, order.team) is TeamStatus.AVAILABLE


def test_a_lapse_before_its_time_does_nothing() -> None:
    seat = a_seat()
    order = seat.send(seat.emergency(spot(0)))[0]
    assert seat.wait(59).do(c.LapseOrder(order.id)) == ()


def test_a_delivery_that_fails_is_counted_and_the_order_stands() -> None:
    seat = a_seat()
    order = seat.send(seat.emergency(spot(0)))[0]
    for _ in range(2):
        seat.do(c.ReportDeliveryFailure(order.id, "field-page", "no answer"))
    assert (seat.order(order).delivery_tries, seat.order(order).status) == (2, OrderStatus.ISSUED)
    seat.do(c.AcknowledgeOrder(order.id))
    assert seat.do(c.ReportDeliveryFailure(order.id, "field-page", "late news")) == ()


# -- taken from one, sent to another ---------------------------------------------------------------------------------


def test_a_team_under_way_is_taken_for_something_graver_in_one_piece() -> None:
    teams = [a_team("F1", spot(500), "fire"), a_team("C1", spot(0), "cordon"), a_team("C2", spot(0), "cordon")]
    seat = Seat(one_street(teams), a_plan(a_level("IV", FIRE, CORDON)))
    light = seat.emergency(spot(0))
    before = {order.team: order for order in seat.send(light)}
    seat.go(before["F1"])
    grave = seat.emergency(spot(1500), severity=Severity.EXTREME)
    offered = seat.advice(grave)
    assert {(f.team, f.taken_from) for _, f in offered.new_fills} >= {("F1", light)}
    rows = seat.do(issue_as_recommended(seat.board, offered))
    assert seat.kinds(rows)[0] == "order.cancelled"
    assert seat.order(before["F1"]).status is OrderStatus.CANCELLED
    bound = seat.board.order_of_team("F1")
    assert bound is not None
    assert bound.incident == grave
    assert seat.advice(light).short == 1


def test_a_team_that_somebody_sent_meanwhile_is_not_sent_again_and_nothing_else_is_sent_either() -> None:
    seat = a_seat()
    one, two = seat.emergency(spot(0)), seat.emergency(spot(100))
    stale = seat.advice(two)
    own = [c.Assignment("C2", "cordon", "cordon", 250), c.Assignment("F1", "fire", "fire", 50)]
    grab = (c.Assignment("F1", "fire", "fire", 50),)
    seat.do(c.IssueOrders(one, seat.advice(one), grab, "nearest"))
    assert seat.refused(c.IssueOrders(two, stale, tuple(own), "own choice")) == "desk.team_taken"
    assert set(seat.board.bound) == {"F1"}


def test_a_team_on_scene_is_not_taken_away() -> None:
    seat = a_seat()
    light = seat.emergency(spot(0))
    order = next(o for o in seat.send(light) if o.team == "F1")
    seat.arrive(order)
    grave = seat.emergency(spot(1500), severity=Severity.EXTREME)
    taken = c.Assignment("F1", "fire", "fire", 100, taken_from=light)
    assert seat.refused(c.IssueOrders(grave, seat.advice(grave), (taken,), "nearest")) == "desk.team_on_scene"


def test_a_bound_team_that_went_out_of_service_is_not_taken_either() -> None:
    seat = a_seat()
    light = seat.emergency(spot(0))
    seat.send(light)
    seat.do(c.TakeTeamOut("F1", "engine fault"))
    grave = seat.emergency(spot(1500), severity=Severity.EXTREME)
    taken = c.Assignment("F1", "fire", "fire", 100, taken_from=light)
    assert seat.refused(c.IssueOrders(grave, seat.advice(grave), (taken,), "nearest")) == "desk.team_away"


def test_a_team_may_be_given_another_need_of_its_own_incident() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    seat.send(number)
    again = c.Assignment("F1", "cordon", "cordon", 50, taken_from=number)
    seat.do(c.IssueOrders(number, seat.advice(number), (again,), "closer to the crossing"))
    bound = seat.board.order_of_team("F1")
    assert bound is not None
    assert bound.need == "cordon"


# -- materials ------------------------------------------------------------------------------------------------------


def test_materials_are_reserved_with_the_order_and_unused_ones_are_back_with_the_team() -> None:
    seat = a_seat()
    order = next(o for o in seat.send(seat.emergency(spot(0))) if o.loads)
    assert (order.loads, seat.board.stock["D", PUMP]) == ((Load(PUMP, 2, "D"),), 3)
    seat.arrive(order)
    seat.do(c.CompleteOrder(order.id, "done", (Load(PUMP, 1, "D"),)))
    assert seat.board.stock["D", PUMP] == 3  # still on the vehicle
    seat.do(c.ReturnTeam(order.team, order.id))
    assert seat.board.stock["D", PUMP] == 4


def test_unused_materials_are_not_lost_when_the_returning_team_is_sent_again() -> None:
    seat = a_seat()
    order = next(o for o in seat.send(seat.emergency(spot(0))) if o.loads)
    seat.arrive(order)
    seat.do(c.CompleteOrder(order.id, "done"))
    other = seat.emergency(spot(200))
    seat.do(c.IssueOrders(other, seat.advice(other), (c.Assignment(order.team, "fire", "fire", 40),), "passing by"))
    assert seat.board.stock["D", PUMP] == 5
    assert seat.do(c.ReturnTeam(order.team, order.id)) == ()


def test_what_is_used_is_counted_piece_by_piece_however_it_is_listed() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    loads = (Load(PUMP, 1, "D"), Load(PUMP, 2, "D"))
    seat.do(c.IssueOrders(number, seat.advice(number), (c.Assignment("F1", "fire", "fire", 90, "D", loads),), "own"))
    (order,) = seat.board.orders.values()
    seat.finish(order, Load(PUMP, 1, "D"), Load(PUMP, 1, "D"))
    assert seat.board.stock["D", PUMP] == 3


def test_a_pump_that_another_incident_took_meanwhile_stops_the_whole_order() -> None:
    seat = a_seat()
    one, two = seat.emergency(spot(0)), seat.emergency(spot(100))
    stale = seat.advice(two)
    grab = c.Assignment("F2", "fire", "fire", 90, "D", (Load(PUMP, 5, "D"),))
    seat.do(c.IssueOrders(one, seat.advice(one), (grab,), "all of them"))
    with_pump = c.Assignment("F1", "fire", "fire", 90, "D", (Load(PUMP, 1, "D"),))
    own = c.IssueOrders(two, stale, (with_pump, c.Assignment("C2", "cordon", "cordon", 9)), "own")
    assert seat.refused(own) == "desk.stock_gone"
    assert set(seat.board.bound) == {"F2"}


def test_an_incident_is_not_closed_while_its_materials_are_out_but_used_up_ones_do_not_hold_it() -> None:
    for used, refused in (((), True), ((Load(PUMP, 2, "D"),), False)):
        seat = a_seat()
        number = seat.emergency(spot(0))
        for order in seat.send(number):
            seat.arrive(order)
            seat.do(c.CompleteOrder(order.id, "done", used if order.loads else ()))
        seat.do(c.VerifyIncident(number, True, "seen"), VERIFIER)
        if refused:
            assert seat.refused(c.CloseIncident(number, "done")) == "desk.materials_out"
        else:
            assert seat.do(c.CloseIncident(number, "done"))


# -- levels, returns, merging ---------------------------------------------------------------------------------------


def test_raising_the_level_asks_only_for_what_was_not_sent() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    seat.send(number)
    seat.do(c.RaiseLevel(number, PLAN, ResponseLevel.III, "spreads to the flat above"))
    assert [o.team for o in seat.send(number)] == ["F2"]
    assert seat.advice(number).new_fills == ()


def test_a_failed_verification_sends_the_case_back_and_teams_are_offered_again() -> None:
    seat = a_seat()
    number = handled(seat)
    seat.do(c.VerifyIncident(number, False, "still smoking"), VERIFIER)
    assert (seat.incident(number).stage, seat.incident(number).returns) == (Stage.DISPATCHED, 1)
    again = seat.send(number)
    assert sorted(o.team for o in again) == ["C1", "F1"]
    for order in again:
        seat.finish(order)
    seat.do(c.VerifyIncident(number, True, "cold now"), VERIFIER)
    seat.do(c.CloseIncident(number, "out at last"))
    assert seat.incident(number).returns == 1


def test_a_closed_and_a_reviewed_incident_can_be_reopened_with_a_reason() -> None:
    seat = a_seat()
    number = handled(seat)
    seat.do(c.VerifyIncident(number, True, "seen"), VERIFIER)
    seat.do(c.CloseIncident(number, "out"))
    seat.do(c.ReopenIncident(number, "smoke again"))
    assert (seat.incident(number).stage, seat.incident(number).closed_at) == (Stage.DISPATCHED, None)
    for order in seat.send(number):
        seat.finish(order)
    seat.do(c.VerifyIncident(number, True, "seen"), VERIFIER)
    seat.do(c.CloseIncident(number, "out"))
    seat.do(c.ReviewIncident(number, 3))
    seat.do(c.ReopenIncident(number, "complaint"))
    assert seat.incident(number).returns == 2


def test_merging_moves_reports_numbers_and_missing_facts_and_keeps_known_ones() -> None:
    seat = a_seat()
    kept = seat.report(spot(0), facts={"injured": 2})
    moved = seat.report(spot(10), "smoke too", facts={"injured": 5, "trapped": 1})
    seat.do(c.MergeIncident(moved, kept))
    into = seat.incident(kept)
    assert [r.source_number for r in into.reports] == ["P1", "P2"]
    assert into.facts == {"injured": 2, "trapped": 1}
    assert (seat.incident(moved).stage, seat.incident(moved).merged_into) == (Stage.MERGED, kept)
    assert seat.board.numbers["phone", "P2"] == kept
    assert seat.rebuilt().state() == seat.board.state()


def test_a_routine_item_raised_to_an_emergency_starts_its_clock_then_and_keeps_its_acceptance() -> None:
    seat = a_seat()
    number = seat.accept(seat.report(spot(0), category="noise"), urgency=Urgency.ROUTINE)
    assert seat.incident(number).t0 is None
    seat.wait(300).accept(number, category="fire")
    assert (seat.incident(number).t0, seat.incident(number).accepted_at) == (after(300), after(0))


# -- the clock ---------------------------------------------------------------------------------------------------


def test_marks_are_noted_missed_once_whoever_watches_and_still_stamped_when_met_late() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    orders = seat.send(number)
    assert seat.wait(60).desk.watch() == 2  # two orders lapse; the mark has its whole minute
    assert seat.wait(1).desk.watch() == 1
    assert seat.desk.watch() == 0
    assert list(seat.incident(number).mark_missed) == [Mark.START]
    assert [seat.order(o).status for o in orders] == [OrderStatus.LAPSED] * 2
    again = seat.send(number)
    seat.do(c.AcknowledgeOrder(again[0].id))
    assert seat.incident(number).mark_met[Mark.START] == after(61)
    start = marks_of(seat.incident(number), seat.board.orders_of(seat.incident(number)), seat.clock.now())[0]
    assert (start.state, start.expected_s) == (MarkState.MISSED, 61)


@pytest.mark.parametrize(("seconds", "state"), [(60.0, MarkState.MET), (60.4, MarkState.MISSED)])
def test_a_mark_met_a_blink_after_its_limit_is_missed(seconds: float, state: MarkState) -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    order = seat.wait(10).send(number)[0]
    seat.wait(seconds - 10).do(c.AcknowledgeOrder(order.id))
    (met,) = (r.event for r in seat.history() if isinstance(r.event, e.MarkMet))
    assert (met.after_s <= 60) is (state is MarkState.MET)
    assert marks_of(seat.incident(number), [], seat.clock.now())[0].state is state


def test_a_mark_is_not_noted_missed_for_an_incident_at_its_end() -> None:
    seat = a_seat(a_plan(a_level("IV", need("n", "cordon"))))  # nobody's arrival meets the first-arrival mark
    number = handled(seat)
    seat.do(c.VerifyIncident(number, True, "seen"), VERIFIER)
    assert seat.wait(400).do(c.NoteMissedMark(number, Mark.FIRST_ARRIVAL)) == ()
    seat.do(c.CloseIncident(number, "done"))
    assert seat.do(c.NoteMissedMark(number, Mark.FIRST_ARRIVAL)) == ()
    assert seat.desk.watch() == 0


# -- telling ---------------------------------------------------------------------------------------------------------


def test_followers_hear_each_row_once_in_order_and_may_submit_themselves() -> None:
    seat = a_seat()
    other = Seat(seat.district, PLAN, seat.desk.journal, opened=False)
    heard: list[int] = []

    def on_news(rows: object) -> None:
        assert isinstance(rows, tuple)
        heard.extend(row.seq for row in rows)
        for row in rows:
            if isinstance(row.event, e.IncidentReported):
                other.do(c.SetFact(row.incident, "injured", 1))

    stop = other.desk.follow(on_news)
    number = seat.report(spot(0))
    other.do(c.SetPosture(other.board.posture))  # nothing of its own, but it hears the rest
    assert heard == sorted(set(heard))
    seat.desk.catch_up()
    assert seat.incident(number).facts == {"injured": 1}
    stop()
    seat.report(spot(10))
    other.desk.catch_up()
    assert len(heard) == len(set(heard)) == 3


def test_what_other_seats_did_is_told_even_when_ones_own_command_is_refused() -> None:
    seat = a_seat()
    other = Seat(seat.district, PLAN, seat.desk.journal, opened=False)
    heard: list[int] = []
    other.desk.follow(lambda rows: heard.extend(row.seq for row in rows))
    seat.report(spot(0))
    with pytest.raises(Refused):
        other.do(c.RejectIncident(9999, "no such thing"))
    assert heard == [1, 2]


def test_a_row_out_of_order_is_never_folded() -> None:
    seat = a_seat()
    seat.report(spot(0))
    board = a_seat().board
    with pytest.raises(ValueError, match="does not follow"):
        fold(board, replace(seat.history()[1], seq=9))


def test_by_and_seat_and_cause_are_on_every_row() -> None:
    seat = a_seat()
    seat.report(spot(0))
    row = seat.history()[-1]
    assert (row.actor, row.seat, row.cause) == (OFFICER.id, OFFICER.seat, "")


def test_a_false_alarm_is_rejected_once_every_team_is_called_back() -> None:
    seat = a_seat()
    number = seat.emergency(spot(0))
    for order in seat.send(number):
        seat.do(c.CancelOrder(order.id, "false alarm"))
    seat.do(c.RejectIncident(number, "false alarm, burnt toast"))
    assert seat.incident(number).stage is Stage.REJECTED
    assert not seat.desk.board.bound


def test_a_team_that_let_an_order_lapse_is_not_offered_to_anybody_until_it_is_heard_again() -> None:
    seat = a_seat()
    [first, *_] = seat.send(seat.emergency(spot(0)))
    seat.clock.step(60)
    seat.desk.watch()
    other = seat.emergency(spot(10))
    assert first.team not in {fill.team for _, fill in seat.advice(other).new_fills}
    assert seat.picture().teams[first.team].why_not is not None
    seat.wait(1)
    assert seat.picture().teams[first.team].why_not is None
