"""Water, green, buildings and squares for the map: the largest of each kind, simplified so that it draws quickly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely
from shapely.geometry import Polygon

from console.district.osm.access import Tags
from console.district.osm.ledger import Found, Ledger
from console.district.osm.names import text_of
from console.district.osm.shapes import outlines, parts
from console.district.osm.source import RawMap
from console.geo import LatLon
from console.model.places import Area
from console.phrase import Text

Box = tuple[float, float, float, float]
MOST = {"green": 3_000, "water": 1_500, "plaza": 500, "building": 15_000}
"""How many of each kind the map keeps, in drawing order."""
FINEST_DEG = 0.000012  # 1.3 m: below that two points of an outline look like one
_SMALLEST_DEG2 = {"green": 1.6e-8, "water": 8e-9, "plaza": 8e-9, "building": 1.6e-9}  # about 200, 100, 100, 20 m2
_WATER = {"natural": {"water", "bay"}, "waterway": {"riverbank", "dock"}, "landuse": {"reservoir", "basin"}}
_GREEN = {
    "leisure": {"park", "garden", "golf_course", "nature_reserve", "pitch", "recreation_ground"},
    "landuse": {"grass", "forest", "meadow", "recreation_ground", "cemetery", "village_green"},
    "natural": {"wood", "scrub", "grassland", "heath"},
}
_PLAZA = {"place": {"square"}, "leisure": {"plaza"}, "amenity": {"marketplace"}}


def kind_of(tags: Tags) -> str:
    """``water``, ``green``, ``plaza`` or ``building``; empty for what the map does not draw."""
    if tags.get("building", "no") != "no":
        return "building"
    if tags.get("area") == "yes" and tags.get("highway") in ("pedestrian", "footway"):
        return "plaza"
    kinds = {"water": _WATER, "green": _GREEN, "plaza": _PLAZA}
    return next((k for k, keys in kinds.items() if any(tags.get(key) in values for key, values in keys.items())), "")


@dataclass
class _Kept:
    shapes: list[tuple[float, str, Polygon, Text]] = field(default_factory=list)


def background(raw: RawMap, places: Mapping[int, LatLon], box: Box, ledger: Ledger) -> tuple[Area, ...]:
    """The areas inside ``box`` (west, south, east, north) in drawing order, holes filled, with their names."""
    kept = {kind: _Kept() for kind in MOST}
    for id_, tags, shape in outlines(raw, places, kind_of, ledger):
        kind = kind_of(tags)
        for piece in parts(shapely.clip_by_rect(shape, *box)):
            if piece.area >= _SMALLEST_DEG2[kind]:
                kept[kind].shapes.append((piece.area, id_, piece, text_of(tags)))
    made: list[Area] = []
    for kind, most in MOST.items():
        ranked = sorted(kept[kind].shapes, key=lambda row: (-row[0], row[1], row[2].wkt))
        if len(ranked) > most:
            ledger.add(Found.AREAS_OVER, kind, len(ranked) - most)
        made += [area for _, _, shape, name in ranked[:most] if (area := _area(kind, shape, name)) is not None]
    return tuple(made)


def _area(kind: str, shape: Polygon, name: Text) -> Area | None:
    ring = shapely.simplify(shape, FINEST_DEG).exterior
    points = [LatLon(round(lat, 7), round(lon, 7)) for lon, lat in ring.coords[:-1]]
    return Area(kind, tuple(points), name) if len(set(points)) >= 3 else None
