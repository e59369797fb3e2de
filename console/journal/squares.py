"""Squares of the map, about 110 m wide, each with a number: what cases are counted by to see where they cluster."""

from __future__ import annotations

import math

from console.geo import LatLon

STEP = 0.001
"""Degrees of latitude; 111 m everywhere."""
_ROWS, _SHIFT = 90_000, 1_000_000


def square_of(position: LatLon) -> int:
    """The number of the square that holds ``position``. It is never negative, and the same on every machine."""
    row = math.floor(position.lat / STEP) + _ROWS
    return row * _SHIFT + math.floor((position.lon + 180) / _wide(row))


def box_of(square: int) -> tuple[float, float, float, float]:
    """South, west, north and east of a square in degrees."""
    row, column = divmod(square, _SHIFT)
    wide = _wide(row)
    south = (row - _ROWS) * STEP
    return south, column * wide - 180, south + STEP, (column + 1) * wide - 180


def _wide(row: int) -> float:
    """Degrees of longitude a square of this row is wide: square in the middle of its degree of latitude."""
    middle = math.floor((row - _ROWS) * STEP + 1e-9) + 0.5
    return STEP / max(0.01, math.cos(math.radians(middle)))
