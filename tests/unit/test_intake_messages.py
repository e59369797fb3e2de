"""Messages of cameras, sensors and welfare alerts: taken, or refused with the reason; never a fault."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.district.facts import load_facts
from console.district.where import resource_dir
from console.errors import BadInput
from console.intake.messages import Machines, load_rules, read_messages
from console.intake.outcome import Item
from console.model.commands import ReportIncident
from tests.unit.board_builders import the_district

DISTRICT = the_district()
RULES = load_rules(resource_dir() / "intake" / "machines.yaml")
MACHINES = Machines(DISTRICT, RULES)
NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
CAMERA = next(iter(DISTRICT.cameras.values()))


def camera(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "camera",
        "id": "a1",
        "camera": CAMERA.id,
        "label": "stall",
        "confidence": 0.9,
        "at": "2026-06-01T03:59:00+00:00",
        "picture": "snap/a1.jpg",
        **changes,
    }


def sensor(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "sensor",
        "id": "r9",
        "sensor": "UP-1",
        "measures": "water_depth_cm",
        "value": 42.0,
        "at": "2026-06-01T03:59:00+00:00",
        "since": "2026-06-01T03:50:00+00:00",
        "lat": 30.32,
        "lon": 120.13,
        **changes,
    }


def frigate(**changes: Any) -> dict[str, Any]:
    after = {
        "id": "1717214340.1-x",
        "camera": CAMERA.id,
        "label": "car",
        "top_score": 0.93,
        "false_positive": False,
        "start_time": 1780286340.1,
        "has_snapshot": True,
        **changes,
    }
    return {"type": "new", "before": after, "after": after}


def taken(*messages: Any) -> list[Item]:
    return read_messages(json.dumps(list(messages)).encode(), MACHINES, NOW)


def report(message: Any) -> ReportIncident:
    [item] = taken(message)
    assert isinstance(item.command, ReportIncident), item.refused
    return item.command


def test_a_camera_reports_its_own_item_place_and_picture() -> None:
    found = report(camera())
    assert (found.category, found.position) == ("city.stalls", CAMERA.position)
    assert (found.source, found.source_number) == ("camera", f"{CAMERA.id}/a1")
    assert found.evidence == ("snap/a1.jpg",)


def test_an_event_of_frigate_is_understood() -> None:
    found = report(frigate())
    assert (found.category, found.evidence) == ("traffic.illegal_parking", ("frigate:snapshot",))
    assert report(frigate(sub_label="stall")).category == "city.stalls"


def test_a_reading_that_held_long_enough_is_a_report_with_its_fact() -> None:
    found = report(sensor())
    assert (found.category, found.facts) == ("water.waterlogging", {"water_depth_cm": 42.0})
    assert found.position is not None


def test_a_welfare_alert_finds_its_place_by_words() -> None:
    message = {"kind": "welfare", "id": "w1", "place": "运河天地", "at": "2026-06-01T03:00:00Z"}
    found = report(message)
    assert (found.category, found.position) == ("person.welfare", DISTRICT.places["canal-tiandi"][1])


def test_a_clock_that_runs_ahead_is_not_believed() -> None:
    assert report(camera(at=(NOW + timedelta(days=2)).isoformat())).occurred_at == NOW


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (camera(confidence=0.2), "message.unsure"),
        (camera(camera="nowhere"), "message.no_camera"),
        (camera(label="ufo"), "message.label"),
        (camera(confidence=7), "message.field"),
        (camera(at="noon"), "message.field"),
        (camera(at="2026-06-01T03:59:00"), "message.field"),
        (camera(id=""), "message.field"),
        ({"kind": "camera"}, "message.field"),
        (sensor(value=12), "message.below"),
        (sensor(since=None), "message.not_held"),
        (sensor(measures="mood"), "message.measures"),
        (sensor(lat=95), "message.field"),
        (frigate(false_positive=True), "message.false_positive"),
        (frigate(start_time="x"), "message.field"),
        ({"kind": "ghost"}, "message.kind"),
        (7, "message.no_object"),
        ({}, "message.kind"),
    ],
)
def test_what_does_not_count_says_why(message: Any, code: str) -> None:
    [item] = taken(message)
    assert item.command is None
    assert item.refused is not None
    assert item.refused.code == code
    assert item.refused.get("zh")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "intake.empty"),
        (b"{", "message.not_json"),
        (b"\xff", "intake.encoding_wrong"),
        (b"[" * 9000, "message.not_json"),
        (b" " * 4_000_001, "intake.too_large"),
        (json.dumps([0] * 10_001).encode(), "message.too_many"),
        (b"9" * 5000, "message.not_json"),
    ],
)
def test_what_is_no_message_is_refused(raw: bytes, code: str) -> None:
    [item] = read_messages(raw, MACHINES, NOW)
    assert item.refused is not None
    assert item.refused.code == code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=12,
)  # fmt: skip


NAMES = st.sampled_from([*camera(), *sensor(), "type", "after"])


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([camera(), sensor(), frigate()]),
    st.dictionaries(st.sampled_from([*camera(), *sensor(), "type", "after"]), JSON),
)
def test_any_fields_are_a_report_or_refused(message: dict[str, Any], changes: dict[str, Any]) -> None:
    raw = json.dumps({**message, **changes}).encode()
    for item in read_messages(raw, MACHINES, NOW):
        assert (item.command is None) != (item.refused is None)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_messages_or_refused(raw: bytes) -> None:
    for item in read_messages(raw, MACHINES, NOW):
        assert (item.command is None) != (item.refused is None)


def test_every_rule_names_an_item_of_the_demo_and_a_fact_there_is(tmp_path) -> None:  # type: ignore[no-untyped-def]
    facts = load_facts(resource_dir() / "vocabulary" / "facts.yaml")
    items = [*(r.item for r in RULES.cameras.values()), *(r.item for r in RULES.sensors.values()), RULES.welfare]
    assert set(items) <= set(DISTRICT.catalogue)
    assert {r.fact for r in RULES.sensors.values() if r.fact} <= set(facts)
    (tmp_path / "r.yaml").write_text("cameras: 3")
    with pytest.raises(BadInput, match="cameras"):
        load_rules(tmp_path / "r.yaml")
