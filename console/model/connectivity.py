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
    """The main network and what is cut off from it.

    ``in_main`` says of each node whether it belongs to the largest strong part (Tarjan): all of its nodes are
    reached from each other. Nodes cut off from it are grouped with their neighbours: ``part`` is the group of a
    node (-1 in the main network), ``sizes`` the nodes of each group, ``island`` whether no arc at all joins the
    group with the main network; where one does, the group can only be entered or only be left.
    """

    in_main: NDArray[np.bool_]
    part: NDArray[np.int32]
    sizes: NDArray[np.int64]
    island: NDArray[np.bool_]


def parts_of(roads: Roads) -> Parts:
    """The parts of ``roads``, emergency-only arcs included; the network must have a node."""
    size = len(roads.node_ids)
    _, strong = connected_components(_graph(roads.tail, roads.head, size), directed=True, connection="strong")
    in_main: NDArray[np.bool_] = strong == np.bincount(strong).argmax()
    tail_in, head_in = in_main[roads.tail], in_main[roads.head]
    outside = ~tail_in & ~head_in
    _, label = connected_components(_graph(roads.tail[outside], roads.head[outside], size), directed=False)
    part = np.full(size, -1, np.int32)
    numbers, part[~in_main] = np.unique(label[~in_main], return_inverse=True)
    island = np.ones(len(numbers), bool)
    island[part[roads.tail[head_in & ~tail_in]]] = False
    island[part[roads.head[tail_in & ~head_in]]] = False
    return Parts(in_main, part, np.bincount(part[~in_main], minlength=len(numbers)), island)


def junctions(roads: Roads) -> int:
    """How many places three or more pieces of road meet at."""
    pairs = np.unique(np.sort(np.column_stack([roads.tail, roads.head]), axis=1), axis=0)
    return int((np.bincount(pairs.ravel()) >= 3).sum())


def _graph(tail: NDArray[np.int32], head: NDArray[np.int32], size: int) -> coo_matrix:
    return coo_matrix((np.ones(len(tail), np.int8), (tail, head)), shape=(size, size))
