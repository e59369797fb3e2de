"""Many incidents at once: sharing out what is scarce, and the parts of the road that only large problems take."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from console.dispatch.assignment.chosen import weigh
from console.dispatch.assignment.contest import SEARCHED, Claim, contested, price
from console.dispatch.assignment.first_choice import first_choice
from console.dispatch.assignment.layout import Layout
from console.dispatch.assignment.milp import solve_as_programme
from console.dispatch.assignment.neighbours import improved
from console.dispatch.assignment.outlook import chosen_by, look_at_all
from console.dispatch.assignment.pieces import pieces, worth_keeping
from console.dispatch.assignment.problem import Option, Problem, Ranks, Slot, Wanted
from console.dispatch.assignment.supply import Effort, supply
from tests.unit.builders_supply import a_town, best_by_trying_everything

QUICK = Effort(neighbourhoods=2, looks=5, programmed=0)


def one_depot_for_all(incidents: int, stock: int) -> Problem:
    """Each incident has one team that passes the depot; all want the same item, in different quantities."""
    random = Random(incidents)
    return Problem(
        tuple(Slot(i, "pumping", 1000) for i in range(incidents)),
        tuple(Option(i, i, Ranks(arrival_s=100 + i), 0, 100 + i) for i in range(incidents)),
        tuple(range(incidents)),
        tuple(Wanted(i, "pump", random.randint(1, 4), 900, 100 * random.randint(1, 3)) for i in range(incidents)),
        {(0, "pump"): stock},
    )


@pytest.mark.parametrize("incidents", [12, SEARCHED + 20])
def test_a_scarce_item_goes_whole_to_those_it_counts_most_for(incidents: int) -> None:
    problem = one_depot_for_all(incidents, stock=incidents)
    chosen, best = supply(problem, QUICK), solve_as_programme(problem)
    assert sum(load.quantity for load in chosen.brought) == incidents
    assert chosen.bound <= best.value <= chosen.value
    if incidents <= SEARCHED:
        assert chosen.value == best.value
    rows = list(zip(problem.wanted, chosen.short, strict=True))
    for one, missing in rows:
        for other, other_missing in rows:
            no_lighter_and_less = one.weight >= other.weight and one.quantity <= other.quantity and one != other
            equal = (one.weight, one.quantity) == (other.weight, other.quantity)
            assert not (missing and not other_missing and no_lighter_and_less and not equal)


def test_a_contest_too_large_to_search_says_by_how_much_it_may_be_wrong() -> None:
    random = Random(8)
    claims = {
        j: Claim(random.randint(1, 9), random.randint(1, 9), False, {0: j % 3 == 0, 1 + j % 2: False})
        for j in range(SEARCHED + 5)
    }
    left = {0: 40, 1: 30, 2: 20}
    large = contested(claims, left)
    cost = price(claims, large.given)
    drawn = {source: sum(q for (_, s), q in large.given.items() if s == source) for source in left}
    assert drawn == left, "what is there is used up"
    assert (0, 0) <= large.over <= cost
    assert all(sum(q for (k, _), q in large.given.items() if k == j) <= claim.need for j, claim in claims.items())


def test_those_who_can_wait_for_another_source_leave_the_near_one_to_those_who_cannot() -> None:
    claims = {1: Claim(9, 2, False, {10: False, 11: False}), 2: Claim(5, 2, False, {10: False})}
    outcome = contested(claims, {10: 2, 11: 2})
    assert outcome.given == {(1, 11): 2, (2, 10): 2}
    assert outcome.over == (0, 0)


def test_solving_neighbours_again_never_makes_it_worse_and_stays_allowed() -> None:
    for seed in range(4):
        problem = a_town(seed, 8, 40, 5)
        root = look_at_all(Layout.of(problem))
        first = chosen_by(problem, first_choice(root), root.bound)
        better = improved(root, first, times=4)
        assert root.bound <= better.value <= first.value
        assert weigh(problem, better.picks, better.brought) == (better.short, better.value)


def test_solving_neighbours_again_does_gain_something() -> None:
    problem = a_town(3, 12, 60, 6)
    root = look_at_all(Layout.of(problem))
    first = chosen_by(problem, first_choice(root), root.bound)
    assert improved(root, first, times=6).value < first.value


def far_apart(*towns: Problem) -> Problem:
    """Towns that share nothing, as one problem."""
    slots, options, crews, materials = list[Slot](), list[Option](), list[int](), list[Wanted]()
    stock, aboard = dict[tuple[int, str], int](), dict[tuple[int, str], int]()
    for n, town in enumerate(towns):
        teams, first = len(crews), len(slots)
        options += [
            replace(o, slot=o.slot + first, team=o.team + teams, depot=o.depot + 5 * n if o.depot >= 0 else -1)
            for o in town.options
        ]
        slots += [replace(slot, incident=slot.incident + 100 * n) for slot in town.slots]
        materials += [replace(w, incident=w.incident + 100 * n) for w in town.wanted]
        stock |= {(d + 5 * n, item): quantity for (d, item), quantity in town.stock.items()}
        aboard |= {(t + teams, item): quantity for (t, item), quantity in town.aboard.items()}
        crews += [crew + teams for crew in town.crews]
    return Problem(tuple(slots), tuple(options), tuple(crews), tuple(materials), stock, aboard)


def test_incidents_that_share_nothing_are_solved_apart_and_add_up() -> None:
    towns = [a_town(seed, 1, 12, 4, plenty=0.5) for seed in range(6)]
    together = far_apart(*towns)
    alone = [supply(town, Effort()) for town in towns]
    chosen = supply(together, Effort(neighbourhoods=0))
    assert chosen.proved
    assert chosen.value == Ranks(*(sum(rank) for rank in zip(*(one.value for one in alone), strict=True)))


def test_pieces_have_no_crew_and_no_scarce_stock_in_common() -> None:
    problem = far_apart(*(a_town(seed, 1, 12, 4, plenty=0.2) for seed in range(6)))
    root = look_at_all(Layout.of(problem))
    parts = pieces(root, worth_keeping(root, root.value), most=10_000)
    assert parts is not None
    assert len(parts) > 1
    crews = [{problem.crews[problem.options[e].team] for e in part.options} for part in parts]
    assert sum(map(len, crews)) == len(set().union(*crews))
    assert pieces(root, worth_keeping(root, root.value), most=1) is None


def test_no_piece_takes_a_crew_that_what_is_in_no_piece_stays_with() -> None:
    """One team is the only one for the first incident, and the one that could bring the second what it lacks."""
    problem = Problem(
        (Slot(1, "rescue", 1000), Slot(2, "pumping", 1000)),
        (
            Option(0, 0, Ranks(arrival_s=10), -1, 10), Option(1, 1, Ranks(arrival_s=20), -1, 20),
            Option(1, 0, Ranks(arrival_s=30), 0, 30),
        ),
        (0, 1), (Wanted(2, "pump", 1, 900, 100),), {(0, "pump"): 1},
    )  # fmt: skip
    root = look_at_all(Layout.of(problem))
    kept = root.allowed.copy()
    kept[root.picks] = False  # as when the match's own options cost as much as the best that is known
    parts = pieces(root, kept, most=10_000)
    assert parts is not None
    assert [part.slots for part in parts] == [(0, 1)]
    assert supply(problem, QUICK).picks[0] == 0


def test_options_left_out_are_not_part_of_anything_better() -> None:
    """Without the options that are kept nothing below the known value can be had: tried out on small towns."""
    left_out = 0
    for seed in range(12):
        problem = a_town(seed, 1, 4, 2, plenty=0.5)
        problem = replace(problem, options=tuple(o for o in problem.options if o.depot < 2))
        root = look_at_all(Layout.of(problem))
        known = first_choice(root).value
        if known == root.bound:
            continue
        kept = worth_keeping(root, known)
        numbers = set(root.layout.number[kept].tolist())
        left_out += len(problem.options) - len(numbers)
        fewer = replace(problem, options=tuple(o for e, o in enumerate(problem.options) if e in numbers))
        assert min(known, best_by_trying_everything(fewer)) == best_by_trying_everything(problem)
    assert left_out
