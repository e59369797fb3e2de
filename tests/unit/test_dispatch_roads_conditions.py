"""Closures and slowings come and go: the answers are always those of a network that knows nothing else."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.roads.costs import arcs_within
from console.dispatch.roads.graph import as_graph
from console.dispatch.roads.network import RoadNetwork, Starts
from console.errors import NoRoute
from console.geo import LatLon, inside
from console.model.roads import USUAL, Conditions, Roads, Slowing
from tests.unit.builders_district import Road, one_street, spot
from tests.unit.builders_roads import (
    NEVER,
    SEARCHES,
    Oracle,
    a_network,
    conditions_on,
    nets,
    places_on,
    snapped,
    some_roads,
)

STREET = one_street().roads  # nodes -6 … 6, 500 m and 50 s apart, stretches R-6--5 … R5-6


def slow(factor: float, **scope: object) -> Slowing:
    return Slowing("s", factor, **scope)  # type: ignore[arg-type]


def seconds(network: RoadNetwork, start: LatLon, end: LatLon, conditions: Conditions = USUAL) -> float:
    return network.way(start, network.towards(end, conditions))[0]


def answers(network: RoadNetwork, places: list[LatLon], conditions: Conditions, emergency: bool) -> list[object]:
    """Everything the network says about trips to the first place."""
    starts = network.starts(places, conditions, emergency)
    spread = network.away_from([(place, 0.0) for place in places[1:]], conditions, 3600, emergency)
    found: list[object] = [columns(starts), spread.seconds]
    if snapped(network, places[0], conditions, emergency):
        reach = network.towards(places[0], conditions, 3600, emergency)
        near, soonest, radius = network.nearest(places[0], starts, 2, conditions, 3600, emergency)
        found += [network.seconds_from(starts, reach).tolist(), reach.seconds, near.tolist(), soonest.tolist(), radius]
        for place in places[1:]:
            try:
                found.append(network.way(place, reach))
            except NoRoute as error:
                found.append(str(error))
    return found


def columns(starts: Starts) -> list[object]:
    return [starts.node.tolist(), starts.ms.tolist(), starts.walk_ms[starts.found].tolist(), starts.found.tolist()]


@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_sequence_of_conditions_leaves_no_trace(search: str, data: st.DataObject) -> None:
    roads = data.draw(nets())
    network = a_network(roads, search)
    places = data.draw(st.lists(places_on(roads), min_size=3, max_size=4))
    for conditions in [*data.draw(st.lists(conditions_on(roads), min_size=1, max_size=4)), USUAL]:
        emergency = data.draw(st.booleans())
        fresh = RoadNetwork(roads)
        assert answers(network, places, conditions, emergency) == answers(fresh, places, conditions, emergency)


@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_under_any_conditions_trips_take_as_long_as_the_oracle_says(search: str, data: st.DataObject) -> None:
    roads = data.draw(nets())
    conditions, emergency = data.draw(conditions_on(roads)), data.draw(st.booleans())
    network, oracle = a_network(roads, search), Oracle(roads, conditions, emergency)
    places = data.draw(st.lists(places_on(roads), min_size=3, max_size=5))
    if not snapped(network, places[0], conditions, emergency):
        return
    reach = network.towards(places[0], conditions, 1e6, emergency)
    found = network.seconds_from(network.starts(places, USUAL, not emergency), reach)
    for row, place in enumerate(places):
        start = snapped(network, place, conditions, emergency)
        assert found[row] == (oracle.ms(start, reach.target) / 1000.0 if start else NEVER)


@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=25, deadline=None)
@given(nets(), st.data())
def test_the_networkx_model_gives_the_same_times_between_crossings(
    search: str, roads: Roads, data: st.DataObject
) -> None:
    roads = replace(roads, turns=())
    conditions, emergency = data.draw(conditions_on(roads)), data.draw(st.booleans())
    graph = as_graph(roads, conditions, emergency)
    network = a_network(roads, search)
    for node, at in roads.nodes.items():
        target = snapped(network, at, conditions, emergency)
        if target is None or target.crossing != roads.index[node]:
            continue
        wanted = nx.single_source_dijkstra_path_length(graph.reverse(copy=False), node, weight="seconds")
        reach = network.towards(at, conditions, 1e6, emergency)
        assert reach.seconds == pytest.approx({n: s + target.walk_s for n, s in wanted.items()}, abs=1e-6)


# -- slowings ---------------------------------------------------------------------------------------------------


def test_a_slowing_counts_where_every_scope_it_gives_holds() -> None:
    nodes = {0: spot(0), 1: spot(500), 2: spot(1000), 3: spot(1500)}
    roads = some_roads(nodes, [Road(0, 1, road="a"), Road(1, 2, road="b"), Road(2, 3, road="c")])
    stretches = tuple(replace(s, road_class="alley") if s.road == "b" else s for s in roads.stretches)
    roads = replace(roads, stretches=stretches)
    west = (spot(-10, -10), spot(700, -10), spot(700, 10), spot(-10, 10))

    def slowed(**scope: object) -> list[str]:
        arcs = arcs_within(roads, slow(0.5, **scope))
        return sorted({roads.stretches[roads.stretch[i]].road for i in arcs})

    assert slowed() == ["a", "b", "c"]
    assert slowed(roads=("a", "c", "unheard of")) == ["a", "c"]
    assert slowed(road_classes=("alley", "unheard of")) == ["b"]
    assert slowed(area=west) == ["a"]
    assert slowed(area=west, roads=("b",)) == []
    assert slowed(area=west, road_classes=("secondary",), roads=("a", "c")) == ["a"]
    assert slowed(roads=("unheard of",)) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(-4, 4), st.integers(-4, 4)), min_size=3, max_size=7))
def test_an_arc_is_in_an_area_when_its_middle_is(corners: list[tuple[int, int]]) -> None:
    nodes = {10 * x + y: spot(300.0 * x + 7, 300.0 * y - 11) for x in range(-3, 4) for y in range(-3, 4)}
    roads = some_roads(nodes, [Road(n, n + 1) for n in nodes if n + 1 in nodes])
    ring = tuple(spot(300.0 * x, 300.0 * y) for x, y in corners)
    middles = [
        LatLon((nodes[e.u].lat + nodes[e.v].lat) / 2, (nodes[e.u].lon + nodes[e.v].lon) / 2) for e in roads.edges
    ]
    wanted = [i for i, at in enumerate(middles) if inside(at, ring)]
    assert arcs_within(roads, slow(0.5, area=ring)).tolist() == wanted


def test_slowings_that_overlap_multiply_and_one_may_also_speed_up() -> None:
    network = RoadNetwork(STREET)
    twice = Slowing("a", 0.5), Slowing("b", 0.5, roads=("R0-1",))
    assert seconds(network, spot(0), spot(1000), Conditions(slowed=twice)) == pytest.approx(300, abs=0.5)
    assert seconds(network, spot(0), spot(1000), Conditions(slowed=(Slowing("c", 2.0),))) == pytest.approx(50, abs=0.5)
    assert seconds(network, spot(0), spot(1000)) == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize("factor", [0.0, -1.0, float("nan"), float("inf")])
def test_a_slowing_nobody_could_drive_with_is_refused_and_changes_nothing(factor: float) -> None:
    network = RoadNetwork(STREET)
    before = seconds(network, spot(0), spot(1000))
    refused = Conditions(frozenset({"R0-1"}), (slow(factor),))
    for _ in range(2):
        with pytest.raises(ValueError, match="above zero"):
            network.towards(spot(1000), refused)
    assert seconds(network, spot(0), spot(1000)) == before
    with pytest.raises(NoRoute):
        seconds(network, spot(0), spot(1000), Conditions(frozenset({"R0-1"})))


def test_a_road_slowed_to_a_crawl_is_still_a_road_and_its_time_does_not_wrap_round() -> None:
    network = RoadNetwork(STREET)
    crawl = Conditions(slowed=(slow(1e-9, roads=("R0-1",)),))
    with pytest.raises(NoRoute):
        seconds(network, spot(0), spot(1000), crawl)
    reach = network.towards(spot(1000), crawl, horizon_s=1e9)
    assert network.way(spot(500), reach)[0] == pytest.approx(50, abs=0.5)
    assert network.seconds_from(network.starts([spot(0)], crawl), reach).tolist() == [NEVER]


def test_a_closure_of_a_road_nobody_knows_changes_nothing() -> None:
    network = RoadNetwork(STREET)
    there = Conditions(frozenset({"unheard of"}))
    assert seconds(network, spot(0), spot(1000), there) == seconds(network, spot(0), spot(1000))
