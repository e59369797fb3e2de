"""What depots stock and teams carry of the materials asked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.standing import Standing
from console.model.picture import Stock
from console.model.places import Depot

Held = Mapping[tuple[int, str], int]
"""Quantity above 0 by (index of the owner, item)."""


@dataclass(frozen=True)
class Stocked:
    """The free quantities of some items at depots and on board of teams; ``count`` is how many teams there are."""

    depots: Held
    teams: Held
    count: int

    @classmethod
    def of(
        cls, stock: Stock, depots: Sequence[Depot], standing: Standing, near: NDArray[np.bool_], items: Collection[str]
    ) -> Stocked:
        """What there is of ``items`` at ``depots`` and on board of the teams that are ``near``."""
        at_depots, aboard, ids = {}, {}, standing.ids
        for item in items:
            for number, depot in enumerate(depots):
                if (quantity := stock.get((depot.id, item), 0)) > 0:
                    at_depots[number, item] = quantity
            carriers = standing.carriers(item)
            for team in carriers[near[carriers]].tolist():
                if (quantity := stock.get((ids[team], item), 0)) > 0:
                    aboard[team, item] = quantity
        return cls(at_depots, aboard, len(ids))

    @cached_property
    def _owning(self) -> Mapping[str, NDArray[np.bool_]]:
        found: dict[str, NDArray[np.bool_]] = {}
        for team, item in self.teams:
            found.setdefault(item, np.zeros(self.count, bool))[team] = True
        return found

    def owners(self, item: str) -> NDArray[np.bool_] | None:
        """Which teams have some of ``item`` on their vehicle; ``None`` when nobody has."""
        return self._owning.get(item)

    def depots_with(self, items: Collection[str]) -> NDArray[np.int64]:
        """The depots that have some of one of ``items``, rising."""
        return np.array(sorted({depot for depot, item in self.depots if item in items}), np.int64)


NOWHERE = Stocked({}, {}, 0)
"""Nothing is asked for, so nothing is looked for."""
