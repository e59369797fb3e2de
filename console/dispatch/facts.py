"""Takes the facts of an incident: from what is known, and from the words of its reports (DOMAIN § 4.1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, NamedTuple

from console.model.facts import FactKind, TextPattern, ValueKind, span
from console.model.incident import Incident
from console.model.plan import Facts
from console.model.words import Posture

MAX_TEXT = 4000
"""Characters of one report that are looked at."""

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Found(NamedTuple):
    """A value read from a text, and the words that gave it."""

    value: Any
    snippet: str


class _Hit(NamedTuple):
    found: Found
    start: int
    end: int


def facts_from_text(text: str, vocabulary: Mapping[str, FactKind]) -> dict[str, Found]:
    """Facts the words of a report state, each with the words that gave it.

    Words inside a longer hit do not count ("明火" in "未见明火"). Of several numbers the largest
    counts and yes counts over no, so that harm is not understated; of other values the earliest
    pattern. What a text does not mention is absent, not false.
    """
    plain = unicodedata.normalize("NFKC", text)[:MAX_TEXT]
    found = {}
    for name, kind in vocabulary.items():
        hits = _outermost(list(_hits(plain, kind)))
        if hits:
            found[name] = _chosen(kind, hits)
    return found


def _outermost(hits: list[_Hit]) -> list[Found]:
    """The hits that lie in no longer one, in the order they were found."""
    outer: set[tuple[int, int]] = set()
    reach = -1
    for start, end in sorted({(hit.start, hit.end) for hit in hits}, key=_from_left_longest_first):
        if end > reach:
            outer.add((start, end))
            reach = end
    return [hit.found for hit in hits if (hit.start, hit.end) in outer]


def _from_left_longest_first(place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    return start, -end


def _hits(text: str, kind: FactKind) -> Iterator[_Hit]:
    for pattern in kind.patterns:
        for match in pattern.regex.finditer(text):
            value = _value(pattern, match.groupdict().get("n"))
            if value is not None:
                yield _Hit(Found(value, match.group().strip()), match.start(), match.end())


def _value(pattern: TextPattern, number: str | None) -> Any:
    if pattern.constant is not None or number is None:
        return pattern.constant
    read = number_in_words(number)
    if read is None:
        return None
    scaled = round(read * pattern.scale, 2)
    return int(scaled) if scaled == int(scaled) else scaled


def _chosen(kind: FactKind, hits: list[Found]) -> Found:
    if kind.kind is ValueKind.NUMBER:
        return max(hits, key=_lowest)
    if kind.kind is ValueKind.BOOL:
        return max(hits, key=_is_yes)
    if kind.kind is ValueKind.LIST:
        values = list(dict.fromkeys(hit.value for hit in hits))
        return Found(values, ", ".join(dict.fromkeys(hit.snippet for hit in hits)))
    return hits[0]


def _lowest(found: Found) -> tuple[float, bool]:
    low, high = span(found.value) or (0.0, 0.0)
    return low, high == low


def _is_yes(found: Found) -> bool:
    return found.value is True


def number_in_words(text: str) -> float | None:
    """The number written as digits, in Chinese (二十三, 一百零五) or as an English word up to twelve."""
    try:
        return float(text)
    except ValueError:
        pass
    if text.lower() in _WORDS:
        return float(_WORDS.index(text.lower()) + 1)
    if all(sign in _DIGITS for sign in text):
        return float("".join(str(_DIGITS[sign]) for sign in text)) if text else None
    total = digit = 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        elif sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            return None
    return float(total + digit)


def facts_of(
    incident: Incident,
    vocabulary: Mapping[str, FactKind],
    *,
    local: time,
    posture: Posture,
    warning: str = "",
) -> Facts:
    """Everything known of ``incident`` now; a name that is absent is unknown.

    Later reports win over earlier ones, and what was answered or measured (``incident.facts``) over
    what texts say; a fact set to ``None`` there stays unknown. ``local`` is the district's time of
    day, ``warning`` the colour in force (empty: not known).
    """
    known: dict[str, Any] = {}
    for report in incident.reports:
        known.update({name: found.value for name, found in facts_from_text(report.text, vocabulary).items()})
    if any(report.text for report in incident.reports):
        known.setdefault("keywords", [])
    known.update(
        category=incident.category,
        grid=incident.grid,
        severity=incident.severity.value,
        reports=len(incident.reports) or None,
        local_time=f"{local:%H:%M}",
        posture=posture.value,
    )
    if warning:
        known["warning"] = warning
    known.update(incident.facts)
    return {name: value for name, value in known.items() if value is not None and value != ""}
