"""Plans are matched to what is known: yes, no or unknown, with the reason and the question that would decide."""

from __future__ import annotations

from typing import Any

import pytest

from console.dispatch.clauses import Said, answer
from console.dispatch.match import match_plans
from console.model.facts import ValueKind
from console.model.plan import AnyOf, Clause, Not, Op, PlanAnswer
from console.model.words import Answer, ResponseLevel
from tests.unit.plan_builders import a_plan, both, clause, the_facts, the_plan, the_shelf

FIRE = clause("category", Op.IN, ["fire.commercial"])
INJURED_3 = clause("injured", Op.AT_LEAST, 3)


def matched(plan_id: str, **facts: Any) -> PlanAnswer:
    [found] = match_plans(facts, [the_plan(plan_id)], the_facts())
    return found


def level_of(plan_id: str, **facts: Any) -> str | None:
    found = matched(plan_id, **facts)
    return found.level.value if found.level else None


FIGURES: list[tuple[str, str, dict[str, Any], str | None]] = [
    ("waterlogging", "water.waterlogging", {"water_depth_cm": 30, "flooded_minutes": 20}, "IV"),
    ("waterlogging", "water.waterlogging", {"water_depth_cm": 29, "flooded_minutes": 20}, None),
    ("waterlogging", "water.waterlogging", {"rain_mm_h": 30, "flooded_spots": 4}, "IV"),
    ("waterlogging", "water.waterlogging", {"rain_mm_h": 50}, "III"),
    ("waterlogging", "water.waterlogging", {"rain_mm_h": 30, "flooded_spots": 6, "flooded_minutes": 30}, "III"),
    ("waterlogging", "water.waterlogging", {"rain_mm_h": 30, "flooded_spots": 5, "flooded_minutes": 30}, "IV"),
    ("waterlogging", "water.waterlogging", {"keywords": ["drains_overloaded"]}, "III"),
    ("waterlogging", "water.waterlogging", {"rain_mm_12h": 100}, "II"),
    ("waterlogging", "water.waterlogging", {"roads_cut": 3}, "II"),
    ("waterlogging", "water.waterlogging", {"rain_mm_12h": 300}, "I"),
    ("waterlogging", "water.underpass_flooded", {}, "IV"),
    ("typhoon", "weather.typhoon", {"wind_force": 5}, None),
    ("typhoon", "weather.typhoon", {"wind_force": 6}, "IV"),
    ("typhoon", "weather.typhoon", {"wind_force": 8}, "IV"),
    ("typhoon", "weather.typhoon", {"wind_force": 8, "rain_mm_12h": 30}, "III"),
    ("typhoon", "weather.typhoon", {"wind_force": 10}, "II"),
    ("typhoon", "weather.typhoon", {"wind_force": 12}, "II"),
    ("typhoon", "weather.typhoon", {"wind_force": 13}, "I"),
    ("cold-wave", "weather.cold_wave", {"temp_drop_48h_c": 8, "temp_min_c": 4}, "IV"),
    ("cold-wave", "weather.cold_wave", {"temp_drop_48h_c": 8, "temp_min_c": 5}, None),
    ("cold-wave", "weather.cold_wave", {"temp_drop_48h_c": 10, "temp_min_c": 0}, "III"),
    ("cold-wave", "weather.cold_wave", {"temp_drop_48h_c": 12, "temp_min_c": -4}, "II"),
    ("cold-wave", "weather.cold_wave", {"temp_drop_48h_c": 16, "temp_min_c": -8}, "I"),
    ("cold-wave", "weather.cold_wave", {"temp_drop_48h_c": 16, "temp_min_c": -7}, "II"),
    ("fire-commercial", "fire.commercial", {}, "IV"),
    ("fire-commercial", "fire.commercial", {"smoke_visible": True, "reports": 1}, "IV"),
    ("fire-commercial", "fire.commercial", {"flames_visible": True}, "III"),
    ("fire-commercial", "fire.commercial", {"trapped": 1}, "III"),
    ("fire-commercial", "fire.commercial", {"reports": 3}, "III"),
    ("fire-commercial", "fire.commercial", {"injured": 1}, "III"),
    ("fire-commercial", "fire.commercial", {"injured": 3}, "II"),
    ("fire-commercial", "fire.commercial", {"trapped": 5}, "II"),
    ("fire-commercial", "fire.commercial", {"injured": 10}, "I"),
    ("fire-commercial", "fire.commercial", {"dead": 3}, "I"),
    ("fire-shop-flat", "fire.commercial", {"place_type": "shop", "flat_above": True}, "IV"),
    ("fire-shop-flat", "fire.shop_flat", {"flames_visible": True, "local_time": "23:10"}, "III"),
    ("gas-leak", "gas.smell", {"gas_ppm_lel": 4, "gas_smell": False}, None),
    ("gas-leak", "gas.smell", {"gas_ppm_lel": 20}, "III"),
    ("gas-leak", "gas.leak", {"gas_ppm_lel": 50}, "II"),
    ("crowd-crush", "crowd.gathering", {"people_per_m2": 5}, "III"),
    ("traffic-dangerous-goods", "traffic.accident", {"dangerous_goods": True, "leaking": True}, "III"),
    ("traffic-dangerous-goods", "traffic.accident", {"dangerous_goods": False, "leaking": True}, None),
    ("lift-entrapment", "lift.entrapment", {"lift_minutes": 30}, "III"),
    ("missing-person", "person.missing", {"missing_age": 5}, "III"),
    ("missing-person", "person.missing", {"missing_age": 5, "keywords": ["near_water"]}, "II"),
    ("missing-person", "person.missing", {"missing_age": 40}, "IV"),
    ("street-fight", "order.fight", {"weapon": True}, "III"),
    ("river-pollution", "water.river_pollution", {"fish_dead": True}, "III"),
    ("power-outage", "power.outage", {"outage_households": 200}, "III"),
    ("burst-main", "water.burst_main", {"keywords": ["collapse"]}, "III"),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "category", "facts", "level"), FIGURES, ids=str)
def test_a_figure_proposes_the_level_the_domain_states(
    plan: str, category: str, facts: dict[str, Any], level: str | None
) -> None:
    assert level_of(plan, category=category, **facts) == level


def test_every_shipped_plan_is_reached_at_each_of_its_levels_by_some_figure() -> None:
    reached = {(plan, level) for plan, _, _, level in FIGURES}
    for plan in ("waterlogging", "typhoon", "cold-wave", "fire-commercial"):
        assert {level.level.value for level in the_plan(plan).levels} <= {lv for p, lv in reached if p == plan}


@pytest.mark.parametrize("gone", ["category", "water_depth_cm", "flooded_minutes"])
def test_matching_with_one_fact_removed_changes_the_answer_to_unknown_and_a_question_not_to_no(gone: str) -> None:
    facts = {"category": "water.waterlogging", "water_depth_cm": 35, "flooded_minutes": 25}
    assert matched("waterlogging", **facts).answer is Answer.YES
    without = {name: value for name, value in facts.items() if name != gone}
    found = matched("waterlogging", **without)
    assert found.answer is Answer.UNKNOWN
    assert found.level is None
    assert gone in found.ask


def test_a_matched_plan_says_what_could_raise_it_and_asks_for_it() -> None:
    found = matched("fire-commercial", category="fire.commercial", flames_visible=True, reports=1, severity="general")
    assert (found.answer, found.level) == (Answer.YES, ResponseLevel.III)
    assert {"injured", "trapped", "dead", "storeys", "keywords"} == set(found.ask)
    assert found.ask[:2] == ("injured", "trapped"), "two levels wait for them, for the others one"
    second = next(level for level in found.levels if level.level is ResponseLevel.II)
    assert second.answer is Answer.UNKNOWN
    [injured] = [c for c in second.clauses if c.fact == "injured"]
    assert (injured.answer, injured.value) == (Answer.UNKNOWN, None)
    assert (injured.clause.en, injured.clause.zh) == ("injured ≥ 3 people", "受伤人数 ≥ 3 人")


def test_nothing_is_asked_for_once_the_highest_level_holds() -> None:
    assert matched("fire-commercial", category="fire.commercial", injured=12).ask == ()


def test_an_answer_that_is_no_asks_for_nothing() -> None:
    found = matched("fire-commercial", category="order.fight")
    assert (found.answer, found.level, found.ask) == (Answer.NO, None, ())


def test_without_a_category_every_plan_is_unknown_and_asks_for_it_first() -> None:
    for found in match_plans({"smoke_visible": True}, the_shelf().plans, the_facts()):
        assert found.answer is Answer.UNKNOWN
        assert found.ask[0] == "category"


def test_a_category_coarser_than_the_plan_is_unknown_and_one_below_it_is_yes() -> None:
    plan = a_plan("p", IV=clause("category", Op.IN, ["fire.commercial"]))
    answers = {
        c: match_plans({"category": c}, [plan], {})[0].answer
        for c in ("fire", "fire.commercial.mall", "fire.commercials")
    }
    assert answers == {"fire": Answer.UNKNOWN, "fire.commercial.mall": Answer.YES, "fire.commercials": Answer.NO}


def test_several_trapped_is_enough_for_one_and_leaves_five_open() -> None:
    found = matched("fire-commercial", category="fire.commercial", trapped="2+")
    assert found.level is ResponseLevel.III
    assert "trapped" in found.ask


def test_an_undecided_plan_names_what_decides_alone_before_what_decides_only_together() -> None:
    ask = matched("waterlogging", category="water.waterlogging").ask
    assert ask[0] == "rain_mm_h"
    assert ask[-2:] == ("water_depth_cm", "flooded_minutes")


def test_when_no_single_fact_decides_all_open_facts_are_asked_for() -> None:
    pair = [
        both(clause(a, Op.AT_LEAST, 1), clause(b, Op.AT_LEAST, 1))
        for a, b in (("injured", "trapped"), ("dead", "reports"))
    ]
    [found] = match_plans({}, [a_plan("p", IV=AnyOf(tuple(pair)))], the_facts())
    assert set(found.ask) == {"injured", "trapped", "dead", "reports"}


def test_the_fact_that_decides_the_answer_is_asked_before_one_that_only_raises_the_level() -> None:
    plan = a_plan("p", IV=FIRE, III=both(FIRE, clause("injured", Op.AT_LEAST, 1)))
    [found] = match_plans({}, [plan], the_facts())
    assert found.ask == ("category",)


def test_a_fact_that_cannot_change_anything_is_not_asked_for() -> None:
    found = matched("traffic-dangerous-goods", category="order.fight")
    assert "dangerous_goods" not in found.ask
    wet = matched("typhoon", category="weather.typhoon", wind_force=10)
    assert "rain_mm_h" not in wet.ask


def test_yes_comes_before_unknown_before_no() -> None:
    plans = [
        a_plan("a-no", IV=clause("category", Op.IN, ["gas"])),
        a_plan("b-unknown", IV=both(FIRE, INJURED_3)),
        a_plan("c-yes", IV=FIRE),
    ]
    assert [one.plan for one in match_plans({"category": "fire.commercial"}, plans, {})] == [
        "c-yes",
        "b-unknown",
        "a-no",
    ]


def test_the_more_specific_plan_wins_by_category_depth_then_area_then_hours_then_clauses() -> None:
    facts = {"category": "fire.commercial", "grid": "G1", "local_time": "10:00", "injured": 4}
    coarse = clause("category", Op.IN, ["fire"])
    plans = [
        a_plan("many-clauses", IV=both(coarse, INJURED_3, clause("injured", Op.ABOVE, 1))),
        a_plan("a-coarse", IV=coarse),
        a_plan("hours", hours=("08:00", "20:00"), IV=coarse),
        a_plan("area", area=frozenset({"G1"}), IV=coarse),
        a_plan("deep", IV=FIRE),
    ]
    found = match_plans(facts, plans, the_facts())
    assert [one.plan for one in found] == ["deep", "area", "hours", "many-clauses", "a-coarse"]
    assert not any(one.tied for one in found)


def test_equally_specific_plans_are_shown_as_tied_and_the_order_is_stable() -> None:
    plans = [a_plan("b", IV=FIRE), a_plan("a", IV=FIRE), a_plan("c", IV=both(FIRE, INJURED_3))]
    found = match_plans({"category": "fire.commercial", "injured": 3}, plans, {})
    assert [(one.plan, one.tied) for one in found] == [("c", False), ("a", True), ("b", True)]


def test_an_area_or_hours_plan_is_unknown_while_the_place_or_time_is_unknown() -> None:
    plan = a_plan("p", area=frozenset({"G1", "G2"}), hours=("22:00", "06:00"), IV=FIRE)
    fire = {"category": "fire.commercial"}
    say = {
        "nothing": match_plans(fire, [plan], {})[0],
        "elsewhere": match_plans({**fire, "grid": "G3"}, [plan], {})[0],
        "night": match_plans({**fire, "grid": "G2", "local_time": "23:30"}, [plan], {})[0],
        "day": match_plans({**fire, "grid": "G2", "local_time": "06:00"}, [plan], {})[0],
    }
    assert {k: v.answer.value for k, v in say.items()} == {
        "nothing": "unknown",
        "elsewhere": "no",
        "night": "yes",
        "day": "no",
    }
    assert set(say["nothing"].ask) == {"grid", "local_time"}


def test_a_negated_clause_is_answered_in_its_own_words() -> None:
    plan = a_plan("p", IV=both(FIRE, Not(clause("weapon", Op.IS, True))))
    [found] = match_plans({"category": "fire.commercial", "weapon": False}, [plan], the_facts())
    last = found.levels[0].clauses[-1]
    assert (found.answer, last.answer, last.value) == (Answer.YES, Answer.YES, False)
    assert (last.clause.en, last.clause.zh) == ("not (weapon seen = yes)", "非（持有器械 = 是）")


@pytest.mark.parametrize(
    ("made", "en", "zh"),
    [
        (
            clause("warning", Op.IN, ["orange", "red"]),
            "weather warning is one of orange, red",
            "气象预警为 橙色、红色 之一",
        ),
        (clause("keywords", Op.ANY_OF, ["ebike"]), "words in the report: e-bike", "报文关键词含 电动自行车"),
        (
            clause("local_time", Op.WITHIN, ["22:00", "06:00"]),
            "local time within 22:00–06:00",
            "当地时间在 22:00–06:00 之间",
        ),
        (clause("water_depth_cm", Op.BELOW, 30), "water depth < 30 cm", "积水深度 < 30 厘米"),
    ],
)
def test_a_clause_is_put_into_words_in_both_languages(made: Clause, en: str, zh: str) -> None:
    [found] = match_plans({}, [a_plan("p", IV=made)], the_facts())
    text = found.levels[0].clauses[0].clause
    assert (text.en, text.zh) == (en, zh)


@pytest.mark.parametrize("value", ["many", True, float("nan"), [3], {"n": 3}])
def test_a_value_that_cannot_be_compared_is_unknown(value: Any) -> None:
    assert answer(INJURED_3, Said({"injured": value})) is Answer.UNKNOWN


def test_every_kind_of_fact_in_the_vocabulary_is_one_the_matcher_knows() -> None:
    assert {kind.kind for kind in the_facts().values()} == set(ValueKind)
