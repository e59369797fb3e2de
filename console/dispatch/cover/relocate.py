"""Up to three moves that restore cover with least travel: proved best where the model is small, else with a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from console.dispatch.cover.relocation import HORIZONS_S, Flags, Ground, Move, Relocation, one_move, open_after
from console.dispatch.cover.within import Within

Floats = NDArray[np.float64]

MOST_MOVES = 3
EXACT_UP_TO = 4_000
"""Possible moves of the exact model; with more, greedy moves are offered beside a bound."""
NODES = 2_000
"""Branches looked into before an exact answer is given up: a count, so that the answer never hangs on the clock."""
_FEWER_MOVES_S = 0.001
"""Weight of a move against whole seconds of travel: among equal ways the fewer moves are taken."""


def relocate(ground: Ground, most: int = MOST_MOVES) -> Relocation:
    """The relocation of at most ``most`` teams that leaves fewest wanted grids open, of those the least travel.

    First an easier problem is solved in which movers leave nothing behind and may go to two sites: its travel is a
    bound, and where its moves can truly be made and leave nothing open they are the answer. Otherwise the exact
    model runs over every move that can be part of a best answer (see :func:`_moves`), or, past ``EXACT_UP_TO`` of
    them, the best single moves in a row.
    """
    nearest = _nearest(ground)
    if not nearest or most <= 0:
        return Relocation((), int(np.count_nonzero(ground.opened)), 0.0)
    easy = _Model(nearest, ground, most, easier=True).least_travel()
    if easy is not None and not easy.open_after and len({move.team for move in easy.moves}) == len(easy.moves):
        return easy
    bound_s = easy.bound_s if easy is not None else 0.0
    moves = _moves(ground, most)
    exact = _exact(moves, ground, most) if len(moves) <= EXACT_UP_TO else None
    if exact is not None:
        return exact if exact.open_after else replace(exact, bound_s=max(bound_s, exact.bound_s))
    greedy = _greedy(ground, most)
    return greedy if greedy.open_after else replace(greedy, bound_s=bound_s)


def _nearest(ground: Ground) -> list[Move]:
    """To each site that closes something the nearest team of each turnout class."""
    found = []
    closes: Flags = np.any(ground.reach[:, :, ground.opened], axis=2)
    for site in np.flatnonzero(closes.any(axis=0)).tolist():
        travel = ground.travel(site, HORIZONS_S[-1])
        for kind in np.flatnonzero(closes[:, site]).tolist():
            able = np.flatnonzero((ground.classes == kind) & np.isfinite(travel))
            if len(able):
                team = int(able[np.argmin(travel[able])])
                found.append(Move(team, site, float(travel[team])))
    return found


def _moves(ground: Ground, most: int) -> list[Move]:
    """Every move that a best relocation may need.

    A team whose grids are all reached by more than ``most`` others and itself can always leave. Of such teams only
    the ``most`` nearest of a turnout class to a site matter (one of them is never needed elsewhere), and so no team
    farther off than these matters either. A site matters when it reaches a grid that is open or could become so.
    """
    at_stake = ground.wanted & (ground.within.counts <= most)
    tied = np.bincount(ground.within.team[at_stake[ground.within.grid]], minlength=ground.within.teams) > 0
    matters: Flags = np.any(ground.reach[:, :, at_stake], axis=2)
    found = []
    for site in np.flatnonzero(matters.any(axis=0)).tolist():
        travel = ground.travel(site, HORIZONS_S[-1])
        for kind in np.flatnonzero(matters[:, site]).tolist():
            able = np.flatnonzero((ground.classes == kind) & np.isfinite(travel))
            able = able[np.lexsort((able, tied[able], travel[able]))]
            enough = np.cumsum(~tied[able])
            found += [Move(t, site, float(travel[t])) for t in able[(enough < most) | ~tied[able] & (enough == most)]]
    return found


def _exact(moves: Sequence[Move], ground: Ground, most: int) -> Relocation | None:
    """The best of all relocations made of ``moves``; ``None`` when the search was given up without an answer."""
    model = _Model(moves, ground, most)
    best = model.least_travel()
    if best is None:
        fewest = model.fewest_open()
        best = model.least_travel(fewest) if fewest else None
    return best


class _Model:
    """Which of ``moves`` to make: each team once, ``most`` in all, wanted grids reached by whoever is left or comes.

    A column per move; a row per wanted grid that a relocation can leave or make open, and one per team. When
    ``easier``, movers go on reaching what they reach where they are, and may move twice.
    """

    def __init__(self, moves: Sequence[Move], ground: Ground, most: int, *, easier: bool = False) -> None:
        self._moves, self._ground = moves, ground
        teams, sites = np.array([m.team for m in moves], int), np.array([m.site for m in moves], int)
        change = ground.reach[ground.classes[teams], sites].astype(float)
        for k, team in enumerate([] if easier else teams.tolist()):
            change[k, ground.within.grids_of(team)] -= 1
        at_stake = (ground.within.counts <= most) & (change < 0).any(axis=0)
        grids = np.flatnonzero(ground.wanted & (ground.opened | at_stake))
        self._change, self._counts = scipy.sparse.csr_array(change[:, grids].T), ground.within.counts[grids]
        each, place = np.unique(np.arange(len(moves)) if easier else teams, return_inverse=True)
        once = scipy.sparse.csr_array((np.ones(len(moves)), (place, np.arange(len(moves)))), (len(each), len(moves)))
        self._limits = scipy.sparse.vstack([once, np.ones((1, len(moves)))])
        self._most = np.r_[np.ones(len(each)), most]

    def least_travel(self, may_open: int = 0) -> Relocation | None:
        """The moves with least travel that leave at most so many grids open; ``None`` when there are none."""
        columns, grids = len(self._moves), len(self._counts)
        travel = np.array([m.travel_s + _FEWER_MOVES_S for m in self._moves])
        solved = self._solve(np.r_[travel, np.zeros(grids)], np.r_[np.zeros(columns), np.ones(grids)], may_open)
        if solved.x is None:
            return None
        made = tuple(sorted(m for m, x in zip(self._moves, solved.x, strict=False) if x > 0.5))
        return Relocation(
            made, open_after(self._ground, made), max(0.0, float(np.ceil(solved.mip_dual_bound - 10 * _FEWER_MOVES_S)))
        )

    def fewest_open(self) -> int | None:
        """How many grids any moves must leave open; ``None`` when the search was given up before it knew."""
        columns, grids = len(self._moves), len(self._counts)
        solved = self._solve(np.r_[np.zeros(columns), np.ones(grids)], np.zeros(columns + grids), 0)
        return round(solved.fun) if solved.success else None

    def _solve(self, cost: Floats, open_row: Floats, may_open: int) -> Any:
        """Columns: the moves (whole), then one per grid that says it stays open."""
        columns, grids = len(self._moves), len(self._counts)
        held = scipy.optimize.LinearConstraint
        limits = scipy.sparse.hstack([self._limits, scipy.sparse.csr_array((len(self._most), grids))])
        rows = [
            held(scipy.sparse.hstack([self._change, scipy.sparse.eye_array(grids)]), 1.0 - self._counts, np.inf),
            held(limits, -np.inf, self._most),
            held(open_row[None], -np.inf, may_open),
        ]
        return scipy.optimize.milp(
            cost, constraints=rows, bounds=scipy.optimize.Bounds(0.0, 1.0),
            integrality=np.r_[np.ones(columns), np.zeros(grids)],
            options={"node_limit": NODES, "mip_rel_gap": 0.0},
        )  # fmt: skip


def _greedy(ground: Ground, most: int) -> Relocation:
    """The best single move, and again from there, each team once."""
    made: list[Move] = []
    while len(made) < most:
        further = one_move(_moved(ground, made)).moves
        if not further:
            break
        made.append(further[0])
    return Relocation(tuple(sorted(made)), open_after(ground, made), 0.0)


def _moved(ground: Ground, made: Sequence[Move]) -> Ground:
    """The ground after ``made``: who moved stands at its site and moves no more."""
    within, gone = ground.within, {move.team for move in made}
    kept = ~np.isin(within.team, list(gone))
    pairs = [(within.team[kept], within.grid[kept])]
    for move in made:
        grids = np.flatnonzero(ground.reach[ground.classes[move.team], move.site])
        pairs.append((np.full(len(grids), move.team), grids))
    team, grid = (np.concatenate(column) for column in zip(*pairs, strict=True))
    order = np.lexsort((grid, team))

    def travel(site: int, horizon_s: float) -> Floats:
        seconds = ground.travel(site, horizon_s).copy()
        seconds[list(gone)] = np.inf
        return seconds

    return replace(ground, within=Within(team[order], grid[order], within.teams, within.grids), travel=travel)
