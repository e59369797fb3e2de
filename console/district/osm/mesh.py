"""A proposed mesh of grids: square cells where there are roads, each with its centre on one."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from console.geo import EARTH_RADIUS_M, LatLon
from console.model.places import Grid
from console.model.roads import Roads
from console.phrase import Text

CELL_M = 500.0
STEP_M = 250.0
MOST_CELLS = 2_500
DIGITS = 6


def propose_grids(roads: Roads, usable: NDArray[np.bool_]) -> tuple[dict[str, Grid], float]:
    """Grids by code (row from the south, column from the west), and the side of a cell in metres.

    A cell is there when it holds a ``usable`` node: one of the main network. Cells are :data:`CELL_M` wide, or
    wider by steps until there are at most :data:`MOST_CELLS`.
    """
    lat, lon = roads.lat[usable], roads.lon[usable]
    names = _names(roads)
    nodes = np.flatnonzero(usable)
    side = CELL_M
    while True:
        size = _degrees(side, float(np.median(lat)))
        rows = np.floor((lat - lat.min()) / size[0]).astype(int)
        columns = np.floor((lon - lon.min()) / size[1]).astype(int)
        if len(np.unique(rows * (columns.max() + 1) + columns)) <= MOST_CELLS:
            break
        side += STEP_M
    corner = (float(lat.min()), float(lon.min()))
    best = _nearest_to_middle(lat, lon, rows, columns, corner, size)
    width = max(2, len(str(int(rows.max()) + 1)), len(str(int(columns.max()) + 1)))
    grids = {}
    for row, column, i in best:
        code = f"R{row + 1:0{width}d}C{column + 1:0{width}d}"
        centre = LatLon(round(float(lat[i]), DIGITS), round(float(lon[i]), DIGITS))
        ring = _square(corner[0] + row * size[0], corner[1] + column * size[1], size)
        grids[code] = Grid(code, _title(code, names.get(int(nodes[i]))), ring, centre, "")
    return grids, side


def _degrees(side_m: float, lat: float) -> tuple[float, float]:
    high = math.degrees(side_m / EARTH_RADIUS_M)
    return high, high / math.cos(math.radians(lat))


def _nearest_to_middle(
    lat: NDArray[np.float64], lon: NDArray[np.float64], rows: NDArray[np.int_], columns: NDArray[np.int_],
    corner: tuple[float, float], size: tuple[float, float],
) -> list[tuple[int, int, int]]:  # fmt: skip
    """Row, column and the point nearest to the middle, of every cell that has one."""
    off = np.hypot((lat - corner[0]) / size[0] - rows - 0.5, (lon - corner[1]) / size[1] - columns - 0.5)
    order = np.lexsort((np.arange(len(lat)), off, columns, rows))
    r, c = rows[order], columns[order]
    first = np.ones(len(order), bool)
    first[1:] = (r[1:] != r[:-1]) | (c[1:] != c[:-1])
    return [(int(rows[i]), int(columns[i]), int(i)) for i in order[first]]


def _square(south: float, west: float, size: tuple[float, float]) -> tuple[LatLon, ...]:
    s, n = round(south, DIGITS), round(south + size[0], DIGITS)
    w, e = round(west, DIGITS), round(west + size[1], DIGITS)
    return (LatLon(s, w), LatLon(s, e), LatLon(n, e), LatLon(n, w))


def _names(roads: Roads) -> dict[int, Text]:
    """The name of a road at each node that has a named one."""
    named = np.array([stretch.name != Text("") for stretch in roads.stretches], bool)
    arcs = np.flatnonzero(named[roads.stretch])
    return {int(roads.tail[a]): roads.stretches[roads.stretch[a]].name for a in arcs[::-1].tolist()}


def _title(code: str, road: Text | None) -> Text:
    if road is None:
        return Text(f"Cell {code} (proposed)", f"网格{code}（建议）")
    return Text(f"{road.get('en')}, cell {code} (proposed)", f"{road.get('zh')}网格{code}（建议）")
