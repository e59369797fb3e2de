"""Options laid out by slot, over packed numbers (see packing.py), as loops.

Plain Python over whole numbers and given lists or arrays, which ``compiled.py`` also hands to numba: the answer is
the same either way, only the speed differs. Nothing is allocated in these loops, so that compiled ones need not
count references. A packed number is two words, ``hi`` and ``lo``. A place in the rows is a position; -1 stands for
"none" throughout, because compiled loops know only numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Ints = Any
"""A list or an array of whole numbers."""
Packed = tuple[int, int]

LOW_BITS = 62
LOW = (1 << LOW_BITS) - 1


class Rows(NamedTuple):
    """Options by slot. A row is a heap, cheapest on top; options taken off it stand in order at the row's end.

    ``start`` has one entry per slot and one more; from ``ordered[slot]`` to the row's end the options are in order,
    the cheapest last. Costs are counted from leaving the slot empty. Equal costs are ordered by column, then by
    ``option``, the number the option came with.
    """

    start: Ints
    ordered: Ints
    hi: Ints
    lo: Ints
    column: Ints
    option: Ints


def add_rank(hi: Any, lo: Any, figure: Any, shift: int) -> tuple[Any, Any]:
    """The packed number(s) with ``figure``·2^``shift`` added; numbers or arrays."""
    if shift >= LOW_BITS:
        return hi + (figure << (shift - LOW_BITS)), lo
    lo = lo + ((figure << shift) & LOW)
    return hi + (figure >> (LOW_BITS - shift)) + (lo >> LOW_BITS), lo & LOW


def plus(one: Packed, other: Packed) -> Packed:
    """The sum of two packed numbers."""
    lo = one[1] + other[1]
    return one[0] + other[0] + (lo >> LOW_BITS), lo & LOW


def minus(one: Packed, other: Packed) -> Packed:
    """The difference of two packed numbers."""
    lo = one[1] - other[1]
    return one[0] - other[0] + (lo >> LOW_BITS), lo & LOW


def extent(cost: Ints, least: Ints, greatest: Ints) -> None:
    """Lower ``least`` and raise ``greatest`` to the figures of each rank in ``cost``."""
    for option in range(len(cost)):
        for rank in range(len(least)):
            figure = cost[option][rank]
            if figure < least[rank]:
                least[rank] = figure
            elif figure > greatest[rank]:
                greatest[rank] = figure


def lay_out(slot_of: Ints, column_of: Ints, cost: Ints, weights: Ints, shifts: Ints, rows: Rows) -> None:
    """Pack all options into ``rows``, slot by slot, each row a heap."""
    filled = rows.ordered
    for slot in range(len(weights)):
        filled[slot] = rows.start[slot]
    for option in range(len(slot_of)):
        slot = slot_of[option]
        hi, lo = add_rank(0, 0, cost[option][0] - weights[slot], shifts[0])
        for rank in range(1, len(shifts)):
            hi, lo = add_rank(hi, lo, cost[option][rank], shifts[rank])
        at = filled[slot]
        rows.hi[at], rows.lo[at] = hi, lo
        rows.column[at], rows.option[at] = column_of[option], option
        filled[slot] = at + 1
    for slot in range(len(weights)):
        first, end = rows.start[slot], rows.start[slot + 1]
        for at in range(first + (end - first) // 2 - 1, first - 1, -1):
            sift(rows, first, end, at)


def dearer(rows: Rows, one: int, other: int) -> bool:
    """Whether the option at ``one`` comes after the one at ``other`` in its row's order."""
    if rows.hi[one] != rows.hi[other]:
        return bool(rows.hi[one] > rows.hi[other])
    if rows.lo[one] != rows.lo[other]:
        return bool(rows.lo[one] > rows.lo[other])
    if rows.column[one] != rows.column[other]:
        return bool(rows.column[one] > rows.column[other])
    return bool(rows.option[one] > rows.option[other])


def swap(rows: Rows, one: int, other: int) -> None:
    """Let two options change places."""
    rows.hi[one], rows.hi[other] = rows.hi[other], rows.hi[one]
    rows.lo[one], rows.lo[other] = rows.lo[other], rows.lo[one]
    rows.column[one], rows.column[other] = rows.column[other], rows.column[one]
    rows.option[one], rows.option[other] = rows.option[other], rows.option[one]


def sift(rows: Rows, first: int, end: int, at: int) -> None:
    """Let the option at ``at`` sink in the heap from ``first`` to ``end`` until nothing below it is cheaper."""
    while True:
        child = first + 2 * (at - first) + 1
        if child >= end:
            return
        if child + 1 < end and dearer(rows, child, child + 1):
            child += 1
        if not dearer(rows, at, child):
            return
        swap(rows, at, child)
        at = child


def bring(rows: Rows, slot: int) -> None:
    """Take the cheapest option off the row's heap and put it before those already in order."""
    first, last = rows.start[slot], rows.ordered[slot] - 1
    swap(rows, first, last)
    rows.ordered[slot] = last
    sift(rows, first, last, first)


def find(option_of_slot: Ints, rows: Rows, chosen: Ints) -> None:
    """Write to ``chosen`` where in the rows each slot's option is; slots without one keep what is there."""
    for slot in range(len(chosen)):
        if option_of_slot[slot] >= 0:
            at = rows.start[slot + 1] - 1
            if at < rows.ordered[slot]:
                bring(rows, slot)
            while rows.option[at] != option_of_slot[slot]:
                at -= 1
                if at < rows.ordered[slot]:
                    bring(rows, slot)
            chosen[slot] = at
