"""Compiled loops of :mod:`console.dispatch.outline`: painting distances, filling holes, tracing."""

from __future__ import annotations

import numpy as np
from numba import njit

# The lattice square of nodes a b c d (south-west, south-east, north-east, north-west) has edges numbered
# 0 south, 1 east, 2 north, 3 west. For each pattern of corners inside (bit per corner): the edge where the outline
# enters the square and the edge where it leaves, the inside on its left, at most two such passages. Two opposite
# corners inside count as joined.
_PASSAGES = np.array(
    [
        [-1, -1, -1, -1], [0, 3, -1, -1], [1, 0, -1, -1], [1, 3, -1, -1],
        [2, 1, -1, -1], [0, 1, 2, 3], [2, 0, -1, -1], [2, 3, -1, -1],
        [3, 2, -1, -1], [0, 2, -1, -1], [3, 0, 1, 2], [1, 2, -1, -1],
        [3, 1, -1, -1], [0, 1, -1, -1], [3, 0, -1, -1], [-1, -1, -1, -1],
    ],
    np.int8,
)  # fmt: skip


@njit(cache=True, nogil=True, fastmath=True, error_model="numpy")
def paint(field, pieces, east, north, cell, width):  # type: ignore[no-untyped-def]
    """Lower ``field`` to the squared distance from ``pieces`` wherever that is within ``width`` and one cell more.

    ``pieces`` and the south-west point of the lattice are in metres; distances and ``width`` count in cells.
    """
    rows, columns = field.shape
    reach = width + 1.001
    for k in range(pieces.shape[0]):
        x0, y0 = (pieces[k, 0] - east) / cell, (pieces[k, 1] - north) / cell
        dx, dy = (pieces[k, 2] - pieces[k, 0]) / cell, (pieces[k, 3] - pieces[k, 1]) / cell
        square = dx * dx + dy * dy
        per_square = 1.0 / square if square > 0.0 else 0.0
        for i in range(max(0, int(min(y0, y0 + dy) - reach)), min(rows, int(max(y0, y0 + dy) + reach) + 2)):
            py = i - y0
            for j in range(max(0, int(min(x0, x0 + dx) - reach)), min(columns, int(max(x0, x0 + dx) + reach) + 2)):
                px = j - x0
                share = min(1.0, max(0.0, (px * dx + py * dy) * per_square))
                away = (px - share * dx) ** 2 + (py - share * dy) ** 2
                field[i, j] = min(field[i, j], away)


@njit(cache=True, nogil=True)
def mark(marked, pieces, east, north, cell):  # type: ignore[no-untyped-def]
    """Set the points of ``marked`` next to ``pieces``, at every half cell along them."""
    rows, columns = marked.shape
    for k in range(pieces.shape[0]):
        x0, y0 = (pieces[k, 0] - east) / cell, (pieces[k, 1] - north) / cell
        x1, y1 = (pieces[k, 2] - east) / cell, (pieces[k, 3] - north) / cell
        if max(x0, x1) < 0 or max(y0, y1) < 0 or min(x0, x1) > columns - 1 or min(y0, y1) > rows - 1:
            continue
        steps = int(2 * ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5) + 1
        for step in range(steps + 1):
            i, j = round(y0 + (y1 - y0) * step / steps), round(x0 + (x1 - x0) * step / steps)
            if 0 <= i < rows and 0 <= j < columns:
                marked[i, j] = True


@njit(cache=True, nogil=True)
def _outside(inside, points, at):  # type: ignore[no-untyped-def]
    """The lattice point outside next to a point of a ring, as it was when the ring was traced."""
    i, j = int(points[at, 1]), int(points[at, 0])
    if inside[i, j]:
        i, j = int(np.ceil(points[at, 1])), int(np.ceil(points[at, 0]))
    return i, j


@njit(cache=True, nogil=True)
def fill(inside, points, starts, kept, most):  # type: ignore[no-untyped-def]
    """Fill the holes of up to ``most`` cells in which nothing is ``kept``; which rings are still borders then."""
    queue = np.empty((most, 2), np.int64)
    rings = len(starts) - 1
    beyond = np.empty((rings, 2), np.int64)
    for ring in range(rings):
        beyond[ring] = _outside(inside, points, starts[ring])
    for ring in range(rings):
        first, last = starts[ring], starts[ring + 1] - 1
        turning = points[last, 0] * points[first, 1] - points[first, 0] * points[last, 1]
        for k in range(first, last):
            turning += points[k, 0] * points[k + 1, 1] - points[k + 1, 0] * points[k, 1]
        if -2.0 * most < turning < 0.0:  # clockwise: around a hole
            _flood(inside, kept, queue, beyond[ring, 0], beyond[ring, 1])
    border = np.empty(rings, np.bool_)
    for ring in range(rings):
        border[ring] = not inside[beyond[ring, 0], beyond[ring, 1]]
    return border


@njit(cache=True, nogil=True)
def _flood(inside, kept, queue, i, j):  # type: ignore[no-untyped-def]
    """Fill what hangs together with an outside point; nothing when it is larger than ``queue`` or keeps something."""
    if inside[i, j]:
        return
    queue[0] = i, j
    inside[i, j] = True
    held, at, keep = 1, 0, False
    while at < held and not keep:
        i, j = queue[at]
        at += 1
        keep = kept[i, j]
        for di, dj in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            if not inside[i + di, j + dj]:
                if held == len(queue):
                    keep = True
                    break
                inside[i + di, j + dj] = True
                queue[held] = i + di, j + dj
                held += 1
    if keep:
        for at in range(held):
            inside[queue[at, 0], queue[at, 1]] = False


@njit(cache=True, nogil=True)
def _pattern(inside, i, j):  # type: ignore[no-untyped-def]
    return inside[i, j] + 2 * inside[i, j + 1] + 4 * inside[i + 1, j + 1] + 8 * inside[i + 1, j]


@njit(cache=True, nogil=True)
def _crossing(field, width, i, j, edge):  # type: ignore[no-untyped-def]
    """Where the outline crosses an edge of a square: column and row, whole numbers at lattice points."""
    i0, j0 = (i + 1 if edge == 2 else i), (j + 1 if edge == 1 else j)
    along_row = edge in (0, 2)
    i1, j1 = (i0, j0 + 1) if along_row else (i0 + 1, j0)
    near, far = field[i0, j0] ** 0.5, field[i1, j1] ** 0.5
    share = min(0.99, max(0.01, (width - near) / (far - near)))  # never at a point of the lattice: rings stay apart
    return (j0 + share, float(i0)) if along_row else (float(j0), i0 + share)


@njit(cache=True, nogil=True)
def trace(field, inside, width):  # type: ignore[no-untyped-def]
    """Closed rings along ``width`` cells, the inside on their left: points (column, row) and where each ring starts."""
    rows, columns = inside.shape
    passages = 0
    for i in range(rows - 1):
        for j in range(columns - 1):
            pattern = _pattern(inside, i, j)
            passages += (_PASSAGES[pattern, 0] >= 0) + (_PASSAGES[pattern, 2] >= 0)
    points = np.empty((passages, 2))
    starts = np.empty(passages // 4 + 2, np.int64)
    done = np.zeros((rows - 1, columns - 1), np.uint8)
    filled, rings = 0, 0
    starts[0] = 0
    for i in range(rows - 1):
        for j in range(columns - 1):
            pattern = _pattern(inside, i, j)
            if pattern in (0, 15):
                continue
            for p in range(2):
                if _PASSAGES[pattern, 2 * p] >= 0 and not done[i, j] & (1 << p):
                    filled = _follow(field, inside, width, done, points, filled, i, j, p)
                    rings += 1
                    starts[rings] = filled
    return points[:filled], starts[: rings + 1]


@njit(cache=True, nogil=True)
def _follow(field, inside, width, done, points, filled, i, j, passage):  # type: ignore[no-untyped-def]
    """One ring from a passage of the square (i, j) round to itself; how many points there are now."""
    while not done[i, j] & (1 << passage):
        done[i, j] |= 1 << passage
        pattern = _pattern(inside, i, j)
        points[filled] = _crossing(field, width, i, j, _PASSAGES[pattern, 2 * passage])
        filled += 1
        leave = _PASSAGES[pattern, 2 * passage + 1]
        i += (leave == 2) - (leave == 0)
        j += (leave == 1) - (leave == 3)
        enter = (leave + 2) % 4
        passage = 0 if _PASSAGES[_pattern(inside, i, j), 0] == enter else 1
    return filled
