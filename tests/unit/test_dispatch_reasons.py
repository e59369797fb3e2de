"""Every team not sent is told the smallest change that would send it, and misses are foreseen with what would help."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from console.board.board import Board
from console.board.wear import FRESH, wear
from console.geo import LatLon
from console.model.incident import Order
from console.model.places import Neighbour, RestRule
from console.model.roads import Conditions
from console.model.words import OrderStatus, Severity, TeamStatus
from console.phrase import Text, say
from tests.unit.builders_district import (
    NINE,
    Road,
    a_district,
    a_picture,
    a_team,
    advise,
    an_incident,
    need,
    one_street,
    reasons,
    sent_to,
    spot,
    stand_in,
)

PLACES = st.integers(-28, 28).map(lambda n: spot(100.0 * n + 7))
SLOW_S = 900


@st.composite
def streets(draw: st.DrawFn) -> tuple[list, tuple]:
    teams = [
        a_team(f"T{n}", draw(PLACES), *draw(st.sets(st.sampled_from(["cordon", "fire"]), min_size=1)), turnout_s=SLOW_S)
        for n in range(draw(st.integers(2, 6)))
    ]
    asked = (need("c", "cordon", draw(st.integers(1, 2)), draw(st.sampled_from([900, 1100, 4000]))),
             need("f", "fire", 1, draw(st.sampled_from([950, 4000])), substitutes=(stand_in("cordon"),)))  # fmt: skip
    return teams, asked


@settings(max_examples=120, deadline=None)
@given(streets())
def test_so_many_seconds_nearer_and_it_would_go_and_fewer_would_not_do(made: tuple[list, tuple]) -> None:
    teams, asked = made
    case = an_incident(1, spot(0), *asked)
    street = one_street(teams)
    for passed in advise(street, a_picture(street, case))[1].passed_over:
        if passed.reason.code != "dispatch.nearer":
            continue
        seconds = passed.reason.values["seconds"]
        for nearer, goes in ((seconds + 1, True), (seconds - 1, False)):
            quick = [replace(t, turnout_s=SLOW_S - nearer) if t.id == passed.team else t for t in teams]
            changed = one_street(quick)
            sent = {team for found in sent_to(advise(changed, a_picture(changed, case))[1]).values() for team in found}
            assert (passed.team in sent) is goes, (passed.reason.en, nearer)


def test_a_team_under_way_to_something_as_urgent_is_told_it_would_go_if_released() -> None:
    street = one_street([a_team("NEAR", spot(100), "cordon"), a_team("FAR", spot(2500), "cordon")])
    order = Order("1-01", 1, "NEAR", "n", "cordon", OrderStatus.EN_ROUTE, {OrderStatus.ISSUED: NINE}, 100, NINE)
    first, second = (an_incident(n, spot(0), need("n", "cordon"), severity=Severity.MAJOR) for n in (1, 2))
    busy = say("dispatch.busy", incident=1, status=say("team.en_route"))
    picture = a_picture(street, replace(first, orders=("1-01",)), second, orders={"1-01": order})
    bound = replace(picture.teams["NEAR"], status=TeamStatus.EN_ROUTE, order=order, why_not=busy)
    got = advise(street, replace(picture, teams={**picture.teams, "NEAR": bound}))[2]
    assert sent_to(got) == {"n": ["FAR"]}
    assert reasons(got) == {"NEAR": "dispatch.if_released"}
    assert "#1" in got.passed_over[0].reason.en


def test_of_two_equal_teams_the_one_that_worked_less_goes_and_the_other_is_told_why() -> None:
    street = one_street([a_team("A", spot(500), "cordon"), a_team("B", spot(-500), "cordon")])
    picture = a_picture(street, an_incident(1, spot(0), need("n", "cordon")))
    tired = replace(picture, teams={**picture.teams, "A": replace(picture.teams["A"], worked_s=3600)})
    got = advise(street, tired)[1]
    assert sent_to(got) == {"n": ["B"]}
    assert got.passed_over[0].reason.en == "has worked 60 min more than B"


def test_a_team_that_worked_long_enough_rests_and_the_time_is_said() -> None:
    rule = RestRule(after_s=3600, window_s=12 * 3600, rest_s=1800)
    street = replace(one_street([a_team("A", spot(0), "cordon"), a_team("B", spot(0), "cordon")]), rest=rule)
    board = Board(street)
    stamps = {OrderStatus.ACKNOWLEDGED: NINE, OrderStatus.DONE: NINE + timedelta(seconds=4000)}
    board.orders["1-01"] = Order("1-01", 1, "A", "n", "cordon", OrderStatus.DONE, stamps, 100, NINE)
    now = NINE + timedelta(seconds=4600)
    found = wear(board, now)
    assert found["A"].worked_s == 4000
    assert found["A"].rests_until == NINE + timedelta(seconds=4000 + 1800)
    assert found.get("B", FRESH).worked_s == 0
    assert wear(board, NINE + timedelta(seconds=4000 + 1801))["A"].rests_until is None


# -- foresight -----------------------------------------------------------------------------------------------------


def test_a_miss_is_foreseen_with_what_would_cure_it_and_the_seconds_it_gains() -> None:
    nodes = {0: spot(-900), 1: spot(0), 2: spot(2900)}
    teams = [
        a_team("CUT", nodes[0], "cordon"), a_team("FAR", nodes[2], "cordon"),
        a_team("PAIR", spot(700), "cordon", crew=2),
    ]  # fmt: skip
    district = a_district(nodes, [Road(0, 1, road="bridge"), Road(1, 2)], teams)
    helpers = {"east": Neighbour("east", Text("East"), spot(1200), frozenset({"cordon"}), 30),
               "sea": Neighbour("sea", Text("Sea"), LatLon(0.0, 0.0), frozenset({"cordon"}), 30)}  # fmt: skip
    case = an_incident(1, spot(10), need("n", "cordon", 1, 100, crew_min=4))
    picture = a_picture(district, case, conditions=Conditions(frozenset({"bridge"})))
    got = advise(replace(district, neighbours=helpers), picture)[1]
    (miss,) = got.foreseen
    assert (miss.expected_s, miss.limit_s) == (289, 100)
    cures = {cure.what.code.split(".")[1] + str(cure.what.values.get("neighbour", "")): cure for cure in miss.cures}
    assert cures["open_road"].gained_s == 289 - 91
    assert cures["smaller_crew"].gained_s == 289 - 69
    assert cures["ask_neighbourEast"].gained_s == 289 - 149
    assert cures["ask_neighbourSea"].arrives_s is None, "nobody knows its roads"
    gained = [cure.gained_s for cure in miss.cures if cure.gained_s is not None]
    assert gained == sorted(gained, reverse=True)


def test_nothing_is_foreseen_where_every_limit_holds() -> None:
    street = one_street([a_team("A", spot(100), "cordon")])
    assert advise(street, a_picture(street, an_incident(1, spot(0), need("n", "cordon"))))[1].foreseen == ()
