"""Events as canonical JSON text and back. Old forms are brought up to date by :data:`UPCASTERS`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, SchemaSerializer, SchemaValidator, ValidationError, core_schema

from console.errors import BadInput, StoreUnavailable
from console.journal.free_values import decode_value, encode_value
from console.journal.times import moment_of, stamp
from console.model.events import EVENT_KINDS, Event

Payload = Mapping[str, Any]


def _as_it_is(payload: Payload) -> Payload:
    """Only fields that may be left out were added."""
    return payload


UPCASTERS: dict[tuple[str, int], Callable[[Payload], Payload]] = {
    ("incident.recommended", 1): _as_it_is,
    ("incident.recommended", 2): _as_it_is,
    ("incident.report_added", 1): _as_it_is,
}
"""(kind, schema) → what turns a payload of that schema into one of the next; a kind at schema n has n - 1 of them."""


def canonical(data: object) -> str:
    """``data`` as JSON in its one form: sorted keys, no spaces, no escapes of letters, no NaN."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def encode(event: Event) -> str:
    """The stored text of ``event``; ``BadInput`` when it could not be read back as it is."""
    try:
        text = canonical(_form(event.kind)[1].to_python(event, mode="json", warnings="error"))
        text.encode("utf-8")
    except (PydanticSerializationError, ValueError) as error:
        raise BadInput(f"the event {event.kind} cannot be kept in the journal: {error}") from error
    return text


def decode(kind: str, schema: int, text: str, *, seq: int) -> Event:
    """The event of a stored row; ``StoreUnavailable`` naming ``seq`` and ``kind`` when it cannot be read."""
    if kind not in EVENT_KINDS:
        raise StoreUnavailable(
            f"journal row {seq}: unknown kind of event {kind!r}; "
            "it was written by a newer console, open the journal with that version"
        )
    try:
        event: Event = _form(kind)[0].validate_python(_up_to_date(kind, schema, json.loads(text), seq))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        what = _first_fault(error) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
        raise StoreUnavailable(
            f"journal row {seq}: the event {kind} (schema {schema}) cannot be read: {what}; verify the journal"
        ) from error
    return event


def _up_to_date(kind: str, schema: int, payload: Payload, seq: int) -> Payload:
    wanted = EVENT_KINDS[kind].schema
    if not 1 <= schema <= wanted:
        raise StoreUnavailable(
            f"journal row {seq}: the event {kind} has schema {schema}, this console reads up to {wanted}; "
            "it was written by a newer console, open the journal with that version"
        )
    for step in range(schema, wanted):
        payload = UPCASTERS[kind, step](payload)
    return payload


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


@cache
def _form(kind: str) -> tuple[SchemaValidator, SchemaSerializer]:
    """How events of ``kind`` are read and written; made when first needed."""
    schema = _kept_whole(TypeAdapter(EVENT_KINDS[kind]).core_schema)
    # Otherwise NaN would quietly become null; kept, it is refused by canonical().
    config = core_schema.CoreConfig(ser_json_inf_nan="constants")
    return SchemaValidator(schema), SchemaSerializer(schema, config)


def _kept_whole(node: Any) -> Any:
    """A pydantic schema in which open values are tagged, times are UTC text and nothing unknown is dropped."""
    if isinstance(node, list):
        return [_kept_whole(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "any":
        return _through(decode_value, encode_value)
    if node.get("type") == "datetime":
        return _through(_as_moment, stamp)
    copied = {key: part if key == "metadata" else _kept_whole(part) for key, part in node.items()}
    if node.get("type") == "dataclass-args":
        copied["extra_behavior"] = "forbid"
    return copied


def _through(read: Callable[[Any], Any], write: Callable[[Any], Any]) -> core_schema.CoreSchema:
    writer = core_schema.plain_serializer_function_ser_schema(write)
    return core_schema.no_info_plain_validator_function(read, serialization=writer)


def _as_moment(data: datetime | str) -> datetime:
    return moment_of(data) if isinstance(data, str) else data
