"""Prospects with the teams matched: a choice that can be had, and what prices say about it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from console.dispatch.assignment.chosen import Brought, Chosen, together, weigh
from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.layout import Layout, Mask, Whole
from console.dispatch.assignment.match import Matched, match
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.assignment.prospect import Prospect
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS
from console.dispatch.assignment.sharing import Shares, share


class Outlook(Prospect):
    """The match over the allowed options at the prices it was found with; what it brings is shared out.

    ``pressed`` is what leaving a slot empty counts beyond its weight while teams are matched.
    """

    def __init__(self, layout: Layout, allowed: Mask, pressed: Whole, matched: Matched, rows: Whole) -> None:
        """``matched`` was found over these ``rows`` of the layout."""
        picks = matched.option_of_slot.astype(np.int64)
        picks[picks >= 0] = rows[picks[picks >= 0]]
        above = _above(matched, rows, len(layout.slot))
        super().__init__(layout, allowed, picks, above, matched.lower_bound, matched.proof.packing)
        self.pressed = pressed
        self._matched = matched
        self._rows = rows

    def within(self, allowed: Mask, pressed: Whole) -> Outlook:
        """The outlook over fewer options, the matched ones among them: the match stays as it is."""
        return Outlook(self.layout, allowed, pressed, self._matched, self._rows)

    @cached_property
    def now(self) -> Shares:
        """How the materials are shared out."""
        return share(self.layout, self.reach, self.held, self.layout.quantity)

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


def look(layout: Layout, allowed: Mask, pressed: Whole) -> Outlook:
    """Match the teams over the allowed options."""
    rows = np.flatnonzero(allowed)
    matched = match(layout.weight + pressed, layout.slot[rows], layout.crew[rows], layout.cost[rows])
    return Outlook(layout, allowed, pressed, matched, rows)


def look_at_all(layout: Layout) -> Outlook:
    """Match the teams over all options, no slot pressed."""
    return look(layout, np.ones(len(layout.slot), np.bool_), np.zeros(len(layout.weight), np.int64))


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
