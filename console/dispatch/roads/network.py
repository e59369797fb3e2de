"""The road network: places snapped to roads, travel times towards a place, and the way to take.

networkx holds the model. Times towards one place come from one bounded reverse search with the costs of
getting from the road to the place as its seeds, so that one search answers for every team.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import networkx as nx
from shapely import LineString, Point, STRtree

from console.errors import NoRoute
from console.geo import LatLon, to_metres
from console.model.roads import USUAL, Conditions, RoadEdge, Roads

SNAP_LIMIT_M = 400.0
"""Farther from every open road than this, a place has no route."""
CROSSING_M = 1.0
"""Nearer to the end of a stretch than this, a place is at the crossing: every road there leads to and from it."""
WALK_M_PER_S = 1.4
DEFAULT_HORIZON_S = 3600.0


class Snap(NamedTuple):
    """A place on a road: ``share`` of the arc ``u``→``v`` done, ``walk_s`` on foot between place and road.

    ``back`` is the arc of the same road the other way, if there is one. A share of exactly 0 or 1 is the crossing.
    """

    edge: RoadEdge
    share: float
    walk_s: float
    back: RoadEdge | None

    def exits(self) -> list[tuple[float, int]]:
        """Seconds from the place to each end of its stretch that can be driven to."""
        found = [(self.walk_s + seconds_on(self.edge) * (1 - self.share), self.edge.v)]
        if self.share == 0:
            found.append((self.walk_s, self.edge.u))
        elif self.back is not None:
            found.append((self.walk_s + seconds_on(self.back) * self.share, self.edge.u))
        return found

    def entries(self) -> list[tuple[float, int]]:
        """Seconds to the place from each end of its stretch that it can be driven to from."""
        found = [(self.walk_s + seconds_on(self.edge) * self.share, self.edge.u)]
        if self.share == 1:
            found.append((self.walk_s, self.edge.v))
        elif self.back is not None:
            found.append((self.walk_s + seconds_on(self.back) * (1 - self.share), self.edge.v))
        return found


@dataclass(frozen=True)
class Reach:
    """Travel seconds from each road node to one place, and the next node on the way (itself: last one)."""

    target: Snap
    conditions: Conditions
    seconds: Mapping[int, float]
    following: Mapping[int, int]


class RoadNetwork:
    """Roads, ready to answer. Read-only after it is built: safe from any thread."""

    def __init__(self, roads: Roads) -> None:
        self.roads = roads
        self.positions = roads.nodes
        self.origin = next(iter(self.positions.values()), LatLon(0.0, 0.0))
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(self.positions)
        self._edges = list(dict.fromkeys(roads.edges))
        self._arcs = {(edge.u, edge.v, edge.road): edge for edge in self._edges}
        self._into: dict[int, list[tuple[int, RoadEdge]]] = {node: [] for node in self.positions}
        for edge in self._edges:
            self._add(edge)
            self._into[edge.v].append((edge.u, edge))
        self._tree = STRtree([self._line(edge) for edge in self._edges])
        self.towards = lru_cache(maxsize=512)(self._towards)
        self.snap = lru_cache(maxsize=4096)(self._snap)

    def _add(self, edge: RoadEdge) -> None:
        if edge.length_m <= 0 or edge.speed_kph <= 0:
            raise ValueError(f"road {edge.road}: length and speed must be positive")
        known = self.graph.get_edge_data(edge.u, edge.v)  # of parallel roads the graph shows the fastest
        if known is None or known["seconds"] > seconds_on(edge):
            self.graph.add_edge(edge.u, edge.v, edge=edge, seconds=seconds_on(edge))

    def _line(self, edge: RoadEdge) -> LineString:
        return LineString([to_metres(self.origin, self.positions[n]) for n in (edge.u, edge.v)])

    def _snap(self, place: LatLon, conditions: Conditions = USUAL) -> Snap:
        """The nearest open road to ``place``; :class:`NoRoute` when none is within ``SNAP_LIMIT_M``."""
        point = Point(to_metres(self.origin, place))
        near = [int(i) for i in self._tree.query(point, predicate="dwithin", distance=SNAP_LIMIT_M)]
        usable = [i for i in near if self._edges[i].road not in conditions.closed]
        if not usable:
            raise NoRoute(f"no open road within {SNAP_LIMIT_M:.0f} m of {place.lat:.5f}, {place.lon:.5f}")
        lines = self._tree.geometries
        best = min(usable, key=lambda i: (round(lines[i].distance(point), 2), i))
        edge, line = self._edges[best], lines[best]
        walk_s = float(line.distance(point)) / WALK_M_PER_S
        back = self._arcs.get((edge.v, edge.u, edge.road))
        return Snap(edge, _share_done(line, point), walk_s, back)

    def _towards(self, place: LatLon, conditions: Conditions = USUAL, horizon_s: float = DEFAULT_HORIZON_S) -> Reach:
        """Travel times from every node within ``horizon_s`` to ``place``, closed stretches left out."""
        target = self.snap(place, conditions)
        queue = [(cost, node, node) for cost, node in target.entries()]
        seconds: dict[int, float] = {}
        following: dict[int, int] = {}
        heapq.heapify(queue)
        while queue:
            cost, node, after = heapq.heappop(queue)
            if node in seconds or cost > horizon_s:
                continue
            seconds[node], following[node] = cost, after
            for before, edge in self._into[node]:
                if before not in seconds and edge.road not in conditions.closed:
                    heapq.heappush(queue, (cost + seconds_on(edge), before, node))
        return Reach(target, conditions, seconds, following)

    def way(self, start: LatLon, reach: Reach) -> tuple[float, tuple[int, ...]]:
        """Seconds and road nodes from ``start`` to the reach's place; :class:`NoRoute` when there is no way."""
        snap = self.snap(start, reach.conditions)
        ways = [(cost + reach.seconds[n], n) for cost, n in snap.exits() if n in reach.seconds]
        direct = _along_one_edge(snap, reach.target)
        if direct is not None:
            ways.append((direct, -1))
        if not ways:
            raise NoRoute("no way on open roads")
        seconds, node = min(ways)
        return seconds, self._follow(node, reach)

    def _follow(self, node: int, reach: Reach) -> tuple[int, ...]:
        if node < 0:
            return ()
        route = [node]
        while reach.following[route[-1]] != route[-1]:
            route.append(reach.following[route[-1]])
        return tuple(route)

    def line(self, start: LatLon, route: tuple[int, ...], end: LatLon | None) -> list[LatLon]:
        """The points of a route for drawing or driving, its two ends included."""
        middle = [self.positions[node] for node in route]
        return [start, *middle, *([end] if end is not None else [])]

    def road_between(self, u: int, v: int) -> str:
        """The stretch of road from node ``u`` to its neighbour ``v``; empty when they are not neighbours."""
        known = self.graph.get_edge_data(u, v)
        return known["edge"].road if known else ""


def joined(first: tuple[int, ...], then: tuple[int, ...]) -> tuple[int, ...]:
    """Two routes in a row, the node where they meet counted once."""
    return (*first, *then[1:]) if first and then and first[-1] == then[0] else (*first, *then)


def seconds_on(edge: RoadEdge) -> float:
    """Travel seconds along a whole arc."""
    return edge.length_m * 3.6 / edge.speed_kph


def _share_done(line: LineString, point: Point) -> float:
    """How much of ``line`` lies before ``point``; within ``CROSSING_M`` of an end it is that end."""
    along, length = float(line.project(point)), float(line.length)
    if along <= CROSSING_M:
        return 0.0
    return 1.0 if length - along <= CROSSING_M else along / length


def _along_one_edge(start: Snap, target: Snap) -> float | None:
    """Seconds when both places lie on the same stretch and no node comes between; ``None`` otherwise."""
    share = target.share
    if (start.edge.u, start.edge.v) == (target.edge.v, target.edge.u) and start.edge.road == target.edge.road:
        share = 1 - target.share
    elif start.edge != target.edge:
        return None
    ahead = share - start.share
    arc = start.edge if ahead >= 0 else start.back
    if arc is None:
        return None
    return start.walk_s + abs(ahead) * seconds_on(arc) + target.walk_s
