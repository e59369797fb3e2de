"""Folding the events of orders: what a team is bound by, and where the stock is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.model import events as e
from console.model.incident import Order
from console.model.recommendation import Load
from console.model.words import OrderStatus, Stage


def _owner(order: Order, load: Load) -> tuple[str, str]:
    return (load.depot or order.team, load.item)


def _put_back(board: Board, order: Order, loads: Iterable[Load]) -> None:
    for load in loads:
        key = _owner(order, load)
        board.stock[key] = board.stock.get(key, 0) + load.quantity


def _reach(board: Board, order: str, status: OrderStatus, at: datetime, **changes: Any) -> Order:
    before = board.orders[order]
    stamps = {**before.stamps, status: at}
    after = replace(before, status=status, stamps=stamps, **changes)
    board.orders[order] = after
    if not status.is_open:
        board.bound.pop(after.team, None)
    return after


def _stage(board: Board, number: int, stage: Stage) -> None:
    board.incidents[number] = replace(board.incidents[number], stage=stage)


def _issued(board: Board, recorded: e.Recorded, event: e.OrderIssued) -> None:
    assert recorded.incident is not None
    order = Order(
        id=event.order, incident=recorded.incident, team=event.team, need=event.need, capability=event.capability,
        status=OrderStatus.ISSUED, stamps={OrderStatus.ISSUED: recorded.at}, eta_s=event.eta_s,
        expected_at=recorded.at + timedelta(seconds=event.eta_s), via_depot=event.via_depot, loads=event.loads,
        penalty=event.penalty,
    )  # fmt: skip
    board.orders[order.id] = order
    board.bound[order.team] = order.id
    _bring_back(board, board.returning.pop(order.team, ""))
    for load in order.loads:
        board.stock[_owner(order, load)] = board.stock.get(_owner(order, load), 0) - load.quantity
    incident = board.incidents[recorded.incident]
    board.incidents[recorded.incident] = replace(incident, orders=(*incident.orders, order.id))
    if incident.stage is Stage.ACCEPTED:
        _stage(board, recorded.incident, Stage.DISPATCHED)


def _delivered(board: Board, recorded: e.Recorded, event: e.OrderDelivered) -> None:
    _reach(board, event.order, OrderStatus.DELIVERED, recorded.at)


def _delivery_failed(board: Board, _recorded: e.Recorded, event: e.DeliveryFailed) -> None:
    order = board.orders[event.order]
    board.orders[event.order] = replace(order, delivery_tries=order.delivery_tries + 1)


def _acknowledged(board: Board, recorded: e.Recorded, event: e.OrderAcknowledged) -> None:
    board.unanswered.pop(board.orders[event.order].team, None)
    _reach(board, event.order, OrderStatus.ACKNOWLEDGED, recorded.at)


def _fell_away(board: Board, recorded: e.Recorded, order: str, status: OrderStatus, reason: str) -> None:
    ended = _reach(board, order, status, recorded.at, end_reason=reason)
    _put_back(board, ended, ended.loads)


def _declined(board: Board, recorded: e.Recorded, event: e.OrderDeclined) -> None:
    _fell_away(board, recorded, event.order, OrderStatus.DECLINED, event.reason)


def _lapsed(board: Board, recorded: e.Recorded, event: e.OrderLapsed) -> None:
    board.unanswered[board.orders[event.order].team] = event.order
    _fell_away(board, recorded, event.order, OrderStatus.LAPSED, "")


def _cancelled(board: Board, recorded: e.Recorded, event: e.OrderCancelled) -> None:
    _fell_away(board, recorded, event.order, OrderStatus.CANCELLED, event.reason)


def _route(recorded: e.Recorded, event: e.TravelStarted | e.TravelChanged) -> dict[str, Any]:
    return {
        "route": event.route,
        "route_from": event.start,
        "route_at": recorded.at,
        "expected_at": recorded.at + timedelta(seconds=event.travel_s),
    }


def _travel_started(board: Board, recorded: e.Recorded, event: e.TravelStarted) -> None:
    _reach(board, event.order, OrderStatus.EN_ROUTE, recorded.at, **_route(recorded, event))


def _travel_changed(board: Board, recorded: e.Recorded, event: e.TravelChanged) -> None:
    board.orders[event.order] = replace(board.orders[event.order], **_route(recorded, event))


def _arrived(board: Board, recorded: e.Recorded, event: e.TeamArrived) -> None:
    order = _reach(board, event.order, OrderStatus.ON_SCENE, recorded.at, expected_at=recorded.at)
    if board.incidents[order.incident].stage is Stage.DISPATCHED:
        _stage(board, order.incident, Stage.HANDLING)


def _done(board: Board, recorded: e.Recorded, event: e.OrderDone) -> None:
    order = _reach(board, event.order, OrderStatus.DONE, recorded.at, end_reason=event.feedback)
    board.returning[order.team] = order.id
    unused = _unused(order, event.used)
    _put_back(board, order, (load for load in unused if not load.depot))
    from_depots = tuple(load for load in unused if load.depot)
    if from_depots:
        board.aboard[order.id] = from_depots


def _unused(order: Order, used: Iterable[Load]) -> list[Load]:
    left: Counter[tuple[str, str]] = Counter()
    for load in order.loads:
        left[load.depot, load.item] += load.quantity
    for load in used:
        left[load.depot, load.item] -= load.quantity
    return [Load(item, quantity, depot) for (depot, item), quantity in left.items() if quantity > 0]


def _bring_back(board: Board, order: str) -> None:
    """What a team took from depots and did not use is theirs again once it is back, or sent somewhere else."""
    if order in board.aboard:
        _put_back(board, board.orders[order], board.aboard.pop(order))


def _returned(board: Board, _recorded: e.Recorded, event: e.TeamReturned) -> None:
    if board.returning.get(event.team) == event.order:
        _bring_back(board, board.returning.pop(event.team))


ORDER_FOLDS: dict[type[e.Event], Callable[[Board, e.Recorded, Any], None]] = {
    e.OrderIssued: _issued,
    e.OrderDelivered: _delivered,
    e.DeliveryFailed: _delivery_failed,
    e.OrderAcknowledged: _acknowledged,
    e.OrderDeclined: _declined,
    e.OrderLapsed: _lapsed,
    e.OrderCancelled: _cancelled,
    e.TravelStarted: _travel_started,
    e.TravelChanged: _travel_changed,
    e.TeamArrived: _arrived,
    e.OrderDone: _done,
    e.TeamReturned: _returned,
}
