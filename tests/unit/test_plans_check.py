"""A plan is checked against the district it is for: teams, stock, and levels that could never be proposed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from console.district.load import load_district
from console.district.plan_check import check_plans
from console.geo import LatLon
from console.model.places import Depot, District, Shift, Team, TeamKind
from console.model.plan import AnyOf, Condition, MaterialNeed, Op, Plan, PlanKind, PlanLevel, StaffNeed, Substitute
from console.model.plan_shelf import PlanShelf
from console.model.roads import Roads
from console.model.words import ResponseLevel
from console.phrase import Text
from tests.unit.plan_builders import ROOT, a_plan, both, clause, the_materials, the_shelf

HERE = LatLon(30.0, 120.0)
ALWAYS = Shift(time(0), time(0))
DAY = Shift(time(8), time(20))
FIRE = clause("category", Op.IN, ["fire"])


def a_team(
    id_: str, *capabilities: str, shift: Shift = ALWAYS, crew: int = 3, carries: dict[str, int] | None = None
) -> Team:
    return Team(id_, Text(id_), TeamKind.FIRE, frozenset(capabilities), crew, "", HERE, shift, 30, 120, carries or {})


def a_district(*teams: Team, stock: dict[str, int] | None = None) -> District:
    depots = {"D": Depot("D", Text("D"), HERE, stock or {})}
    return District(
        "t", Text("t"), True, "Asia/Shanghai", (), {}, Roads.of({}, ()), (), {team.id: team for team in teams}, depots,
        the_materials(), {}, {}, {}, (), {}, {}, "",
    )  # fmt: skip


def a_need(id_: str, capability: str, count: int = 1, crew_min: int = 1, *stand_ins: str) -> StaffNeed:
    substitutes = tuple(Substitute(name, 10) for name in stand_ins)
    return StaffNeed(id_, Text(id_, id_), capability, count, 180, True, crew_min, substitutes)


def asking(*levels: tuple[Iterable[StaffNeed], Iterable[MaterialNeed]]) -> Plan:
    names = list(ResponseLevel)
    made = tuple(
        PlanLevel(names[i], both(FIRE, clause("injured", Op.AT_LEAST, i)), tuple(staff), tuple(stock), (), ())
        for i, (staff, stock) in enumerate(levels)
    )
    return Plan("p", 1, PlanKind.SPECIAL, Text("Plan P", "预案P"), made, "")


def said(plan: Plan, district: District) -> list[str]:
    found = check_plans(PlanShelf((plan,), ()), district)
    assert all(phrase.get("zh") for phrase in found)
    return [phrase.en for phrase in found]


def test_a_plan_the_district_can_fill_is_found_sound() -> None:
    hose = MaterialNeed("hose", "1020201", 4, "rolls", 300)
    plan = asking(([a_need("attack", "fire_attack", 2)], [hose]))
    teams = (a_team("A", "fire_attack", carries={"1020201": 1}), a_team("B", "fire_attack"))
    assert said(plan, a_district(*teams, stock={"1020201": 3})) == []


def test_a_need_the_night_shift_cannot_fill_is_named_with_the_hour() -> None:
    plan = asking(([a_need("attack", "fire_attack", 2)], []))
    district = a_district(a_team("A", "fire_attack"), a_team("B", "fire_attack", shift=DAY))
    [found] = said(plan, district)
    assert "need attack: 2 asked, 1 cannot be filled" in found
    assert "at 00:00" in found


def test_one_team_of_two_skills_does_not_fill_two_needs() -> None:
    plan = asking(([a_need("attack", "fire_attack"), a_need("evacuate", "evacuation")], []))
    both_skills = a_team("A", "fire_attack", "evacuation")
    assert len(said(plan, a_district(both_skills))) == 1
    assert said(plan, a_district(both_skills, a_team("B", "fire_attack"))) == []


def test_a_substitute_fills_a_need_and_too_small_a_crew_does_not() -> None:
    plan = asking(([a_need("attack", "fire_attack", 1, 2, "heavy_rescue")], []))
    assert said(plan, a_district(a_team("A", "heavy_rescue"))) == []
    assert len(said(plan, a_district(a_team("A", "fire_attack", crew=1)))) == 1


def test_stock_that_is_short_is_named_with_both_quantities() -> None:
    plan = asking(
        ([], [MaterialNeed("hose", "1020201", 4, "rolls", 300), MaterialNeed("more", "1020201", 2, "rolls", 600)])
    )
    [found] = said(plan, a_district(stock={"1020201": 5}))
    assert "6 rolls of Fire hose 65 mm asked, the district holds 5" in found


def test_bounds_that_leave_no_number_make_a_level_unreachable() -> None:
    def verdict(*parts: Condition) -> list[str]:
        return said(a_plan("p", IV=both(FIRE, *parts)), a_district())

    high, low = clause("injured", Op.AT_LEAST, 3), clause("injured", Op.BELOW, 3)
    [found] = verdict(high, low)
    assert "level IV: its condition can never hold (injured" in found
    assert verdict(high, clause("injured", Op.AT_MOST, 3)) == []
    assert verdict(AnyOf((high, low))) == []
    assert len(verdict(both(clause("injured", Op.IS, 5)), low)) == 1


def test_two_levels_with_the_same_condition_are_named() -> None:
    [found] = said(a_plan("p", IV=FIRE, II=FIRE), a_district())
    assert "levels IV and II have the same condition" in found


def test_a_level_that_asks_for_less_than_the_one_below_is_named() -> None:
    plan = asking(([a_need("attack", "fire_attack", 2)], []), ([a_need("attack", "fire_attack", 1)], []))
    [found] = said(plan, a_district(a_team("A", "fire_attack"), a_team("B", "fire_attack")))
    assert "level III, attack: asks for less (1) than the level below (2)" in found


def test_a_grid_the_district_does_not_have_is_named() -> None:
    [found] = said(a_plan("p", area=frozenset({"G77"}), IV=FIRE), a_district())
    assert "G77" in found


def test_the_shipped_plans_can_be_filled_by_the_shipped_district_round_the_clock() -> None:
    district = load_district(ROOT / "resources" / "xiaohe")
    assert [phrase.en for phrase in check_plans(the_shelf(), district)] == []
