from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.roads.network import SNAP_LIMIT_M, WALK_M_PER_S, RoadNetwork
from console.errors import NoRoute
from console.geo import LatLon, between, from_metres
from console.model.places import District
from console.model.roads import Conditions, RoadEdge, Roads
from tests.unit.builders_district import (
    ORIGIN,
    Road,
    a_district,
    a_picture,
    a_team,
    advise,
    an_incident,
    need,
    one_street,
    reasons,
    sent_to,
    spot,
)
from tests.unit.district_builders import demo

NONE: frozenset[str] = frozenset()


def seconds(network: RoadNetwork, start: LatLon, end: LatLon, closed: frozenset[str] = NONE) -> float:
    return network.way(start, network.towards(end, Conditions(closed)))[0]


def seconds_on(edge: RoadEdge) -> float:
    return edge.length_m * 3.6 / edge.speed_kph


def as_graph(district: District, closed: frozenset[str] = NONE) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(district.roads.nodes)
    for edge in district.roads.edges:
        if edge.road not in closed:
            graph.add_edge(edge.u, edge.v, seconds=seconds_on(edge))
    return graph


# -- against an oracle ------------------------------------------------------------------------------------------


@st.composite
def road_nets(draw: st.DrawFn) -> tuple[District, frozenset[str]]:
    """Up to nine nodes about 200 m apart, any roads between them (one-ways, parallels), some of them closed."""
    corners = [(x, y) for x in range(3) for y in range(3)]
    size = draw(st.integers(2, 9))
    nodes = {n: spot(200.0 * x + 31 * y * y, 200.0 * y + 23 * x * x) for n, (x, y) in enumerate(corners[:size])}
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] != pair[1])
    speeds = st.sampled_from([5.0, 20.0, 40.0, 60.0])
    roads = [
        Road(u, v, draw(speeds), draw(st.booleans()), f"R{n}", draw(st.sampled_from([0.0, 300.0, 900.0])), draw(speeds))
        for n, (u, v) in enumerate(draw(st.lists(ends, min_size=1, max_size=16)))
    ]
    closed = draw(st.sets(st.sampled_from([r.road for r in roads]), max_size=2))
    return a_district(nodes, roads), frozenset(closed)


@settings(max_examples=150, deadline=None)
@given(road_nets())
def test_travel_times_between_crossings_are_those_of_dijkstra(net: tuple[District, frozenset[str]]) -> None:
    district, closed = net
    network, graph = RoadNetwork(district.roads), as_graph(district, closed)
    open_nodes = {n for edge in district.roads.edges if edge.road not in closed for n in (edge.u, edge.v)}
    for start, end in itertools.permutations(sorted(open_nodes), 2):
        wanted = dict(nx.single_source_dijkstra_path_length(graph, start, weight="seconds")).get(end)
        try:
            found = seconds(network, district.roads.nodes[start], district.roads.nodes[end], closed)
        except NoRoute:
            found = None
        if wanted is None or wanted > 3600:
            assert found is None or found > 3600
        else:
            assert found is not None
            assert found == pytest.approx(wanted, abs=0.5)


@settings(max_examples=150, deadline=None)
@given(road_nets(), st.data())
def test_a_route_drives_on_open_roads_only_and_takes_as_long_as_it_says(
    net: tuple[District, frozenset[str]], data: st.DataObject
) -> None:
    district, closed = net
    network, graph = RoadNetwork(district.roads), as_graph(district, closed)
    usable = [edge for edge in district.roads.edges if edge.road not in closed]
    if not usable:
        return
    start_edge, end_edge = data.draw(st.sampled_from(usable)), data.draw(st.sampled_from(usable))
    shares = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    at = dict(district.roads.nodes)
    start = between(at[start_edge.u], at[start_edge.v], data.draw(shares))
    end = between(at[end_edge.u], at[end_edge.v], data.draw(shares))
    try:
        taken, route = network.way(start, network.towards(end, Conditions(closed)))
    except NoRoute:
        return
    legs = [min(d["seconds"] for d in graph[a][b].values()) for a, b in itertools.pairwise(route)]
    assert sum(legs) <= taken + 1e-6
    longest = max(seconds_on(edge) for edge in usable)
    assert taken <= sum(legs) + 2 * longest + 1.0


# -- places and their roads -------------------------------------------------------------------------------------


def test_a_place_is_joined_to_the_nearest_road_and_the_walk_is_counted() -> None:
    network = RoadNetwork(one_street().roads)
    snap = network.snap(spot(100, 70))
    assert {snap.edge.u, snap.edge.v} == {0, 1}
    assert snap.walk_s == pytest.approx(70 / WALK_M_PER_S, rel=0.01)
    assert min(snap.share, 1 - snap.share) == pytest.approx(0.2, abs=0.001)
    assert seconds(network, spot(1100), spot(100, 70)) == pytest.approx(100 + 50, abs=0.5)


def test_a_trip_along_one_stretch_takes_its_share_of_the_stretch_in_both_directions() -> None:
    network = RoadNetwork(one_street().roads)
    for start, end in ((100, 400), (400, 100)):
        taken, route = network.way(spot(start), network.towards(spot(end)))
        assert taken == pytest.approx(30, abs=0.2)
        assert route == ()


def test_a_team_just_past_the_place_on_a_one_way_street_drives_round_the_block() -> None:
    square = {0: spot(0, 0), 1: spot(500, 0), 2: spot(500, 500), 3: spot(0, 500)}
    network = RoadNetwork(a_district(square, [Road(n, (n + 1) % 4, one_way=True) for n in range(4)]).roads)
    assert seconds(network, spot(100), spot(400)) == pytest.approx(30, abs=0.5)
    taken, route = network.way(spot(400), network.towards(spot(100)))
    assert taken == pytest.approx(200 - 30, abs=0.5)
    assert route == (1, 2, 3, 0)


def test_a_place_at_the_end_of_a_one_way_street_is_reached_by_every_road_that_meets_there() -> None:
    """The nearest road is a one-way that starts far off; the crossing itself is what matters."""
    nodes = {0: spot(-2000), 1: spot(0), 2: spot(0, 500)}
    network = RoadNetwork(a_district(nodes, [Road(0, 1, one_way=True), Road(1, 2)]).roads)
    assert seconds(network, nodes[2], nodes[1]) == pytest.approx(50, abs=0.5)


def test_a_team_at_the_start_of_a_one_way_street_may_leave_by_another_road() -> None:
    nodes = {0: spot(0), 1: spot(3000), 2: spot(0, 500)}
    network = RoadNetwork(a_district(nodes, [Road(0, 1, one_way=True), Road(0, 2), Road(1, 0, one_way=True)]).roads)
    assert seconds(network, nodes[0], nodes[2]) == pytest.approx(50, abs=0.5)


def test_each_direction_of_a_road_has_its_own_speed() -> None:
    network = RoadNetwork(a_district({0: spot(0), 1: spot(1000)}, [Road(0, 1, 36.0, back_kph=3.6)]).roads)
    assert seconds(network, spot(200), spot(700)) == pytest.approx(50, abs=0.5)
    assert seconds(network, spot(700), spot(200)) == pytest.approx(500, abs=0.5)
    assert seconds(network, spot(1000), spot(200)) == pytest.approx(800, abs=0.5)


def test_a_place_far_from_any_road_has_no_route() -> None:
    network = RoadNetwork(one_street().roads)
    with pytest.raises(NoRoute):
        network.towards(spot(0, SNAP_LIMIT_M + 30))
    with pytest.raises(NoRoute):
        network.way(spot(0, -SNAP_LIMIT_M - 30), network.towards(spot(0)))


def test_a_district_without_roads_has_no_route_and_no_crash() -> None:
    with pytest.raises(NoRoute):
        RoadNetwork(a_district({0: spot(0)}, []).roads).towards(spot(0))


def test_a_road_without_length_or_speed_is_refused() -> None:
    district = one_street()
    edges = (replace(district.roads.edges[0], speed_kph=0.0), *district.roads.edges[1:])
    with pytest.raises(ValueError, match="must be positive"):
        RoadNetwork(Roads.of(district.roads.nodes, edges))


# -- closures ---------------------------------------------------------------------------------------------------


def test_a_closed_bridge_sends_everybody_round_by_the_next_one() -> None:
    nodes = {0: spot(0, 0), 1: spot(0, 200), 2: spot(1000, 0), 3: spot(1000, 200)}
    roads = [Road(0, 1, road="west-bridge"), Road(2, 3, road="east-bridge"), Road(0, 2), Road(1, 3)]
    network = RoadNetwork(a_district(nodes, roads).roads)
    assert seconds(network, nodes[0], nodes[1]) == pytest.approx(20, abs=0.5)
    assert seconds(network, nodes[0], nodes[1], frozenset({"west-bridge"})) == pytest.approx(220, abs=0.5)
    with pytest.raises(NoRoute):
        seconds(network, nodes[0], nodes[1], frozenset({"west-bridge", "east-bridge"}))


def test_the_slower_of_two_parallel_roads_is_used_when_the_faster_one_is_closed() -> None:
    nodes = {0: spot(-500), 1: spot(0), 2: spot(1000), 3: spot(1500)}
    roads = [Road(0, 1), Road(1, 2, 36.0, road="fast"), Road(1, 2, 18.0, road="slow"), Road(2, 3)]
    network = RoadNetwork(a_district(nodes, roads).roads)
    assert seconds(network, nodes[0], nodes[3]) == pytest.approx(200, abs=0.5)
    assert seconds(network, nodes[0], nodes[3], frozenset({"fast"})) == pytest.approx(300, abs=0.5)


def test_a_closure_changes_who_is_sent() -> None:
    nodes = {0: spot(-900), 1: spot(0), 2: spot(2000)}
    teams = [a_team("WEST", nodes[0], "cordon"), a_team("EAST", nodes[2], "cordon")]
    district = a_district(nodes, [Road(0, 1, road="bridge"), Road(1, 2)], teams)
    place = between(nodes[1], nodes[2], 0.1)
    case = an_incident(1, place, need("n", "cordon"))
    assert sent_to(advise(district, a_picture(district, case))[1]) == {"n": ["WEST"]}
    cut = advise(district, a_picture(district, case, conditions=Conditions(frozenset({"bridge"}))))[1]
    assert sent_to(cut) == {"n": ["EAST"]}
    assert reasons(cut)["WEST"] == "dispatch.if_open"


def test_a_team_without_a_route_is_listed_with_that_reason_and_no_arrival() -> None:
    """It stands 50 m off across the water: near as the crow flies, unreachable by road."""
    nodes = {0: spot(0), 1: spot(1000), 10: spot(0, 450), 11: spot(1000, 450)}
    teams = [a_team("ISLAND", spot(500, 445), "cordon"), a_team("FAR", nodes[1], "cordon")]
    district = a_district(nodes, [Road(0, 1), Road(10, 11)], teams)
    got = advise(district, a_picture(district, an_incident(1, spot(500), need("n", "cordon", 2))))[1]
    assert sent_to(got) == {"n": ["FAR"]}
    assert got.short == 1
    (island,) = got.passed_over
    assert (island.team, island.reason.code, island.eta_s) == ("ISLAND", "dispatch.no_route", None)


def test_an_incident_far_from_any_road_or_without_a_place_is_told_so_for_every_team() -> None:
    street = one_street([a_team("A", spot(0), "cordon")])
    off_road = an_incident(1, spot(0, 2000), need("n", "cordon"))
    nowhere = an_incident(2, None, need("n", "cordon"))
    got = advise(street, a_picture(street, off_road, nowhere))
    assert (reasons(got[1]), reasons(got[2])) == (
        {"A": "dispatch.place_unreachable"}, {"A": "dispatch.place_unknown"},
    )  # fmt: skip
    assert (got[1].short, got[2].short) == (1, 1)
    assert [r.nowhere.code for r in got.values() if r.nowhere is not None] == [
        "dispatch.place_unreachable", "dispatch.place_unknown",
    ]  # fmt: skip


def test_a_place_no_team_has_a_way_to_is_told_so_and_those_who_fit_are_named() -> None:
    """On roads that hang together with none of the teams'; of more teams than are named only those who fit matter."""
    nodes = {0: spot(0), 1: spot(1000), 10: spot(0, 450), 11: spot(1000, 450)}
    many = [a_team(f"T{n:03}", spot(10 * n), "cordon" if n == 7 else "rescue") for n in range(90)]
    district = a_district(nodes, [Road(0, 1), Road(10, 11)], many)
    got = advise(district, a_picture(district, an_incident(1, spot(500, 445), need("n", "cordon"))))[1]
    assert got.nowhere is not None
    assert got.nowhere.code == "dispatch.cut_off"
    assert reasons(got) == {"T007": "dispatch.cut_off"}
    assert (got.short, got.not_named) == (1, 89)
    near = advise(district, a_picture(district, an_incident(1, spot(500), need("n", "cordon"))))[1]
    assert near.nowhere is None


# -- the demo district ------------------------------------------------------------------------------------------


def places_of(district: District) -> Iterable[tuple[str, LatLon]]:
    yield from ((f"grid {g.code}", g.centre) for g in district.grids.values())
    yield from ((f"depot {d.id}", d.position) for d in district.depots.values())


def test_every_team_of_the_demo_district_reaches_every_grid_and_depot_as_fast_as_dijkstra_says() -> None:
    district = demo()
    network, graph = RoadNetwork(district.roads), as_graph(district)
    at = {at: node for node, at in district.roads.nodes.items()}
    compared = 0
    for name, place in places_of(district):
        reach = network.towards(place)
        slowest = max(network.way(team.base, reach)[0] for team in district.teams.values())
        assert slowest < 1800, name
        if place in at:
            lengths = nx.single_source_dijkstra_path_length(graph.reverse(copy=False), at[place], weight="seconds")
            for node, position in list(district.roads.nodes.items())[::20]:
                taken = network.way(position, reach)[0]
                assert taken == pytest.approx(lengths[node], abs=0.5), (name, node)
                compared += 1
    assert compared > 100


def test_closing_a_bridge_of_the_demo_district_makes_some_trip_longer_and_none_shorter() -> None:
    district = demo()
    network = RoadNetwork(district.roads)
    closed = frozenset(edge.road for edge in district.roads.edges if edge.bridge == "lishui-bridge")
    assert closed
    longer = 0
    for _, place in list(places_of(district))[::4]:
        before, now = network.towards(place), network.towards(place, Conditions(closed))
        for team in list(district.teams.values())[::6]:
            gain = network.way(team.base, now)[0] - network.way(team.base, before)[0]
            assert gain > -1e-6
            longer += gain > 1
    assert longer > 0


def test_closing_every_bridge_of_the_demo_district_cuts_teams_off_instead_of_flying_them_across() -> None:
    district = demo()
    network = RoadNetwork(district.roads)
    closed = frozenset(edge.road for edge in district.roads.edges if edge.bridge)
    depot = district.depots["D04"].position
    reach = network.towards(depot, Conditions(closed))
    cut = 0
    for team in district.teams.values():
        try:
            network.way(team.base, reach)
        except NoRoute:
            cut += 1
    assert 0 < cut < len(district.teams)


def test_the_line_of_a_route_begins_and_ends_at_the_places() -> None:
    network = RoadNetwork(one_street().roads)
    _, route = network.way(spot(-700), network.towards(spot(900)))
    line = network.line(spot(-700), route, spot(900))
    assert (line[0], line[-1], len(line)) == (spot(-700), spot(900), len(route) + 2)
    assert network.line(spot(0), (), None) == [spot(0)]
    assert from_metres(ORIGIN, 0, 0) == pytest.approx(ORIGIN)
