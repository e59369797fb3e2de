"""The way along falling times, compiled by numba; importing this costs the import of numba."""

from __future__ import annotations

import numpy as np

from console.dispatch.roads.compiling import compiled
from console.dispatch.roads.costs import NEVER
from console.dispatch.roads.reach import Times
from console.model.roads import Ints


@compiled
def _look(nodes: Ints, ms: Ints, node: int) -> np.int64:
    """The time of one node in a table of all nodes (``nodes`` empty) or of some."""
    if len(nodes) == 0:
        return np.int64(ms[node])
    low, high = 0, len(nodes)
    while low < high:
        middle = (low + high) >> 1
        low, high = (middle + 1, high) if nodes[middle] < node else (low, middle)
    return np.int64(ms[low]) if low < len(nodes) and nodes[low] == node else np.int64(NEVER)


@compiled
def follow(begin: Ints, arcs: Ints, nodes: Ints, ms: Ints, seeds: Times, node: int, route: Ints) -> int:
    """Write the nodes from ``node`` to a seed along falling times, by the first arc that fits: how many."""
    left = _look(nodes, ms, node)
    for step in range(len(route)):
        route[step] = node
        for i in range(len(seeds)):
            if seeds[i, 0] == node and seeds[i, 1] == left:
                return step + 1
        for arc in range(begin[node], begin[node + 1]):
            if _look(nodes, ms, arcs[arc, 0]) + arcs[arc, 1] == left:
                left -= arcs[arc, 1]
                node = arcs[arc, 0]
                break
    return len(route)
