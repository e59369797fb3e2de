"""Events go to disk as canonical text and come back equal, old forms included."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import BadInput, StoreUnavailable
from console.geo import LatLon
from console.journal.codec import UPCASTERS, canonical, decode, encode
from console.journal.free_values import decode_value, encode_value
from console.model import events as e
from console.phrase import Phrase, Text, say
from tests.unit.journal_builders import FREE, any_of, examples, reported

SAMPLES = Path(__file__).parent / "samples" / "events-v1.jsonl"
BY_KIND = {event.kind: event for event in examples()}


def stored_samples() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]


def again(event: e.Event) -> e.Event:
    return decode(event.kind, event.schema, encode(event), seq=1)


def test_every_kind_of_event_has_a_stored_sample_of_every_schema() -> None:
    wanted = {(kind, schema) for kind, cls in e.EVENT_KINDS.items() for schema in range(1, cls.schema + 1)}
    assert {(line["kind"], line["schema"]) for line in stored_samples()} == wanted


@pytest.mark.parametrize("line", stored_samples(), ids=lambda line: f"{line['kind']}-{line['schema']}")
def test_a_stored_sample_stays_readable(line: dict[str, Any]) -> None:
    event = decode(line["kind"], line["schema"], line["payload"], seq=1)
    assert again(event) == event
    if line["schema"] == event.schema:
        assert encode(event) == line["payload"]
        assert event == BY_KIND[line["kind"]]


@pytest.mark.parametrize("kind", sorted(e.EVENT_KINDS))
@given(data=st.data())
def test_any_event_comes_back_equal(kind: str, data: st.DataObject) -> None:
    event = data.draw(any_of(e.EVENT_KINDS[kind]))
    assert again(event) == event
    assert type(again(event)) is type(event)


@given(FREE)
def test_any_open_value_comes_back_equal_and_of_its_kind(value: object) -> None:
    found = decode_value(json.loads(canonical(encode_value(value))))
    assert found == value
    assert isinstance(found, tuple) == isinstance(value, tuple)


def test_a_sentence_inside_a_sentence_is_shown_as_before() -> None:
    inner = say("owner.fire")
    phrase = Phrase("journal.row_altered", {"seq": inner})
    assert decode_value(encode_value({"a": [phrase]})) == {"a": [phrase]}
    found = decode_value(encode_value(phrase))
    assert (found.get("zh"), found.en) == (phrase.get("zh"), phrase.en)


def test_a_mapping_that_looks_like_a_tag_is_not_mistaken_for_one() -> None:
    value = {"$text": {"en": "a", "zh": "b"}}
    assert decode_value(encode_value(value)) == value
    assert decode_value(encode_value(Text("a", "b"))) == Text("a", "b")


def test_the_text_is_canonical() -> None:
    text = encode(reported(facts={"b": 1, "a": "烟"}))
    assert text == canonical(json.loads(text))
    assert '"facts":{"a":"烟","b":1}' in text
    assert "2031-05-06T04:00:00.000000+00:00" in text


@pytest.mark.parametrize(
    "event",
    [
        e.FactSet("depth_m", float("nan")),
        e.TeamArrived("O1", LatLon(float("inf"), 1.0)),
        e.FactSet("note", "\ud800"),
        e.StepDone("\ud800"),
        e.FactSet("thing", object()),
        e.StepDone(7),  # type: ignore[arg-type]
        e.MarkMet("soon", 3),  # type: ignore[arg-type]
    ],
    ids=["nan", "infinite", "broken-fact", "broken-text", "object", "wrong-type", "wrong-word"],
)
def test_an_event_that_could_not_be_read_back_is_refused(event: e.Event) -> None:
    with pytest.raises(BadInput, match=event.kind):
        encode(event)


def test_an_unknown_kind_names_row_and_kind() -> None:
    with pytest.raises(StoreUnavailable, match=r"row 41: .*'tea\.made'"):
        decode("tea.made", 1, "{}", seq=41)


def test_a_schema_newer_than_ours_names_row_and_kind() -> None:
    with pytest.raises(StoreUnavailable, match=r"row 9: .*road\.opened.*newer console"):
        decode("road.opened", 99, '{"roads":[]}', seq=9)


@pytest.mark.parametrize("payload", ["{", "[]", "7", '{"roads":7}', '{"roads":[],"more":1}', '{"roads":[1]}'])
def test_a_payload_that_does_not_fit_names_row_and_kind(payload: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"row 9: the event road\.opened"):
        decode("road.opened", 1, payload, seq=9)


def test_an_open_value_with_an_unknown_tag_names_the_row() -> None:
    with pytest.raises(StoreUnavailable, match=r"row 9: .*\$tea"):
        decode("incident.fact_set", 1, '{"fact":"a","value":{"$tea":1}}', seq=9)


def test_old_forms_are_brought_up_to_date_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"ticked": payload["done"]}

    def rename_again(payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"step": payload["ticked"]}

    monkeypatch.setattr(e.StepDone, "schema", 3)
    monkeypatch.setitem(UPCASTERS, ("incident.step_done", 1), rename)
    monkeypatch.setitem(UPCASTERS, ("incident.step_done", 2), rename_again)
    assert decode("incident.step_done", 1, '{"done":"s1"}', seq=1) == e.StepDone("s1")
    assert decode("incident.step_done", 2, '{"ticked":"s2"}', seq=1) == e.StepDone("s2")


def test_every_older_schema_has_its_upcaster() -> None:
    wanted = {(kind, schema) for kind, cls in e.EVENT_KINDS.items() for schema in range(1, cls.schema)}
    assert set(UPCASTERS) == wanted
