"""Which teams to base elsewhere so that more needs of expected cases are filled in time: moves, best first.

A surrogate to be judged by drills: each team is busy with the same chance, needs of one case count as independent, and
a team reaches what it reaches at usual speeds times a factor. Greedy over single moves; every move is the best of all
(team, site) pairs given those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

Floats = NDArray[np.float64]
LEAST_GAIN = 1e-6


class Wants(NamedTuple):
    """Needs of expected cases, as columns of equal length."""

    case: NDArray[np.int64]  # the case each belongs to, 0 and up
    mark: NDArray[np.int64]  # which of the case's marks it decides, 0 and up
    teams: NDArray[np.int64]  # how many are wanted
    within_s: Floats  # from the order to the arrival


class Move(NamedTuple):
    """Team number ``team`` waits at site ``site``; ``expected`` is the share of marks met after it and those before."""

    team: int
    site: int
    expected: float


def best_moves(
    wants: Wants,
    able: NDArray[np.bool_],
    base_s: Floats,
    site_s: Floats,
    turnout_s: Floats,
    movable: Sequence[int],
    busy: float,
    most: int,
) -> tuple[float, list[Move]]:
    """The expected share of marks met as teams stand, and at most ``most`` moves that raise it.

    ``able`` (teams, wants): who can fill what. ``base_s`` (teams, wants) and ``site_s`` (sites, wants): seconds on the
    road, inf where there is none. ``turnout_s`` (teams,). A team is moved once at most. Ties go to the first.
    """
    there = able & (base_s + turnout_s[:, None] <= wants.within_s)
    groups = wants.case * (int(wants.mark.max(initial=0)) + 1) + wants.mark
    _, group = np.unique(groups, return_inverse=True)
    left, moves = list(movable), list[Move]()
    before = expected = _expected(there.sum(axis=0), wants.teams, group, busy)
    while left and len(moves) < most:
        found = max((_best_of(team, there, able, site_s, turnout_s, wants, group, busy) for team in left), key=_gain)
        if found.expected <= expected + LEAST_GAIN:
            break
        moves.append(found)
        expected = found.expected
        left.remove(found.team)
        there[found.team] = able[found.team] & (site_s[found.site] + turnout_s[found.team] <= wants.within_s)
    return before, moves


def _gain(move: Move) -> float:
    return move.expected


def _best_of(
    team: int, there: NDArray[np.bool_], able: NDArray[np.bool_], site_s: Floats, turnout_s: Floats, wants: Wants,
    group: NDArray[np.int64], busy: float,
) -> Move:  # fmt: skip
    others = there.sum(axis=0) - there[team]
    at_sites = able[team] & (site_s + turnout_s[team] <= wants.within_s)
    shares = [_expected(others + row, wants.teams, group, busy) for row in at_sites]
    best = int(np.argmax(shares))
    return Move(team, best, shares[best])


def _expected(reaching: NDArray[np.int64], count: NDArray[np.int64], group: NDArray[np.int64], busy: float) -> float:
    """The share of marks met: each as likely as all of its needs find enough of the reaching teams free."""
    most = int(reaching.max(initial=0)) + 1
    wanted = int(count.max(initial=1)) + 1
    table = binom.sf(np.arange(wanted)[None, :] - 1, np.arange(most)[:, None], 1.0 - busy)
    chance = table[reaching, count]
    with np.errstate(divide="ignore"):
        whole = np.exp(np.bincount(group, weights=np.log(chance)))
    return float(whole.mean())
