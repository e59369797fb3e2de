"""Teams, materials, depots and detours chosen together: exactly where that can be shown, with the gap where not.

In steps, each of which may end it:

1. The teams are matched as if no material were needed; with what every choice must pay on top this is a bound
   (``outlook``, ``surcharge``). The cheapest carriers are told to bring what is missing and all is matched again
   (``first_choice``). If the result costs no more than the bound, nothing can be better.
2. Options that no better choice can take are left out, and the rest is taken apart into independent ``pieces``.
3. Each piece is searched through (``search``), and where that takes too long handed to ``milp``.

How much is spent is told from outside in numbers of things looked at, never in time: a drill must come out the same
on every machine, however busy. See ``milp`` for the question itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.dispatch.assignment.chosen import Chosen, together, weigh
from console.dispatch.assignment.first_choice import first_choice
from console.dispatch.assignment.layout import Layout
from console.dispatch.assignment.milp import solve_as_programme
from console.dispatch.assignment.outlook import Outlook, chosen_by
from console.dispatch.assignment.pieces import Piece, pieces, worth_keeping
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.assignment.search import search


@dataclass(frozen=True)
class Effort:
    """What may be spent before the gap is stated instead.

    ``looks`` is how many sets of options the search may look at in one piece, larger pieces fewer; a piece still
    open then goes to the programme if it has at most ``programme_options`` options, with ``nodes`` for each rank.
    """

    neighbourhoods: int = 20
    looks: int = 150
    programme_options: int = 3000
    nodes: int = 2000


def supply(problem: Problem, effort: Effort) -> Chosen:
    """The best choice that could be found, and what no choice is below."""
    layout = Layout.of(problem)
    root = Outlook(layout, np.ones(len(layout.slot), np.bool_), np.zeros(len(layout.weight), np.int64))
    best = first_choice(root)
    if best.value == root.bound:
        return chosen_by(problem, best, root.bound)
    parts = pieces(root, worth_keeping(root, best.value))
    answers = [_solved(part, effort) for part in parts]
    return _joined(problem, root, best, parts, answers)


def _solved(part: Piece, effort: Effort) -> Chosen:
    layout = Layout.of(part.problem)
    root = Outlook(layout, np.ones(len(layout.slot), np.bool_), np.zeros(len(layout.weight), np.int64))
    found = search(first_choice(root), root, effort.looks)
    chosen = chosen_by(part.problem, found.best, found.bound)
    if chosen.proved or len(part.options) > effort.programme_options:
        return chosen
    other = solve_as_programme(part.problem, effort.nodes)
    better = min(chosen, other, key=lambda answer: answer.value)
    bound = max(chosen.bound, other.bound)
    return Chosen(better.picks, better.brought, better.short, better.value, bound)


def _joined(problem: Problem, root: Outlook, best: Outlook, parts: list[Piece], answers: list[Chosen]) -> Chosen:
    """The answers to the pieces, the match for what is in none; or the first choice where that is better."""
    in_parts = {slot for part in parts for slot in part.slots}
    wanted_in_parts = {j for part in parts for j in part.wanted}
    rest = chosen_by(problem, root, root.bound)
    picks = [None if s in in_parts else e for s, e in enumerate(rest.picks)]
    loads = [load for load in rest.brought if load.wanted not in wanted_in_parts]
    for part, answer in zip(parts, answers, strict=True):
        taken, brought = part.in_whole(answer)
        for slot, option in taken.items():
            picks[slot] = option
        loads += brought
    short, value = weigh(problem, picks, loads)
    gaps = together(answer.gap for answer in answers)
    bound = Ranks(*(v - g for v, g in zip(value, gaps, strict=True)))
    first = chosen_by(problem, best, root.bound)
    if first.value <= value:
        return Chosen(first.picks, first.brought, first.short, first.value, max(root.bound, min(first.value, bound)))
    return Chosen(tuple(picks), tuple(loads), short, value, max(root.bound, bound))
