"""The search in scipy: answers while the compiled search is not ready, and checks it."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import NEVER, Costs
from console.dispatch.roads.reach import Reach, Seeds, Starts, Table, Times, times_of
from console.dispatch.roads.snap import Snap
from console.model.roads import Floats, Ints


class Search(Protocol):
    """A way to search the compiled roads at their present costs. Not safe from two threads at once."""

    def times(self, seeds: Seeds, limit_ms: int, *, forward: bool) -> Table:
        """Times from the seeds to every node within ``limit_ms``, along arcs or (not ``forward``) against them."""

    def nearest(self, seeds: Seeds, starts: Starts, target: Snap, count: int, limit_ms: int) -> tuple[Ints, Times]:
        """The ``count`` starts soonest at the target, whose entries the seeds are, and their milliseconds."""

    def follow(self, reach: Reach, node: int) -> list[int]:
        """The compiled nodes from ``node`` to the last one before the reach's place; of equal ways the first."""


class PlainSearch:
    """scipy's bounded Dijkstra over the matrix of costs; one more node stands before all seeds."""

    def __init__(self, graph: Compiled, costs: Costs) -> None:
        self._graph, self._costs = graph, costs
        self._weights: dict[bool, tuple[int, Floats]] = {}

    def times(self, seeds: Seeds, limit_ms: int, *, forward: bool) -> Table:
        """See :meth:`Search.times`."""
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra

        side, count = self._graph.ahead if forward else self._graph.back, len(self._graph)
        nodes, begin_ms = seeds
        # An entry of 0 would be no arc at all: the first step takes one millisecond more, taken off again below.
        weights = np.concatenate((self._weight(forward=forward), begin_ms + 1.0))
        others = np.concatenate((side.other, nodes))
        begin = np.append(side.begin, len(others)).astype(np.int32)
        matrix = csr_matrix((weights, others, begin), shape=(count + 1, count + 1))
        found = dijkstra(matrix, indices=count, limit=limit_ms + 1.0)[:count] - 1.0
        reached = np.flatnonzero(np.isfinite(found)).astype(np.int32)
        return Table.of(reached, found[reached].astype(np.int32), count)

    def nearest(self, seeds: Seeds, starts: Starts, target: Snap, count: int, limit_ms: int) -> tuple[Ints, Times]:
        """See :meth:`Search.nearest`."""
        ms = times_of(starts, target, self.times(seeds, limit_ms, forward=False))
        met = np.flatnonzero(ms <= limit_ms)
        return soonest((ms[met] << 32) | met, count)

    def follow(self, reach: Reach, node: int) -> list[int]:
        """See :meth:`Search.follow`."""
        begin, other, costs = self._graph.ahead.begin, self._graph.ahead.other, self._costs.ahead
        route, left = [node], reach.table.one(node)
        while reach.seeds.get(node) != left:
            ways = ((int(other[arc]), int(costs[arc])) for arc in range(begin[node], begin[node + 1]))
            node, ms = next((there, ms) for there, ms in ways if reach.table.one(there) + ms == left)
            left -= ms
            route.append(node)
        return route

    def _weight(self, *, forward: bool) -> Floats:
        version, weights = self._weights.get(forward, (-1, np.empty(0)))
        if version != self._costs.version:
            costs = self._costs.ahead if forward else self._costs.back
            weights = np.where(costs == NEVER, np.inf, costs)
            self._weights[forward] = self._costs.version, weights
        return weights


def soonest(keys: Times, count: int) -> tuple[Ints, Times]:
    """Numbers and milliseconds of the ``count`` smallest keys (milliseconds << 32 | number), rising."""
    first = np.sort(keys)[:count]
    return first.astype(np.int32), first >> 32  # the lower half of a key is the number
