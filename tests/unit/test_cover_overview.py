"""Cover as it is shown: demand from a journal's own cases, the shift on duty, who costs most, posts for so many."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from console.analysis.past_demand import FEWEST, past_demand
from console.dispatch.cover.demand import even_demand
from console.dispatch.cover.overview import Posts, overview, posts_for
from console.dispatch.cover.shift_posts import shift_at
from console.dispatch.roads.network import RoadNetwork
from console.journal.store import Journal
from console.model import events as e
from console.model.places import District, Shift
from console.model.roads import Conditions
from console.phrase import say
from tests.unit.builders_district import a_grid, a_picture, a_team, one_street, spot
from tests.unit.journal_builders import SCENE, accepted, append, at, pending, reported

DAY, NIGHT = Shift(time(6), time(18)), Shift(time(18), time(6))


def a_street(*teams: object) -> District:
    """Grids at 0, 3 and 6 km: with 30 s of turnout nobody reaches the next one in three minutes."""
    return one_street(list(teams), grids=[a_grid(f"G{n}", spot(3000.0 * n)) for n in range(3)])  # type: ignore[arg-type]


def a_past(*, g0: int, g1: int, later: tuple[e.Event, ...] = ()) -> Journal:
    """So many accepted cases in two grids, one an hour; ``later`` happens to each of those in G1."""
    journal = Journal.open(":memory:")
    for n in range(g0 + g1):
        grid, number = "G0" if n < g0 else "G1", 1001 + n
        append(journal, *pending(number, reported(grid=grid), accepted(grid=grid)), after_s=3600 * n)
        if grid == "G1" and later:
            append(journal, *pending(number, *later), after_s=3600 * n)
    return journal


def end() -> datetime:
    return at(0) + timedelta(days=30)


def test_demand_is_learned_from_accepted_cases_and_says_from_how_many() -> None:
    found = past_demand(a_past(g0=10, g1=30), a_street(), end())
    assert found.basis == say("cover.demand_counted", cases=40, days=30, outside=0)
    total = found.per_hour.sum(axis=0)
    assert found.grids == ("G0", "G1", "G2")
    assert total[1] > total[0] > total[2] > 0


def test_with_few_cases_every_grid_counts_the_same_and_it_is_said() -> None:
    street = a_street()
    few = past_demand(a_past(g0=5, g1=FEWEST - 6), street, end())
    assert few.basis == say("cover.demand_few", cases=FEWEST - 1, fewest=FEWEST)
    assert (few.per_hour == 1).all()
    assert past_demand(Journal.open(":memory:"), street, end()).basis == say("cover.demand_even")


def test_the_fewest_cases_that_suffice_are_enough() -> None:
    basis = past_demand(a_past(g0=FEWEST, g1=0), a_street(), end()).basis
    assert basis == say("cover.demand_counted", cases=FEWEST, days=30, outside=0)


@pytest.mark.parametrize("what", ["merged", "not accepted", "without a place", "later than asked"])
def test_what_is_no_case_of_its_own_teaches_nothing(what: str) -> None:
    if what == "merged":
        journal = a_past(g0=0, g1=30, later=(e.IncidentMerged(1),))
    else:
        journal = Journal.open(":memory:")
        place = None if what == "without a place" else SCENE
        begun = (reported(grid="G1"),) if what == "not accepted" else (
            reported(grid="G1", position=place), accepted(grid="G1", position=place))  # fmt: skip
        for number in range(1001, 1031):
            append(journal, *pending(number, *begun))
    until = at(-60) if what == "later than asked" else end()
    assert past_demand(journal, a_street(), until).basis == say("cover.demand_even")


def test_cases_outside_the_grids_are_counted_as_such() -> None:
    journal = a_past(g0=25, g1=0)
    append(journal, *pending(2001, reported(grid=""), accepted(grid="")))
    assert past_demand(journal, a_street(), end()).basis == say("cover.demand_counted", cases=25, days=30, outside=1)


def test_the_shift_on_duty_is_that_of_most_teams_that_covers_the_time() -> None:
    street = a_street(*(a_team(t, spot(0), shift=DAY) for t in "AB"), a_team("C", spot(0), shift=NIGHT))
    assert shift_at(street, time(7)) == DAY
    assert shift_at(street, time(23)) == NIGHT
    assert shift_at(a_street(a_team("A", spot(0), shift=DAY)), time(23)) is None


def test_who_opens_most_is_named_first_and_who_opens_nothing_is_not() -> None:
    teams = [a_team("A", spot(0)), a_team("B", spot(3000)), a_team("C", spot(6000)), a_team("D", spot(6000))]
    street = a_street(*teams)
    demand = past_demand(a_past(g0=10, g1=30), street, end())
    found = overview(street, RoadNetwork(street.roads), a_picture(street), demand)
    assert [(loss.team, loss.grids) for loss in found.losses] == [("B", 1), ("A", 1)]
    assert found.losses[0].demand > found.losses[1].demand
    assert found.basis == demand.basis


def test_posts_are_for_the_shifts_teams_or_for_as_many_as_asked() -> None:
    street = a_street(a_team("A", spot(0)), a_team("B", spot(0)))
    network, even = RoadNetwork(street.roads), even_demand(sorted(street.grids))
    seen = a_picture(street)
    of_shift, of_three = posts_for(street, network, seen, even), posts_for(street, network, seen, even, count=3)
    assert isinstance(of_shift, Posts)
    assert isinstance(of_three, Posts)
    assert sum(n for _, n in of_shift.plan.posts) == 2
    assert sum(n for _, n in of_three.plan.posts) == 3
    assert of_three.plan.expected_cover > of_shift.plan.expected_cover
    assert of_three.plan.gap == 0


def test_posts_are_planned_on_the_roads_as_they_are() -> None:
    street = a_street(a_team("A", spot(0)))
    network, even = RoadNetwork(street.roads), even_demand(sorted(street.grids))
    every = frozenset(street.roads.stretch_index)
    shut = replace(a_picture(street), conditions=Conditions(closed=every))
    found = posts_for(street, network, shut, even)
    assert found is not None
    assert found.plan.expected_cover == 0
