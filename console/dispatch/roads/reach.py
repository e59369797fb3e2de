"""What searches find: times at nodes, and what is reached from or towards a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import NEVER
from console.dispatch.roads.snap import Snap
from console.model.roads import Conditions, Floats, Ints, Roads

Times = NDArray[np.int64]
Seeds = Times
"""(s, 2) compiled nodes to search from, each with the milliseconds it begins with."""
_DENSE_SHARE = 0.25


@dataclass(frozen=True, eq=False)
class Table:
    """Milliseconds at compiled nodes: of every node (``nodes`` is ``None``), or of some in rising order."""

    ms: Ints
    nodes: Ints | None = None

    @classmethod
    def of(cls, nodes: Ints, ms: Ints, count: int) -> Table:
        """The smaller form for times at some of ``count`` nodes, in rising order; nothing of what is given is kept."""
        if len(nodes) > _DENSE_SHARE * count:
            every = np.full(count, NEVER, np.int32)
            every[nodes] = ms
            return cls(every)
        return cls(ms.copy(), nodes.copy())

    def at(self, nodes: Ints) -> Times:
        """The time at each of ``nodes``, ``NEVER`` where there is none; also for node -1."""
        if not len(self.ms):
            return np.full(nodes.shape, NEVER, np.int64)
        if self.nodes is None:
            return np.where(nodes < 0, NEVER, self.ms[nodes]).astype(np.int64)
        where = np.minimum(np.searchsorted(self.nodes, nodes), len(self.nodes) - 1)
        return np.where(self.nodes[where] == nodes, self.ms[where], NEVER).astype(np.int64)

    def one(self, node: int) -> int:
        """The time at one node, ``NEVER`` where there is none."""
        if self.nodes is None:
            return int(self.ms[node])
        where = int(np.searchsorted(self.nodes, node))
        return int(self.ms[where]) if where < len(self.nodes) and self.nodes[where] == node else int(NEVER)

    def known(self) -> tuple[Ints, Ints]:
        """The nodes that have a time, rising, and their times."""
        if self.nodes is not None:
            return self.nodes, self.ms
        nodes = np.flatnonzero(self.ms != NEVER).astype(np.int32)
        return nodes, self.ms[nodes]


@dataclass(frozen=True, eq=False)
class Spread:
    """When each road node is reached from some places (or a place from each node), within ``horizon_s`` seconds."""

    roads: Roads
    graph: Compiled
    conditions: Conditions
    emergency: bool
    horizon_s: float
    table: Table

    @cached_property
    def node_seconds(self) -> Floats:
        """Seconds of each road node, (n,) by node index; inf where it takes longer than the horizon or never."""
        nodes, ms = self.table.known()
        found = np.full(len(self.roads.node_ids), np.inf)
        np.minimum.at(found, self.graph.node[nodes], ms / 1000.0)
        return found

    @cached_property
    def seconds(self) -> Mapping[int, float]:
        """Seconds by node id, of the nodes that have them; made when asked for."""
        near = np.flatnonzero(np.isfinite(self.node_seconds))
        ids = self.roads.node_ids[near].tolist()
        return dict(zip(ids, self.node_seconds[near].tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class Reach(Spread):
    """Travel times from every road node within the horizon to one place."""

    target: Snap
    seeds: Seeds
    """The compiled nodes the place is entered from, and milliseconds from there."""


@dataclass(frozen=True, eq=False, slots=True)
class Target:
    """A place to drive to at the costs of one moment."""

    snap: Snap
    seeds: Seeds
    on: tuple[int, float, int]
    """The piece of road (-1 at a crossing), the share of its arc done, and milliseconds on foot."""
