"""Stations, hospitals and other sites of a map: candidate bases of teams, and places people name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from console.district.osm.access import Tags
from console.district.osm.ledger import Ledger
from console.district.osm.names import text_of
from console.district.osm.shapes import outlines
from console.district.osm.source import RawMap
from console.geo import LatLon, distance_m
from console.phrase import Text

SAME_M = 150.0
"""A point and an outline of the same kind this near each other, not named differently, are the same site."""


class SiteKind(StrEnum):
    """What a site is; the first four are bases."""

    FIRE = "fire"
    AMBULANCE = "ambulance"
    HOSPITAL = "hospital"
    POLICE = "police"
    CLINIC = "clinic"
    TOWN_HALL = "town_hall"
    STATION = "station"
    SCHOOL = "school"
    MALL = "mall"


BASES = (SiteKind.FIRE, SiteKind.AMBULANCE, SiteKind.HOSPITAL, SiteKind.POLICE)
_TAGS = {
    ("amenity", "fire_station"): SiteKind.FIRE,
    ("emergency", "ambulance_station"): SiteKind.AMBULANCE, ("amenity", "ambulance_station"): SiteKind.AMBULANCE,
    ("amenity", "hospital"): SiteKind.HOSPITAL, ("amenity", "police"): SiteKind.POLICE,
    ("amenity", "clinic"): SiteKind.CLINIC, ("amenity", "townhall"): SiteKind.TOWN_HALL,
    ("railway", "station"): SiteKind.STATION, ("amenity", "bus_station"): SiteKind.STATION,
    ("amenity", "school"): SiteKind.SCHOOL, ("amenity", "kindergarten"): SiteKind.SCHOOL,
    ("amenity", "college"): SiteKind.SCHOOL, ("amenity", "university"): SiteKind.SCHOOL,
    ("shop", "mall"): SiteKind.MALL, ("amenity", "marketplace"): SiteKind.MALL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """A named or nameless site."""

    kind: SiteKind
    name: Text
    position: LatLon


def kind_of(tags: Tags) -> SiteKind | None:
    """What the tags say it is; nothing for what the map keeps as history."""
    if tags.get("name", "").endswith("(historical)"):
        return None
    for key in ("amenity", "emergency", "railway", "shop"):
        kind = _TAGS.get((key, tags.get(key, "")))
        if kind is not None:
            return kind
    return None


def hydrants(raw: RawMap) -> int:
    """How many fire hydrants the map shows."""
    return sum(1 for tags in raw.tags.values() if tags.get("emergency") == "fire_hydrant")


def sites_of(raw: RawMap, places: Mapping[int, LatLon], ledger: Ledger) -> list[Site]:
    """Every site once, by kind; an outline counts before the point drawn in it."""
    found: dict[SiteKind, list[Site]] = {kind: [] for kind in SiteKind}
    for site in (*_drawn(raw, places, ledger), *_points(raw, places)):
        same = next((i for i, known in enumerate(found[site.kind]) if _same(known, site)), None)
        if same is None:
            found[site.kind].append(site)
        elif found[site.kind][same].name == Text(""):
            found[site.kind][same] = Site(site.kind, site.name, found[site.kind][same].position)
    return [site for sites in found.values() for site in sites]


def _same(a: Site, b: Site) -> bool:
    if abs(a.position.lat - b.position.lat) > 0.002:  # 220 m: spares the sines for nearly all
        return False
    named_apart = Text("") not in (a.name, b.name) and a.name != b.name
    return not named_apart and distance_m(a.position, b.position) <= SAME_M


def _drawn(raw: RawMap, places: Mapping[int, LatLon], ledger: Ledger) -> Iterator[Site]:
    for _, tags, shape in outlines(raw, places, kind_of, ledger):
        kind = kind_of(tags)
        if kind is not None:
            yield Site(kind, text_of(tags), LatLon(round(shape.centroid.y, 6), round(shape.centroid.x, 6)))


def _points(raw: RawMap, places: Mapping[int, LatLon]) -> Iterator[Site]:
    for id_, tags in sorted(raw.tags.items()):
        kind = kind_of(tags)
        if kind is not None and id_ in places:
            yield Site(kind, text_of(tags), places[id_])
