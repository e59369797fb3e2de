"""Answers conditions over facts in three-valued (Kleene) logic: unknown is unknown, never false (DOMAIN § 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from console.model.facts import span
from console.model.plan import AllOf, AnyOf, Clause, Condition, Facts, Not, Op
from console.model.words import Answer

_TIME = re.compile(r"\d\d:\d\d")


class Said:
    """Facts, and what clauses say of them: no clause is looked at twice, nor again when another fact changes.

    Clauses are told apart by identity, so they must live as long as this does.
    """

    def __init__(self, facts: Facts, before: Said | None = None, changed: str = "") -> None:
        self.facts = facts
        self._before, self._changed = before, changed
        self._answers: dict[int, Answer] = {}

    def but(self, fact: str, value: Any) -> Said:
        """The same with another value of one fact."""
        return Said({**self.facts, fact: value}, self, fact)

    def of(self, clause: Clause) -> Answer:
        """Whether one comparison holds."""
        if self._before is not None and clause.fact != self._changed:
            return self._before.of(clause)
        said = self._answers.get(id(clause))
        if said is None:
            said = self._answers[id(clause)] = answer_clause(clause, self.facts)
        return said


def answer(condition: Condition, said: Said) -> Answer:
    """Whether ``condition`` holds for the facts."""
    match condition:
        case Clause():
            return said.of(condition)
        case AllOf(parts):
            return Answer.every(answer(part, said) for part in parts)
        case AnyOf(parts):
            return Answer.some(answer(part, said) for part in parts)
        case Not(part):
            return answer(part, said).inverse


def answer_clause(clause: Clause, facts: Facts) -> Answer:
    """Whether one comparison holds; a missing value, or one that cannot be compared so, is unknown."""
    value = facts.get(clause.fact)
    if value is None or value == "":
        return Answer.UNKNOWN
    match clause.op:
        case Op.IS:
            return _equal(value, clause.value)
        case Op.IN if clause.fact == "category":
            return _category_in(value, clause.value)
        case Op.IN:
            return Answer.some(_equal(value, wanted) for wanted in clause.value)
        case Op.ANY_OF:
            known = isinstance(value, list | tuple | set | frozenset)
            return Answer.of(not set(value).isdisjoint(clause.value) if known else None)
        case Op.WITHIN:
            return Answer.of(_within(value, *clause.value))
        case _:
            return _compare(value, clause.op, clause.value)


def leaves(condition: Condition, negated: bool = False) -> Iterator[tuple[Clause, bool]]:
    """Every clause from left to right, with whether it stands under an odd number of negations."""
    match condition:
        case Clause():
            yield condition, negated
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part, negated)
        case Not(part):
            yield from leaves(part, not negated)


def undecided_leaves(condition: Condition, said: Said) -> Iterator[Clause]:
    """The unknown clauses that matter: what stands in a part that is decided anyway is left out."""
    if answer(condition, said) is not Answer.UNKNOWN:
        return
    match condition:
        case Clause():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from undecided_leaves(part, said)
        case Not(part):
            yield from undecided_leaves(part, said)


def _equal(value: Any, wanted: Any) -> Answer:
    if isinstance(wanted, bool) or isinstance(value, bool):
        return Answer.of(value is wanted if isinstance(wanted, bool) and isinstance(value, bool) else None)
    if isinstance(wanted, str):
        return Answer.of(value == wanted if isinstance(value, str) else None)
    bounds = span(value)
    if bounds is None:
        return Answer.UNKNOWN
    low, high = bounds
    if low == high:
        return Answer.of(low == wanted)
    return Answer.NO if wanted < low or wanted > high else Answer.UNKNOWN


def _category_in(value: Any, wanted: tuple[str, ...]) -> Answer:
    if not isinstance(value, str):
        return Answer.UNKNOWN
    coarser = False
    for code in wanted:
        if value == code or value.startswith(f"{code}."):
            return Answer.YES
        coarser |= code.startswith(f"{value}.")
    return Answer.UNKNOWN if coarser else Answer.NO


def _compare(value: Any, op: Op, limit: float) -> Answer:
    bounds = span(value)
    if bounds is None:
        return Answer.UNKNOWN
    low, high = bounds
    match op:
        case Op.AT_LEAST:
            surely, possibly = low >= limit, high >= limit
        case Op.ABOVE:
            surely, possibly = low > limit, high > limit
        case Op.AT_MOST:
            surely, possibly = high <= limit, low <= limit
        case _:
            surely, possibly = high < limit, low < limit
    return Answer.YES if surely else Answer.UNKNOWN if possibly else Answer.NO


def _within(value: Any, start: str, end: str) -> bool | None:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    if start == end:
        return True
    if start < end:
        return start <= value < end
    return value >= start or value < end
