"""scipy: its bounded Dijkstra on the reversed graph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from tests.bench.roads.peers.peer import Answer
from tests.bench.roads.town import HORIZON_MS, NONE, WANTED, Spots, Town


class Scipy:
    """One row more than there are nodes: the place, its two entries patched in for each question."""

    name = "scipy, reversed graph"
    one_by_one = False

    def __init__(self, town: Town) -> None:
        self._town, r = town, town.roads
        n = len(r.node_ids)
        order = np.lexsort((r.tail, r.head)).astype(np.int32)
        self._at = np.empty_like(order)
        self._at[order] = np.arange(len(order), dtype=np.int32)
        rows = np.searchsorted(r.head[order], np.arange(n + 1)).astype(np.int32)
        ms = np.concatenate((town.ms[order], (np.inf, np.inf)))
        to = np.concatenate((r.tail[order], (0, 0))).astype(np.int32)
        self._graph = csr_array((ms, to, np.concatenate((rows, rows[-1:] + 2)).astype(np.int32)), (n + 1, n + 1))
        self._scene = n

    def place(self, teams: Spots) -> None:
        self._teams = teams
        self._exit = np.where(teams.out_node == NONE, self._scene, teams.out_node)
        self._exit_ms = np.where(teams.out_node == NONE, np.inf, teams.out_ms)

    def ask(self, places: Spots, i: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        nodes, graph = places.in_node[i], self._graph
        graph.indices[-2:] = np.where(nodes == NONE, 0, nodes)
        graph.data[-2:] = np.where(nodes == NONE, np.inf, places.in_ms[i])
        found = dijkstra(graph, indices=self._scene, limit=HORIZON_MS)
        ms = (found[self._exit] + self._exit_ms).min(1)
        for team, direct in places.direct_ms(self._teams, i).items():
            ms[team] = min(ms[team], direct)
        near = np.argpartition(ms, WANTED)[:WANTED]
        near = near[np.argsort(ms[near], kind="stable")]
        near = near[ms[near] <= HORIZON_MS]
        return near, ms[near] * 0.001

    def read(self, answer: tuple[NDArray[np.int64], NDArray[np.float64]]) -> Answer:
        return answer[0].tolist(), np.rint(answer[1] * 1000).astype(int).tolist()

    def _arcs(self, stretch: int) -> NDArray[np.int32]:
        return self._town.roads.arcs_of(self._town.roads.stretches[stretch].road)

    def close(self, stretch: int) -> None:
        self._graph.data[self._at[self._arcs(stretch)]] = np.inf

    def open(self, stretch: int) -> None:
        arcs = self._arcs(stretch)
        self._graph.data[self._at[arcs]] = self._town.ms[arcs]
