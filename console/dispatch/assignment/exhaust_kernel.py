"""Every choice of one incident's options, tried in turn, as a loop (see rows_kernel.py for what such loops keep to).

Costs are two words compared one after the other, so that sums need no carrying (see exhaust.py).
"""

from __future__ import annotations

from typing import Any, NamedTuple

Ints = Any
"""A list or an array of whole numbers."""


class Choices(NamedTuple):
    """The options slot by slot: those of slot ``s`` are ``start[s]`` to ``start[s + 1]``, the cheapest first.

    ``crew`` is numbered from 0, ``depot`` is -1 for none. ``alike`` is 1 for a slot with just the options of the
    slot before. ``empty`` is what each slot costs when it stays empty, ``rest`` (s + 1) the least that the slots from
    ``s`` on cost, word by word.
    """

    start: Ints
    crew: Ints
    depot: Ints
    hi: Ints
    lo: Ints
    alike: Ints
    empty: Ints
    rest_hi: Ints
    rest_lo: Ints


class Goods(NamedTuple):
    """What is wanted: ``quantity``, and in the first word the ``weight`` (w), a missing ``unit`` and being ``late``.

    ``stock`` is by wanted and depot; ``aboard`` and ``in_time`` by option and wanted. ``most`` and ``most_in_time``
    are by slot and wanted what the slots from there on may bring. All are flat.
    """

    quantity: Ints
    weight: Ints
    unit: Ints
    late: Ints
    stock: Ints
    aboard: Ints
    in_time: Ints
    most: Ints
    most_in_time: Ints


class Tried(NamedTuple):
    """Where the search stands. ``choice`` (s) is the option taken, the slot's end for none, -1 before the first.

    ``passing`` and ``passing_in_time`` count by wanted and depot who goes by it; ``ever`` and ``timely`` (w) are the
    units brought. ``floor`` (s) is the least the materials cost before each slot is filled. ``best`` holds the two
    words to be beaten, ``picks`` (s) the best choice.
    """

    choice: Ints
    floor: Ints
    used: Ints
    passing: Ints
    passing_in_time: Ints
    ever: Ints
    timely: Ints
    best: Ints
    picks: Ints


def put(choices: Choices, goods: Goods, tried: Tried, option: int, sign: int) -> None:
    """Take an option (1) or give it up again (-1)."""
    wanted = len(goods.quantity)
    depots = len(goods.stock) // wanted
    tried.used[choices.crew[option]] += sign
    for j in range(wanted):
        timely, brought = goods.in_time[option * wanted + j], goods.aboard[option * wanted + j]
        here = j * depots + choices.depot[option]
        if choices.depot[option] >= 0 and goods.stock[here]:
            others, others_in_time = tried.passing[here], tried.passing_in_time[here]
            tried.passing[here] += sign
            tried.passing_in_time[here] += sign * timely
            tried.ever[j] += goods.stock[here] * (one(tried.passing[here]) - one(others))
            tried.timely[j] += goods.stock[here] * (one(tried.passing_in_time[here]) - one(others_in_time))
        tried.ever[j] += sign * brought
        tried.timely[j] += sign * brought * timely


def one(count: int) -> int:
    """1 for any number above 0: what a depot stocks is there once, whoever goes by."""
    return 1 if count > 0 else 0


def materials(goods: Goods, tried: Tried, slot: int) -> int:
    """The least the materials cost once the slots from ``slot`` on are filled: what they do cost after the last."""
    wanted, cost = len(goods.quantity), 0
    for j in range(wanted):
        ever = tried.ever[j] + goods.most[slot * wanted + j]
        timely = tried.timely[j] + goods.most_in_time[slot * wanted + j]
        missing = goods.quantity[j] - ever
        if missing > 0:
            cost += goods.weight[j] + missing * goods.unit[0]
        if timely < goods.quantity[j] and (missing <= 0 or (slot == len(tried.choice) and ever > timely)):
            cost += goods.late[0]
    return cost


def next_choice(choices: Choices, tried: Tried, slot: int) -> int:
    """The next option of a slot whose crew is free, its end to leave it empty, or one more when all are tried.

    Of slots alike a later one takes a later option: the other way round is the same.
    """
    now: int = tried.choice[slot] + 1
    end: int = choices.start[slot + 1]
    if tried.choice[slot] < 0:
        now = choices.start[slot]
        if choices.alike[slot]:
            now = min(end, now + tried.choice[slot - 1] - choices.start[slot - 1] + 1)
    while now < end and tried.used[choices.crew[now]]:
        now += 1
    return now


def beaten(tried: Tried, hi: int, lo: int) -> bool:
    """Whether two words are no less than the best known."""
    found: bool = hi > tried.best[0] or (hi == tried.best[0] and lo >= tried.best[1])
    return found


def keep(tried: Tried, hi: int, lo: int) -> None:
    """What is taken now is the best known."""
    tried.best[0], tried.best[1] = hi, lo
    for slot in range(len(tried.picks)):
        tried.picks[slot] = tried.choice[slot]


def try_every(choices: Choices, goods: Goods, tried: Tried, most: int) -> int:
    """Leave the best choice in ``tried`` if it is below ``best``: how often one was found; -1 after ``most`` steps."""
    slots, slot, steps, found, hi, lo = len(tried.choice), 0, 0, 0, 0, 0
    tried.choice[0], tried.floor[0] = -1, materials(goods, tried, 0)
    while slot >= 0:
        before, end = tried.choice[slot], choices.start[slot + 1]
        if 0 <= before < end:
            put(choices, goods, tried, before, -1)
            hi, lo = hi - choices.hi[before], lo - choices.lo[before]
        elif before == end:
            hi -= choices.empty[slot]
        now = next_choice(choices, tried, slot)
        if now > end:
            slot -= 1
            continue
        if now < end:  # those behind it cost no less
            least = hi + choices.hi[now] + choices.rest_hi[slot + 1] + tried.floor[slot]
            if beaten(tried, least, lo + choices.lo[now] + choices.rest_lo[slot + 1]):
                now = end
        tried.choice[slot] = now
        if now < end:
            put(choices, goods, tried, now, 1)
            hi, lo = hi + choices.hi[now], lo + choices.lo[now]
        else:
            hi += choices.empty[slot]
        steps += 1
        if steps > most:
            return -1
        least = hi + choices.rest_hi[slot + 1] + materials(goods, tried, slot + 1)
        if beaten(tried, least, lo + choices.rest_lo[slot + 1]):
            continue
        slot += 1
        if slot < slots:
            tried.choice[slot], tried.floor[slot] = -1, materials(goods, tried, slot)
            continue
        slot -= 1
        found += 1
        keep(tried, least, lo)
    return found
