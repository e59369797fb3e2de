"""Staying with what was shown: an order not yet sent is changed only for a gain worth telling."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from console.dispatch.assignment.match_rows import Index
from console.dispatch.assignment.packing import Whole
from console.dispatch.assignment.problem import Ranks

WORTH_TELLING_S = 15
"""What each changed pair must gain more than, in arrival time, all higher ranks being equal."""

_KEPT = Ranks(arrival_s=-WORTH_TELLING_S, wear=-1)  # of two answers that are equal otherwise, the one shown before


def keeping(slot_of: Index, team_of: npt.NDArray[np.integer], cost: Whole, held: Mapping[int, int]) -> Whole:
    """The costs (e×6) to solve with so that the pairs of ``held`` (slot → team) stay unless a change is worth it.

    A gain in a higher rank, however small, still changes the answer. A gain of exactly ``WORTH_TELLING_S`` leaves
    the decision to the lower ranks, and the pair in place when they are equal, too.
    """
    shown = np.full(int(slot_of.max(initial=-1)) + 1, -1, np.int64)
    for slot, team in held.items():
        if slot < len(shown):
            shown[slot] = team
    return cost + np.outer(shown[slot_of] == team_of, np.array(_KEPT, np.int64))
