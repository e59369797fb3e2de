"""Completed responses out of a journal: what was to be expected of a run, what it took, and what cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from console.analysis.record import read_record
from console.analysis.responses import Responses, Unusable, responses
from console.dispatch.arrival_times.response import Response
from console.dispatch.arrival_times.turnout import State
from console.geo import LatLon
from console.model import commands as c
from console.model.event_base import Recorded
from console.model.events import TeamArrived, TravelStarted
from console.model.incident import Order
from console.model.places import TeamKind
from console.model.words import Severity
from tests.unit.builders_district import (
    PUMP,
    Seat,
    a_depot,
    a_level,
    a_plan,
    a_team,
    need,
    one_street,
    spot,
    wants,
)

BASE, FAR_SCENE = spot(1000), spot(-1700)
PLAN = a_plan(a_level("IV", need("fire", "fire", within_s=900)))


def a_seat(turnout_s: int = 60, **changes: object) -> Seat:
    """One fire team on a street of 10 m/s, with a pump in a depot on its way."""
    team = a_team("F1", BASE, "fire", "logistics", kind=TeamKind.FIRE, turnout_s=turnout_s)
    return Seat(one_street([replace(team, **changes)], [a_depot("D", spot(200), {PUMP: 5})]), PLAN)  # type: ignore[arg-type]


def rolls(seat: Seat, order: Order, start: LatLon = BASE, place: LatLon = FAR_SCENE) -> None:
    """The team takes its order and sets off over the roads the network gives."""
    seconds, route = seat.network.way(start, seat.network.towards(place))
    seat.do(c.ConfirmDelivery(order.id, "paper"))
    seat.do(c.AcknowledgeOrder(order.id))
    seat.do(c.StartTravel(order.id, start, route, round(seconds)))


def arrives(seat: Seat, order: Order, after_s: float, place: LatLon = FAR_SCENE) -> None:
    seat.wait(after_s).do(c.ArriveOnScene(order.id, place))


def read(seat: Seat, change: Callable[[Recorded], Recorded] = lambda row: row) -> Responses:
    return responses(read_record([change(row) for row in seat.history()], seat.district), seat.district)


def one_run(seat: Seat, travel_s: float = 333) -> Order:
    """Sent, rolling after 75 s, there ``travel_s`` later."""
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    seat.wait(75)
    rolls(seat, order)
    arrives(seat, order, travel_s)
    return order


def moved(event: type, seconds: float) -> Callable[[Recorded], Recorded]:
    """Every row with such an event says that it happened so much later."""

    def change(row: Recorded) -> Recorded:
        later = row.occurred_at + timedelta(seconds=seconds)
        return replace(row, occurred_at=later) if isinstance(row.event, event) else row

    return change


def test_a_run_that_went_well_says_what_it_took_and_what_its_way_usually_takes() -> None:
    seat = a_seat()
    one_run(seat)
    found = read(seat)
    assert found.left_out == {}
    (run,) = found.usable
    assert (run.kind, run.own_turnout_s, run.turnout_s, run.travel_s) == (TeamKind.FIRE, 60, 75, 333)
    assert run.state is State.AT_BASE
    assert run.local_hour == 9
    assert run.usual_s == {"secondary": pytest.approx(270, abs=1)}


def test_the_time_is_the_reporters_even_when_it_was_written_down_later() -> None:
    seat = a_seat()
    one_run(seat)
    (run,) = read(seat, moved(TeamArrived, -33)).usable
    assert run.travel_s == 300


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (moved(TravelStarted, -76), Unusable.STARTS_BEFORE_ORDER),
        (moved(TeamArrived, -334), Unusable.ARRIVES_BEFORE_START),
        (moved(TeamArrived, -333), Unusable.NO_TIME_BETWEEN),
    ],
)
def test_a_run_stamped_out_of_order_is_left_out_and_counted(
    change: Callable[[Recorded], Recorded], reason: Unusable
) -> None:
    seat = a_seat()
    one_run(seat)
    assert read(seat, change) == Responses((), {reason: 1})


def test_a_team_that_never_said_that_it_set_off_teaches_nothing() -> None:
    seat = a_seat()
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    seat.do(c.ConfirmDelivery(order.id, "paper"))
    seat.do(c.AcknowledgeOrder(order.id))
    arrives(seat, order, 200)
    assert read(seat) == Responses((), {Unusable.NO_START: 1})


def test_a_way_that_is_not_one_of_these_roads_teaches_nothing() -> None:
    seat = a_seat()
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    seat.do(c.ConfirmDelivery(order.id, "paper"))
    seat.do(c.AcknowledgeOrder(order.id))
    seat.do(c.StartTravel(order.id, BASE, (2, -4), 270))
    arrives(seat, order, 300)
    assert read(seat) == Responses((), {Unusable.NO_ROUTE: 1})


def test_a_stop_at_a_depot_is_not_travel() -> None:
    fetch = a_plan(a_level("IV", need("fire", "fire", within_s=900), materials=(wants(PUMP, 2),)))
    seat = Seat(a_seat().district, fetch)
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    assert order.via_depot == "D"
    rolls(seat, order)
    arrives(seat, order, 300)
    assert read(seat) == Responses((), {Unusable.FETCHED: 1})


def test_a_team_the_district_no_longer_has_is_counted() -> None:
    seat = a_seat()
    one_run(seat)
    record = read_record(seat.history(), seat.district)
    assert responses(record, replace(seat.district, teams={})).left_out == {Unusable.NO_TEAM: 1}


def test_orders_that_never_led_to_a_scene_are_no_responses() -> None:
    seat = a_seat()
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    rolls(seat, order)
    seat.wait(60).do(c.CancelOrder(order.id, "false alarm"))
    assert read(seat) == Responses((), {})


def test_a_team_sent_again_on_its_way_back_was_returning() -> None:
    seat = a_seat()
    order = one_run(seat)
    seat.wait(600).do(c.CompleteOrder(order.id, "put out"))
    (again,) = seat.send(seat.emergency(spot(-2900)))
    rolls(seat, again, FAR_SCENE, spot(-2900))
    arrives(seat, again, 60, spot(-2900))
    assert [run.state for run in read(seat).usable] == [State.AT_BASE, State.RETURNING]


def test_a_team_that_came_back_is_at_its_base_again() -> None:
    seat = a_seat()
    order = one_run(seat)
    seat.wait(600).do(c.CompleteOrder(order.id, "put out"))
    seat.wait(600).do(c.ReturnTeam("F1", order.id))
    one_run(seat)
    assert [run.state for run in read(seat).usable] == [State.AT_BASE, State.AT_BASE]


def test_a_team_taken_from_a_lesser_run_was_under_way() -> None:
    seat = a_seat()
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    rolls(seat, order)
    seat.wait(30)
    (taken,) = seat.send(seat.emergency(spot(2800), severity=Severity.MAJOR))
    rolls(seat, taken, spot(700), spot(2800))
    arrives(seat, taken, 240, spot(2800))
    assert [run.state for run in read(seat).usable] == [State.UNDER_WAY]


def test_a_team_called_off_long_before_was_no_longer_under_way() -> None:
    seat = a_seat()
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    rolls(seat, order)
    seat.wait(30).do(c.CancelOrder(order.id, "false alarm"))
    seat.wait(3600)
    one_run(seat)
    assert [run.state for run in read(seat).usable] == [State.AT_BASE]


def test_a_team_shown_without_turnout_was_on_patrol() -> None:
    seat = a_seat()
    number = seat.emergency(FAR_SCENE)
    seat.board.signals["F1"] = replace(seat.board.signals["F1"], speed_kph=20.0, heading_deg=270.0)
    (order,) = seat.send(number)
    rolls(seat, order)
    arrives(seat, order, 290)
    assert [run.state for run in read(seat).usable] == [State.PATROL]


def test_a_team_of_unknown_turnout_away_from_its_base_has_an_unknown_state() -> None:
    seat = a_seat(turnout_s=0)
    (order,) = seat.send(seat.emergency(FAR_SCENE))
    rolls(seat, order, spot(-400))
    arrives(seat, order, 200)
    (run,) = read(seat).usable
    assert run.state is None
    assert isinstance(run, Response)
