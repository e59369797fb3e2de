"""What a set of allowed options promises: a choice that can be had, and a bound that no choice is below.

The teams are matched as if no material were needed; sharing out what those teams pass and carry prices the choice.
The bound adds up the match, which is the least the teams can cost; the least the materials can cost, as if every
allowed option of every slot were taken at once; and what bringing more than the match brings must cost on top.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from console.dispatch.assignment.chosen import together
from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.layout import IN_TIME, LATE, Layout, Mask, Whole
from console.dispatch.assignment.match import Matched, match
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS
from console.dispatch.assignment.sharing import Shares, share
from console.dispatch.assignment.surcharge import Surcharge, surcharge


class Outlook:
    """The match over ``allowed`` options, what it brings, and what could be better."""

    def __init__(self, layout: Layout, allowed: Mask, filled: Mask, before: Outlook | None = None) -> None:
        """``filled`` says which slots must not stay empty.

        ``before`` is an outlook over more options whose match is allowed here too; then it is not made again.
        """
        self.layout = layout
        self.allowed = allowed
        self.filled = filled
        self._rows: Whole = np.flatnonzero(allowed) if before is None else before._rows
        self.matched: Matched = self._match() if before is None else before.matched
        self.above: tuple[Whole, Whole] = self._above() if before is None else before.above
        self.picks = self._picks()
        self._chosen: Mask = np.zeros(len(allowed), np.bool_)
        self._chosen[self.picks[self.picks >= 0]] = True
        self.reach, self.held = layout.reach(self._chosen)
        self.now: Shares = share(layout, self.reach, self.held)
        self.dream: Shares = share(layout, *layout.reach(allowed))
        self.labels = self._labels()

    def _match(self) -> Matched:
        rows, layout = self._rows, self.layout
        weights = layout.weight + np.where(self.filled, layout.outweighing, 0)
        return match(weights, layout.slot[rows], layout.crew[rows], layout.cost[rows])

    def _picks(self) -> Whole:
        """The option taken by slot, -1 for none."""
        found = self.matched.option_of_slot.astype(np.int64)
        found[found >= 0] = self._rows[found[found >= 0]]
        return found

    def _above(self) -> tuple[Whole, Whole]:
        """Reduced costs (two words) of all options; only those allowed are meant."""
        proof = self.matched.proof
        options, count = proof.options, len(self.layout.slot)
        relative = options.cost.copy()
        relative[:, 0] -= proof.weights[options.slot_of]
        hi, lo = proof.packing.packed(relative)
        margins = np.zeros((2, len(proof.weights)), np.int64)
        run("margins", proof.rows, proof.prices, margins[0], margins[1])
        lo = lo + proof.prices.lo[options.column_of] - margins[1][options.slot_of]
        hi = hi + proof.prices.hi[options.column_of] - margins[0][options.slot_of] + (lo >> LOW_BITS)
        every = np.zeros((2, count), np.int64)
        every[0][self._rows], every[1][self._rows] = hi, lo & LOW
        return every[0], every[1]

    def _labels(self) -> Whole:
        """What the matched option of each (wanted, place) brings."""
        ways = self.layout.ways
        found = np.zeros(self.layout.source.shape, np.int64)
        rows = np.flatnonzero(self._chosen[ways.option])
        found[ways.wanted[rows], ways.place[rows]] = ways.label[rows]
        return found

    @property
    def possible(self) -> bool:
        """Whether every slot that must not stay empty could be filled."""
        return bool((self.picks[self.filled] >= 0).all())

    @property
    def value(self) -> Ranks:
        """What the choice costs that can be had."""
        return together([self.matched.value, Ranks(*self.now.costs)])

    @cached_property
    def _when(self) -> Whole:
        """When each way brings what it brings."""
        return np.where(self.layout.ways.late, LATE, IN_TIME)

    @cached_property
    def _new(self) -> tuple[Mask, Mask]:
        """By way: whether its depot, and whether what is on board, adds to what the matched teams bring (in time)."""
        ways = self.layout.ways
        depot = (ways.depot >= 0) & (self.reach[ways.wanted, ways.depot] < self._when)
        carrying = np.flatnonzero(ways.aboard > 0)
        teams = len(self.layout.problem.crews) + 1
        key = ways.wanted[carrying] * teams + self.layout.carrier_of(ways.label[carrying])
        sent, late = self._chosen[ways.option[carrying]], ways.late[carrying]
        at_all, in_time = np.isin(key, key[sent]), np.isin(key, key[sent & ~late])
        aboard = np.zeros(len(ways.late), np.bool_)
        aboard[carrying] = ~np.where(late, at_all, in_time)
        return depot, aboard

    @cached_property
    def new(self) -> Whole:
        """Allowed ways that bring something of a wanted that the matched teams do not bring, or bring it in time."""
        depot, aboard = self._new
        return np.flatnonzero(self.allowed[self.layout.ways.option] & (depot | aboard))

    @cached_property
    def other(self) -> Whole:
        """Allowed ways that add something to what its slot, or its depot, could be drawn on for as matched."""
        ways = self.layout.ways
        carrier, carrier_now = (self.layout.carrier_of(x) for x in (ways.label, self.labels[ways.wanted, ways.place]))
        better = self.reach[ways.wanted, self.layout.depots + ways.place] < self._when
        aboard = (ways.aboard > 0) & ((carrier != carrier_now) | better)
        return np.flatnonzero(self.allowed[ways.option] & (self._new[0] | aboard))

    def brought_by(self, rows: Whole) -> Whole:
        """How many more units could be drawn on by each of these ways, if nobody else did."""
        layout, ways = self.layout, self.layout.ways
        depot, aboard = self._new
        stock = layout.stock[layout.source[ways.wanted[rows], ways.depot[rows]]]
        return np.where(depot[rows], stock, 0) + np.where(aboard[rows], ways.aboard[rows], 0)

    def above_of(self, option: int) -> int:
        """The reduced cost of one option, packed."""
        return (int(self.above[0][option]) << LOW_BITS) + int(self.above[1][option])

    @cached_property
    def bound(self) -> Ranks:
        """What no choice over the allowed options is below."""
        return self.at_least(0)

    def at_least(self, entering: int) -> Ranks:
        """The same for choices that take some option of at least this reduced cost."""
        extra = self.matched.proof.packing.ranks(max(entering, self.surcharge.total))
        return together([self.matched.lower_bound, extra, Ranks(*self.dream.least)])

    @cached_property
    def surcharge(self) -> Surcharge:
        """By how much bringing what the match does not bring must be dearer than the match."""
        return surcharge(self)
