"""The district's outline as a check on every position: converted to WGS-84, and not kilometres away."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from console.errors import BadDistrict
from console.geo import LatLon, inside, to_metres, wgs84_from
from console.model.roads import Floats

FAR_M = 5_000.0


class Fence:
    """Turns file positions into WGS-84 points and refuses those more than 5 km outside the boundary."""

    def __init__(self, boundary: Sequence[LatLon], datum: str) -> None:
        self._boundary = boundary
        self._datum = datum
        self._south, self._north = min(p.lat for p in boundary), max(p.lat for p in boundary)
        self._west, self._east = min(p.lon for p in boundary), max(p.lon for p in boundary)

    def point(self, lat: float, lon: float, where: str) -> LatLon:
        """The WGS-84 point; ``BadDistrict`` naming ``where`` when it is too far away."""
        at = LatLon(lat, lon) if self._datum == "WGS-84" else wgs84_from(self._datum, LatLon(lat, lon))
        if self._south <= at.lat <= self._north and self._west <= at.lon <= self._east:
            return at
        away_m = self._distance_m(at)
        if away_m > FAR_M:
            raise BadDistrict(
                f"{where}: the point {lat:.5f}, {lon:.5f} is {away_m / 1000:.1f} km outside the boundary;"
                f" expected at most {FAR_M / 1000:.0f} km (latitude before longitude in YAML and CSV,"
                " longitude first in GeoJSON)"
            )
        return at

    def outside(self, lat: Floats, lon: Floats) -> NDArray[np.bool_]:
        """Which of many WGS-84 points lie outside the boundary's bounding box and deserve a closer look."""
        return (lat < self._south) | (lat > self._north) | (lon < self._west) | (lon > self._east)

    def _distance_m(self, at: LatLon) -> float:
        if inside(at, self._boundary):
            return 0.0
        points = [to_metres(at, p) for p in self._boundary]
        return min(_to_origin(a, b) for a, b in zip(points, [*points[1:], points[0]], strict=True))


def _to_origin(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of (0, 0) from the segment ``a``-``b``."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length2 = dx * dx + dy * dy
    share = 0.0 if length2 == 0 else max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length2))
    return math.hypot(a[0] + share * dx, a[1] + share * dy)
