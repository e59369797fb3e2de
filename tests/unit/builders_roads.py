"""Small road nets with everything that can be wrong with a way, and a slow oracle that checks every arc of it."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hypothesis import strategies as st

from console.dispatch.roads.network import RoadNetwork, Snap
from console.errors import NoRoute
from console.geo import LatLon, between
from console.model.roads import USUAL, Conditions, RoadEdge, Roads, Slowing, Turn
from tests.unit.builders_district import Road, edges_of, spot

NEVER = math.inf
SEARCHES = ("scipy", "compiled")


def a_network(roads: Roads, search: str = "scipy") -> RoadNetwork:
    network = RoadNetwork(roads)
    if search == "compiled":
        network.warm()
    return network


def some_roads(
    nodes: dict[int, LatLon], roads: Iterable[Road], turns: Sequence[Turn] = (), only_emergency: Iterable[str] = ()
) -> Roads:
    kept = set(only_emergency)
    edges = [replace(edge, emergency_only=edge.road in kept) for edge in edges_of(roads, nodes)]
    return Roads.of(nodes, edges, turns)


def arc(roads: Roads, u: int, v: int) -> int:
    """The first arc from node ``u`` to node ``v``."""
    return next(i for i, edge in enumerate(roads.edges) if (edge.u, edge.v) == (u, v))


# -- the oracle -------------------------------------------------------------------------------------------------


def ms_on(roads: Roads, conditions: Conditions, emergency: bool) -> list[int | None]:
    """Whole milliseconds on each arc, ``None`` where it may not be driven."""
    return [_ms(edge, conditions, emergency) for edge in roads.edges]


def _ms(edge: RoadEdge, conditions: Conditions, emergency: bool) -> int | None:
    if edge.road in conditions.closed or (edge.emergency_only and not emergency):
        return None
    factor = 1.0
    for slowing in conditions.slowed:
        by_road = not slowing.roads or edge.road in slowing.roads
        by_class = not slowing.road_classes or edge.road_class in slowing.road_classes
        factor *= slowing.factor if by_road and by_class and not slowing.area else 1.0
    return max(1, math.ceil(edge.length_m * 3.6 / edge.speed_kph * 1000.0 / factor - 1e-6))


class Oracle(NamedTuple):
    """Dijkstra over (node, arcs just driven), each step checked against each restriction on its own."""

    roads: Roads
    conditions: Conditions = USUAL
    emergency: bool = False

    def may(self, path: tuple[int, ...]) -> bool:
        """Whether the last arc of ``path`` may be driven by somebody who has just driven the others."""
        for turn in () if self.emergency else self.roads.turns:
            before, last = path[:-1], len(turn.arcs) - 1
            if before[-last:] == turn.arcs[:-1] and (path[-1] == turn.arcs[-1]) != turn.only:
                return False
        return True

    def ways_on(self, node: int, path: tuple[int, ...], costs: Sequence[int | None]) -> Iterator[tuple[int, int]]:
        for i, cost in enumerate(costs):
            if self.roads.tail[i] == node and cost is not None and self.may((*path, i)):
                yield i, cost

    def begin(self, start: Snap, costs: Sequence[int | None]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        if start.crossing is not None:
            yield start.walk_ms, start.crossing, ()
            return
        for way, share, allowed in (
            (start.arc, 1 - start.share, start.onward),
            (start.back, start.share, start.backward),
        ):
            if way >= 0 and allowed and costs[way] is not None:
                yield start.walk_ms + part(costs[way], share), int(self.roads.head[way]), (way,)

    def ms(self, start: Snap, target: Snap, route: Sequence[int] | None = None) -> float:
        """Milliseconds from place to place, only over the nodes (indices) of ``route`` in their order when given."""
        costs = ms_on(self.roads, self.conditions, self.emergency)
        best = self.on_one_piece(start, target, costs) if not route else NEVER
        if route is not None and not route:
            return best
        memory = max([len(turn.arcs) - 1 for turn in self.roads.turns], default=0)
        queue = [(ms, node, path[-memory:] if memory else (), 1) for ms, node, path in self.begin(start, costs)]
        queue = [entry for entry in queue if route is None or entry[1] == route[0]]
        heapq.heapify(queue)
        seen = set()
        while queue:
            ms, node, path, step = heapq.heappop(queue)
            if (node, path, step) in seen:
                continue
            seen.add((node, path, step))
            if route is None or step == len(route):
                best = min(best, ms + self.finish(node, path, target, costs))
            for way, cost in self.ways_on(node, path, costs):
                there, after = int(self.roads.head[way]), (*path, way)[-memory:] if memory else ()
                if route is None:
                    heapq.heappush(queue, (ms + cost, there, after, 1))
                elif step < len(route) and route[step] == there:
                    heapq.heappush(queue, (ms + cost, there, after, step + 1))
        return best

    def finish(self, node: int, path: tuple[int, ...], target: Snap, costs: Sequence[int | None]) -> float:
        """Milliseconds from a node to the target without any further node between."""
        if target.crossing is not None:
            return target.walk_ms if node == target.crossing else NEVER
        found = NEVER
        for way, share in ((target.arc, target.share), (target.back, 1 - target.share)):
            if way >= 0 and costs[way] is not None and self.roads.tail[way] == node and self.may((*path, way)):
                found = min(found, part(costs[way], share) + target.walk_ms)
        return found

    def on_one_piece(self, start: Snap, target: Snap, costs: Sequence[int | None]) -> float:
        if start.piece != target.piece or start.crossing is not None or target.crossing is not None:
            return NEVER
        gap, found = target.share - start.share, NEVER
        if gap >= 0 and start.onward:
            found = start.walk_ms + part(costs[start.arc], gap) + target.walk_ms
        if gap <= 0 and start.backward and start.back >= 0:
            found = min(found, start.walk_ms + part(costs[start.back], -gap) + target.walk_ms)
        return found


def part(ms: int | None, share: float) -> int:
    assert ms is not None
    return math.ceil(ms * share - 1e-6)


# -- random nets ------------------------------------------------------------------------------------------------

CORNERS = [(x, y) for x in range(3) for y in range(3)]
SPEEDS = st.sampled_from([5.0, 20.0, 40.0, 60.0])


@st.composite
def nets(draw: st.DrawFn) -> Roads:
    """Up to nine nodes, any roads between them (one-ways, parallels, emergency accesses) and any restrictions."""
    size = draw(st.integers(2, 9))
    nodes = {n: spot(200.0 * x + 31 * y * y, 200.0 * y + 23 * x * x) for n, (x, y) in enumerate(CORNERS[:size])}
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] != pair[1])
    roads = [
        Road(u, v, draw(SPEEDS), draw(st.booleans()), f"R{n}", draw(st.sampled_from([0.0, 300.0, 900.0])), draw(SPEEDS))
        for n, (u, v) in enumerate(draw(st.lists(ends, min_size=1, max_size=14)))
    ]
    names = st.sampled_from([road.road for road in roads])
    plain = some_roads(nodes, roads, (), draw(st.sets(names, max_size=2)))
    return replace(plain, turns=tuple(turn for turn in draw(st.lists(turns_on(plain), max_size=6)) if turn))


@st.composite
def turns_on(draw: st.DrawFn, roads: Roads) -> Turn | None:
    """A restriction over two to four arcs that follow one another, there and straight back included."""
    way = [draw(st.integers(0, len(roads.tail) - 1))]
    for _ in range(draw(st.integers(1, 3))):
        onward = [i for i in range(len(roads.tail)) if roads.tail[i] == roads.head[way[-1]]]
        if not onward:
            break
        way.append(draw(st.sampled_from(onward)))
    return Turn(tuple(way), draw(st.booleans())) if len(way) > 1 else None


def conditions_on(roads: Roads) -> st.SearchStrategy[Conditions]:
    names = [stretch.road for stretch in roads.stretches]
    slowing = st.builds(
        lambda number, factor, some: Slowing(f"s{number}", factor, roads=tuple(sorted(some))),
        st.integers(0, 5), st.sampled_from([0.1, 0.5, 0.7, 1.3, 3.0]), st.sets(st.sampled_from(names), max_size=3),
    )  # fmt: skip
    slowed = st.lists(slowing, max_size=3, unique_by=lambda s: s.id).map(lambda s: tuple(sorted(s, key=lambda x: x.id)))
    return st.builds(Conditions, st.frozensets(st.sampled_from(names), max_size=2), slowed)


@st.composite
def places_on(draw: st.DrawFn, roads: Roads) -> LatLon:
    """A place at or somewhere along a road, or some metres off it."""
    edge = draw(st.sampled_from(list(roads.edges)))
    share = draw(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]))
    at = between(roads.nodes[edge.u], roads.nodes[edge.v], share)
    off = draw(st.sampled_from([0.0, 0.0, 1e-4, -2e-4]))
    return LatLon(at.lat + off, at.lon - off / 3)


def snapped(network: RoadNetwork, place: LatLon, *rest: object) -> Snap | None:
    try:
        return network.snap(place, *rest)  # type: ignore[arg-type]
    except NoRoute:
        return None
