"""The road network: places snapped to roads, travel times towards and from places, and the way to take.

Times towards one place come from one bounded search against the arcs, with the costs of getting from the roads to
the place as its seeds, so that one search answers for every team. The search runs over flat arrays (see
:mod:`console.dispatch.roads.compiled`); :mod:`console.dispatch.roads.graph` shows the same roads in networkx.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.between import Between
from console.dispatch.roads.costs import LONGEST_MS
from console.dispatch.roads.layer import Layer
from console.dispatch.roads.middle import middle_of
from console.dispatch.roads.onward import Onward
from console.dispatch.roads.reach import Reach, Spread
from console.dispatch.roads.snap import CROSSING_M, SNAP_LIMIT_M, WALK_M_PER_S, Ground, Snap
from console.dispatch.roads.starting import Families, Family, Starts, times_of
from console.dispatch.roads.turns import check_turns
from console.errors import NoRoute
from console.geo import LatLon
from console.model.roads import USUAL, Conditions, Floats, Ints, Roads

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "CROSSING_M", "DEFAULT_HORIZON_S", "SNAP_LIMIT_M", "WALK_M_PER_S", "Reach", "RoadNetwork", "Snap", "Spread",
    "Starts",
]  # fmt: skip

DEFAULT_HORIZON_S = 3600.0
_KEPT_BYTES = 128_000_000
"""Memory that reaches kept for the next question may take, and what leads on from fixed places as much again."""
_ONWARD_KEPT = 2  # one for each sort of driving


class RoadNetwork:
    """Roads, ready to answer; safe from any thread.

    Answers are the same before and after :meth:`warm`, only faster. ``emergency`` asks for a vehicle that need not
    obey turn restrictions and may use arcs kept for emergencies. ``ValueError`` for a road without length or speed,
    and for a turn restriction over arcs that do not join.
    """

    def __init__(self, roads: Roads) -> None:
        wrong = np.flatnonzero(~((roads.length_m > 0) & (roads.speed_kph > 0)))
        if len(wrong):
            road = roads.stretches[roads.stretch[wrong[0]]].road
            raise ValueError(f"road {road}: length and speed must be positive")
        check_turns(roads)
        self.roads = roads
        self._ground = Ground(roads)
        self.tells_apart = bool(roads.turns) or bool(roads.emergency_only.any())
        """Whether some road makes a difference between vehicles that waive restrictions and those that obey."""
        self._layers: dict[bool, Layer] = {}
        self._lock = RLock()
        self._reaches = max(16, min(512, _KEPT_BYTES // (4 * max(len(roads.node_ids), 1))))
        self._onward = lru_cache(maxsize=_ONWARD_KEPT)(self._find_onward)
        self._families = Families(self._ground)
        self._towards = lru_cache(maxsize=self._reaches)(self._find_towards)

    def _key(self, emergency: bool) -> bool:
        return emergency and self.tells_apart

    def _layer(self, emergency: bool) -> Layer:
        key = self._key(emergency)
        layer = self._layers.get(key)
        if layer is None:
            with self._lock:
                layer = self._layers.get(key) or Layer(self.roads, self._ground, emergency=key)
                self._layers[key] = layer
        return layer

    def warm(self) -> None:
        """Prepare all that answers need and compile the search: seconds of work, for a thread that nobody waits for."""
        for emergency in (False, True):
            self._layer(emergency).warm()
        self._ground.build()

    # -- places -------------------------------------------------------------------------------------------------

    def snap(
        self, place: LatLon, conditions: Conditions = USUAL, emergency: bool = False, heading_deg: float | None = None
    ) -> Snap:
        """The nearest usable road to ``place``; :class:`NoRoute` when none is within ``SNAP_LIMIT_M``.

        With a heading (degrees clockwise from north) the place is a moving team, which goes on the way it drives.
        """
        layer = self._layer(emergency)
        with layer.lock:
            layer.costs.become(conditions)
            return layer.target(place).snap if heading_deg is None else layer.snap(place, heading_deg)

    def foresee(self, places: Sequence[LatLon]) -> None:
        """Find the nearest roads of places that will be started from: all at once it takes half as long."""
        self._ground.nearest(places)

    def starts(
        self,
        places: Sequence[LatLon],
        conditions: Conditions = USUAL,
        emergency: bool = False,
        headings: Sequence[float | None] = (),
    ) -> Starts:
        """Many places to start from, as columns; ``headings`` is empty or has one entry (or ``None``) for each."""
        if headings and len(headings) != len(places):
            raise ValueError("one heading, or none, for each place")
        return self._made(self._families.of(tuple(places), tuple(headings)), conditions, self._key(emergency))

    def _made(self, family: Family, conditions: Conditions, emergency: bool) -> Starts:
        made = family.under(conditions, emergency)
        return made if made is not None else self._layer(emergency).starts(family, conditions)

    def _under(self, starts: Starts, conditions: Conditions, emergency: bool) -> Starts:
        """The same places for other conditions or another sort of vehicle: which roads they stand on may differ."""
        same = starts.conditions is conditions or starts.conditions == conditions
        return starts if same and starts.emergency is emergency else self._made(starts.family, conditions, emergency)

    # -- times --------------------------------------------------------------------------------------------------

    def towards(
        self,
        place: LatLon,
        conditions: Conditions = USUAL,
        horizon_s: float = DEFAULT_HORIZON_S,
        emergency: bool = False,
    ) -> Reach:
        """Travel times from every node within ``horizon_s`` to ``place``, closed stretches left out."""
        return self._towards(place, conditions, _held(horizon_s), self._key(emergency))

    def _find_towards(self, place: LatLon, conditions: Conditions, horizon_s: float, emergency: bool) -> Reach:
        layer = self._layer(emergency)
        with layer.lock:
            layer.costs.become(conditions)
            target = layer.target(place)
            table = layer.search.times(target.seeds, int(horizon_s * 1000.0), forward=False)
        return Reach(self.roads, layer.graph, conditions, emergency, horizon_s, table, target.snap, target.seeds)

    def seconds_from(self, starts: Starts, reach: Reach) -> NDArray[np.float64]:
        """Travel seconds from every start to the reach's place, (k,); inf where there is no way in its horizon."""
        ms = times_of(self._under(starts, reach.conditions, reach.emergency), reach.target, reach.table)
        return np.where(ms > reach.horizon_s * 1000.0, np.inf, ms / 1000.0)

    def seconds_to(
        self,
        place: LatLon,
        starts: Starts,
        conditions: Conditions = USUAL,
        horizon_s: float = DEFAULT_HORIZON_S,
        emergency: bool = False,
    ) -> NDArray[np.float64]:
        """The same in one go, for who needs no ways: the reach is not kept."""
        layer = self._layer(emergency)
        starts = self._under(starts, conditions, layer.emergency)
        with layer.lock:
            layer.costs.become(conditions)
            return layer.search.seconds(layer.target(place), starts, int(_held(horizon_s) * 1000.0))

    def seconds_to_each(
        self, places: Sequence[LatLon], starts: Starts, conditions: Conditions, horizons_s: Sequence[float],
        emergency: bool = False,
    ) -> list[NDArray[np.float64] | None]:  # fmt: skip
        """The same for many places, each with its own horizon; ``None`` for one without an open road.

        Nearly all the time other threads run: the two sorts of vehicles can be asked about at once.
        """
        layer = self._layer(emergency)
        starts = self._under(starts, conditions, layer.emergency)
        self._ground.nearest(places)
        with layer.lock:
            layer.costs.become(conditions)
            targets = [layer.target_if_any(place) for place in places]
            limits = [int(_held(s) * 1000.0) for s, to in zip(horizons_s, targets, strict=True) if to is not None]
            rows = iter(layer.search.seconds_each([to for to in targets if to is not None], starts, limits))
        return [None if to is None else next(rows) for to in targets]

    def onward(
        self, places: Sequence[LatLon], place: LatLon, conditions: Conditions = USUAL, emergency: bool = False
    ) -> NDArray[np.float64]:
        """Travel seconds from each of a few fixed places to ``place``; what is found from them is kept."""
        layer = self._layer(emergency)
        if len(places) * _ONWARD_KEPT > self._reaches:
            return self.seconds_to(place, self.starts(places, conditions, emergency), conditions, emergency=emergency)
        onward = self._onward(tuple(places), conditions, layer.emergency)
        with layer.lock:
            layer.costs.become(conditions)
            target = layer.target(place)
        return onward.seconds_to(target)

    def _find_onward(self, places: tuple[LatLon, ...], conditions: Conditions, emergency: bool) -> Onward:
        away = [self.away_from([(place, 0.0)], conditions, DEFAULT_HORIZON_S, emergency).table for place in places]
        return Onward(self.starts(places, conditions, emergency), away, DEFAULT_HORIZON_S)

    def nearest(
        self,
        place: LatLon,
        starts: Starts,
        count: int,
        conditions: Conditions = USUAL,
        horizon_s: float = DEFAULT_HORIZON_S,
        emergency: bool = False,
    ) -> tuple[Ints, Floats, float]:
        """The ``count`` starts soonest at ``place``: their indices, seconds (rising; ties by index) and a radius.

        Every start that is not listed takes at least radius seconds; fewer than ``count`` are listed when the
        others take longer than ``horizon_s``.
        """
        layer = self._layer(emergency)
        starts = self._under(starts, conditions, layer.emergency)
        horizon_s = horizon_s if 0.0 <= horizon_s <= _LONGEST_S else _held(horizon_s)
        with layer.lock:
            layer.costs.become(conditions)
            target = layer.target(place)
            if count <= 0:
                return np.empty(0, np.int32), np.empty(0), 0.0
            rows, seconds = layer.search.nearest(target, starts, count, int(horizon_s * 1000.0))
        return rows, seconds, float(seconds[-1]) if len(rows) == count else horizon_s

    def away_from(
        self,
        places: Sequence[tuple[LatLon, float]],
        conditions: Conditions = USUAL,
        horizon_s: float = 300.0,
        emergency: bool = False,
    ) -> Spread:
        """When each road node is first reached from any of ``places``, each setting out after its own seconds.

        A place without a road near it reaches nothing.
        """
        layer, horizon_s = self._layer(emergency), _held(horizon_s)
        starts = self.starts([place for place, _ in places], conditions, emergency)
        late = np.array([math.ceil(seconds * 1000.0) for _, seconds in places], np.int64).reshape(-1, 1)
        used = starts.node >= 0
        seeds = np.column_stack((starts.node[used], (starts.ms + late)[used]))
        with layer.lock:
            layer.costs.become(conditions)
            table = layer.search.times(seeds, int(horizon_s * 1000.0), forward=True)
        return Spread(self.roads, layer.graph, conditions, emergency, horizon_s, table)

    # -- ways ---------------------------------------------------------------------------------------------------

    def way(self, start: LatLon, reach: Reach, heading_deg: float | None = None) -> tuple[float, tuple[int, ...]]:
        """Seconds and road nodes from ``start`` to the reach's place; :class:`NoRoute` when there is no way."""
        layer = self._layer(reach.emergency)
        snap = self.snap(start, reach.conditions, reach.emergency, heading_deg)
        with layer.lock:
            layer.costs.become(reach.conditions)
            ways = [(ms + reach.table.one(node), node) for ms, node in layer.exits(snap)]
            direct = layer.direct(snap, reach.target)
            ms, node = min([*ways, *([(direct, -1)] if direct is not None else [])])
            if ms > reach.horizon_s * 1000.0:
                raise NoRoute("no way on open roads")
            nodes = layer.search.follow(reach, node) if node >= 0 else []
        return ms / 1000.0, tuple(self.roads.node_ids[layer.graph.node[nodes]].tolist() if nodes else ())

    def line(self, start: LatLon, route: tuple[int, ...], end: LatLon | None) -> list[LatLon]:
        """The points of a route for drawing or driving, its two ends included."""
        middle = [self.positions[node] for node in route]
        return [start, *middle, *([end] if end is not None else [])]

    @cached_property
    def road_between(self) -> Between:
        """The stretch of road from one node to another, by their ids."""
        return Between(self.roads)

    @cached_property
    def middle(self) -> LatLon:
        """See :func:`middle_of`."""
        return middle_of(self.roads)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[int]:
        """The roads at their usual speeds in networkx, made when asked for."""
        from console.dispatch.roads.graph import as_graph

        return as_graph(self.roads)

    @property
    def positions(self) -> Mapping[int, LatLon]:
        """Where each road node lies, by its id."""
        return self.roads.nodes


_LONGEST_S = LONGEST_MS / 1000.0


def _held(horizon_s: float) -> float:
    """A horizon that whole milliseconds can count to."""
    return min(max(float(horizon_s), 0.0), _LONGEST_S)
