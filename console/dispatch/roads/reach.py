"""What searches find: times at nodes, columns of starts, and what is reached from or towards a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import NEVER, NOISE_MS
from console.dispatch.roads.snap import Snap
from console.geo import LatLon
from console.model.roads import Conditions, Floats, Ints, Roads

Times = NDArray[np.int64]
Seeds = tuple[Ints, Times]
"""Compiled nodes to search from, and the milliseconds each begins with."""
_DENSE_SHARE = 0.25


@dataclass(frozen=True, eq=False)
class Table:
    """Milliseconds at compiled nodes: of every node (``nodes`` is ``None``), or of some in rising order."""

    ms: Ints
    nodes: Ints | None = None

    @classmethod
    def of(cls, nodes: Ints, ms: Ints, count: int) -> Table:
        """The smaller form for times at some of ``count`` nodes, in any order."""
        if len(nodes) > _DENSE_SHARE * count:
            every = np.full(count, NEVER, np.int32)
            every[nodes] = ms
            return cls(every)
        order = np.argsort(nodes)
        return cls(ms[order], nodes[order])

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
    seeds: Mapping[int, int]
    """Milliseconds to the place from each compiled node it is entered from."""


@dataclass(frozen=True, eq=False)
class Starts:
    """Places to start from, in columns of k rows. ``node`` is -1 where there is no (second) way out."""

    places: tuple[LatLon, ...]
    headings: tuple[float | None, ...]
    conditions: Conditions
    emergency: bool
    piece: Ints  # (k,) the piece of road; -1 for a place without a road
    share: Floats  # (k,) of the piece's arc
    onward_ms: Times  # (k,) along the whole arc; NEVER where a start may not drive on that way
    backward_ms: Times  # (k,) along the whole arc the other way; likewise
    walk_ms: Times  # (k,)
    node: Ints  # (k, 2) compiled nodes it gets to first
    ms: Times  # (k, 2) when

    def __len__(self) -> int:
        return len(self.places)

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which places have a road at all, (k,)."""
        return self.piece >= 0


def as_seeds(ms: Mapping[int, int]) -> Seeds:
    """Milliseconds by node as columns."""
    return np.fromiter(ms.keys(), np.int32), np.fromiter(ms.values(), np.int64)


def along_one_piece(starts: Starts, target: Snap) -> tuple[Ints, Times]:
    """The starts on the very piece of the target with no node between them, and their milliseconds."""
    rows = np.flatnonzero(starts.piece == target.piece)
    if not len(rows) or target.crossing is not None:
        return np.empty(0, np.int32), np.empty(0, np.int64)
    rows = rows[(starts.share[rows] > 0.0) & (starts.share[rows] < 1.0)]
    gap = target.share - starts.share[rows]
    onward, backward = starts.onward_ms[rows], starts.backward_ms[rows]
    whole_ms = np.where((gap >= 0) & (onward != NEVER), onward, np.where(gap <= 0, backward, NEVER))
    there = whole_ms != NEVER
    rows, gap, whole_ms = rows[there], np.abs(gap[there]), whole_ms[there]
    return rows.astype(np.int32), starts.walk_ms[rows] + part_ms(whole_ms, gap) + target.walk_ms


def times_of(starts: Starts, target: Snap, table: Table) -> Times:
    """Milliseconds from each start to the target a table of times leads to; ``NEVER`` or more when there is no way."""
    found: Times = (table.at(starts.node) + starts.ms).min(axis=1, initial=NEVER)
    rows, ms = along_one_piece(starts, target)
    found[rows] = np.minimum(found[rows], ms)
    return found


def part_ms(whole_ms: Times, share: Floats) -> Times:
    """Milliseconds along a share of an arc, rounded up."""
    return np.ceil(whole_ms * share - NOISE_MS).astype(np.int64)
