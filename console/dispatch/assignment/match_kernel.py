"""The loops of the matcher: shortest augmenting paths with prices, in the manner of ``rows_kernel.py``."""

from __future__ import annotations

from typing import NamedTuple

from console.dispatch.assignment.rows_kernel import Ints, Packed, Rows, bring, minus, plus

EMPTY = -1  # a slot that stays empty, a column nobody holds
OPEN = -2  # a slot not placed yet
FAR = 1 << 60  # the upper word of a packed number greater than any cost


class Prices(NamedTuple):
    """Who holds what, and the price of each column: what one more of it would save, 0 while nobody holds it."""

    hi: Ints
    lo: Ints
    holder: Ints  # slot by column
    chosen: Ints  # position in the rows by slot


class Tree(NamedTuple):
    """Shortest ways to each column in one search: distance (``FAR``: not reached), over which slot and option.

    ``queue`` is a heap of the columns reached and not gone on from, nearest first; ``stands`` is where in it each
    column is; ``done`` are the columns gone on from, nearest first. ``size`` has the length of both.
    """

    hi: Ints
    lo: Ints
    slot: Ints
    via: Ints
    queue: Ints
    stands: Ints
    done: Ints
    size: Ints


class Floors(NamedTuple):
    """By slot: no column of its row has a lower price (two words), and how much was read of the row since then."""

    hi: Ints
    lo: Ints
    read: Ints


def margin(slot: int, rows: Rows, prices: Prices) -> Packed:
    """What placing ``slot`` costs at the margin: its option and that column's price; 0 when it stays empty."""
    at = prices.chosen[slot]
    if at < 0:
        return 0, 0
    column = rows.column[at]
    return plus((rows.hi[at], rows.lo[at]), (prices.hi[column], prices.lo[column]))


def look(
    slot: int, base: Packed, best: Packed, rows: Rows, prices: Prices, floors: Floors, tree: Tree
) -> tuple[Packed, int]:
    """Reach on from ``slot``, itself ``base`` away, over its options below ``best``.

    Held columns go onto the heap. Gives the best end known now and the position of the free column that is it,
    -1 when none here is better.
    """
    floor = plus(base, (floors.hi[slot], floors.lo[slot]))
    end, last = -1, rows.start[slot + 1] - 1
    at = last
    while at >= rows.start[slot]:
        if at < rows.ordered[slot]:
            bring(rows, slot)
        if plus(floor, (rows.hi[at], rows.lo[at])) >= best:
            break  # prices only add to it, and the rest of the row is dearer
        column = rows.column[at] + 0
        price = (prices.hi[column], prices.lo[column])
        distance = plus(plus(base, (rows.hi[at], rows.lo[at])), price)
        if distance < best:
            if prices.holder[column] == EMPTY:
                best, end = distance, at
            elif distance < (tree.hi[column], tree.lo[column]):
                reach(column, distance, tree)
                tree.slot[column], tree.via[column] = slot, at
        at -= 1
    raise_floor(slot, last - at, rows, prices, floors)
    return best, end


def raise_floor(slot: int, read: int, rows: Rows, prices: Prices, floors: Floors) -> None:
    """Find the lowest price of a row anew when the row has been read through a few times since the last time."""
    first, end = rows.start[slot], rows.start[slot + 1]
    floors.read[slot] += read
    if floors.read[slot] >= 4 * (end - first) > 0:
        lowest = (FAR, 0)
        for at in range(first, end):
            column = rows.column[at]
            price = (prices.hi[column] + 0, prices.lo[column] + 0)
            lowest = price if price < lowest else lowest
        floors.hi[slot], floors.lo[slot] = lowest
        floors.read[slot] = 0


def reach(column: int, distance: Packed, tree: Tree) -> None:
    """Put a column into the queue at ``distance``, or forward to where it belongs now that it is nearer."""
    if tree.hi[column] == FAR:
        tree.stands[column] = tree.size[0]
        tree.size[0] += 1
    tree.hi[column], tree.lo[column] = distance
    stand = tree.stands[column]
    while stand > 0:
        above = (stand - 1) // 2
        ahead = tree.queue[above]
        if (tree.hi[ahead], tree.lo[ahead]) <= distance:
            break
        tree.queue[stand], tree.stands[ahead] = ahead, stand
        stand = above
    tree.queue[stand], tree.stands[column] = column, stand


def nearest(best: Packed, tree: Tree) -> int:
    """The nearest column of the queue, moved to those done, when it is nearer than ``best``; else -1."""
    if tree.size[0] == 0:
        return -1
    first: int = tree.queue[0] + 0
    if (tree.hi[first], tree.lo[first]) >= best:
        return -1
    tree.done[tree.size[1]] = first
    tree.size[1] += 1
    tree.size[0] -= 1
    size, stand, column = tree.size[0] + 0, 0, tree.queue[tree.size[0]] + 0
    distance = (tree.hi[column] + 0, tree.lo[column] + 0)
    while 2 * stand + 1 < size:
        below = 2 * stand + 1
        one = tree.queue[below] + 0
        if below + 1 < size:
            other = tree.queue[below + 1] + 0
            if (tree.hi[other], tree.lo[other]) < (tree.hi[one], tree.lo[one]):
                below, one = below + 1, other
        if distance <= (tree.hi[one], tree.lo[one]):
            break
        tree.queue[stand], tree.stands[one] = one, stand
        stand = below
    tree.queue[stand], tree.stands[column] = column, stand
    return first


def place(slot: int, rows: Rows, more: Ints, prices: Prices, floors: Floors, tree: Tree, short: Ints) -> int:
    """Place one more slot by the shortest chain of changes, all else staying optimal; 0 when that is done.

    ``more`` (hi and lo by slot) is what options not in the rows cost at least. When such an option could matter,
    the slots that need theirs are marked in ``short``, nothing else is changed, and what comes back is how many slots
    were looked at in vain.
    """
    looking, base, best, end_slot, end = slot, (0, 0), (0, 0), slot, -1
    while True:
        if base < best:  # leaving this slot empty instead
            best, end_slot, end = base, looking, -1
        best, at = look(looking, base, best, rows, prices, floors, tree)
        if at >= 0:
            end_slot, end = looking, at
        column = nearest(best, tree)
        if column < 0:
            break
        looking = prices.holder[column] + 0
        base = minus((tree.hi[column], tree.lo[column]), margin(looking, rows, prices))
    vain: int = 1 + tree.size[1]
    if enough(slot, best, rows, more, prices, tree, short):
        vain = 0
        raise_prices(best, prices, tree)
        pass_on(slot, end_slot, end, rows, prices, tree)
    forget(tree)
    return vain


def enough(slot: int, best: Packed, rows: Rows, more: Ints, prices: Prices, tree: Tree, short: Ints) -> bool:
    """Whether no option outside the rows could lead to an end as good as ``best``; marks the slots where it could."""
    sure, looked, base = True, slot, (0, 0)
    for count in range(tree.size[1] + 1):
        if count > 0:
            column = tree.done[count - 1]
            looked = prices.holder[column] + 0
            base = minus((tree.hi[column], tree.lo[column]), margin(looked, rows, prices))
        if plus(base, (more[0][looked], more[1][looked])) <= best:
            short[looked] = 1
            sure = False
    return sure


def raise_prices(best: Packed, prices: Prices, tree: Tree) -> None:
    """Let every column nearer than the end cost as much more as it is nearer."""
    for count in range(tree.size[1]):
        column = tree.done[count]
        rise = minus(best, (tree.hi[column], tree.lo[column]))
        prices.hi[column], prices.lo[column] = plus((prices.hi[column], prices.lo[column]), rise)


def forget(tree: Tree) -> None:
    """Make the tree ready for the next search."""
    for count in range(tree.size[0]):
        tree.hi[tree.queue[count]] = FAR
    for count in range(tree.size[1]):
        tree.hi[tree.done[count]] = FAR
    tree.size[0] = tree.size[1] = 0


def pass_on(first: int, slot: int, at: int, rows: Rows, prices: Prices, tree: Tree) -> None:
    """Give ``slot`` the option at ``at``, what it held to the slot before it on the way, and so on to ``first``."""
    while True:
        given_up = prices.chosen[slot]
        prices.chosen[slot] = at
        if at >= 0:
            prices.holder[rows.column[at]] = slot
        if slot == first:
            return
        column = rows.column[given_up]
        slot, at = tree.slot[column], tree.via[column]


def place_all(order: Ints, rows: Rows, more: Ints, prices: Prices, floors: Floors, tree: Tree, short: Ints) -> None:
    """Place every open slot, in the given order; those whose rows are too short stay open.

    When several times as many slots as there are have been looked at in vain, the rest stays open, too: going on
    would cost more than making the rows longer first.
    """
    vain = 0
    for slot in order:
        if prices.chosen[slot] == OPEN:
            vain += place(slot, rows, more, prices, floors, tree, short)
            if vain > 4 * len(order):
                return


def margins(rows: Rows, prices: Prices, hi: Ints, lo: Ints) -> None:
    """Write the margin of every slot to ``hi`` and ``lo``."""
    for slot in range(len(prices.chosen)):
        hi[slot], lo[slot] = margin(slot, rows, prices)
