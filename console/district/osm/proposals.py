"""What an import proposes for the stations it found: a team each, and one depot. To be checked before use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from console.district.osm.sites import BASES, Site, SiteKind
from console.district.where import resource_dir
from console.geo import LatLon, distance_m
from console.model.places import Grid
from console.model.roads import Roads
from console.phrase import Text

Record = dict[str, Any]
REACH_M = 300.0
"""A station farther than this from the main network gets no team: nobody could tell which road it uses."""
BLOCK = 4
"""A grid response team is proposed for so many by so many grids."""
ALWAYS = "00:00-00:00"
SIGNAL_LIMIT_S = 180


@dataclass(frozen=True)
class Proposal:
    """Teams and depots as they are written, how many of each kind of base, and the sites no road leads to."""

    teams: Record
    depots: Record
    counts: dict[SiteKind, int]
    without_road: tuple[Site, ...]


def propose_units(
    sites: Sequence[Site], roads: Roads, usable: NDArray[np.bool_], grids: Mapping[str, Grid]
) -> Proposal:
    """A team for every base near a ``usable`` node, one for every few grids, a depot at the first fire station."""
    told: Record = yaml.safe_load((resource_dir() / "proposed_units.yaml").read_text(encoding="utf-8"))
    teams: Record = {}
    counts: dict[SiteKind, int] = {}
    lost: list[Site] = []
    depots: Record = {}
    for kind in BASES:
        template = told["teams"][kind.value]
        for site in (s for s in sites if s.kind is kind):
            at = _on_road(site.position, roads, usable)
            if at is None:
                lost.append(site)
                continue
            counts[kind] = counts.get(kind, 0) + 1
            name = site.name if site.name != Text("") else _numbered(template["name"], counts[kind])
            teams[f"{template['prefix']}{counts[kind]:02d}"] = _team(template, name, at)
            if kind is SiteKind.FIRE and not depots:
                depots["D01"] = _depot(told["depot"], name, at)
    walking = told["teams"]["grid"]
    for number, grid in enumerate(_spread(grids), 1):
        name = Text(f"{walking['name']['en']} {grid.code}", f"{grid.code}{walking['name']['zh']}")
        teams[f"{walking['prefix']}{number:03d}"] = _team(walking, name, grid.centre)
    return Proposal(teams, depots, counts, tuple(lost))


def _spread(grids: Mapping[str, Grid]) -> list[Grid]:
    """One grid of every block of ``BLOCK`` by ``BLOCK`` cells, the one in the middle where there is one."""
    blocks: dict[tuple[int, int], list[tuple[int, Grid]]] = {}
    for code, grid in sorted(grids.items()):
        row, column = (int(part) - 1 for part in code[1:].split("C"))
        off = abs(row % BLOCK - BLOCK // 2) + abs(column % BLOCK - BLOCK // 2)
        blocks.setdefault((row // BLOCK, column // BLOCK), []).append((off, grid))
    return [min(found, key=lambda one: (one[0], one[1].code))[1] for _, found in sorted(blocks.items())]


def _on_road(place: LatLon, roads: Roads, usable: NDArray[np.bool_]) -> LatLon | None:
    near = np.flatnonzero(usable & (np.abs(roads.lat - place.lat) < 0.003))
    near = near[np.argsort(np.hypot(roads.lat[near] - place.lat, (roads.lon[near] - place.lon)
                                    * np.cos(np.radians(place.lat))), kind="stable")][:1]  # fmt: skip
    found = [LatLon(float(roads.lat[i]), float(roads.lon[i])) for i in near.tolist()]
    return found[0] if found and distance_m(found[0], place) <= REACH_M else None


def _numbered(name: Record, number: int) -> Text:
    return Text(f"{name['en']} {number}", f"{name['zh']}{number}")


def proposed(name: Text) -> Record:
    """A name in both languages with the mark that it is a proposal."""
    return {"en": f"{name.get('en')} (proposed)", "zh": f"{name.get('zh')}（建议）"}


def _team(template: Record, name: Text, at: LatLon) -> Record:
    return {
        "name": proposed(name), "kind": template["kind"], "capabilities": template["capabilities"],
        "crew": template["crew"], "vehicle": template["vehicle"], "base": list(at), "shift": ALWAYS,
        "turnout_s": template["turnout_s"], "signal_limit_s": SIGNAL_LIMIT_S, "carries": template["carries"],
    }  # fmt: skip


def _depot(template: Record, station: Text, at: LatLon) -> Record:
    name = Text(f"{template['name']['en']} at {station.get('en')}", f"{station.get('zh')}{template['name']['zh']}")
    return {
        "name": proposed(name),
        "position": list(at),
        "loading_s": template["loading_s"],
        "stock": template["stock"],
    }
