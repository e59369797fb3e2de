"""The materials chosen together with the teams: no more is asked about than has to be, and no better answer is lost.

What the teams sent anyway have on board needs no asking, as long as whoever is sent in the end has it too: leaving
it out makes nothing dearer, so what is then best is best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from console.dispatch.assignment.chosen import Brought, Chosen
from console.dispatch.assignment.supply import Effort, supply
from console.dispatch.at_once import at_once
from console.dispatch.question import Asking, Lacking, Question
from console.dispatch.settling import MOST_PROVED

ROUNDS = 2
"""So often what turns out to be missing is added; then everything is asked about."""


def provided(asking: Asking, alone: Question, teams: Chosen) -> tuple[Question, Chosen]:
    """Who goes and who brings what; ``teams`` is the best answer to ``alone``, the question without materials.

    With more than ``MOST_PROVED`` places everything is asked about at once, and the best is not proved (``at_once``).
    """
    if len(alone.places) > MOST_PROVED and asking.wanted:
        return at_once(asking, alone, teams)
    provisions, question, chosen = _Provisions(asking), alone, teams
    asked: list[int] = []
    rounds = 0
    while missing := provisions.missing(question, chosen, asked):
        rounds += 1
        asked = sorted([*asked, *missing]) if rounds <= ROUNDS else list(range(len(asking.wanted)))
        question = asking.question([asking.wanted[j] for j in asked])
        chosen = supply(question.problem(), Effort())
    return provisions.with_loads(question, chosen, asked)


@dataclass(frozen=True)
class _Provisions:
    """What is lacking, by its number in ``asking.wanted``, and what answers bring of it."""

    asking: Asking

    def missing(self, question: Question, chosen: Chosen, asked: Sequence[int]) -> list[int]:
        """What was not ``asked`` about and is not on board of the teams chosen, enough of it and in time."""
        others = Counter((case.incident.number, need.item) for case, need, _ in self.asking.wanted)
        found = []
        for j in sorted(set(range(len(self.asking.wanted))) - set(asked)):
            case, need, quantity = wanted = self.asking.wanted[j]
            there = sum(brought for _, brought in self._loads(question, chosen, wanted))
            if there < quantity or others[case.incident.number, need.item] > 1:  # two needs share what is on board
                found.append(j)
        return found

    def _loads(self, question: Question, chosen: Chosen, wanted: Lacking) -> Iterator[tuple[int, int]]:
        """The options that bring some of it on board in time, and how much each, until there is enough."""
        case, need, missing = wanted
        for place, option in zip(question.places, chosen.picks, strict=True):
            if option is not None and place.case is case and place.held is None and missing:
                team, arrives = int(question.team_of[option]), int(question.arrives_s[option])
                there = self.asking.stocked.teams.get((team, need.item), 0)
                if there and arrives <= need.arrive_within_s - case.elapsed_s:
                    yield option, min(missing, there)
                    missing -= min(missing, there)

    def with_loads(self, question: Question, chosen: Chosen, asked: Sequence[int]) -> tuple[Question, Chosen]:
        """The same for all that is lacking: what was not ``asked`` about is brought on board."""
        every = self.asking.wanted
        brought = [replace(load, wanted=asked[load.wanted]) for load in chosen.brought]
        for j in set(range(len(every))) - set(asked):
            loads = self._loads(question, chosen, every[j])
            brought += [Brought(option, j, quantity, aboard=True) for option, quantity in loads]
        short = dict(zip(asked, chosen.short, strict=True))
        missing = tuple(short.get(j, 0) for j in range(len(every)))
        return replace(question, wanted=every), replace(chosen, brought=tuple(brought), short=missing)
