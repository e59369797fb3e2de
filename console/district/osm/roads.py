"""The roads of an OpenStreetMap file, with a report of what was repaired or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from console.district.osm.bridges import bridges_of
from console.district.osm.coordinates import usable_places
from console.district.osm.driven import Drive, driven_ways
from console.district.osm.ledger import Ledger
from console.district.osm.network import build_network
from console.district.osm.numbering import as_roads
from console.district.osm.source import RawMap, Tell, read_map
from console.district.osm.speeds import Region, region_at, region_called
from console.district.osm.turns import read_turns
from console.errors import BadInput
from console.geo import LatLon
from console.model.roads import Roads
from console.phrase import Phrase, Text, say


@dataclass(frozen=True)
class RoadReport:
    """What came out of a file: counts, the region whose speeds were taken, and what was repaired or left out."""

    region: Region
    region_guessed: bool
    middle: LatLon
    ways: int
    nodes: int
    arcs: int
    emergency_arcs: int
    stretches: int
    restrictions: int
    restrictions_used: int
    findings: tuple[Phrase, ...]


@dataclass(frozen=True)
class ReadMap:
    """A file's roads beside what else was read from it."""

    raw: RawMap
    places: Mapping[int, LatLon]
    roads: Roads
    bridges: Mapping[str, tuple[Text, LatLon]]
    region: Region
    region_guessed: bool
    drives: Sequence[Drive]
    restrictions_used: int

    @property
    def middle(self) -> LatLon:
        """Where the town lies."""
        return LatLon(float(np.median(self.roads.lat)), float(np.median(self.roads.lon)))


def read_roads(path: Path, region: str | None = None) -> tuple[Roads, RoadReport]:
    """The roads of the file at ``path``; ``region`` names the speed table (guessed from the position otherwise).

    Raises :class:`BadInput` for a file that is damaged, no map, without roads or with impossible positions.
    """
    ledger = Ledger()
    found = read_town(path, region, "WGS-84", ledger, lambda _: None)
    return found.roads, report_of(found, ledger)


def read_town(path: Path, region: str | None, datum: str, ledger: Ledger, tell: Tell) -> ReadMap:
    """Everything the map says, its roads built; see :func:`read_roads`."""
    table = region_called(region) if region else None
    raw = read_map(path, ledger, tell)
    drives = driven_ways(raw, ledger)
    if not drives:
        raise BadInput(f"{path.name}: there is no road that vehicles use; expected ways tagged highway=…")
    places = usable_places(raw, (ref for d in drives for ref in d.way.refs), datum, ledger)
    if not places:
        raise BadInput(f"{path.name}: the points of its roads are missing; expected a file complete with nodes")
    tell("network")
    known = [places[ref] for d in drives for ref in d.way.refs if ref in places]
    table = table or region_at(_middle(known))
    of_way, named = bridges_of(drives, raw, places)
    network = build_network(drives, raw, places, table, of_way, ledger)
    if not network.tail:
        raise BadInput(f"{path.name}: no two points of a road are known; expected a file complete with nodes")
    turns, used = read_turns(raw, network, ledger)
    return ReadMap(raw, places, as_roads(network, turns), named, table, region is None, drives, used)


def _middle(places: Sequence[LatLon]) -> LatLon:
    return LatLon(float(np.median([p.lat for p in places])), float(np.median([p.lon for p in places])))


def report_of(found: ReadMap, ledger: Ledger) -> RoadReport:
    """The report of an import."""
    roads = found.roads
    return RoadReport(
        found.region, found.region_guessed,
        found.middle,
        len(found.drives), len(roads.node_ids), len(roads.tail), int(roads.emergency_only.sum()),
        len(roads.stretches), len(found.raw.restrictions), found.restrictions_used,
        (*_swapped(found), *ledger.phrases()),
    )  # fmt: skip


def _swapped(found: ReadMap) -> tuple[Phrase, ...]:
    """A warning when the place lies in no known region, but would with latitude and longitude exchanged."""
    lat, lon = found.middle
    if not found.region_guessed or found.region.boxes or not -90 <= lon <= 90:
        return ()
    other = region_at(LatLon(lon, lat))
    if not other.boxes:
        return ()
    return (say("district.import.exchanged", lat=f"{lat:.4f}", lon=f"{lon:.4f}", region=other.name),)
