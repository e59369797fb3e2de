"""A completed response: what was to be expected of it, and what it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.dispatch.arrival_times.turnout import State
from console.geo import LatLon, distance_m
from console.model.places import TeamKind
from console.model.roads import Ints, Roads

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Response:
    """One team's way to one place. ``state`` is ``None`` when what it was doing is not on record.

    ``usual_s`` is what its way takes at usual speeds, in seconds by road class, no factor of the hour in it.
    """

    kind: TeamKind
    state: State | None
    own_turnout_s: int  # of the team by the district's files
    turnout_s: float | None  # from the order to wheels rolling; None when not on record
    usual_s: Mapping[str, float]
    travel_s: float  # from wheels rolling to arrival
    local_hour: int  # when it set off


class Ways:
    """Looks up what a way over given road nodes takes at usual speeds."""

    def __init__(self, roads: Roads) -> None:
        self._roads = roads
        pairs = self._pair(roads.tail, roads.head)
        self._order = np.lexsort((roads.seconds, pairs))  # of parallel roads the fastest comes first
        self._pairs = pairs[self._order]

    def _pair(self, tail: Ints, head: Ints) -> _Numbers:
        return np.asarray(tail.astype(np.int64) * len(self._roads.node_ids) + head)

    def usual_s(self, start: LatLon, route: Sequence[int], place: LatLon) -> Mapping[str, float]:
        """Seconds by road class from ``start`` over the nodes of ``route`` to ``place``.

        The two ends count as the road they join, as the crow flies. ``KeyError`` when a node is unknown or two
        neighbours of the route are not joined by a road; ``ValueError`` for a route of fewer than two nodes.
        """
        if len(route) < 2:
            raise ValueError("a route of fewer than two nodes names no road")
        roads, arcs = self._roads, self._arcs(route)
        metres = roads.length_m[arcs].copy()
        metres[0] += distance_m(start, roads.nodes[route[0]])
        metres[-1] += distance_m(place, roads.nodes[route[-1]])
        found: Counter[str] = Counter()
        for arc, seconds in zip(arcs.tolist(), (metres * 3.6 / roads.speed_kph[arcs]).tolist(), strict=True):
            found[roads.stretches[roads.stretch[arc]].road_class] += seconds
        return dict(found)

    def _arcs(self, route: Sequence[int]) -> _Numbers:
        nodes = np.array([self._roads.index[node] for node in route], np.int32)
        wanted = self._pair(nodes[:-1], nodes[1:])
        found = np.searchsorted(self._pairs, wanted)
        known = found < len(self._pairs)
        known[known] = self._pairs[found[known]] == wanted[known]
        if not known.all():
            raise KeyError("two neighbours of the route are not joined by a road")
        return self._order[found]
