"""Of all equally good answers the one that every run gives: the first slot gets the first column it can, and so on.

Loops in the manner of ``rows_kernel.py``. By complementary slackness the equally good answers are those on options
that cost exactly what slot and column are worth, with every column of a price held and every slot worth placing
placed. So a slot may take a smaller column when a chain of such changes gives back the one it lets go.
"""

from __future__ import annotations

from typing import NamedTuple

from console.dispatch.assignment.match_kernel import EMPTY, Prices, margin
from console.dispatch.assignment.rows_kernel import Ints, Packed, Rows, bring, plus


class Walk(NamedTuple):
    """How each column, and last the pool of columns nobody holds, was come to in the walk for slot ``stamp`` - 1.

    From the column ``came``, which ``mover`` lets go (-1: nobody holds it) for its option at ``by`` (-1: for nothing).
    ``stack`` has the columns come to and not gone on from; ``size`` (one entry) is how many.
    """

    came: Ints
    mover: Ints
    by: Ints
    stamp: Ints
    stack: Ints
    size: Ints


def settle(rows: Rows, prices: Prices, walk: Walk) -> None:
    """Turn the optimum into the one whose columns, read slot by slot, are smallest; empty counts as the largest."""
    pool = len(prices.holder)
    for slot in range(len(prices.chosen)):
        at = prices.chosen[slot]
        now = pool if at < 0 else rows.column[at] + 0
        column = -1
        while True:
            at = wished(slot, column, now, rows, prices, walk)
            if at < 0:
                break
            column = rows.column[at] + 0
            if leads(column, now, slot, rows, prices, walk):
                exchange(column, at, now, slot, prices, walk)
                break


def wished(slot: int, over: int, under: int, rows: Rows, prices: Prices, walk: Walk) -> int:
    """The position of the smallest column between two that fits the slot and was not come to yet; -1: none."""
    best, worth = -1, margin(slot, rows, prices)
    at = fitting(slot, rows.start[slot + 1], worth, rows, prices)
    while at >= 0:
        column = rows.column[at] + 0
        if over < column < under and free_from(slot, prices.holder[column]) and walk.stamp[column] != slot + 1:
            best, under = at, column
        at = fitting(slot, at, worth, rows, prices)
    return best


def fitting(slot: int, after: int, worth: Packed, rows: Rows, prices: Prices) -> int:
    """The position behind ``after`` of the next option that costs exactly what slot and column are worth; -1: none."""
    at = after - 1
    while at >= rows.start[slot]:
        if at < rows.ordered[slot]:
            bring(rows, slot)
        cost = (rows.hi[at] + 0, rows.lo[at] + 0)
        if cost > worth:
            return -1
        column = rows.column[at]
        if plus(cost, (prices.hi[column], prices.lo[column])) == worth:
            return at
        at -= 1
    return -1


def free_from(slot: int, holder: int) -> bool:
    """Whether what ``holder`` has is not settled yet when ``slot`` is being settled."""
    return holder == EMPTY or holder > slot


def come(to: int, came: int, mover: int, by: int, slot: int, walk: Walk) -> None:
    """Note the way to a column not yet come to."""
    if walk.stamp[to] != slot + 1:
        walk.stamp[to] = slot + 1
        walk.came[to], walk.mover[to], walk.by[to] = came, mover, by
        walk.stack[walk.size[0]] = to
        walk.size[0] += 1


def leads(first: int, target: int, slot: int, rows: Rows, prices: Prices, walk: Walk) -> bool:
    """Whether ``slot`` can take ``first`` and give back ``target`` by changes among slots not settled yet."""
    pool = len(prices.holder)
    walk.size[0] = 0
    come(first, first, EMPTY, EMPTY, slot, walk)
    while walk.size[0]:
        walk.size[0] -= 1
        column = walk.stack[walk.size[0]] + 0
        if column == target:
            return True
        if column == pool:
            out_of_pool(target, slot, rows, prices, walk)
        elif prices.holder[column] == EMPTY:
            come(pool, column, EMPTY, EMPTY, slot, walk)
        else:
            mover = prices.holder[column] + 0
            worth = margin(mover, rows, prices)
            if worth == (0, 0):
                come(pool, column, mover, EMPTY, slot, walk)
            at = fitting(mover, rows.start[mover + 1], worth, rows, prices)
            while at >= 0:
                to = rows.column[at] + 0
                if to == target or free_from(slot, prices.holder[to]):
                    come(to, column, mover, at, slot, walk)
                at = fitting(mover, at, worth, rows, prices)
    return False


def out_of_pool(target: int, slot: int, rows: Rows, prices: Prices, walk: Walk) -> None:
    """Come to the columns that may be let go for nothing, and to those that an empty slot may take."""
    pool = len(prices.holder)
    for column in range(pool):
        worthless = prices.hi[column] == 0 and prices.lo[column] == 0
        if worthless and (column == target or prices.holder[column] > slot):
            come(column, pool, EMPTY, EMPTY, slot, walk)
    for mover in range(slot + 1, len(prices.chosen)):
        if prices.chosen[mover] == EMPTY:
            at = fitting(mover, rows.start[mover + 1], (0, 0), rows, prices)
            while at >= 0:
                column = rows.column[at] + 0
                if column == target or prices.holder[column] > slot:
                    come(column, pool, mover, at, slot, walk)
                at = fitting(mover, at, (0, 0), rows, prices)


def exchange(first: int, at: int, target: int, slot: int, prices: Prices, walk: Walk) -> None:
    """Give ``slot`` the column ``first`` by its option ``at``, and make the changes walked to ``target``."""
    pool = len(prices.holder)
    column = target
    while column != first:
        mover = walk.mover[column]
        if mover != EMPTY:
            prices.chosen[mover] = walk.by[column]
        if column != pool:
            prices.holder[column] = mover
        column = walk.came[column]
    prices.chosen[slot] = at
    prices.holder[first] = slot
