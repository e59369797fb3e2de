"""Where teams should stand: the maximum expected covering location problem (Daskin 1983), with a stated gap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

BUSY_SHARE = 0.3
"""The share of its shift a team is taken to be bound by a case while nothing is recorded."""
EXACT_UP_TO = 6_000
"""Variables of the exact model; with more, the relaxed model gives the bound."""
NODES = 2_000
"""Branches looked into before an exact answer is given up: a count, so that the answer never hangs on the clock."""
_NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True)
class PostPlan:
    """How many teams stand at each post. ``expected_cover`` is the share of demand that a team not busy reaches.

    No plan can reach more than ``bound``; ``gap`` is what is missing to it as a share of it, 0 for a proved best.
    """

    posts: tuple[tuple[str, int], ...]  # post, teams; posts without a team are left out
    expected_cover: float
    bound: float
    gap: float


def busy_share(bound_s: float, on_duty_s: float) -> float:
    """The share of their time on duty that teams were bound by orders, as recorded; ``ValueError`` without a record."""
    if not 0.0 <= bound_s < on_duty_s:
        raise ValueError("teams are bound for less time than they are on duty, and some time must be on record")
    return bound_s / on_duty_s


def posts(sites: tuple[str, ...], reach: Flags, demand: Floats, teams: int, busy: float = BUSY_SHARE) -> PostPlan:
    """Posts for ``teams`` equal teams so that most demand is expected to find one in reach that is not busy.

    ``reach[s, g]`` says whether a team at site ``s`` reaches grid ``g`` in time, ``demand[g]`` is what is expected
    there, ``busy`` the chance that a team is bound when it is needed, for each team by itself (Daskin's assumption:
    in truth busy teams come in clusters). Several teams may share a post. Exact up to ``EXACT_UP_TO`` variables,
    otherwise the greedy choice bettered by exchanges, beside the bound of the relaxed model.
    """
    if not 0.0 <= busy < 1.0:
        raise ValueError("the busy share lies between 0 and 1, 1 excluded")
    total = float(demand.sum())
    if not sites or teams <= 0 or total <= 0:
        return PostPlan((), 0.0, 0.0, 0.0)
    columns, group = np.unique(reach, axis=1, return_inverse=True)
    weights = np.bincount(group.ravel(), demand, minlength=columns.shape[1]).astype(np.float64)
    chosen = _exchanged(_greedy(columns, weights, teams, busy), columns, weights, busy)
    bound, exact = _bound(columns, weights, teams, busy)
    if exact is not None and _expected(exact, columns, weights, busy) > _expected(chosen, columns, weights, busy):
        chosen = exact
    cover = _expected(chosen, columns, weights, busy)
    bound = max(bound, cover)
    gap = (bound - cover) / bound if bound - cover > 1e-7 * bound else 0.0
    standing = tuple((site, int(n)) for site, n in zip(sites, chosen, strict=True) if n)
    return PostPlan(standing, cover / total, bound / total, gap)


def _expected(chosen: Counts, reach: Flags, weights: Floats, busy: float) -> float:
    """Demand expected to find a free team: 1 − busyⁿ of each grid that ``n`` teams reach."""
    return float(weights @ (1.0 - np.power(busy, chosen @ reach)))


def _gains(chosen: Counts, reach: Flags, weights: Floats, busy: float) -> Floats:
    """What one more team at each site would add."""
    gains: Floats = reach @ (weights * np.power(busy, chosen @ reach) * (1.0 - busy))
    return gains


def _greedy(reach: Flags, weights: Floats, teams: int, busy: float) -> Counts:
    chosen = np.zeros(len(reach), np.int64)
    for _ in range(teams):
        chosen[np.argmax(_gains(chosen, reach, weights, busy))] += 1
    return chosen


def _exchanged(chosen: Counts, reach: Flags, weights: Floats, busy: float) -> Counts:
    """Move single teams to other sites as long as that gains anything."""
    better = True
    while better:
        better = False
        for site in np.flatnonzero(chosen).tolist():
            chosen[site] -= 1
            gains = _gains(chosen, reach, weights, busy)
            best = int(np.argmax(gains))
            if gains[best] <= gains[site] * (1 + 1e-9):
                best = site
            chosen[best] += 1
            better |= best != site
    return chosen


def _bound(reach: Flags, weights: Floats, teams: int, busy: float) -> tuple[float, Counts | None]:
    """What no choice exceeds, and the exact model's own choice where it is small enough to be solved."""
    levels = _levels(teams, busy)
    sites, grids = reach.shape
    exact = sites + grids * levels <= EXACT_UP_TO
    worth = np.outer(weights, (1.0 - busy) * np.power(busy, np.arange(levels))).ravel()
    per_grid = scipy.sparse.kron(scipy.sparse.eye_array(grids), np.ones((1, levels)))
    reaching = scipy.sparse.csr_array(-reach.T.astype(float))
    counted = scipy.sparse.hstack([reaching, per_grid])  # teams counted on a grid ≤ teams reaching it
    placed = scipy.sparse.csr_array(np.r_[np.ones(sites), np.zeros(grids * levels)][None])
    solved = scipy.optimize.milp(
        np.r_[np.zeros(sites), -worth],
        constraints=scipy.optimize.LinearConstraint(
            scipy.sparse.vstack([counted, placed]), -np.inf, np.r_[np.zeros(grids), teams]
        ),
        bounds=scipy.optimize.Bounds(0.0, np.r_[np.full(sites, teams), np.ones(grids * levels)]),
        integrality=np.r_[np.full(sites, int(exact)), np.zeros(grids * levels)],
        options={"node_limit": NODES, "mip_rel_gap": 0.0},
    )
    beyond = float(weights.sum()) * busy**levels  # what further teams on a grid could add at most
    limit = solved.fun if not exact else solved.mip_dual_bound
    choice = np.rint(solved.x[:sites]).astype(np.int64) if exact and solved.x is not None else None
    return (-limit + (beyond if levels < teams else 0.0)), choice


def _levels(teams: int, busy: float) -> int:
    """How many teams on one grid are counted: more add a negligible chance."""
    if busy == 0.0:
        return 1
    return min(teams, int(np.ceil(np.log(_NEGLIGIBLE) / np.log(busy))))
