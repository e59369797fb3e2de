"""The compiled loop of cover: from where teams stand, along the table of nodes, to the grids they reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

NEVER = 2**31 - 1


@njit(cache=True)
def team_grid_ms(node: Any, ms: Any, begin: Any, grid: Any, grid_ms: Any, grids: int, limit: int) -> Any:
    """Triples (row, grid, milliseconds) within ``limit``, by row, then grid.

    Row ``k`` gets to the nodes ``node[k]`` (-1: none) after ``ms[k]``; ``grid[begin[n]:begin[n + 1]]`` are the
    grids that lie ``grid_ms`` from node ``n``.
    """
    rows = node.shape[0]
    room = 0
    for k in range(rows):
        for way in range(node.shape[1]):
            if node[k, way] >= 0:
                room += begin[node[k, way] + 1] - begin[node[k, way]]
    found = np.empty((3, room), np.int64)
    best = np.full(grids, NEVER, np.int64)
    held = 0
    for k in range(rows):
        for way in range(node.shape[1]):
            n = node[k, way]
            if n >= 0:
                for entry in range(begin[n], begin[n + 1]):
                    best[grid[entry]] = min(best[grid[entry]], ms[k, way] + grid_ms[entry])
        for g in range(grids):
            if best[g] != NEVER:
                if best[g] <= limit:
                    found[0, held], found[1, held], found[2, held] = k, g, best[g]
                    held += 1
                best[g] = NEVER
    return found[:, :held]
