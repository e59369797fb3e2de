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
from console.model.places import District, RoadEdge

SNAP_LIMIT_M = 400.0
"""Farther from every open road than this, a place has no route."""
WALK_M_PER_S = 1.4
DEFAULT_HORIZON_S = 3600.0

Closed = frozenset[str]


class Snap(NamedTuple):
    """A place on a road: ``share`` of the arc ``u``→``v`` done, ``walk_s`` on foot between place and road."""

    edge: RoadEdge
    share: float
    walk_s: float
    both_ways: bool


@dataclass(frozen=True)
class Reach:
    """Travel seconds from each road node to one place, and the next node on the way (itself: last one)."""

    target: Snap
    seconds: Mapping[int, float]
    following: Mapping[int, int]


class RoadNetwork:
    """A district's roads, ready to answer. Read-only after it is built: safe from any thread."""

    def __init__(self, district: District) -> None:
        self.origin = district.boundary[0]
        self.positions = {node.id: node.position for node in district.nodes.values()}
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(self.positions)
        for edge in district.edges:
            self._add(edge)
        self._edges = [edge for _, _, edge in self.graph.edges(data="edge")]
        self._tree = STRtree([self._line(edge) for edge in self._edges])
        self._into = {v: [(u, data["edge"]) for u, data in self.graph.pred[v].items()] for v in self.graph}
        self.towards = lru_cache(maxsize=512)(self._towards)
        self.snap = lru_cache(maxsize=4096)(self._snap)

    def _add(self, edge: RoadEdge) -> None:
        if edge.length_m <= 0 or edge.speed_kph <= 0:
            raise ValueError(f"road {edge.road}: length and speed must be positive")
        known = self.graph.get_edge_data(edge.u, edge.v)
        if known is None or known["seconds"] > seconds_on(edge):
            self.graph.add_edge(edge.u, edge.v, edge=edge, seconds=seconds_on(edge))

    def _line(self, edge: RoadEdge) -> LineString:
        return LineString([to_metres(self.origin, self.positions[n]) for n in (edge.u, edge.v)])

    def _snap(self, place: LatLon, closed: Closed = frozenset()) -> Snap:
        """The nearest open road to ``place``; :class:`NoRoute` when none is within ``SNAP_LIMIT_M``."""
        point = Point(to_metres(self.origin, place))
        near = [int(i) for i in self._tree.query(point, predicate="dwithin", distance=SNAP_LIMIT_M)]
        usable = [i for i in near if self._edges[i].road not in closed]
        if not usable:
            raise NoRoute(f"no open road within {SNAP_LIMIT_M:.0f} m of {place.lat:.5f}, {place.lon:.5f}")
        lines = self._tree.geometries
        best = min(usable, key=lambda i: (round(lines[i].distance(point), 2), i))
        edge, line = self._edges[best], lines[best]
        back = self.graph.get_edge_data(edge.v, edge.u)
        both = back is not None and back["edge"].road == edge.road
        walk_s = float(line.distance(point)) / WALK_M_PER_S
        return Snap(edge, float(line.project(point, normalized=True)), walk_s, both)

    def _towards(self, place: LatLon, closed: Closed = frozenset(), horizon_s: float = DEFAULT_HORIZON_S) -> Reach:
        """Travel times from every node within ``horizon_s`` to ``place``, closed stretches left out."""
        target = self.snap(place, closed)
        here = seconds_on(target.edge)
        at_u, at_v = target.edge.u, target.edge.v
        queue = [(target.walk_s + here * target.share, at_u, at_u)]
        if target.both_ways:
            queue.append((target.walk_s + here * (1 - target.share), at_v, at_v))
        seconds: dict[int, float] = {}
        following: dict[int, int] = {}
        heapq.heapify(queue)
        while queue:
            cost, node, after = heapq.heappop(queue)
            if node in seconds or cost > horizon_s:
                continue
            seconds[node], following[node] = cost, after
            for before, edge in self._into[node]:
                if before not in seconds and edge.road not in closed:
                    heapq.heappush(queue, (cost + seconds_on(edge), before, node))
        return Reach(target, seconds, following)

    def way(self, start: LatLon, reach: Reach, closed: Closed = frozenset()) -> tuple[float, tuple[int, ...]]:
        """Seconds and road nodes from ``start`` to the reach's place; :class:`NoRoute` when there is no way."""
        snap = self.snap(start, closed)
        here = seconds_on(snap.edge)
        exits = [(snap.walk_s + here * (1 - snap.share), snap.edge.v)]
        if snap.both_ways:
            exits.append((snap.walk_s + here * snap.share, snap.edge.u))
        ways = [(cost + reach.seconds[n], n) for cost, n in exits if n in reach.seconds]
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


def _along_one_edge(start: Snap, target: Snap) -> float | None:
    """Seconds when both places lie on the same stretch and no node comes between; ``None`` otherwise."""
    share = target.share
    if (start.edge.u, start.edge.v) == (target.edge.v, target.edge.u) and start.edge.road == target.edge.road:
        share = 1 - target.share
    elif start.edge != target.edge:
        return None
    ahead = share - start.share
    if ahead < 0 and not start.both_ways:
        return None
    return start.walk_s + abs(ahead) * seconds_on(start.edge) + target.walk_s
