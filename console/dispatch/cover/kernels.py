"""The compiled loops of cover: grids by road node, and from where teams stand to the grids they reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

NEVER = 2**31 - 1


@njit(cache=True)
def team_grid_ms(
    node: Any, ms: Any, late: Any, begin: Any, grid: Any, grid_ms: Any,
    direct_row: Any, direct_grid: Any, direct_ms: Any, grids: int, limit: int,
) -> Any:  # fmt: skip
    """Columns (row, grid, milliseconds) of what is within ``limit``, by row, then grid.

    Row ``k`` sets out ``late[k]`` and gets to the nodes ``node[k]`` (-1: none) ``ms[k]`` after that;
    ``grid[begin[n]:begin[n + 1]]`` are the grids that lie ``grid_ms`` from node ``n``. The direct ways, by row, need
    no node.
    """
    rows, ways = node.shape
    room = len(direct_row)
    for k in range(rows):
        for way in range(ways):
            if node[k, way] >= 0:
                room += begin[node[k, way] + 1] - begin[node[k, way]]
    found = np.empty((3, room), np.int64)
    best = np.full(grids, NEVER, np.int64)
    met = np.empty(grids, np.int64)  # the grids that have a time in this row
    held, at = 0, 0
    for k in range(rows):
        count = 0
        for way in range(ways):
            n = node[k, way]
            for entry in range(begin[n], begin[n + 1]) if n >= 0 else range(0):
                count = _lower(best, met, count, grid[entry], ms[k, way] + grid_ms[entry])
        while at < len(direct_row) and direct_row[at] == k:
            count = _lower(best, met, count, direct_grid[at], direct_ms[at])
            at += 1
        met[:count].sort()
        for g in met[:count]:
            if best[g] + late[k] <= limit:
                found[0, held], found[1, held], found[2, held] = k, g, best[g] + late[k]
                held += 1
            best[g] = NEVER
    return found[0, :held], found[1, :held], found[2, :held]


@njit(cache=True)
def _lower(best: Any, met: Any, count: int, g: int, ms: int) -> int:
    """Note a time for a grid; how many grids have one now."""
    if best[g] == NEVER:
        met[count] = g
        count += 1
    best[g] = min(best[g], ms)
    return count


@njit(cache=True)
def by_node(nodes: Any, ms: Any, ends: Any, count: int) -> Any:
    """From nodes and times grid by grid (grid ``g`` ends at ``ends[g]``) the same node by node.

    Node ``n`` of ``count`` then has the entries ``begin[n]`` to ``begin[n + 1]`` of the grids and times.
    """
    begin = np.zeros(count + 1, np.int64)
    for n in nodes:
        begin[n + 1] += 1
    for n in range(count):
        begin[n + 1] += begin[n]
    free = begin[:-1].copy()
    grid, grid_ms = np.empty(len(nodes), np.int32), np.empty(len(nodes), np.int32)
    entry = 0
    for g in range(len(ends)):
        while entry < ends[g]:
            place = free[nodes[entry]]
            free[nodes[entry]] += 1
            grid[place], grid_ms[place] = g, ms[entry]
            entry += 1
    return begin, grid, grid_ms
