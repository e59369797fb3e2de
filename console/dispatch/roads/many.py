"""The compiled search for many places, one after the other: other threads run for all that time.

Importing this module costs the import of numba: only warming up does.
"""

from __future__ import annotations

from console.dispatch.roads.compiling import compiled
from console.dispatch.roads.kernel import Times, seconds
from console.model.roads import Floats, Ints


@compiled
def seconds_each(
    nodes: Ints, arcs: Ints, first: Ints, queue: Ints, seeds: Times, begin: Times, limit: Times, starts: Ints,
    ways: Ints, standing: Ints, parked: Floats, seen: Ints, piece: Ints, share: Floats, walk_ms: Times,
    done: int, found: Floats,
) -> int:  # fmt: skip
    """Write a row of ``found`` (m, k) for each place from ``done`` on: how many rows are written now.

    Place ``i`` has the seeds from ``begin[i]`` to ``begin[i + 1]``. Fewer than m rows: the queue has no room.
    """
    for i in range(done, len(limit)):
        own = seeds[begin[i] : begin[i + 1]]
        full = seconds(
            nodes, arcs, first, queue, own, limit[i], starts, ways, standing, parked, seen, piece[i], share[i],
            walk_ms[i], found[i],
        )  # fmt: skip
        if full < 0:
            return i
    return len(limit)
