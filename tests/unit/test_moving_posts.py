"""Moves of teams to other posts: never worse than standing still, and the best where it can be seen by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from console.dispatch.cover.moving import Wants, best_moves

FAR = np.inf


def wants(*needs: tuple[int, int, int, float]) -> Wants:
    """(case, mark, count, within seconds) of each need."""
    case, mark, count, within = (np.array(column) for column in zip(*needs, strict=True))
    return Wants(case, mark, count, within.astype(float))


def test_a_team_that_reaches_nothing_is_moved_to_where_the_cases_are() -> None:
    needs = wants((0, 0, 1, 180), (1, 0, 1, 180))
    able = np.ones((1, 2), np.bool_)
    sites = np.array([[FAR, 100.0], [100.0, 100.0], [100.0, FAR]])
    before, moves = best_moves(needs, able, np.full((1, 2), FAR), sites, np.array([30.0]), [0], 0.3, 3)
    assert before == 0.0
    assert [(move.team, move.site) for move in moves] == [(0, 1)]
    assert moves[0].expected == 0.7


def test_turnout_counts_and_a_team_that_cannot_do_it_is_left_where_it_is() -> None:
    needs = wants((0, 0, 1, 180))
    near, unable = np.array([[100.0]]), np.zeros((1, 1), np.bool_)
    slow = best_moves(needs, np.ones((1, 1), np.bool_), np.full((1, 1), FAR), near, np.array([90.0]), [0], 0.3, 3)
    other = best_moves(needs, unable, np.full((1, 1), FAR), near, np.array([0.0]), [0], 0.3, 3)
    assert slow == other == (0.0, [])


def test_a_mark_needs_all_of_its_needs() -> None:
    needs = wants((0, 0, 1, 180), (0, 0, 1, 180))
    able = np.array([[True, False], [False, True]])
    there = np.array([[10.0, 10.0], [FAR, FAR]])
    before, moves = best_moves(needs, able, there, np.array([[10.0, 10.0]]), np.zeros(2), [0, 1], 0.5, 2)
    assert before == 0.0
    assert [(move.team, move.expected) for move in moves] == [(1, 0.25)]


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(0, 4))
def test_every_move_raises_what_is_expected_and_no_team_moves_twice(seed: int, teams: int, most: int) -> None:
    rng = np.random.default_rng(seed)
    needs = wants(
        *((int(rng.integers(0, 3)), int(rng.integers(0, 2)), int(rng.integers(1, 3)), 180.0) for _ in range(6))
    )
    able = rng.random((teams, 6)) < 0.7
    base, sites = rng.uniform(0, 400, (teams, 6)), rng.uniform(0, 400, (5, 6))
    before, moves = best_moves(needs, able, base, sites, rng.uniform(0, 60, teams), range(teams), 0.3, most)
    rising = [before, *(move.expected for move in moves)]
    assert rising == sorted(set(rising))
    assert len({move.team for move in moves}) == len(moves) <= most
    assert 0.0 <= rising[0] <= rising[-1] <= 1.0
