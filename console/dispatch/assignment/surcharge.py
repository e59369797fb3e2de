"""What bringing more than the match brings must cost on top of it, and who would bring it most cheaply.

An option costs at least its reduced cost more than the match: what it costs less what its slot and its crew are
worth there. A wanted that cannot be whole (or not in time) by what the matched teams bring needs some option that
brings something else of it, or stays short (or late). Options belong to one incident, so the least of this adds up
over incidents; within one, a single option may bring several materials, so the cheapest set of options is sought
that leaves none of them out.

Where an item falls short whatever is done, somebody has to go without it. Then only as many are counted as must get
some of it for the missing units to be the fewest; a choice that brings fewer units costs more in the first rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from console.dispatch.assignment.carriers import Cover, Lack, cheapest_cover
from console.dispatch.assignment.layout import IN_TIME, Mask, Whole
from console.dispatch.assignment.packing import Packing
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.supplies import Supplies, least_by

if TYPE_CHECKING:
    from console.dispatch.assignment.prospect import Prospect


@dataclass(frozen=True)
class Surcharge:
    """``certain`` by incident (numbered as in ``Layout.party``), ``scarce`` for items that fall short; packed."""

    certain: Mapping[int, Cover]
    scarce: int
    for_scarce: frozenset[int]  # incidents that may be counted in ``scarce``

    @cached_property
    def total(self) -> int:
        """The least by which every choice over the allowed options is dearer than match and materials."""
        return self.scarce + sum(cover.above for cover in self.certain.values())

    def without(self, party: int) -> int:
        """The same, what one incident adds left out."""
        if party in self.for_scarce:
            return self.total - self.scarce
        return self.total - (self.certain[party].above if party in self.certain else 0)


def surcharge(prospect: Prospect) -> Surcharge:
    """What the allowed options of ``prospect`` must cost more than its match."""
    layout, dream = prospect.layout, prospect.dream
    packing = prospect.packing
    ever, in_time = _own(prospect)
    falls_short = np.isin(layout.item, np.unique(layout.item[dream.short > 0]))
    timed = ~(dream.late | dream.contested)
    if packing.widths[1] <= (len(layout.weight) + len(timed)).bit_length() + 1:
        timed[:] = False  # no room to tell a late material from the next rank
    own = np.where(timed, in_time, ever)
    certain = (own < layout.quantity) & ~falls_short
    rows = prospect.new[certain[layout.ways.wanted[prospect.new]]]
    lacks = {
        j: Lack(
            j, int(layout.quantity[j] - own[j]), int(ever[j] - own[j]),
            packing.number(Ranks(late=1)) if timed[j] else 0, packing.number(_left_out(prospect, j)),
        )
        for j in np.flatnonzero(certain).tolist()
    }  # fmt: skip
    covers = _covers(prospect, rows, lacks)
    scarce = (ever < layout.quantity) & falls_short & ~np.isin(layout.party, layout.party[certain])
    return Surcharge(covers, _scarce(prospect, packing, scarce, ever), frozenset(layout.party[scarce].tolist()))


def _left_out(prospect: Prospect, j: int) -> Ranks:
    """What the materials cost more, at least, when a wanted does not get what it misses."""
    dream = prospect.dream
    spared = dream.least[1] if dream.contested[j] else int(dream.late[j])
    return Ranks(unfilled=int(prospect.layout.wanted_weight[j]) + 1, late=-spared)


def _own(prospect: Prospect) -> tuple[Whole, Whole]:
    """How much of each wanted the matched teams could bring if it had no rival, at all and in time."""
    quantity = prospect.layout.quantity
    most = prospect.held[prospect.layout.source]
    ever = np.where(prospect.reach > 0, most, 0).sum(axis=1)
    in_time = np.where(prospect.reach == IN_TIME, most, 0).sum(axis=1)
    return np.minimum(ever, quantity), np.minimum(in_time, quantity)


def _covers(prospect: Prospect, rows: Whole, lacks: Mapping[int, Lack]) -> dict[int, Cover]:
    """By incident, the cheapest options among the ways ``rows`` that bring what it lacks, or what that costs."""
    lacking: dict[int, list[Lack]] = defaultdict(list)
    for j, lack in lacks.items():
        lacking[int(prospect.layout.party[j])].append(lack)
    supplies = Supplies(prospect, rows)
    limits = {party: supplies.limit(found) for party, found in lacking.items()}
    supplies = supplies.within(limits)
    return {party: cheapest_cover(found, supplies.offers(found)) for party, found in lacking.items()}


def _scarce(prospect: Prospect, packing: Packing, needy: Mask, own: Whole) -> int:
    """For items that fall short: the cheapest incidents to bring more to, as many as must get more."""
    layout, ways = prospect.layout, prospect.layout.ways
    rows = prospect.new
    rows = rows[needy[ways.wanted[rows]]]
    hi, lo = (word[ways.option[rows]] for word in prospect.above)
    above: dict[int, int] = {}
    for row in rows[least_by(ways.wanted[rows], hi, lo)].tolist():
        above[int(ways.wanted[row])] = prospect.above_of(int(ways.option[row]))
    dearest: dict[int, int] = {}
    for j in above:  # one option may bring several: only one of an incident is counted
        party = int(layout.party[j])
        dearest[party] = max(dearest.get(party, j), j, key=lambda k: (above[k], k))
    counted = set(dearest.values())
    total = 0
    for item in np.unique(layout.item[needy]).tolist():
        here = np.flatnonzero(layout.item == item)
        missing = int((layout.quantity - prospect.dream.short - own)[here].sum())
        gains = np.cumsum(np.sort((layout.quantity - own)[here])[::-1])
        times = int(np.searchsorted(gains, missing)) + 1 if missing > 0 else 0
        costs = sorted(above[j] if j in counted else 0 for j in here.tolist() if own[j] < layout.quantity[j])
        total += sum(costs[:times])
    return total if packing.ranks(total).unfilled == 0 else 0
