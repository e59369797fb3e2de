from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.cover.cover import Cover
from console.dispatch.cover.demand import Demand, demand_of
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.standing import Standing
from console.model.picture import Picture, TeamNow
from console.model.places import District, Shift, Team, TeamKind
from console.model.roads import Conditions
from console.model.words import TeamStatus
from console.phrase import say
from tests.unit.builders_district import (
    NINE,
    a_depot,
    a_grid,
    a_picture,
    a_team,
    one_street,
    silent,
    spot,
)
from tests.unit.district_builders import demo


def cover_of(
    district: District, picture: Picture | None = None, demand: Demand | None = None, learned: Learned = UNLEARNED
) -> Cover:
    network, seen = RoadNetwork(district.roads), picture or a_picture(district)
    return Cover(district, network, seen, demand, Standing(seen, district, network, learned))


def grid_row(*metres: float) -> list[Any]:
    """Grids G0, G1… along the street."""
    return [a_grid(f"G{n}", spot(east)) for n, east in enumerate(metres)]


# -- now and after --------------------------------------------------------------------------------------------------


def test_cover_is_told_for_one_three_and_five_minutes_with_turnout() -> None:
    """At 10 m/s and 30 s turnout: 300 m in one minute, 1,500 m in three, 2,700 m in five."""
    street = one_street([a_team("A", spot(0), turnout_s=30)], grids=grid_row(-300, 400, 1500, 2600, -2800))
    found = cover_of(street).shares()
    assert [(s.minutes, s.grids) for s in found] == [(1, 0.2), (3, 0.6), (5, 0.8)]
    assert [s.demand for s in found] == [s.grids for s in found]
    assert cover_of(street).covered() == ("G0", "G1", "G2")
    assert cover_of(street).soonest_s() == pytest.approx({"G0": 60, "G1": 70, "G2": 180, "G3": 290}, abs=0.1)


def test_expected_cases_of_the_hour_weigh_the_grids() -> None:
    street = one_street([a_team("A", spot(0))], grids=grid_row(0, 3000))
    demand = demand_of(("G0", "G1"), [("G0", 9)] * 30 + [("G1", 21)] * 90, 365)
    now, evening = cover_of(street, demand=demand), a_picture(street, at=NINE.replace(hour=13))
    assert now.shares()[1].demand > 0.6
    assert cover_of(street, evening, demand).shares()[1].demand < 0.3


def test_sending_a_team_opens_the_grids_only_it_reaches() -> None:
    teams = [a_team("WEST", spot(-2000)), a_team("EAST", spot(1000))]
    street = one_street(teams, grids=grid_row(-2500, 500, 2500))
    demand = demand_of(("G0", "G1", "G2"), [("G0", 9)] * 50, 10)
    cover = cover_of(street, demand=demand)
    assert (cover.only("WEST"), cover.loss("WEST")) == (("G0",), 1)
    assert (cover.only("EAST"), cover.loss("EAST")) == (("G1", "G2"), 2)
    assert cover.demand_lost("WEST") > 0.9
    assert cover.shares(frozenset({"WEST"}))[1].grids == pytest.approx(2 / 3)
    price = cover.price(frozenset({"WEST"}))
    assert (price.before, price.after, price.grids_opened) == (1.0, pytest.approx(2 / 3), ("G0",))
    assert cover.price(frozenset({"WEST", "EAST"})).grids_opened == ("G0", "G1", "G2")


def test_a_team_that_cannot_go_neither_covers_nor_opens_anything() -> None:
    lost = a_team("LOST", spot(0))
    street = one_street([lost], grids=grid_row(0))
    cover = cover_of(street, a_picture(street, teams={"LOST": silent(lost)}))
    assert (cover.loss("LOST"), cover.only("LOST"), cover.demand_lost("LOST")) == (0, (), 0.0)
    assert cover.price(frozenset({"LOST"})).before == 0.0
    assert cover.price(frozenset({"NOBODY"})).grids_opened == ()


def test_teams_that_share_a_crew_leave_together() -> None:
    teams = [a_team("PUMP", spot(-2000), shares_crew="C"), a_team("LADDER", spot(-2000), shares_crew="C")]
    street = one_street(teams, grids=grid_row(-2500))
    cover = cover_of(street)
    assert (cover.loss("PUMP"), cover.only("LADDER")) == (1, ("G0",))
    assert cover.price(frozenset({"PUMP"})).after == 0.0


def test_a_closed_road_takes_cover_away_at_once() -> None:
    street = one_street([a_team("A", spot(0))], grids=grid_row(1000))
    closed = a_picture(street, conditions=Conditions(frozenset({"R1-2"})))
    assert cover_of(street).price(frozenset()).before == 1.0
    assert cover_of(street, closed).price(frozenset()).before == 0.0


@given(st.data())
def test_what_is_kept_from_the_question_before_changes_no_answer(data: st.DataObject) -> None:
    """Teams move, turn, go and come, roads close and the hour changes; on roads never asked about all is the same."""
    teams = [a_team("A", spot(0)), a_team("B", spot(1200), kind=TeamKind.FIRE), a_team("C", spot(-1800))]
    street = one_street(teams, grids=grid_row(-2600, -900, 300, 1500, 2700))
    network = RoadNetwork(street.roads)
    for _ in range(4):
        seen = a_picture(
            street, at=NINE.replace(hour=data.draw(st.sampled_from([1, 20]))),
            teams={team.id: seen_somewhere(team, data) for team in teams},
            conditions=Conditions(data.draw(st.frozensets(st.sampled_from(["R1-2", "R3-4"])))),
        )  # fmt: skip
        kept = Cover(street, network, seen)
        fresh = Cover(street, RoadNetwork(street.roads), seen)
        assert kept.losses().tolist() == fresh.losses().tolist()
        assert (kept.covered(), kept.soonest_s()) == (fresh.covered(), fresh.soonest_s())


def seen_somewhere(team: Team, data: st.DataObject) -> TeamNow:
    there = TeamNow(team, TeamStatus.AVAILABLE, team.base, 10, moving=False, order=None, why_not=None)
    return replace(
        there, position=data.draw(st.sampled_from([team.base, spot(500), spot(-700)])), moving=data.draw(st.booleans()),
        heading_deg=data.draw(st.sampled_from([90.0, 270.0])), on_duty=data.draw(st.booleans()),
        why_not=data.draw(st.sampled_from([None, say("dispatch.off_duty_long")])),
    )  # fmt: skip


def test_what_was_learned_of_runs_counts() -> None:
    street = one_street([a_team("A", spot(0))], grids=grid_row(1500))
    assert cover_of(street).covered() == ("G0",)
    assert cover_of(street, learned=Learned(per_run_s=40.0)).covered() == ()


def test_without_grids_nothing_is_covered_and_nothing_fails() -> None:
    street = one_street([a_team("A", spot(0))])
    cover = cover_of(street)
    assert [s.grids for s in cover.shares()] == [0.0, 0.0, 0.0]
    assert cover.price(frozenset({"A"})) == replace(cover.price(frozenset()), before=0.0)
    assert cover.move_up(frozenset({"A"})).moves == ()


def test_the_demo_district_loses_what_only_each_team_reaches() -> None:
    """The price of sending one team is its loss, for every team."""
    district = demo()
    cover, grids = cover_of(district), len(district.grids)
    for team in district.teams:
        price = cover.price(frozenset({team}))
        assert round((price.before - price.after) * grids) == cover.loss(team) == len(price.grids_opened)


# -- move-up --------------------------------------------------------------------------------------------------------


def test_the_cheapest_move_goes_to_a_depot_or_standing_post_when_that_is_nearer() -> None:
    """From WEST's base, the depot and the post both grids are in reach; the post is nearest to EAST."""
    teams = [a_team("WEST", spot(-2500)), a_team("EAST", spot(500))]
    street = one_street(teams, [a_depot("D", spot(-2000), {})], grid_row(-2800, -900))
    cover, sent = cover_of(street), frozenset({"WEST"})
    plain, posted = cover.move_up(sent), cover.move_up(sent, {"CORNER": spot(-1100)})
    assert [(m.team, m.to, m.travel_s, m.cover) for m in plain.moves] == [("EAST", "D", 250, 1.0)]
    assert [(m.team, m.to, m.travel_s, m.cover) for m in posted.moves] == [("EAST", "CORNER", 160, 1.0)]
    assert (posted.still_open, posted.gap) == ((), 0.0)
    alone = cover.price(sent).move_up
    assert alone is not None
    assert (alone.to, alone.travel_s) == ("WEST", 300)


def test_several_teams_move_where_one_is_not_enough_and_what_stays_open_is_named() -> None:
    teams = [a_team("FAR", spot(-2900)), a_team("MID", spot(0)), a_team("ALSO", spot(50)), a_team("END", spot(2900))]
    street = one_street(teams, grids=grid_row(-2950, 0, 2950))
    cover, sent = cover_of(street), frozenset({"FAR", "END"})
    found = cover.move_up(sent)
    assert ([(m.team, m.to, m.travel_s) for m in found.moves], found.still_open) == ([("ALSO", "END", 285)], ("G0",))
    posted = cover.move_up(sent, {"W": spot(-1300), "E": spot(1300)})
    moves = {(m.team, m.to, m.travel_s, m.cover) for m in posted.moves}
    assert moves == {("MID", "W", 130, 1.0), ("ALSO", "E", 125, 1.0)}
    assert posted.still_open == ()
    assert len(cover.move_up(sent, {"W": spot(-1300), "E": spot(1300)}, most=1).moves) == 1


def test_a_crew_in_a_base_takes_its_turnout_and_one_beside_its_vehicle_hardly_any() -> None:
    """The grid is 120 s away: within three minutes after 18 s by the vehicle, not after 120 s in a base."""
    teams = [a_team("WEST", spot(-1800)), a_team("SLOW", spot(0), turnout_s=120)]
    street = one_street(teams, grids=grid_row(-3000))
    cover, sent = cover_of(street), frozenset({"WEST"})
    assert cover.price(sent).move_up is None
    assert [m.to for m in cover.move_up(sent, {"POST": spot(-1750)}).moves] == ["POST"]


# -- an hour ahead --------------------------------------------------------------------------------------------------

EARLY, LATE = Shift(time(2), time(9, 30)), Shift(time(9, 30), time(20))


def an_hour_on(**teams: TeamNow) -> Any:
    """Seen at nine: the shifts change at half past nine."""
    members = [now.team for now in teams.values()]
    street = one_street(members, grids=grid_row(-2500, 0, 2500))
    return cover_of(street, a_picture(street, teams=teams)).hour_ahead()


def a_team_now(id_: str, east: float, status: TeamStatus, why: str = "", **changes: Any) -> TeamNow:
    team = a_team(id_, spot(east), **changes)
    reason = say(why) if why else None
    return TeamNow(team, status, team.base, 0, moving=False, order=None, why_not=reason)


def test_an_hour_ahead_counts_who_begins_and_leaves_out_who_ends() -> None:
    ahead = an_hour_on(
        ENDS=a_team_now("ENDS", -2500, TeamStatus.AVAILABLE, shift=EARLY),
        BEGINS=a_team_now("BEGINS", 0, TeamStatus.OFF_DUTY, "dispatch.no_route", shift=LATE),
        BROKEN=a_team_now("BROKEN", 2500, TeamStatus.OUT_OF_SERVICE, "dispatch.no_route"),
    )
    assert (ahead.coming, ahead.leaving, ahead.unsure) == (("BEGINS",), ("ENDS",), ())
    assert ahead.sure[1].grids == ahead.possible[1].grids == pytest.approx(1 / 3)


def test_who_is_bound_or_silent_now_makes_the_hour_ahead_a_range_and_says_why() -> None:
    ahead = an_hour_on(
        FREE=a_team_now("FREE", 0, TeamStatus.AVAILABLE),
        BUSY=a_team_now("BUSY", -2500, TeamStatus.ON_SCENE, "dispatch.no_route"),
        LOST=silent(a_team("LOST", spot(2500))),
    )
    assert ahead.unsure == ("BUSY", "LOST")
    assert (ahead.sure[1].grids, ahead.possible[1].grids) == (pytest.approx(1 / 3), 1.0)
    assert ahead.basis.en == "when orders end is not known: 2 teams may or may not be free by then"


def test_what_is_reached_is_worked_out_again_only_when_somebody_moves() -> None:
    team = a_team("A", spot(0))
    street = one_street([team], grids=grid_row(300))
    network = RoadNetwork(street.roads)
    seen = TeamNow(team, TeamStatus.AVAILABLE, team.base, 10, moving=False, order=None, why_not=None)
    first, again, moved = (
        Cover(street, network, a_picture(street, teams={"A": now}))._reached
        for now in (seen, replace(seen, position_age_s=11), replace(seen, position=spot(500)))
    )
    assert again is first
    assert moved is not first
