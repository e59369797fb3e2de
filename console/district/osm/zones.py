"""The time zone of a place: the region's, or that of the nearest reference town in the time zone list."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from console.district.osm.speeds import Region
from console.geo import LatLon, distance_m

_PLACE = re.compile(r"([+-]\d+)([+-]\d+)")


def zone_at(place: LatLon, region: Region) -> str:
    """The name of the time zone; near a border of zones it is a guess and to be checked."""
    if region.timezone is not None:
        return region.timezone
    towns = [row for row in _towns() if not region.countries or set(row[0]) & set(region.countries)]
    return min(towns, key=lambda row: (distance_m(place, row[1]), row[2]))[2]


@cache
def _towns() -> list[tuple[tuple[str, ...], LatLon, str]]:
    """Countries, place and zone of each row of the list."""
    text = (resources.files("tzdata") / "zoneinfo" / "zone1970.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found = []
    for countries, where, zone, *_ in rows:
        at = _PLACE.fullmatch(where)
        if at is not None:
            found.append((tuple(countries.split(",")), LatLon(_degrees(at[1], 2), _degrees(at[2], 3)), zone))
    return found


def _degrees(value: str, digits: int) -> float:
    """Degrees of an ISO 6709 figure: degrees, minutes and perhaps seconds without separators."""
    sign, figures = (-1 if value[0] == "-" else 1), value[1:]
    degrees, minutes, seconds = figures[:digits], figures[digits : digits + 2], figures[digits + 2 :]
    return sign * (int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600)
