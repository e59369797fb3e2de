"""The dry run says what of a script can never happen, with file, line and field, and nothing of what can."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from console.app.wiring import Ground, load_ground
from console.drill.doors import scenario_json_schema
from console.drill.dry_run import Finding, dry_run
from console.drill.script import Script, load_scenario, read_script
from console.errors import BadScenario
from tests.unit.house_rules import ROOT

NOTE = {"en": "Try", "zh": "试"}
SCHEMA = ROOT / "docs" / "schemas" / "scenario.schema.json"
SCRIPTS = sorted((ROOT / "resources" / "scenarios").glob("*.yaml"))


@cache
def ground() -> Ground:
    return load_ground()


def fire(**more: Any) -> dict[str, Any]:
    where = {"category": "fire.commercial", "place": "canal-cbd-3", "text": "着火"}
    return {"id": "call", "at": "00:00:05", "note": NOTE, "report": {"source": "119", "number": "1", **where, **more}}


def act(name: str, at: str = "00:01:00", **effect: Any) -> dict[str, Any]:
    return {"id": name, "at": at, "note": NOTE, **effect}


def hurt(fact: str = "injured", incident: str = "call", at: str = "00:01:00") -> dict[str, Any]:
    return act("f", at, fact={"incident": incident, "fact": fact, "value": 1})


def again() -> dict[str, Any]:
    waits = {"event": "incident.closed", "incident": "again"}
    return {**fire(number="2"), "id": "again", "at": None, "after": waits}


def noise() -> dict[str, Any]:
    series = [{"after": "00:00:00", "value": 1}]
    return act("s", sensor={"sensor": "A", "measures": "noise", "place": "canal-cbd-3", "series": series})


def word(name: str, **when: Any) -> dict[str, Any]:
    return {"id": name, "note": NOTE, "message": {"to": "duty_officer"}, **when}


def expected(name: str, **more: Any) -> dict[str, Any]:
    usual = {"event": "incident.accepted", "of": "call", "within": "00:01:00"}
    if "after" in more:
        del usual["of"]
    return {"id": name, "title": NOTE, **usual, **more}


def script(*injects: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "try", "title": NOTE, "objective": NOTE, "start": "2026-11-20T14:30:00+08:00", "duration": "00:30:00",
        "injects": [fire(), *injects], **more,
    }  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Callable[[dict[str, Any]], Script]:
    def written(content: dict[str, Any]) -> Script:
        file = tmp_path / "try.yaml"
        file.write_text(json.dumps(content, indent=1), encoding="utf-8")  # every JSON text is YAML
        return read_script(file, ground().district)

    return written


def found(read_in: Script) -> list[Finding]:
    return dry_run(read_in, ground().district, ground().shelf.plans, ground().vocabulary)


def told(read_in: Script, *, notes: bool = False) -> list[str]:
    return [read_in.told(one.path, one.what).en for one in found(read_in) if one.note is notes]


IMPOSSIBLE: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "later than the end": (script(word("late", at="00:31:00")), ("injects.late", "00:31:00", "00:30:00")),
    "an event no drill gives": (
        script(word("w", after={"event": "incident.report_withdrawn"})), ("injects.w", "incident.report_withdrawn"),
    ),
    "more events than there can be": (
        script(word("w", after={"event": "incident.reported", "count": 2})), ("injects.w", "at most 1"),
    ),
    "a lapse although everybody answers": (
        script(word("w", after={"event": "order.lapsed"})), ("injects.w", "order.lapsed"),
    ),
    "waiting for itself": (
        script(again()),
        ("injects.again", "again → again"),
    ),
    "a fact before its report": (
        script(hurt(at="00:00:01")),
        ("injects.f", "00:00:01", "00:00:05"),
    ),
    "an unknown fact": (
        script(hurt("injurd")),
        ("injects.f.fact.fact", "injurd", "did you mean injured"),
    ),
    "a word where a number belongs": (
        script({**fire(facts={"injured": "many"}), "id": "two"}), ("report.facts.injured", "many"),
    ),
    "a choice there is not": (
        script({**fire(facts={"place_type": "castle"}), "id": "two"}), ("report.facts.place_type", "castle"),
    ),
    "a shelf with what the books say": (
        script(act("s", depot_wrong={"depot": "D03", "item": "1020101", "has": 60})),
        ("injects.s.depot_wrong.has", "60"),
    ),
    "a deadline after the end": (
        script(expectations=[expected("x", within="00:30:00")]), ("expectations.x.within", "00:30:05"),
    ),
    "a need no plan has": (
        script(expectations=[expected("x", event="order.issued", where={"need": "atack"})]),
        ("expectations.x", "attack"),
    ),
    "a start that never comes": (
        script(expectations=[expected("x", after={"event": "order.loaded_short"})]), ("expectations.x",),
    ),
    "a plan nobody meets": (script(plans=["gas-leak"]), ("plans.0", "gas-leak")),
    "a plan there is not": (script(plans=["gas-leek"]), ("plans.0", "did you mean gas-leak")),
    "a fork always the same": (
        script(branches=[{"id": "b", "title": NOTE, "by": "00:00:03", "then": [word("t", at="00:00:01")],
                          "when": {"event": "incident.accepted", "incident": "call"}}]),
        ("branches.b.when", "00:00:03"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_what_can_never_happen_is_found_with_file_line_and_field(
    what: str, read: Callable[[dict[str, Any]], Script]
) -> None:
    content, words = IMPOSSIBLE[what]
    content["injects"] = [{k: v for k, v in one.items() if v is not None} for one in content["injects"]]
    lines = told(read(content))
    line = next((line for line in lines if all(part in line for part in words)), "")
    assert line, lines
    assert line.startswith("try.yaml:")
    assert int(line.split(":")[1]) > 1


def test_a_sound_script_has_no_findings_and_what_a_hand_plays_is_only_noted(
    read: Callable[[dict[str, Any]], Script],
) -> None:
    sound = script(
        word("hand", by="hand"), word("then", after={"event": "order.on_scene", "count": 3, "incident": "call"}),
        expectations=[expected("x"), expected("y", of="hand")],
    )  # fmt: skip
    made = read(sound)
    assert told(made) == []
    notes = told(made, notes=True)
    assert len(notes) == 2
    assert all("hand" in note for note in notes)


def test_a_store_that_is_not_well_again_before_the_end_is_noted(read: Callable[[dict[str, Any]], Script]) -> None:
    slow = {"late_s": 5, "seconds": 120}
    made = read(script(act("s", at="00:29:00", database_slow=slow), act("t", at="00:20:00", database_slow=slow)))
    assert told(made) == []
    (note,) = told(made, notes=True)
    assert "injects.s.database_slow.seconds" in note
    assert "00:31:00" in note


WRONG: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "misspelt field": (script(word("w", att="00:01:00")), ("injects.w.att", "misspelt")),
    "unknown team": (
        script(act("s", silent={"team": "N99"})), ("injects.s.silent.team", "N99"),
    ),
    "unknown role": (
        script(act("s", message={"to": "mayor"})), ("injects.s.message.to", "mayor"),
    ),
    "unknown field of an event": (
        script(expectations=[expected("x", where={"urgncy": "emergency"})]), ("expectations.x.where", "urgency"),
    ),
    "a fact of no report": (
        script(hurt(incident="cal")),
        ("injects.f.fact.incident", "did you mean call"),
    ),
    "no threshold": (
        script(noise()),
        ("injects.s.sensor.measures", "noise"),
    ),
    "a store that is never felt to be late": (
        script(act("s", database_slow={"late_s": 30, "seconds": 30})), ("injects.s.database_slow", "late_s"),
    ),
    "a store late for minutes": (
        script(act("s", database_slow={"late_s": 600, "seconds": 900})), ("injects.s.database_slow.late_s", "120"),
    ),
    "falling bands": (
        script(expectations=[expected("x", bands={"some": "00:00:30", "major": "00:02:00"})]),
        ("expectations.x.bands",),
    ),
    "longer than a day": ({**script(), "duration": "25:00:00"}, ("duration", "24:00:00")),
    "no time at all": ({**script(), "duration": "00:00:00"}, ("duration", "00:00:01")),
    "both on and off duty": (script(roster={"add": ["T01"], "without": ["T01"]}), ("roster", "T01")),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_every_wrong_name_is_refused_before_the_drill_begins(
    what: str, read: Callable[[dict[str, Any]], Script], tmp_path: Path
) -> None:
    content, words = WRONG[what]
    lines = told(read(content))
    assert any(all(part in line for part in words) for line in lines), lines
    with pytest.raises(BadScenario, match=r"try\.yaml:\d+: "):
        load_scenario(tmp_path / "try.yaml", ground().district)


def test_two_mistakes_are_told_at_once(read: Callable[[dict[str, Any]], Script]) -> None:
    two = script(act("a", silent={"team": "N99"}), act("b", camera_lost={"camera": "C-99"}))
    assert len(told(read(two))) == 2


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"[" * 100, b"id: try\nid: try\n", b"- 1\n", b"id: &a x\nb: *a\n"])
def test_a_file_that_is_no_script_is_refused_with_its_name(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(raw)
    with pytest.raises(BadScenario, match=r"odd\.yaml"):
        load_scenario(file, ground().district)


def test_the_published_schema_is_the_one_the_reader_uses_and_takes_every_script() -> None:
    published = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert published == scenario_json_schema()
    for path in SCRIPTS:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        content["start"] = str(content["start"])  # this library reads a time; an editor sees text
        jsonschema.validate(content, published)
    content["injects"][0]["note"].pop("zh")
    with pytest.raises(jsonschema.ValidationError, match="zh"):
        jsonschema.validate(content, published)
