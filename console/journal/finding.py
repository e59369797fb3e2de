"""Finding cases among years of them: filter, order, page and count, on the query tables alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, bindparam, false, func, select

from console.journal.cases import Case, case_of
from console.journal.dialect import rows_with
from console.journal.schema import incidents, orders, reports
from console.journal.times import stamp
from console.journal.words import query_of
from console.model.case_filter import CaseFilter, CaseOrder

COUNTED = 10_000
"""A count stops here: "10,000 and more" is enough to know that a filter is too wide."""

_THEN_BY_TIME = (CaseOrder.SOURCE, CaseOrder.CATEGORY, CaseOrder.GRID, CaseOrder.STAGE)
"""Orders with many equal cases: those by when they were reported, as the index has them."""


def page(
    connection: Connection, wanted: CaseFilter, order: CaseOrder, falling: bool, part: slice, now: datetime
) -> list[Case]:
    """The ``part`` of the cases in ``order``, from its start until before its stop."""
    by = [incidents.c[order.value], *([incidents.c.reported_at] if order in _THEN_BY_TIME else ()), incidents.c.number]
    ordered = [_along(column, falling) for column in by]
    query = (
        _narrowed(select(incidents), wanted, now).order_by(*ordered).limit(part.stop - part.start).offset(part.start)
    )
    return [case_of(row) for row in connection.execute(query)]


def _along(by: Column[Any], falling: bool) -> ColumnElement[Any]:
    """What has no value comes first and, falling, last: stores differ where it is not said."""
    if not by.nullable:
        return by.desc() if falling else by.asc()
    return by.desc().nulls_last() if falling else by.asc().nulls_first()


def counted(connection: Connection, wanted: CaseFilter, now: datetime) -> int:
    """How many cases there are, at most :data:`COUNTED`."""
    some = _narrowed(select(incidents.c.number), wanted, now).limit(COUNTED).subquery()
    return int(connection.scalar(select(func.count()).select_from(some)) or 0)


def _narrowed(query: Select[Any], wanted: CaseFilter, now: datetime) -> Select[Any]:
    conditions = [*_equal(wanted), *_ranges(wanted, now)]
    if wanted.words.strip():
        conditions.append(incidents.c.number.in_(_with_words(wanted.words)) if query_of(wanted.words) else false())
    return query.where(and_(*conditions)) if conditions else query


def _equal(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    pairs = (
        (incidents.c.urgency, wanted.urgency), (incidents.c.tier, wanted.tier), (incidents.c.source, wanted.source),
        (incidents.c.grid, wanted.grid), (incidents.c.lead, wanted.lead), (incidents.c.number, wanted.number),
    )  # fmt: skip
    found = [by == (str(value) if by is not incidents.c.number else value) for by, value in pairs if value]
    if wanted.stages:
        found.append(incidents.c.stage.in_(sorted(stage.value for stage in wanted.stages)))
    if wanted.category.endswith("."):
        first, after = wanted.category, wanted.category[:-1] + "/"
        found.append(and_(incidents.c.category >= first, incidents.c.category < after))
    elif wanted.category:
        found.append(incidents.c.category == wanted.category)
    return found


def _ranges(wanted: CaseFilter, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(incidents.c.reported_at >= stamp(wanted.since))
    if wanted.until is not None:
        found.append(incidents.c.reported_at < stamp(wanted.until))
    if wanted.team:
        found.append(incidents.c.number.in_(select(orders.c.incident).where(orders.c.team == wanted.team)))
    if wanted.officer:
        found.append((incidents.c.accepted_by == wanted.officer) | (incidents.c.closed_by == wanted.officer))
    if wanted.square is not None:
        found.append(incidents.c.square == wanted.square)
    if wanted.late:
        ended = func.coalesce(incidents.c.handled_at, incidents.c.closed_at, stamp(now))
        found.append(and_(incidents.c.due_at.is_not(None), ended > incidents.c.due_at))
    if wanted.returned:
        found.append(incidents.c.returns > 0)
    if wanted.dissatisfied:
        found.append(and_(incidents.c.score.is_not(None), incidents.c.score <= 2))
    if wanted.supervised:
        found.append(incidents.c.cards > 0)
    return found


def _with_words(typed: str) -> Select[Any]:
    return select(reports.c.incident).where(reports.c.seq.in_(rows_with(typed)))


def sources(connection: Connection) -> list[str]:
    """Every source there is, in order; found by leaping through its index, not by reading every case."""
    found: list[str] = []
    query = select(func.min(incidents.c.source)).where(incidents.c.source > bindparam("last"))
    last = connection.scalar(query, {"last": ""})
    while last is not None:
        found.append(str(last))
        last = connection.scalar(query, {"last": last})
    return found
