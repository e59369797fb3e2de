"""The compiled loop that closes and opens roads. Importing it costs the import of numba: only warming up does."""

from __future__ import annotations

from typing import Any

import numpy as np

from console.dispatch.roads.compiling import compiled
from console.model.roads import Ints

Flags = np.ndarray[Any, np.dtype[np.bool_]]
_NEVER = 2**31 - 1


@compiled
def renew(
    arcs: Ints, now_shut: int, every: Ints, arc_of: Ints, barred: Flags, shut: Flags, usual: Ints, cost: Ints,
    place_ahead: Ints, place_back: Ints, ahead: Ints, back: Ints,
) -> int:  # fmt: skip
    """Write what ``arcs`` cost now, and for ``every`` compiled arc (of ``arc_of``) the same where it lies on a side.

    ``now_shut`` is 1 for arcs that close, 0 for arcs that open, -1 for others.
    """
    for i in range(len(arcs)):
        arc = arcs[i]
        if now_shut >= 0:
            shut[arc] = now_shut == 1
        cost[arc] = _NEVER if barred[arc] or shut[arc] else usual[arc]
    for i in range(len(every)):
        one = every[i]
        ahead[place_ahead[one]] = cost[arc_of[one]]
        back[place_back[one]] = cost[arc_of[one]]
    return 0
