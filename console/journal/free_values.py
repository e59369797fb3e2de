"""Values whose type the model leaves open (facts, effects, values of a phrase) as JSON, and back to equal objects.

Plain JSON values stand for themselves. Everything else is an object with one key that begins with ``$``:
``$text``, ``$phrase``, ``$latlon``, ``$time``, ``$tuple``, ``$set``, and ``$map`` for a mapping whose keys are
not all plain words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from console.geo import LatLon
from console.journal.times import moment_of, stamp
from console.phrase import Phrase, Text


def encode_value(value: object) -> Any:
    """``value`` as JSON-ready data; ``ValueError`` names a type that could not be read back."""
    match value:
        case Enum():
            return encode_value(value.value)
        case None | bool() | int() | float() | str():
            return value
        case Text():
            return {"$text": {"en": value.en, "zh": value.zh}}
        case Phrase():
            return {"$phrase": {"code": value.code, "values": encode_value(value.values)}}
        case LatLon():
            return {"$latlon": [value.lat, value.lon]}
        case datetime():
            return {"$time": stamp(value)}
        case list():
            return [encode_value(part) for part in value]
        case tuple():
            return {"$tuple": [encode_value(part) for part in value]}
        case set() | frozenset():
            return {"$set": sorted((encode_value(part) for part in value), key=_order)}
        case Mapping():
            return _encode_mapping(value)
    raise ValueError(f"a value of type {type(value).__name__} cannot be kept in the journal")


def _order(encoded: object) -> str:
    return json.dumps(encoded, sort_keys=True)


def _encode_mapping(value: Mapping[Any, Any]) -> Any:
    if all(isinstance(key, str) and not key.startswith("$") for key in value):
        return {str(key): encode_value(part) for key, part in value.items()}
    pairs = [[encode_value(key), encode_value(part)] for key, part in value.items()]
    return {"$map": sorted(pairs, key=_order)}


def decode_value(data: Any) -> Any:
    """Undo :func:`encode_value`; ``ValueError`` for a tag this program does not know."""
    if isinstance(data, list):
        return [decode_value(part) for part in data]
    if not isinstance(data, dict):
        return data
    tag = next(iter(data), "")
    if not tag.startswith("$"):
        return {key: decode_value(part) for key, part in data.items()}
    if len(data) != 1 or tag not in _DECODERS:
        raise ValueError(f"unknown tag {tag!r} in a stored value; expected one of {', '.join(_DECODERS)}")
    return _DECODERS[tag](data[tag])


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "$text": lambda data: Text(data["en"], data["zh"]),
    "$phrase": lambda data: Phrase(data["code"], decode_value(data["values"])),
    "$latlon": lambda data: LatLon(*data),
    "$time": moment_of,
    "$tuple": lambda data: tuple(decode_value(part) for part in data),
    "$set": lambda data: frozenset(decode_value(part) for part in data),
    "$map": lambda data: {decode_value(key): decode_value(part) for key, part in data},
}
