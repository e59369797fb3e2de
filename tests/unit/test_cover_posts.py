from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import combinations_with_replacement, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.cover import posts as model
from console.dispatch.cover.demand import demand_of, even_demand
from console.dispatch.cover.posts import BUSY_SHARE, PostPlan, busy_share, posts
from console.dispatch.cover.shift_posts import candidate_posts, shift_posts
from console.dispatch.roads.network import RoadNetwork
from console.model.places import District, Shift
from tests.unit.builders_district import Road, a_depot, a_district, a_grid, a_team, one_street, spot
from tests.unit.district_builders import demo

BUSY = st.sampled_from([0.0, 0.1, 0.3, 0.6, 0.9])


@st.composite
def choices(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    sites, grids = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    rows = st.lists(st.booleans(), min_size=grids, max_size=grids)
    reach = np.array(draw(st.lists(rows, min_size=sites, max_size=sites)))
    demand = np.array(draw(st.lists(st.integers(0, 20), min_size=grids, max_size=grids)), float)
    return reach, demand


def expected(standing: list[int], reach: np.ndarray, demand: np.ndarray, busy: float) -> float:
    """Daskin's expected cover, a grid at a time."""
    share = 0.0
    for g, cases in enumerate(demand):
        near = sum(bool(reach[site, g]) for site in standing)
        share += cases * sum((1 - busy) * busy**k for k in range(near))
    return share / demand.sum() if demand.sum() else 0.0


def names(reach: np.ndarray) -> tuple[str, ...]:
    return tuple(f"P{n}" for n in range(len(reach)))


def standing(plan: PostPlan) -> list[int]:
    return [int(post[1:]) for post, teams in plan.posts for _ in range(teams)]


@settings(max_examples=80)
@given(choices(), st.integers(1, 4), BUSY)
def test_small_plans_are_the_best_of_all(choice: tuple[np.ndarray, np.ndarray], teams: int, busy: float) -> None:
    reach, demand = choice
    plan = posts(names(reach), reach, demand, teams, busy)
    every = combinations_with_replacement(range(len(reach)), teams)
    assert plan.expected_cover == pytest.approx(max(expected(list(some), reach, demand, busy) for some in every))
    assert plan.expected_cover == pytest.approx(expected(standing(plan), reach, demand, busy))
    assert plan.gap == 0.0


@settings(max_examples=40)
@given(choices(), st.integers(1, 4), BUSY)
def test_large_plans_tell_a_gap_that_is_not_too_small(
    choice: tuple[np.ndarray, np.ndarray], teams: int, busy: float
) -> None:
    reach, demand = choice
    best = posts(names(reach), reach, demand, teams, busy).expected_cover
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "EXACT_UP_TO", 0)
        plan = posts(names(reach), reach, demand, teams, busy)
    assert plan.expected_cover <= best + 1e-9 <= plan.bound + 1e-6
    assert plan.expected_cover == pytest.approx(plan.bound * (1 - plan.gap), abs=1e-6)
    assert plan.expected_cover == pytest.approx(expected(standing(plan), reach, demand, busy))


def test_exchanging_betters_the_greedy_choice() -> None:
    """The middle post takes most at first, but two teams do better left and right of it."""
    reach = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], bool)
    demand = np.array([10.0, 11.0, 11.0, 10.0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "EXACT_UP_TO", 0)
        plan = posts(("left", "middle", "right"), reach, demand, 2, 0.0)
    assert plan.posts == (("left", 1), ("right", 1))
    assert plan.gap == 0.0


def test_a_busy_district_stands_its_teams_closer_together() -> None:
    reach, demand = np.array([[True, False], [False, True]]), np.array([10.0, 3.0])
    assert posts(("A", "B"), reach, demand, 2, 0.1).posts == (("A", 1), ("B", 1))
    assert posts(("A", "B"), reach, demand, 2, 0.5).posts == (("A", 2),)


def test_nothing_is_planned_without_teams_posts_or_demand() -> None:
    reach, demand = np.ones((1, 2), bool), np.ones(2)
    assert posts(("A",), reach, demand, 0).posts == ()
    assert posts((), reach[:0], demand, 3).posts == ()
    assert posts(("A",), reach, demand * 0, 3) == PostPlan((), 0.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="busy"):
        posts(("A",), reach, demand, 1, 1.0)


def test_the_busy_share_is_that_on_record() -> None:
    assert busy_share(900, 3600) == 0.25
    for bound_s, on_duty_s in ((0, 0), (10, 10), (-1, 10)):
        with pytest.raises(ValueError, match="record"):
            busy_share(bound_s, on_duty_s)


# -- of a district --------------------------------------------------------------------------------------------------

DAY, NIGHT = Shift(time(6), time(18)), Shift(time(18), time(6))


def a_long_street(*teams: object) -> District:
    """Grids 2 km apart on a street at 10 m/s: within three minutes of a post lies its own grid alone."""
    nodes = {n: spot(1000.0 * n) for n in range(7)}
    grids = [a_grid(f"G{n}", spot(2000.0 * n)) for n in range(4)]
    return a_district(nodes, [Road(a, b) for a, b in pairwise(nodes)], teams, [], grids)  # type: ignore[arg-type]


def test_the_teams_of_a_shift_stand_where_its_hours_have_most_cases() -> None:
    street = a_long_street(a_team("A", spot(0), shift=DAY), a_team("B", spot(0), shift=DAY))
    network, grids = RoadNetwork(street.roads), sorted(street.grids)
    past = [("G1", 9)] * 20 + [("G3", 9)] * 15 + [("G0", 23)] * 50
    candidates = [site for site in candidate_posts(street) if site.id in grids]
    plan = shift_posts(street, network, DAY, demand_of(grids, past, 30), candidates)
    assert plan.posts == (("G1", 1), ("G3", 1))
    assert shift_posts(street, network, NIGHT, demand_of(grids, past, 30), candidates).posts == ()


def test_what_teams_of_longer_shifts_catch_at_their_bases_is_not_asked_of_the_posts() -> None:
    stays = a_team("STATION", spot(2000))
    street = a_long_street(stays, a_team("A", spot(0), shift=DAY))
    network, demand = RoadNetwork(street.roads), demand_of(sorted(street.grids), [("G1", 9)] * 9 + [("G3", 9)] * 5, 30)
    candidates = candidate_posts(street)
    assert shift_posts(street, network, DAY, demand, candidates).posts == (("G3", 1),)
    alone = replace(street, teams={"A": street.teams["A"]})
    assert shift_posts(alone, network, DAY, demand, candidate_posts(alone)).posts == (("G1", 1),)


def test_every_base_depot_and_grid_centre_may_be_a_post_and_none_twice() -> None:
    teams = [a_team("A", spot(0)), a_team("B", spot(0))]
    street = one_street(teams, [a_depot("D", spot(500), {})], [a_grid("G1", spot(0)), a_grid("G2", spot(900))])
    assert [(s.id, s.is_base) for s in candidate_posts(street)] == [("A", True), ("D", False), ("G2", False)]


def test_the_demo_district_gets_posts_for_a_shift_without_a_gap() -> None:
    district = demo()
    shift = next(t.shift for t in district.teams.values() if t.shift.start != t.shift.end)
    network = RoadNetwork(district.roads)
    plan = shift_posts(district, network, shift, even_demand(sorted(district.grids)), candidate_posts(district))
    assert sum(n for _, n in plan.posts) == sum(t.shift == shift for t in district.teams.values())
    assert plan.gap < 0.001
    assert 0.5 < plan.expected_cover <= plan.bound <= 1.0 - BUSY_SHARE ** sum(n for _, n in plan.posts)
