"""The searches themselves: the soonest few, what is reached from many places, and the compiled search's own ways."""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.roads import compiled, compiling, fast
from console.dispatch.roads.between import joined
from console.dispatch.roads.graph import as_graph, as_roads
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roads.plain import PlainSearch
from console.dispatch.roads.reach import Table
from console.errors import NoRoute
from console.geo import LatLon
from console.model.roads import USUAL, Conditions, Roads, Slowing, Turn
from tests.unit.builders_district import Road, one_street, spot
from tests.unit.builders_roads import SEARCHES, a_network, conditions_on, nets, places_on, snapped, some_roads
from tests.unit.district_builders import demo

STREET = one_street().roads
EVERY_50_M = [spot(50.0 * n) for n in range(-60, 61)]


def a_grid(size: int) -> Roads:
    """``size`` × ``size`` crossings 100 m apart at 36 km/h, two-way."""
    nodes = {size * x + y: spot(100.0 * x, 100.0 * y) for x in range(size) for y in range(size)}
    east = [Road(n, n + size) for n in nodes if n + size in nodes]
    return some_roads(nodes, [*east, *(Road(n, n + 1) for n in nodes if (n + 1) % size)])


# -- the soonest few --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_soonest_few_are_the_first_of_all_in_order(search: str, data: st.DataObject) -> None:
    roads, emergency = data.draw(nets()), data.draw(st.booleans())
    conditions = data.draw(conditions_on(roads))
    network = a_network(roads, search)
    places = data.draw(st.lists(places_on(roads), min_size=2, max_size=8))
    if not snapped(network, places[0], conditions, emergency):
        return
    horizon_s, count = data.draw(st.sampled_from([0.0, 20.0, 90.5, 3600.0])), data.draw(st.integers(0, 9))
    starts = network.starts(places, conditions, emergency)
    every = network.seconds_from(starts, network.towards(places[0], conditions, horizon_s, emergency)).tolist()
    wanted = sorted((s, i) for i, s in enumerate(every) if s < math.inf)[:count]
    rows, seconds, radius = network.nearest(places[0], starts, count, conditions, horizon_s, emergency)
    assert list(zip(seconds.tolist(), rows.tolist(), strict=True)) == wanted
    others = [s for i, s in enumerate(every) if i not in rows.tolist()]
    assert all(s >= radius for s in others)
    assert radius == (0.0 if not count else wanted[-1][0] if len(wanted) == count else horizon_s)


@pytest.mark.parametrize("search", SEARCHES)
def test_of_starts_just_as_soon_the_first_ones_are_listed(search: str) -> None:
    network = a_network(a_grid(5), search)
    corner = [spot(0, 0), spot(400, 0), spot(0, 400), spot(400, 400)]
    around = [*corner, spot(200, 0), *corner]
    rows, seconds, radius = network.nearest(spot(200, 200), network.starts(around), 4)
    assert rows.tolist() == [4, 0, 1, 2]
    assert seconds == pytest.approx([20, 40, 40, 40], abs=0.1)
    assert radius == seconds[-1]


@pytest.mark.parametrize("search", SEARCHES)
def test_other_starts_and_other_roads_are_asked_about_in_turn(search: str) -> None:
    network = a_network(STREET, search)
    west, east = network.starts(EVERY_50_M[:60]), network.starts(EVERY_50_M[60:])
    for conditions in (USUAL, Conditions(frozenset({"R0-1"})), USUAL):
        for starts, first in ((west, EVERY_50_M[59]), (east, EVERY_50_M[60]), (west, EVERY_50_M[59])):
            (row, *_), _, _ = network.nearest(spot(0), starts, 3, conditions)
            assert starts.places[row] == first
            assert row in (0, 59)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_starts_carried_over_from_other_closures_are_those_made_anew(data: st.DataObject) -> None:
    roads, emergency = data.draw(nets()), data.draw(st.booleans())
    places = data.draw(st.lists(places_on(roads), min_size=1, max_size=8))
    headings = data.draw(st.lists(st.none() | st.floats(0, 360), min_size=len(places), max_size=len(places)))
    used = a_network(roads)
    slow, names = data.draw(conditions_on(roads)), [stretch.road for stretch in roads.stretches]
    starts = used.starts(places, slow, emergency, headings)
    for _ in range(6):
        conditions = replace(slow, closed=data.draw(st.frozensets(st.sampled_from(names), max_size=len(names) // 2)))
        carried = used._under(starts, conditions, used._key(emergency))
        anew = a_network(roads).starts(places, conditions, emergency, headings)
        for name in ("piece", "share", "onward_ms", "backward_ms", "walk_ms", "node", "ms"):
            there = anew.piece >= 0
            assert getattr(carried, name)[there].tolist() == getattr(anew, name)[there].tolist(), name
        assert carried.piece.tolist() == anew.piece.tolist()


def test_starts_are_not_made_again_for_conditions_they_were_made_for(monkeypatch: pytest.MonkeyPatch) -> None:
    network = a_network(a_grid(6))
    every = [Conditions(frozenset({s.road})) for s in network.roads.stretches[:9]]
    starts = [network.starts([spot(250, 100)], conditions) for conditions in every]
    reaches = [network.towards(spot(0, 0), conditions) for conditions in every]
    monkeypatch.setattr(type(network._layer(False)), "starts", lambda *_: pytest.fail("made again"))
    for made, reach, conditions in zip(starts, reaches, every, strict=True):
        network.seconds_from(made, reach)
        network.seconds_to(spot(0, 0), made, conditions)
        network.nearest(spot(0, 0), made, 1, conditions)


@pytest.mark.parametrize("search", SEARCHES)
def test_the_seconds_of_all_in_one_go_are_those_of_a_reach(search: str) -> None:
    roads = a_grid(6)
    network, every = a_network(roads, search), list(roads.nodes.values())
    starts = network.starts([*every, spot(230, 100), spot(270, 100), spot(5000, 5000)])
    for conditions in (USUAL, Conditions(frozenset({"R0-1", "R2-8"}))):
        for place in (spot(250, 100), spot(0, 0), spot(310, 420)):
            for horizon_s in (5.0, 31.0, 3600.0):
                reach = network.towards(place, conditions, horizon_s)
                found = network.seconds_to(place, starts, conditions, horizon_s)
                assert found.tolist() == network.seconds_from(starts, reach).tolist()


@pytest.mark.parametrize("room", [2, 4096])
@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_many_places_at_once_are_answered_like_one_after_the_other(search: str, room: int, data: st.DataObject) -> None:
    roads, emergency = data.draw(nets()), data.draw(st.booleans())
    conditions = data.draw(conditions_on(roads))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "_ROOM", room)
        network = a_network(roads, search)
    starts = network.starts(data.draw(st.lists(places_on(roads), max_size=8)), conditions, emergency)
    places = [*data.draw(st.lists(places_on(roads), max_size=6)), spot(90_000, 0)]
    horizons = data.draw(
        st.lists(st.sampled_from([0.0, 20.0, 90.5, 3600.0]), min_size=len(places), max_size=len(places))
    )

    def alone(place: LatLon, horizon_s: float) -> list[float] | None:
        try:
            return network.seconds_to(place, starts, conditions, horizon_s, emergency).tolist()
        except NoRoute:
            return None

    found = network.seconds_to_each(places, starts, conditions, horizons, emergency)
    assert [None if row is None else row.tolist() for row in found] == list(map(alone, places, horizons))
    assert found[-1] is None, "no road leads there"


@pytest.mark.parametrize("search", SEARCHES)
def test_what_takes_exactly_as_long_as_the_horizon_is_within_it(search: str) -> None:
    nodes = {n: spot(500.0 * n) for n in range(4)}
    network = a_network(some_roads(nodes, [Road(n, n + 1, length_m=500.0) for n in range(3)]), search)
    starts = network.starts(list(nodes.values()))
    for horizon_s, within in ((100.0, [0, 1, 2]), (99.999, [0, 1]), (0.0, [0]), (-5.0, [0])):
        reach = network.towards(nodes[0], horizon_s=horizon_s)
        assert list(reach.seconds) == within
        assert np.flatnonzero(network.seconds_from(starts, reach) < math.inf).tolist() == within
        assert network.nearest(nodes[0], starts, 9, horizon_s=horizon_s)[0].tolist() == within
        assert list(network.away_from([(nodes[0], 0.0)], horizon_s=horizon_s).seconds) == within
        assert list(network.away_from([(nodes[0], 50.0)], horizon_s=horizon_s).seconds) == within[:-1]


# -- the compiled search ----------------------------------------------------------------------------------------


def test_both_searches_give_the_same_answers_on_the_demo_district() -> None:
    roads = demo().roads
    plain, quick = a_network(roads), a_network(roads, "compiled")
    nodes = list(roads.nodes.values())
    middle = nodes[len(nodes) // 2]
    ring = tuple(LatLon(middle.lat + y, middle.lon + x) for y, x in ((-0.01, -0.01), (-0.01, 0.01), (0.01, 0.01)))
    cases = (
        USUAL,
        Conditions(frozenset(s.road for s in roads.stretches[::40])),
        Conditions(frozenset(), (Slowing("a", 0.4, area=ring), Slowing("b", 0.7, road_classes=("primary",)))),
    )
    reached = 0
    for conditions, place in itertools.product(cases, nodes[::150]):
        try:
            found = [net.towards(place, conditions, 900) for net in (plain, quick)]
        except NoRoute:
            continue
        assert found[0].seconds == found[1].seconds
        starts = [net.starts(nodes[::7], conditions) for net in (plain, quick)]
        near = [net.nearest(place, s, 12, conditions) for net, s in zip((plain, quick), starts, strict=True)]
        assert [n.tolist() for n in near[0][:2]] == [n.tolist() for n in near[1][:2]]
        for start in nodes[::90]:
            ways = []
            for net, reach in zip((plain, quick), found, strict=True):
                try:
                    ways.append(net.way(start, reach))
                except NoRoute:
                    ways.append((math.inf, ()))
            assert ways[0] == ways[1]
            reached += ways[0][0] < math.inf
    assert reached > 100


def test_a_search_that_needs_more_room_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "_ROOM", 1)
    roads = a_grid(12)
    small, plain = a_network(roads, "compiled"), a_network(roads)
    every = list(roads.nodes.values())
    near = [net.nearest(spot(550, 510), net.starts(every), 40)[1].tolist() for net in (small, plain)]
    assert near[0] == near[1]
    assert small.towards(spot(550, 550)).seconds == plain.towards(spot(550, 550)).seconds
    seeds = a_network(roads, "compiled").away_from([(place, 0.0) for place in every])
    assert set(seeds.node_seconds.tolist()) == {0.0}


def test_searches_whose_numbers_have_run_out_begin_again() -> None:
    network = a_network(a_grid(6), "compiled")
    search = network._layer(False).search
    assert isinstance(search, fast.FastSearch)
    starts = network.starts([spot(0, 100.0 * n) for n in range(6)])
    asked = [lambda: network.nearest(spot(510, 260), starts, 2), lambda: network.nearest(spot(0, 210), starts, 2)]
    first = [ask()[1].tolist() for ask in asked]
    search._back[-1, 1] = 2**31 - 3
    assert [ask()[1].tolist() for ask in (*asked, *asked)] == [*first, *first]
    assert search._back[-1, 1] < 10
    network.nearest(spot(0, 0), network.starts([spot(500)]), 1)
    assert (search._back[:, 3] >= 0).sum() == 1, "who was asked about before hangs on no node any more"


def test_warming_up_changes_no_answer_and_may_be_done_twice() -> None:
    network = RoadNetwork(STREET)
    reach = network.towards(spot(230))
    starts = network.starts(EVERY_50_M)
    before = network.seconds_from(starts, reach).tolist(), network.way(spot(-1000), reach)
    assert isinstance(network._layer(False).search, PlainSearch)
    network.warm()
    quick = network._layer(False).search
    network.warm()
    assert network._layer(False).search is quick
    assert (network.seconds_from(starts, reach).tolist(), network.way(spot(-1000), reach)) == before
    empty = RoadNetwork(some_roads({}, []))
    empty.warm()
    with pytest.raises(NoRoute):
        empty.towards(spot(0))
    assert empty.starts([spot(0)]).found.tolist() == [False]
    assert empty.away_from([(spot(0), 0.0)]).seconds == {}


@pytest.mark.parametrize("search", SEARCHES)
def test_threads_asking_about_different_roads_do_not_disturb_each_other(search: str) -> None:
    roads = a_grid(8)
    network = RoadNetwork(roads) if search == "scipy" else a_network(roads, search)
    cases = [Conditions(frozenset(s.road for s in roads.stretches[n::9])) for n in range(8)]
    places = [spot(100.0 * n, 30.0 * n) for n in range(8)]

    def ask(net: RoadNetwork, n: int) -> list[object]:
        conditions, place = cases[n % 8], places[n // 8 % 8]
        starts = net.starts(places, conditions)
        reach = net.towards(place, conditions, 600 + n)
        return [net.seconds_from(starts, reach).tolist(), net.nearest(place, starts, 3, conditions)[1].tolist()]

    alone = [ask(RoadNetwork(roads), n) for n in range(64)]
    with ThreadPoolExecutor(4) as pool:
        if search == "scipy":
            pool.submit(network.warm)  # the compiled search takes over in the middle
        assert list(pool.map(lambda n: ask(network, n), [*range(64), *range(64)])) == [*alone, *alone]


# -- compiled code that cannot be kept or read --------------------------------------------------------------------


def test_kernels_compile_where_no_folder_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from numba.core import caching

    monkeypatch.setattr(caching.CompileResultCacheImpl, "_locator_classes", [])
    monkeypatch.setattr(compiling, "_KERNELS", [])

    def twice(value: int) -> int:
        return 2 * value

    assert compiling.compiled(twice)(21) == 42


@pytest.mark.parametrize("damage", [OSError("disk full"), EOFError(), ValueError("garbage"), ModuleNotFoundError()])
def test_kept_kernels_that_are_damaged_are_compiled_again(damage: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    class Kept:
        used = True

        def disable(self) -> None:
            self.used = False

    kept = Kept()
    monkeypatch.setattr(compiling, "_KERNELS", [type("Kernel", (), {"_cache": kept})()])
    runs: list[bool] = []

    def run() -> None:
        runs.append(kept.used)
        if kept.used:
            raise damage

    compiling.trying(run)
    assert runs == [True, False]


def test_neither_numba_nor_scipy_nor_networkx_is_loaded_before_it_is_needed() -> None:
    """``--help`` and every short command wait for what this imports."""
    heavy = "numba", "scipy", "networkx"
    code = f"import sys, console.dispatch.roads.network; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# -- small parts ------------------------------------------------------------------------------------------------


def test_nodes_near_each_other_on_the_map_are_near_each_other_in_memory() -> None:
    side = 64
    x, y = (axis.ravel().astype(float) for axis in np.meshgrid(np.arange(side), np.arange(side)))
    order = np.argsort(compiled._hilbert(x, y))
    steps = np.abs(np.diff(x[order])) + np.abs(np.diff(y[order]))
    assert len(set(compiled._hilbert(x, y).tolist())) == side * side
    assert steps.tolist() == [1.0] * (side * side - 1)


@given(st.dictionaries(st.integers(0, 39), st.integers(0, 10**9)), st.permutations(range(-1, 40)))
def test_times_are_the_same_in_both_forms_of_a_table(times: dict[int, int], asked: list[int]) -> None:
    nodes, ms = (np.array(column, np.int32) for column in (sorted(times), [times[n] for n in sorted(times)]))
    tables = [Table.of(nodes, ms, count) for count in (40, 4000)]
    wanted = [times.get(node, 2**31 - 1) for node in asked]
    for table in tables:
        assert table.at(np.array(asked, np.int32)).tolist() == wanted
        assert [table.one(node) for node in range(40)] == [times.get(node, 2**31 - 1) for node in range(40)]
        assert [part.tolist() for part in table.known()] == [sorted(times), [times[n] for n in sorted(times)]]


@settings(max_examples=25, deadline=None)
@given(nets())
def test_roads_come_back_from_the_networkx_model_as_they_were(roads: Roads) -> None:
    back = as_roads(as_graph(roads, emergency=True)), as_roads(as_graph(roads))
    assert list(back[0].edges) == list(roads.edges)
    assert list(back[1].edges) == [edge for edge in roads.edges if not edge.emergency_only]
    assert back[0].nodes == back[1].nodes == roads.nodes
    graph = as_graph(roads, emergency=True)
    graph.graph["turns"] = roads.turns
    assert as_roads(graph).turns == roads.turns


def test_a_road_taken_out_of_the_networkx_model_takes_its_restrictions_with_it() -> None:
    plain = some_roads({n: spot(500.0 * n) for n in range(4)}, [Road(0, 1), Road(1, 2), Road(2, 3)])
    graph = as_graph(Roads.of(plain.nodes, plain.edges, [Turn((0, 2)), Turn((3, 1)), Turn((2, 4), only=True)]))
    graph.remove_edge(0, 1)
    edited = as_roads(graph)
    assert [(e.u, e.v) for e in edited.edges] == [(1, 0), (1, 2), (2, 1), (2, 3), (3, 2)]
    assert edited.turns == (Turn((2, 0)), Turn((1, 3), only=True))
    network = RoadNetwork(edited)
    with pytest.raises(NoRoute):
        network.way(spot(0), network.towards(spot(1500)))


def test_the_stretch_between_two_nodes_is_the_fastest_that_joins_them() -> None:
    roads = [Road(0, 1, 18.0, road="slow"), Road(0, 1, 36.0, road="fast"), Road(1, 2, one_way=True)]
    network = RoadNetwork(some_roads({0: spot(0), 1: spot(500), 2: spot(1000)}, roads))
    assert network.road_between(0, 1) == network.road_between(1, 0) == "fast"
    assert (network.road_between(1, 2), network.road_between(2, 1), network.road_between(0, 99)) == ("R1-2", "", "")


def test_routes_in_a_row_count_the_node_where_they_meet_once() -> None:
    assert joined((1, 2), (2, 3)) == (1, 2, 3)
    assert joined((1, 2), (3,)) == (1, 2, 3)
    assert joined((), (3,)) == (3,)


@given(st.data())
def test_where_teams_stand_after_some_have_moved_is_where_they_stand(data: st.DataObject) -> None:
    roads = data.draw(nets())
    used, somewhere = a_network(roads), places_on(roads)
    heading = st.none() | st.floats(0, 359)
    places = data.draw(st.lists(somewhere, min_size=4, max_size=8))
    headings = data.draw(st.lists(heading, min_size=len(places), max_size=len(places)))
    for _ in range(4):
        conditions, emergency = data.draw(conditions_on(roads)), data.draw(st.booleans())
        found = used.starts(places, conditions, emergency, headings)
        anew = a_network(roads).starts([LatLon(*place) for place in places], conditions, emergency, headings)
        for column in ("piece", "share", "onward_ms", "backward_ms", "walk_ms", "node", "ms", "displaced"):
            assert np.array_equal(getattr(found, column), getattr(anew, column)), column
        row = data.draw(st.integers(0, len(places) - 1))
        places, headings = list(places), list(headings)
        places[row], headings[row] = data.draw(somewhere), data.draw(heading)


@given(st.data())
def test_ways_on_from_fixed_places_take_as_long_as_any(data: st.DataObject) -> None:
    roads = data.draw(nets())
    network, somewhere = a_network(roads), places_on(roads)
    fixed = data.draw(st.lists(somewhere, min_size=1, max_size=4))
    for _ in range(3):
        place, conditions, emergency = data.draw(somewhere), data.draw(conditions_on(roads)), data.draw(st.booleans())
        starts = network.starts(fixed, conditions, emergency)
        try:
            expected = network.seconds_to(place, starts, conditions, emergency=emergency)
        except NoRoute:
            with pytest.raises(NoRoute):
                network.onward(fixed, place, conditions, emergency)
            continue
        assert network.onward(fixed, place, conditions, emergency).tolist() == expected.tolist()
