from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.keeping import WORTH_TELLING_S, keeping
from console.dispatch.assignment.match import match, warm
from console.dispatch.assignment.problem import Ranks
from tests.unit.builders_assignment import Question, added, questions


@pytest.fixture(scope="module", autouse=True)
def compiled_loops() -> None:
    warm()


def shown(question: Question, held: dict[int, int] | None = None) -> dict[int, int]:
    """Slot → team of the answer when ``held`` was shown before; here every team is a crew of its own."""
    weights, slot_of, column_of, cost = question.arrays()
    teams = np.array(column_of, np.int64)
    kept = keeping(np.array(slot_of, np.int32), teams, cost, held or {})
    chosen = match(weights, slot_of, column_of, kept).option_of_slot
    return {slot: int(teams[option]) for slot, option in enumerate(chosen.tolist()) if option >= 0}


@settings(max_examples=150, deadline=None)
@given(questions(), st.lists(st.integers(-7, 7), min_size=34, max_size=34))
def test_arrivals_that_waver_by_seven_seconds_change_no_order(question: Question, waver: list[int]) -> None:
    def arriving(by: list[int]) -> Question:
        rows = zip(question.rows, by, strict=False)
        return replace(question, rows=tuple((s, c, added(cost, Ranks(arrival_s=60 + b))) for (s, c, cost), b in rows))

    held = shown(arriving([0] * 34))
    assert shown(arriving(waver), held) == held


A, B = 0, 1


def one_slot(kept: Ranks, other: Ranks) -> Question:
    return Question((1000,), ((0, A, kept), (0, B, other)))


@pytest.mark.parametrize(("gain", "team"), [(WORTH_TELLING_S - 1, A), (WORTH_TELLING_S, A), (WORTH_TELLING_S + 1, B)])
def test_only_a_gain_of_more_than_fifteen_seconds_is_worth_a_change(gain: int, team: int) -> None:
    question = one_slot(Ranks(arrival_s=100), Ranks(arrival_s=100 - gain))
    assert shown(question, {0: A}) == {0: team}
    assert shown(question, {0: B}) == {0: B}
    assert shown(one_slot(question.rows[B][2], question.rows[A][2]), {0: B}) == {0: 1 - team}


@pytest.mark.parametrize("rank", ["unfilled", "late", "penalty"])
def test_the_smallest_gain_of_a_higher_rank_is_always_worth_a_change(rank: str) -> None:
    worse = Ranks(arrival_s=0)._replace(**{rank: 1})
    assert shown(one_slot(worse, Ranks(arrival_s=3000)), {0: A}) == {0: B}


def test_a_slot_that_would_stay_empty_is_worth_changing_another_order() -> None:
    near, far = Ranks(arrival_s=10), Ranks(arrival_s=900)
    question = Question((9, 9), ((0, A, near), (0, B, far), (1, A, far)))
    assert shown(question, {0: A}) == {0: B, 1: A}


def test_every_order_that_changes_must_gain_its_fifteen_seconds() -> None:
    for first, second in combinations((10, 20, 40), 2):
        rows = ((0, A, Ranks(arrival_s=first)), (0, B, Ranks()), (1, B, Ranks(arrival_s=second)), (1, A, Ranks()))
        changed = {0: B, 1: A} if first + second > 2 * WORTH_TELLING_S else {0: A, 1: B}
        assert shown(Question((9, 9), rows), {0: A, 1: B}) == changed


def test_a_team_or_slot_that_is_no_longer_there_is_simply_not_kept() -> None:
    question = one_slot(Ranks(arrival_s=100), Ranks(arrival_s=99))
    assert shown(question, {0: 7, 5: A}) == {0: B}
