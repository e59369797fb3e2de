from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.recommend import recommend
from console.dispatch.roads.network import RoadNetwork
from console.model.incident import Incident, Order
from console.model.picture import Picture, TeamNow
from console.model.places import District, Team
from console.model.recommendation import Load, Recommendation
from console.model.roads import Conditions
from console.model.words import Mark, MarkState, OrderStatus, Severity, Stage, TeamStatus
from console.phrase import say
from tests.unit.builders_district import (
    HOSE,
    NINE,
    PUMP,
    a_depot,
    a_grid,
    a_picture,
    a_team,
    advise,
    after,
    an_incident,
    need,
    one_street,
    reasons,
    sent_to,
    silent,
    spot,
    stand_in,
    wants,
)

BOUND = {
    OrderStatus.ISSUED: TeamStatus.RESERVED,
    OrderStatus.DELIVERED: TeamStatus.NOTIFIED,
    OrderStatus.ACKNOWLEDGED: TeamStatus.ACKNOWLEDGED,
    OrderStatus.EN_ROUTE: TeamStatus.EN_ROUTE,
    OrderStatus.ON_SCENE: TeamStatus.ON_SCENE,
}


def an_order(id_: str, incident: int, team: str, need_: str, status: OrderStatus, **changes: Any) -> Order:
    order = Order(id_, incident, team, need_, "cordon", status, {OrderStatus.ISSUED: NINE}, 100, after(100))
    return replace(order, **changes)


def with_orders(district: District, incidents: list[Incident], *orders: Order, **changes: Any) -> Picture:
    """A picture in which ``orders`` bind their teams, as the board would show it."""
    bound = [
        replace(i, orders=tuple(o.id for o in orders if o.incident == i.number), stage=Stage.DISPATCHED)
        if any(o.incident == i.number for o in orders)
        else i
        for i in incidents
    ]
    teams = {
        order.team: TeamNow(
            district.teams[order.team],
            BOUND[order.status],
            district.teams[order.team].base,
            0,
            moving=False,
            order=order,
            why_not=say("dispatch.busy", incident=order.incident, status=say("team.en_route")),
        )
        for order in orders
        if order.status.is_open
    }
    return a_picture(district, *bound, teams=teams, orders={o.id: o for o in orders}, **changes)


def mark(recommendation: Recommendation, wanted: Mark) -> tuple[int | None, MarkState]:
    found = next(m for m in recommendation.marks if m.mark is wanted)
    return found.expected_s, found.state


# -- who ----------------------------------------------------------------------------------------------------------


def test_an_arrival_is_turnout_and_drive_and_a_moving_patrol_has_no_turnout() -> None:
    street = one_street([a_team("BASE", spot(1000), "cordon", turnout_s=45), a_team("BEAT", spot(-1000), "cordon")])
    beat = replace(street.teams["BEAT"], turnout_s=45)
    moving = TeamNow(beat, TeamStatus.AVAILABLE, beat.base, 20, moving=True, order=None, why_not=None)
    got = advise(street, a_picture(street, an_incident(1, spot(0), need("n", "cordon", 2)), teams={"BEAT": moving}))[1]
    fills = {fill.team: fill for _, fill in got.new_fills}
    assert (fills["BASE"].turnout_s, fills["BASE"].travel_s, fills["BASE"].eta_s) == (45, 100, 145)
    assert (fills["BEAT"].turnout_s, fills["BEAT"].eta_s, fills["BEAT"].position_age_s) == (0, 100, 20)


def test_a_silent_team_is_passed_over_with_the_age_of_its_position_however_near_it_is() -> None:
    street = one_street([a_team("NEAR", spot(10), "cordon"), a_team("FAR", spot(2500), "cordon")])
    picture = a_picture(
        street, an_incident(1, spot(0), need("n", "cordon")), teams={"NEAR": silent(street.teams["NEAR"])}
    )
    got = advise(street, picture)[1]
    assert sent_to(got) == {"n": ["FAR"]}
    (passed,) = got.passed_over
    assert (passed.team, passed.reason.code, passed.eta_s) == ("NEAR", "dispatch.silent", None)
    assert "12" in passed.reason.get("zh")


def test_an_empty_roster_leaves_every_need_short_and_the_marks_at_risk() -> None:
    street = one_street(grids=[a_grid("G1", spot(0))])
    needs = need("a", "cordon", 2, first_arrival=True), need("b", "pumping")
    case = an_incident(1, spot(0), *needs, materials=(wants(PUMP, 2),))
    got = advise(street, a_picture(street, case))[1]
    assert got.short == 3
    assert [row.short for row in got.materials] == [2]
    assert got.passed_over == ()
    assert {m.state for m in got.marks} == {MarkState.AT_RISK}
    assert (got.cover.before, got.cover.after, got.cover.grids_opened) == (0.0, 0.0, ())


def test_a_district_with_nothing_waiting_gives_no_recommendation() -> None:
    street = one_street([a_team("A", spot(0), "cordon")])
    no_plan = an_incident(1, spot(0), plan=None)
    verified = an_incident(2, spot(0), need("n", "cordon"), stage=Stage.VERIFIED)
    assert advise(street, a_picture(street, no_plan, verified)) == {}


def test_a_stand_in_is_sent_only_when_nobody_has_the_capability_itself() -> None:
    street = one_street([a_team("HAND", spot(0), "cordon"), a_team("PRO", spot(2900), "traffic_control")])
    asked = need("n", "traffic_control", 1, 900, substitutes=(stand_in("cordon", 20),))
    got = advise(street, a_picture(street, an_incident(1, spot(0), asked)))[1]
    assert sent_to(got) == {"n": ["PRO"]}
    assert reasons(got) == {"HAND": "dispatch.only_substitute"}
    two = advise(street, a_picture(street, an_incident(1, spot(0), replace(asked, count=2))))[1]
    assert {(f.team, f.capability, f.penalty) for _, f in two.new_fills} == {
        ("PRO", "traffic_control", 0), ("HAND", "cordon", 20),
    }  # fmt: skip


def test_a_stand_in_in_time_is_preferred_to_the_right_team_too_late() -> None:
    street = one_street([a_team("HAND", spot(0), "cordon"), a_team("PRO", spot(2900), "traffic_control")])
    asked = need("n", "traffic_control", 1, 200, substitutes=(stand_in("cordon", 900),))
    assert sent_to(advise(street, a_picture(street, an_incident(1, spot(0), asked)))[1]) == {"n": ["HAND"]}


def test_the_cheapest_of_several_stand_in_skills_is_the_one_used() -> None:
    street = one_street([a_team("HAND", spot(0), "cordon", "welfare")])
    asked = need("n", "traffic_control", substitutes=(stand_in("welfare", 50), stand_in("cordon", 20)))
    ((_, fill),) = advise(street, a_picture(street, an_incident(1, spot(0), asked)))[1].new_fills
    assert (fill.capability, fill.penalty) == ("cordon", 20)


def test_a_crew_too_small_is_not_sent_and_told_so() -> None:
    street = one_street([a_team("PAIR", spot(0), "cordon", crew=2)])
    got = advise(street, a_picture(street, an_incident(1, spot(0), need("n", "cordon", crew_min=4))))[1]
    assert (got.short, reasons(got)) == (1, {"PAIR": "dispatch.crew_small"})


def test_of_two_equally_able_teams_the_one_that_alone_covers_a_grid_stays() -> None:
    teams = [a_team("KEEPS", spot(-500), "cordon"), a_team("SPARE", spot(500), "cordon"), a_team("OTHER", spot(900))]
    street = one_street(teams, grids=[a_grid("W", spot(-2000)), a_grid("E", spot(2000))])
    got = advise(street, a_picture(street, an_incident(1, spot(0), need("n", "cordon"))))[1]
    assert sent_to(got) == {"n": ["SPARE"]}
    assert reasons(got)["KEEPS"] == "dispatch.keeps_cover"


def test_the_reason_of_a_later_team_names_how_much_later() -> None:
    street = one_street([a_team("A", spot(500), "cordon"), a_team("B", spot(900), "cordon")])
    got = advise(street, a_picture(street, an_incident(1, spot(0), need("n", "cordon"))))[1]
    (passed,) = got.passed_over
    assert passed.reason.get("en") == "40 s nearer and it would go for “n” instead of A"
    assert passed.eta_s == 90


def test_a_team_as_near_as_one_already_sent_is_told_that_no_place_is_left() -> None:
    street = one_street([a_team("SENT", spot(900), "cordon"), a_team("NEAR", spot(100), "cordon")])
    case = an_incident(1, spot(0), need("n", "cordon"))
    got = advise(street, with_orders(street, [case], an_order("1-01", 1, "SENT", "n", OrderStatus.EN_ROUTE)))[1]
    assert (sent_to(got), reasons(got)) == ({}, {"NEAR": "dispatch.nothing_left"})


# -- several incidents ----------------------------------------------------------------------------------------------


def test_of_two_incidents_wanting_the_last_pump_the_more_urgent_gets_it_and_the_other_is_told_short() -> None:
    teams = [a_team("A", spot(-500), "pumping"), a_team("B", spot(500), "pumping")]
    street = one_street(teams, [a_depot("D", spot(0), {PUMP: 1})])
    asked: dict[str, Any] = {"materials": (wants(PUMP, 1),)}
    light = an_incident(1, spot(-1000), need("n", "pumping"), **asked)
    grave = an_incident(2, spot(1000), need("n", "pumping"), severity=Severity.MAJOR, **asked)
    got = advise(street, a_picture(street, light, grave))
    assert [row.short for row in got[2].materials] == [0]
    (told,) = got[1].materials
    assert (told.short, told.picks) == (1, ())
    assert told.alternative is not None
    assert told.alternative.code == "dispatch.no_stock_left"
    assert got[1].short == got[2].short == 0


def test_of_two_incidents_wanting_the_only_team_the_more_severe_gets_it() -> None:
    street = one_street([a_team("A", spot(0), "cordon")])
    near = an_incident(1, spot(10), need("n", "cordon"))
    grave = an_incident(2, spot(2000), need("n", "cordon"), severity=Severity.LARGER)
    got = advise(street, a_picture(street, near, grave))
    assert (sent_to(got[1]), got[1].short) == ({}, 1)
    assert (sent_to(got[2]), got[2].short) == ({"n": ["A"]}, 0)
    assert reasons(got[1]) == {"A": "dispatch.chosen_elsewhere"}


def test_a_higher_response_level_counts_when_the_severity_is_the_same() -> None:
    street = one_street([a_team("A", spot(0), "cordon")])
    low, high = (
        an_incident(1, spot(10), need("n", "cordon")),
        an_incident(2, spot(900), need("n", "cordon"), level="II"),
    )
    got = advise(street, a_picture(street, low, high))
    assert (got[1].short, got[2].short) == (1, 0)


@pytest.mark.parametrize("status", [s for s in BOUND if s is not OrderStatus.ON_SCENE])
def test_a_team_on_its_way_to_something_less_urgent_is_taken_and_shown_as_taken(status: OrderStatus) -> None:
    street = one_street([a_team("A", spot(0), "cordon")])
    light = an_incident(1, spot(2000), need("n", "cordon"))
    grave = an_incident(2, spot(500), need("n", "cordon"), severity=Severity.MAJOR)
    got = advise(street, with_orders(street, [light, grave], an_order("1-01", 1, "A", "n", status)))
    ((_, fill),) = got[2].new_fills
    assert (fill.team, fill.taken_from) == ("A", 1)


def test_a_team_is_never_taken_from_something_as_urgent_nor_from_a_scene() -> None:
    street = one_street([a_team("A", spot(0), "cordon"), a_team("B", spot(0), "cordon")])
    peer = an_incident(1, spot(2000), need("n", "cordon"), severity=Severity.MAJOR)
    light = an_incident(2, spot(2000), need("n", "cordon"))
    grave = an_incident(3, spot(500), need("n", "cordon"), severity=Severity.MAJOR)
    orders = an_order("1-01", 1, "A", "n", OrderStatus.EN_ROUTE), an_order("2-01", 2, "B", "n", OrderStatus.ON_SCENE)
    got = advise(street, with_orders(street, [peer, light, grave], *orders))
    assert (got[3].new_fills, got[3].short) == ((), 1)
    assert reasons(got[3]) == {"A": "dispatch.if_released", "B": "dispatch.busy"}


def test_a_free_team_that_comes_late_is_preferred_to_robbing_another_incident() -> None:
    street = one_street([a_team("BOUND", spot(500), "cordon"), a_team("FREE", spot(2900), "cordon")])
    far = an_incident(1, spot(-2900), need("n", "cordon"))
    grave = an_incident(2, spot(0), need("n", "cordon", 1, 100), severity=Severity.EXTREME)
    order = an_order("1-01", 1, "BOUND", "n", OrderStatus.EN_ROUTE)
    got = advise(street, with_orders(street, [far, grave], order))
    assert sent_to(got[2]) == {"n": ["FREE"]}
    near = replace(far, position=spot(2000))
    got = advise(street, with_orders(street, [near, grave], order))
    assert sent_to(got[2]) == {"n": ["BOUND"]}, "FREE is at the other one in time, so nobody is late"


# -- levels, deduction, returns ------------------------------------------------------------------------------------


def test_a_raised_level_asks_only_for_what_was_not_sent() -> None:
    teams = [a_team(f"T{n}", spot(400.0 * n), "cordon") for n in range(1, 5)]
    street = one_street(teams)
    case = an_incident(1, spot(0), need("n", "cordon", 3), level="III")
    sent = [an_order(f"1-0{n}", 1, f"T{n}", "n", OrderStatus.EN_ROUTE) for n in (1, 2)]
    got = advise(street, with_orders(street, [case], *sent))[1]
    assert sent_to(got) == {"n": ["T3"]}
    (row,) = got.needs
    assert [(f.team, f.already_sent) for f in row.filled if f.already_sent] == [("T1", True), ("T2", True)]


@pytest.mark.parametrize(
    ("status", "next_one", "why"),
    [
        (OrderStatus.DECLINED, "B", "dispatch.declined"),
        (OrderStatus.LAPSED, "B", "dispatch.did_not_answer"),
        (OrderStatus.CANCELLED, "A", ""),
    ],
)
def test_an_order_that_fell_away_leaves_its_need_open_and_who_said_no_is_not_asked_again(
    status: OrderStatus, next_one: str, why: str
) -> None:
    street = one_street([a_team("A", spot(0), "cordon"), a_team("B", spot(500), "cordon")])
    case = an_incident(1, spot(0), need("n", "cordon"))
    got = advise(street, with_orders(street, [case], an_order("1-01", 1, "A", "n", status)))[1]
    assert sent_to(got) == {"n": [next_one]}
    assert not why or reasons(got)["A"] == why


def test_a_team_that_is_done_still_fills_its_need() -> None:
    street = one_street([a_team("A", spot(0), "cordon"), a_team("B", spot(500), "cordon")])
    case = an_incident(1, spot(0), need("n", "cordon"))
    got = advise(street, with_orders(street, [case], an_order("1-01", 1, "A", "n", OrderStatus.DONE)))[1]
    assert (got.new_fills, got.short) == ((), 0)


def test_after_a_failed_verification_the_needs_are_open_again_and_everybody_may_be_asked() -> None:
    street = one_street([a_team("A", spot(0), "cordon"), a_team("B", spot(500), "cordon")])
    case = an_incident(1, spot(0), need("n", "cordon", 2), orders_before=2, returns=1)
    orders = an_order("1-01", 1, "A", "n", OrderStatus.DONE), an_order("1-02", 1, "B", "n", OrderStatus.LAPSED)
    got = advise(street, with_orders(street, [case], *orders))[1]
    assert sent_to(got) == {"n": ["A", "B"]}


def test_orders_of_a_team_the_district_no_longer_has_do_not_break_the_answer() -> None:
    street = one_street([a_team("A", spot(0), "cordon")])
    case = an_incident(1, spot(0), need("n", "cordon", 2))
    gone = an_order("1-01", 1, "GONE", "n", OrderStatus.DONE)
    picture = a_picture(street, replace(case, orders=("1-01",)), orders={"1-01": gone})
    assert sent_to(advise(street, picture)[1]) == {"n": ["A"]}


# -- materials ---------------------------------------------------------------------------------------------------


def test_a_detour_by_the_depot_is_part_of_the_arrival() -> None:
    street = one_street([a_team("A", spot(500), "pumping")], [a_depot("D", spot(1500), {PUMP: 3}, loading_s=30)])
    case = an_incident(1, spot(0), need("n", "pumping", 1, 900), materials=(wants(PUMP, 2),))
    got = advise(street, a_picture(street, case))[1]
    ((_, fill),) = got.new_fills
    assert (fill.via_depot, fill.loads, fill.eta_s) == ("D", (Load(PUMP, 2, "D"),), 100 + 30 + 150)
    assert got.materials[0].picks == (("A", Load(PUMP, 2, "D"), 280),)


def test_what_is_on_board_is_used_before_any_depot() -> None:
    street = one_street([a_team("A", spot(500), "pumping", carries={PUMP: 2})], [a_depot("D", spot(500), {PUMP: 9})])
    case = an_incident(1, spot(0), need("n", "pumping"), materials=(wants(PUMP, 2),))
    ((_, fill),) = advise(street, a_picture(street, case))[1].new_fills
    assert (fill.via_depot, fill.loads, fill.eta_s) == ("", (Load(PUMP, 2),), 50)


def test_the_arrival_of_what_is_on_board_includes_a_detour_for_something_else() -> None:
    street = one_street([a_team("A", spot(500), "pumping", carries={HOSE: 1})], [a_depot("D", spot(1500), {PUMP: 1})])
    case = an_incident(1, spot(0), need("n", "pumping", 1, 900), materials=(wants(HOSE, 1), wants(PUMP, 1)))
    got = advise(street, a_picture(street, case))[1]
    assert [pick[2] for row in got.materials for pick in row.picks] == [280, 280]


def test_a_logistics_team_brings_what_nobody_else_can_fetch_in_time() -> None:
    teams = [a_team("A", spot(100), "pumping"), a_team("TRUCK", spot(2500), "logistics")]
    street = one_street(teams, [a_depot("D", spot(2600), {PUMP: 1})])
    case = an_incident(1, spot(0), need("n", "pumping", 1, 60), materials=(wants(PUMP, 1, 900),))
    got = advise(street, a_picture(street, case))[1]
    assert sent_to(got) == {"n": ["A"], "haulage": ["TRUCK"]}
    assert "TRUCK" not in reasons(got)


def test_haulage_does_not_count_for_the_reinforcement_mark() -> None:
    teams = [a_team("A", spot(100), "pumping"), a_team("TRUCK", spot(2500), "logistics")]
    street = one_street(teams, [a_depot("D", spot(2600), {PUMP: 1}, loading_s=200)])
    case = an_incident(1, spot(0), need("n", "pumping", 1, 60), materials=(wants(PUMP, 1, 300),))
    got = advise(street, a_picture(street, case))[1]
    assert mark(got, Mark.REINFORCEMENT) == (10, MarkState.RUNNING)


def test_haulage_under_way_for_a_plan_without_materials_does_not_break_the_answer() -> None:
    street = one_street([a_team("TRUCK", spot(0), "logistics"), a_team("A", spot(0), "cordon")])
    case = an_incident(1, spot(0), need("n", "cordon"))
    order = an_order("1-01", 1, "TRUCK", "haulage", OrderStatus.EN_ROUTE)
    assert sent_to(advise(street, with_orders(street, [case], order))[1]) == {"n": ["A"]}


def test_materials_that_run_with_an_order_are_not_asked_for_again() -> None:
    street = one_street([a_team("A", spot(0), "cordon")], [a_depot("D", spot(0), {PUMP: 5})])
    case = an_incident(1, spot(0), need("n", "cordon"), materials=(wants(PUMP, 2),))
    order = an_order("1-01", 1, "A", "n", OrderStatus.EN_ROUTE, loads=(Load(PUMP, 2, "D"),))
    (row,) = advise(street, with_orders(street, [case], order))[1].materials
    assert (row.short, row.picks) == (0, (("A", Load(PUMP, 2, "D"), 100),))


# -- marks, cover, move-up --------------------------------------------------------------------------------------


def test_the_marks_are_predicted_from_the_arrivals() -> None:
    street = one_street([a_team("A", spot(500), "fire"), a_team("B", spot(2000), "cordon")])
    case = an_incident(1, spot(0), need("f", "fire", first_arrival=True), need("c", "cordon"))
    got = advise(street, a_picture(street, case, at=after(20)))[1]
    assert mark(got, Mark.START) == (35, MarkState.RUNNING)
    assert mark(got, Mark.FIRST_ARRIVAL) == (70, MarkState.RUNNING)
    assert mark(got, Mark.REINFORCEMENT) == (220, MarkState.RUNNING)
    late = advise(street, a_picture(street, case, at=after(150)))[1]
    assert mark(late, Mark.START)[1] is MarkState.MISSED
    assert mark(late, Mark.FIRST_ARRIVAL) == (200, MarkState.AT_RISK)


def test_the_price_of_sending_is_told_with_the_grids_that_fall_open_and_a_move_up() -> None:
    teams = [a_team("WEST", spot(-2000), "cordon"), a_team("EAST", spot(1000)), a_team("ALSO", spot(1500))]
    street = one_street(teams, grids=[a_grid("W", spot(-2000)), a_grid("E", spot(1200))])
    got = advise(street, a_picture(street, an_incident(1, spot(-1000), need("n", "cordon"))))[1]
    assert (got.cover.before, got.cover.after, got.cover.grids_opened) == (1.0, 0.5, ("W",))
    assert got.cover.move_up is not None
    assert (got.cover.move_up.team, got.cover.move_up.to, got.cover.move_up.travel_s) == ("EAST", "WEST", 300)
    assert got.cover.move_up.cover == 1.0


def test_a_move_up_counts_the_turnout_of_the_team_that_moves_up() -> None:
    """From WEST's base the grid is 100 s off: in reach for a team that rolls at once, not after 120 s turnout."""
    teams = [a_team("WEST", spot(-2000), "cordon"), a_team("SLOW", spot(-1000), turnout_s=120)]
    street = one_street(teams, grids=[a_grid("W", spot(-3000))])
    got = advise(street, a_picture(street, an_incident(1, spot(-2000), need("n", "cordon"))))[1]
    assert got.cover.grids_opened == ("W",)
    assert got.cover.move_up is None


# -- for any picture ------------------------------------------------------------------------------------------------

SKILLS = ("cordon", "fire", "pumping", "logistics")
METRES = st.integers(-30, 30).map(lambda n: spot(100.0 * n))


@st.composite
def street_teams(draw: st.DrawFn) -> list[Team]:
    return [
        a_team(
            f"T{n}", draw(METRES), *draw(st.sets(st.sampled_from(SKILLS), max_size=3)),
            crew=draw(st.sampled_from([2, 6])), turnout_s=draw(st.sampled_from([0, 40])),
            carries=draw(st.sampled_from([{}, {PUMP: 1}])),
        )
        for n in range(draw(st.integers(0, 6)))
    ]  # fmt: skip


@st.composite
def any_pictures(draw: st.DrawFn) -> tuple[District, Picture]:
    street = one_street(
        draw(street_teams()),
        [a_depot("D1", spot(-1500), {PUMP: draw(st.integers(0, 3))}), a_depot("D2", spot(1500), {HOSE: 2, PUMP: 1})],
        [a_grid("W", spot(-1500)), a_grid("E", spot(1500))],
    )
    incidents = [
        an_incident(
            number, draw(st.one_of(st.none(), METRES, METRES)),
            *[
                need(
                    f"n{k}", draw(st.sampled_from(SKILLS)), draw(st.integers(1, 2)), draw(st.sampled_from([60, 600])),
                    first_arrival=k == 0, crew_min=draw(st.sampled_from([1, 4])),
                    substitutes=draw(st.sampled_from([(), (stand_in("cordon"),)])),
                )
                for k in range(draw(st.integers(0, 2)))
            ],
            severity=draw(st.sampled_from(Severity)),
            materials=draw(st.sampled_from([(), (wants(PUMP, 2),), (wants(HOSE, 3), wants(PUMP, 1))])),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]  # fmt: skip
    orders = []
    for n, team in enumerate(street.teams):
        status = draw(st.sampled_from([None, None, *BOUND, OrderStatus.DONE]))
        case = draw(st.sampled_from(incidents))
        if status is not None and case.plan is not None and case.plan.staff:
            orders.append(an_order(f"{case.number}-{n:02d}", case.number, team, case.plan.staff[0].id, status))
    quiet = {t: silent(street.teams[t]) for t in draw(st.sets(st.sampled_from([*street.teams, ""]))) if t}
    closed = draw(st.sampled_from([frozenset(), frozenset({"R0-1"})]))
    picture = with_orders(street, incidents, *orders, conditions=Conditions(closed))
    teams = {**picture.teams, **{t: now for t, now in quiet.items() if picture.teams[t].order is None}}
    return street, replace(picture, teams=teams)


@settings(max_examples=120, deadline=None)
@given(any_pictures())
def test_every_team_is_chosen_or_passed_over_with_a_reason_and_nobody_is_promised_twice(
    made: tuple[District, Picture],
) -> None:
    street, picture = made
    got = advise(street, picture)
    promised: list[str] = []
    drawn: dict[tuple[str, str], int] = {}
    for number, r in got.items():
        assert (r.incident, r.seq, r.at) == (number, picture.seq, picture.at)
        chosen = {f.team for row in r.needs for f in row.filled}
        passed = [p.team for p in r.passed_over]
        assert sorted({*chosen, *passed}) == sorted(picture.teams)
        assert len(passed) == len(set(passed))
        assert not chosen & set(passed)
        assert all(p.reason.get("en") and p.reason.get("zh") for p in r.passed_over)
        promised += [f.team for _, f in r.new_fills]
        for row, fill in r.new_fills:
            now = picture.teams[fill.team]
            assert now.why_not is None or fill.taken_from is not None
            assert fill.capability in now.team.capabilities
            assert fill.eta_s == fill.turnout_s + fill.travel_s
            for load in fill.loads:
                owner = load.depot or fill.team
                drawn[owner, load.item] = drawn.get((owner, load.item), 0) + load.quantity
            if row.need != "haulage":
                wanted = next(n for n in picture.incidents[number].plan.staff if n.id == row.need)  # type: ignore[union-attr]
                assert now.team.crew >= wanted.crew_min
        for row in r.needs:
            assert row.short == max(0, row.count - len(row.filled))
        for material in r.materials:
            assert material.short == max(0, material.quantity - sum(load.quantity for _, load, _ in material.picks))
            assert (material.alternative is None) == (material.short == 0)
        assert r.cover.after <= r.cover.before
    assert len(promised) == len(set(promised))
    assert all(quantity <= picture.stock[place] for place, quantity in drawn.items())


@settings(max_examples=40, deadline=None)
@given(any_pictures())
def test_the_same_picture_always_gives_the_same_recommendation(made: tuple[District, Picture]) -> None:
    street, picture = made
    teams, incidents = list(picture.teams.items()), list(picture.incidents.items())
    shuffled = replace(picture, teams=dict(teams[::-1]), incidents=dict(incidents[::-1]))
    network = RoadNetwork(street.roads)
    assert recommend(picture, street, network) == recommend(shuffled, street, network) == advise(street, picture)
