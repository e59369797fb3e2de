"""The compiled loop of cover: from where teams stand, along the table of nodes, to the grids they reach."""

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
    held, at = 0, 0
    for k in range(rows):
        for way in range(ways):
            n = node[k, way]
            if n >= 0:
                for entry in range(begin[n], begin[n + 1]):
                    best[grid[entry]] = min(best[grid[entry]], ms[k, way] + grid_ms[entry])
        while at < len(direct_row) and direct_row[at] == k:
            best[direct_grid[at]] = min(best[direct_grid[at]], direct_ms[at])
            at += 1
        for g in range(grids):
            if best[g] + late[k] <= limit:
                found[0, held], found[1, held], found[2, held] = k, g, best[g] + late[k]
                held += 1
            best[g] = NEVER
    return found[0, :held], found[1, :held], found[2, :held]
