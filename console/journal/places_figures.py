"""Where cases cluster, and what is complained of again and again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from console.journal.figures import UNHAPPY, count_of, span_of
from console.journal.schema import incidents
from console.journal.squares import box_of
from console.model.words import Stage


@dataclass(frozen=True, slots=True)
class Cell:
    """Cases of one square of the map: its edges in degrees, how many, and what is named most often there."""

    square: int
    south: float
    west: float
    north: float
    east: float
    cases: int
    place: str
    grid: str
    category: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """One item in one grid that is reported again, or whose reporters are dissatisfied."""

    category: str
    grid: str
    cases: int
    repeats: int
    dissatisfied: int
    returned: int


def cells(connection: Connection, since: datetime | None, until: datetime | None, most: int) -> list[Cell]:
    """The squares with most cases, the fullest first; cases without a position are left out."""
    square = incidents.c.square
    query = (
        select(square, func.count().label("cases"))
        .where(square.is_not(None), *span_of(since, until))
        .group_by(square)
        .order_by(func.count().desc(), square)
        .limit(most)
    )
    return [Cell(n.square, *box_of(n.square), n.cases, "", "", "") for n in connection.execute(query)]


NAMED = 10
"""For so many of the fullest squares it is looked up what is named there."""


def named(
    connection: Connection, found: list[Cell], since: datetime | None, until: datetime | None, most: int = NAMED
) -> list[Cell]:
    """The first squares with their commonest place, grid and item; the others as they are."""
    told = []
    for cell in found[:most]:
        place, grid, category = (
            _commonest(connection, column, cell, since, until) for column in ("place", "grid", "category")
        )
        told.append(replace(cell, place=place, grid=grid, category=category))
    return [*told, *found[most:]]


def _commonest(
    connection: Connection, column: str, cell: Cell, since: datetime | None, until: datetime | None
) -> str:  # fmt: skip
    named = incidents.c[column]
    inside = (incidents.c.square == cell.square, *span_of(since, until))
    query = select(named).where(*inside).group_by(named).order_by(func.count().desc(), named).limit(1)
    return str(connection.scalar(query) or "")


def complaints(connection: Connection, since: datetime | None, until: datetime | None, most: int) -> list[Complaint]:
    """Items by grid with repeated or dissatisfied complaints, the worst first."""
    c = incidents.c
    repeats, unhappy = count_of(c.stage == Stage.MERGED.value), count_of(c.score <= UNHAPPY)
    query = (
        select(
            c.category, c.grid, func.count().label("cases"), repeats.label("repeats"), unhappy.label("dissatisfied"),
            count_of(c.returns > 0).label("returned"),
        )
        .where(c.category != "", *span_of(since, until))
        .group_by(c.category, c.grid)
        .having((repeats > 0) | (unhappy > 0))
        .order_by((repeats + 2 * unhappy).desc(), func.count().desc(), c.category, c.grid)
        .limit(most)
    )  # fmt: skip
    return [Complaint(*row) for row in connection.execute(query)]
