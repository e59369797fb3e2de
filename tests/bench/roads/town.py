"""What every engine is asked with: roads in whole milliseconds, teams with their exits, places with their entries."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.geo import LatLon
from console.model.roads import Floats, Ints, Roads

WANTED = 8
HORIZON_S = 300
HORIZON_MS = HORIZON_S * 1000
NOISE_MS = 1e-6
"""50 s are 50,000 ms, even if a product of floats came out a hair larger."""
NOWHERE = -1
"""Stands for a node where there is none."""


@dataclass(frozen=True, eq=False)
class Spots:
    """Places on roads: ``share`` (0 to 1) of an arc done. Row by row what a search needs of them."""

    arc: Ints  # (t,)
    share: Floats  # (t,)
    out_node: Ints  # (t, 2) ends of the arc that can be driven to; NOWHERE for none
    out_ms: Ints  # (t, 2) how long that takes
    in_node: Ints  # (t, 2) ends it can be driven to from
    in_ms: Ints  # (t, 2)
    pair: Ints  # (t,)
    pair_share: Floats  # (t,) of the pair, in the direction of its first arc
    where: tuple[LatLon, ...]

    def __len__(self) -> int:
        return len(self.arc)

    @cached_property
    def beside(self) -> dict[int, list[int]]:
        """Which of the places lie on each pair of arcs."""
        found: dict[int, list[int]] = {}
        for i, pair in enumerate(self.pair.tolist()):
            found.setdefault(pair, []).append(i)
        return found


@dataclass(frozen=True, eq=False)
class Town:
    """Roads with usual costs in whole milliseconds, rounded up. An arc and the one back beside it are a pair."""

    name: str
    roads: Roads

    @cached_property
    def ms(self) -> Ints:
        """Milliseconds along each arc, at least 1, (m,)."""
        return np.maximum(np.ceil(self.roads.seconds * 1000 - NOISE_MS), 1).astype(np.int32)

    @cached_property
    def _paired(self) -> tuple[Ints, NDArray[np.bool_]]:
        r = self.roads
        low, high = np.minimum(r.tail, r.head), np.maximum(r.tail, r.head)
        order = np.lexsort((np.arange(len(low)), high, low, r.stretch))
        columns = np.stack((r.stretch, low, high))[:, order]
        begins = np.concatenate(([True], (columns[:, 1:] != columns[:, :-1]).any(0)))
        pair = np.empty(len(low), np.int32)
        pair[order] = np.cumsum(begins) - 1
        return pair, r.tail == r.tail[order[begins]][pair]

    @property
    def pair(self) -> Ints:
        """The pair each arc belongs to, (m,)."""
        return self._paired[0]

    @property
    def forward(self) -> NDArray[np.bool_]:
        """Whether an arc goes in its pair's direction, (m,)."""
        return self._paired[1]

    @cached_property
    def pair_ms(self) -> Ints:
        """Milliseconds along each pair (there, back); NOWHERE when it cannot be driven that way."""
        found = np.full((int(self.pair.max()) + 1, 2), NOWHERE, np.int32)
        found[self.pair, np.where(self.forward, 0, 1)] = self.ms
        return found

    def spots(self, arc: NDArray[np.int64], share: Floats) -> Spots:
        """The places ``share`` of the way along ``arc``."""
        r, pair = self.roads, self.pair[arc]
        forward = self.forward[arc]
        back_ms = np.where(forward, self.pair_ms[pair, 1], self.pair_ms[pair, 0])
        u, v = r.tail[arc], r.head[arc]
        u_left = np.where(back_ms >= 0, u, np.where(share == 0, u, NOWHERE))
        v_from = np.where(back_ms >= 0, v, np.where(share == 1, v, NOWHERE))
        usable_back = np.maximum(back_ms, 0)
        there = self.ms[arc]
        lat = r.lat[u] + (r.lat[v] - r.lat[u]) * share
        lon = r.lon[u] + (r.lon[v] - r.lon[u]) * share
        return Spots(
            arc.astype(np.int32), share,
            np.stack((v, u_left), 1).astype(np.int32), _ms(there * (1 - share), usable_back * share),
            np.stack((u, v_from), 1).astype(np.int32), _ms(there * share, usable_back * (1 - share)),
            pair, np.where(forward, share, 1 - share), tuple(map(LatLon, lat.tolist(), lon.tolist())),
        )  # fmt: skip

    def anywhere(self, count: int, rng: np.random.Generator) -> Spots:
        """``count`` places by chance, every other one at a crossing, the rest along an arc."""
        arc = rng.integers(0, len(self.roads.tail), count)
        return self.spots(arc, np.where(np.arange(count) % 2 == 0, 0.0, rng.uniform(0.1, 0.9, count)))

    def direct_ms(self, place: Spots, i: int, teams: Spots) -> dict[int, int]:
        """Teams on the same pair of arcs as place ``i`` that need not leave it, and how long they take."""
        found = {}
        for t in teams.beside.get(int(place.pair[i]), ()):
            ahead = float(place.pair_share[i] - teams.pair_share[t])
            whole = int(self.pair_ms[place.pair[i], 0 if ahead >= 0 else 1])
            if whole >= 0:
                found[t] = math.ceil(abs(ahead) * whole)
        return found


def _ms(first: Floats, second: Floats) -> Ints:
    return np.ceil(np.stack((first, second), 1)).astype(np.int32)
