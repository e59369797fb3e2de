"""Whether an event has the fields a script asks for: shared by conditions of injects and by what is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

AT_LEAST, AT_MOST = "at_least", "at_most"
LIMITS = frozenset({AT_LEAST, AT_MOST})
_NOTHING = object()


def fits(event: object, where: Mapping[str, Any], issued: object = None) -> bool:
    """Whether every field of ``event`` named in ``where`` (dotted paths) has its value.

    ``{at_least: …, at_most: …}`` asks for a number between them. What the event itself lacks is looked for in
    ``issued``, the event that issued its order, so that ``team`` and ``need`` can be asked of an arrival.
    """
    return all(_is(_field(event, path, issued), value) for path, value in where.items())


def _field(event: object, path: str, issued: object) -> object:
    found = _walk(event, path)
    return _walk(issued, path) if found is _NOTHING else found


def _walk(start: object, path: str) -> object:
    value: object = start
    for name in path.split("."):
        value = value.get(name, _NOTHING) if isinstance(value, Mapping) else getattr(value, name, _NOTHING)
    return value


def _is(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping) and wanted and wanted.keys() <= LIMITS:
        return _within(found, wanted)
    if isinstance(found, tuple | list) and isinstance(wanted, tuple | list):
        return len(found) == len(wanted) and all(_is(f, w) for f, w in zip(found, wanted, strict=True))
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted  # True is not 1
    return bool(found == wanted)


def _within(found: Any, limits: Mapping[str, Any]) -> bool:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    low, high = limits.get(AT_LEAST, found), limits.get(AT_MOST, found)
    return bool(low <= found <= high)
