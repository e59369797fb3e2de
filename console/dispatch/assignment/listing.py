"""Matching when not every option is worked out beforehand: lists grow only where the best answer may need it.

Each slot begins with its nearest options and a bound that all others of it keep. A slot is placed only when no
option beyond its bound could matter (the worth of slots and columns proves it); otherwise its list is extended and
placing goes on from where it was. The answer is the very one that matching over all options gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.match import (
    Bounds,
    Matched,
    Proof,
    answer,
    chosen_options,
    never_more,
    place_open,
    relative_extent,
)
from console.dispatch.assignment.match_kernel import EMPTY, FAR, Prices
from console.dispatch.assignment.match_rows import Options, open_prices, rows_of
from console.dispatch.assignment.packing import RANKS, Packing, Whole
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS


@dataclass(frozen=True)
class Page:
    """Further options of one slot: ``column_of`` (k) and ``cost`` (k×6).

    Every option of the slot that is on no page yet costs at least ``bound``; ``None``: there is no such option.
    """

    column_of: npt.ArrayLike
    cost: npt.ArrayLike
    bound: Ranks | None


More = Callable[[int], Page]
"""The next page of a slot. Called for every slot once, then for those whose lists are too short."""


class _Lists:
    """What is listed so far, its extent, and the bound of each slot."""

    def __init__(self, weights: Whole, more: More) -> None:
        self.weights = weights
        self.bounds: list[Ranks | None] = [None] * len(weights)
        self.options = Options.checked(len(weights), [], [], [])
        self.extent = relative_extent(weights, self.options.cost)
        self._more = more

    def extend(self, slots: Sequence[int]) -> None:
        first, *others = [self._page(slot) for slot in slots]
        pages = first.and_also(others)
        bounds = [bound for slot in slots if (bound := self.bounds[slot]) is not None]
        for costs in (pages.cost, np.array(bounds, np.int64).reshape(-1, RANKS)):
            self.extent = self.extent.joined(relative_extent(self.weights, costs))
        self.options = self.options.and_also([pages])

    def _page(self, slot: int) -> Options:
        page, before = self._more(slot), self.bounds[slot]
        columns = np.asarray(page.column_of, np.int32)
        options = Options.checked(len(self.weights), np.full(len(columns), slot), columns, page.cost)
        if before is not None:
            _check(slot, page, options, before)
        self.bounds[slot] = page.bound
        return options

    def write_bounds(self, slots: Sequence[int], packing: Packing, bounds: Bounds) -> None:
        """Put the bounds of these slots, packed, into ``bounds``."""
        for slot in slots:
            bound, hi, lo = self.bounds[slot], FAR, 0
            if bound is not None:
                number = packing.number(bound._replace(unfilled=bound.unfilled - int(self.weights[slot])))
                hi, lo = number >> LOW_BITS, number & LOW
            bounds[0][slot], bounds[1][slot] = hi, lo


def _check(slot: int, page: Page, options: Options, before: Ranks) -> None:
    """:class:`ValueError` for a page that breaks the bound given before, or after which nothing is different."""
    if any(Ranks(*row) < before for row in options.cost.tolist()):
        raise ValueError(f"slot {slot}: an option costs less than {before}, the bound given before")
    if page.bound is not None and (page.bound < before or (page.bound == before and not len(options.cost))):
        raise ValueError(f"slot {slot}: the bound went from {before} to {page.bound} without further options")


def _to_the_end(_rounds: int) -> bool:
    return False


def match_listed(
    slots_weight: npt.ArrayLike, more: More, stop: Callable[[int], bool] = _to_the_end
) -> tuple[Matched, int]:
    """The best assignment over all options, listed or not, and the rounds of listing it took.

    Options are numbered in the order in which ``more`` gave them. ``stop`` is asked before lists are extended, with
    the rounds so far; when it says so, the best answer over what is listed is given, and ``lower_bound`` is below
    ``value`` by as much as is not proved.
    """
    weights = np.require(slots_weight, np.int64, ["C", "W"])
    lists, bounds, rounds = _Lists(weights, more), never_more(len(weights)), 1
    changed: Sequence[int] = range(len(weights))
    if changed:
        lists.extend(changed)
    proof = _fresh(lists)
    while True:
        lists.write_bounds(changed, proof.packing, bounds)
        changed = np.flatnonzero(place_open(proof, bounds)).tolist()
        if not changed:
            break
        if stop(rounds):
            place_open(proof, never_more(len(weights)))
            break
        lists.extend(changed)
        rounds += 1
        if proof.packing.holds(lists.extent, len(weights)):
            proof = _carried_over(proof, lists)
        else:
            proof, changed = _fresh(lists), range(len(weights))
    return answer(proof, bounds), rounds


def _fresh(lists: _Lists) -> Proof:
    """Nothing placed yet over what is listed."""
    packing = Packing.wide_enough(lists.extent, len(lists.weights))
    prices = open_prices(len(lists.weights), lists.options.columns)
    return Proof(lists.weights, lists.options, packing, rows_of(lists.weights, lists.options, packing), prices)


def _carried_over(proof: Proof, lists: _Lists) -> Proof:
    """What was placed, over the longer lists: still best for the slots placed, because the bounds were kept."""
    rows = rows_of(lists.weights, lists.options, proof.packing)
    new = lists.options.columns - len(proof.prices.hi)
    hi, lo = (np.pad(words, (0, new)) for words in (proof.prices.hi, proof.prices.lo))
    holder = np.pad(proof.prices.holder, (0, new), constant_values=EMPTY)
    chosen = np.minimum(proof.prices.chosen, EMPTY)
    run("find", chosen_options(proof), rows, chosen)
    return Proof(lists.weights, lists.options, proof.packing, rows, Prices(hi, lo, holder, chosen))
