"""A way measured once, and a drive along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from console.geo import LatLon, between, distance_m


class Path:
    """Points in a row with their legs in metres: measured when made, asked many times."""

    __slots__ = ("_legs_m", "length_m", "points")

    def __init__(self, points: Sequence[LatLon]) -> None:
        self.points = tuple(points)
        self._legs_m = [distance_m(a, b) for a, b in pairwise(self.points)]
        self.length_m: float = sum(self._legs_m)

    def at(self, share: float) -> LatLon:
        """The point ``share`` (0 to 1) of the length along the way."""
        left = self.length_m * share
        for i, leg in enumerate(self._legs_m):
            if leg >= left and leg > 0:
                return between(self.points[i], self.points[i + 1], left / leg)
            left -= leg
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive along ``path`` from ``began`` on, ``seconds`` long."""

    path: Path
    began: datetime
    seconds: float

    def at(self, now: datetime) -> LatLon:
        """The position at ``now``; the last point after the end."""
        share = 1.0 if self.seconds <= 0 else (now - self.began).total_seconds() / self.seconds
        return self.path.at(min(1.0, max(0.0, share)))

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.began + timedelta(seconds=self.seconds)
