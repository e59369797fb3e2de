"""Teams, materials, depots and detours chosen together: exactly where that can be shown, with the gap where not.

In steps, each of which may end it:

1. The teams are matched as if no material were needed; with what every choice must pay on top this is a bound
   (``outlook``, ``surcharge``). The cheapest carriers are told to bring what is missing and all is matched again
   (``first_choice``). If the result costs no more than the bound, nothing can be better.
2. With many incidents, those that cost too much are solved again in small groups (``neighbours``).
3. Options that no better choice can take are left out, and the rest is taken apart into independent ``pieces``.
4. In a small piece everything is tried (``exhaust``); else it is searched through (``search``), and where that takes
   too long handed to ``milp``.

How much is spent is told from outside in numbers of things looked at, never in time: a drill must come out the same
on every machine, however busy. See ``milp`` for the question itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from console.dispatch.assignment.chosen import Chosen, together, weigh
from console.dispatch.assignment.exhaust import exhausted
from console.dispatch.assignment.first_choice import first_choice
from console.dispatch.assignment.layout import Layout
from console.dispatch.assignment.milp import solve_as_programme
from console.dispatch.assignment.neighbours import RIVALS, improved
from console.dispatch.assignment.outlook import Outlook, chosen_by, look_at_all
from console.dispatch.assignment.pieces import Piece, pieces, worth_keeping
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.assignment.search import search


@dataclass(frozen=True)
class Effort:
    """What may be spent before the gap is stated instead.

    ``neighbourhoods`` is how many small groups of incidents are solved again when the first choice may not be the
    best. A piece of one incident is then answered by trying everything in at most ``steps`` steps, if that is enough.
    Else a piece of at most ``searched`` options is searched, looking at ``looks`` sets of options; if it is
    still open and has at most ``programmed`` options, the programme may branch ``nodes`` times for each rank.
    """

    neighbourhoods: int = 12
    steps: int = 50_000
    searched: int = 4000
    looks: int = 24
    programmed: int = 600
    nodes: int = 100


def supply(problem: Problem, effort: Effort) -> Chosen:
    """The best choice that could be found, and what no choice is below.

    Raises ``OverflowError`` as ``match`` does, when the figures are too large to be compared exactly.
    """
    layout = Layout.of(problem)
    root = look_at_all(layout)
    best = first_choice(root)
    chosen = chosen_by(problem, best, root.bound)
    if chosen.proved:
        return chosen
    if (sure := exhausted(best, root, effort.steps)) is not None:
        return chosen_by(problem, sure, sure.value)
    if len(np.unique(layout.incident)) > RIVALS + 1:
        chosen = improved(root, chosen, effort.neighbourhoods)
        if chosen.proved:
            return chosen
    parts = pieces(root, worth_keeping(root, chosen.value), effort.searched)
    if parts is None:
        return chosen
    return _joined(root, chosen, parts, [_solved(part, effort) for part in parts])


def _solved(part: Piece, effort: Effort) -> Chosen:
    layout = Layout.of(part.problem)
    root = look_at_all(layout)
    first = first_choice(root)
    if first.value != root.bound and (best := exhausted(first, root, effort.steps)) is not None:
        return chosen_by(part.problem, best, best.value)
    found = search(first, root, effort.looks)
    chosen = chosen_by(part.problem, found.best, found.bound)
    if chosen.proved or len(part.options) > effort.programmed:
        return chosen
    other = solve_as_programme(part.problem, effort.nodes)
    better = min(chosen, other, key=lambda answer: answer.value)
    bound = max(chosen.bound, other.bound)
    return Chosen(better.picks, better.brought, better.short, better.value, bound)


def _joined(root: Outlook, known: Chosen, parts: list[Piece], answers: list[Chosen]) -> Chosen:
    """The answers to the pieces, and the match for what is in none; or what is known, where that is no dearer."""
    in_parts = {slot for part in parts for slot in part.slots}
    wanted_in_parts = {j for part in parts for j in part.wanted}
    problem = root.layout.problem
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
    bound = max(root.bound, Ranks(*(v - g for v, g in zip(value, gaps, strict=True))))
    if known.value <= value:
        return replace(known, bound=min(known.value, bound))
    return Chosen(tuple(picks), tuple(loads), short, value, bound)
