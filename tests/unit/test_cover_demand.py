from __future__ import annotations

from datetime import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.dispatch.cover.demand import OWN_DAYS, demand_of, even_demand
from console.model.places import Shift

GRIDS = ("A", "B", "C")
CASES = st.lists(st.tuples(st.sampled_from([*GRIDS, "elsewhere"]), st.integers(0, 23)), max_size=60)


@given(CASES, st.integers(1, 400))
def test_the_districts_cases_of_every_hour_are_kept_and_no_grid_is_without_any(
    past: list[tuple[str, int]], days: int
) -> None:
    demand, inside = demand_of(GRIDS, past, days), [hour for grid, hour in past if grid in GRIDS]
    if not inside:
        assert demand.basis.code == "cover.demand_even"
        assert (demand.per_hour == 1.0).all()
        return
    for hour in range(24):
        assert demand.at(hour).sum() == pytest.approx(inside.count(hour) / days)
        assert (demand.at(hour) > 0).all() == (hour in inside)


def test_a_grid_with_more_cases_is_expected_to_have_more_and_not_only_in_the_hours_it_had_them() -> None:
    demand = demand_of(GRIDS, [("A", 8)] * 9 + [("B", 8), ("B", 20)], 10)
    assert demand.at(8)[0] > demand.at(8)[1] > demand.at(8)[2]
    assert demand.at(20)[0] > demand.at(20)[2]
    assert demand.at(20 + 24).tolist() == demand.at(20).tolist()


def test_the_longer_a_grid_is_watched_the_more_its_own_hours_count() -> None:
    """A has all its cases at 8, B at 20; after years that is nearly all that counts."""
    past = [("A", 8), ("B", 20)]
    short, long = demand_of(GRIDS, past * 4, OWN_DAYS / 7), demand_of(GRIDS, past * 4000, OWN_DAYS * 1000)
    assert short.at(8)[1] / short.at(8)[0] > 0.5
    assert long.at(8)[1] / long.at(8)[0] < 0.01


def test_what_demand_rests_on_is_said() -> None:
    demand = demand_of(GRIDS, [("A", 1), ("nowhere", 2), ("B", 3)], 7)
    assert demand.basis.values == {"cases": 2, "days": 7, "outside": 1}
    assert "2 cases in 7 days (1 outside" in demand.basis.en
    assert "7 天内 2 件" in demand.basis.get("zh")


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        (time(6), time(9), [6, 7, 8]),
        (time(22, 30), time(1), [22, 23, 0]),
        (time(5), time(5), list(range(24))),
        (time(6, 30), time(8, 15), [6, 7, 8]),
    ],
)
def test_the_demand_of_a_shift_is_that_of_the_hours_it_touches(begin: time, end: time, hours: list[int]) -> None:
    demand = demand_of(("A",), [("A", h) for h in range(24) for _ in range(h + 1)], 1)
    assert demand.over(Shift(begin, end))[0] == pytest.approx(np.mean([demand.at(h)[0] for h in hours]))


def test_cases_without_a_number_of_days_say_nothing() -> None:
    with pytest.raises(ValueError, match="days"):
        demand_of(GRIDS, [("A", 1)], 0)


def test_even_demand_says_that_nothing_is_known() -> None:
    assert even_demand(GRIDS).basis.en == "no past cases: every grid counts the same"
