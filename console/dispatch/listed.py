"""The options of each place: of all offers, straight or by way of a depot, those that some best choice could need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.fetching import Detours
from console.dispatch.places_to_fill import HAUL, RANKS, Asked, Offers, Place
from console.dispatch.roster import Counts
from console.dispatch.standing import Standing
from console.dispatch.stocked import Stocked

HAULING = 1
"""Penalty of sending one more team only to haul: a team that goes anyway is preferred."""
STRAIGHT = -1

Indices = NDArray[np.int64]


class Listed(NamedTuple):
    """Options of one place in columns: the team, the depot it goes by (``STRAIGHT`` for none), its cost in ranks."""

    teams: Indices
    depots: Indices
    cost: Counts

    @classmethod
    def joined(cls, parts: list[Listed]) -> Listed:
        """All of them in a row."""
        return cls(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


Known = dict[tuple[Asked, int], Listed]
NOTHING = Listed(np.empty(0, np.int64), np.empty(0, np.int64), np.empty((0, RANKS), np.int64))


class Lists:
    """Lists places one by one; ``items`` are what each incident lacks.

    ``keep`` is how many of the cheapest crews are kept: with as many as there are places in all, no place ever needs
    another one. ``known`` are lists made before for the same items, by place and ``keep``; new ones are added.
    """

    def __init__(
        self, standing: Standing, detours: Detours, stocked: Stocked, items: Mapping[int, Set[str]], keep: int,
        known: Known,
    ) -> None:  # fmt: skip
        self._standing, self._detours, self._stocked = standing, detours, stocked
        self._items, self._keep, self._known = items, keep, known

    def of(self, place: Place, offered: Offers, always: Iterable[int]) -> Listed:
        """The options kept; the teams ``always`` kept for the place are among them, if they are offered."""
        if place.held is not None:
            listed = self._list(place, offered)
        elif (known := self._known.get((place.alike, self._keep))) is not None:
            listed = known
        else:
            listed = self._known[place.alike, self._keep] = self._list(place, offered)
        for team in always:
            listed = _with(listed, offered, team)
        return listed

    def _list(self, place: Place, offered: Offers) -> Listed:
        items = self._items.get(place.case.incident.number, frozenset())
        parts = [NOTHING]
        order = _Order(offered, self._standing.crew, self._standing.crews_shared, self._keep)
        if place.need is not HAUL:
            rows = np.concatenate(list(self._straight(offered, order, items)))
            parts.append(Listed(offered.teams[rows], np.full(len(rows), STRAIGHT), offered.cost[rows]))
        elif items:
            parts.append(self._hauling_its_own(offered, order, items))
        if place.held is None and items and len(offered.teams):
            parts.append(self._by_depots(place, offered, order, self._stocked.depots_with(items)))
        return Listed.joined(parts)

    def _straight(self, offered: Offers, order: _Order, items: Set[str]) -> Iterator[Indices]:
        """Rows of ``offered``: the cheapest, and the cheapest of those that have one of ``items`` on board."""
        rows = order.by_cost(offered.cost[:, 1], offered.cost[:, 2], offered.cost[:, 3])
        yield (kept := order.first(rows))
        left = np.ones(len(rows), bool)
        left[kept] = False
        for item in sorted(items):
            if (owners := self._stocked.owners(item)) is not None:
                has = left & owners[offered.teams]
                yield (kept := order.first(rows[has[rows]]))
                left[kept] = False

    def _hauling_its_own(self, offered: Offers, order: _Order, items: Set[str]) -> Listed:
        """The cheapest extra teams that have one of ``items`` on board and need no depot."""
        cost = offered.cost.copy()
        cost[:, 1], cost[:, 2] = 0, HAULING
        has = np.zeros(len(cost), bool)
        for item in items:
            if (owners := self._stocked.owners(item)) is not None:
                has |= owners[offered.teams]
        rows = order.by_cost(cost[:, 1], cost[:, 2], cost[:, 3])
        rows = order.first(rows[has[rows]])
        return Listed(offered.teams[rows], np.full(len(rows), STRAIGHT), cost[rows])

    def _by_depots(self, place: Place, offered: Offers, order: _Order, depots: Indices) -> Listed:
        """The cheapest by way of each depot; nobody is made late by it for what it is sent to do."""
        travel = self._detours.travel_s(place.case, depots.tolist())[:, offered.teams]
        there = np.isfinite(travel)
        eta = self._standing.turnout_s[offered.teams] + np.rint(np.where(there, travel, 0.0)).astype(np.int64)
        if place.need is HAUL:
            late, penalty = np.zeros_like(eta), np.full(len(offered.teams), HAULING)
        else:
            late = (place.case.elapsed_s + eta > place.need.arrive_within_s).astype(np.int64)
            there &= late <= offered.cost[:, 1]
            penalty = offered.cost[:, 2]
        by_cost = order.by_cost(late, penalty, eta)
        kept = [order.first(row[there[d, row]]) for d, row in enumerate(by_cost)]
        rows = np.concatenate(kept or [np.empty(0, np.int64)])
        at = np.repeat(np.arange(len(depots)), [len(one) for one in kept])
        cost = offered.cost[rows]
        cost[:, 1], cost[:, 2], cost[:, 3] = late[at, rows], penalty[rows], eta[at, rows]
        return Listed(offered.teams[rows], depots[at], cost)


class _Order:
    """How the offers of one place compare where only lateness, penalty and arrival differ from what is offered."""

    def __init__(self, offered: Offers, crew: NDArray[np.int32], shared: bool, count: int) -> None:
        self._count = count
        self._crew = crew[offered.teams]
        self._shared = shared and len(np.unique(self._crew)) < len(self._crew)
        self._rest = np.empty(len(offered.teams), np.int64)  # the place of each by what does not differ
        self._rest[np.lexsort((offered.teams, offered.cost[:, 5], offered.cost[:, 4]))] = np.arange(len(self._rest))

    def by_cost(self, late: Counts, penalty: Counts, arrival: Counts) -> Indices:
        """The rows from the cheapest on, for each of several rows of figures."""
        penalties, spread = int(penalty.max(initial=0)) + 1, int(arrival.max(initial=0)) + 1
        key = ((late * penalties + penalty) * spread + arrival) * max(1, len(self._rest)) + self._rest
        order: Indices = np.argsort(key, axis=-1)
        return order

    def first(self, rows: Indices) -> Indices:
        """The first so many of ``rows``, of each crew one."""
        if self._shared:
            rows = rows[np.sort(np.unique(self._crew[rows], return_index=True)[1])]
        return rows[: self._count]


def _with(listed: Listed, offered: Offers, shown: int) -> Listed:
    if ((listed.teams == shown) & (listed.depots == STRAIGHT)).any():
        return listed
    row = offered.teams == shown
    return Listed.joined([listed, Listed(offered.teams[row], np.full(int(row.sum()), STRAIGHT), offered.cost[row])])
