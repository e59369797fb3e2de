"""What closed roads cost each team: its arrival, were one of them open (DOMAIN § 5.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.cases import Case
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roster import Counts
from console.errors import NoRoute
from console.model.picture import Picture
from console.phrase import Text

MOST_CLOSURES = 4


def closed_by_name(picture: Picture, network: RoadNetwork) -> list[tuple[Text, frozenset[str]]]:
    """Closed stretches by the name of their road; the one with most stretches first."""
    named: dict[Text, set[str]] = {}
    for road in sorted(picture.conditions.closed):
        number = network.roads.stretch_index.get(road)
        if number is not None:
            named.setdefault(network.roads.stretches[number].name, set()).add(road)
    by_size = sorted(named.items(), key=lambda entry: (-len(entry[1]), entry[0].en, entry[0].zh))
    return [(name, frozenset(roads)) for name, roads in by_size[:MOST_CLOSURES]]


@dataclass(frozen=True)
class Opened:
    """One case with each closed road open in turn."""

    picture: Picture
    network: RoadNetwork
    case: Case

    @cached_property
    def _eta_s(self) -> Mapping[Text, tuple[np.ndarray, Counts]]:
        """By name of the road: who gets there, and in how many seconds."""
        found: dict[Text, tuple[np.ndarray, Counts]] = {}
        place = self.case.incident.position
        if place is None:
            return found
        for name, roads in closed_by_name(self.picture, self.network):
            conditions = replace(self.picture.conditions, closed=self.picture.conditions.closed - roads)
            try:
                travel = self.case.standing.travel_under(conditions, place)
            except NoRoute:
                continue
            there = np.isfinite(travel)
            eta = self.case.standing.turnout_s + np.rint(np.where(there, travel, 0.0)).astype(np.int64)
            found[name] = (there, eta)
        return found

    def soonest(self, teams: NDArray[np.int64]) -> Iterator[tuple[Text, int, int]]:
        """For each road, were it open: the soonest of ``teams`` that get there, and its seconds."""
        for name, (there, eta) in self._eta_s.items():
            able = teams[there[teams]]
            if able.size:
                best = int(able[np.argmin(eta[able])])
                yield name, best, int(eta[best])

    def sooner(self, team: int) -> Iterator[tuple[Text, int]]:
        """The roads whose opening would bring ``team`` sooner, or at all, with its seconds then; soonest first."""
        found = [
            (int(eta[team]), name)
            for name, (there, eta) in self._eta_s.items()
            if there[team] and (not self.case.reaches[team] or eta[team] < self.case.eta_s[team])
        ]
        for eta, name in sorted(found, key=lambda entry: (entry[0], entry[1].en)):
            yield name, eta
