from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.solve import ARRIVAL_CAP_S, Option, Options, Slot, assign
from tests.unit.builders_district import a_picture, a_team, advise, an_incident, need, one_street, sent_to, spot

Score = tuple[int, int, int, int, int]


def score(slots: list[Slot], options: Options, chosen: list[int | None]) -> Score:
    """The objective as a person reads it: five figures, the first that differs decides."""
    taken = [options[s, t] for s, t in enumerate(chosen) if t is not None]
    unfilled = sum(slot.weight for slot, t in zip(slots, chosen, strict=True) if t is None)
    return (
        unfilled + sum(o.robbed_weight for o in taken),
        sum(o.late for o in taken),
        sum(o.penalty for o in taken),
        sum(min(o.eta_s, ARRIVAL_CAP_S) for o in taken),
        sum(o.cover_loss for o in taken),
    )


def best_score(slots: list[Slot], teams: int, options: Options) -> Score:
    """Every way of filling the slots, tried."""
    ways = itertools.product([None, *range(teams)], repeat=len(slots))
    usable = (
        list(way)
        for way in ways
        if len({t for t in way if t is not None}) == sum(t is not None for t in way)
        and all(t is None or (s, t) in options for s, t in enumerate(way))
    )
    return min(score(slots, options, way) for way in usable)


OPTION = st.builds(
    Option,
    eta_s=st.one_of(st.integers(0, 400), st.integers(3500, 4000)),
    late=st.booleans(),
    penalty=st.sampled_from([0, 0, 1, 30, 1000]),
    cover_loss=st.integers(0, 6),
    robbed_weight=st.sampled_from([0, 0, 0, 4, 9]),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Slot], int, dict[tuple[int, int], Option]]:
    slots = [Slot(n, draw(st.sampled_from([4, 5, 8, 19, 35]))) for n in range(draw(st.integers(1, 4)))]
    teams = draw(st.integers(0, 4))
    options = {}
    for s, t in itertools.product(range(len(slots)), range(teams)):
        option = draw(st.one_of(st.none(), OPTION))
        if option is not None:
            options[s, t] = replace(option, robbed_weight=min(option.robbed_weight, slots[s].weight - 1))
    return slots, teams, options


@settings(max_examples=250, deadline=None)
@given(cases())
def test_no_way_of_filling_the_slots_is_better_than_the_one_given(
    case: tuple[list[Slot], int, dict[tuple[int, int], Option]],
) -> None:
    slots, teams, options = case
    chosen = assign(slots, teams, options)
    taken = [t for t in chosen if t is not None]
    assert len(taken) == len(set(taken))
    assert all(t is None or (s, t) in options for s, t in enumerate(chosen))
    assert score(slots, options, chosen) == best_score(slots, teams, options)


def plain(**changes: object) -> Option:
    return replace(Option(eta_s=100, late=False, penalty=0, cover_loss=0), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("worse_first", "better_first"),
    [
        (plain(robbed_weight=1), plain(late=True, penalty=1000, eta_s=3600, cover_loss=50)),
        (plain(late=True), plain(penalty=1000, eta_s=3600, cover_loss=50)),
        (plain(penalty=1), plain(eta_s=3600, cover_loss=50)),
        (plain(eta_s=101), plain(cover_loss=50)),
        (plain(cover_loss=1), plain()),
    ],
    ids=["robbing, then lateness", "lateness, then penalty", "penalty, then seconds", "seconds, then cover", "cover"],
)
def test_one_unit_of_a_higher_rank_outweighs_everything_below_it(worse_first: Option, better_first: Option) -> None:
    assert assign([Slot("a", 8)], 2, {(0, 0): worse_first, (0, 1): better_first}) == [1]


def test_the_heavier_slot_gets_the_only_team_even_when_it_arrives_there_late() -> None:
    options = {(0, 0): plain(eta_s=10), (1, 0): plain(eta_s=3000, late=True, penalty=900)}
    assert assign([Slot("light", 4), Slot("heavy", 5)], 1, options) == [None, 0]


def test_two_light_slots_filled_outweigh_one_heavier_slot_when_they_weigh_more_together() -> None:
    options = {(0, 0): plain(), (1, 0): plain(), (1, 1): plain(), (2, 1): plain(eta_s=900)}
    assert assign([Slot("heavy", 9), Slot("light", 5), Slot("light", 5)], 2, options).count(None) == 1


def test_the_only_team_with_two_skills_is_kept_for_the_place_nobody_else_can_fill() -> None:
    options = {(0, 0): plain(eta_s=10), (0, 1): plain(eta_s=60), (1, 0): plain(eta_s=10)}
    assert assign([Slot("easy", 4), Slot("hard", 4)], 2, options) == [1, 0]


def test_nothing_to_fill_and_nobody_to_send_are_answered_too() -> None:
    assert assign([], 3, {}) == []
    assert assign([Slot("a", 4), Slot("b", 4)], 0, {}) == [None, None]


def test_of_two_equal_teams_the_first_is_taken() -> None:
    assert assign([Slot("a", 4)], 3, {(0, 2): plain(), (0, 1): plain()}) == [1]


def test_arrivals_beyond_an_hour_are_told_apart_by_what_ranks_below_them() -> None:
    options = {(0, 0): plain(eta_s=4000, cover_loss=3), (0, 1): plain(eta_s=9000, cover_loss=2)}
    assert assign([Slot("a", 4)], 2, options) == [1]


def _exact(slots: list[Slot], teams: int, options: Options) -> list[int | None]:  # noqa: PLR0912
    """The same objective solved in whole numbers of any size (Hungarian method), as an oracle for large cases."""
    n, span = len(slots), 10**5
    width, never = teams + n, 10**40

    def rank(o: Option) -> int:
        figures = (o.robbed_weight, int(o.late), o.penalty, min(o.eta_s, ARRIVAL_CAP_S), o.cover_loss)
        total = 0
        for figure in figures:
            total = total * span * 10 + figure
        return total

    cost = [[never] * width for _ in slots]
    for (s, t), option in options.items():
        cost[s][t] = rank(option)
    for s, slot in enumerate(slots):
        cost[s][teams + s] = rank(plain(eta_s=0, robbed_weight=slot.weight))
    row_price, column_price, owner, before = [0] * (n + 1), [0] * (width + 1), [0] * (width + 1), [0] * (width + 1)
    for i in range(1, n + 1):
        owner[0], j0 = i, 0
        least, used = [10**60] * (width + 1), [False] * (width + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = owner[j0], 10**60, 0
            for j in range(1, width + 1):
                if not used[j]:
                    reduced = cost[i0 - 1][j - 1] - row_price[i0] - column_price[j]
                    if reduced < least[j]:
                        least[j], before[j] = reduced, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(width + 1):
                if used[j]:
                    row_price[owner[j]] += delta
                    column_price[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if owner[j0] == 0:
                break
        while j0:
            owner[j0], j0 = owner[before[j0]], before[j0]
    chosen: list[int | None] = [None] * n
    for j in range(1, teams + 1):
        if owner[j]:
            chosen[owner[j] - 1] = j - 1
    return chosen


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_large_disaster_is_solved_as_exactly_as_a_small_one(seed: int) -> None:
    random = Random(seed)
    slots = [Slot(n, random.choice([4, 7, 11, 19, 35])) for n in range(45)]
    options = {
        (s, t): Option(
            random.randint(0, 3600),
            random.random() < 0.5,
            random.choice([0, 0, 15, 1000]),
            random.randint(0, 8),
            random.choice([0, 0, 0, 3]),
        )
        for s, t in itertools.product(range(45), range(60))
        if random.random() < 0.4
    }
    mine, exact = assign(slots, 60, options), _exact(slots, 60, options)
    assert score(slots, options, mine) == score(slots, options, exact)


def test_greedy_nearest_first_would_fail_where_the_joint_answer_succeeds() -> None:
    """The nearest team for the cordon is the only one that can also fight the fire."""
    street = one_street([a_team("BOTH", spot(100), "cordon", "fire_attack"), a_team("PLAIN", spot(1500), "cordon")])
    cordon, attack = need("cordon", "cordon"), need("attack", "fire_attack")
    got = advise(street, a_picture(street, an_incident(1, spot(0), cordon, attack)))[1]
    nearest = min(("BOTH", "PLAIN"), key=lambda team: abs(street.teams[team].base.lon - spot(0).lon))
    assert nearest == "BOTH"
    assert sent_to(got) == {"cordon": ["PLAIN"], "attack": ["BOTH"]}
    assert got.short == 0


def test_the_joint_answer_reaches_across_incidents_too() -> None:
    street = one_street([a_team("BOTH", spot(0), "cordon", "fire_attack"), a_team("PLAIN", spot(2000), "cordon")])
    near, far = an_incident(1, spot(0), need("c", "cordon")), an_incident(2, spot(1000), need("a", "fire_attack"))
    got = advise(street, a_picture(street, near, far))
    assert (sent_to(got[1]), sent_to(got[2])) == ({"c": ["PLAIN"]}, {"a": ["BOTH"]})
