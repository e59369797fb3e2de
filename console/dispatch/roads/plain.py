"""The search in scipy: answers while the compiled search is not ready, and checks it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import NEVER, Costs
from console.dispatch.roads.reach import Table
from console.model.roads import Floats, Ints

Seeds = tuple[Ints, NDArray[np.int64]]
"""Compiled nodes to search from, and the milliseconds each begins with."""


class Search(Protocol):
    """A way to search the compiled roads at their present costs. Not safe from two threads at once."""

    def times(self, seeds: Seeds, limit_ms: int, *, forward: bool) -> Table:
        """Times from the seeds to every node within ``limit_ms``, along arcs or (not ``forward``) against them."""


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

    def _weight(self, *, forward: bool) -> Floats:
        version, weights = self._weights.get(forward, (-1, np.empty(0)))
        if version != self._costs.version:
            costs = self._costs.ahead if forward else self._costs.back
            weights = np.where(costs == NEVER, np.inf, costs)
            self._weights[forward] = self._costs.version, weights
        return weights
