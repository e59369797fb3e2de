from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.cover.tables import changed_arcs, grid_table
from console.dispatch.cover.within import Times, share, shares
from console.dispatch.roads.network import RoadNetwork
from console.errors import NoRoute
from console.geo import LatLon
from console.model.roads import USUAL, Conditions, Slowing
from tests.unit.builders_district import Road, a_district, spot
from tests.unit.builders_roads import conditions_on, nets, places_on

# -- the table ------------------------------------------------------------------------------------------------------


def asked_one_by_one(
    network: RoadNetwork, teams: list[LatLon], late: np.ndarray, grids: list[LatLon], rest: tuple[Conditions, bool]
) -> np.ndarray:
    """The same from one search per grid."""
    found = np.full((len(teams), len(grids)), np.inf)
    for g, centre in enumerate(grids):
        try:
            reach = network.towards(centre, rest[0], 300, rest[1])
        except NoRoute:
            continue
        found[:, g] = network.seconds_from(network.starts(teams, *rest), reach) + late
    return np.where(found > 300, np.inf, found)


@settings(max_examples=40)
@given(st.data())
def test_the_table_gives_the_times_that_a_search_for_each_grid_gives_whatever_roads_close_or_slow(
    data: st.DataObject,
) -> None:
    """The second and third table are repaired from the one before; all must be as if made afresh."""
    roads = data.draw(nets())
    network, emergency = RoadNetwork(roads), data.draw(st.booleans())
    teams = data.draw(st.lists(places_on(roads), min_size=1, max_size=4))
    grids = data.draw(st.lists(places_on(roads), min_size=1, max_size=4))
    late = np.array(data.draw(st.lists(st.integers(0, 200), min_size=len(teams), max_size=len(teams))))
    for _ in range(3):
        conditions = data.draw(conditions_on(roads))
        table = grid_table(network, tuple(grids), conditions, emergency)
        starts = network.starts(teams, conditions, emergency)
        wanted = asked_one_by_one(network, teams, late, grids, (conditions, emergency))
        assert table.times(starts, late).matrix() == pytest.approx(wanted, abs=1e-6)
        fresh = grid_table(RoadNetwork(roads), tuple(grids), conditions, emergency)
        for mine, new in zip(table.columns, fresh.columns, strict=True):
            assert (mine.target, mine.nodes.tolist(), mine.ms.tolist()) == (
                new.target, new.nodes.tolist(), new.ms.tolist(),
            )  # fmt: skip


def two_streets() -> RoadNetwork:
    """Two streets 3 km apart that do not meet."""
    nodes = {0: spot(0), 1: spot(500), 2: spot(1000), 3: spot(0, 3000), 4: spot(500, 3000), 5: spot(1000, 3000)}
    return RoadNetwork(a_district(nodes, [Road(0, 1), Road(1, 2), Road(3, 4), Road(4, 5)]).roads)


def test_a_closure_renews_only_the_grids_whose_ways_it_touches() -> None:
    network, grids = two_streets(), (spot(200), spot(200, 3000), spot(0, 9000))
    before = grid_table(network, grids, USUAL, False)
    after = grid_table(network, grids, Conditions(frozenset({"R1-2"})), False)
    assert [a is b for a, b in zip(before.columns, after.columns, strict=True)] == [False, True, True]
    assert grid_table(network, grids, USUAL, False) is before


def test_the_table_of_places_far_from_all_roads_is_empty() -> None:
    network = two_streets()
    times = grid_table(network, (spot(0, 9000),), USUAL, False).times(network.starts([spot(0)]), np.array([0]))
    assert not np.isfinite(times.matrix()).any()


def test_arcs_change_with_closures_and_with_slowings_that_come_or_go() -> None:
    roads = two_streets().roads
    slow = Slowing("s", 0.5, roads=("R0-1",))
    before, after = Conditions(frozenset({"R1-2"}), (slow,)), Conditions(frozenset({"R1-2", "R3-4"}), (slow,))
    named = {roads.stretches[roads.stretch[arc]].road for arc in changed_arcs(roads, before, after)}
    assert named == {"R3-4"}
    ended = replace(after, slowed=())
    assert {roads.stretches[roads.stretch[a]].road for a in changed_arcs(roads, after, ended)} == {"R0-1"}
    assert not len(changed_arcs(roads, after, after))


# -- the arithmetic ---------------------------------------------------------------------------------------------------

INF = np.inf
MATRICES = st.tuples(st.integers(1, 6), st.integers(1, 8)).flatmap(
    lambda size: st.lists(
        st.lists(st.sampled_from([20.0, 60.0, 170.0, 180.0, 181.0, 299.0, INF]), min_size=size[1], max_size=size[1]),
        min_size=size[0], max_size=size[0],
    )
)  # fmt: skip


def times_of(rows: list[list[float]]) -> Times:
    matrix = np.array(rows)
    team, grid = np.nonzero(np.isfinite(matrix))
    return Times(team, grid, matrix[team, grid], *matrix.shape)


@given(MATRICES, st.data())
def test_counts_losses_and_what_only_one_team_reaches_follow_from_the_matrix(
    rows: list[list[float]], data: st.DataObject
) -> None:
    matrix, times = np.array(rows), times_of(rows)
    weights = np.arange(1.0, matrix.shape[1] + 1)
    gone = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1))))
    within, held = times.within(180), matrix <= 180
    assert within.counts.tolist() == held.sum(axis=0).tolist()
    assert within.counts_without(gone).tolist() == np.delete(held, gone, axis=0).sum(axis=0).tolist()
    for team in range(len(rows)):
        alone = held[team] & (held.sum(axis=0) == 1)
        assert within.only(team).tolist() == np.flatnonzero(alone).tolist()
        assert within.losses(weights)[team] == weights[alone].sum()
    stay = np.setdiff1d(np.arange(len(rows)), gone)
    assert times.among(stay).matrix() == pytest.approx(matrix[stay])


def test_shares_are_told_for_one_three_and_five_minutes_of_grids_and_of_demand() -> None:
    found = shares(times_of([[60.0, 180.0, 181.0, INF]]), np.array([1.0, 1.0, 6.0, 2.0]))
    assert [(s.minutes, s.grids, s.demand) for s in found] == [(1, 0.25, 0.1), (3, 0.5, 0.2), (5, 0.75, 0.8)]


def test_where_nothing_is_expected_no_share_of_it_is_covered() -> None:
    assert share(np.array([0]), np.zeros(3)) == 0.0
