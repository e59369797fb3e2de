"""How teams and officers did, counted where their orders and cases lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Integer, and_, cast, func, select

from console.journal.dialect import seconds_between
from console.journal.figures import count_of, span_of
from console.journal.schema import incidents, orders
from console.journal.times import stamp
from console.model.words import OrderStatus, Urgency

IN_TIME_S = 60
"""Seconds within which a team acknowledges and an officer accepts an emergency (DOMAIN §§ 3 and 5.6)."""


@dataclass(frozen=True, slots=True)
class TeamFigure:
    """Orders of one team. Seconds are those of half and of nine in ten of them; ``None`` where there are none.

    ``punctual`` of the ``arrived`` ones were there no later than was promised when they were sent.
    """

    value: str
    orders: int
    acknowledged: int
    in_time: int
    declined: int
    lapsed: int
    arrived: int
    punctual: int
    acknowledge_p50_s: int | None
    acknowledge_p90_s: int | None
    arrive_p50_s: int | None
    arrive_p90_s: int | None


@dataclass(frozen=True, slots=True)
class OfficerFigure:
    """What one officer decided.

    ``emergencies`` were accepted by this officer, ``in_time`` of them within a minute; ``came_back`` of the ``closed``
    cases were reopened or failed a later look.
    """

    value: str
    accepted: int
    emergencies: int
    in_time: int
    closed: int
    came_back: int


def by_team(connection: Connection, since: datetime | None, until: datetime | None) -> list[TeamFigure]:
    """Every team that had an order in this time, the one with most first."""
    query = select(
        orders.c.team, orders.c.status, orders.c.eta_s, _seconds(orders.c.issued_at, orders.c.acknowledged_at),
        _seconds(orders.c.issued_at, orders.c.on_scene_at),
    )  # fmt: skip
    if since is not None:
        query = query.where(orders.c.issued_at >= stamp(since))
    if until is not None:
        query = query.where(orders.c.issued_at < stamp(until))
    found: dict[str, list[tuple[str, int, int | None, int | None]]] = defaultdict(list)
    for team, status, eta_s, acknowledged_s, arrived_s in connection.execute(query):
        found[team].append((status, eta_s, acknowledged_s, arrived_s))
    figures = [_team(team, rows) for team, rows in found.items()]
    return sorted(figures, key=_most_first)


def _most_first(figure: TeamFigure) -> tuple[int, str]:
    return -figure.orders, figure.value


def _team(team: str, rows: Sequence[tuple[str, int, int | None, int | None]]) -> TeamFigure:
    acknowledged = sorted(row[2] for row in rows if row[2] is not None)
    arrived = sorted(row[3] for row in rows if row[3] is not None)
    return TeamFigure(
        team, len(rows), len(acknowledged), sum(s <= IN_TIME_S for s in acknowledged),
        sum(row[0] == OrderStatus.DECLINED.value for row in rows),
        sum(row[0] == OrderStatus.LAPSED.value for row in rows), len(arrived),
        sum(row[3] is not None and row[3] <= row[1] for row in rows),
        _at(acknowledged, 0.5), _at(acknowledged, 0.9), _at(arrived, 0.5), _at(arrived, 0.9),
    )  # fmt: skip


def _at(ordered: Sequence[int], share: float) -> int | None:
    """The smallest value that so many do not exceed."""
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)] if ordered else None


def by_officer(connection: Connection, since: datetime | None, until: datetime | None) -> list[OfficerFigure]:
    """Every officer who accepted or closed a case reported in this time, the busiest first."""
    c = incidents.c
    emergency = c.urgency == Urgency.EMERGENCY.value
    waited = _seconds(c.reported_at, func.coalesce(c.t0, c.accepted_at))
    span = span_of(since, until)
    accepted = connection.execute(
        select(c.accepted_by, func.count(), count_of(emergency), count_of(and_(emergency, waited <= IN_TIME_S)))
        .where(c.accepted_by.is_not(None), *span)
        .group_by(c.accepted_by)
    )
    took = {officer: (int(n), int(urgent), int(quick)) for officer, n, urgent, quick in accepted}
    closed = connection.execute(
        select(c.closed_by, func.count(), count_of(func.coalesce(c.reopened, 0) > 0))
        .where(c.closed_by.is_not(None), *span)
        .group_by(c.closed_by)
    )
    ended = {officer: (int(n), int(back)) for officer, n, back in closed}
    figures = [OfficerFigure(who, *took.get(who, (0, 0, 0)), *ended.get(who, (0, 0))) for who in took.keys() | ended]
    return sorted(figures, key=_busiest_first)


def _busiest_first(figure: OfficerFigure) -> tuple[int, str]:
    return -(figure.accepted + figure.closed), figure.value


def _seconds(start: ColumnElement[str], end: ColumnElement[str]) -> ColumnElement[int]:
    """Whole seconds between two stored times; NULL where one is missing."""
    return cast(seconds_between(start, end), Integer)
