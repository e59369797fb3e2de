"""How cases went, counted where they lie: one walk over the query table for each question."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Integer, and_, cast, func, select

from console.journal.schema import incidents
from console.journal.times import stamp
from console.model.case_filter import Dimension
from console.model.words import Stage

ENDED = (Stage.CLOSED.value, Stage.REVIEWED.value)
_ORDER = ("grid", "tier", "source", "category", "lead")
"""In which the index ``incidents_figures`` lies."""
UNHAPPY = 2
"""A reporter's score up to this is a dissatisfied one."""


@dataclass(frozen=True, slots=True)
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
    """The figures of cases reported from ``since`` until before ``until``, the most frequent value first.

    Counted in the order of the index first, which needs no sorting, then added up by value.
    """
    c = incidents.c
    lying = [c[name] for name in _ORDER[: _ORDER.index(by.value) + 1]]
    counted = select(*lying, *_counts(now)).where(*span_of(since, until)).group_by(*lying).subquery()
    value = func.coalesce(counted.c[by.value], "").label("value")
    sums = [cast(func.sum(counted.c[field.name]), Integer).label(field.name) for field in fields(Figure)[1:]]
    query = select(value, *sums).group_by(value).order_by(func.sum(counted.c.reported).desc(), value)
    return [Figure(**row._asdict()) for row in connection.execute(query)]


def _counts(now: datetime) -> list[ColumnElement[int]]:
    """Everything a :class:`Figure` counts, by its name."""
    c = incidents.c
    settled = c.handled_at.is_not(None)
    timed = and_(c.due_at.is_not(None), c.stage.not_in((Stage.REJECTED.value, Stage.MERGED.value)))
    return [
        func.count().label("reported"),
        count_of(c.stage == Stage.MERGED.value).label("merged"),
        count_of(c.stage == Stage.REJECTED.value).label("rejected"),
        count_of(c.stage.in_(ENDED)).label("closed"),
        count_of(and_(timed, settled | (c.due_at < stamp(now)))).label("timed"),
        count_of(and_(timed, settled, c.handled_at <= c.due_at)).label("on_time"),
        count_of(c.returns > 0).label("returned"),
        count_of(c.reopened > 0).label("reopened"),
        count_of(c.cards > 0).label("supervised"),
        func.count(c.score).label("scored"),
        count_of(c.score <= UNHAPPY).label("dissatisfied"),
        func.coalesce(func.sum(c.score), 0).label("score_sum"),
    ]


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


def count_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group hold ``condition``; those that do not cost next to nothing."""
    return func.count().filter(condition)
