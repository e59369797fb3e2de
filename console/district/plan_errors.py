"""Says in both languages what a plan file should have held where the schema does not accept it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from console.district.marked_yaml import Path
from console.phrase import Phrase, say

Problem = tuple[Path, Phrase]

_KINDS = {
    "string_type": "plan.expect.text",
    "int_type": "plan.expect.whole",
    "int_from_float": "plan.expect.whole",
    "float_type": "plan.expect.number",
    "bool_type": "plan.expect.bool",
    "list_type": "plan.expect.list",
    "tuple_type": "plan.expect.list",
    "dict_type": "plan.expect.mapping",
    "model_type": "plan.expect.mapping",
    "model_attributes_type": "plan.expect.mapping",
    "extra_forbidden": "plan.expect.known_field",
    "missing": "plan.expect.present",
    "union_tag_not_found": "plan.expect.condition",
    "string_pattern_mismatch": "plan.expect.id",
}
_BOUNDS: Mapping[str, Callable[[Mapping[str, Any]], Phrase]] = {
    "greater_than_equal": lambda ctx: say("plan.expect.at_least", limit=ctx["ge"]),
    "less_than_equal": lambda ctx: say("plan.expect.at_most", limit=ctx["le"]),
    "too_short": lambda ctx: say("plan.expect.entries", count=ctx["min_length"]),
    "too_long": lambda ctx: say("plan.expect.entries_at_most", count=ctx["max_length"]),
    "string_too_short": lambda _: say("plan.expect.text"),
    "string_too_long": lambda ctx: say("plan.expect.short_text", limit=ctx["max_length"]),
    "enum": lambda ctx: say("plan.expect.one_of", choices=str(ctx["expected"]).replace("'", "")),
}


def schema_problems(error: ValidationError, written: Any) -> list[Problem]:
    """Every place the schema refuses, once each, in the order of the file's fields."""
    found: dict[Path, list[Mapping[str, Any]]] = {}
    for detail in error.errors(include_url=False):
        found.setdefault(_path(detail["loc"], written, detail["type"]), []).append(detail)
    return [(path, _expected(details)) for path, details in found.items()]


def _expected(details: list[Mapping[str, Any]]) -> Phrase:
    types = {str(detail["type"]) for detail in details}
    if len(types) > 1 and "float_type" in types:
        return say("plan.expect.value" if "string_type" in types else "plan.expect.number")
    kind, ctx = str(details[0]["type"]), details[0].get("ctx", {})
    if kind in _BOUNDS:
        return _BOUNDS[kind](ctx)
    if kind in _KINDS:
        return say(_KINDS[kind])
    return say("plan.expect.other", problem=str(details[0]["msg"]))


def _path(loc: tuple[int | str, ...], written: Any, kind: str) -> Path:
    path: list[str | int] = []
    for part in loc:
        if isinstance(part, str) and part.startswith("<"):
            continue
        if _holds(written, part):
            written = written[part]
        elif kind != "missing" or not isinstance(written, dict):
            break
        path.append(part)
    return tuple(path)


def _holds(written: Any, part: int | str) -> bool:
    if isinstance(written, list):
        return isinstance(part, int) and part < len(written)
    return isinstance(written, dict) and part in written
