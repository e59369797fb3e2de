from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from console.dispatch.assignment import compiled
from console.dispatch.assignment.match import match, warm
from console.dispatch.assignment.packing import Extent, Packing
from console.dispatch.assignment.problem import Ranks
from tests.unit.builders_assignment import (
    RANKS,
    Question,
    Row,
    a_town,
    first_by_trying,
    questions,
)


@pytest.fixture(scope="module", autouse=True)
def compiled_loops() -> None:
    warm()


@contextmanager
def interpreted() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled._Loops, "compiled", {})
        assert not compiled.is_warm()
        yield
    assert compiled.is_warm()


@settings(max_examples=2000, deadline=None)
@given(questions())
def test_the_answer_is_the_best_of_all_ways_and_the_first_of_the_best(question: Question) -> None:
    found = question.matched()
    value, columns = first_by_trying(question)
    assert found.value == value
    assert tuple(found.column_of_slot.tolist()) == columns
    assert question.cost(columns) == value
    assert found.lower_bound == value


def best_by_programme(question: Question) -> Ranks:
    """A mixed-integer programme, rank after rank, each rank's optimum held while the next is minimised."""
    weights, slot_of, column_of, cost = question.arrays()
    e, s = len(slot_of), len(weights)
    here = np.arange(e)
    fill = csr_array((np.ones(e + s), (slot_of + list(range(s)), np.arange(e + s))), shape=(s, e + s))
    once = csr_array((np.ones(e), (column_of, here)), shape=(question.columns, e + s))
    rules = [LinearConstraint(fill, 1, 1), LinearConstraint(once, 0, 1)]
    figures = []
    for rank in range(RANKS):
        objective = np.concatenate([cost[:, rank], weights if rank == 0 else np.zeros(s)]).astype(float)
        found = milp(objective, constraints=rules, integrality=1, bounds=Bounds(0, 1), options={"mip_rel_gap": 0})
        assert found.success
        figures.append(round(found.fun))
        rules.append(LinearConstraint(csr_array(objective[None, :]), -np.inf, figures[-1] + 0.5))
    return Ranks(*figures)


@pytest.mark.parametrize("seed", range(100))
def test_medium_questions_agree_with_a_mixed_integer_programme(seed: int) -> None:
    question = a_town(seed, slots=12, columns=25 if seed % 2 else 10, near=9)
    found = question.matched()
    assert found.value == best_by_programme(question) == found.lower_bound


RANK_PAIRS = list(combinations(range(RANKS), 2))


def only(rank: int, figure: int) -> Ranks:
    return Ranks(**{Ranks._fields[rank]: figure})


@pytest.mark.parametrize(("higher", "lower"), RANK_PAIRS)
def test_the_higher_rank_decides_and_the_lower_only_when_it_is_equal(higher: int, lower: int) -> None:
    good_above, good_below = 0, 1
    rows: list[Row] = [(0, good_above, only(lower, 10**6)), (0, good_below, only(higher, 1))]
    assert Question((9,), tuple(rows)).matched().column_of_slot.tolist() == [good_above]
    rows[good_below] = (0, good_below, Ranks())
    assert Question((9,), tuple(rows)).matched().column_of_slot.tolist() == [good_below]


@pytest.mark.parametrize(("higher", "lower"), RANK_PAIRS)
def test_one_unit_of_a_rank_outweighs_all_that_sixty_slots_could_gain_below_it(higher: int, lower: int) -> None:
    stay: list[Row] = [(slot, slot, only(lower, 10**5)) for slot in range(60)]
    move: list[Row] = [(slot, slot + 1, Ranks()) for slot in range(59)]  # possible when the next slot moves, too
    weights = (9,) * 60
    held = Question(weights, (*stay, *move, (59, 60, only(higher, 1)))).matched()
    assert held.column_of_slot.tolist() == list(range(60))
    assert held.value == only(lower, 60 * 10**5)
    free = Question(weights, (*stay, *move, (59, 60, Ranks()))).matched()
    assert free.column_of_slot.tolist() == list(range(1, 61))


@settings(max_examples=100, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_the_options_changes_nothing(question: Question, random: Random) -> None:
    rows = list(question.rows)
    random.shuffle(rows)
    shuffled = Question(question.weights, tuple(rows))
    one, other = question.matched(), shuffled.matched()
    assert one.column_of_slot.tolist() == other.column_of_slot.tolist()
    for first, second in zip(one.option_of_slot.tolist(), other.option_of_slot.tolist(), strict=True):
        assert first == second == -1 or question.rows[first] == shuffled.rows[second]


def test_of_equally_good_teams_the_first_slot_gets_the_first() -> None:
    rows = tuple((slot, column, Ranks(arrival_s=60)) for slot in range(3) for column in range(5))
    assert Question((4, 9, 5), rows).matched().column_of_slot.tolist() == [0, 1, 2]


def test_of_two_teams_that_share_a_crew_the_nearer_goes_and_of_equals_the_first_listed() -> None:
    far, near = Ranks(arrival_s=90), Ranks(arrival_s=60)
    found = Question((9, 9), ((0, 0, far), (0, 0, near), (0, 0, near), (1, 0, near))).matched()
    assert found.option_of_slot.tolist() == [1, -1]
    assert found.value == Ranks(9, arrival_s=60)


def test_a_slot_stays_empty_when_filling_it_robs_more_than_it_is_worth() -> None:
    assert Question((4,), ((0, 0, Ranks(5)),)).matched().option_of_slot.tolist() == [-1]
    assert Question((4,), ((0, 0, Ranks(4)),)).matched().option_of_slot.tolist() == [0]


@settings(max_examples=150, deadline=None)
@given(questions())
def test_interpreted_and_compiled_loops_give_the_same_answer(question: Question) -> None:
    fast = question.matched()
    with interpreted():
        slow = question.matched()
    assert fast.option_of_slot.tolist() == slow.option_of_slot.tolist()
    assert (fast.value, fast.lower_bound) == (slow.value, slow.lower_bound)


@pytest.mark.parametrize(("slots", "columns"), [(60, 200), (150, 80)])
def test_interpreted_and_compiled_loops_agree_on_a_town(slots: int, columns: int) -> None:
    question = a_town(5, slots, columns, near=20)
    fast = question.matched()
    with interpreted():
        slow = question.matched()
    assert fast.option_of_slot.tolist() == slow.option_of_slot.tolist()
    assert fast.value == slow.value == fast.lower_bound


def test_the_prices_prove_the_answer() -> None:
    found = a_town(1, slots=150, columns=80, near=20).matched()
    proof = found.proof
    relative = proof.options.cost.copy()
    relative[:, 0] -= proof.weights[proof.options.slot_of]
    hi, lo = proof.packing.packed(relative)
    price = [(int(h) << 62) + int(low) for h, low in zip(proof.prices.hi, proof.prices.lo, strict=True)]
    cost = [(int(h) << 62) + int(low) for h, low in zip(hi, lo, strict=True)]
    worth = [0] * len(proof.weights)
    for slot, option in enumerate(found.option_of_slot.tolist()):
        if option >= 0:
            worth[slot] = cost[option] + price[proof.options.column_of[option]]
    assert max(worth) <= 0 <= min(price)
    assert all(p == 0 for column, p in enumerate(price) if column not in found.column_of_slot)
    pairs = zip(proof.options.slot_of.tolist(), proof.options.column_of.tolist(), cost, strict=True)
    assert all(c + price[column] >= worth[slot] for slot, column, c in pairs)


def test_two_threads_may_match_at_once_while_a_third_warms() -> None:
    question = a_town(2, slots=30, columns=40, near=12)
    expected = question.matched().option_of_slot.tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled._Loops, "compiled", {})
        with ThreadPoolExecutor(3) as pool:
            warming = pool.submit(warm)
            answers = [pool.submit(question.matched) for _ in range(20)]
            warming.result()
        assert compiled.is_warm()
    assert all(answer.result().option_of_slot.tolist() == expected for answer in answers)


def test_the_room_is_entered_without_numba() -> None:
    enter = "import sys, console.dispatch.assignment.listing, console.dispatch.assignment.marginal"
    subprocess.run([sys.executable, "-c", f"{enter}; sys.exit('numba' in sys.modules)"], check=True, timeout=60)


FIGURES = st.lists(st.integers(-(10**4), 10**4), min_size=RANKS, max_size=RANKS).map(lambda row: Ranks(*row))


@settings(max_examples=200, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=8), st.data())
def test_packed_sums_compare_as_their_ranks_do_and_are_read_back(costs: list[Ranks], data: st.DataObject) -> None:
    packing = Packing.wide_enough(Extent.of(np.array(costs, np.int64)), len(costs))
    picks = st.lists(st.sampled_from(costs), max_size=len(costs))
    one, other = (Ranks(*np.sum([Ranks(), *data.draw(picks)], axis=0).tolist()) for _ in range(2))
    difference = packing.number(one) - packing.number(other)
    assert (difference < 0, difference == 0) == (one < other, one == other)
    expected = Ranks(*(a - b for a, b in zip(one, other, strict=True)))
    assert packing.ranks(difference) == expected
    words = np.array([difference >> 62]), np.array([difference & (2**62 - 1)])
    assert packing.unpacked(*words).tolist() == [list(expected)]
    assert [words[0].tolist(), words[1].tolist()] == [w.tolist() for w in packing.packed(np.array([expected]))]


def test_figures_too_large_to_be_compared_exactly_are_refused_by_name() -> None:
    rows = ((0, 0, Ranks(penalty=10**12, wear=10**12)), (0, 1, Ranks(arrival_s=10**12, cover=10**12)))
    with pytest.raises(OverflowError, match=r"costs of 1 slots need 170 bits of 121 .*penalty 41, arrival_s 41"):
        Question((9,), rows).matched()
    with pytest.raises(OverflowError, match="late 64"):
        Question((9,), ((0, 0, Ranks(late=2**63 - 1)),)).matched()


def test_the_largest_figures_that_fit_are_compared_to_the_last_unit() -> None:
    top = (1 << 17) - 1
    rows = tuple((slot, column, Ranks(*[top] * 5, top - (slot == column))) for slot in range(2) for column in range(2))
    found = Question((2 * top, 2 * top), rows[::-1]).matched()
    assert found.column_of_slot.tolist() == [0, 1]
    assert found.value == Ranks(*[2 * top] * 5, 2 * top - 2) == found.lower_bound


@pytest.mark.parametrize(
    ("slot_of", "column_of", "cost", "said"),
    [
        ([0], [0, 1], np.zeros((1, RANKS)), "1 slots, 2 columns"),
        ([0], [0], np.zeros((1, RANKS - 1)), r"costs \(1, 5\)"),
        ([2], [0], np.zeros((1, RANKS)), "not one of the 2"),
        ([-1], [0], np.zeros((1, RANKS)), "not one of the 2"),
        ([0], [-1], np.zeros((1, RANKS)), "column is negative"),
    ],
)
def test_arrays_that_do_not_fit_together_are_refused(
    slot_of: list[int], column_of: list[int], cost: np.ndarray, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        match([4, 4], slot_of, column_of, cost)
