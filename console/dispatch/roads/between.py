"""Routes as rows of road nodes: one after the other, and the stretch between two neighbours."""

from __future__ import annotations

import numpy as np

from console.dispatch.roads.turns import by_node
from console.model.roads import Roads


class Between:
    """Roads by the two nodes they join."""

    def __init__(self, roads: Roads) -> None:
        self._roads = roads
        self._order, self._begin = by_node(roads.tail, len(roads.node_ids))

    def __call__(self, u: int, v: int) -> str:
        """The fastest stretch from node ``u`` to node ``v``, by their ids; empty when they are no neighbours."""
        roads = self._roads
        if u not in roads.index or v not in roads.index:
            return ""
        leaving = self._order[self._begin[roads.index[u]] : self._begin[roads.index[u] + 1]]
        arcs = leaving[roads.head[leaving] == roads.index[v]]
        if not len(arcs):
            return ""
        fastest = arcs[np.argmin(roads.length_m[arcs] / roads.speed_kph[arcs])]
        return str(roads.stretches[roads.stretch[fastest]].road)


def joined(first: tuple[int, ...], then: tuple[int, ...]) -> tuple[int, ...]:
    """Two routes in a row, the node where they meet counted once."""
    return (*first, *then[1:]) if first and then and first[-1] == then[0] else (*first, *then)
