"""What stays the same about teams from picture to picture, as columns that are made once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.arrival_times.turnout import SLEEPS_AT_BASE
from console.dispatch.latest import Latest
from console.model.places import Team, TeamKind
from console.model.plan import StaffNeed

UNABLE, CREW_SMALL = -1, -2
_FITS_KEPT = 1000

Counts = NDArray[np.int64]


class Roster:
    """``n`` teams in a fixed order; every array has one entry for each and is only read."""

    def __init__(self, teams: Sequence[Team]) -> None:
        self.teams = tuple(teams)
        self.ids = [team.id for team in teams]
        self.index: Mapping[str, int] = {team: i for i, team in enumerate(self.ids)}
        self.kinds = np.array([team.kind.value for team in teams], np.str_)
        self.crew_size = np.fromiter((team.crew for team in teams), np.int64, len(teams))
        self._fits: dict[tuple[object, ...], Counts] = {}
        self._of_kinds: dict[frozenset[TeamKind], NDArray[np.bool_]] = {}

    @cached_property
    def turnouts(self) -> tuple[list[tuple[TeamKind, int]], NDArray[np.int64]]:
        """Each sort of team (its kind and its own turnout in seconds), and the number of the sort of each team."""
        sorts: dict[tuple[TeamKind, int], int] = {}
        numbers = [sorts.setdefault((team.kind, team.turnout_s), len(sorts)) for team in self.teams]
        return list(sorts), np.array(numbers, np.int64)

    @cached_property
    def bases(self) -> NDArray[np.float64]:
        """Where the teams belong, (2, n) in degrees."""
        return np.array([team.base for team in self.teams], float).reshape(-1, 2).T

    @cached_property
    def sleepers(self) -> NDArray[np.bool_]:
        """Whose crews sleep in their base at night."""
        return self.of_kinds(SLEEPS_AT_BASE)

    @cached_property
    def crew(self) -> NDArray[np.int32]:
        """The number of each team's crew: teams with the same number exclude each other."""
        shared: dict[str, int] = {}
        numbers = [
            shared.setdefault(team.shares_crew, i) if team.shares_crew else i for i, team in enumerate(self.teams)
        ]
        return np.array(numbers, np.int32)

    @cached_property
    def crews_shared(self) -> bool:
        """Whether any two teams exclude each other."""
        return len(np.unique(self.crew)) < len(self.crew)

    @cached_property
    def _able(self) -> Mapping[str, NDArray[np.int64]]:
        by_capability: dict[str, list[int]] = {}
        for i, team in enumerate(self.teams):
            for capability in team.capabilities:
                by_capability.setdefault(capability, []).append(i)
        return {capability: np.array(found, np.int64) for capability, found in by_capability.items()}

    @cached_property
    def _carriers(self) -> Mapping[str, NDArray[np.int64]]:
        by_item: dict[str, list[int]] = {}
        for i, team in enumerate(self.teams):
            for item in team.carries:
                by_item.setdefault(item, []).append(i)
        return {item: np.array(found, np.int64) for item, found in by_item.items()}

    def carriers(self, item: str) -> NDArray[np.int64]:
        """The teams whose vehicle carries ``item``, as long as it is not used up."""
        return self._carriers.get(item, np.empty(0, np.int64))

    def of_kinds(self, kinds: Collection[TeamKind]) -> NDArray[np.bool_]:
        """Which teams are of one of these kinds."""
        key = frozenset(kinds)
        if key not in self._of_kinds:
            self._of_kinds[key] = np.isin(self.kinds, [kind.value for kind in key])
        return self._of_kinds[key]

    def fit(self, need: StaffNeed) -> Counts:
        """The penalty with which each team fits ``need``: 0 by itself; ``UNABLE`` or ``CREW_SMALL`` when it cannot."""
        key = (need.capability, need.crew_min, need.substitutes)
        found = self._fits.get(key)
        if found is None:
            if len(self._fits) >= _FITS_KEPT:
                self._fits.clear()
            found = self._fits[key] = self._fit(need)
        return found

    def _fit(self, need: StaffNeed) -> Counts:
        penalty, nobody = np.full(len(self.teams), UNABLE, np.int64), np.empty(0, np.int64)
        for stand_in in sorted(need.substitutes, key=lambda s: -s.penalty):
            penalty[self._able.get(stand_in.capability, nobody)] = stand_in.penalty
        penalty[self._able.get(need.capability, nobody)] = 0
        penalty[(penalty >= 0) & (self.crew_size < need.crew_min)] = CREW_SMALL
        penalty.flags.writeable = False
        return penalty


_latest = Latest(Roster)


def roster_of(teams: Sequence[Team]) -> Roster:
    """The roster of these teams, the last one again when they are the very same."""
    return _latest.of(teams)
