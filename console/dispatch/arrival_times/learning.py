"""Learning from completed responses: a stated, simple estimator that leaves things as usual when data are few.

Travel: paces by road class and the seconds every run takes (see :mod:`fitting`), then by band of hours the median
of log(actual / fitted), drawn towards none by ``n / (n + PULL_HOURS)``; P90 from what is left, pooled over all.
Turnout: by state the median of what it took more than usual, by kind and state the same drawn towards its state's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from console.dispatch.arrival_times.fitting import fit
from console.dispatch.arrival_times.learned import SHORTEST_S, UNLEARNED, Band, Learned, within
from console.dispatch.arrival_times.response import Response
from console.dispatch.arrival_times.turnout import USUAL, State
from console.model.places import TeamKind

MINIMUM = 30
"""With fewer responses nothing is learned: the median of 30 is still off by some 14 % (1.25 × 60 % / √30)."""
BANDS: tuple[Band, ...] = ((22, 7), (7, 10), (10, 16), (16, 19), (19, 22))
"""Hours learned together: night, morning, midday, evening rush, evening."""
PULL_HOURS = 50
"""Hours differ by some 8 % where runs scatter by 60 %: (0.6 / 0.08)² runs weigh as much as knowing nothing."""
PULL_TURNOUT = 10
"""Kinds of team differ by some 12 s where turnouts scatter by 40 s: (40 / 12)²."""

_Floats = NDArray[np.float64]


def learn(responses: Sequence[Response]) -> Learned:
    """What ``responses`` teach, in whatever order; fewer than :data:`MINIMUM` leave travel, or turnout, as usual."""
    learned = _travel(responses) if len(responses) >= MINIMUM else UNLEARNED
    turnouts = _more_than_usual(responses)
    return _turnout(learned, turnouts) if sum(map(len, turnouts.values())) >= MINIMUM else learned


def _travel(responses: Sequence[Response]) -> Learned:
    classes = sorted({road for r in responses for road in r.usual_s})
    usual = np.array([[r.usual_s.get(road, 0.0) for road in classes] for r in responses])
    travel = np.array([r.travel_s for r in responses], float)
    found = fit(usual, travel)
    fitted = np.maximum(usual @ found.by_class + found.per_run_s, SHORTEST_S)
    errors = np.log(np.maximum(travel, 1.0) / fitted)
    factors: list[tuple[Band, float]] = []
    for band in BANDS:
        here = np.array([within(band, r.local_hour) for r in responses])
        shift = _drawn(errors[here], 0.0, PULL_HOURS)
        errors[here] -= shift
        factors.append((band, math.exp(shift)))
    return Learned(
        len(responses), found.per_run_s, found.overall, tuple(zip(classes, found.by_class.tolist(), strict=True)),
        tuple(factors), max(1.0, math.exp(_p90(errors))),
    )  # fmt: skip


def _more_than_usual(responses: Sequence[Response]) -> dict[tuple[TeamKind, State], _Floats]:
    found: dict[tuple[TeamKind, State], list[float]] = {}
    for r in responses:
        if r.state is not None and r.turnout_s is not None:
            found.setdefault((r.kind, r.state), []).append(r.turnout_s - USUAL[r.state].p50_s(r.own_turnout_s))
    return {cell: np.array(found[cell]) for cell in sorted(found)}


def _turnout(learned: Learned, more: dict[tuple[TeamKind, State], _Floats]) -> Learned:
    by_state: dict[State, float] = {}
    by_cell: dict[tuple[TeamKind, State], float] = {}
    spread: dict[State, float] = {}
    for state in sorted({state for _, state in more}):
        cells = {cell: found for cell, found in more.items() if cell[1] is state}
        if state is not State.PATROL:  # a moving patrol has none (DOMAIN § 3); only its P90 is learned
            by_state[state] = _drawn(np.concatenate(list(cells.values())), 0.0, PULL_TURNOUT)
            by_cell |= {cell: _drawn(found, by_state[state], PULL_TURNOUT) for cell, found in cells.items()}
        left = np.concatenate([found - by_cell.get(cell, 0.0) for cell, found in cells.items()])
        if len(left) >= MINIMUM:
            spread[state] = max(0.0, _p90(left))
    return replace(
        learned, turnouts=sum(map(len, more.values())), turnout_s=tuple(by_cell.items()),
        turnout_state_s=tuple(by_state.items()), turnout_spread_s=tuple(spread.items()),
    )  # fmt: skip


def _drawn(found: _Floats, towards: float, pull: int) -> float:
    """The median of ``found``, drawn towards a value by ``n / (n + pull)``; that value when there is none."""
    if not len(found):
        return towards
    share = len(found) / (len(found) + pull)
    return share * float(np.median(found)) + (1 - share) * towards


def _p90(found: _Floats) -> float:
    """What the next one stays below with nine chances in ten: the ⌈0.9 (n + 1)⌉-th smallest."""
    rank = min(len(found), math.ceil(0.9 * (len(found) + 1)))
    return float(np.sort(found)[rank - 1])
