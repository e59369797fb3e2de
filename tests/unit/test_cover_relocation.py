from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.cover import relocate as exact
from console.dispatch.cover.relocate import relocate
from console.dispatch.cover.relocation import Ground, Move, one_move, open_after
from console.dispatch.cover.within import Within

INF = float("inf")


def a_ground(
    reached: list[list[bool]], travel: list[list[float]], sites: list[list[bool]], classes: list[int] | None = None
) -> Ground:
    """Teams that reach grids, seconds from sites to teams, and which grids teams at sites reach (class 1: the even)."""
    here, there = np.array(reached, bool), np.array(sites, bool)
    team, grid = np.nonzero(here)
    kinds = np.array(classes if classes is not None else [0] * len(reached))
    even = there & (np.arange(there.shape[1]) % 2 == 0)
    seconds = np.array(travel, float)
    return Ground(
        Within(team, grid, *here.shape), np.ones(here.shape[1], bool), kinds, np.stack([there, even]),
        lambda site, horizon_s: np.where(seconds[site] <= horizon_s, seconds[site], INF),
    )  # fmt: skip


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    teams, grids, sites = draw(st.integers(1, 4)), draw(st.integers(1, 7)), draw(st.integers(1, 3))

    def table(values: st.SearchStrategy[object], rows: int, columns: int) -> list[list[object]]:
        return draw(st.lists(st.lists(values, min_size=columns, max_size=columns), min_size=rows, max_size=rows))

    seldom = st.sampled_from([True, False, False])
    return a_ground(
        table(seldom, teams, grids), table(st.sampled_from([0.0, 10.0, 11.0, 170.0, 190.0, 700.0, INF]), sites, teams),
        table(st.booleans(), sites, grids), [draw(st.integers(0, 1)) for _ in range(teams)],
    )  # fmt: skip


def by_hand(ground: Ground, most: int) -> tuple[int, float]:
    """The fewest grids open, and the least travel for that, over all sets of moves."""
    sites = range(ground.reach.shape[1])
    every = [Move(t, s, ground.travel(s, 1200)[t]) for s in sites for t in range(ground.within.teams)]
    every = [move for move in every if move.travel_s < INF]
    sets = [some for k in range(most + 1) for some in combinations(every, k) if len({m.team for m in some}) == k]
    return min((open_after(ground, some), sum(m.travel_s for m in some)) for some in sets)


@settings(max_examples=80)
@given(grounds(), st.integers(1, 3))
def test_a_relocation_is_the_best_of_all(ground: Ground, most: int) -> None:
    found = relocate(ground, most)
    assert (found.open_after, found.travel_s) == by_hand(ground, most)
    assert found.gap == 0.0
    assert len(found.moves) <= most


@settings(max_examples=80)
@given(grounds())
def test_the_single_move_is_the_best_of_all(ground: Ground) -> None:
    found = one_move(ground)
    assert (found.open_after, found.travel_s) == by_hand(ground, 1)


@settings(max_examples=40)
@given(grounds())
def test_without_room_for_the_exact_model_what_is_offered_is_true_and_the_gap_not_too_small(ground: Ground) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact, "EXACT_UP_TO", 0)
        found = relocate(ground)
    best = by_hand(ground, 3)
    assert found.open_after == open_after(ground, found.moves)
    assert (found.open_after, found.travel_s) >= best
    if found.open_after == best[0]:
        assert found.travel_s * (1 - found.gap) <= best[1] + 1e-9


def test_a_chain_of_moves_fills_the_gap_that_the_first_leaves() -> None:
    """Far is 900 s from the open grid; Near is 100 s from it, and Far 200 s from where Near was."""
    ground = a_ground(
        [[False, True, False], [False, False, False]],
        [[100.0, 900.0], [0.0, 200.0]],
        [[True, False, False], [False, True, False]],
    )
    ground.wanted[2] = False
    found = relocate(ground)
    assert (found.moves, found.open_after) == ((Move(0, 0, 100.0), Move(1, 1, 200.0)), 0)
    assert one_move(ground).moves == (Move(1, 0, 900.0),)


def test_teams_that_are_not_needed_where_they_are_go_first() -> None:
    """Both reach the first grid; sending either costs nothing there, so the nearer goes."""
    ground = a_ground([[True, False], [True, False]], [[50.0, 40.0]], [[False, True]])
    assert relocate(ground).moves == one_move(ground).moves == (Move(1, 0, 40.0),)


def test_nobody_moves_when_that_would_open_as_much_as_it_closes() -> None:
    ground = a_ground([[True, False]], [[10.0]], [[False, True]])
    assert relocate(ground).moves == one_move(ground).moves == ()
    assert relocate(ground).open_after == 1


def test_grids_that_were_open_before_are_not_asked_for() -> None:
    ground = a_ground([[True, False]], [[10.0]], [[True, True]])
    ground.wanted[1] = False
    assert relocate(ground).moves == ()


def test_a_city_of_teams_is_relocated_without_a_gap() -> None:
    rng = np.random.default_rng(3)
    teams, grids = rng.random((1500, 2)) * 20, rng.random((300, 2)) * 20
    sites = rng.random((30, 2)) * 20
    away = [np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1)) for a, b in pairwise((teams, grids, sites, teams))]
    reached = away[0] < 1.5
    opened = np.argsort(away[1].min(axis=1))[:2]  # two grids near some site lose everybody
    reached[:, opened] = False
    ground = a_ground(reached.tolist(), np.rint(away[2] * 60).tolist(), (away[1].T < 1.5).tolist())
    found = relocate(ground)
    assert (found.open_after, found.gap) == (0, 0.0)
