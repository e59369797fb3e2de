"""The three marks of the 1/3/5 clock: met, missed, or predicted from the orders that run (DOMAIN § 3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime

from console.model.incident import Incident, Order
from console.model.plan import MarkLimits, StaffNeed
from console.model.recommendation import MarkForecast
from console.model.words import Mark, MarkState, OrderStatus

USUAL_ACKNOWLEDGEMENT_S = 15


def limit_s(limits: MarkLimits, mark: Mark) -> int:
    """The limit of ``mark`` in seconds after t0."""
    return {
        Mark.START: limits.start_s,
        Mark.FIRST_ARRIVAL: limits.first_arrival_s,
        Mark.REINFORCEMENT: limits.reinforcement_s,
    }[mark]


def seconds_after(t0: datetime, moment: datetime) -> int:
    """Whole seconds from ``t0``, begun ones counted: 60.2 s is 61, so a figure within its limit was in time."""
    return math.ceil((moment - t0).total_seconds())


def limits_of(incident: Incident) -> MarkLimits:
    """The limits of the plan in force, or the 1-3-5 profile before a plan is chosen."""
    return incident.plan.limits if incident.plan else MarkLimits()


def reinforcement_needs(incident: Incident) -> tuple[StaffNeed, ...]:
    """The needs whose arrival joins the reinforcement mark: due within its limit."""
    if incident.plan is None:
        return ()
    return tuple(need for need in incident.plan.staff if need.arrive_within_s <= incident.plan.limits.reinforcement_s)


def _arrivals(orders: Iterable[Order], need: str, t0: datetime) -> list[int]:
    return sorted(int((o.expected_at - t0).total_seconds()) for o in orders if o.need == need and o.status.counts)


def expected_s(incident: Incident, orders: Iterable[Order], mark: Mark) -> int | None:
    """When ``mark`` will be met by the orders that run, seconds after t0; ``None`` when they cannot meet it."""
    if incident.t0 is None or incident.plan is None:
        return None
    counting = [order for order in orders if order.status.counts]
    if mark is Mark.START:
        issued = [int((o.issued_at - incident.t0).total_seconds()) for o in counting]
        return min(issued) + USUAL_ACKNOWLEDGEMENT_S if issued else None
    if mark is Mark.FIRST_ARRIVAL:
        first = [need.id for need in incident.plan.staff if need.first_arrival]
        return min((s for need in first for s in _arrivals(counting, need, incident.t0)), default=None)
    arrivals = [(_arrivals(counting, need.id, incident.t0), need.count) for need in reinforcement_needs(incident)]
    if not arrivals or any(len(times) < count for times, count in arrivals):
        return None
    return max(times[count - 1] for times, count in arrivals)


def forecast(incident: Incident, expected: Mapping[Mark, int | None], now: datetime) -> tuple[MarkForecast, ...]:
    """The three marks of ``incident`` at ``now``; ``expected`` gives the prediction for those still running."""
    return tuple(_one(incident, mark, expected.get(mark), now) for mark in Mark)


def _one(incident: Incident, mark: Mark, expected: int | None, now: datetime) -> MarkForecast:
    limit = limit_s(limits_of(incident), mark)
    if incident.t0 is None:
        return MarkForecast(mark, limit, None, MarkState.NOT_RUNNING)
    met = incident.mark_met.get(mark)
    if met is not None:
        after = seconds_after(incident.t0, met)
        return MarkForecast(mark, limit, after, MarkState.MET if after <= limit else MarkState.MISSED)
    elapsed = seconds_after(incident.t0, now)
    if elapsed > limit:
        return MarkForecast(mark, limit, expected, MarkState.MISSED)
    if expected is None and incident.plan is None:
        return MarkForecast(mark, limit, None, MarkState.RUNNING)  # nothing is asked for yet, so nothing is predicted
    late = expected is None or max(expected, elapsed) > limit
    return MarkForecast(mark, limit, expected, MarkState.AT_RISK if late else MarkState.RUNNING)


def marks_of(incident: Incident, orders: Iterable[Order], now: datetime) -> tuple[MarkForecast, ...]:
    """The three marks as the orders that run will have them."""
    known = list(orders)
    return forecast(incident, {mark: expected_s(incident, known, mark) for mark in Mark}, now)


def marks_met_by(incident: Incident, orders: Iterable[Order]) -> tuple[Mark, ...]:
    """The marks that hold now and are not stamped yet, in their order."""
    known = list(orders)
    return tuple(m for m in Mark if m not in incident.mark_met and incident.t0 and _holds(incident, known, m))


def _holds(incident: Incident, orders: list[Order], mark: Mark) -> bool:
    if mark is Mark.START:
        return any(OrderStatus.ACKNOWLEDGED in order.stamps for order in orders)
    there = [o for o in orders if OrderStatus.ON_SCENE in o.stamps and o.status.counts]
    if mark is Mark.FIRST_ARRIVAL:
        first = {need.id for need in incident.plan.staff if need.first_arrival} if incident.plan else set()
        return any(order.need in first for order in there)
    needs = reinforcement_needs(incident)
    return bool(needs) and all(sum(o.need == n.id for o in there) >= n.count for n in needs)
