"""A shelf that holds less than the books say: the order gives up what is missing, the books follow the count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.board import Board
from console.board.fold import fold
from console.desk.decide import decide
from console.errors import Refused
from console.model import events as e
from console.model.incident import Actor
from console.model.recommendation import Load
from console.model.stock_commands import ReportShortLoad
from console.model.stock_events import LoadedShort
from tests.unit.builders import START, Story
from tests.unit.district_builders import demo

DEPOT, ITEM, TEAM = "D02", "3010101", "U01"
BOOKS = demo().depots[DEPOT].stock[ITEM]
CREW = Actor(TEAM, "field")


def loading(*quantities: int) -> Story:
    story = Story()
    story.an_incident(s=1)
    story.accepted(2)
    story.planned(3)
    story.an_order(4, "1001-01", TEAM, loads=tuple(Load(ITEM, quantity, DEPOT) for quantity in quantities))
    return story


def folded(story: Story) -> Board:
    board = Board(demo())
    for row in story.rows:
        fold(board, row)
    return board


def told(story: Story, found: int) -> Board:
    for pending in decide(ReportShortLoad("1001-01", ITEM, DEPOT, found), folded(story), CREW, START):
        story.add(9, pending.event, pending.incident)
    return folded(story)


@given(st.lists(st.integers(1, BOOKS), min_size=1, max_size=3).filter(lambda q: sum(q) <= BOOKS), st.integers(0, BOOKS))
def test_what_is_taken_and_what_is_left_are_together_what_was_found(quantities: list[int], found: int) -> None:
    board = told(loading(*quantities), found)
    taken = sum(load.quantity for load in board.orders["1001-01"].loads)
    assert taken == min(sum(quantities), found)
    if found < sum(quantities):
        assert taken + board.stock[DEPOT, ITEM] == found
    else:  # enough for the load: nothing follows, the books stay as they were
        assert taken + board.stock[DEPOT, ITEM] == BOOKS


def test_what_comes_back_is_only_what_was_taken() -> None:
    story = loading(BOOKS)
    told(story, 1)
    story.acknowledged(10, "1001-01")
    story.rolling(12, "1001-01")
    story.arrived(60, "1001-01")
    story.add(90, e.OrderDone("1001-01", "done"), 1001, TEAM)
    story.add(120, e.TeamReturned(TEAM, "1001-01"), 1001, TEAM)
    assert folded(story).stock[DEPOT, ITEM] == 1


def test_the_same_said_twice_is_said_once() -> None:
    story = loading(2)
    told(story, 1)
    rows = len(story.rows)
    told(story, 1)
    assert len(story.rows) == rows


@pytest.mark.parametrize(("item", "found"), [(ITEM, -1), ("1020101", 0)])
def test_a_count_that_cannot_be_is_refused(item: str, found: int) -> None:
    with pytest.raises(Refused):
        decide(ReportShortLoad("1001-01", item, DEPOT, found), folded(loading(2)), CREW, START)


def test_the_order_says_what_it_lacks() -> None:
    story = loading(2)
    told(story, 0)
    assert [row.event.missing for row in story.rows if isinstance(row.event, LoadedShort)] == [2]
