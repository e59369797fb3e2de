"""The course of one emergency as a drawing: a lane per order on a time axis from t0, with the three limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.analysis.assessment import Assessment
from console.board.durations import m_ss
from console.board.timeline import team_label
from console.model.incident import Incident, Order
from console.model.marks import limit_s, limits_of
from console.model.words import Mark, OrderStatus
from console.phrase import Phrase

LEFT, RIGHT = 230.0, 984.0
"""Where the time axis begins and ends, in drawing units of a page 1000 wide."""
HEAD, LANE = 34.0, 17.0
LONGEST_LIMITS = 3
"""The axis is cut at this many times the reinforcement limit; later stamps are in the table."""
_TICKS_S = (15, 30, 60, 120, 300, 600, 1800, 3600)
_MOST_TICKS = 16

_PHASES = (
    (OrderStatus.ISSUED, "notified"),
    (OrderStatus.ACKNOWLEDGED, "acknowledged"),
    (OrderStatus.EN_ROUTE, "en_route"),
    (OrderStatus.ON_SCENE, "on_scene"),
)
_ENDS = (OrderStatus.DONE, OrderStatus.DECLINED, OrderStatus.LAPSED, OrderStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Segment:
    """One state of an order from ``x`` on."""

    x: float
    width: float
    state: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One order; ``lost_x`` is where it fell away."""

    y: float
    label: Phrase | str
    segments: tuple[Segment, ...]
    lost_x: float | None


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One mark: its limit and, when it was stamped within the drawing, the stamp."""

    mark: Mark
    x: float
    met_x: float | None
    in_time: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of one emergency; ``ticks`` are axis places with their words."""

    height: float
    t0_x: float
    ticks: tuple[tuple[float, str], ...]
    limits: tuple[LimitLine, ...]
    lanes: tuple[Lane, ...]


class _Axis:
    def __init__(self, t0: datetime, begin_s: float, end_s: float) -> None:
        self._t0 = t0
        self.begin_s, self.end_s = begin_s, end_s

    def x(self, seconds: float) -> float:
        share = (seconds - self.begin_s) / (self.end_s - self.begin_s)
        return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 1)

    def after(self, moment: datetime) -> float:
        return (moment - self._t0).total_seconds()

    def shows(self, moment: datetime) -> bool:
        return self.after(moment) <= self.end_s

    def ticks(self) -> Iterator[tuple[float, str]]:
        step = next((s for s in _TICKS_S if (self.end_s - self.begin_s) / s <= _MOST_TICKS), _TICKS_S[-1])
        first = -(-int(self.begin_s) // step)
        return ((self.x(n * step), m_ss(n * step)) for n in range(first, int(self.end_s // step) + 1))


def chart(found: Assessment, incident: Incident) -> Chart | None:
    """The drawing for an emergency; ``None`` when no order was issued."""
    orders = found.record.board.orders_of(incident)
    if incident.t0 is None or not orders:
        return None
    axis = _axis(incident, incident.t0, orders)
    lanes = tuple(_lane(found, axis, n, order) for n, order in enumerate(orders))
    limits = tuple(_limit(axis, incident, mark) for mark in Mark)
    return Chart(HEAD + LANE * len(lanes) + 22, axis.x(0), tuple(axis.ticks()), limits, lanes)


def _axis(incident: Incident, t0: datetime, orders: list[Order]) -> _Axis:
    most = limits_of(incident).reinforcement_s
    stamps = [at for order in orders for status, at in order.stamps.items() if status is not OrderStatus.DONE]
    latest = max((at - t0).total_seconds() for at in [*stamps, *incident.mark_met.values(), t0])
    begin = (incident.reported_at - t0).total_seconds()
    return _Axis(t0, max(begin, -most / 2), min(max(latest * 1.05, most * 1.1), most * LONGEST_LIMITS))


def _lane(found: Assessment, axis: _Axis, n: int, order: Order) -> Lane:
    ended = next((order.stamps[status] for status in _ENDS if status in order.stamps), None)
    end = ended or found.record.ended_at
    begun = [(order.stamps[status], state) for status, state in _PHASES if status in order.stamps]
    until = [at for at, _ in begun[1:]] + [end]
    segments = [
        Segment(axis.x(axis.after(at)), round(axis.x(axis.after(stop)) - axis.x(axis.after(at)), 1), state)
        for (at, state), stop in zip(begun, until, strict=True)
        if axis.shows(at)
    ]
    fell = ended if ended and not order.status.counts and axis.shows(ended) else None
    label = team_label(found.record.board, order.team)
    return Lane(HEAD + LANE * n, label, tuple(segments), axis.x(axis.after(fell)) if fell else None)


def _limit(axis: _Axis, incident: Incident, mark: Mark) -> LimitLine:
    limit = limit_s(limits_of(incident), mark)
    met = incident.mark_met.get(mark)
    met_x = axis.x(axis.after(met)) if met and axis.shows(met) else None
    return LimitLine(mark, axis.x(limit), met_x, bool(met and axis.after(met) <= limit))
