"""Who drives by the same rules, and where they start: one search answers for all of a group at once."""

from __future__ import annotations

from collections.abc import Collection
from operator import is_
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roads.starting import Starts
from console.dispatch.roster import Roster
from console.dispatch.whereabouts import Whereabouts
from console.model.places import TeamKind
from console.model.roads import Conditions


class Group(NamedTuple):
    """Teams that drive by the same rules: ``emergency`` waives turn restrictions."""

    emergency: bool
    who: NDArray[np.int64]
    starts: Starts


def grouped(
    where: Whereabouts, roster: Roster, waiving: Collection[TeamKind], network: RoadNetwork, conditions: Conditions
) -> list[Group]:
    """The teams on roads under ``conditions``; one group where no road makes a difference between vehicles."""
    roads = network.roads
    told_apart = bool(roads.turns) or bool(roads.emergency_only.any())
    waives = roster.of_kinds(waiving) if told_apart else np.zeros(len(where.places), bool)
    network.foresee(where.new)
    halves = [(emergency, np.flatnonzero(waives == emergency)) for emergency in (False, True)]
    return [
        Group(emergency, who, _starts(where, who, network, conditions, emergency))
        for emergency, who in halves
        if who.size
    ]


def _starts(
    where: Whereabouts, who: NDArray[np.int64], network: RoadNetwork, conditions: Conditions, emergency: bool
) -> Starts:
    chosen = who.tolist()
    places, headings = [where.places[i] for i in chosen], [where.headings[i] for i in chosen]
    return network.starts(places, conditions, emergency, headings)


class Grouping:
    """Gives the very groups of before while nobody moves or turns and the roads are alike. Safe from any thread."""

    def __init__(self) -> None:
        self._last: tuple[tuple[Any, ...], Conditions, list[Group]] | None = None  # replaced as a whole

    def of(
        self, where: Whereabouts, roster: Roster, waiving: Collection[TeamKind], network: RoadNetwork,
        conditions: Conditions,
    ) -> list[Group]:  # fmt: skip
        """The same as :func:`grouped`."""
        same, last = (where.places, where.headings, roster, waiving, network), self._last
        if last is None or not all(map(is_, last[0], same)) or last[1] != conditions:
            self._last = last = same, conditions, grouped(where, roster, waiving, network, conditions)
        return last[2]
