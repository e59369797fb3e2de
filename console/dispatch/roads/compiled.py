"""The roads as flat arrays for searching: nodes in space-filling order, arcs grouped both ways, turns built in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.turns import NO_COPIES, Copies, by_node, copies_of
from console.model.roads import Floats, Ints, Roads

_HILBERT_BITS = 16


class Side(NamedTuple):
    """Arcs grouped by the compiled node they are searched from: ``other[begin[v]:begin[v + 1]]`` is reached from v."""

    begin: Ints  # (N + 1,)
    other: Ints  # (M,) compiled node at the other end
    place: Ints  # (M,) where each compiled arc lies in ``other``


@dataclass(frozen=True, eq=False)
class Compiled:
    """``N`` compiled nodes (road nodes, then their copies) and ``M`` compiled arcs (the roads' arcs come first)."""

    node: Ints  # (N,) index of the road node
    rank: Ints  # (n,) compiled node of each road node
    after: Ints  # (m,) compiled node where someone stands who has just driven the arc
    tail: Ints  # (M,) compiled node
    arc: Ints  # (M,) index of the roads' arc
    ahead: Side  # arcs by the node they leave: for searching forwards
    back: Side  # arcs by the node they enter: for searching backwards

    def __len__(self) -> int:
        return len(self.node)

    def copies(self, node: int) -> list[int]:
        """Every compiled node of a road node."""
        return [int(self.rank[node]), *self._more[0].get(node, ())]

    def tails(self, arc: int) -> list[int]:
        """Every compiled node from which an arc may be driven."""
        return [int(self.tail[arc]), *(int(self.tail[i]) for i in self._more[1].get(arc, ()))]

    def instances(self, arcs: Ints) -> Ints:
        """Every compiled arc that is one of the roads' ``arcs``."""
        order, sorted_arcs = self._repeated
        if not len(order) or not len(arcs):
            return arcs
        low, high = np.searchsorted(sorted_arcs, arcs), np.searchsorted(sorted_arcs, arcs, side="right")
        again = np.flatnonzero(high > low)
        more = [order[low[i] : high[i]] for i in again.tolist()]
        return np.concatenate((arcs, *more)) if more else arcs

    @cached_property
    def _more(self) -> tuple[Mapping[int, Sequence[int]], Mapping[int, Sequence[int]]]:
        """The copies of each road node that has some, and the compiled arcs that repeat each arc that is repeated."""
        nodes: dict[int, list[int]] = {}
        arcs: dict[int, list[int]] = {}
        for found, values, begin in ((nodes, self.node, len(self.rank)), (arcs, self.arc, len(self.after))):
            for i, value in enumerate(values[begin:].tolist(), start=begin):
                found.setdefault(value, []).append(i)
        return nodes, arcs

    @cached_property
    def _repeated(self) -> tuple[Ints, Ints]:
        """The compiled arcs that repeat others, in order of the arc they repeat, and those arcs."""
        order = np.argsort(self.arc[len(self.after) :], kind="stable") + len(self.after)
        return order.astype(np.int32), self.arc[order]


def compiled(roads: Roads, *, obeying: bool) -> Compiled:
    """The arrays for searching ``roads``, turn restrictions built in when ``obeying``."""
    count, arcs = len(roads.node_ids), len(roads.tail)
    copies = copies_of(roads, *by_node(roads.tail, count)) if obeying and roads.turns else NO_COPIES
    order = np.argsort(_hilbert(roads.lon, roads.lat), kind="stable").astype(np.int32)
    rank = np.empty(count, np.int32)
    rank[order] = np.arange(count, dtype=np.int32)
    after = rank[roads.head]
    after[list(copies.after)] = [count + copy for copy in copies.after.values()]
    tail = np.concatenate((rank[roads.tail], count + np.array(copies.tail, np.int32)))
    head = np.concatenate((after, _heads(copies, rank)))
    return Compiled(
        np.concatenate((order, np.array(copies.node, np.int32))), rank, after, tail,
        np.concatenate((np.arange(arcs, dtype=np.int32), np.array(copies.arc, np.int32))),
        _side(tail, head, count + len(copies.node)), _side(head, tail, count + len(copies.node)),
    )  # fmt: skip


def _heads(copies: Copies, rank: Ints) -> Ints:
    head = np.array(copies.head, np.int32)
    plain = head >= 0
    return np.where(plain, rank[np.where(plain, head, 0)] if len(rank) else head, len(rank) - 1 - head).astype(np.int32)


def _side(here: Ints, there: Ints, count: int) -> Side:
    order, begin = by_node(here, count)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return Side(begin, there[order], place)


def _hilbert(x: Floats, y: Floats) -> NDArray[np.int64]:
    """The place of each point along Hilbert's curve: points near each other on the map lie near in memory."""
    side = 1 << _HILBERT_BITS
    span = max(float(np.ptp(x)), float(np.ptp(y)), 1e-9) if len(x) else 1.0
    a = ((x - x.min(initial=np.inf)) / span * (side - 1)).astype(np.int64)
    b = ((y - y.min(initial=np.inf)) / span * (side - 1)).astype(np.int64)
    found = np.zeros(len(x), np.int64)
    bit = side >> 1
    while bit:
        right, up = (a & bit) > 0, (b & bit) > 0
        found += bit * bit * ((3 * right) ^ up)
        turned, mirrored = ~up, ~up & right
        a[mirrored], b[mirrored] = side - 1 - a[mirrored], side - 1 - b[mirrored]
        a[turned], b[turned] = b[turned], a[turned]
        bit >>= 1
    return found
