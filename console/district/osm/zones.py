"""The time zone of a place: the region's, or that of the nearest reference town in the time zone list.

Small zones that differ only in the past (Indiana/Vevay, say) are passed over for the country's first zone with the
same clock.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from console.district.osm.speeds import Region
from console.geo import LatLon, distance_m

_PLACE = re.compile(r"([+-]\d+)([+-]\d+)")


def zone_at(place: LatLon, region: Region) -> str:
    """The name of the time zone; near a border of zones it is a guess and to be checked."""
    if region.timezone is not None:
        return region.timezone
    towns = [row for row in _towns() if not region.countries or row[0] in region.countries]
    country, _, zone = min(towns, key=lambda row: (distance_m(place, row[1]), row[2]))
    if zone.count("/") < 2:
        return zone
    return next(name for other, _, name in _towns() if other == country and _offsets(name) == _offsets(zone))


@cache
def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    """The hours from UTC through one year, summer time included."""
    return tuple(datetime(2026, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13))


@cache
def _towns() -> list[tuple[str, LatLon, str]]:
    """Country, place and zone of each row of the list."""
    text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    places = [(country, _PLACE.fullmatch(where), zone) for country, where, zone, *_ in rows]
    return [(c, LatLon(_degrees(at[1], 2), _degrees(at[2], 3)), zone) for c, at, zone in places if at is not None]


def _degrees(value: str, digits: int) -> float:
    """Degrees of an ISO 6709 figure: degrees, minutes and perhaps seconds without separators."""
    sign, figures = (-1 if value[0] == "-" else 1), value[1:]
    degrees, minutes, seconds = figures[:digits], figures[digits : digits + 2], figures[digits + 2 :]
    return sign * (int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600)
