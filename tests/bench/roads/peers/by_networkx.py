"""networkx, three ways: one bounded reverse search, one bounded search per team, two-sided searches per team."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import networkx as nx

from tests.bench.roads.peers.peer import Answer
from tests.bench.roads.town import HORIZON_MS, NONE, WANTED, Spots, Town

Times = dict[int, int]
"""Milliseconds by team."""
Parallel = dict[tuple[int, int], list[int]]


@lru_cache(maxsize=1)
def graph_of(town: Town) -> tuple[nx.DiGraph, Parallel]:
    """The roads as a graph, of parallel arcs the fastest, and the arcs where there are several. Made once for all."""
    arcs_of: Parallel = {}
    for arc, ends in enumerate(zip(town.roads.tail.tolist(), town.roads.head.tolist(), strict=True)):
        arcs_of.setdefault(ends, []).append(arc)
    graph, ms = nx.DiGraph(), town.ms.tolist()
    graph.add_nodes_from(range(len(town.roads.node_ids) + 1))
    for (u, v), arcs in arcs_of.items():
        arc = min(arcs, key=ms.__getitem__)
        graph.add_edge(u, v, ms=ms[arc], arc=arc)
    return graph, {ends: arcs for ends, arcs in arcs_of.items() if len(arcs) > 1}


class _Networkx:
    """The teams and the place asked about are nodes of their own; the place is hung on and taken off each time."""

    one_by_one = False

    def __init__(self, town: Town) -> None:
        self.town = town
        self.graph, self._parallel = graph_of(town)
        self._scene = len(town.roads.node_ids)
        self._closed: set[int] = set()
        self._reversed = nx.reverse_view(self.graph)
        self._teams: Spots
        self.asked: Sequence[int] = ()

    def place(self, teams: Spots) -> None:
        self.graph.remove_nodes_from(range(self._scene + 1, len(self.graph)))
        self._teams, self.asked = teams, range(len(teams))
        for t, (nodes, spans) in enumerate(zip(teams.out_node.tolist(), teams.out_ms.tolist(), strict=True)):
            self.graph.add_node(self._scene + 1 + t)
            self._join([(self._scene + 1 + t, n, ms) for n, ms in zip(nodes, spans, strict=True) if n != NONE])

    def _join(self, edges: list[tuple[int, int, int]]) -> None:
        for u, v, ms in edges:
            known = self.graph.get_edge_data(u, v)
            if known is None or known["ms"] > ms:
                self.graph.add_edge(u, v, ms=ms)

    def _hang_on(self, places: Spots, i: int) -> list[tuple[int, int]]:
        """The place joined to the ends of its arc and to the teams beside it; the edges, to be taken away again."""
        nodes, spans = places.in_node[i].tolist(), places.in_ms[i].tolist()
        edges = [(n, self._scene, ms) for n, ms in zip(nodes, spans, strict=True) if n != NONE]
        beside = places.direct_ms(self._teams, i)
        edges += [(self._scene + 1 + t, self._scene, ms) for t, ms in beside.items()]
        self._join(edges)
        return [(u, v) for u, v, _ in edges]

    def ask(self, places: Spots, i: int) -> Times:
        hung = self._hang_on(places, i)
        found = self._times()
        self.graph.remove_edges_from(hung)
        return found

    def _times(self) -> Times:
        raise NotImplementedError

    def read(self, answer: Times) -> Answer:
        nearest = sorted(answer.items(), key=_soonest)[:WANTED]
        return [t for t, _ in nearest], [ms for _, ms in nearest]

    def close(self, stretch: int) -> None:
        self._closed.add(stretch)
        self._patch(stretch)

    def open(self, stretch: int) -> None:
        self._closed.discard(stretch)
        self._patch(stretch)

    def _patch(self, stretch: int) -> None:
        r, usual = self.town.roads, self.town.ms
        for arc in r.arcs_of(r.stretches[stretch].road).tolist():
            ends = int(r.tail[arc]), int(r.head[arc])
            usable = [a for a in self._parallel.get(ends, [arc]) if int(r.stretch[a]) not in self._closed]
            best = min(usable, key=usual.__getitem__, default=arc)
            self.graph[ends[0]][ends[1]].update(ms=int(usual[best]) if usable else math.inf, arc=best)


def _soonest(found: tuple[int, int]) -> tuple[int, int]:
    return found[1], found[0]


class Reverse(_Networkx):
    """One bounded Dijkstra from the place against the traffic: the times of all teams at once. The oracle."""

    name = "networkx, one reverse search"

    def _times(self) -> Times:
        found = nx.single_source_dijkstra_path_length(self._reversed, self._scene, cutoff=HORIZON_MS, weight="ms")
        return {n - self._scene - 1: ms for n, ms in found.items() if n > self._scene}

    def best_route(self, places: Spots, i: int) -> list[int]:
        """The stretches that the nearest team drives along from its first node to its last; empty without one."""
        hung = self._hang_on(places, i)
        found, ways = nx.single_source_dijkstra(self._reversed, self._scene, cutoff=HORIZON_MS, weight="ms")
        self.graph.remove_edges_from(hung)
        teams = [(ms, n) for n, ms in found.items() if n > self._scene]
        route = [n for n in reversed(ways[min(teams)[1]]) if n < self._scene] if teams else []
        return [int(self.town.roads.stretch[self.graph[u][v]["arc"]]) for u, v in pairwise(route)]


class _PerTeam(_Networkx):
    one_by_one = True

    def _times(self) -> Times:
        found = {}
        for t in self.asked:
            try:
                ms = self._alone(self._scene + 1 + t)
            except nx.NetworkXNoPath:
                continue
            if ms <= HORIZON_MS:
                found[t] = ms
        return found

    def _alone(self, team: int) -> Any:
        raise NotImplementedError


class EachTeam(_PerTeam):
    """One Dijkstra per team from where it stands, bounded as ours is."""

    name = "networkx, one search per team"

    def _alone(self, team: int) -> Any:
        return nx.single_source_dijkstra(self.graph, team, self._scene, cutoff=HORIZON_MS, weight="ms")[0]


class TwoSided(_PerTeam):
    """One bidirectional Dijkstra per team; it knows no bound."""

    name = "networkx, two-sided per team"

    def _alone(self, team: int) -> Any:
        return nx.bidirectional_dijkstra(self.graph, team, self._scene, weight="ms")[0]
