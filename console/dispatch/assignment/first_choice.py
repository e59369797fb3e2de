"""A good choice to begin with: ask the cheapest carriers for what is missing, match again, and so on.

The options that make up the surcharge are the cheapest ones, incident by incident, that could bring what is missing.
Their slots are told to bring just that, and all is matched again; if no two of them wanted the same team, the new
choice costs exactly the bound, and nothing can be better. Teams that do what they were told are not asked for again;
slots that could not are free once more, except to do that.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from console.dispatch.assignment.layout import Whole
from console.dispatch.assignment.outlook import Outlook, look

ROUNDS = 8


def first_choice(root: Outlook, rounds: int = ROUNDS) -> Outlook:
    """The best choice met on the way in so many ``rounds``; ``root`` itself when nothing is missing."""
    best = now = root
    for _ in range(rounds):
        if not (asked := _asked(_not_told(now))):
            break
        told = _told(now, asked)
        best = min(best, told, key=lambda outlook: outlook.value)
        if best.value == root.bound:
            break
        now = _released(now, told)
    return best


def _told(now: Outlook, asked: Mapping[int, int]) -> Outlook:
    """The outlook with each asked slot bound to bring what its option brings, pressed by what that is worth."""
    layout = now.layout
    allowed, pressed = now.allowed.copy(), now.pressed.copy()
    for slot, option in asked.items():
        mine = layout.rows(slot)
        allowed[mine] &= (layout.brings[mine] == layout.brings[option]).all(axis=1)
    ways = layout.ways
    told = np.zeros(len(layout.slot), np.bool_)
    told[list(asked.values())] = True
    rows = np.flatnonzero(told[ways.option])
    worth = layout.wanted_weight + layout.quantity
    np.add.at(pressed, layout.slot[ways.option[rows]], worth[ways.wanted[rows]])
    return look(layout, allowed, pressed)


def _released(before: Outlook, told: Outlook) -> Outlook:
    """The same with slots that could not do what they were told free to do anything but that."""
    unable = (told.pressed > 0) & (told.picks < 0)
    if not unable.any():
        return told
    allowed = np.where(unable[told.layout.slot], before.allowed & ~told.allowed, told.allowed)
    return look(told.layout, allowed, np.where(unable, 0, told.pressed))


def _not_told(now: Outlook) -> Outlook:
    """The same without the options that would take a team from a slot that does what it was told."""
    layout, told = now.layout, now.pressed > 0
    if not told.any():
        return now
    theirs = np.isin(layout.crew, layout.crew[now.picks[told]]) & ~told[layout.slot]
    return now.within(now.allowed & ~theirs, now.pressed)


def _asked(now: Outlook) -> dict[int, int]:
    """By slot, an option that brings what its slot should bring; the cheapest first, no team's own load twice."""
    layout, certain = now.layout, now.surcharge.certain
    asked, loaded = dict[int, int](), set[int]()
    for cover in sorted(certain.values()):
        own = [int(layout.crew[e]) for e in cover.options if layout.carrier_of(layout.brings[e]).any()]
        if loaded.isdisjoint(own):
            loaded.update(own)
            for option in cover.options:
                asked.setdefault(int(layout.slot[option]), option)
    outbid = np.flatnonzero((now.now.short > now.dream.short) & ~np.isin(layout.party, list(certain)))
    left = now.now.left.copy()
    for j in outbid[np.argsort(-layout.wanted_weight[outbid], kind="stable")].tolist():
        _ask_elsewhere(now, j, left, asked)
    return asked


def _ask_elsewhere(now: Outlook, j: int, left: Whole, asked: dict[int, int]) -> None:
    """For a wanted whose source others drew on: the way that brings most of it out of what is left, the cheapest."""
    layout, given = now.layout, now.now.given[j]
    ways = layout.ways
    first, end = np.searchsorted(ways.wanted[now.new], [j, j + 1])
    rows = now.new[first:end]
    rows = rows[~np.isin(layout.slot[ways.option[rows]], list(asked))]
    source = layout.source[j, ways.depot[rows]]  # of no meaning where there is no depot
    there = np.where(ways.depot[rows] >= 0, left[source], 0) + ways.aboard[rows]
    place, before = layout.depots + ways.place[rows], layout.depot_of(now.labels[j, ways.place[rows]])
    kept = given.sum() - given[place] - np.where(before >= 0, given[before], 0)
    after = np.minimum(layout.quantity[j], kept + there)
    if not len(rows) or after.max() <= given.sum():
        return
    option = ways.option[rows]
    best = int(np.lexsort((now.above[1][option], now.above[0][option], -after))[0])
    asked[int(layout.slot[option[best]])] = int(option[best])
    if ways.depot[rows[best]] >= 0:
        left[source[best]] -= min(int(left[source[best]]), int(after[best] - kept[best]))
