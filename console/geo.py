"""Places on the earth: WGS-84 points, metres, bearings, and the two Chinese datums at the door."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

EARTH_RADIUS_M = 6_371_008.8
_GCJ_AXIS_M = 6_378_245.0
_GCJ_ECCENTRICITY2 = 0.00669342162296594323
_BD_TURN = math.pi * 3000.0 / 180.0


class LatLon(NamedTuple):
    """A WGS-84 position in degrees, latitude first."""

    lat: float
    lon: float


def distance_m(a: LatLon, b: LatLon) -> float:
    """Great-circle distance in metres (haversine)."""
    phi1, phi2 = math.radians(a.lat), math.radians(b.lat)
    half_dphi, half_dlam = (phi2 - phi1) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(half_dphi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_dlam) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def bearing_deg(a: LatLon, b: LatLon) -> float:
    """Initial bearing from ``a`` to ``b``, degrees clockwise from north in [0, 360)."""
    phi1, phi2, dlam = math.radians(a.lat), math.radians(b.lat), math.radians(b.lon - a.lon)
    y = math.sin(dlam) * math.cos(phi2)
    x = math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(dlam)
    bearing = math.degrees(math.atan2(y, x)) % 360.0
    return bearing if bearing < 360.0 else 0.0  # the remainder of a tiny negative angle rounds up to 360


def between(a: LatLon, b: LatLon, share: float) -> LatLon:
    """The point ``share`` (0 to 1) of the way from ``a`` to ``b``, for short legs."""
    return LatLon(a.lat + (b.lat - a.lat) * share, a.lon + (b.lon - a.lon) * share)


def to_metres(origin: LatLon, point: LatLon) -> tuple[float, float]:
    """East and north metres of ``point`` from ``origin`` (flat; good to tens of kilometres)."""
    east = math.radians(point.lon - origin.lon) * EARTH_RADIUS_M * math.cos(math.radians(origin.lat))
    return east, math.radians(point.lat - origin.lat) * EARTH_RADIUS_M


def from_metres(origin: LatLon, east_m: float, north_m: float) -> LatLon:
    """The point ``east_m``, ``north_m`` from ``origin``; undoes :func:`to_metres`."""
    lat = origin.lat + math.degrees(north_m / EARTH_RADIUS_M)
    lon = origin.lon + math.degrees(east_m / (EARTH_RADIUS_M * math.cos(math.radians(origin.lat))))
    return LatLon(lat, lon)


def inside(point: LatLon, ring: Sequence[LatLon]) -> bool:
    """Whether ``point`` lies in the polygon ``ring`` (even-odd rule; the ring may be open or closed)."""
    found = False
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (a.lat > point.lat) != (b.lat > point.lat):
            lon = a.lon + (point.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
            if point.lon < lon:
                found = not found
    return found


def _gcj_offset(p: LatLon) -> tuple[float, float]:
    x, y = p.lon - 105.0, p.lat - 35.0
    root = math.sqrt(abs(x))
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    dlat += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    dlat += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    dlon += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    dlon += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    magic = 1 - _GCJ_ECCENTRICITY2 * math.sin(math.radians(p.lat)) ** 2
    north = dlat * 180 / (_GCJ_AXIS_M * (1 - _GCJ_ECCENTRICITY2) / (magic * math.sqrt(magic)) * math.pi)
    east = dlon * 180 / (_GCJ_AXIS_M / math.sqrt(magic) * math.cos(math.radians(p.lat)) * math.pi)
    return north, east


def _in_china(p: LatLon) -> bool:
    return 0.8293 <= p.lat <= 55.8271 and 72.004 <= p.lon <= 137.8347


def gcj02_from_wgs84(p: LatLon) -> LatLon:
    """The GCJ-02 position of a WGS-84 point; unchanged outside China's bounding box."""
    if not _in_china(p):
        return p
    north, east = _gcj_offset(p)
    return LatLon(p.lat + north, p.lon + east)


def wgs84_from_gcj02(p: LatLon) -> LatLon:
    """The WGS-84 position of a GCJ-02 point, by fixed-point iteration (error under a millimetre)."""
    guess = p
    for _ in range(10):
        shifted = gcj02_from_wgs84(guess)
        guess = LatLon(guess.lat + p.lat - shifted.lat, guess.lon + p.lon - shifted.lon)
    return guess


def wgs84_from_bd09(p: LatLon) -> LatLon:
    """The WGS-84 position of a BD-09 (Baidu) point."""
    x, y = p.lon - 0.0065, p.lat - 0.006
    z = math.hypot(x, y) - 0.00002 * math.sin(y * _BD_TURN)
    theta = math.atan2(y, x) - 0.000003 * math.cos(x * _BD_TURN)
    return wgs84_from_gcj02(LatLon(z * math.sin(theta), z * math.cos(theta)))


def bd09_from_wgs84(p: LatLon) -> LatLon:
    """The BD-09 (Baidu) position of a WGS-84 point, by fixed-point iteration over :func:`wgs84_from_bd09`."""
    guess = p
    for _ in range(20):
        back = wgs84_from_bd09(guess)
        guess = LatLon(guess.lat + p.lat - back.lat, guess.lon + p.lon - back.lon)
    return guess


def _same(p: LatLon) -> LatLon:
    return p


_CONVERTERS = {
    "WGS-84": (_same, _same),
    "GCJ-02": (wgs84_from_gcj02, gcj02_from_wgs84),
    "BD-09": (wgs84_from_bd09, bd09_from_wgs84),
}
DATUMS = tuple(_CONVERTERS)


def wgs84_from(datum: str, p: LatLon) -> LatLon:
    """Convert ``p`` from ``datum`` (``WGS-84``, ``GCJ-02`` or ``BD-09``); ``ValueError`` for others."""
    return _converters(datum)[0](p)


def wgs84_to(datum: str, p: LatLon) -> LatLon:
    """Where ``p`` lies in ``datum``; undoes :func:`wgs84_from`."""
    return _converters(datum)[1](p)


def _converters(datum: str) -> tuple[Callable[[LatLon], LatLon], Callable[[LatLon], LatLon]]:
    if datum not in _CONVERTERS:
        raise ValueError(f"unknown datum {datum!r}; expected one of {', '.join(_CONVERTERS)}")
    return _CONVERTERS[datum]
