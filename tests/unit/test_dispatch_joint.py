"""All needs of all incidents at once: who is spent on what, how far teams are looked for, what a place is worth."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch import recommend as recommending
from console.dispatch import settling
from console.dispatch.assignment.match import match
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.worth import worth
from console.model.places import District
from console.model.words import Severity
from tests.unit.builders_district import (
    Road,
    a_district,
    a_picture,
    a_team,
    advise,
    an_incident,
    need,
    one_street,
    sent_to,
    spot,
)


def test_greedy_nearest_first_would_fail_where_the_joint_answer_succeeds() -> None:
    """The nearest team for the cordon is the only one that can also fight the fire."""
    street = one_street([a_team("BOTH", spot(100), "cordon", "fire_attack"), a_team("PLAIN", spot(1500), "cordon")])
    cordon, attack = need("cordon", "cordon"), need("attack", "fire_attack")
    got = advise(street, a_picture(street, an_incident(1, spot(0), cordon, attack)))[1]
    assert sent_to(got) == {"cordon": ["PLAIN"], "attack": ["BOTH"]}
    assert got.short == 0


def test_the_joint_answer_reaches_across_incidents_too() -> None:
    street = one_street([a_team("BOTH", spot(0), "cordon", "fire_attack"), a_team("PLAIN", spot(2000), "cordon")])
    near, far = an_incident(1, spot(0), need("c", "cordon")), an_incident(2, spot(1000), need("a", "fire_attack"))
    got = advise(street, a_picture(street, near, far))
    assert (sent_to(got[1]), sent_to(got[2])) == ({"c": ["PLAIN"]}, {"a": ["BOTH"]})


def test_one_crew_goes_out_once_with_the_vehicle_that_serves_best() -> None:
    pump = a_team("PUMP", spot(200), "pumping", shares_crew="watch-1")
    ladder = a_team("LADDER", spot(200), "fire_attack", shares_crew="watch-1")
    street = one_street([pump, ladder, a_team("FAR", spot(2500), "pumping")])
    case = an_incident(1, spot(0), need("p", "pumping", 1, 600), need("f", "fire_attack", 1, 600))
    got = advise(street, a_picture(street, case))[1]
    assert sent_to(got) == {"p": ["FAR"], "f": ["LADDER"]}


def test_who_must_be_there_first_gets_the_only_team() -> None:
    street = one_street([a_team("ONLY", spot(200), "cordon")])
    later, first = need("later", "cordon"), need("first", "cordon", first_arrival=True)
    assert sent_to(advise(street, a_picture(street, an_incident(1, spot(0), later, first)))[1]) == {"first": ["ONLY"]}


def test_what_was_shown_stays_unless_a_change_gains_something() -> None:
    street = one_street([a_team("SHOWN", spot(600), "cordon"), a_team("NEARER", spot(500), "cordon")])
    case = an_incident(1, spot(0), need("n", "cordon"))
    picture, network = a_picture(street, case), recommending.RoadNetwork(street.roads)
    fresh = recommending.recommend(picture, street, network)
    assert sent_to(fresh[1]) == {"n": ["NEARER"]}
    without = replace(picture, teams={"SHOWN": picture.teams["SHOWN"]})
    shown = recommending.recommend(without, street, network)
    assert sent_to(recommending.recommend(picture, street, network, shown=shown)[1]) == {"n": ["SHOWN"]}, "10 s only"
    far = replace(street, teams={**street.teams, "SHOWN": replace(street.teams["SHOWN"], base=spot(900))})
    moved = a_picture(far, case)
    assert sent_to(recommending.recommend(moved, far, network, shown=shown)[1]) == {"n": ["NEARER"]}, "40 s are told"


# -- how far teams are looked for --------------------------------------------------------------------------------


@st.composite
def towns(draw: st.DrawFn) -> tuple[District, list[int]]:
    """A square town of 36 crossings with up to 16 teams, and the crossings where something happens."""
    random = Random(draw(st.integers(0, 10_000)))
    nodes = {6 * x + y: spot(300.0 * x, 300.0 * y) for x in range(6) for y in range(6)}
    roads = [Road(6 * x + y, 6 * x + y + 1, random.choice([20.0, 50.0])) for x in range(6) for y in range(5)]
    roads += [Road(6 * x + y, 6 * x + y + 6, random.choice([20.0, 50.0])) for x in range(5) for y in range(6)]
    skills = ("cordon", "fire", "pumping")
    teams = [
        a_team(f"T{n:02d}", nodes[random.randrange(36)], *random.sample(skills, random.randint(1, 2)),
               turnout_s=random.choice([0, 30, 60]))
        for n in range(draw(st.integers(1, 16)))
    ]  # fmt: skip
    return a_district(nodes, roads, teams), [random.randrange(36) for _ in range(draw(st.integers(1, 4)))]


@settings(max_examples=60, deadline=None)
@given(towns())
def test_looking_only_as_far_as_needed_gives_the_answer_of_looking_everywhere(town: tuple[District, list[int]]) -> None:
    district, places = town
    cases = [
        an_incident(n, district.roads.nodes[place], need("c", "cordon", 1, 90), need("f", "fire", 2, 200),
                    severity=list(Severity)[n % 3])
        for n, place in enumerate(places, 1)
    ]  # fmt: skip
    picture = a_picture(district, *cases)
    everywhere = advise(district, picture)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recommending, "FEW_TEAMS", 0)
        patch.setattr(recommending, "FIRST_LOOK_S", 15.0)
        patch.setattr("console.dispatch.looking.SPARE", 1)
        near = advise(district, picture)
    assert [sent_to(r) for r in near.values()] == [sent_to(r) for r in everywhere.values()]
    assert all(r.proved for r in near.values())


def test_with_too_many_places_at_once_it_is_said_whose_answer_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    street = one_street([a_team("A", spot(100), "cordon"), a_team("B", spot(1000), "cordon")])
    cases = [an_incident(n, spot(500.0 * n), need("c", "cordon")) for n in (1, 2)]
    monkeypatch.setattr(settling, "MOST_PROVED", 0)
    monkeypatch.setattr(settling, "too_short", lambda _question, _matched: frozenset({1}))
    got = advise(street, a_picture(street, *cases))
    assert {number: r.proved for number, r in got.items()} == {1: False, 2: True}


# -- what a place is worth -------------------------------------------------------------------------------------------


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]], list[list[int]]]:
    slots, teams = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    weights = draw(st.lists(st.integers(1, 9), min_size=slots, max_size=slots))
    pairs = draw(st.lists(st.tuples(st.integers(0, slots - 1), st.integers(0, teams - 1)), unique=True, max_size=12))
    ranks = st.tuples(st.just(0), st.integers(0, 1), st.integers(0, 2), *([st.integers(0, 4)] * 3)).map(list)
    return weights, pairs, [draw(ranks) for _ in pairs]


@settings(max_examples=300, deadline=None)
@given(questions(), st.data())
def test_a_newcomer_is_taken_for_a_place_exactly_when_it_costs_less_than_the_place_is_worth(
    question: tuple[list[int], list[tuple[int, int]], list[list[int]]], data: st.DataObject
) -> None:
    weights, pairs, costs = question
    answer = match(weights, [s for s, _ in pairs], [t for _, t in pairs], np.array(costs, np.int64).reshape(-1, 6))
    slot = data.draw(st.integers(0, len(weights) - 1))
    own = data.draw(st.tuples(st.just(0), st.integers(0, 1), st.integers(0, 2), *([st.integers(0, 5)] * 3)))
    with_it = match(
        weights, [*(s for s, _ in pairs), slot], [*(t for _, t in pairs), 9],
        np.array([*costs, list(own)], np.int64).reshape(-1, 6),
    )  # fmt: skip
    assert (with_it.value < answer.value) == (Ranks(*own) < Ranks(*worth(answer)[slot].tolist()))
