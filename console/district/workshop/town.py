"""What the workshop changes: the records of a district's files as one value, and where they lie on the earth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from console.geo import LatLon, wgs84_from, wgs84_to

Record = Mapping[str, Any]
Units = Mapping[str, Record]
DIGITS = 6
"""Decimal places of a position: a tenth of a metre."""


class Kind(StrEnum):
    """What is placed; ``district`` is the town itself."""

    TEAM = "team"
    DEPOT = "depot"
    CAMERA = "camera"
    GRID = "grid"
    DISTRICT = "district"


UNITS = (Kind.TEAM, Kind.DEPOT, Kind.CAMERA, Kind.GRID)
PLACED_BY = {Kind.TEAM: "base", Kind.DEPOT: "position", Kind.CAMERA: "position", Kind.GRID: "centre"}
"""The field that says where a unit is; a grid's is longitude first, as in its file."""


@dataclass(frozen=True)
class Town:
    """Records by id as they are written in the files, positions in the files' own datum; never changed in place.

    A grid's record has ``en``, ``zh``, ``leader``, ``centre``, ``coordinates``, and in ``more`` what its feature had
    beside these.
    """

    about: Record
    teams: Units = field(default_factory=dict)
    depots: Units = field(default_factory=dict)
    cameras: Units = field(default_factory=dict)
    grids: Units = field(default_factory=dict)
    people: tuple[Record, ...] = ()

    @property
    def datum(self) -> str:
        """The datum of the files."""
        return str(self.about.get("datum", "WGS-84"))

    def of(self, kind: Kind) -> Units:
        """The records of one kind, by id; the district's own under its id."""
        if kind is Kind.DISTRICT:
            return {str(self.about["id"]): self.about}
        found: Units = getattr(self, f"{kind.value}s")
        return found

    def having(self, kind: Kind, units: Units) -> Town:
        """The town with exactly these records of one kind."""
        if kind is Kind.DISTRICT:
            return replace(self, about=next(iter(units.values())))
        changed: dict[str, Any] = {f"{kind.value}s": dict(units)}
        return replace(self, **changed)

    def where(self, kind: Kind, id_: str) -> LatLon | None:
        """Where a unit is, in WGS-84; ``None`` while its position is no position."""
        return self.as_wgs84(self.of(kind)[id_].get(PLACED_BY.get(kind, "")), turned=kind is Kind.GRID)

    def as_wgs84(self, written: Any, *, turned: bool = False) -> LatLon | None:
        """A written position as a point; ``turned`` for longitude first."""
        try:
            first, second = (float(x) for x in written)
        except (TypeError, ValueError):
            return None
        lat, lon = (second, first) if turned else (first, second)
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return None
        return wgs84_from(self.datum, LatLon(lat, lon))

    def written(self, at: LatLon, *, turned: bool = False) -> list[float]:
        """A point as the files have it."""
        lat, lon = (round(x, DIGITS) for x in wgs84_to(self.datum, at))
        return [lon, lat] if turned else [lat, lon]

    def ring(self, grid: str) -> list[LatLon]:
        """The outer ring of a grid in WGS-84, open."""
        outer = self.grids[grid]["coordinates"][0]
        points = [self.as_wgs84(point[:2], turned=True) for point in outer[:-1]]
        return [point for point in points if point is not None]


def with_unit(town: Town, kind: Kind, id_: str, record: Record) -> Town:
    """A unit added, or changed where it stands in the order."""
    return town.having(kind, {**town.of(kind), id_: dict(record)})


def without(town: Town, kind: Kind, id_: str) -> Town:
    """A unit taken away; posts that named it name nothing."""
    return _people_follow(town.having(kind, {k: v for k, v in town.of(kind).items() if k != id_}), kind, id_, "")


def renamed(town: Town, kind: Kind, old: str, new: str) -> Town:
    """A unit under another id, in the same place of the order; posts that named it follow."""
    units = {(new if k == old else k): v for k, v in town.of(kind).items()}
    return _people_follow(town.having(kind, units), kind, old, new)


def moved(town: Town, kind: Kind, id_: str, at: LatLon) -> Town:
    """A unit at another place."""
    place = town.written(at, turned=kind is Kind.GRID)
    return with_unit(town, kind, id_, {**town.of(kind)[id_], PLACED_BY[kind]: place})


def _people_follow(town: Town, kind: Kind, old: str, new: str) -> Town:
    column = {Kind.TEAM: "team", Kind.GRID: "grid"}.get(kind)
    if column is None or not any(post.get(column) == old for post in town.people):
        return town
    people = tuple({**post, column: new} if post.get(column) == old else post for post in town.people)
    return replace(town, people=people)


def free_id(town: Town, kind: Kind) -> str:
    """An id nobody has, in the manner of those there are."""
    prefix = {Kind.TEAM: "T", Kind.DEPOT: "D", Kind.CAMERA: "C-", Kind.GRID: "G-"}[kind]
    taken, number = town.of(kind), len(town.of(kind)) + 1
    while f"{prefix}{number:02d}" in taken:
        number += 1
    return f"{prefix}{number:02d}"
