"""Costs of six ranks as one whole number, so that comparing and adding them takes a few instructions.

Each rank gets a field of bits wide enough for every difference two answers can have in it; the fields side by
side make one number of at most 121 bits, held in two words (``hi``·2^62 + ``lo``, 0 ≤ ``lo`` < 2^62). Comparing
numbers is then comparing rank after rank, and adding numbers is adding rank by rank.

Why nothing overflows. Costs are counted from "the slot stays empty" = 0 and lie within ±C, C < 2^121. A slot may
always stay empty, so what placing it costs at the margin lies in [−C, 0]; a team's price is never more than the
best slot gains by it, so it lies in [0, C]. Every sum the search forms (distance + cost + price) is then within
±3C < 2^123, which leaves the upper word below 2^61.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.dispatch.assignment.compiled import is_warm, run
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS, add_rank

Whole = npt.NDArray[np.int64]

RANKS = len(Ranks._fields)
ROOM_BITS = 121
FIELD_BITS = 61
"""A field is read back into one word, sign included."""


@dataclass(frozen=True)
class Extent:
    """The least and the greatest figure of each rank among some costs, 0 always included."""

    least: Whole
    greatest: Whole

    @classmethod
    def of(cls, costs: Whole) -> Extent:
        """The extent of ``costs`` (rows of six ranks)."""
        if is_warm():
            found = cls(*np.zeros((2, RANKS), np.int64))
            run("extent", costs, found.least, found.greatest)
            return found
        return cls(costs.min(axis=0, initial=0), costs.max(axis=0, initial=0))

    def joined(self, other: Extent) -> Extent:
        """The extent of both."""
        return Extent(np.minimum(self.least, other.least), np.maximum(self.greatest, other.greatest))

    def widths(self, slots: int) -> list[int]:
        """Bits each rank needs: the first for one cost, the others for the sums two answers can differ by."""
        spans = [int(high) - int(low) for low, high in zip(self.least, self.greatest, strict=True)]
        lower = [(2 * slots * span + 1).bit_length() for span in spans[1:]]
        return [spans[0].bit_length() + 1, *lower]


@dataclass(frozen=True)
class Packing:
    """Where each rank lies in the packed number: ``shifts`` in bits, and the ``widths`` of the fields."""

    shifts: Whole
    widths: tuple[int, ...]

    @classmethod
    def wide_enough(cls, extent: Extent, slots: int) -> Packing:
        """Fields for ``slots`` slots with costs within ``extent``; bits to spare are shared out evenly.

        :class:`OverflowError` names the ranks when they do not fit: their figures are too large to be compared
        exactly for so many slots (a coarser unit helps).
        """
        needed = extent.widths(max(1, slots))
        spare = ROOM_BITS - sum(needed)
        if spare < 0 or max(needed) > FIELD_BITS:
            asked = ", ".join(f"{name} {bits}" for name, bits in zip(Ranks._fields, needed, strict=True))
            raise OverflowError(f"costs of {slots} slots need {sum(needed)} bits of {ROOM_BITS} ({asked})")
        widths = [min(FIELD_BITS, bits + spare // RANKS) for bits in needed]
        shifts = [sum(widths[rank + 1 :]) for rank in range(RANKS)]
        return cls(np.array(shifts, np.int64), tuple(widths))

    def holds(self, extent: Extent, slots: int) -> bool:
        """Whether costs within ``extent`` still fit the fields."""
        needed = extent.widths(max(1, slots))
        return all(bits <= width for bits, width in zip(needed, self.widths, strict=True))

    def packed(self, costs: Whole) -> tuple[Whole, Whole]:
        """The two words of each row of ``costs``."""
        hi, lo = np.zeros(len(costs), np.int64), np.zeros(len(costs), np.int64)
        for rank, shift in enumerate(self.shifts.tolist()):
            hi, lo = add_rank(hi, lo, costs[:, rank], shift)
        return hi, lo

    def unpacked(self, hi: Whole, lo: Whole) -> Whole:
        """The ranks (n×6) of packed differences; exact whenever they are a difference of two answers."""
        bias = [1 << (width - 1) for width in self.widths]
        sum_hi, sum_lo = _plus(hi, lo, sum(half << int(shift) for half, shift in zip(bias, self.shifts, strict=True)))
        ranks = np.empty((len(hi), RANKS), np.int64)
        for rank, shift in enumerate(self.shifts.tolist()):
            up = LOW_BITS - shift
            field = (sum_lo >> shift) | (sum_hi << up) if up > 0 else sum_hi >> -up
            if rank:
                field &= (1 << self.widths[rank]) - 1
            ranks[:, rank] = field - bias[rank]
        return ranks

    def number(self, ranks: Ranks) -> int:
        """The packed number of one cost."""
        return sum(figure << shift for figure, shift in zip(ranks, self.shifts.tolist(), strict=True))

    def ranks(self, number: int) -> Ranks:
        """The ranks of one packed number of any size; all but the first are within their field."""
        figures = []
        for shift, width in zip(self.shifts.tolist()[:0:-1], self.widths[:0:-1], strict=True):
            half = 1 << (width - 1)
            figures.append((((number >> shift) + half) & ((1 << width) - 1)) - half)
            number -= figures[-1] << shift
        return Ranks(number >> int(self.shifts[0]), *reversed(figures))


def _plus(hi: Whole, lo: Whole, number: int) -> tuple[Whole, Whole]:
    total = lo + (number & LOW)
    return hi + (number >> LOW_BITS) + (total >> LOW_BITS), total & LOW


def total(hi: Whole, lo: Whole) -> int:
    """The sum of packed numbers, of any size."""
    high: int = sum(hi.tolist())
    low: int = sum(lo.tolist())
    return (high << LOW_BITS) + low
