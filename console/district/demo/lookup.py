"""Finding nodes of the drawn network: nearest to a point, at a crossing, on a named road, on a bridge."""

from __future__ import annotations

import math

from console.district.demo.plane import XY
from console.district.demo.streets import Network


class Lookup:
    """Answers for one network; every answer is the same on each run."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._roads: dict[int, set[str]] = {}
        self._ends: dict[str, list[int]] = {}
        for stretch in network.stretches:
            for node in (stretch.u, stretch.v):
                self._roads.setdefault(node, set()).add(stretch.name.en)
            if stretch.bridge:
                self._ends.setdefault(stretch.bridge, []).extend((stretch.u, stretch.v))

    def nearest(self, at: XY, road: str = "") -> int:
        """The node nearest to ``at``, on ``road`` when that is named."""
        nodes = [n for n in self.network.nodes if not road or road in self._roads[n]]
        return min(nodes, key=lambda n: (round(math.dist(self.network.nodes[n], at), 2), n))

    def crossing(self, first: str, second: str) -> int:
        """The node where two roads meet; ``ValueError`` when they do not."""
        nodes = sorted(n for n, roads in self._roads.items() if {first, second} <= roads)
        if not nodes:
            raise ValueError(f"{first} and {second} do not meet")
        return nodes[0]

    def bridge_middle(self, bridge: str) -> XY:
        """The middle of a bridge."""
        points = [self.network.nodes[n] for n in self._ends[bridge]]
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)

    def compound(self, at: XY) -> tuple[str, str, XY]:
        """English and Chinese name and middle of the compound whose lanes are nearest to ``at``."""
        lanes = [s for s in self.network.stretches if " Lane " in s.name.en]
        middle = {s.road: self.network.line(s).centroid for s in lanes}
        near = min(lanes, key=lambda s: (round(math.dist((middle[s.road].x, middle[s.road].y), at), 2), s.road))
        en, zh = near.name.en.rsplit(" Lane ", 1)[0], near.name.zh.rstrip("弄").rstrip("0123456789")
        mine = [middle[s.road] for s in lanes if s.name.en.rsplit(" Lane ", 1)[0] == en]
        return en, zh, (sum(p.x for p in mine) / len(mine), sum(p.y for p in mine) / len(mine))

    def looking(self, node: int) -> float:
        """The compass direction from ``node`` along its biggest road."""
        rank = {"arterial": 0, "secondary": 1, "alley": 2}
        at = [s for s in self.network.stretches if node in (s.u, s.v)]
        main = min(at, key=lambda s: (rank[s.road_class], s.road))
        (x1, y1), (x2, y2) = self.network.nodes[node], self.network.nodes[main.v if main.u == node else main.u]
        return round(math.degrees(math.atan2(x2 - x1, y2 - y1)) % 360)
