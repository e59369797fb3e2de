"""What each arc costs now, in whole milliseconds: kept equal to the wanted conditions by applying the difference."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.compiled import Compiled, Side
from console.geo import LatLon
from console.model.roads import USUAL, Conditions, Floats, Ints, Roads, Slowing

NEVER = np.int32(2**31 - 1)
"""A time that is none: no way, or a closed arc."""
LONGEST_MS = 10**9
"""No arc and no search takes longer (11 days): two of them still add up without overflow."""
_AS_IT_IS = -1
NOISE_MS = 1e-6
"""50 s are 50,000 ms, and not 50,001 because a product of floats came out a hair larger."""


def whole_ms(ms: Floats) -> Ints:
    """Milliseconds rounded up to whole ones, at least 1."""
    rounded: Ints = np.clip(np.ceil(ms - NOISE_MS), 1, LONGEST_MS).astype(np.int32)
    return rounded


class Costs:
    """The cost of every arc under the conditions last asked for. Not safe from two threads at once."""

    def __init__(self, roads: Roads, graph: Compiled, barred: NDArray[np.bool_]) -> None:
        self._roads, self._graph, self._barred = roads, graph, barred
        self._usual_ms = roads.seconds * 1000.0
        self._open = whole_ms(self._usual_ms)
        self.shut = np.zeros(len(barred), np.bool_)
        """(m,) the arcs on closed stretches."""
        self._scopes = lru_cache(maxsize=16)(lambda slowing: arcs_within(roads, slowing))
        self.conditions = self._asked = USUAL
        self._write: Callable[..., int] = _write
        self.version = 0
        """Changes whenever a cost does."""
        self.arc: Ints = np.where(barred, NEVER, self._open)
        self.arcs_ahead, self.arcs_back = (self._placed(side) for side in (graph.ahead, graph.back))
        """(M, 2) the compiled node at the other end of each arc and what it costs, grouped as in the graph."""
        self.ahead, self.back = self.arcs_ahead[:, 1], self.arcs_back[:, 1]

    def _placed(self, side: Side) -> Ints:
        arcs = np.empty((len(self._graph.arc), 2), np.int32)
        arcs[:, 0] = side.other
        arcs[side.place, 1] = self.arc[self._graph.arc]
        return arcs

    def become(self, conditions: Conditions) -> None:
        """Make every cost what it is under ``conditions``."""
        if conditions is self._asked:
            return
        if conditions != self.conditions:
            self._change_to(conditions)
        self._asked = conditions

    def _change_to(self, conditions: Conditions) -> None:
        if conditions.slowed != self.conditions.slowed:
            self._renew(self._slow(conditions.slowed, set(self.conditions.slowed) ^ set(conditions.slowed)), _AS_IT_IS)
        for road in conditions.closed ^ self.conditions.closed:
            self._renew(self._roads.arcs_of(road), int(road in conditions.closed))
        self.conditions = conditions

    def _slow(self, slowed: tuple[Slowing, ...], different: set[Slowing]) -> Ints:
        """Set the open cost of every arc whose slowings are different now; these arcs."""
        touched = np.zeros(len(self._open), np.bool_)
        for slowing in different:
            touched[self._scopes(slowing)] = True
        factor = np.ones(len(self._open))
        for slowing in sorted(slowed, key=lambda s: s.id):
            factor[self._scopes(slowing)] *= slowing.factor
        arcs = np.flatnonzero(touched).astype(np.int32)
        self._open[arcs] = whole_ms(self._usual_ms[arcs] / factor[arcs])
        return arcs

    def _renew(self, arcs: Ints, shut: int) -> None:
        """Write what arcs cost now that they are ``shut`` (1), open (0) or ``_AS_IT_IS``."""
        self.version += 1
        graph = self._graph
        self._write(
            arcs, shut, graph.instances(arcs), graph.arc, self._barred, self.shut, self._open, self.arc,
            graph.ahead.place, graph.back.place, self.ahead, self.back,
        )  # fmt: skip

    def quicken(self) -> None:
        """Write changed costs with a compiled loop from now on."""
        from console.dispatch.roads.compiling import trying
        from console.dispatch.roads.renewing import renew

        none, flags = np.empty(0, np.int32), np.empty(0, np.bool_)
        trying(lambda: renew(none, 0, none, none, flags, flags, none, none, none, none, self.ahead[:0], self.back[:0]))
        self._write = renew


def _write(
    arcs: Ints, now_shut: int, every: Ints, arc_of: Ints, barred: NDArray[np.bool_], shut: NDArray[np.bool_],
    usual: Ints, cost: Ints, place_ahead: Ints, place_back: Ints, ahead: Ints, back: Ints,
) -> int:  # fmt: skip
    """The same as :func:`console.dispatch.roads.renewing.renew`, array by array."""
    if now_shut != _AS_IT_IS:
        shut[arcs] = now_shut
    cost[arcs] = np.where(barred[arcs] | shut[arcs], NEVER, usual[arcs])
    ahead[place_ahead[every]] = back[place_back[every]] = cost[arc_of[every]]
    return 0


def arcs_within(roads: Roads, slowing: Slowing) -> Ints:
    """The arcs a slowing counts on: every scope it gives must hold; an arc is in an area when its middle is.

    ``ValueError`` for a factor that is not above zero: a road nobody can drive is closed, not slow.
    """
    if not 0 < slowing.factor < np.inf:
        raise ValueError(f"slowing {slowing.id}: its factor must be above zero")
    chosen = np.ones(len(roads.tail), np.bool_)
    if slowing.roads:
        named = [roads.arcs_of(road) for road in slowing.roads]
        chosen = np.zeros(len(roads.tail), np.bool_)
        chosen[np.concatenate(named)] = True
    if slowing.road_classes:
        classes = np.array([stretch.road_class in slowing.road_classes for stretch in roads.stretches], np.bool_)
        chosen &= classes[roads.stretch]
    if slowing.area:
        lat = (roads.lat[roads.tail] + roads.lat[roads.head]) / 2
        lon = (roads.lon[roads.tail] + roads.lon[roads.head]) / 2
        chosen &= _inside(lat, lon, slowing.area)
    return np.flatnonzero(chosen).astype(np.int32)


def _inside(lat: Floats, lon: Floats, ring: tuple[LatLon, ...]) -> NDArray[np.bool_]:
    """:func:`console.geo.inside` for many points."""
    found = np.zeros(len(lat), np.bool_)
    lats = [p.lat for p in ring]
    near = np.flatnonzero((lat >= min(lats)) & (lat <= max(lats)))
    y, x = lat[near], lon[near]
    inside = np.zeros(len(near), np.bool_)
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        if a.lat != b.lat:
            crossing = a.lon + (y - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
            inside ^= ((a.lat > y) != (b.lat > y)) & (x < crossing)
    found[near] = inside
    return found
