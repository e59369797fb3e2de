"""Lists over years of incidents, read from the query table without folding events."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text

from console.frozen import frozen
from console.geo import LatLon
from console.journal.schema import incidents, reports
from console.journal.times import moment_of, stamp
from console.model.words import ResponseLevel, Severity, Stage, Tier, Urgency


@frozen
class Case:
    """One incident as a line of a list; its events have the rest."""

    number: int
    version: int
    stage: Stage
    urgency: Urgency
    severity: Severity
    tier: Tier
    category: str
    place: str
    grid: str
    position: LatLon | None
    source: str
    source_number: str
    reported_at: datetime
    updated_at: datetime
    accepted_at: datetime | None
    t0: datetime | None
    closed_at: datetime | None
    plan: str | None
    level: ResponseLevel | None
    merged_into: int | None
    returns: int
    score: int | None
    lead: str
    due_at: datetime | None
    handled_at: datetime | None
    cards: int


# The last condition is the index's own: without it the index would not be used.
_OF_REPORT = select(reports.c.incident).where(
    reports.c.source == bindparam("of_source"), reports.c.source_number == bindparam("of_number"),
    reports.c.source_number != text("''"),
)  # fmt: skip


def listed(
    connection: Connection,
    *,
    since: datetime | None,
    until: datetime | None,
    stages: Collection[Stage],
    limit: int | None,
) -> list[Case]:
    """Incidents reported from ``since`` until before ``until``, newest first; no ``stages`` means all."""
    query = select(incidents).order_by(incidents.c.reported_at.desc(), incidents.c.number.desc()).limit(limit)
    if since is not None:
        query = query.where(incidents.c.reported_at >= stamp(since))
    if until is not None:
        query = query.where(incidents.c.reported_at < stamp(until))
    if stages:
        query = query.where(incidents.c.stage.in_(sorted(stage.value for stage in stages)))
    return [case_of(row) for row in connection.execute(query)]


def of_report(connection: Connection, source: str, source_number: str) -> int | None:
    """The incident a source's own number belongs to; ``None`` when it was never reported."""
    found: int | None = connection.scalar(_OF_REPORT, {"of_source": source, "of_number": source_number})
    return found


def case_of(row: Row[Any]) -> Case:
    """A row of the query table as a case."""
    return Case(
        number=row.number,
        version=row.version,
        stage=Stage(row.stage),
        urgency=Urgency(row.urgency),
        severity=Severity(row.severity),
        tier=Tier(row.tier),
        category=row.category,
        place=row.place,
        grid=row.grid,
        position=None if row.lat is None else LatLon(row.lat, row.lon),
        source=row.source,
        source_number=row.source_number,
        reported_at=moment_of(row.reported_at),
        updated_at=moment_of(row.updated_at),
        accepted_at=_moment_or_none(row.accepted_at),
        t0=_moment_or_none(row.t0),
        closed_at=_moment_or_none(row.closed_at),
        plan=row.plan,
        level=None if row.level is None else ResponseLevel(row.level),
        merged_into=row.merged_into,
        returns=row.returns,
        score=row.score,
        lead=row.lead or "",
        due_at=_moment_or_none(row.due_at),
        handled_at=_moment_or_none(row.handled_at),
        cards=row.cards or 0,
    )


def _moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else moment_of(text)
