"""The check of roads tells islands from one-way traps, the largest first, and who stands on one."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from console.district.road_check import SHOWN, check_roads
from console.model.connectivity import parts_of
from console.model.places import District
from console.model.roads import RoadEdge, Roads
from console.phrase import Text
from tests.unit.builders_district import Road, a_depot, a_district, a_grid, a_team, spot


def a_town(*islands: int, traps: tuple[int, ...] = (), **things: object) -> District:
    """A main street of 30 nodes; islands and one-way dead ends with as many nodes as said."""
    at = {i: spot(100.0 * i) for i in range(30)}
    roads = [Road(a, b) for a, b in pairwise(range(30))]
    first = 100
    for row, count in enumerate((*islands, *traps), 1):
        at |= {first + i: spot(100.0 * i, 1000.0 * row) for i in range(count)}
        trap = row > len(islands)
        roads += [Road(a, b, one_way=trap) for a, b in pairwise(range(first, first + count))]
        if trap:
            roads.append(Road(0, first, one_way=True))
        first += 100
    return a_district(at, roads, **things)  # type: ignore[arg-type]


def told(district: District) -> list[tuple[str, int]]:
    return [(f.code.rsplit(".", 1)[1], f.values["count"]) for f in check_roads(district)]


def test_a_town_that_hangs_together_has_no_finding() -> None:
    assert check_roads(a_town()) == []


def test_islands_and_traps_come_largest_first() -> None:
    assert told(a_town(3, 7, traps=(2, 5))) == [("island", 7), ("island", 3), ("trap", 5), ("trap", 2)]


def test_many_islands_are_summed_up_after_the_largest() -> None:
    findings = check_roads(a_town(2, 3, 4, 5, 6))
    assert [f.values["count"] for f in findings] == [6, 5, 4, 5]
    assert len(findings) == SHOWN + 1
    assert findings[-1].code == "district.check.islands"
    assert "2 further parts of the network, 5 road nodes together" in findings[-1].en


def test_a_one_way_dead_end_is_one_trap_and_not_one_for_each_node() -> None:
    assert told(a_town(traps=(6,))) == [("trap", 6)]


def test_who_stands_on_an_island_or_in_a_trap_is_named() -> None:
    things = {
        "teams": [a_team("T1", spot(150, 1010)), a_team("T2", spot(150, 10)), a_team("T3", spot(150, 2010))],
        "depots": [a_depot("D1", spot(0, 1000), {})],
        "grids": [a_grid("G1", spot(200, 1000)), a_grid("G2", spot(200, 0))],
    }
    found = {(f.code.rsplit(".", 1)[1], f.values["id"]) for f in check_roads(a_town(4, traps=(4,), **things))[2:]}
    assert found == {("grid_cut_off", "G1"), ("team_cut_off", "T1"), ("team_cut_off", "T3"), ("depot_cut_off", "D1")}


def test_a_base_beside_the_middle_of_a_long_road_is_not_far_from_it() -> None:
    """500 m from either end of the road, 30 m from the road itself; another one 200 m away from every road."""
    nodes = {1: spot(0), 2: spot(1000)}
    teams = [a_team("near", spot(500, 30)), a_team("far", spot(500, 200))]
    findings = check_roads(a_district(nodes, [Road(1, 2)], teams))
    assert [(f.code, f.values["id"], f.values["metres"]) for f in findings] == [("district.check.team_far", "far", 200)]


def test_a_nameless_island_is_called_so() -> None:
    nodes = {i: spot(100.0 * i) for i in range(5)}
    edges = [RoadEdge(a, b, f"r{min(a, b)}", Text(""), "service", 100.0, 20.0) for a, b in
             ((0, 1), (1, 0), (1, 2), (2, 1), (3, 4), (4, 3))]  # fmt: skip
    roads = Roads.of(nodes, edges)
    made = a_district(nodes, [])
    object.__setattr__(made, "roads", roads)
    assert "near node 3 (unnamed road)" in check_roads(made)[0].en


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 12), st.data())
def test_the_parts_are_those_networkx_finds(size: int, data: st.DataObject) -> None:
    ends = st.integers(0, size - 1)
    arcs = [(a, b) for a, b in data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=30)) if a != b]
    edges = [RoadEdge(a, b, f"r{i}", Text("R"), "service", 10.0, 20.0) for i, (a, b) in enumerate(arcs)]
    parts = parts_of(Roads.of({i: spot(10.0 * i) for i in range(size)}, edges))
    graph = nx.DiGraph(arcs)
    graph.add_nodes_from(range(size))
    main = {int(i) for i in np.flatnonzero(parts.in_main)}
    strong = [set(part) for part in nx.strongly_connected_components(graph)]
    assert main in strong
    assert len(main) == max(len(part) for part in strong)
    rest = graph.subgraph(set(graph) - main)
    groups = {frozenset(part) for part in nx.weakly_connected_components(rest)}
    found = {frozenset(np.flatnonzero(parts.part == number).tolist()) for number in range(len(parts.sizes))}
    assert found == groups
    whole = next(part for part in nx.weakly_connected_components(graph) if main <= part)
    for number in range(len(parts.sizes)):
        members = set(np.flatnonzero(parts.part == number).tolist())
        assert parts.sizes[number] == len(members)
        assert bool(parts.island[number]) == members.isdisjoint(whole)
