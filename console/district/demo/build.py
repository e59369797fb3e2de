"""Houses on one lot: slabs, towers, courtyards, halls, malls, schools; all lined up with the lot's long side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random

from shapely import Point, Polygon, prepare

from console.district.demo.plane import XY, long_axis, polygons, rectangle


class Builder:
    """Fills one lot with houses that stay inside it."""

    def __init__(self, lot: Polygon, rng: Random) -> None:
        self._lot = lot
        self._rng = rng
        prepare(self._lot)

    def slabs(self) -> list[Polygon]:
        """Rows of flats facing south, as in a housing estate."""
        depth, gap = self._rng.choice((11.0, 12.0, 13.0)), self._rng.uniform(11, 15)
        length = self._rng.choice((28.0, 34.0, 42.0))
        found = self._rows(self._facing_south(), length, depth, 6.0, gap)
        return found or self.blocks(20)

    def towers(self) -> list[Polygon]:
        """Point blocks on a loose raster."""
        side = self._rng.uniform(22, 27)
        found = self._rows(self._facing_south(), side * 1.2, side * 0.8, 13.0, 19.0)
        return found or self.blocks(22)

    def courtyards(self) -> list[Polygon]:
        """Small tight houses of the historic quarter."""
        return self._rows(self._along(), self._rng.uniform(11, 15), self._rng.uniform(9, 11), 2.2, 4.0, 0.15)

    def blocks(self, side_m: float) -> list[Polygon]:
        """Halls or offices of about ``side_m``; a lot too small for two gets one that fills it."""
        found = self._rows(self._along(), side_m, side_m * 0.62, 8.0, 10.0, 0.1)
        return found or self._filled(4.0)

    def mall(self) -> list[Polygon]:
        """One big hall set back from the lot's edge."""
        return self._filled(11.0) or self._filled(5.0)

    def named_towers(self, count: int) -> list[Polygon]:
        """Office towers in two rows, exactly ``count`` (fewer only when the lot is too small)."""
        for side in (44.0, 38.0, 32.0, 27.0, 22.0, 18.0):
            found = self._rows(self._along(), side, side, side * 0.6, side * 0.6)
            if len(found) >= count:
                return found[:count]
        return found

    def school(self) -> tuple[list[Polygon], list[Polygon]]:
        """A sports field and teaching buildings round it."""
        centre, long_m, short_m, angle = long_axis(self._lot)
        shift = long_m * 0.2
        at = (centre.x + shift * math.cos(angle), centre.y + shift * math.sin(angle))
        field = rectangle(at, long_m * 0.42, short_m * 0.62, angle).intersection(self._lot)
        houses = self._rows(self._facing_south(), 42.0, 12.0, 8.0, 16.0)
        return polygons(field, 300), [h for h in houses if h.distance(field) > 4]

    def _along(self) -> float:
        return long_axis(self._lot)[3]

    def _facing_south(self) -> float:
        """The lot's axis that runs closest to east-west, so that long fronts look south."""
        angle = self._along()
        return angle if abs(math.sin(angle)) < math.sqrt(0.5) else angle - math.pi / 2

    def _filled(self, inset_m: float) -> list[Polygon]:
        inner = polygons(self._lot.buffer(-inset_m, join_style="mitre").simplify(2.5), 150)
        return [Polygon(p.exterior) for p in inner[:2]]

    def _rows(
        self, angle: float, length: float, depth: float, side_gap: float, row_gap: float, missing: float = 0.06
    ) -> list[Polygon]:
        tries = [self._fitting(angle, length, depth, side_gap, row_gap, shift) for shift in (0.0, 0.34, 0.67)]
        best = max(tries, key=len)
        return [house for house in best if self._rng.random() >= missing]

    def _fitting(
        self, angle: float, length: float, depth: float, side_gap: float, row_gap: float, shift: float
    ) -> list[Polygon]:
        """The houses of one raster that fit, shortened ones included."""
        found: list[Polygon] = []
        for centre in self._raster(angle, length + side_gap, depth + row_gap, shift):
            for share in (1.0, 0.68):
                house = rectangle(centre, length * share, depth, angle)
                if self._lot.contains(house):
                    found.append(house)
                    break
        return found

    def _raster(self, angle: float, step_along: float, step_across: float, shift: float) -> Iterator[XY]:
        middle: Point = self._lot.centroid
        ux, uy = math.cos(angle), math.sin(angle)
        reach = max(self._lot.bounds[2] - self._lot.bounds[0], self._lot.bounds[3] - self._lot.bounds[1]) * 0.75
        across, along = round(reach / step_across), round(reach / step_along)
        for row in range(-across, across + 1):
            for col in range(-along, along + 1):
                a, b = (col + shift) * step_along, (row + shift) * step_across
                yield middle.x + a * ux - b * uy, middle.y + a * uy + b * ux
