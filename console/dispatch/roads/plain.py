"""The search in scipy: answers while the compiled search is not ready, and checks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import NEVER, Costs
from console.dispatch.roads.reach import Reach, Seeds, Table, Target
from console.dispatch.roads.starting import Starts, times_of
from console.model.roads import Floats, Ints


class Search(Protocol):
    """A way to search the compiled roads at their present costs. Not safe from two threads at once."""

    def times(self, seeds: Seeds, limit_ms: int, *, forward: bool) -> Table:
        """Times from the seeds to every node within ``limit_ms``, along arcs or (not ``forward``) against them."""

    def nearest(self, target: Target, starts: Starts, count: int, limit_ms: int) -> tuple[Ints, Floats]:
        """The ``count`` starts soonest at the target and their seconds, rising; ties by number."""

    def seconds(self, target: Target, starts: Starts, limit_ms: int) -> Floats:
        """The seconds each start takes to the target, (k,); inf where that is beyond ``limit_ms``."""

    def seconds_each(self, targets: Sequence[Target], starts: Starts, limits_ms: Sequence[int]) -> list[Floats]:
        """The same to each of many targets within its own limit, in their order."""

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
        nodes, begin_ms = seeds.T
        # An entry of 0 would be no arc at all: the first step takes one millisecond more, taken off again below.
        weights = np.concatenate((self._weight(forward=forward), begin_ms + 1.0))
        others = np.concatenate((side.other, nodes.astype(np.int32)))
        begin = np.append(side.begin, len(others)).astype(np.int32)
        matrix = csr_matrix((weights, others, begin), shape=(count + 1, count + 1))
        found = dijkstra(matrix, indices=count, limit=limit_ms + 1.0)[:count] - 1.0
        reached = np.flatnonzero(np.isfinite(found)).astype(np.int32)
        return Table.of(reached, found[reached].astype(np.int32), count)

    def nearest(self, target: Target, starts: Starts, count: int, limit_ms: int) -> tuple[Ints, Floats]:
        """See :meth:`Search.nearest`."""
        seconds = self.seconds(target, starts, limit_ms)
        first = np.lexsort((np.arange(len(seconds)), seconds))[:count].astype(np.int32)
        first = first[np.isfinite(seconds[first])]
        return first, seconds[first]

    def seconds(self, target: Target, starts: Starts, limit_ms: int) -> Floats:
        """See :meth:`Search.seconds`."""
        ms = times_of(starts, target.snap, self.times(target.seeds, limit_ms, forward=False))
        return np.where(ms > limit_ms, np.inf, ms / 1000.0)

    def seconds_each(self, targets: Sequence[Target], starts: Starts, limits_ms: Sequence[int]) -> list[Floats]:
        """See :meth:`Search.seconds_each`."""
        return [self.seconds(target, starts, ms) for target, ms in zip(targets, limits_ms, strict=True)]

    def follow(self, reach: Reach, node: int) -> list[int]:
        """See :meth:`Search.follow`."""
        begin, other, costs = self._graph.ahead.begin, self._graph.ahead.other, self._costs.ahead
        seeds: dict[int, int] = dict(reach.seeds.tolist())
        route, left = [node], reach.table.one(node)
        while seeds.get(node) != left:
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
