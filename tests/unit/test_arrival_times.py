"""Arrival times as ranges: turnout by what a team is doing, and what completed responses teach."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from console.dispatch.arrival_times.fitting import FASTEST_PACE
from console.dispatch.arrival_times.learned import P90_TRAVEL, UNLEARNED, Learned
from console.dispatch.arrival_times.learning import MINIMUM, learn
from console.dispatch.arrival_times.response import Response, Ways
from console.dispatch.arrival_times.turnout import SLEEPS_AT_BASE, STATES, State, is_night, state_of, states_of
from console.dispatch.roads.network import RoadNetwork
from console.model.picture import TeamNow
from console.model.places import TeamKind
from console.model.roads import RoadEdge, Roads
from console.model.words import TeamStatus
from console.phrase import Text
from tests.unit.builders_district import Road, a_district, a_team, one_street, spot

DAY, NIGHT = 10, 3


def now(status: TeamStatus = TeamStatus.AVAILABLE, east_m: float = 0.0, moving: bool = False) -> TeamNow:
    """A fire team with a minute's turnout whose base is at the origin."""
    team = a_team("F1", spot(0), "fire", kind=TeamKind.FIRE, turnout_s=60)
    return TeamNow(team, status, spot(east_m), 5, moving, order=None, why_not=None)


def arrival_range(team: TeamNow, travel_s: float, hour: int, learned: Learned) -> tuple[float, float, float]:
    """Turnout, P50 and P90 of the arrival."""
    turnout = learned.turnout(team.team.kind, state_of(team, hour), team.team.turnout_s)
    return turnout[0], *learned.total_s(turnout, travel_s)


def a_response(usual_s: dict[str, float], travel_s: float, **changes: object) -> Response:
    """A run of a fire team from its base in the morning that took a minute to roll."""
    made = Response(TeamKind.FIRE, State.AT_BASE, 60, 60.0, usual_s, travel_s, DAY)
    return replace(made, **changes)  # type: ignore[arg-type]


def runs(
    count: int, pace: dict[str, float], per_run_s: float = 0.0, scatter: float = 0.0, seed: int = 1
) -> list[Response]:
    """So many runs over these classes, each taking as long as its paces say, times a lognormal scatter."""
    chance = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        usual = {road: float(chance.uniform(20, 200)) for road in pace}
        travel = per_run_s + sum(usual[road] * pace[road] for road in pace)
        made.append(a_response(usual, travel * float(np.exp(chance.normal(0, scatter)))))
    return made


def p50(learned: Learned, responses: Iterable[Response]) -> np.ndarray:
    return np.array([learned.travel_s(r.usual_s, r.local_hour) for r in responses])


# -- turnout ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("team", "hour", "state"),
    [
        (now(), DAY, State.AT_BASE),
        (now(east_m=100), DAY, State.AT_BASE),
        (now(), NIGHT, State.ASLEEP),
        (now(east_m=800), NIGHT, State.AWAY),
        (now(east_m=800, moving=True), DAY, State.PATROL),
        (now(TeamStatus.RETURNING, 800), DAY, State.RETURNING),
        (now(TeamStatus.EN_ROUTE, 800, moving=True), DAY, State.UNDER_WAY),
        (now(TeamStatus.ON_SCENE, 800), DAY, State.ON_SCENE),
    ],
)
def test_what_a_team_is_doing_decides_its_turnout(team: TeamNow, hour: int, state: State) -> None:
    assert state_of(team, hour) is state


TEAMS = st.builds(
    lambda status, off_m, moving, kind: replace(
        now(status, off_m, moving), team=replace(now().team, kind=kind)
    ),
    st.sampled_from(TeamStatus), st.sampled_from([0.0, 149.0, 151.0, 800.0]), st.booleans(), st.sampled_from(TeamKind),
)  # fmt: skip


@given(st.lists(TEAMS), st.integers(0, 23))
def test_many_teams_at_once_do_what_each_of_them_does(teams: list[TeamNow], hour: int) -> None:
    at, bases = (np.array(places, float).reshape(-1, 2).T for places in (
        [team.position for team in teams], [team.team.base for team in teams],
    ))  # fmt: skip
    sleepers = np.array([team.team.kind in SLEEPS_AT_BASE for team in teams], bool)
    found = states_of(teams, at, bases, sleepers, hour)
    assert [STATES[n] for n in found] == [state_of(team, hour) for team in teams]


def test_a_grid_team_on_its_night_shift_is_awake() -> None:
    grid = replace(now(), team=replace(now().team, kind=TeamKind.GRID))
    assert state_of(grid, NIGHT) is State.AT_BASE


def test_the_night_goes_over_midnight_and_ends_in_the_morning() -> None:
    assert [hour for hour in range(24) if is_night(hour)] == [0, 1, 2, 3, 4, 5, 6, 22, 23]


def test_a_moving_team_has_no_turnout_and_a_sleeping_one_has_more_than_its_own() -> None:
    turnout = {name: arrival_range(team, 100, hour, UNLEARNED)[0] for name, team, hour in (
        ("patrol", now(moving=True), DAY), ("returning", now(TeamStatus.RETURNING), DAY),
        ("base", now(), DAY), ("night", now(), NIGHT), ("away", now(east_m=800), DAY),
    )}  # fmt: skip
    assert turnout["patrol"] == turnout["returning"] == 0
    assert turnout["base"] == 60
    assert 0 < turnout["away"] < 60 < turnout["night"]


def test_a_team_taken_off_a_scene_has_to_clear_up_first() -> None:
    assert arrival_range(now(TeamStatus.ON_SCENE, 800), 100, DAY, UNLEARNED)[0] >= 60


# -- the range --------------------------------------------------------------------------------------------------


def test_without_anything_learned_the_range_starts_at_turnout_and_travel() -> None:
    turnout, half, nine_of_ten = arrival_range(now(), 100, DAY, UNLEARNED)
    assert (turnout, half) == (60, 160)
    assert nine_of_ten == pytest.approx(160 + math.hypot(0.7 * 60, 100 * (P90_TRAVEL - 1)))


@given(
    travel=st.integers(0, 3000), further=st.integers(0, 600), status=st.sampled_from(list(TeamStatus)),
    east=st.integers(0, 2000), moving=st.booleans(), hour=st.integers(0, 23), seed=st.integers(0, 3),
)  # fmt: skip
def test_the_range_is_in_order_and_a_longer_way_is_never_sooner(
    travel: int, further: int, status: TeamStatus, east: int, moving: bool, hour: int, seed: int
) -> None:
    learned = learn(runs(40, {"primary": 1.2}, 30, 0.5, seed)) if seed else UNLEARNED
    team = now(status, east, moving)
    turnout, half, nine = arrival_range(team, travel, hour, learned)
    assert 0 <= turnout <= half <= nine
    longer = arrival_range(team, travel + further, hour, learned)
    assert longer[0] == turnout
    assert longer[1] >= half
    assert longer[2] >= nine


# -- learning travel --------------------------------------------------------------------------------------------


def test_a_few_responses_teach_nothing() -> None:
    assert learn([]) == UNLEARNED
    assert learn(runs(MINIMUM - 1, {"primary": 3.0})) == UNLEARNED
    assert learn(runs(MINIMUM, {"primary": 3.0})) != UNLEARNED


def test_paces_by_class_and_the_seconds_of_every_run_are_found_again() -> None:
    learned = learn(runs(400, {"residential": 1.6, "primary": 0.9}, per_run_s=45))
    assert dict(learned.paces) == {"primary": pytest.approx(0.9, abs=0.03), "residential": pytest.approx(1.6, abs=0.03)}
    assert learned.per_run_s == pytest.approx(45, abs=3)


def test_runs_that_went_as_usual_leave_everything_as_usual() -> None:
    learned = learn(runs(200, {"residential": 1.0, "primary": 1.0}))
    assert learned.slowings(["residential", "primary"]) == ()
    assert learned.per_run_s == pytest.approx(0, abs=0.5)


def test_one_run_in_ten_that_was_held_up_for_an_hour_hardly_matters() -> None:
    clean = runs(300, {"residential": 1.4, "primary": 1.0}, 30, 0.1)
    held_up = [replace(r, travel_s=r.travel_s + 3600) if n % 10 == 0 else r for n, r in enumerate(clean)]
    assert p50(learn(held_up), clean) == pytest.approx(p50(learn(clean), clean), rel=0.06)


def test_the_fit_is_as_good_as_the_smallest_sum_of_errors_there_is() -> None:
    """Against a linear programme over the same line, on runs where nothing needs pulling or holding back."""
    seen = runs(300, {"primary": 1.3}, 40, 0.3)
    usual, travel = np.array([r.usual_s["primary"] for r in seen]), np.array([r.travel_s for r in seen])
    n = len(seen)
    best = linprog(
        np.r_[0, 0, np.ones(2 * n)], A_eq=np.c_[usual, np.ones(n), np.eye(n), -np.eye(n)], b_eq=travel,
        bounds=[(0, None)] * (2 + 2 * n),
    ).fun  # fmt: skip
    learned = learn([replace(r, local_hour=DAY) for r in seen])
    errors = np.abs(usual * dict(learned.paces)["primary"] + learned.per_run_s - travel).sum()
    assert best <= errors <= best * 1.01


def test_a_class_hardly_ever_driven_keeps_to_the_pace_of_all() -> None:
    seen = [*runs(200, {"primary": 1.5}), a_response({"alley": 10.0, "primary": 100.0}, 190.0)]
    learned = learn(seen)
    assert learned.pace("alley", DAY) == pytest.approx(learned.overall_pace, abs=0.1)
    assert learned.pace("never seen", DAY) == pytest.approx(1.5, abs=0.1)


def test_no_road_becomes_faster_than_can_be_believed() -> None:
    """Runs that take as long however far they go have wrong starts, not fast roads."""
    chance = np.random.default_rng(2)
    same = [a_response({"primary": float(chance.uniform(20, 300))}, 150.0) for _ in range(300)]
    learned = learn(same)
    assert learned.pace("primary", DAY) >= FASTEST_PACE * 0.9
    assert learned.per_run_s > 0


def test_a_rush_hour_seen_often_slows_its_hours_only_and_seen_rarely_hardly_does() -> None:
    by_day = [replace(r, local_hour=11 + n % 5) for n, r in enumerate(runs(400, {"primary": 1.0}, scatter=0.1))]
    rush = [replace(r, local_hour=17, travel_s=1.6 * r.travel_s) for r in runs(300, {"primary": 1.0}, seed=3)]
    often, rarely = learn(by_day + rush), learn(by_day + rush[:5])
    assert often.pace("primary", 17) / often.pace("primary", 12) > 1.3
    assert 1.0 < rarely.pace("primary", 17) / rarely.pace("primary", 12) < 1.1


def test_nine_of_ten_runs_not_learned_from_arrive_within_the_range() -> None:
    """300 new runs: three standard deviations of a true nine in ten are 5 %."""
    learned = learn(runs(300, {"primary": 1.2}, 20, 0.5, seed=4))
    unseen = runs(300, {"primary": 1.2}, 20, 0.5, seed=5)
    nine = [learned.total_s((0.0, 0.0), learned.travel_s(r.usual_s, r.local_hour))[1] for r in unseen]
    share = np.mean([r.travel_s <= limit for r, limit in zip(unseen, nine, strict=True)])
    assert 0.85 <= share <= 0.95


@given(st.permutations(range(60)))
def test_the_order_of_responses_is_nothing(order: list[int]) -> None:
    seen = runs(60, {"primary": 1.3, "residential": 1.1}, 20, 0.3)
    shuffled = learn([seen[n] for n in order])
    assert p50(shuffled, seen) == pytest.approx(p50(learn(seen), seen), rel=1e-6)
    assert isinstance(hash(shuffled), int)


def test_learned_paces_hold_as_slowings_of_their_class_and_hours() -> None:
    learned = learn(runs(400, {"residential": 2.0, "primary": 1.0}))
    made = learned.slowings(["residential", "primary", "residential"])
    at_ten = {s.id: s for s in made if s.holds_at(DAY, "")}
    slow = at_ten["learned:residential:10-16"]
    assert slow.road_classes == ("residential",)
    assert slow.factor == pytest.approx(0.5, abs=0.02)
    assert all(s.factor == pytest.approx(1.0, abs=0.05) for s in made if s.road_classes == ("primary",))
    assert all(sum(s.holds_at(hour, "") for s in made if "residential" in s.id) == 1 for hour in range(24))


# -- learning turnout -------------------------------------------------------------------------------------------


def test_a_kind_that_always_takes_longer_to_roll_is_shown_so() -> None:
    slow = [replace(r, kind=TeamKind.ENGINEERING, turnout_s=150.0) for r in runs(40, {"primary": 1.0})]
    learned = learn(runs(40, {"primary": 1.0}) + slow)
    fire, _ = learned.turnout(TeamKind.FIRE, State.AT_BASE, 60)
    works, _ = learned.turnout(TeamKind.ENGINEERING, State.AT_BASE, 60)
    unseen, _ = learned.turnout(TeamKind.MEDICAL, State.AT_BASE, 60)
    assert fire < unseen < works
    assert works == pytest.approx(150, abs=20)
    assert learned.turnout(TeamKind.FIRE, State.RETURNING, 60)[0] == 0


def test_a_moving_patrol_has_no_turnout_whatever_was_recorded_but_its_range_grows() -> None:
    seen = [replace(r, state=State.PATROL, turnout_s=float(n)) for n, r in enumerate(runs(100, {"primary": 1.0}))]
    half, nine = learn(seen).turnout(TeamKind.FIRE, State.PATROL, 60)
    assert half == 0
    assert nine == pytest.approx(90, abs=2)


def test_turnouts_that_are_not_on_record_leave_turnout_as_usual() -> None:
    learned = learn([replace(r, turnout_s=None) for r in runs(60, {"primary": 1.5})])
    assert learned.responses == 60
    assert learned.turnouts == 0
    assert learned.turnout(TeamKind.FIRE, State.AT_BASE, 60) == UNLEARNED.turnout(TeamKind.FIRE, State.AT_BASE, 60)


# -- what a way takes at usual speeds ---------------------------------------------------------------------------


def test_a_way_is_taken_apart_by_road_class_and_is_as_long_as_the_network_says() -> None:
    district = one_street()
    network = RoadNetwork(district.roads)
    start, place = spot(-1200), spot(1700)
    seconds, route = network.way(start, network.towards(place))
    by_class = Ways(district.roads).usual_s(start, route, place)
    assert by_class == {"secondary": pytest.approx(290, abs=1)}
    assert sum(by_class.values()) == pytest.approx(seconds, abs=1)


def test_each_class_gets_its_own_seconds_and_of_two_parallel_roads_the_fast_one_counts() -> None:
    nodes = {1: spot(0), 2: spot(600), 3: spot(600, 300)}
    edges = [
        RoadEdge(1, 2, "slow", Text("slow"), "residential", 600, 18),
        RoadEdge(1, 2, "fast", Text("fast"), "primary", 600, 54),
        RoadEdge(2, 3, "side", Text("side"), "residential", 300, 36),
    ]  # fmt: skip
    ways = Ways(Roads.of(nodes, edges))
    assert ways.usual_s(spot(0), (1, 2, 3), spot(600, 300)) == pytest.approx(
        {"primary": 40, "residential": 30}, abs=0.1
    )


def test_a_way_that_is_none_is_not_measured() -> None:
    ways = Ways(a_district({1: spot(0), 2: spot(500), 3: spot(1000)}, [Road(1, 2), Road(2, 3)]).roads)
    for route, problem in (((1, 3), KeyError), ((1, 9), KeyError), ((1,), ValueError), ((), ValueError)):
        with pytest.raises(problem):
            ways.usual_s(spot(0), route, spot(1000))
