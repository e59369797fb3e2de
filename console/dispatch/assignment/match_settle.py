"""Of all equally good answers the one that every run gives: the first slot gets the first column it can, and so on.

Loops in the manner of ``match_kernel.py``. By complementary slackness the equally good answers are those on options
that cost exactly what slot and column are worth, with every column of a price held and every slot worth placing
placed. So a slot may take a smaller column when a chain of such changes gives back the one it lets go.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

from console.dispatch.assignment.match_kernel import EMPTY, Ints, Prices, Rows, bring, margin, plus


class Walk(NamedTuple):
    """How each column, and last the pool of columns nobody holds, was come to in the walk for slot ``stamp`` - 1.

    From the column ``came``, which ``mover`` lets go (-1: nobody holds it) for its option at ``by`` (-1: for nothing).
    """

    came: Ints
    mover: Ints
    by: Ints
    stamp: Ints


def settle(rows: Rows, prices: Prices, walk: Walk) -> None:
    """Turn the optimum into the one whose columns, read slot by slot, are smallest; empty counts as the largest."""
    pool = len(prices.holder)
    for slot in range(len(prices.chosen)):
        at = prices.chosen[slot]
        now = pool if at < 0 else rows.column[at] + 0
        wished = [(0, 0) for _ in range(0)]
        for at in fitting(slot, rows, prices):
            column = rows.column[at] + 0
            if column < now and free_from(slot, prices.holder[column]):
                heappush(wished, (column, -at))
        while wished:
            column, minus_at = heappop(wished)
            if walk.stamp[column] != slot + 1 and leads(column, now, slot, rows, prices, walk):
                exchange(column, -minus_at, now, slot, prices, walk)
                break


def fitting(slot: int, rows: Rows, prices: Prices) -> list[int]:
    """Positions of the options that cost exactly what slot and column are worth."""
    found = [0 for _ in range(0)]
    worth = margin(slot, rows, prices)
    at = rows.start[slot + 1] - 1
    while at >= rows.start[slot]:
        if at < rows.ordered[slot]:
            bring(rows, slot)
        cost = (rows.hi[at] + 0, rows.lo[at] + 0)
        if cost > worth:
            break
        column = rows.column[at]
        if plus(cost, (prices.hi[column], prices.lo[column])) == worth:
            found.append(at + 0)
        at -= 1
    return found


def free_from(slot: int, holder: int) -> bool:
    """Whether what ``holder`` has is not settled yet when ``slot`` is being settled."""
    return holder == EMPTY or holder > slot


def come(to: int, came: int, mover: int, by: int, slot: int, walk: Walk, stack: list[int]) -> None:
    """Note the way to a column not yet come to."""
    if walk.stamp[to] != slot + 1:
        walk.stamp[to] = slot + 1
        walk.came[to], walk.mover[to], walk.by[to] = came, mover, by
        stack.append(to)


def leads(first: int, target: int, slot: int, rows: Rows, prices: Prices, walk: Walk) -> bool:
    """Whether ``slot`` can take ``first`` and give back ``target`` by changes among slots not settled yet."""
    pool = len(prices.holder)
    stack = [0 for _ in range(0)]
    come(first, first, EMPTY, EMPTY, slot, walk, stack)
    while stack:
        column = stack.pop()
        if column == target:
            return True
        if column == pool:
            out_of_pool(target, slot, rows, prices, walk, stack)
        elif prices.holder[column] == EMPTY:
            come(pool, column, EMPTY, EMPTY, slot, walk, stack)
        else:
            mover = prices.holder[column] + 0
            if margin(mover, rows, prices) == (0, 0):
                come(pool, column, mover, EMPTY, slot, walk, stack)
            for at in fitting(mover, rows, prices):
                to = rows.column[at] + 0
                if to == target or free_from(slot, prices.holder[to]):
                    come(to, column, mover, at, slot, walk, stack)
    return False


def out_of_pool(target: int, slot: int, rows: Rows, prices: Prices, walk: Walk, stack: list[int]) -> None:
    """Come to the columns that may be let go for nothing, and to those that an empty slot may take."""
    pool = len(prices.holder)
    for column in range(pool):
        if prices.hi[column] == 0 and prices.lo[column] == 0:
            if column == target or prices.holder[column] > slot:
                come(column, pool, EMPTY, EMPTY, slot, walk, stack)
    for mover in range(slot + 1, len(prices.chosen)):
        if prices.chosen[mover] == EMPTY:
            for at in fitting(mover, rows, prices):
                column = rows.column[at] + 0
                if column == target or prices.holder[column] > slot:
                    come(column, pool, mover, at, slot, walk, stack)


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
