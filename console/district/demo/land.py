"""What stands between the roads: buildings lined up with their lots, parks, squares and river greens."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from console.district.demo.build import Builder
from console.district.demo.lanes import in_old_town
from console.district.demo.plane import faces, polygons, smooth
from console.district.demo.sites import SITES, Site
from console.district.demo.sketch import CANAL, WATERS
from console.district.demo.streets import Network, boundary, water_surface
from console.phrase import Text

_HALF_ROAD_M = {"arterial": 19.0, "secondary": 11.0, "alley": 5.0}
_BANK_M = {True: 34.0, False: 10.0}  # by whether it is the canal
_DRAWN_BEYOND_M = 220.0


_UNNAMED = Text("")


@dataclass(frozen=True, slots=True)
class Plot:
    """Something to draw: water, green, plaza or building."""

    kind: str
    shape: Polygon
    name: Text = _UNNAMED


def lots(network: Network) -> list[Polygon]:
    """The ground between roads and waters, roads' own width taken off."""
    outline = boundary()
    roads = [network.line(s) for s in network.stretches]
    taken = unary_union([
        network.line(s).buffer(_HALF_ROAD_M[s.road_class], quad_segs=2) for s in network.stretches
    ] + [w.surface().buffer(_BANK_M[w is CANAL]) for w in WATERS])  # fmt: skip
    found: list[Polygon] = []
    for face in faces([*roads, outline.exterior]):
        found += polygons(face.intersection(outline).buffer(-3).difference(taken), 250)
    return found


def draw_land(network: Network, rng: Random) -> list[Plot]:
    """All areas in drawing order: water, greens, squares, buildings."""
    plots = [Plot("water", p, w.name) for w in WATERS for p in _seen(w.surface(), w.id)]
    plots += _river_greens(network)
    built: list[Plot] = []
    for lot in lots(network):
        site = next((s for s in SITES if lot.distance(Point(s.at)) < 1.0), None)
        ground, houses = _use(lot, site, rng)
        plots += ground
        built += houses
    return plots + built


def _seen(surface: Polygon, water_id: str) -> list[Polygon]:
    shape: BaseGeometry = surface.intersection(boundary().buffer(_DRAWN_BEYOND_M))
    if water_id != CANAL.id:
        shape = shape.difference(CANAL.surface())
    return polygons(shape.simplify(0.4), 400)


def _river_greens(network: Network) -> list[Plot]:
    """Planted banks between the water and the nearest road or house."""
    widths = [(network.line(s), _HALF_ROAD_M[s.road_class] - 4) for s in network.stretches]
    roads = unary_union([line.buffer(half_m, quad_segs=2) for line, half_m in widths])
    out: list[Plot] = []
    for water in WATERS:
        strip = water.surface().buffer(_BANK_M[water is CANAL], quad_segs=3).difference(water_surface().buffer(1))
        for part in polygons(strip.intersection(boundary()).difference(roads).buffer(-3).buffer(3).simplify(1.0), 350):
            out.append(Plot("green", Polygon(part.exterior)))
    return out


def _use(lot: Polygon, site: Site | None, rng: Random) -> tuple[list[Plot], list[Plot]]:
    inner = polygons(lot.buffer(-2), 120)
    if not inner:
        return [Plot("green", lot)], []
    build = Builder(max(inner, key=lambda p: p.area), rng)
    if site is not None:
        return _site_use(lot, site, build)
    if in_old_town(lot.centroid):
        return [], _houses(build.courtyards())
    roll = rng.random()
    if lot.area < 1_500:
        return ([Plot("green", lot)], []) if roll < 0.4 else ([], _houses(build.blocks(26)))
    if roll < 0.07 and lot.area < 4_500:
        return [Plot("green", lot.buffer(-2))], []
    if roll < 0.66:
        return [], _houses(build.slabs())
    return [], _houses(build.towers() if roll < 0.8 else build.blocks(44))


def _site_use(lot: Polygon, site: Site, build: Builder) -> tuple[list[Plot], list[Plot]]:
    if site.use == "park":
        return [Plot("green", lot, site.name), *_ponds(lot)], []
    if site.use == "plaza":
        return [Plot("plaza", lot, site.name)], []
    if site.use == "towers":
        towers = build.named_towers(5)
        named = [Plot("building", t, Text(f"{site.name.en} tower {n}", f"{site.name.zh}{n}号楼"))
                 for n, t in enumerate(towers, 1)]  # fmt: skip
        return [Plot("plaza", lot, Text(f"{site.name.en} square", f"{site.name.zh}广场"))], named
    if site.use == "school":
        field, houses = build.school()
        return [Plot("green", f, Text("Sports field", "操场")) for f in field], _houses(houses, site.name)
    if site.use == "mall":
        return [Plot("plaza", lot)], _houses(build.mall(), site.name)
    return [], _houses(build.blocks(52), site.name)


def _ponds(park: Polygon) -> list[Plot]:
    middle, size = park.representative_point(), math.sqrt(park.area)
    rim = [0.2 + 0.03 * math.sin(2.1 * k + middle.x) for k in range(9)]
    points = [
        (middle.x + size * r * math.cos(k * math.tau / 9), middle.y + size * r * math.sin(k * math.tau / 9))
        for k, r in enumerate(rim)
    ]
    shape = Polygon(smooth([*points, points[0]], 8.0).coords).buffer(0).intersection(park.buffer(-8))
    return [Plot("water", p.simplify(0.6), Text("Pond", "池塘")) for p in polygons(shape, 300)[:1]]


def _houses(shapes: list[Polygon], name: Text | None = None) -> list[Plot]:
    plain = [Plot("building", s) for s in shapes]
    if name and plain:
        biggest = max(range(len(plain)), key=lambda i: (round(plain[i].shape.area), -i))
        plain[biggest] = Plot("building", plain[biggest].shape, name)
    return plain
