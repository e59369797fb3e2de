"""Whether the positions of a file are degrees on the earth and one town; what is not is left out or refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from console.district.osm.ledger import Found, Ledger
from console.district.osm.source import RawMap
from console.errors import BadInput
from console.geo import LatLon, distance_m, wgs84_from

DATUMS = ("WGS-84", "GCJ-02", "BD-09")
DIGITS = 7
"""Decimal digits of a position, as in the file: about a centimetre."""
WIDEST_M = 150_000.0
"""Farther than this from the middle a point belongs to no town, and neither do most points of a country."""
_NORTHMOST, _SOUTHMOST = 82.6, -60.0  # no settlement lies beyond
_NULL_DEG = 0.5
_CHINA = (0.8, 72.0, 55.9, 137.9)


def usable_places(raw: RawMap, road_refs: Iterable[int], datum: str, ledger: Ledger) -> Mapping[int, LatLon]:
    """WGS-84 positions of every usable point, by node id, with :data:`DIGITS` decimal digits.

    Left out and counted: points off the globe, at exactly 0/0, or far from the rest. Raises :class:`BadInput`
    when the positions as a whole cannot be right: metres instead of degrees, latitude and longitude exchanged,
    everything at one point, a whole country, or a Chinese datum outside China.
    """
    refs = set(road_refs)
    good = np.array([raw.nodes[ref] for ref in sorted(refs & raw.nodes.keys())], float).reshape(-1, 2)
    off = sorted(refs & raw.bad.keys())
    if len(off) > len(good):
        raise BadInput(_off_the_globe(*raw.bad[off[0]]))
    if not len(good):
        return {}
    middle = LatLon(float(np.median(good[:, 0])), float(np.median(good[:, 1])))
    _plausible(good, middle, datum)
    for ref in off:
        ledger.add(Found.BAD_PLACE, f"node {ref}")
    return {id_: at for id_, place in raw.nodes.items() if (at := _placed(id_, place, middle, datum, ledger, refs))}


def _placed(
    id_: int, place: tuple[float, float], middle: LatLon, datum: str, ledger: Ledger, refs: set[int]
) -> LatLon | None:
    found: Found | None = None
    if place == (0.0, 0.0):
        found = Found.BAD_PLACE
    elif _far(place, middle):
        found = Found.FAR_POINT
    if found is not None:
        if id_ in refs:
            ledger.add(found, f"node {id_}")
        return None
    if datum == "WGS-84":
        return LatLon(*place)
    at = wgs84_from(datum, LatLon(*place))
    return LatLon(round(at.lat, DIGITS), round(at.lon, DIGITS))


def _far(place: tuple[float, float], middle: LatLon) -> bool:
    near = abs(place[0] - middle.lat) < 0.5 and abs(place[1] - middle.lon) < 0.5  # spares the sines for nearly all
    return not near and distance_m(LatLon(*place), middle) > WIDEST_M


def _off_the_globe(lat: float, lon: float) -> str:
    if 90 < abs(lat) <= 180 and abs(lon) <= 90:
        return (f"latitude {lat:.4f} with longitude {lon:.4f}: latitude and longitude look exchanged; expected"
                " latitude first, from -90 to 90")  # fmt: skip
    return f"most points have no position on the globe (first: {lat:.4f}, {lon:.4f}); expected degrees, WGS-84"


def _plausible(good: NDArray[np.float64], middle: LatLon, datum: str) -> None:
    where = f"around {middle.lat:.4f}, {middle.lon:.4f}"
    if float(np.ptp(good[:, 0])) < 1e-6 and float(np.ptp(good[:, 1])) < 1e-6:
        raise BadInput(f"all points lie at one place ({where}); expected positions in degrees, WGS-84")
    if abs(middle.lat) < _NULL_DEG and abs(middle.lon) < _NULL_DEG:
        raise BadInput(f"the points lie {where}, in the open sea; expected positions in degrees, not kilometres or"
                       " offsets from a corner")  # fmt: skip
    if not _SOUTHMOST <= middle.lat <= _NORTHMOST:
        raise BadInput(f"the points lie {where}, where no town is: are latitude and longitude exchanged?")
    apart = np.hypot((good[:, 0] - middle.lat) * 111_195, (good[:, 1] - middle.lon) * 111_195
                     * np.cos(np.radians(middle.lat)))  # fmt: skip
    if float(np.quantile(apart, 0.8)) > WIDEST_M:
        raise BadInput(f"the roads spread over {float(apart.max()) / 500:.0f} km: more than one town, or not degrees;"
                       " expected a cut-out of the district and what surrounds it")  # fmt: skip
    south, west, north, east = _CHINA
    if datum != "WGS-84" and not (south <= middle.lat <= north and west <= middle.lon <= east):
        raise BadInput(f"--datum {datum}: the points lie {where}, outside China; expected WGS-84")
