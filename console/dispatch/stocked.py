"""What depots stock and teams carry of the materials asked about, read from a picture in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.model.picture import Stock

Held = Mapping[tuple[int, str], int]
"""Quantity above 0 by (index of the owner, item)."""


class _Read(NamedTuple):
    depots: Held
    teams: Held


class Stocked:
    """The free quantities of some items at depots and on board of teams."""

    def __init__(self, stock: Stock, depots: Sequence[str], teams: Mapping[str, int], items: Collection[str]) -> None:
        """``teams`` gives the index of each team."""
        self._count = len(teams)
        read = _read(stock, {depot: d for d, depot in enumerate(depots)}, teams, frozenset(items))
        self.depots, self.teams = read

    @cached_property
    def _owning(self) -> Mapping[str, NDArray[np.bool_]]:
        found: dict[str, NDArray[np.bool_]] = {}
        for team, item in self.teams:
            found.setdefault(item, np.zeros(self._count, bool))[team] = True
        return found

    def owners(self, item: str) -> NDArray[np.bool_] | None:
        """Which teams have some of ``item`` on their vehicle; ``None`` when nobody has."""
        return self._owning.get(item)

    def depots_with(self, items: Collection[str]) -> NDArray[np.int64]:
        """The depots that have some of one of ``items``, rising."""
        return np.array(sorted({depot for depot, item in self.depots if item in items}), np.int64)


def _read(stock: Stock, depots: Mapping[str, int], teams: Mapping[str, int], items: Collection[str]) -> _Read:
    at_depots: dict[tuple[int, str], int] = {}
    aboard: dict[tuple[int, str], int] = {}
    asked = [(owner, item, quantity) for (owner, item), quantity in stock.items() if item in items and quantity > 0]
    for owner, item, quantity in asked:
        if owner in depots:
            at_depots[depots[owner], item] = quantity
        if owner in teams:
            aboard[teams[owner], item] = quantity
    return _Read(at_depots, aboard)
