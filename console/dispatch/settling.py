"""The question answered: who goes where, and what each place is worth to the whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from console.dispatch.assignment.chosen import Chosen
from console.dispatch.assignment.match import Matched, match
from console.dispatch.assignment.milp import solve_as_programme
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.worth import worth
from console.dispatch.question import STRAIGHT, Question


def settle(question: Question) -> tuple[Chosen, Sequence[Ranks]]:
    """The best answer, and the worth of each place, from which the reasons are computed.

    Where materials are lacking they are settled with the teams, in one optimum; the worth of the places is then
    that of the teams alone.
    """
    matched, options = _teams_alone(question)
    worths = [Ranks(*row) for row in worth(matched).tolist()]
    if question.wanted:
        return solve_as_programme(question.problem()), worths
    picks = tuple(None if pick < 0 else int(options[pick]) for pick in matched.option_of_slot.tolist())
    return Chosen(picks, (), (), matched.value, matched.lower_bound), worths


def _teams_alone(question: Question) -> tuple[Matched, np.ndarray]:
    straight = np.flatnonzero(question.depot_of == STRAIGHT)
    crews = question.crew[question.team_of[straight]]
    return match(question.weights, question.slot_of[straight], crews, question.cost[straight]), straight
