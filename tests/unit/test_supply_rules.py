"""What the domain wants of teams and materials chosen together (DOMAIN § 5.2 to 5.4), case by case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.chosen import Brought, Chosen, units_outweighed, weigh
from console.dispatch.assignment.milp import solve_as_programme
from console.dispatch.assignment.problem import Option, Problem, Ranks, Slot, Wanted
from console.dispatch.assignment.supply import Effort, supply
from tests.unit.builders_supply import a_town

FIRE, FLOOD = 1, 2
STAFF, HAUL = 1000, 0
EXTRA_TEAM = 100
STRAIGHT = -1


def sent(slot: int, team: int, arrives_s: int, depot: int = STRAIGHT, **ranks: int) -> Option:
    cost = Ranks(arrival_s=arrives_s)._replace(**ranks)
    return Option(slot, team, cost, depot, arrives_s)


def wanted(incident: int, item: str = "pump", quantity: int = 1, due_s: int = 600, weight: int = 500) -> Wanted:
    return Wanted(incident, item, quantity, due_s, weight)


def asked(
    slots: list[Slot], options: list[Option], materials: list[Wanted], **held: dict[tuple[int, str], int]
) -> Problem:
    teams = 1 + max((option.team for option in options), default=-1)
    return Problem(tuple(slots), tuple(options), tuple(range(teams)), tuple(materials), **held)


def answered(problem: Problem) -> Chosen:
    """The answer, after both ways of finding it agreed and its price was counted again."""
    chosen = supply(problem, Effort())
    assert chosen.proved
    assert chosen.value == solve_as_programme(problem).value
    assert weigh(problem, chosen.picks, chosen.brought) == (chosen.short, chosen.value)
    return chosen


def who_goes(problem: Problem, chosen: Chosen) -> list[tuple[int, int] | None]:
    """(team, depot) by slot."""
    taken = [None if e is None else problem.options[e] for e in chosen.picks]
    return [None if option is None else (option.team, option.depot) for option in taken]


def test_what_is_on_board_comes_first_and_saves_the_detour() -> None:
    options = [sent(0, 0, 100), sent(0, 0, 190, depot=0), sent(0, 1, 120)]
    problem = asked(
        [Slot(FIRE, "attack", STAFF)], options, [wanted(FIRE)], stock={(0, "pump"): 5}, aboard={(1, "pump"): 1}
    )
    chosen = answered(problem)
    assert who_goes(problem, chosen) == [(1, STRAIGHT)]
    assert chosen.brought == (Brought(option=2, wanted=0, quantity=1, aboard=True),)


def test_a_team_that_goes_anyway_fetches_before_an_extra_team_is_sent() -> None:
    options = [sent(0, 0, 100), sent(0, 0, 170, depot=0), sent(1, 1, 90, depot=0, penalty=EXTRA_TEAM)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FIRE, "haulage", HAUL)]
    problem = asked(slots, options, [wanted(FIRE)], stock={(0, "pump"): 1})
    assert who_goes(problem, answered(problem)) == [(0, 0), None]


def test_no_detour_makes_a_team_late_while_somebody_else_can_fetch() -> None:
    options = [sent(0, 0, 100), sent(0, 0, 250, depot=0, late=1), sent(1, 1, 400, depot=0, penalty=EXTRA_TEAM)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FIRE, "haulage", HAUL)]
    problem = asked(slots, options, [wanted(FIRE)], stock={(0, "pump"): 1})
    chosen = answered(problem)
    assert who_goes(problem, chosen) == [(0, STRAIGHT), (1, 0)]
    assert chosen.value.late == 0


def test_a_detour_that_makes_a_team_late_is_better_than_no_material_at_all() -> None:
    options = [sent(0, 0, 100), sent(0, 0, 250, depot=0, late=1)]
    problem = asked([Slot(FIRE, "attack", STAFF)], options, [wanted(FIRE)], stock={(0, "pump"): 1})
    assert who_goes(problem, answered(problem)) == [(0, 0)]


def test_material_that_comes_late_counts_as_one_missed_limit_however_many_bring_it() -> None:
    options = [sent(0, 0, 700), sent(1, 1, 900)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FIRE, "cordon", STAFF)]
    problem = asked(slots, options, [wanted(FIRE, quantity=4)], aboard={(0, "pump"): 2, (1, "pump"): 2})
    assert answered(problem).value == Ranks(late=1, arrival_s=1600)


def test_one_detour_brings_everything_the_depot_has() -> None:
    options = [sent(0, 0, 100), sent(0, 0, 180, depot=0), sent(0, 0, 150, depot=1), sent(1, 1, 80)]
    options += [sent(1, 1, 130, depot=1)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FIRE, "cordon", STAFF)]
    stock = {(0, "pump"): 2, (0, "hose"): 30, (1, "pump"): 2}
    problem = asked(slots, options, [wanted(FIRE, quantity=2), wanted(FIRE, "hose", 20)], stock=stock)
    assert who_goes(problem, answered(problem)) == [(0, 0), (1, STRAIGHT)]


def test_a_haul_that_nobody_needs_is_not_made() -> None:
    options = [sent(0, 0, 100), sent(1, 1, 90, depot=0, penalty=EXTRA_TEAM)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FIRE, "haulage", HAUL)]
    problem = asked(slots, options, [wanted(FIRE)], stock={(0, "pump"): 1}, aboard={(0, "pump"): 1})
    assert who_goes(problem, answered(problem)) == [(0, STRAIGHT), None]


def test_two_incidents_never_take_the_same_pump() -> None:
    options = [sent(0, 0, 100), sent(0, 0, 150, depot=0), sent(1, 1, 100), sent(1, 1, 150, depot=0)]
    options += [sent(1, 1, 900, depot=1)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FLOOD, "pumping", STAFF)]
    problem = asked(slots, options, [wanted(FIRE), wanted(FLOOD)], stock={(0, "pump"): 1, (1, "pump"): 1})
    chosen = answered(problem)
    assert who_goes(problem, chosen) == [(0, 0), (1, 1)]
    assert chosen.value.late == 1


def test_the_last_pump_goes_where_it_counts_more() -> None:
    options = [sent(0, 0, 100, depot=0), sent(1, 1, 900, depot=0)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FLOOD, "pumping", STAFF)]
    materials = [wanted(FIRE, weight=400), wanted(FLOOD, weight=500, due_s=1000)]
    problem = asked(slots, options, materials, stock={(0, "pump"): 1})
    assert answered(problem).short == (1, 0)


def test_a_team_is_given_up_by_one_need_so_that_another_gets_its_material() -> None:
    """The nearest team for the cordon is the only one with the hose on board that the attack lacks."""
    options = [sent(0, 0, 50), sent(0, 1, 90), sent(1, 0, 80), sent(1, 1, 60)]
    slots = [Slot(FLOOD, "cordon", STAFF), Slot(FIRE, "attack", STAFF)]
    problem = asked(slots, options, [wanted(FIRE, "hose")], aboard={(0, "hose"): 1})
    assert who_goes(problem, answered(problem)) == [(1, STRAIGHT), (0, STRAIGHT)]


def test_two_vehicles_of_one_crew_do_not_both_go() -> None:
    options = [sent(0, 0, 100), sent(1, 1, 100, depot=0), sent(1, 2, 500, depot=0)]
    slots = [Slot(FIRE, "attack", STAFF), Slot(FIRE, "haulage", HAUL)]
    problem = asked(slots, options, [wanted(FIRE)], stock={(0, "pump"): 1})
    shared = replace(problem, crews=(0, 0, 1))
    assert who_goes(shared, answered(shared)) == [(0, STRAIGHT), (2, 0)]


def under_way(fire_weight: int) -> Problem:
    """A team is under way to the flood, which is a slot with that team as its cheap option; the fire could use it."""
    options = [sent(0, 0, 0), sent(0, 1, 400), sent(1, 0, 120)]
    slots = [Slot(FLOOD, "pumping", 300), Slot(FIRE, "attack", fire_weight)]
    return asked(slots, options, [], stock={})


def test_a_team_under_way_is_taken_for_something_more_urgent_and_replaced() -> None:
    problem = under_way(fire_weight=900)
    assert who_goes(problem, answered(problem)) == [(1, STRAIGHT), (0, STRAIGHT)]


def test_a_team_under_way_is_left_alone_when_nothing_more_urgent_gains() -> None:
    problem = replace(under_way(fire_weight=200), options=(sent(0, 0, 0), sent(1, 0, 120)))
    assert who_goes(problem, answered(problem)) == [(0, STRAIGHT), None]


def test_a_team_under_way_is_taken_for_the_load_it_carries() -> None:
    problem = under_way(fire_weight=200)
    problem = replace(problem, wanted=(wanted(FIRE, weight=800),), aboard={(0, "pump"): 1})
    assert who_goes(problem, answered(problem)) == [(1, STRAIGHT), (0, STRAIGHT)]


def test_weights_scaled_by_the_units_make_one_whole_need_outweigh_them_all() -> None:
    """One team: it can fill the light cordon, or bring nearly all of the sand that is wanted."""
    options = [sent(0, 0, 100), sent(1, 0, 100)]
    slots = [Slot(FIRE, "cordon", 4), Slot(FLOOD, "haulage", HAUL)]
    problem = asked(slots, options, [wanted(FLOOD, "sand", 400, weight=4)], aboard={(0, "sand"): 399})
    assert who_goes(problem, answered(problem)) == [None, (0, STRAIGHT)]
    scale = units_outweighed(problem)
    scaled = replace(
        problem,
        slots=tuple(replace(slot, weight=scale * slot.weight) for slot in slots),
        wanted=tuple(replace(w, weight=scale * w.weight) for w in problem.wanted),
    )
    assert who_goes(scaled, answered(scaled)) == [(0, STRAIGHT), None]


def test_nothing_to_do_and_nobody_to_send_are_answered_too() -> None:
    nobody = asked([Slot(FIRE, "attack", STAFF)], [], [wanted(FIRE, quantity=2)], stock={(0, "pump"): 9})
    assert answered(nobody).value == Ranks(unfilled=STAFF + 500 + 2)
    assert answered(asked([], [], [])).value == Ranks()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([1.0, 0.2, 0.0]))
def test_stock_is_never_overdrawn_and_what_arrives_and_what_is_missing_is_what_was_wanted(
    seed: int, plenty: float
) -> None:
    problem = a_town(seed, 5, 30, 6, plenty)
    chosen = supply(problem, Effort(neighbourhoods=1, looks=5, programmed=0))
    taken, got = Counter[tuple[object, ...]](), Counter[int]()
    for load in chosen.brought:
        option, item = problem.options[load.option], problem.wanted[load.wanted].item
        taken[(option.team, item, "aboard") if load.aboard else (option.depot, item)] += load.quantity
        got[load.wanted] += load.quantity
    for (holder, item, *aboard), quantity in taken.items():
        held = problem.aboard if aboard else problem.stock
        assert 0 < quantity <= held[holder, item]  # type: ignore[index]
    assert [got[j] + short for j, short in enumerate(chosen.short)] == [w.quantity for w in problem.wanted]


ATTACK = asked(
    [Slot(FIRE, "attack", STAFF), Slot(FLOOD, "pumping", STAFF)],
    [sent(0, 0, 100, depot=0), sent(1, 1, 100), sent(1, 0, 100)],
    [wanted(FIRE, quantity=2), wanted(FLOOD)],
    stock={(0, "pump"): 1},
    aboard={(0, "pump"): 1, (1, "pump"): 3},
)


@pytest.mark.parametrize(
    ("picks", "loads", "why"),
    [
        ((0, 2), (), "a crew is sent twice"),
        ((1, None), (), "an option is taken for a slot that is not its own"),
        ((0, None), (Brought(0, 0, 2, aboard=False),), "more is taken from a depot than it has"),
        ((0, None), (Brought(0, 0, 2, aboard=True),), "more is taken from a vehicle than it carries"),
        ((0, 1), (Brought(1, 1, 2, aboard=True),), "more is brought than is wanted"),
        ((0, 1), (Brought(1, 0, 1, aboard=True),), "a load has no team that goes there"),
        ((None, 1), (Brought(0, 0, 1, aboard=False),), "a load has no team that goes there"),
        ((0, 1), (Brought(1, 1, 1, aboard=False),), "a load is taken where no depot is on the way"),
    ],
)
def test_a_choice_that_is_not_allowed_is_not_priced(
    picks: tuple[int | None, ...], loads: tuple[Brought, ...], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        weigh(ATTACK, picks, loads)
