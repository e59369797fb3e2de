"""What bringing more than the match brings must cost on top of it.

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
from typing import TYPE_CHECKING

import numpy as np

from console.dispatch.assignment.layout import IN_TIME, Layout, Mask, Whole
from console.dispatch.assignment.match_kernel import LOW_BITS
from console.dispatch.assignment.packing import Packing
from console.dispatch.assignment.problem import Ranks

if TYPE_CHECKING:
    from console.dispatch.assignment.outlook import Outlook

TOGETHER = 10
"""So many materials of one incident are looked at together; more are not counted."""


def surcharge(outlook: Outlook) -> int:
    """The least by which every choice over the allowed options is dearer than match and materials (packed)."""
    layout, packing = outlook.layout, outlook.matched.proof.packing
    own = _own(outlook)
    in_full = own[0] < layout.quantity
    if not in_full.any() and not (own[1] < layout.quantity).any():
        return 0
    falls_short = np.isin(layout.item, np.unique(layout.item[outlook.dream.short > 0]))
    in_time = ~in_full & (own[1] < layout.quantity) & ~(outlook.dream.late | outlook.dream.contested | falls_short)
    if packing.widths[1] <= (len(layout.weight) + len(in_time)).bit_length() + 1:
        in_time[:] = False  # no room to tell a late material from the next rank
    certain = (in_full & ~falls_short) | in_time
    instead = [packing.number(Ranks(unfilled=int(w) + 1)) for w in layout.wanted_weight.tolist()]
    for j in np.flatnonzero(in_time).tolist():
        instead[j] = packing.number(Ranks(late=1))
    rows = outlook.others
    rows = rows[certain[layout.ways.wanted[rows]]]
    rows = rows[~(in_time[layout.ways.wanted[rows]] & layout.ways.late[rows])]
    total = _certain(layout, np.flatnonzero(certain), rows, outlook.above, instead)
    scarce = in_full & falls_short & ~np.isin(layout.party, layout.party[certain])
    return total + _scarce(outlook, packing, scarce, own[0])


def _own(outlook: Outlook) -> tuple[Whole, Whole]:
    """How much of each wanted the matched teams could bring if it had no rival, at all and in time."""
    quantity = outlook.layout.quantity
    most = outlook.held[outlook.layout.source]
    ever = np.where(outlook.reach > 0, most, 0).sum(axis=1)
    in_time = np.where(outlook.reach == IN_TIME, most, 0).sum(axis=1)
    return np.minimum(ever, quantity), np.minimum(in_time, quantity)


def _certain(
    layout: Layout, needy: Whole, rows: Whole, above: tuple[Whole, Whole], instead: list[int]
) -> int:
    """Summed over incidents, the cheapest options that leave none of the needy out, or what leaving it out costs."""
    by_party: dict[int, list[int]] = defaultdict(list)
    bit = np.zeros(len(layout.quantity), np.int64)
    for j in needy.tolist():
        together = by_party[int(layout.party[j])]
        if len(together) < TOGETHER:
            bit[j] = 1 << len(together)
            together.append(j)
    sets = _cheapest_sets(layout, rows, bit, above)
    return sum(
        _cheapest_cover([instead[j] for j in together], sets.get(party, {})) for party, together in by_party.items()
    )


def _cheapest_sets(layout: Layout, rows: Whole, bit: Whole, above: tuple[Whole, Whole]) -> dict[int, dict[int, int]]:
    """By incident, for each set of needy materials that one option brings, the least reduced cost of one."""
    ways = layout.ways
    brings = np.zeros(len(layout.slot), np.int64)
    np.bitwise_or.at(brings, ways.option[rows], bit[ways.wanted[rows]])
    party = np.zeros(len(layout.slot), np.int64)
    party[ways.option[rows]] = layout.party[ways.wanted[rows]]
    options = np.flatnonzero(brings)
    key = party[options] * (1 << TOGETHER) + brings[options]
    keys, hi, lo = least_by(key, above[0][options], above[1][options])
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for k, high, low in zip(keys.tolist(), hi.tolist(), lo.tolist(), strict=True):
        found[k >> TOGETHER][k & ((1 << TOGETHER) - 1)] = (high << LOW_BITS) + low
    return found


def least_by(key: Whole, hi: Whole, lo: Whole) -> tuple[Whole, Whole, Whole]:
    """The least packed number for each key, keys in order."""
    keys, at = np.unique(key, return_inverse=True)
    least_hi = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(least_hi, at, hi)
    least_lo = np.full(len(keys), np.iinfo(np.int64).max)
    first = hi == least_hi[at]
    np.minimum.at(least_lo, at[first], lo[first])
    return keys, least_hi, least_lo


def _cheapest_cover(instead: list[int], sets: dict[int, int]) -> int:
    """The cheapest way to bring each material with some option, or to pay ``instead`` for it."""
    least = [0] * (1 << len(instead))
    for left in range(1, len(least)):
        first = (left & -left).bit_length() - 1
        options = (above + least[left & ~brings] for brings, above in sets.items() if brings >> first & 1)
        least[left] = min((least[left & (left - 1)] + instead[first], *options))
    return least[-1]


def _scarce(outlook: Outlook, packing: Packing, needy: Mask, own: Whole) -> int:
    """For items that fall short: the cheapest incidents to bring more to, as many as must get more."""
    layout, ways = outlook.layout, outlook.layout.ways
    rows = outlook.others
    rows = rows[needy[ways.wanted[rows]]]
    wanted, hi, lo = least_by(ways.wanted[rows], *(word[ways.option[rows]] for word in outlook.above))
    above = {j: (high << LOW_BITS) + low for j, high, low in zip(*(x.tolist() for x in (wanted, hi, lo)), strict=True)}
    dearest: dict[int, int] = {}
    for j in above:  # one option may bring several: only one of an incident is counted
        party = int(layout.party[j])
        dearest[party] = max(dearest.get(party, j), j, key=lambda k: (above[k], k))
    counted = set(dearest.values())
    total = 0
    for item in np.unique(layout.item[needy]).tolist():
        here = np.flatnonzero(layout.item == item)
        missing = int((layout.quantity - outlook.dream.short - own)[here].sum())
        gains = np.cumsum(np.sort((layout.quantity - own)[here])[::-1])
        times = int(np.searchsorted(gains, missing)) + 1 if missing > 0 else 0
        costs = sorted(above[j] if j in counted else 0 for j in here.tolist() if own[j] < layout.quantity[j])
        total += sum(costs[:times])
    return total if packing.ranks(total).unfilled == 0 else 0
