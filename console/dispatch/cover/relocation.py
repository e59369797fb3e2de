"""Relocations that restore cover, as arithmetic on who reaches which grid; the single best move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.dispatch.cover.within import Within

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ground:
    """What there is to move: the teams that stay, sites they could go to, and the grids to be kept.

    ``reach[c, s, g]`` says whether a team of turnout class ``c`` standing at site ``s`` reaches grid ``g`` in time;
    ``travel(s)`` gives every staying team's whole seconds to a site, infinite without a way.
    """

    within: Within  # of the staying teams
    wanted: Flags  # (grids,) covered before, to be covered again
    classes: Counts  # (teams,) turnout class of each
    reach: Flags  # (classes, sites, grids)
    travel: Callable[[int], Floats]

    @property
    def opened(self) -> Flags:
        """The wanted grids that nobody reaches now."""
        found: Flags = self.wanted & (self.within.counts == 0)
        return found


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """A staying team (its place in ``Ground.within``) goes to a site."""

    team: int
    site: int
    travel_s: float


@dataclass(frozen=True, slots=True)
class Relocation:
    """Moves made together: how many wanted grids are open afterwards, and the least travel that could do as well.

    ``bound_s`` holds among relocations of at most as many moves as were allowed that leave as few grids open.
    """

    moves: tuple[Move, ...]
    open_after: int
    bound_s: float

    @property
    def travel_s(self) -> float:
        """Seconds on the road, all moves together."""
        return sum(move.travel_s for move in self.moves)

    @property
    def gap(self) -> float:
        """The share of the travel that might be saved at most; 0 for a proved best."""
        return max(0.0, 1.0 - self.bound_s / self.travel_s) if self.travel_s > 0 else 0.0


def counts_after(ground: Ground, moves: Sequence[Move]) -> Counts:
    """How many staying teams reach each grid once ``moves`` are made."""
    counts = ground.within.counts_without([move.team for move in moves])
    for move in moves:
        counts += ground.reach[ground.classes[move.team], move.site]
    return counts


def open_after(ground: Ground, moves: Sequence[Move]) -> int:
    """How many wanted grids nobody reaches once ``moves`` are made."""
    return int(np.count_nonzero(ground.wanted & (counts_after(ground, moves) == 0)))


def one_move(ground: Ground) -> Relocation:
    """The single move that leaves fewest wanted grids open, of those the shortest; no move when none helps."""
    now_open = ground.opened
    closes = np.count_nonzero(ground.reach[:, :, now_open], axis=2)  # (classes, sites)
    leaves = ground.within.losses(ground.wanted.astype(float)) > 0
    found = [
        (-gained, move.travel_s, move.team, move.site)
        for site in np.flatnonzero(closes.any(axis=0)).tolist()
        for gained, move in _best_to(ground, site, closes[ground.classes, site], leaves)
    ]
    still_open = int(np.count_nonzero(now_open))
    if not found:
        return Relocation((), still_open, 0.0)
    lost, travel_s, team, site = min(found)
    return Relocation((Move(team, site, travel_s),), still_open + lost, travel_s)


def _best_to(ground: Ground, site: int, closed: Counts, leaves: Flags) -> list[tuple[int, Move]]:
    """The best team to send to a site with how many grids that gains, if it gains any."""
    travel, gained = ground.travel(site), closed.copy()
    for team in np.flatnonzero(leaves & (closed > 0)).tolist():
        alone = ground.within.only(team)
        alone = alone[ground.wanted[alone]]
        gained[team] += np.count_nonzero(ground.reach[ground.classes[team], site, alone]) - len(alone)
    able = np.flatnonzero((gained > 0) & np.isfinite(travel))
    best = able[np.lexsort((able, travel[able], -gained[able]))][:1].tolist()
    return [(int(gained[team]), Move(team, site, float(travel[team]))) for team in best]
