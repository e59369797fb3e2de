"""What every engine is asked with: roads in whole milliseconds, teams with their exits, places with their entries."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Protocol

import numpy as np

from console.geo import LatLon
from console.model.roads import Floats, Ints, Roads

WANTED = 8
HORIZON_S = 300
HORIZON_MS = HORIZON_S * 1000
NOISE_MS = 1e-6
"""50 s are 50,000 ms, even if a product of floats came out a hair larger."""
NONE = -1
"""Stands for a node, an arc, a piece of road or a time where there is none."""


class OnRoad(Protocol):
    """Where a place lies: ``share`` of ``arc`` done, the arc ``back`` beside it, and the walk from there."""

    piece: int
    arc: int
    back: int
    share: float
    walk_ms: int


@dataclass(frozen=True, eq=False)
class Spots:
    """Places on roads, row by row what a search needs of them. At a crossing there is one way on and no piece."""

    where: tuple[LatLon, ...]
    out_node: Ints  # (t, 2) the nodes it leaves to
    out_ms: Ints  # (t, 2) and when it gets there
    in_node: Ints  # (t, 2) the nodes it is entered from
    in_ms: Ints  # (t, 2)
    piece: Ints  # (t,) of road, between two nodes
    share: Floats  # (t,) of the piece done, in the direction of its arc
    whole_ms: Ints  # (t, 2) along the whole piece: there, back
    walk_ms: Ints  # (t,)
    stretch: Ints  # (t,)

    def __len__(self) -> int:
        return len(self.where)

    def first(self, count: int) -> Spots:
        """The first ``count`` of them."""
        return Spots(*(getattr(self, column.name)[:count] for column in fields(self)))

    @cached_property
    def beside(self) -> dict[int, list[int]]:
        """Which of the places lie on each piece of road."""
        found: dict[int, list[int]] = {}
        for i, piece in enumerate(self.piece.tolist()):
            if piece != NONE:
                found.setdefault(piece, []).append(i)
        return found

    def direct_ms(self, teams: Spots, i: int) -> dict[int, int]:
        """Of ``teams`` those on the same piece as place ``i`` that need not leave it, and how long they take."""
        found = {}
        for t in teams.beside.get(int(self.piece[i]), ()):
            gap = float(self.share[i] - teams.share[t])
            whole = int(self.whole_ms[i, 0 if gap >= 0 else 1])
            if whole != NONE:
                along = math.ceil(abs(gap) * whole - NOISE_MS)
                found[t] = int(teams.walk_ms[t]) + along + int(self.walk_ms[i])
        return found


@dataclass(frozen=True, eq=False)
class Town:
    """Roads with their usual costs."""

    name: str
    roads: Roads

    @cached_property
    def ms(self) -> Ints:
        """Whole milliseconds along each arc, rounded up, at least 1, (m,)."""
        return np.maximum(np.ceil(self.roads.seconds * 1000 - NOISE_MS), 1).astype(np.int32)

    def somewhere(self, count: int, rng: np.random.Generator) -> list[LatLon]:
        """``count`` places on roads by chance, every other one at a crossing, the rest along an arc."""
        r = self.roads
        arc = rng.integers(0, len(r.tail), count)
        share = np.where(np.arange(count) % 2 == 0, 0.0, rng.uniform(0.1, 0.9, count))
        u, v = r.tail[arc], r.head[arc]
        lat, lon = r.lat[u] + (r.lat[v] - r.lat[u]) * share, r.lon[u] + (r.lon[v] - r.lon[u]) * share
        return list(map(LatLon, lat.tolist(), lon.tolist()))

    def spots(self, where: Sequence[LatLon], on_road: Sequence[OnRoad]) -> Spots:
        """Places and how they lie on the roads, as columns."""
        rows = [self._row(at) for at in on_road]
        columns = [np.array(column) for column in zip(*rows, strict=True)]
        whole = [np.ascontiguousarray(c, np.float64 if c.dtype.kind == "f" else np.int32) for c in columns]
        return Spots(tuple(where), *whole)

    def _row(self, at: OnRoad) -> tuple[object, ...]:
        r, stretch = self.roads, int(self.roads.stretch[at.arc])
        if at.share in (0.0, 1.0):
            node = int(r.tail[at.arc] if at.share == 0.0 else r.head[at.arc])
            one = (node, NONE), (at.walk_ms, 0)
            return *one, *one, NONE, at.share, (NONE, NONE), at.walk_ms, stretch
        there, back = int(self.ms[at.arc]), int(self.ms[at.back]) if at.back != NONE else NONE
        u, v = int(r.tail[at.arc]), int(r.head[at.arc])
        done, left = (
            (_part(there, at.share), _part(back, 1 - at.share)),
            (_part(there, 1 - at.share), _part(back, at.share)),
        )
        return (
            (v, u if at.back != NONE else NONE), tuple(at.walk_ms + ms for ms in left),
            (u, v if at.back != NONE else NONE), tuple(at.walk_ms + ms for ms in done),
            at.piece, at.share, (there, back), at.walk_ms, stretch,
        )  # fmt: skip


def _part(whole_ms: int, share: float) -> int:
    return max(0, math.ceil(whole_ms * share - NOISE_MS))
