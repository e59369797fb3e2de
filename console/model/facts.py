"""What can be known of an incident: the kinds of fact a plan may ask for (DOMAIN § 4)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import cache
from typing import Any

from console.frozen import frozen
from console.phrase import Text

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_LOWER_BOUND = re.compile(r"(\d+(?:\.\d+)?)\+")


class ValueKind(StrEnum):
    """What sort of value a fact has; decides which comparisons make sense."""

    NUMBER = "number"
    BOOL = "bool"
    TEXT = "text"
    LIST = "list"
    CHOICE = "choice"
    TIME = "time"  # local "HH:MM"


@frozen
class TextPattern:
    """Finds a fact in the words of a report: a ``constant`` it stands for, or the number in group ``n`` × ``scale``."""

    written: str  # a regular expression, for letters of either case
    constant: Any = None
    scale: float = 1.0

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when first used; ``re.error`` where it is none."""
        return compiled(self.written)


@frozen
class FactKind:
    """One fact of the vocabulary; ``patterns`` are tried in order, ``question`` is what an officer asks the caller."""

    name: str
    label: Text
    kind: ValueKind
    question: Text
    unit: Text = field(default_factory=lambda: Text(""))
    choices: Mapping[str, Text] = field(default_factory=dict)
    patterns: tuple[TextPattern, ...] = ()

    def accepts(self, value: object) -> bool:
        """Whether ``value`` can be this fact; ``None`` (unknown again) always can."""
        if value is None:
            return True
        match self.kind:
            case ValueKind.NUMBER:
                return span(value) is not None
            case ValueKind.BOOL:
                return isinstance(value, bool)
            case ValueKind.TIME:
                return isinstance(value, str) and is_time(value)
            case ValueKind.LIST:
                return isinstance(value, list | tuple) and all(self._is_word(v) for v in value)
            case ValueKind.TEXT | ValueKind.CHOICE:
                return self._is_word(value)

    def _is_word(self, value: object) -> bool:
        return isinstance(value, str) and (not self.choices or value in self.choices)


@cache
def compiled(written: str) -> re.Pattern[str]:
    """A regular expression for letters of either case: a hundred of them are a tenth of a second, so none twice."""
    return re.compile(written, re.IGNORECASE)


def is_time(value: str) -> bool:
    """Whether ``value`` is a time of day written ``HH:MM``."""
    return bool(_TIME.fullmatch(value))


def span(value: object) -> tuple[float, float] | None:
    """The lowest and highest number ``value`` may mean; ``None`` when it is no number.

    A caller who says "several are trapped" gives ``"2+"``: two or more. That is enough to say
    yes to "trapped ≥ 1" and leaves "trapped ≥ 5" unknown.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return (float(value), float(value)) if math.isfinite(value) else None
    found = _LOWER_BOUND.fullmatch(value) if isinstance(value, str) else None
    return (float(found[1]), math.inf) if found else None
