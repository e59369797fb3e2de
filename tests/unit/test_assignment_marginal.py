from __future__ import annotations

from dataclasses import astuple, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.listing import Page, match_listed
from console.dispatch.assignment.marginal import Sensitivity, sensitivity
from console.dispatch.assignment.match import match, warm
from console.dispatch.assignment.problem import Ranks
from tests.unit.builders_assignment import Question, a_town, added, best_by_trying, less, questions


@pytest.fixture(scope="module", autouse=True)
def compiled_loops() -> None:
    warm()


def left_out_column(found: Sensitivity, columns: list[int], column: int) -> list[int]:
    """Who holds a slot once ``column`` is forced in, as the reasons say."""
    gone = int(found.left_out[column])
    return sorted({c for c in columns if c not in (-1, gone)} | {column})


@settings(max_examples=300, deadline=None)
@given(questions(slots=4, columns=5))
def test_each_team_not_chosen_has_exactly_the_change_that_forcing_it_in_would_cost(question: Question) -> None:
    answer = question.matched()
    found, columns = sensitivity(answer), answer.column_of_slot.tolist()
    for column in range(question.columns):
        slots = sorted({slot for slot, c, _ in question.rows if c == column})
        if column in columns or not slots:
            assert (found.slot[column], found.option[column], found.change[column].any()) == (-1, -1, False)
            continue
        forced = {slot: best_by_trying(question, forced=(slot, column)) for slot in slots}
        slot = min(slots, key=lambda s: forced[s])
        assert Ranks(*found.change[column].tolist()) == less(forced[slot], answer.value)
        assert found.slot[column] == slot
        assert found.replaces[column] == columns[slot]
        assert question.rows[found.option[column]][:2] == (slot, column)


@settings(max_examples=150, deadline=None)
@given(questions(slots=4, columns=5))
def test_who_is_left_out_for_a_team_forced_in_can_indeed_be_left_out(question: Question) -> None:
    answer = question.matched()
    found, columns = sensitivity(answer), answer.column_of_slot.tolist()
    for column in np.flatnonzero(found.slot >= 0).tolist():
        remaining = left_out_column(found, columns, column)
        rows = tuple(row for row in question.rows if row[1] in remaining)
        forced = best_by_trying(Question(question.weights, rows), forced=(int(found.slot[column]), column))
        assert forced == added(answer.value, found.change[column].tolist())


@settings(max_examples=300, deadline=None)
@given(questions(slots=4, columns=5))
def test_each_team_chosen_is_worth_exactly_what_doing_without_it_would_cost(question: Question) -> None:
    answer = question.matched()
    found, columns = sensitivity(answer), answer.column_of_slot.tolist()
    for slot, column in enumerate(columns):
        if column < 0:
            assert (found.instead[slot], found.loss[slot].any()) == (-1, False)
            continue
        best = best_by_trying(question, without=column)
        assert Ranks(*found.loss[slot].tolist()) == less(best, answer.value)
        rows = tuple(row for row in question.rows if row[0] != slot or row[1] == found.instead[slot])
        assert best_by_trying(Question(question.weights, rows), without=column) == best


@settings(max_examples=100, deadline=None)
@given(questions(slots=4, columns=5), st.randoms(use_true_random=False))
def test_the_order_of_the_options_changes_no_reason(question: Question, random: Random) -> None:
    rows = list(question.rows)
    random.shuffle(rows)
    found = [sensitivity(asked.matched()) for asked in (question, replace(question, rows=tuple(rows)))]
    for one, other in zip(*(astuple(replace(reasons, option=reasons.slot)) for reasons in found), strict=True):
        assert one.tolist() == other.tolist()


def test_the_reason_is_the_figure_a_person_expects() -> None:
    near, far, farther = (Ranks(arrival_s=seconds) for seconds in (60, 90, 131))
    answer = Question((9, 9), ((0, 0, near), (0, 1, far), (1, 1, near), (0, 2, farther))).matched()
    found = sensitivity(answer)
    assert answer.column_of_slot.tolist() == [0, 1]
    assert Ranks(*found.change[2].tolist()) == Ranks(arrival_s=71)
    assert (found.slot[2], found.replaces[2], found.left_out[2]) == (0, 0, 0)
    assert [Ranks(*row) for row in found.loss.tolist()] == [Ranks(arrival_s=71), Ranks(unfilled=9, arrival_s=-60)]
    assert found.instead.tolist() == [2, -1]


def test_a_chain_names_the_one_who_ends_up_with_nothing() -> None:
    seconds = {(0, 0): 60, (1, 0): 70, (1, 1): 100, (0, 2): 61}
    rows = tuple((slot, column, Ranks(arrival_s=s)) for (slot, column), s in seconds.items())
    answer = Question((9, 9), (*rows, (0, 3, Ranks(arrival_s=61, cover=1)))).matched()
    found = sensitivity(answer)
    assert answer.column_of_slot.tolist() == [2, 0]  # 131 s in all; the third team lets the first help elsewhere
    assert (found.slot[1], found.replaces[1], found.left_out[1]) == (1, 0, 2)
    assert Ranks(*found.change[1].tolist()) == Ranks(arrival_s=29)
    assert Ranks(*found.change[3].tolist()) == Ranks(cover=1)


def test_a_thousand_reasons_agree_with_solving_again() -> None:
    question = a_town(3, slots=40, columns=1000, near=400)
    answer = question.matched()
    found, (weights, slot_of, column_of, cost) = sensitivity(answer), question.arrays()
    for column in Random(1).sample(np.flatnonzero(found.slot >= 0).tolist(), 25):
        slot = int(found.slot[column])
        here = np.array([s != slot or c == column for s, c in zip(slot_of, column_of, strict=True)])
        weights_forced = [10**6 if s == slot else weight for s, weight in enumerate(weights)]
        again = match(weights_forced, np.array(slot_of)[here], np.array(column_of)[here], cost[here])
        assert again.column_of_slot[slot] == column
        assert less(again.value, answer.value) == Ranks(*found.change[column].tolist())


def test_an_answer_with_a_gap_has_no_reasons() -> None:
    def more(slot: int) -> Page:
        return Page([slot], [Ranks(arrival_s=90)], Ranks(arrival_s=10))

    partly, _ = match_listed([9, 9], more, stop=lambda _rounds: True)
    assert any(partly.gap)
    with pytest.raises(ValueError, match="proved best"):
        sensitivity(partly)
