from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.roads.network import RoadNetwork
from console.errors import NoRoute
from console.geo import LatLon, between
from console.model.roads import USUAL, Conditions, Roads, Slowing, Turn
from tests.unit.builders_district import Road, spot
from tests.unit.builders_roads import NEVER, SEARCHES, Oracle, a_network, arc, nets, places_on, snapped, some_roads

# A crossing (1) with four arms: west 0, east 2 (60 s), north 3, south 4 (80 s), and a way from 2 round by 5 to 3.
CROSS = {0: spot(-500), 1: spot(0), 2: spot(600), 3: spot(0, 500), 4: spot(0, -800), 5: spot(500, 500)}
ARMS = [Road(0, 1), Road(1, 2), Road(1, 3), Road(1, 4), Road(3, 5), Road(5, 2)]


def crossing(*turns: tuple[tuple[int, ...], bool]) -> Roads:
    """The crossing with restrictions given as (nodes along the way, only)."""
    plain = some_roads(CROSS, ARMS)
    ways = [tuple(arc(plain, u, v) for u, v in itertools.pairwise(nodes)) for nodes, _ in turns]
    return some_roads(CROSS, ARMS, [Turn(way, only) for way, (_, only) in zip(ways, turns, strict=True)])


def trip(roads: Roads, start: LatLon, end: LatLon, search: str, *, emergency: bool = False) -> tuple[int, ...]:
    """Rounded seconds, then the nodes of the way."""
    network = a_network(roads, search)
    seconds, route = network.way(start, network.towards(end, emergency=emergency))
    assert network.seconds_from(network.starts([start], emergency=emergency), network.towards(
        end, emergency=emergency
    )).tolist() == [seconds]  # fmt: skip
    return round(seconds), *route


@pytest.mark.parametrize("search", SEARCHES)
def test_where_turning_left_is_forbidden_one_drives_round_the_block(search: str) -> None:
    roads = crossing(((0, 1, 3), False))
    assert trip(roads, CROSS[0], CROSS[3], search) == (211, 0, 1, 2, 5, 3)
    assert trip(roads, CROSS[0], CROSS[2], search) == (110, 0, 1, 2)
    assert trip(roads, CROSS[4], CROSS[3], search) == (130, 4, 1, 3)


@pytest.mark.parametrize("search", SEARCHES)
def test_only_straight_on_forbids_every_other_way_on(search: str) -> None:
    roads = crossing(((0, 1, 2), True))
    assert trip(roads, CROSS[0], CROSS[2], search) == (110, 0, 1, 2)
    assert trip(roads, CROSS[0], CROSS[3], search) == (211, 0, 1, 2, 5, 3)
    assert trip(roads, CROSS[0], CROSS[4], search) == (250, 0, 1, 2, 1, 4)
    assert trip(roads, CROSS[3], CROSS[4], search) == (130, 3, 1, 4)


@pytest.mark.parametrize("search", SEARCHES)
def test_where_turning_round_is_forbidden_one_turns_at_the_next_crossing(search: str) -> None:
    """South of the crossing, driving north, wanting back: the team may not turn round at it."""
    square = {0: spot(0), 1: spot(0, 500), 2: spot(0, 700)}
    plain = some_roads(square, [Road(0, 1, one_way=True), Road(1, 0, one_way=True, road="back"), Road(1, 2)])
    free = trip(plain, spot(0, 250), square[0], search)
    assert free == (75, 1, 0)
    no_u = Turn((arc(plain, 0, 1), arc(plain, 1, 0)))
    held = Roads.of(plain.nodes, plain.edges, [no_u])
    assert trip(held, spot(0, 250), square[0], search) == (115, 1, 2, 1, 0)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_restriction_over_a_road_between_holds_only_for_who_came_from_its_beginning(search: str) -> None:
    """From 0 by the road 1-2 to 3 is forbidden; from 4 by the same road it is not."""
    nodes = {0: spot(-500), 1: spot(0), 2: spot(200), 3: spot(200, 500), 4: spot(0, -500), 5: spot(700)}
    plain = some_roads(nodes, [Road(0, 1), Road(1, 2), Road(2, 3), Road(4, 1), Road(2, 5), Road(5, 3)])
    held = Roads.of(plain.nodes, plain.edges, [Turn((arc(plain, 0, 1), arc(plain, 1, 2), arc(plain, 2, 3)))])
    assert trip(plain, nodes[0], nodes[3], search) == (120, 0, 1, 2, 3)
    assert trip(held, nodes[0], nodes[3], search)[:1] > (120,)
    assert trip(held, nodes[4], nodes[3], search) == (120, 4, 1, 2, 3)
    assert trip(held, between(nodes[1], nodes[2], 0.5), nodes[3], search) == (60, 2, 3)
    assert trip(held, nodes[0], nodes[5], search) == (120, 0, 1, 2, 5)


@pytest.mark.parametrize("search", SEARCHES)
def test_restrictions_that_overlap_all_hold(search: str) -> None:
    """From 0 by 1-2 to 3 is forbidden, and from 1 by 2 to 5 as well: who comes from 0 may do neither."""
    nodes = {0: spot(-500), 1: spot(0), 2: spot(200), 3: spot(200, 500), 5: spot(200, -500), 6: spot(900)}
    plain = some_roads(nodes, [Road(0, 1), Road(1, 2, one_way=True), Road(2, 3), Road(2, 5), Road(2, 6)])
    chain = Turn((arc(plain, 0, 1), arc(plain, 1, 2), arc(plain, 2, 3)))
    held = replace(plain, turns=(chain, Turn((arc(plain, 1, 2), arc(plain, 2, 5)))))
    for start, end, wanted in (
        (0, 3, (50 + 20 + 70 + 70 + 50, 0, 1, 2, 6, 2, 3)),
        (0, 5, (50 + 20 + 70 + 70 + 50, 0, 1, 2, 6, 2, 5)),
        (1, 3, (70, 1, 2, 3)),
        (1, 5, (20 + 50 + 50 + 50, 1, 2, 3, 2, 5)),
    ):
        assert trip(held, nodes[start], nodes[end], search) == wanted


@pytest.mark.parametrize("search", SEARCHES)
def test_a_closure_behind_a_restricted_crossing_holds_for_whoever_came_that_way(search: str) -> None:
    roads = crossing(((0, 1, 3), False), ((0, 1, 4), False))
    network = a_network(roads, search)
    shut, slow = Conditions(frozenset({"R1-2"})), Conditions(slowed=(Slowing("s", 0.5, roads=("R1-2",)),))
    for conditions, wanted in ((USUAL, 110), (shut, None), (slow, 170), (USUAL, 110)):
        reach = network.towards(CROSS[2], conditions)
        start = network.starts([CROSS[0]], conditions)
        if wanted is None:
            assert network.seconds_from(start, reach).tolist() == [NEVER]
        else:
            assert network.way(CROSS[0], reach) == (pytest.approx(wanted, abs=0.1), (0, 1, 2))


@pytest.mark.parametrize("search", SEARCHES)
def test_an_emergency_vehicle_turns_where_others_may_not(search: str) -> None:
    roads = crossing(((0, 1, 3), False), ((4, 1, 2), True))
    assert trip(roads, CROSS[0], CROSS[3], search, emergency=True) == (100, 0, 1, 3)
    assert trip(roads, CROSS[4], CROSS[3], search, emergency=True) == (130, 4, 1, 3)
    assert trip(roads, CROSS[4], CROSS[3], search) == (241, 4, 1, 2, 5, 3)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_team_in_the_middle_of_the_road_before_the_crossing_obeys_too(search: str) -> None:
    roads = crossing(((0, 1, 3), False))
    assert trip(roads, spot(-250), CROSS[3], search) == (186, 1, 2, 5, 3)
    assert trip(roads, spot(0), CROSS[3], search) == (50, 1, 3)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_place_on_the_road_behind_the_crossing_is_not_reached_by_the_forbidden_turn(search: str) -> None:
    roads = crossing(((0, 1, 3), False))
    assert trip(roads, CROSS[0], spot(0, 250), search) == (195, 0, 1, 2, 1)
    assert trip(roads, CROSS[4], spot(0, 250), search) == (105, 4, 1)
    assert trip(roads, CROSS[0], spot(0, 0), search) == (50, 0, 1)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_crossing_where_every_way_on_is_forbidden_is_the_end_for_who_comes_that_way(search: str) -> None:
    roads = crossing(*(((0, 1, on), False) for on in (0, 2, 3, 4)))
    network = a_network(roads, search)
    for end in (CROSS[2], CROSS[3], CROSS[4]):
        with pytest.raises(NoRoute):
            network.way(CROSS[0], network.towards(end))
        assert network.seconds_from(network.starts([CROSS[0]]), network.towards(end)).tolist() == [NEVER]
    assert trip(roads, CROSS[0], CROSS[1], search) == (50, 0, 1)


@pytest.mark.parametrize(
    ("arcs", "said"), [((0,), "two or more"), ((0, 99), "known arcs"), ((0, -1), "known arcs"), ((0, 8), "follow")]
)
def test_a_restriction_that_makes_no_sense_is_refused(arcs: tuple[int, ...], said: str) -> None:
    plain = some_roads(CROSS, ARMS)
    with pytest.raises(ValueError, match=said):
        RoadNetwork(Roads.of(plain.nodes, plain.edges, [Turn(arcs)]))


def by_the_block(*turns: tuple[tuple[int, ...], bool], one_stretch: bool = True) -> Roads:
    """A road 0-1 to a crossing with an arm north (3) and one east bending at 5 and 6, 20 m each, up to 2."""
    nodes = {0: spot(-500), 1: spot(0), 5: spot(20), 6: spot(40), 2: spot(540), 3: spot(0, 500)}
    names = ("east", "east", "east") if one_stretch else ("a", "b", "c")
    arms = [Road(1, 5, road=names[0]), Road(5, 6, road=names[1]), Road(6, 2, road=names[2])]
    plain = some_roads(nodes, [Road(0, 1), Road(1, 3), *arms])
    ways = [tuple(arc(plain, u, v) for u, v in itertools.pairwise(way)) for way, _ in turns]
    return replace(plain, turns=tuple(Turn(way, only) for way, (_, only) in zip(ways, turns, strict=True)))


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("turn", [((0, 1, 3), False), ((0, 1, 5), True)])
def test_a_restriction_is_not_dodged_by_turning_round_where_the_next_road_bends(
    turn: tuple[tuple[int, ...], bool], search: str
) -> None:
    """Not 20 m behind the crossing, where the road only bends: at its end, where it meets others or stops."""
    roads = by_the_block(turn)
    assert trip(roads, spot(-500), spot(0, 500), search) == (50 + 54 + 54 + 50, 0, 1, 5, 6, 2, 6, 5, 1, 3)
    assert trip(roads, spot(-500), spot(30), search)[:1] == (53,)
    assert trip(roads, spot(-500), spot(0, 500), search, emergency=True) == (100, 0, 1, 3)
    separate = by_the_block(turn, one_stretch=False)
    assert trip(separate, spot(-500), spot(0, 500), search) == (50 + 2 + 2 + 50, 0, 1, 5, 1, 3)


# -- against an oracle that checks each restriction along the way by itself ------------------------------------


@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=50, deadline=None)
@given(st.data())
def test_every_trip_takes_as_long_as_the_fastest_way_that_breaks_no_restriction(
    search: str, data: st.DataObject
) -> None:
    roads, emergency = data.draw(nets()), data.draw(st.sampled_from([False, False, True]))
    network, oracle = a_network(roads, search), Oracle(roads, emergency=emergency)
    places = data.draw(st.lists(places_on(roads), min_size=4, max_size=6))
    targets = [place for place in places[:2] if snapped(network, place, USUAL, emergency)]
    starts = network.starts(places, emergency=emergency)
    for target in targets:
        reach = network.towards(target, USUAL, 1e6, emergency)
        found = network.seconds_from(starts, reach)
        for row, place in enumerate(places):
            start = snapped(network, place, USUAL, emergency)
            wanted = oracle.ms(start, reach.target) if start else NEVER
            assert found[row] == wanted / 1000.0
            if wanted == NEVER:
                with pytest.raises(NoRoute):
                    network.way(place, reach)
            else:
                taken, route = network.way(place, reach)
                assert taken == found[row]
                assert start is not None
                assert oracle.ms(start, reach.target, [roads.index[node] for node in route]) == wanted


@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_roads_are_reached_from_places_as_soon_as_the_restrictions_allow(search: str, data: st.DataObject) -> None:
    roads = data.draw(nets())
    network, oracle = a_network(roads, search), Oracle(roads)
    late = st.sampled_from([0.0, 12.345, 60.0])
    places = data.draw(st.lists(st.tuples(places_on(roads), late), min_size=1, max_size=3))
    reached = network.away_from(places, horizon_s=3600).node_seconds
    crossings = [network.snap(at) if snapped(network, at) else None for at in roads.nodes.values()]
    starts = [(snapped(network, place), delay) for place, delay in places]
    for node, target in enumerate(crossings):
        if target is None or target.crossing != node or target.walk_ms:
            continue  # no road for everybody ends here, or another node lies on the spot
        ways = [oracle.ms(start, target) + np.ceil(delay * 1000) for start, delay in starts if start]
        wanted = min(ways, default=NEVER)
        assert reached[node] == (wanted / 1000.0 if wanted <= 3_600_000 else NEVER)
