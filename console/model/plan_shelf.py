"""What came of a folder of plans: those that can be used, and every mistake in those that cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.model.plan import Plan
from console.phrase import Phrase


@dataclass(frozen=True, slots=True)
class RefusedPlan:
    """One mistake in one file; ``line`` counts from 1, ``field`` is a dotted path, empty for the whole file."""

    file: str
    line: int
    field: str
    expected: Phrase
    message: Phrase
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanShelf:
    """The plans that can be used, sorted by id, and every mistake of the files that cannot."""

    plans: tuple[Plan, ...]
    refused: tuple[RefusedPlan, ...]
    unread: Mapping[str, str] = field(default_factory=dict)  # texts of the files refused, by file name
