"""Who reaches which grid in time: the plain arithmetic of cover on (team, grid, seconds) triples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

MINUTES = (1, 3, 5)


@dataclass(frozen=True, eq=False)
class Within:
    """Who reaches which grid within one limit: pairs by team, each once."""

    team: Indices  # (k,)
    grid: Indices  # (k,)
    teams: int
    grids: int

    @cached_property
    def counts(self) -> Indices:
        """How many teams reach each grid, (grids,)."""
        return np.bincount(self.grid, minlength=self.grids)

    @cached_property
    def _starts(self) -> Indices:
        return np.searchsorted(self.team, np.arange(self.teams + 1))

    def grids_of(self, team: int) -> Indices:
        """The grids one team reaches, in no order."""
        return self.grid[self._starts[team] : self._starts[team + 1]]

    def counts_without(self, teams: Sequence[int]) -> Indices:
        """How many teams reach each grid when these are gone."""
        counts = self.counts.copy()
        for team in teams:
            counts[self.grids_of(team)] -= 1
        return counts

    def only(self, team: int) -> Indices:
        """The grids nobody but ``team`` reaches, rising."""
        mine = self.grids_of(team)
        return np.sort(mine[self.counts[mine] == 1])

    def losses(self, weights: Floats) -> Floats:
        """For every team the weight of the grids only it reaches, (teams,)."""
        alone = self.counts[self.grid] == 1
        return np.bincount(self.team[alone], weights[self.grid[alone]], minlength=self.teams).astype(np.float64)


@dataclass(frozen=True, eq=False)
class Times:
    """Seconds from teams to grids, turnout included: only pairs within the horizon, by team, each once."""

    team: Indices  # (k,)
    grid: Indices  # (k,)
    seconds: Floats  # (k,)
    teams: int
    grids: int

    def within(self, limit_s: float) -> Within:
        """Who reaches what within ``limit_s``."""
        held = self.seconds <= limit_s
        return Within(self.team[held], self.grid[held], self.teams, self.grids)

    def among(self, teams: Indices) -> Times:
        """The times of some teams alone, in their order, which must be rising."""
        place = np.full(self.teams, -1)
        place[teams] = np.arange(len(teams))
        kept = place[self.team] >= 0
        return Times(place[self.team[kept]], self.grid[kept], self.seconds[kept], len(teams), self.grids)

    def matrix(self) -> Floats:
        """Seconds as a (teams, grids) matrix, infinite beyond the horizon."""
        found = np.full((self.teams, self.grids), np.inf)
        found[self.team, self.grid] = self.seconds
        return found


@dataclass(frozen=True, slots=True)
class Share:
    """Cover within ``minutes``: the share of grids, and of expected demand."""

    minutes: int
    grids: float
    demand: float


def shares(times: Times, demand: Floats) -> tuple[Share, ...]:
    """Cover within 1, 3 and 5 minutes by everybody in ``times``."""
    found = []
    for minutes in MINUTES:
        held = np.flatnonzero(times.within(minutes * 60).counts)
        found.append(Share(minutes, len(held) / max(1, times.grids), share(held, demand)))
    return tuple(found)


def share(grids: Indices, weights: Floats) -> float:
    """The part of all weight that lies on ``grids``; 0 when there is no weight at all."""
    total = float(weights.sum())
    return float(weights[grids].sum()) / total if total > 0 else 0.0
