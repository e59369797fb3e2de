"""Reads the vocabulary of facts (``resources/vocabulary/facts.yaml``) that plans and call takers share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from console.district.marked_yaml import Marked, Unreadable, read_marked
from console.district.plan_errors import schema_problems
from console.district.plan_schema import Bilingual
from console.errors import BadDistrict
from console.model.facts import FactKind, TextPattern, ValueKind, compiled
from console.phrase import Text

NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NUMBER = rf"(?P<n>(?<![\d.])\d{{1,7}}(?:\.\d{{1,3}})?|[零〇一二两三四五六七八九十百]{{1,7}}|\b(?:{NUMBER_WORDS})\b)"


class PatternEntry(BaseModel):
    """One way a fact is said. ``<n>`` in ``match`` stands for a number (3, 三, three)."""

    model_config = ConfigDict(extra="forbid", strict=True)

    match: str = Field(min_length=1, max_length=400)
    value: str | int | float | bool | None = None
    scale: float = Field(default=1.0, gt=0)


class FactEntry(BaseModel):
    """One fact as written in the file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    label: Bilingual
    kind: Annotated[ValueKind, Field(strict=False)]
    question: Bilingual
    unit: Bilingual | None = None
    choices: dict[str, Bilingual] = Field(default_factory=dict)
    patterns: list[PatternEntry | str] = Field(default_factory=list)


class FactFile(RootModel[dict[str, FactEntry]]):
    """The whole file: fact name to its entry."""


def load_facts(path: Path) -> Mapping[str, FactKind]:
    """Every fact by name, in the order of the file; :class:`BadDistrict` names file, line and field of a mistake."""
    try:
        marked = read_marked(path.read_bytes())
    except OSError as problem:
        raise BadDistrict(f"{path}: cannot be read ({problem.strerror}); expected the vocabulary of facts") from None
    except Unreadable as problem:
        raise BadDistrict(f"{path}, {problem}") from None
    try:
        entries = FactFile.model_validate(marked.value).root
    except ValidationError as problem:
        [(place, expected), *_] = schema_problems(problem, marked.value)
        raise _bad(path, marked, place, expected.en) from None
    return {name: _kind(path, marked, name, entry) for name, entry in entries.items()}


def _kind(path: Path, marked: Marked, name: str, entry: FactEntry) -> FactKind:
    patterns = []
    for i, written in enumerate(entry.patterns):
        pattern = written if isinstance(written, PatternEntry) else PatternEntry(match=written)
        place = (name, "patterns", i)
        found = TextPattern(pattern.match.replace("<n>", _NUMBER), pattern.value, pattern.scale)
        try:
            compiled(found.written)
        except re.error as problem:
            raise _bad(path, marked, place, f"a regular expression ({problem})") from None
        _check(path, marked, place, entry, pattern)
        patterns.append(found)
    choices = {code: text(label) for code, label in entry.choices.items()}
    unit = text(entry.unit) if entry.unit else Text("")
    return FactKind(name, text(entry.label), entry.kind, text(entry.question), unit, choices, tuple(patterns))


def _check(path: Path, marked: Marked, place: tuple[str | int, ...], entry: FactEntry, pattern: PatternEntry) -> None:
    counts = "<n>" in pattern.match
    if counts == (pattern.value is not None):
        raise _bad(path, marked, place, "either <n> in the expression or a value, one of the two")
    if counts and entry.kind is not ValueKind.NUMBER:
        raise _bad(path, marked, place, "a value: <n> is only for facts of kind number")
    if counts:
        return
    sample = [pattern.value] if entry.kind is ValueKind.LIST else pattern.value
    probe = FactKind("", Text(""), entry.kind, Text(""), choices={code: Text(code) for code in entry.choices})
    if not probe.accepts(sample):
        raise _bad(path, marked, place, f"a value of kind {entry.kind.value}")


def _bad(path: Path, marked: Marked, place: tuple[Any, ...], expected: str) -> BadDistrict:
    field = ".".join(str(part) for part in place) or "the whole file"
    return BadDistrict(f"{path}, line {marked.line_of(place)}, {field}: expected {expected}")


def text(entry: Bilingual) -> Text:
    """The two languages of an entry as one text."""
    return Text(entry.en, entry.zh)
