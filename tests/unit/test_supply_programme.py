from __future__ import annotations

from hypothesis import given, settings

from console.dispatch.assignment.chosen import weigh
from console.dispatch.assignment.milp import solve_as_programme
from console.dispatch.assignment.problem import Problem
from tests.unit.builders_supply import best_by_trying_everything, tiny_problems


@settings(max_examples=500, deadline=None)
@given(tiny_problems())
def test_the_programme_finds_what_trying_everything_finds(problem: Problem) -> None:
    chosen = solve_as_programme(problem)
    assert weigh(problem, chosen.picks, chosen.brought) == (chosen.short, chosen.value)
    assert chosen.value == best_by_trying_everything(problem)
    assert chosen.proved
