"""Prospects with the teams matched: a choice that can be had, and what prices say about it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from console.dispatch.assignment.chosen import Brought, Chosen, together, weigh
from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.layout import Layout, Mask, Whole
from console.dispatch.assignment.match import Matched, match
from console.dispatch.assignment.packing import total
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.assignment.prospect import Prospect
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS
from console.dispatch.assignment.sharing import Shares, share
from console.dispatch.assignment.surcharge import least_by

DEAREST = 1 << 58
"""Upper word of the highest price: far above all that options differ by."""


class Outlook(Prospect):
    """The match over the allowed options at the prices it was found with; what it brings is shared out.

    ``pressed`` is what leaving a slot empty counts beyond its weight while teams are matched.
    """

    def __init__(self, layout: Layout, allowed: Mask, pressed: Whole) -> None:
        rows = np.flatnonzero(allowed)
        matched = match(layout.weight + pressed, layout.slot[rows], layout.crew[rows], layout.cost[rows])
        self._take(layout, allowed, pressed, matched, rows)

    def _take(self, layout: Layout, allowed: Mask, pressed: Whole, matched: Matched, rows: Whole) -> None:
        self.pressed = pressed
        self.matched = matched
        self._rows = rows
        picks = matched.option_of_slot.astype(np.int64)
        picks[picks >= 0] = rows[picks[picks >= 0]]
        above = _above(matched, rows, len(layout.slot))
        super().__init__(layout, allowed, picks, above, matched.lower_bound, matched.proof.packing)

    def within(self, allowed: Mask, pressed: Whole) -> Outlook:
        """The outlook over fewer options, the matched ones among them: the match stays as it is."""
        found = Outlook.__new__(Outlook)
        found._take(self.layout, allowed, pressed, self.matched, self._rows)
        return found

    @cached_property
    def now(self) -> Shares:
        """How the materials are shared out."""
        return share(self.layout, self.reach, self.held)

    @property
    def obeyed(self) -> bool:
        """Whether no pressed slot stays empty."""
        return not bool(((self.picks < 0) & (self.pressed > 0)).any())

    @cached_property
    def value(self) -> Ranks:
        """What the choice costs that can be had."""
        taken = self.layout.cost[self.picks[self.picks >= 0]].sum(axis=0)
        empty = int(self.layout.weight[self.picks < 0].sum())
        return together([Ranks(*taken.tolist()), Ranks(unfilled=empty), Ranks(*self.now.costs)])


def chosen_by(problem: Problem, outlook: Outlook, bound: Ranks) -> Chosen:
    """The choice of ``outlook``, with the ``bound`` that is known."""
    number = outlook.layout.number
    picks = tuple(int(number[row]) if row >= 0 else None for row in outlook.picks.tolist())
    short, value = weigh(problem, picks, loads := tuple(_loads(outlook)))
    return Chosen(picks, loads, short, value, bound)


def _loads(outlook: Outlook) -> list[Brought]:
    """Each quantity with the option that brings it; of several that pass the depot, the first that is in time."""
    layout, given = outlook.layout, outlook.now.given.copy()
    ways = layout.ways
    taken = np.zeros(len(layout.slot), np.bool_)
    taken[outlook.picks[outlook.picks >= 0]] = True
    rows = np.flatnonzero(taken[ways.option])
    found = []
    for row in rows[np.lexsort((ways.option[rows], ways.late[rows], ways.wanted[rows]))].tolist():
        j, option = int(ways.wanted[row]), int(layout.number[ways.option[row]])
        for column, aboard in ((int(ways.depot[row]), False), (layout.depots + int(ways.place[row]), True)):
            if column >= 0 and (quantity := int(given[j, column])):
                found.append(Brought(option, j, quantity, aboard))
                given[j, column] = 0
    return found


def _above(matched: Matched, rows: Whole, count: int) -> tuple[Whole, Whole]:
    proof = matched.proof
    options = proof.options
    relative = options.cost.copy()
    relative[:, 0] -= proof.weights[options.slot_of]
    hi, lo = proof.packing.packed(relative)
    margins = np.zeros((2, len(proof.weights)), np.int64)
    run("margins", proof.rows, proof.prices, margins[0], margins[1])
    lo = lo + proof.prices.lo[options.column_of] - margins[1][options.slot_of]
    hi = hi + proof.prices.hi[options.column_of] - margins[0][options.slot_of] + (lo >> LOW_BITS)
    every = np.zeros((2, count), np.int64)
    every[0][rows], every[1][rows] = hi, lo & LOW
    return every[0], every[1]


def repriced(root: Outlook, other: Outlook) -> Prospect:
    """The prospect over the options of ``root`` at the crew prices of ``other``."""
    layout, packing = root.layout, root.packing
    prices = other.matched.proof.prices
    of_crew = np.zeros((2, int(layout.crew.max(initial=-1)) + 1), np.int64)
    known = len(prices.hi)
    hi, lo = packing.packed(other.packing.unpacked(prices.hi, prices.lo))
    of_crew[0][:known], of_crew[1][:known] = np.clip(hi, 0, DEAREST), np.where(hi < 0, 0, lo)
    relative = layout.cost.copy()
    relative[:, 0] -= layout.weight[layout.slot]
    hi, lo = packing.packed(relative)
    lo = lo + of_crew[1][layout.crew]
    hi, lo = hi + of_crew[0][layout.crew] + (lo >> LOW_BITS), lo & LOW
    usable = np.flatnonzero(root.allowed & (hi < 0))
    cheapest = usable[least_by(layout.slot[usable], hi[usable], lo[usable])]
    picks = np.full(len(layout.weight), -1, np.int64)
    picks[layout.slot[cheapest]] = cheapest
    least = np.zeros((2, len(layout.weight)), np.int64)
    least[0][layout.slot[cheapest]], least[1][layout.slot[cheapest]] = hi[cheapest], lo[cheapest]
    base = packing.ranks(total(least[0], least[1]) - total(of_crew[0], of_crew[1]))
    base = base._replace(unfilled=base.unfilled + int(layout.weight.sum()))
    lo = lo - least[1][layout.slot]
    above = hi - least[0][layout.slot] + (lo >> LOW_BITS), lo & LOW
    return Prospect(layout, root.allowed, picks, above, base, packing)
