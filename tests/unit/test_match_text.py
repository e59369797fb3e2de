"""What the words of a report say is found in Chinese and English, with the words that said it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from console.dispatch.category import propose_category
from console.dispatch.facts import facts_from_text, facts_of, number_in_words
from console.district.facts import load_facts
from console.errors import BadDistrict
from console.model.facts import FactKind, ValueKind, span
from console.model.incident import Incident, Report
from console.model.places import CatalogueItem
from console.model.words import Posture, Severity, Stage, Tier, Urgency
from console.phrase import Text
from tests.unit.plan_builders import the_facts

EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("两人受伤", {"injured": 2}),
    ("2 injured", {"injured": 2}),
    ("Three people are injured and one person is trapped", {"injured": 3, "trapped": 1}),
    ("商场三楼冒浓烟,有明火,十二人被困", {"trapped": 12}),
    ("商场三楼冒浓烟,有明火", {"smoke_visible": True, "flames_visible": True, "place_type": "mall"}),
    ("现场无人员伤亡", {"injured": 0, "dead": 0}),
    ("no one is injured, no flames, smoke seen", {"injured": 0, "flames_visible": False, "smoke_visible": True}),
    ("没有人受伤，未见明火", {"injured": 0, "flames_visible": False}),
    ("有人被困在电梯里已经二十分钟", {"trapped": "1+", "lift_minutes": 20}),
    ("several people are trapped in the lift for 35 minutes", {"trapped": "2+", "lift_minutes": 35}),
    ("造成2人轻伤,另有３人受伤送医", {"injured": 3}),
    ("下穿通道积水40厘米，已淹水半小时", {"water_depth_cm": 40, "place_type": "underpass", "flooded_minutes": 30}),
    ("积水深约0.5米", {"water_depth_cm": 50}),
    ("about 40 cm of water, the road has been flooded for 20 minutes", {"water_depth_cm": 40, "flooded_minutes": 20}),
    ("一小时降雨量达55毫米", {"rain_mm_h": 55}),
    ("12小时累计降雨120毫米，三条主干道中断", {"rain_mm_12h": 120, "roads_cut": 3}),
    ("阵风8到9级，台风橙色预警", {"wind_force": 9, "warning": "orange"}),
    ("餐馆着火，楼上有人住，店里有液化气瓶", {"flat_above": True, "keywords": ["gas_cylinder"], "place_type": "shop"}),
    ("Fire in a shop, people living above", {"flat_above": True, "place_type": "shop"}),
    ("楼道里有天然气味，检测仪显示爆炸下限25%", {"gas_smell": True, "gas_ppm_lel": 25}),
    ("5岁男孩在河边走失2小时", {"missing_age": 5, "missing_hours": 2, "keywords": ["child", "near_water"]}),
    ("An 82-year-old man with dementia is missing for 3 hours", {"missing_age": 82, "missing_hours": 3}),
    ("油罐车侧翻，正在泄漏", {"dangerous_goods": True, "leaking": True, "keywords": ["tank", "overturned"]}),
    ("五个人在打架，有人持刀", {"fighters": 5, "weapon": True}),
    ("未见泄漏", {"leaking": False}),
    ("没有看到明火，也没发现泄漏", {"flames_visible": False, "leaking": False}),
    ("一楼没有明火，二楼有明火", {"flames_visible": True}),
    ("明火已扑灭，一人受伤", {"flames_visible": False, "injured": 1}),
    ("河道发黑约200米，有死鱼", {"river_discolour_m": 200, "fish_dead": True, "place_type": "river"}),
    ("全小区停电已3小时，约600户停电", {"outage_hours": 3, "outage_households": 600, "place_type": "residential"}),
    ("时代广场三楼冒烟", {"place_type": "mall", "smoke_visible": True}),
    ("广场每平方米约6人", {"people_per_m2": 6, "place_type": "plaza"}),
    ("6层的商场", {"storeys": 6}),
    ("six-storey building", {"storeys": 6}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_the_facts_a_text_states_are_found(text: str, expected: dict[str, Any]) -> None:
    found = {name: got.value for name, got in facts_from_text(text, the_facts()).items()}
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("text", ["", "有人受惊", "请联系3号楼2单元", "12345", "The shop opens at 9", "一切正常"])
def test_a_text_that_states_no_harm_gives_no_figures(text: str) -> None:
    numbers = {n for n, kind in the_facts().items() if kind.kind is ValueKind.NUMBER}
    assert numbers.isdisjoint(facts_from_text(text, the_facts()))


def test_the_words_that_gave_a_fact_are_kept() -> None:
    assert facts_from_text("商场起火，两人受伤，请速来", the_facts())["injured"].snippet == "两人受伤"


def test_every_value_found_is_one_the_vocabulary_accepts() -> None:
    for text, _ in EXAMPLES:
        for name, got in facts_from_text(text, the_facts()).items():
            assert the_facts()[name].accepts(got.value), (text, name)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", 3),
        ("0.4", 0.4),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("一百零五", 105),
        ("三百二十", 320),
        ("一二", 12),
        ("Twelve", 12),
        ("百千", None),
    ],
)  # fmt: skip
def test_numbers_are_read_in_digits_chinese_and_english(written: str, number: float | None) -> None:
    assert number_in_words(written) == number


def test_a_lower_bound_is_a_span_and_nonsense_is_none() -> None:
    assert span("2+") == (2, float("inf"))
    assert span(3) == (3, 3)
    assert [span(value) for value in ("2", True, None, float("nan"), "many")] == [None] * 5


def an_incident(*texts: str, category: str = "fire.commercial", grid: str = "G1", **facts: Any) -> Incident:
    now = datetime(2024, 5, 1, 2, 0, tzinfo=UTC)
    reports = tuple(Report("officer", str(i), text, now, now) for i, text in enumerate(texts))
    return Incident(
        1,
        1,
        Stage.REPORTED,
        Urgency.ROUTINE,
        Severity.GENERAL,
        Tier.GRID,
        category,
        "",
        None,
        grid,
        reports,
        now,
        facts,
    )


def facts_now(incident: Incident, warning: str = "") -> dict[str, Any]:
    return dict(facts_of(incident, the_facts(), local=time(10, 5), posture=Posture.ROUTINE, warning=warning))


def test_an_incident_gives_its_own_facts_and_those_of_its_reports() -> None:
    facts = facts_now(an_incident("商场冒烟", "商场起火，两人受伤"), warning="yellow")
    assert facts["reports"] == 2
    assert (facts["category"], facts["grid"], facts["local_time"], facts["posture"]) == (
        "fire.commercial",
        "G1",
        "10:05",
        "routine",
    )
    assert (facts["injured"], facts["smoke_visible"], facts["warning"], facts["severity"]) == (
        2,
        True,
        "yellow",
        "general",
    )
    assert facts["keywords"] == []


def test_what_an_officer_answered_wins_over_the_text_and_none_makes_it_unknown_again() -> None:
    facts = facts_now(an_incident("两人受伤，有明火", injured=4, flames_visible=None))
    assert facts["injured"] == 4
    assert "flames_visible" not in facts


def test_what_is_not_known_is_absent_rather_than_empty() -> None:
    facts = facts_now(an_incident(category="", grid=""))
    assert {"category", "grid", "warning", "reports", "keywords", "injured"}.isdisjoint(facts)


def an_item(code: str, *keywords: str) -> CatalogueItem:
    return CatalogueItem(
        code, "01", Text(code), "police", Tier.STREET, Urgency.ROUTINE, 60, Text("done"), False, keywords
    )


CATALOGUE = {
    item.code: item
    for item in (
        an_item("fire.commercial", "着火", "商场", "fire", "mall"),
        an_item("fire.ebike", "着火", "电动车", "fire", "e-bike"),
        an_item("order.stall", "占道", "摊"),
    )
}


@pytest.mark.parametrize(
    ("text", "best", "keywords"),
    [
        ("万达商场着火", "fire.commercial", ("着火", "商场")),
        ("An e-bike is on fire", "fire.ebike", ("fire", "e-bike")),
        ("占道摆摊", "order.stall", ("占道", "摊")),
    ],
)  # fmt: skip
def test_the_category_with_the_most_telling_words_is_proposed_first(
    text: str, best: str, keywords: tuple[str, ...]
) -> None:
    code, score, found = propose_category(text, CATALOGUE)[0]
    assert (code, found) == (best, keywords)
    assert score > 0


def test_a_text_without_keywords_proposes_nothing_and_words_inside_words_do_not_count() -> None:
    assert propose_category("你好", CATALOGUE) == []
    assert propose_category("a small misfired joke", CATALOGUE) == []


def test_a_word_shared_by_many_items_counts_less() -> None:
    proposals = {code: score for code, score, _ in propose_category("商场着火", CATALOGUE)}
    assert proposals["fire.commercial"] == 3.0  # 商场 alone 2, 着火 shared by two items 1
    assert proposals["fire.ebike"] == 1.0


FACT = """\
injured:
  label: {en: injured, zh: 受伤人数}
  kind: number
  question: {en: "How many?", zh: "几人？"}
  patterns: ["<n>人受伤"]
"""


def facts_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("good", "wrong", "said"),
    [
        ("kind: number", "kind: figure", "line 3, injured.kind"),
        ("label: {en: injured, zh: 受伤人数}", "label: {en: injured}", "line 2, injured.label"),
        ("<n>人受伤", "<n>(人受伤", "line 5, injured.patterns.0: expected a regular expression"),
        ("<n>人受伤", "有人受伤", "line 5, injured.patterns.0: expected either <n>"),
        ('["<n>人受伤"]', "[{match: 有人受伤, value: some}]", "expected a value of kind number"),
        ("kind: number", "kind: bool", "<n> is only for facts of kind number"),
        ("injured:", "- injured:", "line 1, the whole file: expected fields with values"),
    ],
)
def test_a_wrong_vocabulary_is_refused_with_line_and_field(good: str, wrong: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadDistrict) as refused:
        load_facts(facts_file(tmp_path, FACT.replace(good, wrong)))
    assert said in str(refused.value)


def test_a_missing_vocabulary_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDistrict, match="cannot be read"):
        load_facts(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("injured", 3, "three"),
        ("injured", "2+", True),
        ("weapon", False, 0),
        ("warning", "red", "pink"),
        ("local_time", "07:30", "7:30"),
        ("keywords", ["child"], ["cat"]),
        ("category", "fire", 1),
        ("dead", None, []),
    ],
)  # fmt: skip
def test_an_answer_is_accepted_only_when_it_suits_the_fact(name: str, good: Any, bad: Any) -> None:
    kind: FactKind = the_facts()[name]
    assert kind.accepts(good)
    assert not kind.accepts(bad)
