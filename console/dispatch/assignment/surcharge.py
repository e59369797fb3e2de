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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from console.dispatch.assignment.layout import IN_TIME, Mask, Whole
from console.dispatch.assignment.packing import Packing
from console.dispatch.assignment.problem import Ranks

if TYPE_CHECKING:
    from console.dispatch.assignment.outlook import Outlook

STATES = 2000
"""So many different quantities still missing are told apart for one incident; beyond, only the dearest counts."""


class Cover(NamedTuple):
    """A reduced cost (packed), and the options that together have it."""

    above: int
    options: tuple[int, ...]


@dataclass(frozen=True)
class Surcharge:
    """``certain`` by incident (numbered as in ``Layout.party``), ``scarce`` for items that fall short; packed."""

    certain: Mapping[int, Cover]
    scarce: int
    for_scarce: frozenset[int]  # incidents that may be counted in ``scarce``

    @property
    def total(self) -> int:
        """The least by which every choice over the allowed options is dearer than match and materials."""
        return self.scarce + sum(cover.above for cover in self.certain.values())

    def without(self, party: int) -> int:
        """The same, what one incident adds left out."""
        if party in self.for_scarce:
            return self.total - self.scarce
        return self.total - (self.certain[party].above if party in self.certain else 0)


def surcharge(outlook: Outlook) -> Surcharge:
    """What the allowed options of ``outlook`` must cost more than its match."""
    layout, packing = outlook.layout, outlook.matched.proof.packing
    own = _own(outlook)
    in_full = own[0] < layout.quantity
    falls_short = np.isin(layout.item, np.unique(layout.item[outlook.dream.short > 0]))
    in_time = ~in_full & (own[1] < layout.quantity) & ~(outlook.dream.late | outlook.dream.contested | falls_short)
    if packing.widths[1] <= (len(layout.weight) + len(in_time)).bit_length() + 1:
        in_time[:] = False  # no room to tell a late material from the next rank
    certain = (in_full & ~falls_short) | in_time
    rows = outlook.new
    rows = rows[certain[layout.ways.wanted[rows]]]
    rows = rows[~(in_time[layout.ways.wanted[rows]] & layout.ways.late[rows])]
    missing = np.where(certain, layout.quantity - np.where(in_time, own[1], own[0]), 0)
    instead = {j: packing.number(_left_out(outlook, j, bool(in_time[j]))) for j in np.flatnonzero(certain).tolist()}
    covers = _covers(outlook, rows, missing, instead)
    scarce = in_full & falls_short & ~np.isin(layout.party, layout.party[certain])
    return Surcharge(covers, _scarce(outlook, packing, scarce, own[0]), frozenset(layout.party[scarce].tolist()))


def _left_out(outlook: Outlook, j: int, only_in_time: bool) -> Ranks:
    """What the materials cost more, at least, when a wanted does not get what it misses (in time)."""
    if only_in_time:
        return Ranks(late=1)
    dream = outlook.dream
    spared = dream.least[1] if dream.contested[j] else int(dream.late[j])
    return Ranks(unfilled=int(outlook.layout.wanted_weight[j]) + 1, late=-spared)


def _own(outlook: Outlook) -> tuple[Whole, Whole]:
    """How much of each wanted the matched teams could bring if it had no rival, at all and in time."""
    quantity = outlook.layout.quantity
    most = outlook.held[outlook.layout.source]
    ever = np.where(outlook.reach > 0, most, 0).sum(axis=1)
    in_time = np.where(outlook.reach == IN_TIME, most, 0).sum(axis=1)
    return np.minimum(ever, quantity), np.minimum(in_time, quantity)


class _Carrier(NamedTuple):
    """An option that brings ``units`` of what is missing (by wanted), the cheapest of those that bring the same."""

    above: int
    option: int
    units: Mapping[int, int]


def _covers(outlook: Outlook, rows: Whole, missing: Whole, instead: Mapping[int, int]) -> dict[int, Cover]:
    """By incident, the cheapest options that bring all that is ``missing``, or what it costs ``instead``."""
    layout, ways = outlook.layout, outlook.layout.ways
    carriers: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    options = np.unique(ways.option[rows])
    hi, lo = (word[options] for word in outlook.above)
    first = np.zeros(len(layout.slot), np.bool_)
    first[options[least_by(layout.kind[options], hi, lo)]] = True
    rows = rows[first[ways.option[rows]]]
    units = np.minimum(outlook.brought_by(rows), missing[ways.wanted[rows]])
    for option, j, quantity in zip(*(x.tolist() for x in (ways.option[rows], ways.wanted[rows], units)), strict=True):
        carriers[int(layout.party[j])][option][j] = quantity
    needy: dict[int, dict[int, int]] = defaultdict(dict)
    for j in instead:
        needy[int(layout.party[j])][j] = int(missing[j])
    return {
        party: _cheapest_cover(
            lacking, instead, [_Carrier(outlook.above_of(e), e, found) for e, found in carriers[party].items()]
        )
        for party, lacking in needy.items()
    }


def _cheapest_cover(missing: Mapping[int, int], instead: Mapping[int, int], carriers: list[_Carrier]) -> Cover:
    """The cheapest carriers that together bring what is missing, each once, or ``instead`` for what stays out."""
    wanted = sorted(missing)
    states: dict[tuple[int, ...], Cover] = {tuple(missing[j] for j in wanted): Cover(0, ())}
    best = Cover(sum(instead[j] for j in wanted), ())
    enough: list[_Carrier] = []
    for carrier in sorted(carriers, key=lambda c: (c.above, c.option)):
        if any(all(other.units.get(j, 0) >= missing[j] for j in carrier.units) for other in enough):
            continue  # a cheaper one brings all that this one could be wanted for
        if any(units >= missing[j] for j, units in carrier.units.items()):
            enough.append(carrier)
        for left, cover in list(states.items()):
            rest = tuple(max(0, units - carrier.units.get(j, 0)) for j, units in zip(wanted, left, strict=True))
            found = Cover(cover.above + carrier.above, (*cover.options, carrier.option))
            if rest != left and found.above < best.above and (rest not in states or found < states[rest]):
                states[rest] = found
                out = sum(instead[j] for j, units in zip(wanted, rest, strict=True) if units)
                best = min(best, Cover(found.above + out, found.options))
        if len(states) > STATES:
            return _dearest(missing, instead, carriers)
    return best


def _dearest(missing: Mapping[int, int], instead: Mapping[int, int], carriers: list[_Carrier]) -> Cover:
    """The cheapest carrier for each that is missing, and of these the dearest."""
    return max(
        min([Cover(instead[j], ()), *(Cover(c.above, (c.option,)) for c in carriers if j in c.units)]) for j in missing
    )


def least_by(key: Whole, hi: Whole, lo: Whole) -> Whole:
    """Where the least packed number of each key stands (the first of equals), keys in order."""
    keys, at = np.unique(key, return_inverse=True)
    least = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(least, at, hi)
    rows = np.flatnonzero(hi == least[at])
    least[:] = np.iinfo(np.int64).max
    np.minimum.at(least, at[rows], lo[rows])
    rows = rows[lo[rows] == least[at[rows]]]
    return rows[np.unique(at[rows], return_index=True)[1]]


def _scarce(outlook: Outlook, packing: Packing, needy: Mask, own: Whole) -> int:
    """For items that fall short: the cheapest incidents to bring more to, as many as must get more."""
    layout, ways = outlook.layout, outlook.layout.ways
    rows = outlook.new
    rows = rows[needy[ways.wanted[rows]]]
    hi, lo = (word[ways.option[rows]] for word in outlook.above)
    above: dict[int, int] = {}
    for row in rows[least_by(ways.wanted[rows], hi, lo)].tolist():
        above[int(ways.wanted[row])] = outlook.above_of(int(ways.option[row]))
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
