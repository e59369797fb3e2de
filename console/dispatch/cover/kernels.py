"""The compiled loops of cover: grids by road node, and from where teams stand to the grids they reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

NEVER = 2**31 - 1


@njit(cache=True, nogil=True)
def team_grid_ms(
    node: Any, ms: Any, late: Any, begin: Any, grid: Any, grid_ms: Any,
    direct_row: Any, direct_grid: Any, direct_ms: Any, grids: int, limit: int, room: int,
) -> Any:  # fmt: skip
    """Columns (row, grid, milliseconds) of what is within ``limit``, by row.

    Row ``k`` sets out ``late[k]`` and gets to the nodes ``node[k]`` (-1: none) ``ms[k]`` after that;
    ``grid[begin[n]:begin[n + 1]]`` are the grids that lie ``grid_ms`` from node ``n``. The direct ways, by row, need
    no node. ``room`` is for how many columns at most.
    """
    rows, ways = node.shape
    found = np.empty((3, room), np.int64)
    best = np.full(grids, NEVER, np.int64)
    met = np.empty(grids, np.int64)  # the grids that have a time in this row
    held, at = 0, 0
    for k in range(rows):
        count = 0
        for way in range(ways):
            n = node[k, way]
            if n >= 0:
                for entry in range(begin[n], begin[n + 1]):
                    g, time = grid[entry], ms[k, way] + grid_ms[entry]
                    if best[g] == NEVER:
                        met[count] = g
                        count += 1
                    best[g] = min(best[g], time)
        while at < len(direct_row) and direct_row[at] == k:
            g = direct_grid[at]
            if best[g] == NEVER:
                met[count] = g
                count += 1
            best[g] = min(best[g], direct_ms[at])
            at += 1
        for i in range(count):
            g = met[i]
            if best[g] + late[k] <= limit:
                found[0, held], found[1, held], found[2, held] = k, g, best[g] + late[k]
                held += 1
            best[g] = NEVER
    return found[0, :held], found[1, :held], found[2, :held]


@njit(cache=True, nogil=True)
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
