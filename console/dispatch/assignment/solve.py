"""Who goes where: all needs of all waiting incidents solved together (DOMAIN § 5.1, 5.2).

A minimum-cost assignment whose costs are ranks: one unit of a higher rank outweighs everything below it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

ARRIVAL_CAP_S = 3600


@dataclass(frozen=True, slots=True)
class Option:
    """One team for one slot. ``robbed_weight`` is what the incident it is taken from loses; 0 for a free team."""

    eta_s: int
    late: bool
    penalty: int
    cover_loss: int
    robbed_weight: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill; ``weight`` is how much leaving it empty counts."""

    key: Hashable
    weight: int


Options = Mapping[tuple[int, int], Option]
"""Possible pairs by (slot index, team index); a pair that is absent is impossible."""


def assign(slots: Sequence[Slot], teams: int, options: Options) -> list[int | None]:
    """The team index for each slot, or ``None``; no team twice.

    Minimises, in this order: unfilled slots by weight (what pre-emption robs counted in), missed limits,
    penalties, arrival seconds, cover lost. Equal answers are settled the same way every time.
    """
    if not slots:
        return []
    costs, empty = _costs(slots, options)
    top = float(max(empty) + 1) * (len(slots) + 1)
    matrix = np.full((len(slots), teams + len(slots)), top)
    for (slot, team), cost in costs.items():
        matrix[slot, team] = cost
    for slot, cost in enumerate(empty):
        matrix[slot, teams + slot] = cost
    rows, columns = linear_sum_assignment(matrix)
    chosen: list[int | None] = [None] * len(slots)
    for slot, team in zip(rows.tolist(), columns.tolist(), strict=True):
        if team < teams and (slot, team) in options:
            chosen[slot] = team
    return chosen


def _costs(slots: Sequence[Slot], options: Options) -> tuple[dict[tuple[int, int], int], list[int]]:
    n = len(slots)
    values = list(options.values())
    cover = 1 + n * max((o.cover_loss for o in values), default=0)
    arrival = cover * (1 + n * min(ARRIVAL_CAP_S, max((o.eta_s for o in values), default=0)))
    penalty = arrival * (1 + n * max((o.penalty for o in values), default=0))
    late = penalty * (n + 1)
    costs = {
        pair: late * o.robbed_weight
        + penalty * o.late
        + arrival * o.penalty
        + cover * min(o.eta_s, ARRIVAL_CAP_S)
        + o.cover_loss
        for pair, o in options.items()
    }
    return costs, [late * slot.weight for slot in slots]
