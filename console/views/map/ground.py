"""The district's ground in map pixels, indexed for painting tile by tile."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF
from shapely import LineString, MultiLineString, Polygon, STRtree
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from console.frozen import frozen
from console.geo import LatLon
from console.model.places import District
from console.phrase import Text

TILE_PX = 256
BASE_ZOOM = 20
"""Geometry is kept in Web Mercator pixels of this zoom, counted from the district's own corner."""


DRAWN_AS = {
    **dict.fromkeys(("arterial", "motorway", "trunk", "primary"), "arterial"),
    **dict.fromkeys(("secondary", "tertiary", "motorway_link", "trunk_link", "primary_link"), "secondary"),
}
"""How wide a road of a class is drawn; every other class is drawn as an alley."""


def world_px(point: LatLon, zoom: float = BASE_ZOOM) -> tuple[float, float]:
    """Web Mercator pixel of a position at ``zoom``: x east, y south from the world's north-west corner."""
    side = TILE_PX * 2.0**zoom
    sine = math.sin(math.radians(point.lat))
    return (point.lon + 180) / 360 * side, (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * side


def metre_px(lat: float, zoom: float) -> float:
    """Pixels in one metre on the ground at this latitude and zoom."""
    return TILE_PX * 2.0**zoom / (40_075_016.686 * math.cos(math.radians(lat)))


@frozen
class GroundArea:
    """Water, green, building or plaza, ready to fill."""

    kind: str
    name: Text
    shape: BaseGeometry
    path: QPainterPath


@frozen
class GroundRoad:
    """One stretch of road, both directions together."""

    road_class: str
    shape: BaseGeometry
    path: QPainterPath
    deck: BaseGeometry | None  # the part that spans water, for bridges


@frozen
class NamedLine:
    """Everything that bears one road name, joined end to end."""

    name: Text
    road_class: str
    line: LineString


def line_path(shape: BaseGeometry) -> QPainterPath:
    """The line, or each line of several, as a painter's path."""
    path = QPainterPath()
    for part in getattr(shape, "geoms", [shape]):
        coords = list(part.coords)
        path.moveTo(*coords[0][:2])
        for point in coords[1:]:
            path.lineTo(*point[:2])
    return path


class Ground:
    """What lies under the map, in pixels of ``BASE_ZOOM`` from ``origin``. Read-only, so any thread may use it."""

    def __init__(self, district: District) -> None:
        points = [*district.roads.nodes.values()] or list(district.boundary)
        corner = LatLon(max(p.lat for p in points), min(p.lon for p in points))
        x, y = world_px(corner)
        self.origin = (math.floor(x), math.floor(y))
        self.lat = sum(p.lat for p in points) / len(points)
        self.areas = [self._area(a.kind, a.name, a.ring) for a in district.areas]
        self._lines = self._stretch_lines(district)
        self.roads = self._roads(district)
        self.named = self._named(district)
        self.boundary = self._ring(district.boundary)
        self.grids = [self._ring(grid.ring) for grid in district.grids.values()]
        self._area_tree = STRtree([area.shape for area in self.areas])
        self._road_tree = STRtree([road.shape for road in self.roads])
        self._named_tree = STRtree([named.line for named in self.named])

    def areas_in(self, box: BaseGeometry) -> list[GroundArea]:
        """Areas whose bounds touch ``box``, in the order the district lists them."""
        return [self.areas[i] for i in sorted(self._area_tree.query(box))]

    def roads_in(self, box: BaseGeometry) -> list[GroundRoad]:
        """Roads whose bounds touch ``box``."""
        return [self.roads[i] for i in sorted(self._road_tree.query(box))]

    def named_in(self, box: BaseGeometry) -> list[NamedLine]:
        """Named roads whose bounds touch ``box``, the longest first."""
        return [self.named[i] for i in sorted(self._named_tree.query(box))]

    def _place(self, points: Iterable[LatLon]) -> list[tuple[float, float]]:
        placed = (world_px(p) for p in points)
        return [(x - self.origin[0], y - self.origin[1]) for x, y in placed]

    def _ring(self, ring: Sequence[LatLon]) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in self._place(ring)]))
        path.closeSubpath()
        return path

    def _area(self, kind: str, name: Text, ring: Sequence[LatLon]) -> GroundArea:
        shape = shapely.make_valid(Polygon(self._place(ring)))
        return GroundArea(kind, name, shape, self._ring(ring))

    def _roads(self, district: District) -> list[GroundRoad]:
        roads = []
        bank = 8 * metre_px(self.lat, BASE_ZOOM)
        water = shapely.union_all([a.shape.buffer(bank) for a in self.areas if a.kind == "water"])
        for stretch, shape in zip(district.roads.stretches, self._lines, strict=True):
            if shape is not None:
                deck = shape.intersection(water) if stretch.bridge else None
                roads.append(GroundRoad(DRAWN_AS.get(stretch.road_class, "alley"), shape, line_path(shape), deck))
        return roads

    def _stretch_lines(self, district: District) -> list[LineString | None]:
        """One line per stretch; ``None`` for one without length."""
        roads = district.roads
        placed = np.array(self._place(roads.nodes.values())).reshape(-1, 2)
        found: list[LineString | None] = []
        for stretch in roads.stretches:
            nodes = roads.along(stretch.road)
            found.append(LineString(placed[nodes]) if len(nodes) > 1 else None)
        return found

    def _named(self, district: District) -> list[NamedLine]:
        pieces: dict[tuple[Text, str], list[LineString]] = {}
        for stretch, line in zip(district.roads.stretches, self._lines, strict=True):
            if line is not None and (stretch.name.en or stretch.name.zh):
                drawn_as = DRAWN_AS.get(stretch.road_class, "alley")
                pieces.setdefault((stretch.name, drawn_as), []).append(line)
        named = []
        for (name, road_class), lines in sorted(pieces.items(), key=_by_name):
            joined = linemerge(MultiLineString(lines))
            parts = joined.geoms if isinstance(joined, MultiLineString) else [joined]
            named += [NamedLine(name, road_class, part) for part in parts]
        return sorted(named, key=_long_first)


def _by_name(entry: tuple[tuple[Text, str], object]) -> tuple[str, str, str]:
    (name, road_class), _ = entry
    return name.en, name.zh, road_class


def _long_first(named: NamedLine) -> float:
    return -named.line.length
