"""How each order went, second by second: where the time to a mark was spent, and who decided it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from console.analysis.record import Record
from console.model.events import MarkMet, OrderAcknowledged, OrderIssued, TeamArrived, TravelChanged
from console.model.incident import Incident, Order
from console.model.words import Mark, OrderStatus


@dataclass(frozen=True, slots=True)
class Course:
    """One order's way in seconds; a part that is not on record is ``None``. ``sent_s`` counts from t0."""

    order: Order
    sent_s: int | None
    acknowledge_s: int | None
    turnout_s: int | None
    travel_s: int | None
    actual_s: int | None  # from issue to arrival
    held_up: tuple[int, ...]  # rows that changed its way or its arrival
    replaces: str  # the order it stands in for

    @property
    def error_s(self) -> int | None:
        """How much later than predicted when it was sent; below zero when sooner."""
        return None if self.actual_s is None else self.actual_s - self.order.eta_s


def courses(record: Record) -> Mapping[str, Course]:
    """Every order's course, in the order of issue."""
    replaces = {event.order: event.replaces for _, event in record.events(OrderIssued)}
    held_up: dict[str, list[int]] = {}
    for row, event in record.events(TravelChanged):
        held_up.setdefault(event.order, []).append(row.seq)
    return {
        order.id: _course(order, record.board.incidents[order.incident], held_up.get(order.id, []), replaces[order.id])
        for order in record.board.orders.values()
    }


def _course(order: Order, incident: Incident, held_up: list[int], replaces: str) -> Course:
    stamps = order.stamps
    acknowledged = stamps.get(OrderStatus.ACKNOWLEDGED)
    rolling, there = stamps.get(OrderStatus.EN_ROUTE), stamps.get(OrderStatus.ON_SCENE)
    return Course(
        order,
        _seconds(incident.t0, order.issued_at),
        _seconds(order.issued_at, acknowledged),
        _seconds(acknowledged, rolling),
        _seconds(rolling, there),
        _seconds(order.issued_at, there),
        tuple(held_up),
        replaces,
    )


def _seconds(begin: datetime | None, end: datetime | None) -> int | None:
    return None if begin is None or end is None else int((end - begin).total_seconds())


def deciding_orders(record: Record) -> Mapping[tuple[int, Mark], str]:
    """By incident and mark, the order whose acknowledgement or arrival stamped the mark."""
    last: dict[int | None, str] = {}
    found: dict[tuple[int, Mark], str] = {}
    for row in record.rows:
        event = row.event
        if isinstance(event, OrderAcknowledged | TeamArrived):
            last[row.incident] = event.order
        elif isinstance(event, MarkMet) and row.incident is not None and row.incident in last:
            found[row.incident, event.mark] = last[row.incident]
    return found
