"""The compiled search over one layer's arrays; what it answers is exactly what the plain search answers."""

from __future__ import annotations

import numpy as np

from console.dispatch.roads import kernel
from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import NEVER, Costs
from console.dispatch.roads.plain import soonest
from console.dispatch.roads.reach import Reach, Seeds, Starts, Table, Times, along_one_piece, as_seeds
from console.dispatch.roads.snap import Snap
from console.model.roads import Ints

_ROOM = 4096


class FastSearch:
    """See :class:`console.dispatch.roads.plain.Search`. Scratch arrays are kept from one search to the next."""

    def __init__(self, graph: Compiled, costs: Costs) -> None:
        count = len(graph)
        self._ahead = kernel.Arcs(graph.ahead.begin, graph.ahead.other, costs.ahead)
        self._back = kernel.Arcs(graph.back.begin, graph.back.other, costs.back)
        self._scratch = kernel.Scratch(
            np.full(count, NEVER, np.int32), np.empty(count, np.int32), *_queue(1, _ROOM), np.zeros(1, np.int32)
        )
        self._starts: Starts | None = None
        self._mounted = _mounted(np.full(count, -1, np.int32), 0)
        kernel.trying(self._once)

    def _once(self) -> None:
        """Compile, or load, every kernel."""
        none = np.empty(0, np.int32), np.empty(0, np.int64)
        kernel.times(self._back, self._scratch, *none, 0, self._mounted)
        kernel.mount(np.empty((0, 2), np.int32), np.empty((0, 2), np.int64), self._mounted)
        kernel.nearest(self._back, self._scratch, *none, 0, self._mounted, 1, *none, np.empty(0, np.int64))
        kernel.follow(self._ahead, none[0], np.zeros(1, np.int32), *none, 0, none[0])
        kernel.clear(self._scratch)

    def times(self, seeds: Seeds, limit_ms: int, *, forward: bool) -> Table:
        """See :meth:`Search.times`."""
        self._widen(limit_ms, len(seeds[0]))
        arcs = self._ahead if forward else self._back
        while not kernel.times(arcs, self._scratch, *seeds, limit_ms, self._mounted):
            self._grow()
        scratch = self._scratch
        try:
            nodes = scratch.reached[: scratch.number[0]]
            return Table.of(nodes, scratch.times[nodes], len(scratch.times))
        finally:
            kernel.clear(scratch)

    def nearest(self, seeds: Seeds, starts: Starts, target: Snap, count: int, limit_ms: int) -> tuple[Ints, Times]:
        """See :meth:`Search.nearest`."""
        self._widen(limit_ms, len(seeds[0]))
        self._mount(starts)
        keys = np.empty(len(starts), np.int64)
        direct, direct_ms = along_one_piece(starts, target)
        while True:
            found: int = kernel.nearest(
                self._back, self._scratch, *seeds, limit_ms, self._mounted, count, direct, direct_ms, keys
            )
            if found >= 0:
                return soonest(keys[:found], count)
            self._grow()

    def follow(self, reach: Reach, node: int) -> list[int]:
        """See :meth:`Search.follow`."""
        nodes = reach.table.nodes if reach.table.nodes is not None else np.empty(0, np.int32)
        route = self._scratch.reached
        length = kernel.follow(self._ahead, nodes, reach.table.ms, *as_seeds(reach.seeds), node, route)
        found: list[int] = route[:length].tolist()
        return found

    def _mount(self, starts: Starts) -> None:
        if starts is self._starts:
            return
        first = self._mounted.first
        if self._starts is not None:
            first[self._starts.node] = -1
        self._mounted = _mounted(first, len(starts))._replace(tally=self._mounted.tally)
        kernel.mount(starts.node, starts.ms, self._mounted)
        self._starts = starts

    def _widen(self, limit_ms: int, seeds: int) -> None:
        """Buckets up to ``limit_ms``, and room for the seeds."""
        while seeds > len(self._scratch.queued):
            self._grow()
        buckets = (limit_ms >> kernel.SHIFT) + 1
        if buckets > len(self._scratch.first):
            self._scratch = self._scratch._replace(first=np.empty(buckets, np.int32))
        if buckets > len(self._mounted.tally):
            self._mounted = self._mounted._replace(tally=np.empty(buckets, np.int32))

    def _grow(self) -> None:
        """Twice the room for queue entries."""
        _, *columns = _queue(0, 2 * len(self._scratch.queued))
        queued, queued_ms, following = columns
        self._scratch = self._scratch._replace(queued=queued, queued_ms=queued_ms, following=following)


def _queue(buckets: int, room: int) -> tuple[Ints, Ints, Ints, Ints]:
    first, node, ms, following = (np.empty(size, np.int32) for size in (buckets, room, room, room))
    return first, node, ms, following


def _mounted(first: Ints, starts: int) -> kernel.Mounted:
    ways = np.empty(2 * starts, np.int32), np.empty(2 * starts, np.int64)
    best = np.full(starts, NEVER, np.int32)
    return kernel.Mounted(first, *ways, best, np.empty(starts, np.int32), np.empty(1, np.int32))
