"""A map of what happened, drawn from the district's own roads: where incidents were, where teams came from, their ways.

Drawn as numbers for an SVG: the page holds no picture of anybody else's map.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from console.analysis.record import Record
from console.geo import LatLon
from console.model.events import TravelChanged, TravelStarted
from console.model.places import District

WIDE = 1000.0
MARGIN_SHARE, LEAST_SPAN_M = 0.12, 800.0
MOST_STRETCHES = 6000
"""Of a large city only the larger roads are drawn, so that the page stays small; that is said."""
_MAIN = ("motorway", "trunk", "primary", "secondary", "tertiary")
_PER_DEGREE_M = 111_195.0

Dots = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a place: an incident by its number, a team's base or a depot by its code."""

    kind: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ReportMap:
    """The drawing. ``roads`` and ``areas`` are SVG paths by class or kind; ``scale_m`` is as long as ``scale_x``."""

    height: float
    roads: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...]  # team, path
    marks: tuple[Mark, ...]
    scale_m: int
    scale_x: float
    only_main: bool


class _Frame:
    """From places to the drawing: metres east and north of its corner, scaled alike."""

    def __init__(self, places: Sequence[LatLon]) -> None:
        south, north = min(p.lat for p in places), max(p.lat for p in places)
        west, east = min(p.lon for p in places), max(p.lon for p in places)
        self._east = _PER_DEGREE_M * max(0.05, math.cos(math.radians((south + north) / 2)))
        wide, tall = (east - west) * self._east, (north - south) * _PER_DEGREE_M
        margin = max(MARGIN_SHARE * max(wide, tall), (LEAST_SPAN_M - max(wide, tall)) / 2)
        self._west, self._north = west - margin / self._east, north + margin / _PER_DEGREE_M
        self.scale = WIDE / (wide + 2 * margin)
        self.height = round((tall + 2 * margin) * self.scale, 1)

    def dot(self, lat: float, lon: float) -> tuple[float, float]:
        x, y = (lon - self._west) * self._east, (self._north - lat) * _PER_DEGREE_M
        return round(x * self.scale, 1), round(y * self.scale, 1)

    def shows(self, dots: Iterable[tuple[float, float]]) -> bool:
        return any(-40 <= x <= WIDE + 40 and -40 <= y <= self.height + 40 for x, y in dots)


def report_map(record: Record) -> ReportMap | None:
    """The map of a record; ``None`` when no incident had a place."""
    board, district = record.board, record.board.district
    places = {i.number: i.position for i in board.incidents.values() if i.position and i.merged_into is None}
    if not places:
        return None
    driven = list(_driven(record, district))
    sent = {order.team for order in board.orders.values() if order.team in district.teams}
    bases = {team: district.teams[team].base for team in sent}
    depots = {o.via_depot for o in board.orders.values() if o.via_depot in district.depots}
    stores = {code: district.depots[code].position for code in depots}
    frame = _Frame([*places.values(), *bases.values(), *stores.values(), *(p for _, way in driven for p in way)])
    roads, only_main = _roads(district, frame)
    marks = (
        *(Mark("depot", code, *frame.dot(*place)) for code, place in sorted(stores.items())),
        *(Mark("base", team, *frame.dot(*place)) for team, place in sorted(bases.items())),
        *(Mark("incident", f"#{number}", *frame.dot(*place)) for number, place in sorted(places.items())),
    )
    scale_m = _round_length(200 / frame.scale)
    ways = tuple((team, _path(frame.dot(*place) for place in way)) for team, way in driven)
    return ReportMap(frame.height, roads, tuple(_areas(district, frame)), ways, marks, scale_m,
                     round(scale_m * frame.scale, 1), only_main)  # fmt: skip


def _driven(record: Record, district: District) -> Iterator[tuple[str, list[LatLon]]]:
    nodes = district.roads.nodes
    for _, event in record.events(TravelStarted):
        yield _way(record, event.order, event.start, event.route, nodes)
    for _, changed in record.events(TravelChanged):
        yield _way(record, changed.order, changed.start, changed.route, nodes)


def _way(record: Record, order: str, start: LatLon, route: Sequence[int], nodes: object) -> tuple[str, list[LatLon]]:
    known = [nodes[node] for node in route if node in nodes]  # type: ignore[index, operator]
    return record.board.orders[order].team, [start, *known]


def _roads(district: District, frame: _Frame) -> tuple[tuple[tuple[str, str], ...], bool]:
    roads = district.roads
    found: dict[str, list[Dots]] = {}
    seen: set[tuple[int, int]] = set()
    for tail, head, stretch in zip(roads.tail.tolist(), roads.head.tolist(), roads.stretch.tolist(), strict=True):
        if (head, tail) in seen:
            continue
        seen.add((tail, head))
        dots = tuple(frame.dot(roads.lat[node], roads.lon[node]) for node in (tail, head))
        if frame.shows(dots):
            found.setdefault(roads.stretches[stretch].road_class, []).append(dots)
    only_main = sum(map(len, found.values())) > MOST_STRETCHES
    kept = {name: dots for name, dots in found.items() if not only_main or name in _MAIN}
    drawn = ((("main" if name in _MAIN else "side"), " ".join(map(_path, dots))) for name, dots in sorted(kept.items()))
    return tuple(drawn), only_main


def _areas(district: District, frame: _Frame) -> Iterator[tuple[str, str]]:
    for area in district.areas:
        dots = [frame.dot(*place) for place in area.ring]
        if area.kind in ("water", "green") and frame.shows(dots):
            yield area.kind, f"{_path(dots)}Z"


def _path(dots: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in dots)


def _round_length(metres: float) -> int:
    """The largest of 1, 2 and 5 times a power of ten that is not above ``metres``."""
    power = 10 ** math.floor(math.log10(max(1.0, metres)))
    return int(next(step * power for step in (5, 2, 1) if step * power <= max(1.0, metres)))
