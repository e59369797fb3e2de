"""Sharing out what is stocked and carried, once it is known who goes where.

For each wanted it is known on what it can draw (a depot somebody goes by, what a team has on board) and whether that
would come in time. To be made least: first the weights of what is not whole plus the missing units, then how many
are brought anything late.

Most is settled without search. A source that has enough for all who could still draw on it is free for each of
them, and a source that only one can draw on is its own. Only where several compete for too little there is a choice,
and it is searched, group by group (``contest.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.dispatch.assignment.contest import Claim, contested
from console.dispatch.assignment.layout import LATE, Layout, Mask, Whole


@dataclass(frozen=True)
class Shares:
    """What each wanted gets. ``given`` is by (wanted, depot or place), ``left`` by source; costs are (unfilled, late).

    ``costs`` are what was found, ``least`` is what no sharing can be below; they differ only where a contest was too
    large to be searched through. ``contested`` are those that compete with others for too little.
    """

    given: Whole
    left: Whole
    short: Whole
    late: Mask
    contested: Mask
    costs: tuple[int, int]
    least: tuple[int, int]


class _Links:
    """Who can still draw on what, and what is left; ``row`` and ``column`` place a link in ``given``."""

    def __init__(self, layout: Layout, reach: Whole, held: Whole, most: Whole) -> None:
        self.row, self.column = np.nonzero(reach)
        self.late = reach[self.row, self.column] == LATE
        self.source = layout.source[self.row, self.column]
        self.need = most.copy()
        self.lost = layout.quantity - most
        self.weight = np.where(self.lost > 0, 0, layout.wanted_weight)
        self.surely = int((self.lost + np.where(self.lost > 0, layout.wanted_weight, 0)).sum())
        self.left = held.copy()
        self.given = np.zeros(reach.shape, np.int64)

    def unfilled(self) -> int:
        """What is short in units, and the weights of what is not whole."""
        return self.surely + int(self.need.sum() + self.weight[self.need > 0].sum())

    def open(self) -> Whole:
        """Links that can still bring something."""
        return np.flatnonzero((self.need[self.row] > 0) & (self.left[self.source] > 0))

    def free(self, links: Whole) -> Whole:
        """Those of ``links`` whose source suffices for all who could draw on it, or has only one who could."""
        source = self.source[links]
        asked = np.bincount(source, self.need[self.row[links]], len(self.left))
        times = np.bincount(source, minlength=len(self.left))
        enough: Mask = (asked <= self.left) | (times == 1)
        return links[enough[source]]

    def draw(self, links: Whole) -> None:
        """Give each wanted what it needs over the first of its ``links``; none of them stands in another's way."""
        wanted, first = np.unique(self.row[links], return_index=True)
        chosen = links[first]
        quantity = np.minimum(self.need[wanted], self.left[self.source[chosen]])
        self.given[wanted, self.column[chosen]] += quantity
        self.need[wanted] -= quantity
        np.subtract.at(self.left, self.source[chosen], quantity)


def share(layout: Layout, reach: Whole, held: Whole, most: Whole) -> Shares:
    """Share out ``held`` (by source) over ``reach`` (see ``Layout.reach``), to each wanted at most ``most``."""
    links = _Links(layout, reach, held, most)
    late = np.zeros(len(layout.quantity), np.bool_)
    while len(left := links.open()):
        free = links.free(left)
        in_time = free[~links.late[free]]
        if len(in_time):
            links.draw(in_time)
            continue
        waiting = np.bincount(links.row[left], ~np.isin(left, free), len(late)) > 0
        alone = free[~waiting[links.row[free]]]
        if not len(alone):
            break
        late[links.row[alone]] = True  # nothing in time is left for it, and it stands in nobody's way
        links.draw(alone)
    if not len(left):
        costs = links.unfilled(), int(late.sum())
        return Shares(links.given, links.left, links.need + links.lost, late, np.zeros_like(late), costs, costs)
    return _contest(links, left, late, layout.contest_steps)


def _contest(links: _Links, left: Whole, late: Mask, steps: int) -> Shares:
    claims: dict[int, Claim] = {}
    for link in left.tolist():
        j = int(links.row[link])
        claim = claims.setdefault(j, Claim(int(links.weight[j]), int(links.need[j]), bool(late[j]), {}))
        claim.sources[int(links.source[link])] = bool(links.late[link])
    column = {(int(links.row[k]), int(links.source[k])): int(links.column[k]) for k in left.tolist()}
    outcome = contested(claims, {s: int(links.left[s]) for s in np.unique(links.source[left]).tolist()}, steps)
    for (j, source), quantity in outcome.given.items():
        links.given[j, column[j, source]] += quantity
        links.need[j] -= quantity
        links.left[source] -= quantity
        late[j] |= claims[j].sources[source]
    costs = links.unfilled(), int(late.sum())
    least = (costs[0] - outcome.over[0], costs[1] - outcome.over[1])
    rivals = np.isin(np.arange(len(late)), list(claims))
    return Shares(links.given, links.left, links.need + links.lost, late, rivals, costs, least)
