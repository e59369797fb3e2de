"""The loops behind the reasons: what it would take to send somebody else, over the optimum that was found.

Loops in the manner of ``match_kernel.py``. All distances are in costs above what slot and column are worth, which
are never negative, so that a shortest way found once holds for every team.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

from console.dispatch.assignment.match_kernel import EMPTY, Ints, Packed, Prices, Rows, bring, margin, minus, plus


class Chains(NamedTuple):
    """By slot: a distance in two words, and the position or slot (``then``) that the way goes on with; -1 ends it."""

    hi: Ints
    lo: Ints
    then: Ints


class Entries(NamedTuple):
    """By column: the cheapest way into the answer, in two words, and the position in the rows it enters by."""

    hi: Ints
    lo: Ints
    via: Ints


def above(slot_worth: Packed, at: int, rows: Rows, prices: Prices) -> Packed:
    """How much the option at ``at`` costs above what its slot and its column are worth."""
    column = rows.column[at]
    return minus(plus((rows.hi[at], rows.lo[at]), (prices.hi[column], prices.lo[column])), slot_worth)


def release(rows: Rows, prices: Prices, chains: Chains) -> None:
    """For each slot, the best use of the column it holds if that were let go: price less what it would save.

    ``then`` is the slot that would take it, -1 when it would go unused. An empty slot holds nothing: 0.
    """
    heap = [(0, 0, 0) for _ in range(0)]
    for slot in range(len(prices.chosen)):
        at, first = prices.chosen[slot], (0, 0)
        if at >= 0:
            column = rows.column[at]
            first = (prices.hi[column] + 0, prices.lo[column] + 0)
        chains.hi[slot], chains.lo[slot] = first
        chains.then[slot] = EMPTY
        heappush(heap, (first[0], first[1], slot))
    while heap:
        hi, lo, slot = heappop(heap)
        if hi != chains.hi[slot] or lo != chains.lo[slot]:
            continue
        worth = margin(slot, rows, prices)
        at = rows.start[slot + 1] - 1
        while at >= rows.start[slot]:
            if at < rows.ordered[slot]:
                bring(rows, slot)
            if plus((rows.hi[at], rows.lo[at]), (hi, lo)) >= worth:
                break  # no shorter than letting the column go unused, and the rest of the row is dearer
            holder = prices.holder[rows.column[at]] + 0
            way = plus(above(worth, at, rows, prices), (hi, lo))
            if holder != EMPTY and holder != slot and way < (chains.hi[holder], chains.lo[holder]):
                chains.hi[holder], chains.lo[holder] = way
                chains.then[holder] = slot
                heappush(heap, (way[0], way[1], holder))
            at -= 1


def enter(rows: Rows, prices: Prices, chains: Chains, entries: Entries) -> None:
    """For each column nobody holds, the cheapest slot to force it into; the smaller slot when two are equal."""
    for slot in range(len(prices.chosen)):
        rest = minus((chains.hi[slot], chains.lo[slot]), margin(slot, rows, prices))
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


def replace(rows: Rows, prices: Prices, chains: Chains) -> None:
    """For each slot, the distance to being placed without the column it holds, all chains of changes allowed.

    ``then`` is the position of the option it would take instead, -1 when it would stay empty.
    """
    for slot in range(len(prices.chosen)):
        chains.hi[slot], chains.lo[slot] = minus((0, 0), margin(slot, rows, prices))
        chains.then[slot] = EMPTY
    changed = True
    while changed:  # ways get longer by one change each time; a way never comes back to a slot
        changed = False
        for slot in range(len(prices.chosen)):
            if prices.chosen[slot] >= 0 and shorten(slot, rows, prices, chains):
                changed = True


def shorten(slot: int, rows: Rows, prices: Prices, chains: Chains) -> bool:
    """Shorten the distance of one slot by the distances of the others as they stand; whether that did anything."""
    worth, shorter = margin(slot, rows, prices), False
    at = rows.start[slot + 1] - 1
    while at >= rows.start[slot]:
        if at < rows.ordered[slot]:
            bring(rows, slot)
        if minus((rows.hi[at], rows.lo[at]), worth) >= (chains.hi[slot], chains.lo[slot]):
            break
        holder = prices.holder[rows.column[at]] + 0
        way = above(worth, at, rows, prices)
        if holder != EMPTY:
            way = plus(way, (chains.hi[holder], chains.lo[holder]))
        if holder != slot and way < (chains.hi[slot], chains.lo[slot]):
            chains.hi[slot], chains.lo[slot] = way
            chains.then[slot] = at
            shorter = True
        at -= 1
    return shorter
