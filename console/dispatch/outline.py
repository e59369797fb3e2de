"""The outline of everything within so many metres of pieces of road: painted as distances, filled, traced.

A union of tens of thousands of buffered pieces takes geometry libraries seconds; a field of distances on a square
lattice, traced where it passes the width, takes milliseconds and its error is bounded by the lattice (see
:func:`outlines`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pieces = NDArray[np.float64]
"""(k, 4) metres: from east, from north, to east, to north."""

MOST_CELLS = 24_000_000
"""More than this (50 by 70 km at 12 m) and the lattice gets coarser."""


@dataclass(frozen=True, slots=True)
class Band:
    """How wide and how fine: ``width_m`` each side of a road, a lattice of ``cell_m``, rings straightened by
    ``simplify_m``, holes up to ``fill_m2`` filled.
    """

    width_m: float = 30.0
    cell_m: float = 12.0
    simplify_m: float = 5.0
    fill_m2: float = 60_000.0

    def __post_init__(self) -> None:
        if self.width_m <= self.cell_m * 2**0.5 + self.simplify_m:
            raise ValueError("the band must be wider than a lattice cell's diagonal and the straightening together")

    @property
    def tolerance_m(self) -> float:
        """No point of an outlined area that is not a filled hole lies farther from its pieces than this."""
        return self.width_m + self.cell_m * 2**0.5 + self.simplify_m


@dataclass(frozen=True, slots=True)
class Lattice:
    """Square cells from the south-west corner, rows going north."""

    east: float
    north: float
    cell: float
    rows: int
    columns: int


def outlines(pieces: Pieces, others: Pieces, band: Band) -> tuple[list[shapely.Polygon], float]:
    """Polygons (metres) around ``pieces``, and the tolerance they keep in metres.

    Every point of a piece lies inside. Every point inside lies within the tolerance of a piece, or in a filled
    hole; no hole through which one of ``others`` (the roads that do not belong) passes is filled. The tolerance is
    the band's unless the area is so large that the lattice had to be coarser.
    """
    if not len(pieces):
        return [], band.tolerance_m
    from console.dispatch import outline_kernels as kernels  # compiled when first needed

    band, lattice = _lattice(pieces, band)
    width = band.width_m / band.cell_m
    field = np.full((lattice.rows, lattice.columns), np.inf, np.float32)
    kernels.paint(field, pieces, lattice.east, lattice.north, lattice.cell, width)
    inside, kept = field <= width * width, np.zeros(field.shape, np.bool_)
    points, starts = kernels.trace(field, inside, width)
    kernels.mark(kept, others, lattice.east, lattice.north, lattice.cell)
    borders = kernels.fill(inside, points, starts, kept, int(band.fill_m2 / band.cell_m**2))
    which = np.repeat(np.arange(len(borders)), np.diff(starts))
    rings = shapely.linearrings(points * band.cell_m + (lattice.east, lattice.north), indices=which)[borders]
    return _polygons(rings, band.simplify_m), band.tolerance_m


def _lattice(pieces: Pieces, band: Band) -> tuple[Band, Lattice]:
    low = np.minimum(pieces[:, :2], pieces[:, 2:]).min(axis=0)
    span = np.maximum(pieces[:, :2], pieces[:, 2:]).max(axis=0) - low
    coarser = max(1.0, (np.prod(span + 2 * band.width_m) / (band.cell_m**2 * MOST_CELLS)) ** 0.5)
    band = Band(band.width_m * coarser, band.cell_m * coarser, band.simplify_m * coarser, band.fill_m2)
    margin = band.width_m + 2 * band.cell_m
    columns, rows = (np.ceil((span + 2 * margin) / band.cell_m) + 1).astype(int)
    return band, Lattice(float(low[0] - margin), float(low[1] - margin), band.cell_m, int(rows), int(columns))


def _polygons(rings: NDArray[np.object_], simplify_m: float) -> list[shapely.Polygon]:
    """Rings (counter-clockwise around an area, clockwise around a hole) as valid polygons."""
    outer = shapely.is_ccw(rings)
    shells, holes = rings[outer], rings[~outer]
    members: list[list[Any]] = [[] for _ in shells]
    for hole, shell in _smallest_around(holes, shapely.polygons(shells)).items():
        members[shell].append(holes[hole])
    made = [shapely.polygons(shell, mine or None) for shell, mine in zip(shells, members, strict=True)]
    return [_straightened(part, simplify_m) for part in made]


def _smallest_around(holes: NDArray[np.object_], shells: NDArray[np.object_]) -> dict[int, int]:
    """For each hole the smallest shell around it."""
    corners = shapely.points(shapely.get_coordinates(holes)[np.cumsum([0, *shapely.get_num_coordinates(holes)])[:-1]])
    near, shell = shapely.STRtree(shells).query(corners)
    shapely.prepare(shells)
    around = shapely.contains(shells[shell], corners[near])
    pairs = zip(near[around].tolist(), shell[around].tolist(), strict=True)
    size = shapely.area(shells)
    return dict(sorted(pairs, key=lambda pair: -size[pair[1]]))


def _straightened(area: shapely.Polygon, simplify_m: float) -> shapely.Polygon:
    """Fewer corners; the slower way that keeps rings from crossing is taken only where they would."""
    quick = shapely.simplify(area, simplify_m, preserve_topology=False)
    sound = isinstance(quick, shapely.Polygon) and quick.is_valid and not quick.is_empty
    return quick if sound else shapely.simplify(area, simplify_m, preserve_topology=True)
