"""The flat drawing board of the demo district: metres east and north of its middle, and smooth lines on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

from console.geo import LatLon, from_metres

ORIGIN = LatLon(30.318, 120.135)
XY = tuple[float, float]


def lonlat(xy: Sequence[float]) -> tuple[float, float]:
    """Longitude and latitude (GeoJSON order) of a board point, to 6 decimals (0.1 m)."""
    point = from_metres(ORIGIN, xy[0], xy[1])
    return round(point.lon, 6), round(point.lat, 6)


def latlon(xy: Sequence[float]) -> list[float]:
    """Latitude and longitude of a board point, to 6 decimals."""
    lon, lat = lonlat(xy)
    return [lat, lon]


def smooth(points: Sequence[XY], step_m: float = 30.0) -> LineString:
    """A Catmull-Rom curve through ``points`` with a vertex about every ``step_m``."""
    padded = [points[0], *points, points[-1]]
    out: list[XY] = [points[0]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        count = max(1, round(math.dist(p1, p2) / step_m))
        for i in range(1, count + 1):
            out.append((_blend(p0[0], p1[0], p2[0], p3[0], i / count), _blend(p0[1], p1[1], p2[1], p3[1], i / count)))
    return LineString(out)


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def polygons(shape: BaseGeometry, least_m2: float = 1.0) -> list[Polygon]:
    """The polygons of any geometry, bigger than ``least_m2``, in a fixed order (north to south, west to east)."""
    parts = list(getattr(shape, "geoms", [shape]))
    kept = [p.normalize() for p in parts if isinstance(p, Polygon) and p.area > least_m2]
    return sorted(kept, key=_reading_order)


def lines(shape: BaseGeometry) -> list[LineString]:
    """The lines of any geometry, in a fixed order."""
    parts = [p for p in getattr(shape, "geoms", [shape]) if isinstance(p, LineString) and p.length > 0.01]
    return sorted(parts, key=_reading_order)


def faces(rulers: Iterable[BaseGeometry]) -> list[Polygon]:
    """The faces that ``rulers`` (lines) cut the plane into, in a fixed order."""
    return sorted((f.normalize() for f in polygonize(unary_union(list(rulers)))), key=_reading_order)


def _reading_order(shape: BaseGeometry) -> tuple[float, float, float]:
    middle = shape.centroid
    return -round(middle.y, 1), round(middle.x, 1), round(shape.length, 1)


def long_axis(shape: BaseGeometry) -> tuple[Point, float, float, float]:
    """Centre, long side, short side and the long side's direction (radians) of the smallest rectangle round it."""
    box = shape.minimum_rotated_rectangle
    if not isinstance(box, Polygon):
        return shape.centroid, shape.length, 0.0, 0.0
    a, b, c = (box.exterior.coords[i] for i in range(3))
    first, second = math.dist(a, b), math.dist(b, c)
    start, end = (a, b) if first >= second else (b, c)
    angle = math.atan2(end[1] - start[1], end[0] - start[0]) % math.pi
    return box.centroid, max(first, second), min(first, second), angle


def rectangle(centre: XY, length: float, depth: float, angle: float) -> Polygon:
    """A rectangle with its ``length`` along ``angle`` (radians from east)."""
    ux, uy = math.cos(angle), math.sin(angle)
    half, deep = length / 2, depth / 2
    corners = ((-half, -deep), (half, -deep), (half, deep), (-half, deep))
    return Polygon([(centre[0] + a * ux - b * uy, centre[1] + a * uy + b * ux) for a, b in corners])
