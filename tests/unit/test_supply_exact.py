"""Teams and materials chosen together: against every way there is, and against the programme."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.chosen import Chosen, weigh
from console.dispatch.assignment.exhaust import exhausted
from console.dispatch.assignment.first_choice import first_choice
from console.dispatch.assignment.layout import Layout
from console.dispatch.assignment.milp import solve_as_programme
from console.dispatch.assignment.outlook import chosen_by, look_at_all
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.assignment.supply import Effort, supply
from tests.unit.builders_supply import a_tiny_problem, a_town, best_by_trying_everything

SEEDS = st.integers(0, 2**32 - 1)
THOROUGH = Effort(looks=400, programmed=4000, nodes=10_000)
NEXT_TO_NOTHING = Effort(neighbourhoods=0, steps=0, searched=0, looks=0, programmed=0, nodes=0)


def is_what_it_says(problem: Problem, chosen: Chosen) -> bool:
    return weigh(problem, chosen.picks, chosen.brought) == (chosen.short, chosen.value)


@settings(max_examples=500, deadline=None)
@given(SEEDS)
@example(65417)  # HiGHS errs on it with its presolve
def test_nothing_that_can_be_tried_is_better(seed: int) -> None:
    problem = a_tiny_problem(seed)
    best = best_by_trying_everything(problem)
    for chosen in (supply(problem, THOROUGH), solve_as_programme(problem)):
        assert is_what_it_says(problem, chosen)
        assert chosen.value == best
        assert chosen.proved


@settings(max_examples=400, deadline=None)
@given(SEEDS)
def test_search_without_trying_everything_finds_the_same(seed: int) -> None:
    problem = a_tiny_problem(seed)
    assert supply(problem, replace(THOROUGH, steps=0)).value == best_by_trying_everything(problem)


@settings(max_examples=400, deadline=None)
@given(SEEDS)
def test_trying_every_choice_of_one_incident_finds_the_best_whatever_is_known(seed: int) -> None:
    problem = a_tiny_problem(seed)
    one = replace(
        problem, slots=tuple(replace(slot, incident=1) for slot in problem.slots),
        wanted=tuple({wanted.item: replace(wanted, incident=1) for wanted in problem.wanted}.values()),
    )  # fmt: skip
    root = look_at_all(Layout.of(one))
    for known in (root, first_choice(root)):
        best = exhausted(known, root, 100_000)
        if one.wanted:
            assert best is not None
            assert chosen_by(one, best, best.value).value == best_by_trying_everything(one)
            assert exhausted(known, root, 0) is None
        else:
            assert best is None


@settings(max_examples=200, deadline=None)
@given(SEEDS, st.integers(0, 3))
def test_the_best_lies_between_the_bound_and_the_value_however_little_is_spent(seed: int, looks: int) -> None:
    problem = a_tiny_problem(seed)
    best = best_by_trying_everything(problem)
    for effort in (NEXT_TO_NOTHING, Effort(steps=0, looks=looks, programmed=0)):
        chosen = supply(problem, effort)
        assert is_what_it_says(problem, chosen)
        assert chosen.bound <= best <= chosen.value


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_search_and_programme_find_the_same_on_medium_problems(seed: int) -> None:
    incidents, teams, near = [(1, 12, 8), (1, 12, 8), (1, 16, 6), (2, 10, 4)][seed % 4]
    problem = a_town(seed, incidents, teams, near, [1.0, 0.3, 0.1][seed % 3])
    chosen, programmed = supply(problem, THOROUGH), solve_as_programme(problem)
    assert is_what_it_says(problem, chosen)
    assert chosen.value == programmed.value
    assert chosen.proved
    assert programmed.proved


def test_a_programme_cut_short_says_how_far_it_may_be_from_the_best() -> None:
    problem = a_town(0, 3, 20, 8)
    cut, best = solve_as_programme(problem, nodes=0), solve_as_programme(problem)
    assert best.proved
    assert not cut.proved
    assert cut.bound < best.value <= cut.value
    assert cut.gap > Ranks()
    assert is_what_it_says(problem, cut)


def test_the_same_problem_is_answered_the_same_way_every_time() -> None:
    problem = a_town(5, 4, 30, 6)
    assert supply(problem, Effort(looks=30, programmed=0)) == supply(problem, Effort(looks=30, programmed=0))


def test_the_order_in_which_options_are_listed_changes_nothing_of_the_value() -> None:
    problem = a_town(6, 2, 14, 5)
    turned = Problem(
        problem.slots, problem.options[::-1], problem.crews, problem.wanted[::-1], problem.stock, problem.aboard
    )
    assert supply(turned, THOROUGH).value == supply(problem, THOROUGH).value
