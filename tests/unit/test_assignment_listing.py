from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.listing import Page, match_listed
from console.dispatch.assignment.match import warm
from console.dispatch.assignment.problem import Ranks
from tests.unit.builders_assignment import Question, Row, a_town, questions


@pytest.fixture(scope="module", autouse=True)
def compiled_loops() -> None:
    warm()


class Pages:
    """A question's options slot by slot, the cheapest first, ``size`` at a time; remembers what it gave."""

    def __init__(self, question: Question, size: int, blur: int = 0) -> None:
        self.size, self.blur = size, blur
        self.given: list[Row] = []
        dearest_last = sorted(question.rows, key=lambda row: (row[2], -row[1]))  # the first of equals comes last
        self.left = [[row for row in dearest_last if row[0] == slot] for slot in range(len(question.weights))]

    def __call__(self, slot: int) -> Page:
        now, self.left[slot] = self.left[slot][: self.size], self.left[slot][self.size :]
        self.given += now
        next_one = self.left[slot][0][2] if self.left[slot] else None
        bound = next_one and next_one._replace(arrival_s=next_one.arrival_s - self.blur)
        return Page([row[1] for row in now], [row[2] for row in now], bound)


@settings(max_examples=250, deadline=None)
@given(questions(slots=5, columns=6), st.integers(1, 3), st.integers(0, 2))
def test_listing_as_needed_gives_the_very_answer_of_listing_all(question: Question, size: int, blur: int) -> None:
    pages = Pages(question, size, blur)
    found, rounds = match_listed(question.weights, pages)
    assert found.column_of_slot.tolist() == question.matched().column_of_slot.tolist()
    assert found.value == question.matched().value == found.lower_bound
    assert 1 <= rounds <= 1 + len(question.rows)
    for slot, option in enumerate(found.option_of_slot.tolist()):
        assert option < 0 or pages.given[option][:2] == (slot, found.column_of_slot[slot])


@settings(max_examples=200, deadline=None)
@given(questions(slots=5, columns=6), st.integers(1, 3))
def test_stopped_early_the_answer_is_real_and_the_bound_holds(question: Question, rounds: int) -> None:
    found, took = match_listed(question.weights, Pages(question, 1), lambda done: done >= rounds)
    assert took <= rounds
    assert found.lower_bound <= question.matched().value <= found.value
    assert found.value == question.cost(found.column_of_slot.tolist())


def test_the_gap_is_said_and_closes_with_more_rounds() -> None:
    question = a_town(4, slots=60, columns=50, near=40)
    best = question.matched().value
    gaps = []
    for rounds in (1, 2, 4, 8, 1000):
        found, _ = match_listed(question.weights, Pages(question, 4), rounds.__le__)
        assert found.lower_bound <= best <= found.value
        gaps.append(found.gap)
    assert gaps[0] > gaps[2] >= gaps[-1] == Ranks()


def test_far_options_are_never_asked_for_when_near_ones_decide() -> None:
    question = a_town(5, slots=40, columns=400, near=400)
    pages = Pages(question, 8)
    found, _ = match_listed(question.weights, pages)
    assert found.value == question.matched().value
    assert len(pages.given) < len(question.rows) // 10


def test_figures_far_beyond_those_listed_at_first_are_compared_exactly() -> None:
    far, farther = Ranks(arrival_s=7, wear=10**12), Ranks(arrival_s=8)
    pages = [
        iter([Page([0], [Ranks(arrival_s=5)], None)]),
        iter([Page([0], [Ranks(arrival_s=6)], Ranks(arrival_s=7)), Page([1, 2], [far, farther], None)]),
    ]
    found, rounds = match_listed([9, 9], lambda slot: next(pages[slot]))
    assert (found.column_of_slot.tolist(), rounds) == ([0, 1], 2)
    assert found.value == Ranks(arrival_s=12, wear=10**12) == found.lower_bound


def test_an_option_below_the_bound_given_before_is_refused() -> None:
    pages = iter([Page([0], [Ranks(late=1)], Ranks(arrival_s=60)), Page([1], [Ranks(arrival_s=59)], None)])
    with pytest.raises(ValueError, match="slot 0: an option costs less than"):
        match_listed([9], lambda _slot: next(pages))


def test_a_bound_that_stands_still_without_options_is_refused() -> None:
    pages = iter([Page([], [], Ranks(arrival_s=60)), Page([], [], Ranks(arrival_s=60))])
    with pytest.raises(ValueError, match="slot 0: the bound went from"):
        match_listed([9], lambda _slot: next(pages))
