"""rustworkx: a Dijkstra on the reversed graph with a visitor that stops it when enough teams are found."""

from __future__ import annotations

import math

import rustworkx as rx
from rustworkx.visit import DijkstraVisitor, StopSearch

from tests.bench.roads.peers.peer import Answer
from tests.bench.roads.town import HORIZON_MS, NONE, WANTED, Spots, Town

Times = dict[int, float]


class _Watch(DijkstraVisitor):
    """Collects the teams at the nodes reached; stops when nothing farther can be among the wanted ones."""

    def __init__(self, exits: dict[int, list[tuple[int, int]]], direct: dict[int, int]) -> None:
        self._exits, self.found = exits, Times(direct)
        self._bound = float(HORIZON_MS)
        self._narrow()

    def discover_vertex(self, v: int, score: float) -> None:
        if score > self._bound:
            raise StopSearch
        for team, ms in self._exits.get(v, ()):
            if score + ms < self.found.get(team, math.inf):
                self.found[team] = score + ms
                self._narrow()

    def _narrow(self) -> None:
        if len(self.found) >= WANTED:
            self._bound = min(self._bound, sorted(self.found.values())[WANTED - 1])


class Rustworkx:
    """The place is a node of its own with edges to its two entries, hung on and taken off for each question."""

    name = "rustworkx, stopping visitor"
    one_by_one = False

    def __init__(self, town: Town) -> None:
        self._town, r = town, town.roads
        self._graph = rx.PyDiGraph()
        self._graph.add_nodes_from([None] * len(r.node_ids))
        self._scene = self._graph.add_node(None)
        spans = town.ms.astype(float).tolist()
        self._graph.add_edges_from(list(zip(r.head.tolist(), r.tail.tolist(), spans, strict=True)))

    def place(self, teams: Spots) -> None:
        self._teams = teams
        self._exits: dict[int, list[tuple[int, int]]] = {}
        for t, (nodes, spans) in enumerate(zip(teams.out_node.tolist(), teams.out_ms.tolist(), strict=True)):
            for node, ms in zip(nodes, spans, strict=True):
                if node != NONE:
                    self._exits.setdefault(node, []).append((t, ms))

    def ask(self, places: Spots, i: int) -> Times:
        hung = [
            self._graph.add_edge(self._scene, node, float(ms))
            for node, ms in zip(places.in_node[i].tolist(), places.in_ms[i].tolist(), strict=True)
            if node != NONE
        ]
        watch = _Watch(self._exits, places.direct_ms(self._teams, i))
        rx.dijkstra_search(self._graph, [self._scene], float, watch)
        for edge in hung:
            self._graph.remove_edge_from_index(edge)
        return watch.found

    def read(self, answer: Times) -> Answer:
        nearest = sorted((ms, team) for team, ms in answer.items() if ms <= HORIZON_MS)[:WANTED]
        return [team for _, team in nearest], [int(ms) for ms, _ in nearest]

    def _patch(self, stretch: int, *, shut: bool) -> None:
        r = self._town.roads
        for arc in r.arcs_of(r.stretches[stretch].road).tolist():
            self._graph.update_edge_by_index(arc, math.inf if shut else float(self._town.ms[arc]))

    def close(self, stretch: int) -> None:
        self._patch(stretch, shut=True)

    def open(self, stretch: int) -> None:
        self._patch(stretch, shut=False)
