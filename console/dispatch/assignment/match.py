"""Teams matched to slots: the assignment with the smallest sum of ranks, exactly, and always the same one.

Slots are placed one after the other, each by the shortest chain of changes (successive shortest paths with prices,
after Jonker and Volgenant), over costs that compare rank after rank (packing.py). The prices prove the answer: what
slots and columns are worth adds up to its value, and no option costs less than its slot and column are worth.

Of equally good answers the first is given: the first slot has the smallest column any optimum allows it (staying
empty counts as the largest), then the second slot, and so on. Of several options of one slot with the same column
and cost, the first listed is named. So the columns chosen do not depend on the order of the options.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.dispatch.assignment import compiled
from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.match_kernel import EMPTY, FAR, Prices
from console.dispatch.assignment.match_rows import Index, Options, no_floors, no_tree, no_walk, open_prices, rows_of
from console.dispatch.assignment.packing import RANKS, Extent, Packing, Whole, total
from console.dispatch.assignment.problem import Option, Problem, Ranks, Slot, Wanted
from console.dispatch.assignment.rows_kernel import Rows

Bounds = tuple[Whole, Whole]
"""By slot, what options that are not listed cost at least, counted from leaving it empty (two words)."""


@dataclass(frozen=True)
class Proof:
    """The state an answer was found in, from which reasons are computed.

    Read-only by agreement, except that the loops go on putting the rows in order: one thread at a time.
    """

    weights: Whole
    options: Options
    packing: Packing
    rows: Rows
    prices: Prices


@dataclass(frozen=True)
class Matched:
    """Who takes which slot: the option by slot (-1: empty), the sum of ranks, and what no answer can go below.

    ``lower_bound`` equals ``value`` when the answer is proved best.
    """

    option_of_slot: Index
    value: Ranks
    lower_bound: Ranks
    proof: Proof

    @property
    def column_of_slot(self) -> Index:
        """The column by slot; -1: empty."""
        chosen = self.option_of_slot
        columns = np.full(len(chosen), EMPTY, np.int32)
        columns[chosen >= 0] = self.proof.options.column_of[chosen[chosen >= 0]]
        return columns

    @property
    def gap(self) -> Ranks:
        """How far above the bound the value is, rank by rank; all 0 when proved best."""
        return Ranks(*(here - there for here, there in zip(self.value, self.lower_bound, strict=True)))


def match(
    slots_weight: npt.ArrayLike, slot_of: npt.ArrayLike, column_of: npt.ArrayLike, cost: npt.ArrayLike
) -> Matched:
    """The best assignment of columns to slots over the listed options.

    ``slots_weight`` (s) is what each slot counts when it stays empty; option e lets ``column_of[e]`` take
    ``slot_of[e]`` for ``cost[e]`` (six ranks). Slots and columns are counted from 0; a column (a crew, however many
    teams share it) takes at most one slot. :class:`OverflowError` when the figures are too large to be compared
    exactly, :class:`ValueError` when the arrays do not fit together.
    """
    weights = np.require(slots_weight, np.int64, ["C", "W"])
    options = Options.checked(len(weights), slot_of, column_of, cost)
    packing = Packing.wide_enough(relative_extent(weights, options.cost), len(weights))
    prices = open_prices(len(weights), options.columns)
    proof = Proof(weights, options, packing, rows_of(weights, options, packing), prices)
    all_listed = never_more(len(weights))
    place_open(proof, all_listed)
    return answer(proof, all_listed)


def warm() -> None:
    """Compile the loops of this room, or load them compiled. Takes seconds the first time: not on a window's thread.

    Until it has run, the same loops are interpreted, with the same answers.
    """
    compiled.compile_loops(_rehearse)


def _rehearse() -> None:
    from console.dispatch.assignment.carriers import needed
    from console.dispatch.assignment.exhaust import exhausted
    from console.dispatch.assignment.layout import Layout
    from console.dispatch.assignment.listing import Page, match_listed
    from console.dispatch.assignment.marginal import sensitivity
    from console.dispatch.assignment.outlook import look_at_all

    near, far = np.eye(2, RANKS, 3, dtype=np.int64)
    pages = iter([Page([0], [far], Ranks(arrival_s=0)), Page([1], [near], None)])
    sensitivity(match([2, 1], [0, 0, 1], [0, 1, 0], [near, far, far]))
    match_listed([1], lambda _slot: next(pages))
    one = np.ones((1, 1), np.int64)
    needed(one, one, one[0])
    small = Problem((Slot(0, "", 1),), (Option(0, 0, Ranks()),), (0,), (Wanted(0, "", 1, 0, 1),))
    exhausted(known := look_at_all(Layout.of(small)), known, most=1)


def relative_extent(weights: Whole, costs: Whole) -> Extent:
    """The extent of all costs, counted from leaving the slot empty."""
    dearest, cheapest = int(weights.max(initial=0)), int(weights.min(initial=0))
    extent = Extent.of(costs)
    shift = np.eye(1, RANKS, dtype=np.int64)[0]
    return Extent(extent.least - dearest * shift, extent.greatest - cheapest * shift)


def never_more(slots: int) -> Bounds:
    """Bounds that say: every option is listed."""
    return np.full(slots, FAR, np.int64), np.zeros(slots, np.int64)


def place_open(proof: Proof, more: Bounds) -> Whole:
    """Place the open slots, those that count most first; 1 for each slot whose list turned out too short."""
    short = np.zeros(len(proof.weights), np.int64)
    order = np.argsort(-proof.weights, kind="stable")
    columns = len(proof.prices.hi)
    run("place_all", order, proof.rows, more, proof.prices, no_floors(len(short)), no_tree(columns), short)
    return short


def answer(proof: Proof, more: Bounds) -> Matched:
    """The first of the equally good answers over the listed options, and what that proves about all options.

    Slots and columns are worth a sum that no answer can go below, once no slot is worth more than its options that
    are not listed cost at least (``more``).
    """
    run("settle", proof.rows, proof.prices, no_walk(len(proof.prices.hi)))
    hi, lo = np.zeros((2, len(proof.weights)), np.int64)
    run("margins", proof.rows, proof.prices, hi, lo)
    beyond = (more[0] < hi) | ((more[0] == hi) & (more[1] < lo))
    worth = total(np.where(beyond, more[0], hi), np.where(beyond, more[1], lo))
    bound = proof.packing.ranks(worth - total(proof.prices.hi, proof.prices.lo))
    chosen = chosen_options(proof)
    taken = proof.options.cost[chosen[chosen >= 0]].sum(axis=0).tolist()
    left_empty = int(proof.weights[chosen < 0].sum())
    return Matched(
        chosen,
        Ranks(left_empty + taken[0], *taken[1:]),
        bound._replace(unfilled=bound.unfilled + int(proof.weights.sum())),
        proof,
    )


def chosen_options(proof: Proof) -> Index:
    """The option by slot; -1: none."""
    at = proof.prices.chosen
    options = np.full(len(at), EMPTY, np.int32)
    options[at >= 0] = proof.rows.option[at[at >= 0]]
    return options
