"""The roads as one sort of vehicle may use them: ways on to them, off them and along them, at the present costs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.compiled import compiled
from console.dispatch.roads.costs import NEVER, NOISE_MS, Costs
from console.dispatch.roads.plain import PlainSearch, Search
from console.dispatch.roads.reach import Target
from console.dispatch.roads.snap import HEADING_LIMIT_DEG, Ground, Nearest, Snap
from console.dispatch.roads.starting import Columns, Family, Starts, part_ms
from console.errors import NoRoute
from console.geo import LatLon
from console.model.roads import Conditions, Floats, Ints, Roads

_TARGETS = 4096


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
        self._targets = _Targets(self.costs.conditions)

    def _set_pieces(self, barred: NDArray[np.bool_]) -> None:
        """Pieces as this vehicle sees them: an arc it may not use is none, the other one stands in for it."""
        arc, back = self.ground.pieces
        back = np.where((back >= 0) & ~barred[back], back, -1) if len(arc) else back
        self._usable = ~barred[arc] | (back >= 0)
        self._turned = barred[arc]
        self.arc = np.where(self._turned, back, arc).astype(np.int32)
        self.back = np.where(self._turned, -1, back).astype(np.int32)

    def _open(self, pieces: Ints) -> NDArray[np.bool_]:
        """Which of some pieces this vehicle may use while stretches are closed as the costs say."""
        return self._usable[pieces] & ~self.costs.shut[self.ground.pieces.arc[pieces]]

    def _numbers(self, roads: Iterable[str]) -> list[int]:
        """The stretches with these ids; unknown ones are left out."""
        index = self.roads.stretch_index
        return [index[road] for road in roads if road in index]

    # -- places -------------------------------------------------------------------------------------------------

    def snap(self, place: LatLon, heading_deg: float | None) -> Snap:
        """The nearest piece this vehicle may use, the costs being set; :class:`NoRoute` when none is near enough."""
        piece, share, walk_ms = self.ground.nearest_to(place)
        if piece < 0 or not self._usable[piece] or self.costs.shut[self.ground.pieces.arc[piece]]:
            piece, share, walk_ms = self.ground.nearest_of(place, self._open)
        arc, back = int(self.arc[piece]), int(self.back[piece])
        share = 1.0 - share if self._turned[piece] else share
        if heading_deg is None:
            return Snap(self.roads, piece, arc, back, share, walk_ms, True, back >= 0)
        onward, backward = self._driven(np.array([piece]), np.array([heading_deg]))
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

    def starts(self, family: Family, conditions: Conditions) -> Starts:
        """The columns of a family under ``conditions``, made from those made last where only closures changed."""
        with self.lock:
            self.costs.become(conditions)
            last = family.like(conditions, self.emergency)
            made = self._after_moves(family, conditions) if last is None else self._after_closures(last, conditions)
        return family.keep(made)

    def _after_closures(self, last: Starts, conditions: Conditions) -> Starts:
        """Only who stands on a stretch that closed or opened, or has a nearer road now, stands elsewhere."""
        changed = self._numbers(conditions.closed ^ last.conditions.closed)
        rows, moved = np.flatnonzero(_among(last.family.stretch, changed)), self._displaced(last, changed, conditions)
        rows = np.union1d(rows, moved) if len(moved) else rows
        if not len(rows):
            return last.under(conditions)
        return last.but(rows, self._columns(last.family, rows), last.family, conditions)

    def _after_moves(self, family: Family, conditions: Conditions) -> Starts:
        """The columns of those who have moved since the family of before, if it has columns under ``conditions``."""
        before = family.before
        last = before.family.under(conditions, self.emergency) if before is not None else None
        if before is not None and last is not None:
            return last.but(before.rows, self._columns(family, before.rows), family, conditions)
        return Starts(family, conditions, self.emergency, *self._columns(family, np.arange(len(family.places))))

    def _displaced(self, last: Starts, changed: list[int], conditions: Conditions) -> NDArray[np.intp]:
        """The rows not at their nearest road that may have to move again."""
        rows = last.displaced
        if not len(rows) or not conditions.closed.issuperset(last.conditions.closed):
            return rows
        return rows[_among(self.ground.stretch_of(last.piece[rows]), changed)]

    def _standing(self, family: Family, rows: NDArray[np.intp]) -> Nearest:
        """Where some of the places lie on pieces this vehicle may use."""
        near = family.near.rows(rows)
        known = np.flatnonzero(near.piece >= 0)
        for row in known[~self._open(near.piece[known])].tolist():
            try:
                near.piece[row], near.share[row], near.walk_ms[row] = self.ground.nearest_of(
                    family.places[rows[row]], self._open
                )
            except NoRoute:
                near.piece[row] = -1
        return near

    def _columns(self, family: Family, chosen: NDArray[np.intp]) -> Columns:
        """The columns of ``Starts`` for some of the places, the costs being set."""
        piece, share, walk_ms = self._standing(family, chosen)
        rows, known = len(piece), np.flatnonzero(piece >= 0)
        node = np.full((rows, 2), -1, np.int32)
        ms, whole_ms = np.zeros((rows, 2), np.int64), np.full((rows, 2), NEVER, np.int64)
        at = piece[known]
        arc, back = self.arc[at], self.back[at]
        part = np.where(self._turned[at], 1.0 - share[known], share[known])
        onward, backward = self._driven(at, family.heading[chosen][known])
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
        return piece, full, whole_ms[:, 0].copy(), whole_ms[:, 1].copy(), walk_ms, node, ms

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

    def target(self, place: LatLon) -> Target:
        """A place to drive to at the present costs; :class:`NoRoute` when no usable road is near."""
        targets, conditions = self._targets, self.costs.conditions
        if targets.under is not conditions:
            targets.become(conditions, self._numbers(conditions.closed ^ targets.under.closed))
        found = targets.known.get(place)
        if found is None:
            snap = self.snap(place, None)
            seeds = np.array(list(self._entries(snap).items()), np.int64).reshape(-1, 2)
            on = -1 if snap.crossing is not None else snap.piece, snap.share, snap.walk_ms
            found = Target(snap, seeds, on)
            nearest = self.ground.nearest_to(place)[0] == snap.piece
            targets.keep(place, found, int(self.roads.stretch[self.ground.pieces.arc[snap.piece]]) if nearest else -1)
        return found

    def target_if_any(self, place: LatLon) -> Target | None:
        """The same; ``None`` when no usable road is near."""
        try:
            return self.target(place)
        except NoRoute:
            return None

    def _entries(self, snap: Snap) -> dict[int, int]:
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
            fast = FastSearch(self.graph, self.costs, len(self.arc))
            with self.lock:
                self.costs.quicken()
                self.search = fast


class _Targets:
    """Places driven to, each remembered until a change of the roads may have changed how it is got to."""

    def __init__(self, conditions: Conditions) -> None:
        self.under = conditions
        self.known: dict[LatLon, Target] = {}
        self._on: dict[int, list[LatLon]] = {}  # by stretch; -1 are those whose nearest road is another one

    def become(self, conditions: Conditions, changed: Iterable[int]) -> None:
        """Forget what may be different under ``conditions``, these stretches having closed or opened."""
        if conditions.slowed != self.under.slowed:
            self._forget()
        for stretch in (-1, *changed):
            for place in self._on.pop(stretch, ()):
                self.known.pop(place, None)
        self.under = conditions

    def keep(self, place: LatLon, target: Target, stretch: int) -> None:
        """Remember a place that lies on ``stretch``."""
        if len(self.known) >= _TARGETS:
            self._forget()
        self.known[place] = target
        self._on.setdefault(stretch, []).append(place)

    def _forget(self) -> None:
        self.known.clear()
        self._on.clear()


def _among(stretch: Ints, changed: list[int]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = stretch == changed[0] if len(changed) == 1 else np.isin(stretch, changed)
    return found  # an officer closes one road: ten times as fast
