"""Materials for very many incidents at once: a good answer soon, and how far it may be from the best.

Of each kind of option (straight, with an item on board, by way of a depot) only the few cheapest are listed for a
place, and the team that takes it when no material is asked for: so the best answer without materials remains
possible. The cheapest carriers are told to bring what is missing, a few rounds long.

What is left out may be part of a better answer. The bound is therefore one of the whole question: what the teams
cost at least, and what must stay short of each item even if everything in stock and on board came to whom it counts
most for. How much is done is counted in rounds, never in time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from console.dispatch.assignment.chosen import Chosen, together
from console.dispatch.assignment.contest import Claim, least_weight
from console.dispatch.assignment.first_choice import first_choice
from console.dispatch.assignment.layout import Layout
from console.dispatch.assignment.outlook import chosen_by, look_at_all
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.question import Asking, Question

FEW = 3
"""So many of the cheapest crews are listed of each kind of option of a place."""
ROUNDS = 4
CONTEST_STEPS = 100
"""So many claims are tried in each group that competes for an item of which there is too little."""


def at_once(asking: Asking, alone: Question, teams: Chosen) -> tuple[Question, Chosen]:
    """Who goes and who brings what; ``teams`` is the best answer to ``alone``, the question without materials.

    The bound holds for the question with all options, so it may be far below the value.
    """
    taken = {n: int(alone.team_of[pick]) for n, pick in enumerate(teams.picks) if pick is not None}
    question = asking.question(asking.wanted, FEW, taken)
    problem = question.problem()
    chosen = chosen_by(problem, first_choice(look_at_all(Layout.of(problem, CONTEST_STEPS)), ROUNDS), teams.bound)
    bound = together([teams.bound, Ranks(unfilled=sum(_must_stay_short(problem)))])
    return question, replace(chosen, bound=min(bound, chosen.value))


def _must_stay_short(problem: Problem) -> Iterator[int]:
    """Item by item, what its shortage counts at least: all of it drawn on, and brought where it counts most."""
    there = Counter[str]()
    for held in (problem.stock, problem.aboard):
        for (_, item), quantity in held.items():
            there[item] += quantity
    claims: dict[str, list[Claim]] = defaultdict(list)
    for wanted in problem.wanted:
        claims[wanted.item].append(Claim(wanted.weight, wanted.quantity, False, {}))
    for item, asked in sorted(claims.items()):
        units = max(0, sum(claim.need for claim in asked) - there[item])
        yield units + least_weight(asked, units)
