"""The compiled search over one layer's arrays; what it answers is exactly what the plain search answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from console.dispatch.roads import following, kernel, many
from console.dispatch.roads.compiled import Compiled, Side
from console.dispatch.roads.compiling import trying
from console.dispatch.roads.costs import Costs
from console.dispatch.roads.reach import Reach, Seeds, Table, Target
from console.dispatch.roads.starting import Starts
from console.model.roads import Floats, Ints

_ROOM = 4096
_NOBODY = np.empty((0, 2), np.int32)


class FastSearch:
    """See :class:`console.dispatch.roads.plain.Search`. Scratch arrays are kept from one search to the next."""

    def __init__(self, graph: Compiled, costs: Costs, pieces: int) -> None:
        self._begin = graph.ahead.begin
        self._ahead, self._back = _rows(graph.ahead), _rows(graph.back)
        self._arcs_ahead = costs.arcs_ahead
        queue = np.empty((_ROOM, 3), np.int32)
        self._town = kernel.Town(self._back, costs.arcs_back, np.empty(1, np.int32), queue)
        self._found = np.empty((2, len(graph)), np.int32)
        self._starts: Starts | None = None
        self._standing = np.full(pieces, -1, np.int32)
        self._mounted = _mounted(self._standing, 0)
        trying(self._once)

    def _once(self) -> None:
        """Compile, or load, every kernel."""
        seeds, none = np.empty((0, 2), np.int64), np.empty(0, np.int32)
        self.times(seeds, 0, forward=True)
        kernel.mount(self._back, _NOBODY, seeds, self._mounted.ways, self._standing, none, self._mounted.parked)
        kernel.unmount(self._back, _NOBODY, self._standing, none)
        question = *self._town, seeds, 0
        kernel.nearest(*question, *self._mounted, -1, 0.0, 0, none, np.empty(0))
        kernel.seconds(*question, _NOBODY, *self._mounted, -1, 0.0, 0, np.empty(0))
        many.seconds_each(
            *self._town, seeds, none.astype(np.int64), none.astype(np.int64), _NOBODY, *self._mounted, none,
            np.empty(0), none.astype(np.int64), 0, np.empty((0, 0)),
        )  # fmt: skip
        following.follow(self._begin, self._arcs_ahead, none, np.zeros(1, np.int32), seeds, 0, none)

    def times(self, seeds: Seeds, limit_ms: int, *, forward: bool) -> Table:
        """See :meth:`Search.times`."""
        seen = _NOBODY if forward else self._mounted.seen
        nodes, ms = self._found
        while (count := kernel.times(*self._side(limit_ms, forward), seeds, limit_ms, seen, nodes, ms)) < 0:
            self._grow()
        return Table.of(nodes[:count], ms[:count], len(nodes))

    def nearest(self, target: Target, starts: Starts, count: int, limit_ms: int) -> tuple[Ints, Floats]:
        """See :meth:`Search.nearest`."""
        if starts is not self._starts:
            self._mount(starts)
        room = min(count, len(starts.piece))
        if not room:
            return np.empty(0, np.int32), np.empty(0)
        rows, seconds = np.empty(room, np.int32), np.empty(room)
        found = kernel.nearest(
            *self._roads(limit_ms), target.seeds, limit_ms, *self._mounted, *target.on, rows, seconds
        )
        while found < 0:
            self._grow()
            found = kernel.nearest(*self._town, target.seeds, limit_ms, *self._mounted, *target.on, rows, seconds)
        return (rows, seconds) if found == room else (rows[:found], seconds[:found])

    def seconds(self, target: Target, starts: Starts, limit_ms: int) -> Floats:
        """See :meth:`Search.seconds`."""
        if starts is not self._starts:
            self._mount(starts)
        found = np.empty(len(starts.piece))
        asked = target.seeds, limit_ms, starts.node, *self._mounted, *target.on, found
        while kernel.seconds(*self._roads(limit_ms), *asked) < 0:
            self._grow()
        return found

    def seconds_each(self, targets: Sequence[Target], starts: Starts, limits_ms: Sequence[int]) -> list[Floats]:
        """See :meth:`Search.seconds_each`."""
        if starts is not self._starts:
            self._mount(starts)
        seeds = [np.empty((0, 2), np.int64), *(target.seeds for target in targets)]
        begin = np.cumsum([len(one) for one in seeds])
        piece, share, walk_ms = np.array([target.on for target in targets], float).reshape(-1, 3).T
        asked = np.concatenate(seeds), begin, np.array(limits_ms, np.int64), starts.node, *self._mounted
        on = piece.astype(np.int32), share.copy(), walk_ms.astype(np.int64)
        found, done = np.empty((len(targets), len(starts.piece))), 0
        farthest = max(limits_ms, default=0)
        while (done := many.seconds_each(*self._roads(farthest), *asked, *on, done, found)) < len(found):
            self._grow()
        return list(found)

    def follow(self, reach: Reach, node: int) -> list[int]:
        """See :meth:`Search.follow`."""
        nodes = reach.table.nodes if reach.table.nodes is not None else np.empty(0, np.int32)
        route = self._found[0]
        length = following.follow(self._begin, self._arcs_ahead, nodes, reach.table.ms, reach.seeds, node, route)
        found: list[int] = route[:length].tolist()
        return found

    def _mount(self, starts: Starts) -> None:
        old = self._starts
        self._starts = starts
        if old is not None:
            if old.node is starts.node and old.ms is starts.ms:
                return
            kernel.unmount(self._back, old.node, self._standing, old.between)
        self._mounted = _mounted(self._standing, len(starts))
        parked = self._mounted.parked
        parked[:, 1], parked[:, 2], parked[:, 3], parked[:, 4] = (
            starts.share, starts.onward_ms, starts.backward_ms, starts.walk_ms,
        )  # fmt: skip
        kernel.mount(self._back, starts.node, starts.ms, self._mounted.ways, self._standing, starts.between, parked)

    def _side(self, limit_ms: int, forward: bool) -> kernel.Town:
        town = self._roads(limit_ms)
        return town._replace(nodes=self._ahead, arcs=self._arcs_ahead) if forward else town

    def _roads(self, limit_ms: int) -> kernel.Town:
        """The roads against the traffic, with buckets up to ``limit_ms``."""
        if limit_ms >> kernel.SHIFT >= len(self._town.first):
            self._town = self._town._replace(first=np.empty((limit_ms >> kernel.SHIFT) + 1, np.int32))
        return self._town

    def _grow(self) -> None:
        """Twice the room for queue entries."""
        self._town = self._town._replace(queue=np.empty((2 * len(self._town.queue), 3), np.int32))


def _rows(side: Side) -> Ints:
    """A row for each node and one more: its first arc, not yet reached by any search, nobody there."""
    rows = np.zeros((len(side.begin), 4), np.int32)
    rows[:, 0] = side.begin
    rows[:, 3] = -1
    return rows


def _mounted(standing: Ints, starts: int) -> kernel.Mounted:
    """``seen`` begins with no search; every other row is written before it is read."""
    ways = np.full((2 * starts, 2), -1, np.int32)
    return kernel.Mounted(ways, standing, np.full((starts, 5), -1.0), np.zeros((starts, 2), np.int32))
