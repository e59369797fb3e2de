"""A place as people type it: latitude and longitude, or the name of a place, a grid, or two roads that cross."""

from __future__ import annotations

import re
import unicodedata

from console.geo import LatLon
from console.model.place_finder import PlaceFinder

_PAIR = re.compile(r"[\[(]?\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*[,;，；\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*[\])]?")


def spot_typed(text: str, finder: PlaceFinder | None) -> LatLon | None:
    """Where the words point to, in WGS-84; ``None`` when they name nothing here."""
    plain = unicodedata.normalize("NFKC", text).strip()
    pair = _PAIR.fullmatch(plain)
    if pair:
        lat, lon = float(pair[1]), float(pair[2])
        return LatLon(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
    return finder.position_in(plain) if finder and plain else None
