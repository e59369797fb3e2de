"""Whether an alert's areas touch the district: by polygon, by circle, or by code (OASIS CAP 1.2, § 3.2.4)."""

from __future__ import annotations

import math
from collections.abc import Iterable

from shapely import make_valid
from shapely.errors import ShapelyError
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from console.errors import Refused
from console.geo import LatLon, to_metres
from console.intake.cap_alert import CapArea
from console.intake.outcome import brief
from console.model.places import District
from console.phrase import say

POINT_LIKE_M = 1000.0
"""An area whose part in the district is no wider than this is a place teams can be sent to."""

MOST_CORNERS = 20_000


def touches(areas: Iterable[CapArea], district: District) -> bool | None:
    """Whether any of ``areas`` reaches into ``district``; ``None`` when none says so in a way that can be compared."""
    told = False
    home = _ring(district)
    for area in areas:
        shapes = shapes_of(area, district)
        told |= bool(shapes)
        if any(shape.intersects(home) for shape in shapes):
            return True
        codes = [value for _, value in area.geocodes if value.isdigit()]
        comparable = bool(district.codes) and bool(codes)
        told |= comparable
        if comparable and any(_contains(code, own) for code in codes for own in district.codes):
            return True
    return False if told else None


def scene_of(areas: Iterable[CapArea], district: District) -> LatLon | None:
    """A point in the part of ``areas`` that lies in the district, when that part is small enough to go to."""
    home = _ring(district)
    for area in areas:
        for shape in shapes_of(area, district):
            part = shape.intersection(home)
            if part.is_empty:
                continue
            west, south, east, north = part.bounds
            wide, high = to_metres(LatLon(south, west), LatLon(north, east))
            if max(wide, high) <= POINT_LIKE_M:
                point = part.representative_point()
                return LatLon(point.y, point.x)
    return None


def shapes_of(area: CapArea, district: District) -> list[BaseGeometry]:
    """The polygons and circles of ``area``, x being longitude near the district's; :class:`Refused` if unreadable."""
    near = district.boundary[0].lon if district.boundary else 0.0
    return [
        *(_polygon(text, near) for text in area.polygons),
        *(_circle(text, near) for text in area.circles),
    ]


def _ring(district: District) -> BaseGeometry:
    return make_valid(Polygon([(p.lon, p.lat) for p in district.boundary]))


def _polygon(text: str, near: float) -> BaseGeometry:
    pairs = text.split()
    if not 4 <= len(pairs) <= MOST_CORNERS:
        raise Refused(say("cap.bad_area", found=brief(text)))
    points = [_point(pair) for pair in pairs]
    lons = _unwrapped([p.lon for p in points], near)
    try:
        return make_valid(Polygon([(lon, p.lat) for lon, p in zip(lons, points, strict=True)]))
    except (ShapelyError, ValueError):
        raise Refused(say("cap.bad_area", found=brief(text))) from None


def _circle(text: str, near: float) -> BaseGeometry:
    parts = text.split()
    if len(parts) != 2:
        raise Refused(say("cap.bad_area", found=brief(text)))
    centre, radius_km = _point(parts[0]), _number(parts[1], text)
    if not 0 <= radius_km <= 20_100:
        raise Refused(say("cap.bad_area", found=brief(text)))
    lon = _unwrapped([centre.lon], near)[0]
    high = radius_km / 111.195
    wide = high / max(math.cos(math.radians(centre.lat)), 0.01)
    turn = [2 * math.pi * n / 64 for n in range(64)]
    if radius_km == 0:
        return Point(lon, centre.lat)
    return make_valid(Polygon([(lon + wide * math.sin(a), centre.lat + high * math.cos(a)) for a in turn]))


def _point(pair: str) -> LatLon:
    parts = pair.split(",")
    if len(parts) != 2:
        raise Refused(say("cap.bad_area", found=brief(pair)))
    lat, lon = _number(parts[0], pair), _number(parts[1], pair)
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise Refused(say("cap.bad_area", found=brief(pair)))
    return LatLon(lat, lon)


def _number(text: str, whole: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Refused(say("cap.bad_area", found=brief(whole)))
    return value


def _unwrapped(lons: list[float], near: float) -> list[float]:
    """Longitudes of one shape without a jump at 180°, turned to lie as near to ``near`` as they can."""
    out = [lons[0]]
    for lon in lons[1:]:
        out.append(lon + 360 * round((out[-1] - lon) / 360))
    turns = 360 * round((near - (min(out) + max(out)) / 2) / 360)
    return [lon + turns for lon in out]


def _contains(code: str, own: str) -> bool:
    """Whether the area ``code`` is ``own`` or holds it: an administrative code ends in 00 where it is less exact."""
    bare = code
    while bare.endswith("00"):
        bare = bare[:-2]
    return bool(bare) and own.startswith(bare)
