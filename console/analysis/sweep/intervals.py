"""How sure a share is: Wilson's interval for one, a bootstrap over nights for the difference of two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z95 = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""
RESAMPLED = 4000


@dataclass(frozen=True, slots=True)
class Share:
    """``met`` of ``counted``; the 95 % interval by Wilson's score (1927), which stays sensible at 0 and at 1.

    It takes what is counted as independent. Cases of one night are not quite: where nights are compared, use
    :func:`difference`, which draws whole nights.
    """

    met: int
    counted: int

    @property
    def share(self) -> float | None:
        """The share met; ``None`` when nothing is counted."""
        return self.met / self.counted if self.counted else None

    @property
    def low(self) -> float:
        """Lower end of the interval; 0 when nothing is counted."""
        return self._ends()[0]

    @property
    def high(self) -> float:
        """Upper end of the interval; 1 when nothing is counted."""
        return self._ends()[1]

    def _ends(self) -> tuple[float, float]:
        n = self.counted
        if not n:
            return 0.0, 1.0
        p, z2 = self.met / n, Z95**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        # at 0 and at 1 the end is the share itself; the roots would only be so to the last bit
        return (0.0 if self.met == 0 else middle - half), (1.0 if self.met == n else middle + half)


@dataclass(frozen=True, slots=True)
class Difference:
    """After less before, in shares, with a 95 % interval over ``nights`` played both ways."""

    change: float
    low: float
    high: float
    nights: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero: a change that the draw of nights alone does not explain."""
        return self.low > 0 or self.high < 0


def difference(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]], seed: int) -> Difference:
    """What changed between two plays of the same nights, in order; each night is (met, counted).

    A percentile bootstrap over whole nights, seeded: the two plays of one night stay together.
    ``ValueError`` when they are not the same number, or nothing is counted on a side.
    """
    one, two = np.array(before, float).reshape(-1, 2), np.array(after, float).reshape(-1, 2)
    if len(one) != len(two) or not one[:, 1].sum() or not two[:, 1].sum():
        raise ValueError("the same nights, with marks on both sides, are needed")
    drawn = np.random.default_rng(seed).integers(0, len(one), (RESAMPLED, len(one)))
    sums = one[drawn].sum(axis=1), two[drawn].sum(axis=1)
    whole = (sums[0][:, 1] > 0) & (sums[1][:, 1] > 0)
    changes = sums[1][whole, 0] / sums[1][whole, 1] - sums[0][whole, 0] / sums[0][whole, 1]
    low, high = np.percentile(changes, (2.5, 97.5))
    change = two[:, 0].sum() / two[:, 1].sum() - one[:, 0].sum() / one[:, 1].sum()
    return Difference(float(change), float(low), float(high), len(one))
