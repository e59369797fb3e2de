"""The estimator: robust least squares with a lower bound and a pull towards what is usual.

Ratios alone do not do: a run also takes seconds that have nothing to do with its length (pulling out, the last
corner, finding the door), and one very late run must count no more than another. So travel is fitted as
``per_run_s + Σ pace[class] * usual_s[class]`` with the error's size, not its square, kept small: non-negative
least squares, reweighted by one over the error.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FASTEST_PACE = 2 / 3
"""No road is believed to be driven more than half as fast again as usual.

Where a fit wants more, the recorded starts are wrong, not the roads fast: runs then seem to take as long however
far they go. What is held back here comes out as seconds per run.
"""
PULL_RUNS = 20
"""As if this many runs of a minute on each class had gone as usual: a class with few runs stays where all are.

A run's time scatters by some 60 % around its fit and classes differ by some 15 %: (0.6 / 0.15)² = 16 runs are
worth as much as knowing nothing about the class.
"""
_PULL_S = 60.0
_ROUNDS = 30
_NEAR_S = 5.0  # errors below this weigh the same: stamps are no better


class Fit(NamedTuple):
    """Actual seconds per usual second over all roads and by class, and the seconds every run takes beside."""

    overall: float
    by_class: Floats  # (c,)
    per_run_s: float


def fit(usual_s: Floats, travel_s: Floats) -> Fit:
    """Fit ``travel_s`` (n,) to ``usual_s`` (n, c): first one pace for all, then each class pulled towards it."""
    overall, _ = _paces(usual_s.sum(axis=1, keepdims=True), travel_s, 1.0)
    by_class, per_run = _paces(usual_s, travel_s, float(overall[0]))
    return Fit(float(overall[0]), by_class, per_run)


def _paces(usual_s: Floats, travel_s: Floats, pull_to: float) -> tuple[Floats, float]:
    n, c = usual_s.shape
    columns = np.column_stack([usual_s, np.ones(n)])
    above = travel_s - FASTEST_PACE * usual_s.sum(axis=1)  # paces are sought from the fastest up
    pull = np.column_stack([np.eye(c) * _PULL_S * np.sqrt(PULL_RUNS), np.zeros(c)])
    pulled = np.full(c, (pull_to - FASTEST_PACE) * _PULL_S * np.sqrt(PULL_RUNS))
    weights, found = np.ones(n), np.zeros(c + 1)
    for _ in range(_ROUNDS):
        root = np.sqrt(weights)
        found, _error = scipy.optimize.nnls(
            np.vstack([columns * root[:, None], pull]), np.concatenate([above * root, pulled])
        )
        weights = 1.0 / np.maximum(np.abs(above - columns @ found), _NEAR_S)
        weights /= np.median(weights)
    return found[:-1] + FASTEST_PACE, float(found[-1])
