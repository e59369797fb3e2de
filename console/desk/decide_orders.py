"""Decisions about orders: nothing half-sent, no team on two open orders, no stock below zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.board.due import ACKNOWLEDGE_WITHIN_S, lapses
from console.board.teams import crew_is_out_with, may_be_called_in, team_status
from console.desk.ground import can_reach, must_say, open_incident, order_of
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Incident, Order
from console.model.marks import marks_met_by, seconds_after
from console.model.plan import HAULAGE
from console.model.recommendation import Load
from console.model.words import OrderStatus, Stage, TeamStatus
from console.phrase import say

REASSIGNED = "改派 reassigned"

_NEVER = (TeamStatus.OUT_OF_SERVICE, TeamStatus.OFF_DUTY)


def _issue(command: c.IssueOrders, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    if incident.plan is None or incident.stage is Stage.VERIFIED:
        raise Refused(say("desk.no_plan", incident=incident.number))
    if not command.assignments:
        raise Refused(say("desk.nobody_to_send", incident=incident.number))
    _no_team_twice(command)
    _no_crew_twice(board, command)
    shown = {(row.need, fill.team) for row, fill in command.offered.new_fills}
    if {(a.need, a.team) for a in command.assignments} != shown:
        must_say(command.override_reason)
    needs = {need.id for need in incident.plan.staff} | {HAULAGE}
    taken: list[e.Pending] = []
    for assignment in command.assignments:
        if assignment.need not in needs:
            raise Refused(say("desk.no_need", need=assignment.need, incident=incident.number))
        taken += _free_the_team(board, assignment, now)
    released = [board.orders[p.event.order] for p in taken if isinstance(p.event, e.OrderCancelled)]
    _stock_suffices(board, command.assignments, released)
    chosen = tuple(a.team for a in command.assignments)
    used = e.RecommendationUsed(command.offered, chosen, command.override_reason)
    first = len(incident.orders) + 1
    issued = [_order(incident, n, a) for n, a in enumerate(command.assignments, first)]
    return [*taken, e.Pending(incident.number, used), *issued]


def _no_team_twice(command: c.IssueOrders) -> None:
    twice = [team for team, n in Counter(a.team for a in command.assignments).items() if n > 1]
    if twice:
        raise Refused(say("desk.team_twice", team=", ".join(twice)))


def _no_crew_twice(board: Board, command: c.IssueOrders) -> None:
    wanted = {a.team for a in command.assignments}
    for team in sorted(wanted):
        mates = sorted(wanted.intersection(board.district.crew_mates.get(team, ())))
        if mates:
            raise Refused(say("desk.crew_twice", team=team, other=mates[0]))


def _free_the_team(board: Board, wanted: c.Assignment, now: datetime) -> list[e.Pending]:
    if wanted.team not in board.district.teams:
        raise Refused(say("desk.no_team", team=wanted.team))
    status = team_status(board, board.district.teams[wanted.team], now)
    if status in _NEVER and not may_be_called_in(board, board.district.teams[wanted.team], status):
        raise Refused(say("desk.team_away", team=wanted.team, status=say(f"team.{status.value}")))
    mate = crew_is_out_with(board, board.district.teams[wanted.team])
    if mate:
        raise Refused(say("desk.crew_out", team=wanted.team, other=mate))
    order = board.order_of_team(wanted.team)
    if order is None:
        return []
    if wanted.taken_from != order.incident:
        raise Refused(say("desk.team_taken", team=wanted.team, incident=order.incident))
    if order.status is OrderStatus.ON_SCENE:
        raise Refused(say("desk.team_on_scene", team=wanted.team, incident=order.incident))
    return [e.Pending(order.incident, e.OrderCancelled(order.id, REASSIGNED))]


def _stock_suffices(board: Board, assignments: Iterable[c.Assignment], released: Iterable[Order]) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    free = Counter(board.stock)
    for order in released:
        for load in order.loads:
            free[(load.depot or order.team, load.item)] += load.quantity
    for assignment in assignments:
        for load in assignment.loads:
            if load.quantity <= 0:
                raise Refused(say("desk.load_nothing", item=load.item))
            wanted[(load.depot or assignment.team, load.item)] += load.quantity
    for (owner, item), quantity in wanted.items():
        if free.get((owner, item), 0) < quantity:
            material = board.district.materials.get(item)
            name = material.name if material else item
            raise Refused(say("desk.stock_gone", item=name, owner=owner, left=free.get((owner, item), 0)))


def _order(incident: Incident, n: int, a: c.Assignment) -> e.Pending:
    order = f"{incident.number}-{n:02d}"
    return e.Pending(
        incident.number,
        e.OrderIssued(order, a.team, a.need, a.capability, a.eta_s, a.via_depot, a.loads, a.penalty, a.replaces),
    )


def _delivered(command: c.ConfirmDelivery, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if order.status is not OrderStatus.ISSUED:
        return []
    return [e.Pending(order.incident, e.OrderDelivered(order.id, command.channel))]


def _not_delivered(command: c.ReportDeliveryFailure, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if order.status is not OrderStatus.ISSUED:
        return []
    return [e.Pending(order.incident, e.DeliveryFailed(order.id, command.channel, command.reason))]


def _with_marks(board: Board, order: Order, event: e.Event, status: OrderStatus, now: datetime) -> list[e.Pending]:
    """The event, and the marks it meets."""
    incident = board.incidents[order.incident]
    then = replace(order, status=status, stamps={**order.stamps, status: now})
    orders = [then if other.id == order.id else other for other in board.orders_of(incident)]
    met = marks_met_by(incident, orders)
    after = seconds_after(incident.t0, now) if incident.t0 else 0
    return [
        e.Pending(incident.number, event),
        *(e.Pending(incident.number, e.MarkMet(mark, after)) for mark in met),
    ]


def _acknowledge(command: c.AcknowledgeOrder, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if not can_reach(order, OrderStatus.ACKNOWLEDGED):
        return []
    return _with_marks(board, order, e.OrderAcknowledged(order.id), OrderStatus.ACKNOWLEDGED, now)


def _decline(command: c.DeclineOrder, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    order = order_of(board, command.order)
    if not can_reach(order, OrderStatus.DECLINED):
        return []
    return [e.Pending(order.incident, e.OrderDeclined(order.id, command.reason))]


def _lapse(command: c.LapseOrder, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if not lapses(order, now):
        return []
    return [e.Pending(order.incident, e.OrderLapsed(order.id, ACKNOWLEDGE_WITHIN_S))]


def _cancel(command: c.CancelOrder, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    order = order_of(board, command.order)
    if not can_reach(order, OrderStatus.CANCELLED):
        return []
    return [e.Pending(order.incident, e.OrderCancelled(order.id, command.reason))]


def _start(command: c.StartTravel, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if not can_reach(order, OrderStatus.EN_ROUTE):
        return []
    started = e.TravelStarted(order.id, command.start, command.route, command.travel_s)
    return [e.Pending(order.incident, started)]


def _change(command: c.ChangeTravel, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    order = order_of(board, command.order)
    if order.status is not OrderStatus.EN_ROUTE:
        raise Refused(say("desk.not_en_route", order=order.id))
    changed = e.TravelChanged(order.id, command.start, command.route, command.travel_s, command.reason)
    return [e.Pending(order.incident, changed)]


def _arrive(command: c.ArriveOnScene, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if not can_reach(order, OrderStatus.ON_SCENE):
        return []
    return _with_marks(board, order, e.TeamArrived(order.id, command.position), OrderStatus.ON_SCENE, now)


def _complete(command: c.CompleteOrder, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if not can_reach(order, OrderStatus.DONE):
        return []
    _used_what_it_had(order, command.used)
    return [e.Pending(order.incident, e.OrderDone(order.id, command.feedback, command.used))]


def _used_what_it_had(order: Order, used: Iterable[Load]) -> None:
    had = Counter({(load.depot, load.item): load.quantity for load in order.loads})
    for load in used:
        had[(load.depot, load.item)] -= load.quantity
        if load.quantity < 0 or had[(load.depot, load.item)] < 0:
            raise Refused(say("desk.used_too_much", order=order.id, item=load.item))


def _return(command: c.ReturnTeam, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    order = order_of(board, command.order)
    if board.returning.get(command.team) != order.id:
        return []
    return [e.Pending(order.incident, e.TeamReturned(command.team, order.id))]


ORDER_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.IssueOrders: _issue,
    c.ConfirmDelivery: _delivered,
    c.ReportDeliveryFailure: _not_delivered,
    c.AcknowledgeOrder: _acknowledge,
    c.DeclineOrder: _decline,
    c.LapseOrder: _lapse,
    c.CancelOrder: _cancel,
    c.StartTravel: _start,
    c.ChangeTravel: _change,
    c.ArriveOnScene: _arrive,
    c.CompleteOrder: _complete,
    c.ReturnTeam: _return,
}
