"""The roads as one sort of vehicle may use them: ways on to them, off them and along them, at the present costs."""

from __future__ import annotations

import math
from collections.abc import Callable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.compiled import compiled
from console.dispatch.roads.costs import NEVER, NOISE_MS, Costs
from console.dispatch.roads.plain import PlainSearch, Search
from console.dispatch.roads.reach import Starts, Times, part_ms
from console.dispatch.roads.snap import HEADING_LIMIT_DEG, Ground, Snap
from console.errors import NoRoute
from console.geo import LatLon
from console.model.roads import Conditions, Floats, Ints, Roads


class Layer:
    """Compiled roads, their costs and the search over them, all used under ``lock`` once costs are set."""

    def __init__(self, roads: Roads, ground: Ground, *, emergency: bool) -> None:
        self.roads, self.ground, self.emergency = roads, ground, emergency
        self.lock = Lock()
        barred = np.zeros(len(roads.tail), np.bool_) if emergency else roads.emergency_only
        self.graph = compiled(roads, obeying=not emergency)
        self.costs = Costs(roads, self.graph, barred)
        self.search: Search = PlainSearch(self.graph, self.costs)
        self._set_pieces(barred)

    def _set_pieces(self, barred: NDArray[np.bool_]) -> None:
        """Pieces as this vehicle sees them: an arc it may not use is none, the other one stands in for it."""
        arc, back = self.ground.pieces
        back = np.where((back >= 0) & ~barred[back], back, -1) if len(arc) else back
        self._usable = ~barred[arc] | (back >= 0)
        self._turned = barred[arc]
        self.arc = np.where(self._turned, back, arc).astype(np.int32)
        self.back = np.where(self._turned, -1, back).astype(np.int32)
        self._stretch = self.roads.stretch[arc]

    def _usable_in(self, closed: frozenset[str]) -> Callable[[Ints], NDArray[np.bool_]]:
        """Tells which of some pieces this vehicle may use while stretches are closed."""
        index = self.roads.stretch_index
        shut = np.array([index[road] for road in closed if road in index], np.int32)

        def usable(pieces: Ints) -> NDArray[np.bool_]:
            found = self._usable[pieces]
            return found & ~np.isin(self._stretch[pieces], shut) if len(shut) else found

        return usable

    # -- places -------------------------------------------------------------------------------------------------

    def snap(self, place: LatLon, closed: frozenset[str], heading_deg: float | None) -> Snap:
        """The nearest piece this vehicle may use; :class:`NoRoute` when none is near enough."""
        usable, near = self._usable_in(closed), self.ground.nearest((place,))
        if near.piece[0] >= 0 and usable(near.piece)[0]:
            (piece,), (share,), (walk_ms,) = (column.tolist() for column in near)
        else:
            piece, share, walk_ms = self.ground.nearest_of(place, usable)
        arc, back = int(self.arc[piece]), int(self.back[piece])
        share = 1.0 - share if self._turned[piece] else share
        onward, backward = self._driven(np.array([piece]), np.array([_number(heading_deg)]))
        return Snap(self.roads, piece, arc, back, share, walk_ms, bool(onward[0]), bool(backward[0]))

    def _driven(self, piece: Ints, heading: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which ways along their pieces teams with these headings may go on; NaN: standing, so both."""
        onward, backward = np.ones(len(piece), np.bool_), self.back[piece] >= 0
        moving = np.flatnonzero(np.isfinite(heading))
        if len(moving):
            bearing = self.ground.bearing_deg(piece[moving]) + 180.0 * self._turned[piece[moving]]
            off = np.abs((heading[moving] - bearing + 180.0) % 360.0 - 180.0)
            back = backward[moving].copy()
            backward[moving] &= ~(off <= HEADING_LIMIT_DEG)
            onward[moving] &= ~((off >= 180.0 - HEADING_LIMIT_DEG) & back)
        return onward, backward

    def starts(self, places: tuple[LatLon, ...], headings: tuple[float | None, ...], conditions: Conditions) -> Starts:
        """Columns for many places; see :meth:`RoadNetwork.starts`."""
        usable = self._usable_in(conditions.closed)
        piece, share, walk_ms = self.ground.nearest(places)
        known = np.flatnonzero(piece >= 0)
        for row in known[~usable(piece[known])].tolist():
            try:
                piece[row], share[row], walk_ms[row] = self.ground.nearest_of(places[row], usable)
            except NoRoute:
                piece[row] = -1
        heading = np.array([_number(h) for h in headings] or [math.nan] * len(places))
        return self._columns(places, headings, conditions, piece, share, walk_ms, heading)

    def _columns(
        self, places: tuple[LatLon, ...], headings: tuple[float | None, ...], conditions: Conditions,
        piece: Ints, share: Floats, walk_ms: Times, heading: Floats,
    ) -> Starts:  # fmt: skip
        rows, known = len(piece), np.flatnonzero(piece >= 0)
        node = np.full((rows, 2), -1, np.int32)
        ms, whole_ms = np.zeros((rows, 2), np.int64), np.full((rows, 2), NEVER, np.int64)
        at = piece[known]
        arc, back = self.arc[at], self.back[at]
        part = np.where(self._turned[at], 1.0 - share[known], share[known])
        onward, backward = self._driven(at, heading[known])
        with self.lock:
            self.costs.become(conditions)
            whole_ms[known, 0] = np.where(onward, self.costs.arc[arc], NEVER)
            whole_ms[known, 1] = np.where(backward, self.costs.arc[back], NEVER)
        crossing = (part == 0.0) | (part == 1.0)
        there = self.graph.rank[np.where(part == 1.0, self.roads.head[arc], self.roads.tail[arc])]
        node[known, 0] = np.where(crossing, there, np.where(onward, self.graph.after[arc], -1))
        node[known, 1] = np.where(~crossing & backward, self.graph.after[back], -1)
        ahead = np.where(crossing[:, None], 0.0, np.column_stack((1.0 - part, part)))
        ms[known] = walk_ms[known, None] + part_ms(whole_ms[known], ahead)
        full = np.zeros(rows)
        full[known] = part
        return Starts(
            places, headings, conditions, self.emergency, piece, full,
            whole_ms[:, 0], whole_ms[:, 1], walk_ms, node, ms,
        )  # fmt: skip

    # -- on to the roads and off them, under the lock with the costs set --------------------------------------

    def exits(self, snap: Snap) -> list[tuple[int, int]]:
        """Milliseconds to each compiled node where a trip from a place can begin."""
        if snap.crossing is not None:
            return [(snap.walk_ms, int(self.graph.rank[snap.crossing]))]
        found = []
        if snap.onward:
            found.append((snap.walk_ms + self._part(snap.arc, 1.0 - snap.share), int(self.graph.after[snap.arc])))
        if snap.backward:
            found.append((snap.walk_ms + self._part(snap.back, snap.share), int(self.graph.after[snap.back])))
        return found

    def entries(self, snap: Snap) -> dict[int, int]:
        """Milliseconds to a place from each compiled node where a trip to it can leave the crossings."""
        if snap.crossing is not None:
            return dict.fromkeys(self.graph.copies(snap.crossing), snap.walk_ms)
        found: dict[int, int] = {}
        for arc, share in ((snap.arc, snap.share), (snap.back, 1.0 - snap.share)):
            if arc >= 0:
                ms = snap.walk_ms + self._part(arc, share)
                for node in self.graph.tails(arc):
                    found[node] = min(ms, found.get(node, ms))
        return found

    def direct(self, start: Snap, target: Snap) -> int | None:
        """Milliseconds when both places lie on one piece of road and no node comes between; else ``None``."""
        if start.piece != target.piece or start.crossing is not None or target.crossing is not None:
            return None
        gap = target.share - start.share
        if gap >= 0 and start.onward:
            return start.walk_ms + self._part(start.arc, gap) + target.walk_ms
        if gap <= 0 and start.backward:
            return start.walk_ms + self._part(start.back, -gap) + target.walk_ms
        return None

    def _part(self, arc: int, share: float) -> int:
        return math.ceil(int(self.costs.arc[arc]) * share - NOISE_MS)

    def warm(self) -> None:
        """Search with compiled kernels from now on."""
        from console.dispatch.roads.fast import FastSearch

        if isinstance(self.search, PlainSearch) and len(self.graph):
            fast = FastSearch(self.graph, self.costs)
            with self.lock:
                self.search = fast


def _number(heading_deg: float | None) -> float:
    return math.nan if heading_deg is None else heading_deg
