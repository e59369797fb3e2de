"""The ways that bring something of what incidents lack, and as offers those that a cheapest cover may need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from console.dispatch.assignment.carriers import Lack, Offer, needed
from console.dispatch.assignment.layout import Whole
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS

if TYPE_CHECKING:
    from console.dispatch.assignment.prospect import Prospect

TRIED = 8
"""So many of the cheapest options for each lack are tried together with the cheapest for the others."""


class Supplies:
    """Ways (rows of the layout's) that bring something, wanted by wanted, the cheapest first."""

    def __init__(self, prospect: Prospect, rows: Whole) -> None:
        self._prospect, self._ways = prospect, prospect.layout.ways
        units = prospect.brought_by(rows)
        rows, units = rows[units > 0], units[units > 0]
        option = self._ways.option[rows]
        hi, lo = (word[option] for word in prospect.above)
        order = np.lexsort((option, lo, hi, self._ways.wanted[rows]))
        self._rows, self._units, self._option = rows[order], units[order], option[order]
        self._wanted, self._late = self._ways.wanted[self._rows], self._ways.late[self._rows]

    def _of(self, lack: Lack) -> slice:
        begin, end = np.searchsorted(self._wanted, [lack.wanted, lack.wanted + 1])
        return slice(int(begin), int(end))

    def limit(self, lacks: Sequence[Lack]) -> int:
        """What having all that one incident lacks costs at most."""
        prices = {lack.wanted: self._price(lack) for lack in lacks}
        whole: dict[int, list[int]] = {}
        for lack in lacks:
            mine = self._of(lack)
            brings = (self._units[mine] >= lack.units) & ~(self._late[mine] & (lack.late > 0))
            for option in self._option[mine][brings][:TRIED].tolist():
                whole.setdefault(option, []).append(lack.wanted)
        total = sum(prices.values())
        together = (
            self._prospect.above_of(option) + total - sum(prices[j] for j in wanted) for option, wanted in whole.items()
        )
        return min(total, *together) if whole else total

    def _price(self, lack: Lack) -> int:
        """What all of one lack costs at most: one option that brings it, or the cheapest until all is there."""
        mine, prices = self._of(lack), [lack.short]
        option, units, late = self._option[mine], self._units[mine], self._late[mine] & (lack.late > 0)
        for some, more in ((~late, 0), (late, lack.late)):
            if (whole := np.flatnonzero(some & (units >= lack.units))).size:
                prices.append(self._prospect.above_of(option[whole[0]]) + more)
        once = np.sort(np.unique(self._ways.label[self._rows[mine]], return_index=True)[1])  # no depot or load twice
        parts = once[: int(np.searchsorted(np.cumsum(units[once]), lack.units)) + 1]
        if units[parts].sum() >= lack.units:
            used = sum(map(self._prospect.above_of, option[parts].tolist()))
            prices.append(used + int(np.count_nonzero(late[parts])) * lack.late)
        return min(prices)

    def within(self, limits: Mapping[int, int]) -> Supplies:
        """Those whose option costs no more than its incident's limit; of options that bring the same the cheapest."""
        layout, above = self._prospect.layout, self._prospect.above
        hi, lo = np.zeros((2, int(layout.party.max(initial=-1)) + 1), np.int64)
        for number, limit in limits.items():
            hi[number], lo[number] = limit >> LOW_BITS, limit & LOW
        option, party = self._option, layout.party[self._wanted]
        high = above[0][option]
        cheap = (high < hi[party]) | ((high == hi[party]) & (above[1][option] <= lo[party]))
        options = np.unique(option[cheap])
        first = np.zeros(len(layout.slot), np.bool_)
        first[options[least_by(layout.kinds(options), above[0][options], above[1][options])]] = True
        return Supplies(self._prospect, self._rows[cheap & first[option]])

    def offers(self, lacks: Sequence[Lack]) -> list[Offer]:
        """The offers to one incident, the cheapest first, without needless ones."""
        at = np.concatenate([np.arange(len(self._rows))[self._of(lack)] for lack in lacks])
        column = np.repeat(np.arange(len(lacks)), [len(self._option[self._of(lack)]) for lack in lacks])
        option, row = np.unique(self._option[at], return_inverse=True)
        units, late = np.zeros((2, len(option), len(lacks)), np.int64)
        units[row, column], late[row, column] = self._units[at], self._late[at]
        late &= np.array([lack.late > 0 for lack in lacks], np.int64)
        order = np.lexsort((option, self._prospect.above[1][option], self._prospect.above[0][option]))
        option, units, late = option[order], units[order], late[order]
        kept = needed(units, late, np.array([lack.units for lack in lacks], np.int64))
        return [
            Offer(
                self._prospect.above_of(option[k]), int(option[k]),
                {lack.wanted: (some, bool(late[k, n])) for n, lack in enumerate(lacks) if (some := int(units[k, n]))},
            )
            for k in kept.tolist()
        ]  # fmt: skip


def least_by(key: Whole, hi: Whole, lo: Whole) -> Whole:
    """Where the least packed number of each key stands (the first of equals), keys in order."""
    keys, at = np.unique(key, return_inverse=True)
    least = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(least, at, hi)
    rows = np.flatnonzero(hi == least[at])
    least[:] = np.iinfo(np.int64).max
    np.minimum.at(least, at[rows], lo[rows])
    rows = rows[lo[rows] == least[at[rows]]]
    first: Whole = rows[np.unique(at[rows], return_index=True)[1]]
    return first
