"""How late an exercise's store answers: what is asked is recorded later, in order, and never after it is well again."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from console.board.board import Board
from console.board.fold import fold
from console.board.lateness import asked_now, late_now, recorded_at
from console.model.events import DrillInjected
from console.phrase import Text
from tests.unit.board_builders import the_district
from tests.unit.builders import START, recorded

Slow = tuple[int, int, int]  # begins, lasts, late: seconds

slow = st.tuples(st.integers(0, 60), st.integers(2, 40), st.integers(1, 30)).filter(lambda one: one[2] < one[1])


def at(second: int) -> datetime:
    return START + timedelta(seconds=second)


def a_board(*slows: Slow) -> Board:
    board = Board(the_district())
    for seq, (begins, lasts, late) in enumerate(slows, 1):
        effect = {"kind": "database_slow", "seconds": lasts, "late_s": late}
        event = DrillInjected(f"slow-{seq}", Text("slow", "慢"), effect)
        fold(board, recorded(event, seq=seq, s=begins))
    return board


def seconds(moments: list[datetime]) -> list[int]:
    return [round((moment - START).total_seconds()) for moment in moments]


def test_a_board_of_real_work_is_never_late() -> None:
    board = a_board()
    assert late_now(board, at(5)) is None
    assert recorded_at(board, at(5)) == at(5)
    assert asked_now(board, at(5)) == [at(5)]


def test_what_is_asked_is_recorded_so_much_later_and_all_of_it_when_the_store_is_well_again() -> None:
    board = a_board((10, 20, 6))
    assert [seconds(asked_now(board, at(s))) for s in (9, 10)] == [[9], [10]]
    assert [asked_now(board, at(s)) for s in range(11, 17)] == [[]] * 6
    assert [seconds(asked_now(board, at(s))) for s in (17, 29)] == [[11], [23]]
    assert seconds(asked_now(board, at(30))) == list(range(24, 31))
    assert seconds(asked_now(board, at(31))) == [31]
    assert [recorded_at(board, at(s)) for s in (10, 12, 23, 24, 29, 30)] == [at(s) for s in (10, 18, 29, 30, 30, 30)]


def test_of_two_at_once_the_slower_counts() -> None:
    board = a_board((0, 60, 3), (10, 20, 12))
    found = [late_now(board, at(s)) for s in (5, 15, 30, 60)]
    assert [span.late.seconds if span else 0 for span in found] == [3, 12, 3, 0]


@given(st.lists(slow, max_size=4))
def test_every_second_is_recorded_once_in_order_and_none_is_lost(slows: list[Slow]) -> None:
    board = a_board(*slows)
    recorded = [(moment, at(s)) for s in range(140) for moment in asked_now(board, at(s))]
    assert seconds([asked for asked, _ in recorded]) == list(range(140))
    assert all(one[1] <= other[1] for one, other in pairwise(recorded))
    assert all(recorded_at(board, asked) == then for asked, then in recorded)
    assert all(timedelta(0) <= then - asked <= timedelta(seconds=30) for asked, then in recorded)
