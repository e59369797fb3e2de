"""The cheapest carriers for what one incident lacks, each once, lateness and going without included in the price."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from console.dispatch.assignment.compiled import run

Whole = np.ndarray[Any, np.dtype[np.int64]]

STATES = 2000
"""So many different quantities still missing are told apart; beyond, only the dearest material counts."""
LATE_TOGETHER = 3
"""Of what one carrier brings too late, so many are looked at one by one; it counts as in time for the others."""


class Lack(NamedTuple):
    """A wanted (index) of which ``units`` are missing; all prices are packed.

    ``matched_late`` units more come with teams that are matched already, but too late. Anything late costs
    ``late`` once, staying short ``short``.
    """

    wanted: int
    units: int
    matched_late: int
    late: int
    short: int


class Offer(NamedTuple):
    """An option at a price, and by wanted the units it brings and whether they come too late."""

    above: int
    option: int
    brings: Mapping[int, tuple[int, bool]]


class Cover(NamedTuple):
    """A price (packed), and the options that together have it."""

    above: int
    options: tuple[int, ...]


_Left = tuple[tuple[int, bool], ...]
"""For each lack the units still missing, and whether some came late."""
_Use = tuple[tuple[int, bool], ...]
"""For each lack the units one carrier brings, and whether too late."""


class _Ahead(NamedTuple):
    """What each lack must still cost: ``alone``, and as a ``share`` that adds up over lacks.

    Whatever is taken for some lacks costs at least the sum of their shares, so what is missing costs at least the
    sum of its own.
    """

    alone: Sequence[int]
    share: Sequence[int]

    @classmethod
    def of(cls, lacks: Sequence[Lack], offers: Sequence[Offer]) -> _Ahead:
        """The prices of ``lacks``."""
        alone = [_least(lack, offers).above for lack in lacks]
        share = list(alone)
        for offer in offers:
            brought = [k for k, lack in enumerate(lacks) if lack.wanted in offer.brings]
            for k in brought:
                share[k] = min(share[k], offer.above // len(brought))
        return cls(alone, share)

    def least(self, left: _Left) -> int:
        """What is ``left`` costs at least so much more."""
        missing = [k for k, (units, _) in enumerate(left) if units]
        if not missing:
            return 0
        return max(*(self.alone[k] for k in missing), sum(self.share[k] for k in missing))


def cheapest_cover(lacks: Sequence[Lack], offers: Sequence[Offer]) -> Cover:
    """The cheapest way to have all that is lacking, be it late, or to go without.

    Offers are gone through by price, each taken or not, in every state of what is missing that some earlier offers
    could have left. A state that cannot be completed below the best price known is dropped.
    """
    ahead = _Ahead.of(lacks, offers)
    best = _one_by_one(lacks, offers)
    states: dict[_Left, Cover] = {}
    _reach(states, tuple((lack.units, False) for lack in lacks), Cover(0, ()), ahead, best.above)
    for k, lack in enumerate(lacks):
        if lack.matched_late:
            use = tuple((lack.matched_late, True) if k == other else (0, False) for other in range(len(lacks)))
            best = _take(states, lacks, Offer(0, -1, {}), [use], ahead, best)
    for offer in sorted(offers, key=lambda o: (o.above, o.option)):
        if offer.above >= best.above:
            break
        best = _take(states, lacks, offer, list(_uses(lacks, offer)), ahead, best)
        if len(states) > STATES:
            return min(best, max(_least(lack, offers) for lack in lacks))
    return best


def _one_by_one(lacks: Sequence[Lack], offers: Sequence[Offer]) -> Cover:
    """For each lack the cheapest that brings all of it, or the cheapest until all is there: not always the best."""
    found = [_for_one(lack, offers) for lack in lacks]
    options = dict.fromkeys(option for one in found for option in one.options)
    return Cover(sum(one.above for one in found), tuple(options))


def _for_one(lack: Lack, offers: Sequence[Offer]) -> Cover:
    ways = []
    for offer in offers:
        units, late = offer.brings.get(lack.wanted, (0, False))
        if units:
            ways.append((offer.above + lack.late * late, offer.option, units))
    whole = [Cover(price, (option,)) for price, option, units in ways if units >= lack.units]
    parts, price, missing = list[int](), 0, lack.units
    for more, option, units in sorted(ways):
        if missing > 0:
            parts.append(option)
            price, missing = price + more, missing - units
    in_parts = [Cover(price, tuple(parts))] if missing <= 0 else []
    return min([Cover(lack.short, ()), *whole, *in_parts])


def needed(units: Whole, late: Whole, missing: Whole) -> Whole:
    """The carriers without which there may be no cheapest cover of what is ``missing`` (l), the first ones cheapest.

    ``units`` (n, l) is what each brings, ``late`` 1 where that is too late. A carrier is needless if so many cheaper
    ones bring no less and no later than it: if one of them is not taken, it may be taken in its place; if all are,
    they bring all that it could.
    """
    brought = np.minimum(units, missing)
    enough = np.where(units > 0, -(-missing // np.maximum(units, 1)), 0).max(axis=1, initial=0)
    found = np.zeros(len(units), np.int64)
    run("mark_needed", brought.ravel(), late.ravel(), enough, found)
    return np.flatnonzero(found)


def _uses(lacks: Sequence[Lack], offer: Offer) -> Iterator[_Use]:
    """What one offer may be used for: all that it brings, with each choice among what it brings late."""
    none = (0, False)
    brings = [offer.brings.get(lack.wanted, none) for lack in lacks]
    late = [k for k, (units, is_late) in enumerate(brings) if units and is_late][:LATE_TOGETHER]
    for count in range(len(late) + 1):
        for left_out in itertools.combinations(late, count):
            yield tuple(none if k in left_out else (units, k in late) for k, (units, _) in enumerate(brings))


def _take(
    states: dict[_Left, Cover], lacks: Sequence[Lack], offer: Offer, uses: Sequence[_Use], ahead: _Ahead, best: Cover
) -> Cover:
    """Add what follows from each state when the offer is put to one of its ``uses``; the best cover known then."""
    for (left, cover), use in itertools.product(states.items(), uses):
        above, rest, changed = cover.above + offer.above, [], False
        for lack, (units, was_late), (brought, late) in zip(lacks, left, use, strict=True):
            if units and brought:
                changed = True
                above += lack.late if late and not was_late else 0
                rest.append((max(0, units - brought), was_late or late))
            else:
                rest.append((units, was_late))
        if changed and above < best.above:
            options = cover.options if offer.option < 0 else (*cover.options, offer.option)
            found = Cover(above, options)
            _reach(states, tuple(rest), found, ahead, best.above)
            short = sum(lack.short for lack, (units, _) in zip(lacks, rest, strict=True) if units)
            best = min(best, Cover(above + short, options))
    return best


def _reach(states: dict[_Left, Cover], left: _Left, found: Cover, ahead: _Ahead, limit: int) -> None:
    """Keep a state if it can still end below ``limit``, at its best price."""
    if found.above + ahead.least(left) < limit and (left not in states or found < states[left]):
        states[left] = found


def _least(lack: Lack, offers: Sequence[Offer]) -> Cover:
    """The least that something more of one lack costs, or going without."""
    ways = [Cover(offer.above, (offer.option,)) for offer in offers if lack.wanted in offer.brings]
    return min([Cover(lack.short, ()), *ways, *([Cover(lack.late, ())] if lack.matched_late else [])])
