from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from console.dispatch.roads import snap as snapping
from console.dispatch.roads.network import SNAP_LIMIT_M, WALK_M_PER_S, RoadNetwork
from console.errors import NoRoute
from console.geo import LatLon, bearing_deg, to_metres
from console.model.roads import USUAL, Conditions, Roads
from tests.unit.builders_district import ORIGIN, Road, one_street, spot
from tests.unit.builders_roads import nets, places_on, snapped, some_roads

STREET = one_street().roads


def closing(*roads: str) -> Conditions:
    return Conditions(frozenset(roads))


# -- the nearest road -------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_place_is_joined_to_the_nearest_road_it_may_use(data: st.DataObject) -> None:
    roads, emergency = data.draw(nets()), data.draw(st.booleans())
    place = data.draw(places_on(roads))
    closed = data.draw(st.frozensets(st.sampled_from([s.road for s in roads.stretches]), max_size=3))
    usable = [e for e in roads.edges if e.road not in closed and (emergency or not e.emergency_only)]
    point = Point(to_metres(ORIGIN, place))
    off = [LineString([to_metres(ORIGIN, roads.nodes[n]) for n in (e.u, e.v)]).distance(point) for e in usable]
    found = snapped(RoadNetwork(roads), place, Conditions(closed), emergency)
    if found is None:
        assert min(off, default=math.inf) > SNAP_LIMIT_M - 1
    else:
        assert found.walk_s * WALK_M_PER_S == pytest.approx(min(off), abs=0.1)
        assert found.edge in usable


def test_a_closed_road_gives_way_to_the_next_nearest_and_comes_back() -> None:
    roads = some_roads({0: spot(0), 1: spot(1000), 2: spot(0, 90), 3: spot(1000, 90)}, [Road(0, 1), Road(2, 3)])
    network, place = RoadNetwork(roads), spot(500, 20)
    assert network.snap(place).edge.road == "R0-1"
    assert network.snap(place, closing("R0-1")).edge.road == "R2-3"
    assert network.snap(place, closing("R0-1")).walk_s == pytest.approx(70 / WALK_M_PER_S, rel=0.01)
    with pytest.raises(NoRoute):
        network.snap(place, closing("R0-1", "R2-3"))
    assert network.snap(place).edge.road == "R0-1"


# -- roads that nothing joins with the rest ---------------------------------------------------------------------


def a_town_and_a_part_beside_it(nodes: int = 2, north_m: float = 100.0) -> Roads:
    """A street of 80 crossings, and a road of its own with so many nodes beside its fortieth, that far away."""
    street = {n: spot(100.0 * n) for n in range(80)}
    apart = {100 + n: spot(4000.0 + 10.0 * n, north_m) for n in range(nodes)}
    roads = [Road(n, n + 1) for n in range(79)] + [Road(100 + n, 101 + n) for n in range(nodes - 1)]
    return some_roads({**street, **apart}, roads)


def test_a_place_on_a_part_that_nothing_joins_is_walked_to_from_the_nearest_other_road() -> None:
    network, place = RoadNetwork(a_town_and_a_part_beside_it()), spot(4005, 100)
    snap = network.snap(place)
    assert snap.edge.road == "R40-41"
    assert snap.walk_s == pytest.approx(100 / WALK_M_PER_S, rel=0.01)
    reach = network.towards(place)
    starts = network.starts([spot(0), place])
    there, at_once = network.seconds_from(starts, reach)
    assert there == pytest.approx(network.way(spot(0), reach)[0])
    assert math.isfinite(there)
    assert at_once == pytest.approx(2 * 100 / WALK_M_PER_S, rel=0.01)


def test_from_a_part_too_far_from_any_other_road_nobody_walks() -> None:
    network, place = RoadNetwork(a_town_and_a_part_beside_it(north_m=SNAP_LIMIT_M + 50)), spot(4005, SNAP_LIMIT_M + 60)
    assert network.snap(place).edge.road == "R100-101"
    with pytest.raises(NoRoute):
        network.way(spot(0), network.towards(place))


def test_a_part_that_is_not_small_beside_the_rest_is_not_walked_to() -> None:
    network = RoadNetwork(a_town_and_a_part_beside_it(nodes=6))
    assert network.snap(spot(4005, 100)).edge.road == "R100-101"


def test_when_the_nearest_other_road_closes_the_next_one_is_walked_from() -> None:
    network, place = RoadNetwork(a_town_and_a_part_beside_it()), spot(4005, 100)
    closed = network.snap(place, closing("R40-41"))
    assert closed.edge.road in ("R39-40", "R41-42")
    around = [f"R{n}-{n + 1}" for n in range(36, 45)]
    assert network.snap(place, closing(*around)).edge.road == "R100-101", "then it is as far as anybody knows cut off"


def test_only_emergency_vehicles_stand_on_a_road_kept_for_them() -> None:
    nodes = {0: spot(0), 1: spot(1000), 2: spot(0, 90), 3: spot(1000, 90)}
    network = RoadNetwork(some_roads(nodes, [Road(0, 1), Road(2, 3)], only_emergency=["R0-1"]))
    assert network.snap(spot(500, 20)).edge.road == "R2-3"
    assert network.snap(spot(500, 20), emergency=True).edge.road == "R0-1"


@pytest.mark.parametrize("north", [20.0, -20.0])
def test_a_road_kept_for_emergencies_in_one_direction_is_a_one_way_street_for_others(north: float) -> None:
    plain = some_roads({0: spot(0), 1: spot(1000)}, [Road(0, 1)])
    for kept, (start, end) in ((0, (600, 400)), (1, (400, 600))):
        barred = np.array([kept == 0, kept == 1])
        network = RoadNetwork(replace(plain, emergency_only=barred))
        reach = network.towards(spot(end, north))
        assert network.way(spot(start), reach)[0] == pytest.approx(20 + 20 / WALK_M_PER_S, abs=0.5)
        assert network.way(spot(start), reach)[0] == network.seconds_from(network.starts([spot(start)]), reach)[0]
        with pytest.raises(NoRoute):
            network.way(spot(end), network.towards(spot(start)))
        back = network.towards(spot(start), emergency=True)
        assert network.way(spot(end), back)[0] == pytest.approx(20, abs=0.5)


def test_roads_without_length_on_the_map_do_not_break_anything() -> None:
    """Two nodes on one spot, and a road that ends where it begins."""
    nodes = {0: spot(0), 1: spot(0), 2: spot(500), 3: spot(500, 300)}
    roads = [Road(0, 1, length_m=5.0), Road(1, 2), Road(3, 3, length_m=80.0, one_way=True), Road(2, 3)]
    network = RoadNetwork(some_roads(nodes, roads))
    assert network.way(spot(500, 300), network.towards(spot(0)))[0] == pytest.approx(80, abs=1)
    alone = RoadNetwork(some_roads({0: spot(0), 1: spot(0)}, [Road(0, 1, length_m=5.0)]))
    snap = alone.snap(spot(0, 14), heading_deg=90)
    assert (snap.crossing, snap.walk_s) == (0, pytest.approx(10, abs=0.05))


def test_parallel_roads_of_one_stretch_are_told_apart() -> None:
    """The same two nodes joined twice in each direction: every arc belongs to one piece, and a trip takes the fast."""
    nodes = {0: spot(0), 1: spot(1000)}
    roads = some_roads(nodes, [Road(0, 1, 36.0, road="x"), Road(0, 1, 72.0, road="x"), Road(0, 1, 18.0, True, "x")])
    found = snapping.pieces(roads)
    pairs = sorted(zip(found.arc.tolist(), found.back.tolist(), strict=True))
    assert pairs == [(0, 1), (2, 3), (4, -1)]
    network = RoadNetwork(roads)
    assert network.way(spot(0), network.towards(spot(1000)))[0] == pytest.approx(50, abs=0.5)


@settings(max_examples=30, deadline=None)
@given(nets())
def test_every_arc_belongs_to_one_piece_with_one_of_the_other_direction(roads: Roads) -> None:
    found = snapping.pieces(roads)
    arcs = [*found.arc.tolist(), *found.back[found.back >= 0].tolist()]
    assert sorted(arcs) == list(range(len(roads.tail)))
    for there, back in zip(found.arc.tolist(), found.back.tolist(), strict=True):
        if back >= 0:
            a, b = roads.edges[there], roads.edges[back]
            assert (a.u, a.v, a.road) == (b.v, b.u, b.road)


# -- many places ------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_many_places_are_joined_as_each_one_alone(data: st.DataObject) -> None:
    roads, emergency = data.draw(nets()), data.draw(st.booleans())
    places = data.draw(st.lists(places_on(roads), min_size=1, max_size=5))
    headings = data.draw(st.lists(st.none() | st.floats(0, 360), min_size=len(places), max_size=len(places)))
    network = RoadNetwork(roads)
    starts = network.starts(places, USUAL, emergency, headings)
    for row, (place, heading) in enumerate(zip(places, headings, strict=True)):
        one = snapped(network, place, USUAL, emergency, heading)
        assert starts.found[row] == (one is not None)
        if one is not None:
            assert (starts.piece[row], starts.share[row], starts.walk_ms[row]) == (one.piece, one.share, one.walk_ms)
            layer = network._layer(emergency)
            wanted = layer.exits(one)
            ways = [(ms, node) for ms, node in zip(starts.ms[row], starts.node[row], strict=True) if node >= 0]
            assert ways == wanted


def test_places_without_a_road_are_marked_and_never_arrive() -> None:
    network = RoadNetwork(STREET)
    starts = network.starts([spot(0), spot(0, SNAP_LIMIT_M + 50), spot(500)])
    assert starts.found.tolist() == [True, False, True]
    assert network.seconds_from(starts, network.towards(spot(500))).tolist() == [50.0, math.inf, 0.0]
    assert network.nearest(spot(500), starts, 3)[0].tolist() == [2, 0]


def test_unmoved_places_are_not_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    network = RoadNetwork(STREET)
    asked: list[int] = []
    find = snapping.Ground._find
    monkeypatch.setattr(snapping.Ground, "_find", lambda ground, new: asked.append(len(new)) or find(ground, new))
    places = [spot(10.0 * n, 3) for n in range(200)]
    first = network.starts(places)
    assert network.starts(list(places)) is first
    places[7] = spot(33, 1)
    moved = network.starts(places)
    assert asked == [200, 1]
    assert [i for i in range(200) if moved.ms[i].tolist() != first.ms[i].tolist()] == [7]


def test_what_is_remembered_of_places_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapping, "_REMEMBERED", 100)
    network = RoadNetwork(STREET)
    groups = [[spot(7.0 * n, 3.0 * group) for n in range(60)] for group in (0, 1, 2, 0)]
    fresh = [RoadNetwork(STREET).starts(group).ms.tolist() for group in groups]
    assert [network.starts(group, closing("x" * n)).ms.tolist() for n, group in enumerate(groups)] == fresh
    mixed = [*groups[0][:50], *groups[1][:30]]
    assert network.starts(mixed).ms.tolist() == RoadNetwork(STREET).starts(mixed).ms.tolist()


def test_as_many_headings_as_places_or_none() -> None:
    with pytest.raises(ValueError, match="one heading"):
        RoadNetwork(STREET).starts([spot(0), spot(1)], headings=[90.0])


# -- moving teams -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "ahead", "behind"),
    [
        (None, 20, 20),
        (90, 20, 80),
        (270, 60, 20),
        (149, 20, 80),
        (211, 60, 20),
        (31, 20, 80),
        (329, 60, 20),
        (151, 20, 20),
        (209, 20, 20),
        (0, 20, 20),
        (180, 20, 20),
        (450, 20, 80),
    ],
)
def test_a_moving_team_drives_on_to_the_node_ahead_before_it_turns(
    heading: float | None, ahead: float, behind: float
) -> None:
    """The road runs east; the team is 200 m from the west end and 300 m from the east one."""
    network, here = RoadNetwork(STREET), spot(200)
    for place, wanted in ((spot(400), ahead), (spot(0), behind)):
        reach = network.towards(place)
        assert network.way(here, reach, heading)[0] == pytest.approx(wanted, abs=0.5)
        starts = network.starts([here], headings=[heading])
        assert network.seconds_from(starts, reach)[0] == network.way(here, reach, heading)[0]
        assert network.nearest(place, starts, 1)[1][0] == network.way(here, reach, heading)[0]


def test_a_heading_against_a_one_way_street_says_nothing() -> None:
    roads = some_roads({0: spot(0), 1: spot(500), 2: spot(500, 500)}, [Road(0, 1, one_way=True), Road(1, 2)])
    network = RoadNetwork(roads)
    reach = network.towards(spot(500, 500))
    assert network.way(spot(200), reach, 270.0)[0] == network.way(spot(200), reach)[0] == pytest.approx(80, abs=0.5)


def test_a_moving_team_at_a_crossing_may_take_any_road_there() -> None:
    network = RoadNetwork(STREET)
    for heading in (90.0, 270.0):
        assert network.way(spot(500), network.towards(spot(0)), heading)[0] == pytest.approx(50, abs=0.5)


@given(st.floats(-5000, 5000), st.floats(-5000, 5000), st.floats(1, 3000), st.floats(0, 360))
def test_bearings_of_roads_are_those_of_the_earth(east: float, north: float, length: float, bearing: float) -> None:
    turn = math.radians(bearing)
    nodes = {0: spot(east, north), 1: spot(east + length * math.sin(turn), north + length * math.cos(turn))}
    ground = RoadNetwork(some_roads(nodes, [Road(0, 1, one_way=True, length_m=5.0)]))._ground
    off = ground.bearing_deg(np.zeros(1, np.int32))[0] - bearing_deg(nodes[0], nodes[1])
    assert abs((off + 180) % 360 - 180) < 0.3


def test_a_place_is_a_plain_point_anywhere_on_earth() -> None:
    for lat, lon in ((-33.0, 151.0), (69.0, -20.0), (0.0, 0.0)):
        nodes = {0: LatLon(lat, lon), 1: LatLon(lat + 0.01, lon)}
        roads = some_roads(nodes, [Road(0, 1)])
        assert RoadNetwork(roads).snap(LatLon(lat + 0.004, lon)).share == pytest.approx(0.4, abs=1e-6)
