"""The roads as a networkx graph: for looking at, editing and checking; dispatch itself never waits for it."""

from __future__ import annotations

import networkx as nx
import numpy as np

from console.dispatch.roads.compiled import compiled
from console.dispatch.roads.costs import NEVER, Costs
from console.geo import LatLon
from console.model.roads import USUAL, Conditions, RoadEdge, Roads, Turn


def as_graph(roads: Roads, conditions: Conditions = USUAL, emergency: bool = False) -> nx.MultiDiGraph[int]:
    """Every arc open to the vehicle now, between node ids, keyed by its index.

    Nodes have ``at`` (:class:`LatLon`); arcs have ``edge`` (:class:`RoadEdge`) and ``seconds`` (whole
    milliseconds, as dispatch counts them). ``graph.graph["turns"]`` keeps the turn restrictions the vehicle obeys.
    """
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(turns=() if emergency else roads.turns)
    graph.add_nodes_from((node, {"at": at}) for node, at in roads.nodes.items())
    barred = np.zeros(len(roads.tail), np.bool_) if emergency else roads.emergency_only
    costs = Costs(roads, compiled(roads, obeying=False), barred)
    costs.become(conditions)
    for arc in np.flatnonzero(costs.arc != NEVER).tolist():
        edge = roads.edges[arc]
        graph.add_edge(edge.u, edge.v, key=arc, edge=edge, seconds=int(costs.arc[arc]) / 1000.0)
    return graph


def as_roads(graph: nx.MultiDiGraph[int]) -> Roads:
    """The roads of a graph as :func:`as_graph` makes them, edited or not; a restriction over a removed arc goes too."""
    nodes: dict[int, LatLon] = dict(graph.nodes(data="at"))
    arcs = sorted(graph.edges(keys=True, data="edge"), key=lambda arc: int(arc[2]))
    edges: list[RoadEdge] = [edge for *_, edge in arcs]
    index = {key: i for i, (_, _, key, _) in enumerate(arcs)}
    kept = [turn for turn in graph.graph["turns"] if all(arc in index for arc in turn.arcs)]
    return Roads.of(nodes, edges, [Turn(tuple(index[arc] for arc in turn.arcs), turn.only) for turn in kept])
