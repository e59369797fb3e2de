"""What a set of allowed options promises: one option per slot, and a bound that no choice is below.

Crews have prices, whatever prices: taking an option costs its own cost and the price of its crew. Each slot has a
cheapest option then, and every option a reduced cost, which it costs more than that. Any choice costs at least

- what all slots cost at their cheapest, less the prices of all crews (each crew is taken at most once),
- the least the materials can cost, as if every allowed option of every slot were taken at once,
- and what bringing more than the cheapest options bring must cost on top (``surcharge``).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from console.dispatch.assignment.chosen import together
from console.dispatch.assignment.layout import Layout, Mask, Whole
from console.dispatch.assignment.packing import Packing
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.rows_kernel import LOW_BITS
from console.dispatch.assignment.sharing import Shares, share
from console.dispatch.assignment.surcharge import Surcharge, surcharge


class Prospect:
    """One option for each slot (its row in the layout, -1 for none) among those allowed, and the reduced costs.

    ``base`` is the bound on what the teams cost; ``above`` the reduced costs of all rows in two words (of no meaning
    where not allowed), packed as ``packing`` does; ``dream`` the least the materials can cost.
    """

    def __init__(
        self, layout: Layout, allowed: Mask, picks: Whole, above: tuple[Whole, Whole], base: Ranks, packing: Packing
    ) -> None:
        self.layout = layout
        self.allowed = allowed
        self.picks = picks
        self.above = above
        self.base = base
        self.packing = packing
        self._chosen: Mask = np.zeros(len(allowed), np.bool_)
        self._chosen[picks[picks >= 0]] = True
        self.reach, self.held = layout.reach(self._chosen)

    @cached_property
    def dream(self) -> Shares:
        """How the materials would be shared out if every slot took all its allowed options at once.

        No wanted gets more than its slots could bring if each took one option and none passed the same depot.
        """
        reach, held = self.layout.reach(self.allowed)
        return share(self.layout, reach, held, self.layout.most(self.allowed, reach, held))

    @cached_property
    def labels(self) -> Whole:
        """What the option of each (wanted, place) brings."""
        ways = self.layout.ways
        found = np.zeros(self.layout.source.shape, np.int64)
        rows = np.flatnonzero(self._chosen[ways.option])
        found[ways.wanted[rows], ways.place[rows]] = ways.label[rows]
        return found

    @cached_property
    def _new(self) -> tuple[Mask, Mask]:
        """By way: whether its depot, and whether what is on board, adds to what the options bring (in time)."""
        ways = self.layout.ways
        depot = (ways.depot >= 0) & (self.reach[ways.wanted, ways.depot] < self.layout.when)
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
        """Allowed ways that bring something of a wanted that the options do not bring, or bring it in time."""
        depot, aboard = self._new
        return np.flatnonzero(self.allowed[self.layout.ways.option] & (depot | aboard))

    @cached_property
    def other(self) -> Whole:
        """Allowed ways that add something to what their slot, or their depot, could be drawn on for so far."""
        layout, ways = self.layout, self.layout.ways
        carrier, carrier_now = (layout.carrier_of(x) for x in (ways.label, self.labels[ways.wanted, ways.place]))
        better = self.reach[ways.wanted, layout.depots + ways.place] < layout.when
        aboard = (ways.aboard > 0) & ((carrier != carrier_now) | better)
        return np.flatnonzero(self.allowed[ways.option] & (self._new[0] | aboard))

    def brought_by(self, rows: Whole) -> Whole:
        """How many more units could be drawn on by each of these ways, if nobody else did."""
        layout, ways = self.layout, self.layout.ways
        depot, aboard = self._new
        stock = layout.stock[layout.source[ways.wanted[rows], ways.depot[rows]]]
        return np.where(depot[rows], stock, 0) + np.where(aboard[rows], ways.aboard[rows], 0)

    def above_of(self, row: int) -> int:
        """The reduced cost of one option, packed."""
        return (int(self.above[0][row]) << LOW_BITS) + int(self.above[1][row])

    @cached_property
    def surcharge(self) -> Surcharge:
        """By how much bringing what the options do not bring must be dearer."""
        return surcharge(self)

    @cached_property
    def bound(self) -> Ranks:
        """What no choice over the allowed options is below."""
        return self.at_least(0)

    def at_least(self, entering: int) -> Ranks:
        """The same for choices that take some option of at least this reduced cost."""
        extra = self.packing.ranks(max(entering, self.surcharge.total))
        return together([self.base, extra, Ranks(*self.dream.least)])
