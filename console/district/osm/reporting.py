"""The report of an import: what came out, what is proposed, what was repaired or left out, what hangs together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.district.osm.ledger import Ledger
from console.district.osm.proposals import Proposal
from console.district.osm.roads import ReadMap, RoadReport
from console.district.osm.roads import report_of as road_report
from console.district.osm.sites import Site, SiteKind, hydrants
from console.model.places import Area
from console.phrase import Phrase, Text, say


@dataclass(frozen=True)
class Made:
    """What was written beside the roads."""

    areas: Sequence[Area]
    sites: Sequence[Site]
    units: Proposal
    grids: int
    cell_m: float
    timezone: str
    timezone_guessed: bool
    places: int


@dataclass(frozen=True)
class ImportReport:
    """The report in sentences, and its figures."""

    roads: RoadReport
    lines: tuple[Phrase, ...]
    figures: dict[str, int]


def report_of(found: ReadMap, made: Made, ledger: Ledger, checked: Sequence[Phrase]) -> ImportReport:
    """The whole report; ``checked`` are the findings of the district check about its roads."""
    roads = road_report(found, ledger)
    figures = {
        "ways": roads.ways, "nodes": roads.nodes, "arcs": roads.arcs, "emergency_arcs": roads.emergency_arcs,
        "stretches": roads.stretches, "restrictions": roads.restrictions, "restrictions_used": roads.restrictions_used,
        "areas": len(made.areas), "grids": made.grids, "teams": len(made.units.teams),
        "depots": len(made.units.depots), "places": made.places, "hydrants": hydrants(found.raw),
        **{kind.value: sum(1 for site in made.sites if site.kind is kind) for kind in SiteKind},
    }  # fmt: skip
    lines = (*_roads(roads), *_rest(made, figures), *roads.findings, *checked)
    return ImportReport(roads, lines, figures)


def _roads(roads: RoadReport) -> Iterator[Phrase]:
    yield say("district.import.roads", ways=roads.ways, nodes=roads.nodes, arcs=roads.arcs, stretches=roads.stretches,
              emergency=roads.emergency_arcs)  # fmt: skip
    yield say("district.import.turns", used=roads.restrictions_used, count=roads.restrictions)
    how = say("district.import.guessed" if roads.region_guessed else "district.import.given")
    yield say("district.import.region", region=roads.region.name, lat=f"{roads.middle.lat:.4f}",
              lon=f"{roads.middle.lon:.4f}", how=how)  # fmt: skip


def _rest(made: Made, figures: dict[str, int]) -> Iterator[Phrase]:
    how = say("district.import.guessed" if made.timezone_guessed else "district.import.given")
    yield say("district.import.zone", zone=made.timezone, how=how)
    areas = Counter(area.kind for area in made.areas)
    yield say("district.import.areas", water=areas["water"], green=areas["green"], plaza=areas["plaza"],
              building=areas["building"])  # fmt: skip
    yield say("district.import.sites", **{k: figures[k] for k in ("fire", "ambulance", "hospital", "police", "clinic",
                                                                  "hydrants", "places")})  # fmt: skip
    yield say("district.import.mesh", count=made.grids, metres=round(made.cell_m))
    stations = sum(made.units.counts.values())
    yield say("district.import.units", teams=stations, grid_teams=len(made.units.teams) - stations,
              depots=len(made.units.depots))  # fmt: skip
    if not stations:
        yield say("district.import.no_bases")
    if made.units.without_road:
        first = next((s.name for s in made.units.without_road if s.name != Text("")), Text("?"))
        yield say("district.import.base_far", count=len(made.units.without_road), first=first)
