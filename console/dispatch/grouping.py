"""Who drives by the same rules, and where they start: one search answers for all of a group at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.latest import Latest
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
    waives = roster.of_kinds(waiving) if network.tells_apart else np.zeros(len(where.places), bool)
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


def _grouped(asked: tuple[Whereabouts, Roster, Collection[TeamKind], RoadNetwork, Conditions]) -> list[Group]:
    return grouped(*asked)


def _alike(one: object, other: object) -> bool:
    if isinstance(one, Whereabouts) and isinstance(other, Whereabouts):
        return one.places is other.places and one.headings is other.headings
    return one is other or (isinstance(one, Conditions) and one == other)


_last = Latest(_grouped, _alike)


def grouped_again(
    where: Whereabouts, roster: Roster, waiving: Collection[TeamKind], network: RoadNetwork, conditions: Conditions
) -> list[Group]:
    """The same, the very groups of before while nobody moves or turns and the roads are alike."""
    return _last.of((where, roster, waiving, network, conditions))
