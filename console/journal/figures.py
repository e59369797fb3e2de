"""How cases went, counted where they lie: one walk over the query table for each question."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Integer, and_, case, cast, func, select

from console.frozen import frozen
from console.journal.schema import incidents
from console.journal.times import stamp
from console.model.case_filter import Dimension
from console.model.words import Stage

ENDED = (Stage.CLOSED.value, Stage.REVIEWED.value)
UNHAPPY = 2
"""A reporter's score up to this is a dissatisfied one."""


@frozen
class Figure:
    """Cases of one value of a dimension. Rejected and merged ones count as reported and in nothing else.

    ``timed`` had a deadline and are either settled or past it, ``on_time`` of them were settled before it.
    """

    value: str
    reported: int
    merged: int
    rejected: int
    closed: int
    timed: int
    on_time: int
    returned: int
    reopened: int
    supervised: int
    scored: int
    dissatisfied: int
    score_sum: int

    @property
    def on_time_share(self) -> float | None:
        """Share settled before the deadline; ``None`` when none is timed."""
        return self.on_time / self.timed if self.timed else None

    @property
    def mean_score(self) -> float | None:
        """The reporters' mean score; ``None`` when nobody gave one."""
        return self.score_sum / self.scored if self.scored else None


def by_dimension(
    connection: Connection, by: Dimension, since: datetime | None, until: datetime | None, now: datetime
) -> list[Figure]:
    """The figures of cases reported from ``since`` until before ``until``, the most frequent value first."""
    c = incidents.c
    value = func.coalesce(c[by.value], "").label("value")
    ended = func.coalesce(c.handled_at, stamp(now))
    timed = and_(c.due_at.is_not(None), c.stage.not_in((Stage.REJECTED.value, Stage.MERGED.value)))
    query = (
        select(
            value,
            func.count().label("reported"),
            _sum(c.stage == Stage.MERGED.value).label("merged"),
            _sum(c.stage == Stage.REJECTED.value).label("rejected"),
            _sum(c.stage.in_(ENDED)).label("closed"),
            _sum(and_(timed, (c.handled_at.is_not(None)) | (c.due_at < stamp(now)))).label("timed"),
            _sum(and_(timed, c.handled_at.is_not(None), ended <= c.due_at)).label("on_time"),
            _sum(c.returns > 0).label("returned"),
            _sum(c.reopened > 0).label("reopened"),
            _sum(c.cards > 0).label("supervised"),
            _sum(c.score.is_not(None)).label("scored"),
            _sum(c.score <= UNHAPPY).label("dissatisfied"),
            func.coalesce(func.sum(c.score), 0).label("score_sum"),
        )
        .where(*span_of(since, until))
        .group_by(value)
        .order_by(func.count().desc(), value)
    )
    return [Figure(**row._asdict()) for row in connection.execute(query)]


def by_hour(connection: Connection, since: datetime | None, until: datetime | None) -> list[tuple[datetime, int]]:
    """Reported cases in each hour that had any."""
    hour = func.substr(incidents.c.reported_at, 1, 13).label("hour")
    query = select(hour, func.count().label("cases")).where(*span_of(since, until)).group_by(hour).order_by(hour)
    return [
        (datetime.strptime(row.hour, "%Y-%m-%dT%H").replace(tzinfo=UTC), row.cases) for row in connection.execute(query)
    ]


def span_of(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """Cases reported from ``since`` until before ``until``."""
    found: list[ColumnElement[bool]] = []
    if since is not None:
        found.append(incidents.c.reported_at >= stamp(since))
    if until is not None:
        found.append(incidents.c.reported_at < stamp(until))
    return found


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.sum(case((condition, 1), else_=0)), Integer)
