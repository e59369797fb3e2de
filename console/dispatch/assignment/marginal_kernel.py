"""The loops behind the reasons: what it would take to send somebody else, over the optimum that was found.

Loops in the manner of ``rows_kernel.py``. All distances are in costs above what slot and column are worth, which
are never negative, so that a shortest way found once holds for every team.
"""

from __future__ import annotations

from typing import NamedTuple

from console.dispatch.assignment.match_kernel import EMPTY, FAR, Prices, Tree, margin, nearest, reach
from console.dispatch.assignment.rows_kernel import Ints, Packed, Rows, bring, minus, plus


class Entries(NamedTuple):
    """By column: the cheapest way into the answer, in two words, and the position in the rows it enters by."""

    hi: Ints
    lo: Ints
    via: Ints


def above(slot_worth: Packed, at: int, rows: Rows, prices: Prices) -> Packed:
    """How much the option at ``at`` costs above what its slot and its column are worth."""
    column = rows.column[at]
    return minus(plus((rows.hi[at], rows.lo[at]), (prices.hi[column], prices.lo[column])), slot_worth)


def release(rows: Rows, prices: Prices, tree: Tree) -> None:
    """For each slot, the best use of the column it holds if that were let go: price less what it would save.

    The tree is over slots: ``via`` is the slot that would take the column, -1 when it would go unused. An empty slot
    holds nothing: 0.
    """
    for slot in range(len(prices.chosen)):
        at, first = prices.chosen[slot], (0, 0)
        if at >= 0:
            column = rows.column[at]
            first = (prices.hi[column] + 0, prices.lo[column] + 0)
        reach(slot, first, tree)
        tree.via[slot] = EMPTY
    slot = nearest((FAR, 0), tree)
    while slot >= 0:
        release_over(slot, rows, prices, tree)
        slot = nearest((FAR, 0), tree)


def release_over(slot: int, rows: Rows, prices: Prices, tree: Tree) -> None:
    """Shorten the ways of slots whose columns ``slot`` could take, letting its own go."""
    base, worth = (tree.hi[slot] + 0, tree.lo[slot] + 0), margin(slot, rows, prices)
    at = rows.start[slot + 1] - 1
    while at >= rows.start[slot]:
        if at < rows.ordered[slot]:
            bring(rows, slot)
        if plus((rows.hi[at], rows.lo[at]), base) >= worth:
            break  # no shorter than letting the column go unused, and the rest of the row is dearer
        holder = prices.holder[rows.column[at]] + 0
        way = plus(above(worth, at, rows, prices), base)
        if holder != EMPTY and way < (tree.hi[holder], tree.lo[holder]):
            reach(holder, way, tree)
            tree.via[holder] = slot
        at -= 1


def enter(rows: Rows, prices: Prices, tree: Tree, entries: Entries) -> None:
    """For each column nobody holds, the cheapest slot to force it into; the smaller slot when two are equal."""
    for slot in range(len(prices.chosen)):
        rest = minus((tree.hi[slot], tree.lo[slot]), margin(slot, rows, prices))
        for at in range(rows.start[slot + 1] - 1, rows.start[slot] - 1, -1):
            column, before = rows.column[at], entries.via[rows.column[at]]
            if prices.holder[column] != EMPTY:
                continue
            cost = plus((rows.hi[at], rows.lo[at]), rest)
            known = (entries.hi[column], entries.lo[column])
            same_slot = before >= rows.start[slot]
            if before < 0 or cost < known or (cost == known and same_slot and rows.option[at] < rows.option[before]):
                entries.hi[column], entries.lo[column] = cost
                entries.via[column] = at


def replace(rows: Rows, prices: Prices, tree: Tree) -> None:
    """For each slot, the distance to being placed without the column it holds, all tree of changes allowed.

    ``via`` is the position of the option it would take instead, -1 when it would stay empty.
    """
    for slot in range(len(prices.chosen)):
        tree.hi[slot], tree.lo[slot] = minus((0, 0), margin(slot, rows, prices))
        tree.via[slot] = EMPTY
    changed = True
    while changed:  # ways get longer by one change each time; a way never comes back to a slot
        changed = False
        for slot in range(len(prices.chosen)):
            if prices.chosen[slot] >= 0 and shorten(slot, rows, prices, tree):
                changed = True


def shorten(slot: int, rows: Rows, prices: Prices, tree: Tree) -> bool:
    """Shorten the distance of one slot by the distances of the others as they stand; whether that did anything."""
    worth, shorter = margin(slot, rows, prices), False
    at = rows.start[slot + 1] - 1
    while at >= rows.start[slot]:
        if at < rows.ordered[slot]:
            bring(rows, slot)
        if minus((rows.hi[at], rows.lo[at]), worth) >= (tree.hi[slot], tree.lo[slot]):
            break
        holder = prices.holder[rows.column[at]] + 0
        way = above(worth, at, rows, prices)
        if holder != EMPTY:
            way = plus(way, (tree.hi[holder], tree.lo[holder]))
        if way < (tree.hi[slot], tree.lo[slot]):
            tree.hi[slot], tree.lo[slot] = way
            tree.via[slot] = at
            shorter = True
        at -= 1
    return shorter
