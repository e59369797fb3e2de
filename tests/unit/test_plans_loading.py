"""Every plan on the shelf loads; every mistake is refused with its file, line and field."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from console.district.marked_yaml import MAX_BYTES
from console.district.plan_references import OWNER_ROLES
from console.district.plan_schema import plan_json_schema
from console.errors import BadPlan
from console.model.facts import ValueKind
from console.model.places import TeamKind
from console.model.plan import Clause, Condition, Not
from console.model.plan_shelf import RefusedPlan
from console.model.words import LEVELS, ResponseLevel
from console.phrase import Phrase
from tests.unit.plan_builders import ROOT, shelf_of, the_capabilities, the_facts, the_plan, the_shelf

GOOD = """\
id: sample
version: 3
kind: special
title: {en: Sample, zh: 样例}
when: {fact: category, in: [fire.commercial]}
levels:
  - level: IV
    staff:
      - id: attack
        title: {en: Attack, zh: 灭火}
        capability: fire_attack
        count: 1
        arrive_within_s: 180
        first_arrival: true
    materials:
      - {id: hose, item: "1020201", quantity: 2, unit: rolls, arrive_within_s: 300}
    steps:
      - {id: call, text: {en: Call, zh: 通话}, owner: duty_officer, due_s: 30}
    notify: [police]
  - level: III
    when: {fact: injured, at_least: 1}
    staff:
      - {id: attack, count: 3}
    notify: [health, police]
"""


def refusals(tmp_path: Path, text: str | bytes) -> tuple[RefusedPlan, ...]:
    raw = text.encode() if isinstance(text, str) else text
    (tmp_path / "wrong.yaml").write_bytes(raw)
    (tmp_path / "a-good.yaml").write_text(GOOD.replace("id: sample", "id: good"), encoding="utf-8")
    shelf = shelf_of(tmp_path)
    assert [plan.id for plan in shelf.plans] == ["good"], "the other file must load"
    assert {refused.file for refused in shelf.refused} == {"wrong.yaml"}
    return shelf.refused


def the_refusal(tmp_path: Path, text: str | bytes) -> RefusedPlan:
    [refused] = refusals(tmp_path, text)
    assert f"line {refused.line}" in refused.message.en
    assert f"第{refused.line}行" in refused.message.get("zh")
    return refused


def test_every_shipped_plan_loads_and_there_are_at_least_twelve() -> None:
    shelf = the_shelf()
    assert [refused.message.en for refused in shelf.refused] == []
    assert len(shelf.plans) >= 12
    assert [plan.id for plan in shelf.plans] == sorted(plan.id for plan in shelf.plans)


@pytest.mark.parametrize("plan", the_shelf().plans, ids=lambda plan: plan.id)
def test_each_shipped_plan_asks_for_what_its_level_should(plan: object) -> None:
    bands = {"IV": range(3, 6), "III": range(6, 10), "II": range(10, 15), "I": range(13, 25)}
    for level in the_plan(plan.id).levels:  # type: ignore[attr-defined]
        assert sum(need.count for need in level.staff) in bands[level.level], level.level
        assert 5 <= len(level.steps) <= 14
        assert any(need.first_arrival for need in level.staff)
        assert level.materials
        assert level.notify
        for text in [need.title for need in level.staff] + [step.text for step in level.steps]:
            assert text.en
            assert text.zh
            assert text.en != text.zh


def test_needs_only_ever_grow_from_level_to_level() -> None:
    for plan in the_shelf().plans:
        for below, above in zip(plan.levels, plan.levels[1:], strict=False):
            counts = {need.id: need.count for need in above.staff}
            assert all(counts[need.id] >= need.count for need in below.staff), plan.id
            quantities = {need.id: need.quantity for need in above.materials}
            assert all(quantities[need.id] >= need.quantity for need in below.materials), plan.id


def test_level_three_of_the_commercial_fire_fetches_from_a_depot() -> None:
    items = {need.item for need in the_plan("fire-commercial").at(ResponseLevel.III).materials}
    assert {"1010101", "1020201", "2020102", "4010104"} <= items  # masks, hoses, crowd barriers, light tower


def test_a_level_holds_what_the_levels_below_ask_for_and_its_own_changes(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(GOOD, encoding="utf-8")
    [plan] = shelf_of(tmp_path).plans
    low, high = plan.levels
    assert [level.level for level in plan.levels] == [*LEVELS[:2]]
    assert [(need.id, need.count, need.first_arrival) for need in low.staff] == [("attack", 1, True)]
    assert [(need.id, need.count, need.first_arrival) for need in high.staff] == [("attack", 3, True)]
    assert high.materials == low.materials
    assert high.steps == low.steps
    assert (low.notify, high.notify) == (("police",), ("police", "health"))


def test_a_plan_carries_the_hash_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(GOOD, encoding="utf-8")
    [plan] = shelf_of(tmp_path).plans
    assert plan.content_hash == hashlib.sha256(GOOD.encode()).hexdigest()
    assert (plan.version, plan.source) == (3, "sample.yaml")


MISTAKES = {
    "unknown capability": (
        "capability: fire_attack", "capability: fire_atack",
        11, "levels[0].staff[0].capability", "fire_attack?",
    ),
    "unknown material": ('"1020201"', '"9999999"', 16, "levels[0].materials[0].item", "material"),
    "wrong unit": ("unit: rolls", "unit: pcs", 16, "levels[0].materials[0].unit", "rolls"),
    "unknown department": ("notify: [police]", "notify: [polise]", 19, "levels[0].notify[0]", "police?"),
    "unknown fact": ("{fact: injured,", "{fact: injurd,", 21, "levels[1].when.fact", "injured?"),
    "unknown owner": ("owner: duty_officer", "owner: nobody", 18, "levels[0].steps[0].owner", "owner"),
    "unknown owning department": (
        "owner: duty_officer", "owner: 'department:x'",
        18, "levels[0].steps[0].owner", "owner",
    ),
    "step without owner": ("owner: duty_officer, ", "", 18, "levels[0].steps[0].owner", "given"),
    "wrong type": ("count: 1", "count: one", 12, "levels[0].staff[0].count", "whole number"),
    "fraction of a team": ("count: 1", "count: 1.5", 12, "levels[0].staff[0].count", "whole number"),
    "yes is no truth": (
        "first_arrival: true", "first_arrival: yes",
        14, "levels[0].staff[0].first_arrival", "true or false",
    ),
    "text instead of number": ("at_least: 1", 'at_least: "1"', 21, "levels[1].when.at_least", "a number"),
    "wrong comparison for the kind": (
        "{fact: injured, at_least: 1}", "{fact: injured, any_of: [a]}",
        21, "levels[1].when.any_of", "at_least",
    ),
    "choice that is none": (
        "{fact: injured, at_least: 1}", "{fact: warning, is: purple}",
        21, "levels[1].when.is", "orange",
    ),
    "bool compared with text": (
        "{fact: injured, at_least: 1}", "{fact: weapon, is: big}",
        21, "levels[1].when.is", "weapon",
    ),
    "time that is none": (
        "{fact: injured, at_least: 1}", "{fact: local_time, within: ['25:00', '06:00']}",
        21, "levels[1].when.within", "local time",
    ),
    "two comparisons in one clause": ("at_least: 1", "at_least: 1, below: 9", 21, "levels[1].when", "exactly one"),
    "no comparison": (", at_least: 1", "", 21, "levels[1].when", "exactly one"),
    "condition that is none": (
        "{fact: injured, at_least: 1}", "{some: []}",
        21, "levels[1].when", "all, any, not, fact",
    ),
    "empty any": ("{fact: injured, at_least: 1}", "{any: []}", 21, "levels[1].when.any", "at least 1"),
    "quantity of nothing": ("quantity: 2", "quantity: 0", 16, "levels[0].materials[0].quantity", "1 or more"),
    "negative count": ("count: 1", "count: -1", 12, "levels[0].staff[0].count", "1 or more"),
    "level twice": ("level: III", "level: IV", 20, "levels[1].level", "rising order"),
    "level that is none": ("level: III", "level: V", 20, "levels[1].level", "one of: IV"),
    "field nobody knows": ("version: 3", "version: 3\ncolour: red", 3, "colour", "the format knows"),
    "title in one language": ("title: {en: Sample, zh: 样例}", "title: {en: Sample}", 4, "title.zh", "given"),
    "missing version": ("version: 3\n", "", 1, "version", "given"),
    "id listed twice": (
        "- {id: attack, count: 3}", "- {id: attack, count: 3}\n      - {id: attack, count: 4}",
        24, "levels[1].staff[1].id", "once",
    ),
    "incomplete new need": (
        "- {id: attack, count: 3}", "- {id: late, title: {en: A, zh: 甲}, capability: search, count: 3}",
        23, "levels[1].staff[0].arrive_within_s", "given",
    ),
    "key twice": ("version: 3", "version: 3\nversion: 4", 3, "", "once"),
    "broken syntax": ("version: 3", "version: [3", 3, "", "YAML"),
    "alias": ("version: 3", "version: &a 3\nkind2: *a", 3, "", "alias"),
    "tag": ("version: 3", "version: !!python/object/apply:os.getcwd []", 2, "", "tag"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_file_is_refused_with_line_and_field(mistake: str, tmp_path: Path) -> None:
    good, wrong, line, field, expected = MISTAKES[mistake]
    assert good in GOOD
    refused = the_refusal(tmp_path, GOOD.replace(good, wrong, 1))
    assert (refused.line, refused.field) == (line, field)
    assert expected in refused.message.en


WHOLE_FILES: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "empty"),
    "only a comment": ("# nothing\n", 1, "empty"),
    "a list at the top": ("- 1\n- 2\n", 1, "fields with values"),
    "one word": ("plan", 1, "fields with values"),
    "not UTF-8": (b"id: x\ntitle: \xff\xfe\n", 2, "UTF-8"),
    "too large": (b"#" * (MAX_BYTES + 1), 1, str(MAX_BYTES)),
    "two documents": ("a: 1\n---\nb: 1\n", 2, "one document"),
    "nested without end": ("[" * 5000, 1, "nesting"),
    "a bomb of aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 2, "alias"),
    "control characters": ("id: x\ntitle: \x07\n", 2, "printable"),
    "a key that is a list": ("? [a]\n: 1\n", 1, "plain word"),
}


@pytest.mark.parametrize("kind", WHOLE_FILES)
def test_a_file_that_is_no_plan_at_all_is_refused_with_its_line(kind: str, tmp_path: Path) -> None:
    raw, line, expected = WHOLE_FILES[kind]
    refused = the_refusal(tmp_path, raw)
    assert (refused.line, refused.field) == (line, "")
    assert expected in refused.message.en


def test_every_mistake_of_a_file_is_named_in_the_order_of_its_lines(tmp_path: Path) -> None:
    wrong = (
        GOOD.replace("fire_attack", "flying")
        .replace("notify: [police]", "notify: [navy]")
        .replace("fact: injured", "fact: x")
    )
    assert [refused.line for refused in refusals(tmp_path, wrong)] == [11, 19, 21]


def test_the_second_plan_with_the_same_id_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "two.yaml").write_text("# a copy\n" + GOOD, encoding="utf-8")
    shelf = shelf_of(tmp_path)
    [refused] = shelf.refused
    assert [plan.source for plan in shelf.plans] == ["one.yaml"]
    assert (refused.file, refused.line, refused.field) == ("two.yaml", 2, "id")
    assert "one.yaml" in refused.message.en


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPlan, match="no such folder"):
        shelf_of(tmp_path / "none")


def test_the_published_schema_is_the_one_the_loader_uses() -> None:
    published = json.loads((ROOT / "docs" / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    assert published == plan_json_schema()


def _facts_in(condition: Condition) -> set[str]:
    if isinstance(condition, Clause):
        return {condition.fact}
    if isinstance(condition, Not):
        return _facts_in(condition.part)
    return set().union(*(_facts_in(part) for part in condition.parts))


def test_every_fact_a_plan_uses_can_be_asked_for_in_both_languages() -> None:
    used = set().union(*(_facts_in(level.condition) for plan in the_shelf().plans for level in plan.levels))
    for name in used:
        kind = the_facts()[name]
        assert kind.question.en.endswith("?")
        assert kind.question.zh.endswith("？")
        assert kind.unit.en or kind.kind is not ValueKind.NUMBER


def test_every_capability_of_the_vocabulary_is_asked_for_by_some_plan_or_left_to_routine_work() -> None:
    asked = {need.capability for plan in the_shelf().plans for level in plan.levels for need in level.staff}
    assert the_capabilities() - asked <= {"market_inspection"}


def test_everyone_who_may_own_a_step_has_a_name_in_both_languages() -> None:
    for owner in OWNER_ROLES | set(TeamKind):
        assert Phrase(f"owner.{owner}").get("zh") != Phrase(f"owner.{owner}").en
