"""Small matching questions and slow, obvious ways to answer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

import numpy as np
from hypothesis import strategies as st

from console.dispatch.assignment.match import Matched, match
from console.dispatch.assignment.problem import Ranks

RANKS = len(Ranks._fields)
Row = tuple[int, int, Ranks]
"""Slot, column and cost of one option."""


@dataclass(frozen=True)
class Question:
    """Slot weights, and every option as a row."""

    weights: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def columns(self) -> int:
        return 1 + max((column for _, column, _ in self.rows), default=-1)

    def arrays(self) -> tuple[list[int], list[int], list[int], np.ndarray]:
        slots, columns, costs = zip(*self.rows, strict=True) if self.rows else ((), (), ())
        return list(self.weights), list(slots), list(columns), np.array(costs, np.int64).reshape(-1, RANKS)

    def matched(self) -> Matched:
        return match(*self.arrays())

    def cost(self, columns: Iterable[int]) -> Ranks:
        """The sum of ranks when each slot has the given column (-1: none) by its cheapest option."""
        total = Ranks()
        for slot, column in enumerate(columns):
            found = [cost for s, c, cost in self.rows if (s, c) == (slot, column)]
            total = added(total, Ranks(self.weights[slot]) if column < 0 else min(found))
        return total


def added(one: Sequence[int], other: Sequence[int]) -> Ranks:
    return Ranks(*(a + b for a, b in zip(one, other, strict=True)))


def less(one: Sequence[int], other: Sequence[int]) -> Ranks:
    return Ranks(*(a - b for a, b in zip(one, other, strict=True)))


def as_number(cost: Iterable[int]) -> int:
    """One number that compares as the ranks do, 40 bits each: sums in these tests stay below half of that."""
    number = 0
    for figure in cost:
        number = (number << 40) + figure
    return number


def as_ranks(number: int) -> Ranks:
    figures = []
    for _ in range(RANKS):
        figures.append((number + (1 << 39)) % (1 << 40) - (1 << 39))
        number = (number - figures[-1]) >> 40
    return Ranks(*reversed(figures))


def best_by_trying(question: Question, *, without: int = -1, forced: tuple[int, int] = (-1, -1)) -> Ranks:
    """The smallest sum of ranks of all ways; ``forced`` is a (slot, column) that must be used."""
    return first_by_trying(question, without=without, forced=forced)[0]


def first_by_trying(
    question: Question, *, without: int = -1, forced: tuple[int, int] = (-1, -1)
) -> tuple[Ranks, tuple[int, ...]]:
    """The smallest sum of ranks of all ways, and of the ways with it the first (empty last), slot after slot.

    Ways that use the same columns for the slots so far do not differ in what can follow: the best of them is kept.
    """
    ways: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for slot, weight in enumerate(question.weights):
        choices = [(column, as_number(cost)) for s, column, cost in question.rows if s == slot and column != without]
        choices.append((question.columns, as_number(Ranks(weight))))
        if slot == forced[0]:
            choices = [choice for choice in choices if choice[0] == forced[1]]
        longer: dict[int, tuple[int, tuple[int, ...]]] = {}
        for (used, (cost, columns)), (column, extra) in product(ways.items(), choices):
            bit = 0 if column == question.columns else 1 << column
            if not used & bit:
                way = (cost + extra, (*columns, column))
                if used | bit not in longer or way < longer[used | bit]:
                    longer[used | bit] = way
        ways = longer
    number, columns = min(ways.values())
    return as_ranks(number), tuple(-1 if column == question.columns else column for column in columns)


RADIX = (2, 2, 3, 4, 2, 2)
SPELLABLE = 192
SCALES = st.sampled_from([(1,) * RANKS, (1, 1, 1000, 900, 50, 600), (3, 2, 0, 1, 0, 0), (0, 0, 7, 10**6, 1, 10**6)])


def spelled(letter: int, scale: tuple[int, ...]) -> Ranks:
    """One cost out of one letter: few figures so that ties are many, arrival and wear also below 0."""
    figures = []
    for radix in RADIX:
        letter, figure = divmod(letter, radix)
        figures.append(figure)
    figures[3] -= 2
    figures[5] -= 1
    return Ranks(*(figure * factor for figure, factor in zip(figures, scale, strict=True)))


@st.composite
def questions(draw: st.DrawFn, slots: int = 5, columns: int = 6) -> Question:
    """All of it random: which options there are, every rank, and pairs with several options (teams of one crew)."""
    weights = draw(st.lists(st.sampled_from([0, 1, 4, 5, 9]), max_size=slots))
    scale, some = draw(SCALES), draw(st.integers(0, columns))
    pairs = [(slot, column) for slot in range(len(weights)) for column in range(some)]
    letters = draw(st.binary(min_size=len(pairs), max_size=len(pairs) + 4))
    named = zip(pairs + pairs[:4], letters, strict=False)
    rows = tuple((*pair, spelled(letter, scale)) for pair, letter in named if letter < SPELLABLE)
    return Question(tuple(weights), rows)


def a_town(seed: int, slots: int, columns: int, near: int) -> Question:
    """Incidents and stations at random places; each slot has its ``near`` nearest columns as options."""
    random = Random(seed)
    places, stations = ([(random.randrange(900), random.randrange(900)) for _ in range(n)] for n in (slots, columns))
    weights, wear = [random.choice([4, 5, 8, 19, 35]) for _ in places], [random.randrange(600) for _ in stations]
    rows = []
    for slot, (x, y) in enumerate(places):
        seconds = sorted((abs(x - u) + abs(y - v), column) for column, (u, v) in enumerate(stations))
        for s, column in seconds[:near]:
            penalty = random.choice([0, 0, 0, 10, 30])
            robbed = random.choice([0, 0, 0, 3])
            rows.append((slot, column, Ranks(robbed, int(s > 300), penalty, s, column % 7, wear[column])))
    return Question(tuple(weights), tuple(rows))
