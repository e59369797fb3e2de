"""The lanes inside the blocks: blocks are halved across their long side until the lots are small enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from shapely import LineString, Point, Polygon
from shapely.affinity import scale
from shapely.ops import split

from console.district.demo.names import Namer
from console.district.demo.plane import XY, lines, long_axis, polygons
from console.district.demo.sites import Site
from console.phrase import Text

OLD_TOWN: XY = (-90, -30)
OLD_TOWN_RADIUS_M = 370.0
_DEAD_END_SHARE = 0.2
_COMPOUND_M2 = 42_000.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane inside a block."""

    name: Text
    line: LineString


def in_old_town(point: Point) -> bool:
    """Whether a point lies in the historic quarter, where lots are small."""
    return math.dist((point.x, point.y), OLD_TOWN) < OLD_TOWN_RADIUS_M


def lanes_of(blocks: list[Polygon], sites: tuple[Site, ...], rng: Random) -> list[Lane]:
    """Cut every block into lots; the cuts are the lanes, named after their block."""
    namer = Namer()
    found: list[Lane] = []
    for block in blocks:
        groups: list[list[LineString]] = [[]]
        _halve(block, sites, rng, groups, 0)
        for cuts in groups:
            if cuts:
                middle = cuts[0].interpolate(0.5, normalized=True)
                compound = namer.compound(middle, in_old_town(middle))
                found += [Lane(namer.lane(compound, number), cut) for number, cut in enumerate(cuts, 1)]
    return found


def _halve(lot: Polygon, sites: tuple[Site, ...], rng: Random, groups: list[list[LineString]], mine: int) -> None:
    """Cut ``lot`` in two and each half again; a compound-sized lot opens a group (0 is the block's)."""
    if lot.area < _least_area(lot, sites, rng):
        return
    centre, long_m, _, angle = long_axis(lot)
    shift = rng.uniform(-0.1, 0.1) * long_m
    x, y = centre.x + shift * math.cos(angle), centre.y + shift * math.sin(angle)
    across = angle + math.pi / 2 + rng.uniform(-0.12, 0.12)
    bend = rng.uniform(-9, 9)
    reach = 2 * long_m
    ux, uy = math.cos(across), math.sin(across)
    knife = LineString(
        [(x - reach * ux, y - reach * uy), (x - bend * uy, y + bend * ux), (x + reach * ux, y + reach * uy)]
    )
    inner = [p for p in lines(knife.intersection(lot)) if p.length > 20]
    pieces = polygons(split(lot, knife))
    if len(pieces) < 2 or any(p.area < 900 for p in pieces):
        return
    if mine == 0 and lot.area < _COMPOUND_M2:
        groups.append([])
        mine = len(groups) - 1
    whole = any(lot.covers(Point(s.at)) for s in sites)
    groups[mine] += [_touching(p) if whole else _sometimes_dead_end(p, rng) for p in inner]
    for piece in pieces:
        _halve(piece, sites, rng, groups, mine)


def _least_area(lot: Polygon, sites: tuple[Site, ...], rng: Random) -> float:
    kept = [s.keep_ha * 10_000 for s in sites if lot.covers(Point(s.at))]
    usual = 5_500.0 if in_old_town(lot.centroid) else 11_600.0
    return max([usual * rng.uniform(0.85, 1.6), *kept])


def _sometimes_dead_end(line: LineString, rng: Random) -> LineString:
    if rng.random() > _DEAD_END_SHARE or line.length < 60:
        return _touching(line)
    share = rng.uniform(0.45, 0.7)
    rest = [line.interpolate(share * k / 3, normalized=True).coords[0] for k in (1, 2, 3)]
    kept = LineString([line.coords[0], *rest])
    return _touching(kept.simplify(1.0), end=False)


def _touching(line: LineString, end: bool = True) -> LineString:
    """The line a metre longer, so that noding finds its crossing with the street it ends at."""
    grown = scale(line, 1 + 2 / line.length, 1 + 2 / line.length)
    if end:
        return grown
    return LineString([grown.coords[0], *line.coords[1:]])
