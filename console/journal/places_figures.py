"""Where cases cluster, and what is complained of again and again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, select

from console.geo import EARTH_RADIUS_M
from console.journal.figures import UNHAPPY, span_of
from console.journal.schema import incidents
from console.model.words import Stage


@dataclass(frozen=True, slots=True)
class Cell:
    """Cases of one square of the map: its edges in degrees, how many, and what is named most often there."""

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


def cells(
    connection: Connection, since: datetime | None, until: datetime | None, size_m: float, most: int
) -> list[Cell]:
    """The squares of ``size_m`` metres with most cases, the fullest first; cases without a position are left out."""
    c = incidents.c
    middle = connection.scalar(select(func.avg(c.lat)).where(c.lat.is_not(None), *span_of(since, until)))
    if middle is None:
        return []
    tall = math.degrees(size_m / EARTH_RADIUS_M)
    wide = tall / max(0.01, math.cos(math.radians(float(middle))))
    row, column = cast(func.floor(c.lat / tall), Integer), cast(func.floor(c.lon / wide), Integer)
    query = (
        select(row.label("row"), column.label("column"), func.count().label("cases"))
        .where(c.lat.is_not(None), *span_of(since, until))
        .group_by("row", "column")
        .order_by(func.count().desc(), "row", "column")
        .limit(most)
    )
    return [
        Cell(n.row * tall, n.column * wide, (n.row + 1) * tall, (n.column + 1) * wide, n.cases, "", "", "")
        for n in connection.execute(query)
    ]


NAMED = 10
"""For so many of the fullest squares it is looked up what is named there."""


def named(
    connection: Connection, found: list[Cell], since: datetime | None, until: datetime | None, most: int = NAMED
) -> list[Cell]:
    """The first squares with their commonest place, grid and item; the others as they are."""
    c = incidents.c
    told = []
    for cell in found[:most]:
        inside = [c.lat >= cell.south, c.lat < cell.north, c.lon >= cell.west, c.lon < cell.east]
        names = []
        for column in (c.place, c.grid, c.category):
            query = (
                select(column).where(*inside, *span_of(since, until)).group_by(column).order_by(func.count().desc())
            ).limit(1)
            names.append(str(connection.scalar(query) or ""))
        told.append(Cell(cell.south, cell.west, cell.north, cell.east, cell.cases, *names))
    return [*told, *found[most:]]


def complaints(connection: Connection, since: datetime | None, until: datetime | None, most: int) -> list[Complaint]:
    """Items by grid with repeated or dissatisfied complaints, the worst first."""
    c = incidents.c
    repeats, unhappy = _sum(c.stage == Stage.MERGED.value), _sum(c.score <= UNHAPPY)
    query = (
        select(
            c.category, c.grid, func.count().label("cases"), repeats.label("repeats"), unhappy.label("dissatisfied"),
            _sum(c.returns > 0).label("returned"),
        )
        .where(c.category != "", *span_of(since, until))
        .group_by(c.category, c.grid)
        .having((repeats > 0) | (unhappy > 0))
        .order_by((repeats + 2 * unhappy).desc(), func.count().desc(), c.category, c.grid)
        .limit(most)
    )  # fmt: skip
    return [Complaint(*row) for row in connection.execute(query)]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.sum(case((condition, 1), else_=0)), Integer)
