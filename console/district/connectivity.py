"""Which parts of a road network hang together: everything else is an island or a one-way trap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from console.model.roads import Roads


@dataclass(frozen=True)
class Parts:
    """The strong parts of a network (Tarjan): within one, every node is reached from every other one.

    ``part`` is the part of each node, ``sizes`` the nodes of each part, ``main`` the largest part, ``island``
    whether a part has no connection at all with the largest one.
    """

    part: NDArray[np.int32]
    sizes: NDArray[np.int64]
    main: int
    island: NDArray[np.bool_]

    @property
    def in_main(self) -> NDArray[np.bool_]:
        """Whether each node belongs to the largest part."""
        found: NDArray[np.bool_] = self.part == self.main
        return found


def parts_of(roads: Roads) -> Parts:
    """The parts of ``roads``, emergency-only arcs included; the network must have a node."""
    size = len(roads.node_ids)
    graph = coo_matrix((np.ones(len(roads.tail), np.int8), (roads.tail, roads.head)), shape=(size, size))
    count, strong = connected_components(graph, directed=True, connection="strong")
    _, weak = connected_components(graph, directed=True, connection="weak")
    sizes = np.bincount(strong, minlength=count)
    main = int(sizes.argmax())
    weak_of = np.empty(count, np.int64)
    weak_of[strong] = weak
    return Parts(strong.astype(np.int32), sizes, main, weak_of != weak_of[main])
