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


HORIZONS_S = (180.0, 600.0, 1200.0)
"""How far from a site teams are looked for, step by step. Farther off, what is open would be open too long."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What there is to move: the teams that stay, sites they could go to, and the grids to be kept.

    ``reach[c, s, g]`` says whether a team of turnout class ``c`` standing at site ``s`` reaches grid ``g`` in time;
    ``travel(s, horizon)`` gives every staying team's whole seconds to a site, infinite without a way in the horizon.
    """

    within: Within  # of the staying teams
    wanted: Flags  # (grids,) covered before, to be covered again
    classes: Counts  # (teams,) turnout class of each
    reach: Flags  # (classes, sites, grids)
    travel: Callable[[int, float], Floats]

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
    """The single move that leaves fewest wanted grids open, of those the shortest; no move when none helps.

    Sites are looked at from the most useful on, and around each only as far as a better answer can lie.
    """
    now_open = ground.opened
    closes = np.count_nonzero(ground.reach[:, :, now_open], axis=2)  # (classes, sites)
    leaves = ground.within.losses(ground.wanted.astype(float)) > 0
    most = closes.max(axis=0, initial=0)
    best: tuple[int, Move] | None = None
    for site in np.lexsort((np.arange(len(most)), -most)).tolist():
        if not most[site] or (best is not None and most[site] < best[0]):
            break
        found = _best_to(ground, site, closes[ground.classes, site], leaves, int(most[site]))
        if found is not None and (best is None or _rank(found) < _rank(best)):
            best = found
    still_open = int(np.count_nonzero(now_open))
    if best is None:
        return Relocation((), still_open, 0.0)
    return Relocation((best[1],), still_open - best[0], best[1].travel_s)


def _rank(found: tuple[int, Move]) -> tuple[int, float, int, int]:
    gained, move = found
    return -gained, move.travel_s, move.team, move.site


def _best_to(ground: Ground, site: int, closed: Counts, leaves: Flags, most: int) -> tuple[int, Move] | None:
    """The best team to send to a site with how many grids that gains, at most ``most``; ``None`` when none gains."""
    gained = closed.copy()
    for team in np.flatnonzero(leaves & (closed > 0)).tolist():
        alone = ground.within.only(team)
        alone = alone[ground.wanted[alone]]
        gained[team] += np.count_nonzero(ground.reach[ground.classes[team], site, alone]) - len(alone)
    best: tuple[int, Move] | None = None
    for horizon_s in HORIZONS_S:
        travel = ground.travel(site, horizon_s)
        able = np.flatnonzero((gained > 0) & np.isfinite(travel))
        for team in able[np.lexsort((able, travel[able], -gained[able]))][:1].tolist():
            best = int(gained[team]), Move(team, site, float(travel[team]))
        if best is not None and best[0] == most:
            break  # whoever is farther takes longer for no more
    return best
