"""Finds the facts worth asking for: those whose answer alone would change what a plan says (DOMAIN § 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from console.dispatch.clauses import Said, undecided_leaves
from console.model.facts import FactKind, span
from console.model.plan import Clause, Condition, Op
from console.model.words import Answer, ResponseLevel

_SOMETHING_ELSE = "\N{BULLET}"
Verdict = tuple[Answer, ResponseLevel | None]


def facts_to_ask(
    conditions: Sequence[Condition],
    said: Said,
    verdict: Callable[[Said], Verdict],
    vocabulary: Mapping[str, FactKind],
) -> tuple[str, ...]:
    """Open facts of the undecided ``conditions`` (lowest level first) to ask for, the most useful first.

    First come the facts whose answer alone would change ``verdict``: those that settle the answer
    itself, then those that only raise the level; among them those that more levels wait for, then
    as the plan names them. An undecided plan also names what else its lowest level waits for.
    """
    waiting = [_open_clauses(condition, said) for condition in conditions]
    open_clauses: dict[str, list[Clause]] = {}
    for name, clauses in chain.from_iterable(found.items() for found in waiting):
        open_clauses.setdefault(name, []).extend(clauses)
    now = verdict(said)
    gains = {}
    for name, clauses in open_clauses.items():
        values = _possible(clauses, said.facts.get(name), vocabulary.get(name))
        gain = max((_gain(now, verdict(said.but(name, value))) for value in values), default=0)
        if gain:
            gains[name] = (gain, sum(name in names for names in waiting))
    telling = sorted(gains, key=gains.__getitem__, reverse=True)
    besides = waiting[0] if now[0] is Answer.UNKNOWN and waiting else ()
    return tuple(dict.fromkeys((*telling, *besides)))


def _open_clauses(condition: Condition, said: Said) -> dict[str, list[Clause]]:
    found: dict[str, list[Clause]] = {}
    for clause in undecided_leaves(condition, said):
        found.setdefault(clause.fact, []).append(clause)
    return found


def _gain(now: Verdict, then: Verdict) -> int:
    if now == then:
        return 0
    return 1 if now[0] is then[0] else 2


def _possible(clauses: Sequence[Clause], known: Any, kind: FactKind | None) -> list[Any]:
    """One value for every way the fact could fall; values that contradict a known lower bound are left out."""
    match clauses[0].op:
        case Op.ANY_OF:
            return [[], *([word] for clause in clauses for word in clause.value)]
        case Op.WITHIN:
            return [moment for clause in clauses for moment in clause.value]
        case Op.IS | Op.IN:
            return _possible_words(clauses, known, kind)
        case _:
            return _possible_numbers(clauses, known)


def _possible_words(clauses: Sequence[Clause], known: Any, kind: FactKind | None) -> list[Any]:
    wanted = [value for clause in clauses for value in (clause.value if clause.op is Op.IN else (clause.value,))]
    if any(isinstance(value, bool) for value in wanted):
        return [True, False]
    if any(isinstance(value, int | float) for value in wanted):
        return _possible_numbers(clauses, known)
    choices = kind.choices if kind else {}
    return list(choices) or [*wanted, _SOMETHING_ELSE]


def _possible_numbers(clauses: Sequence[Clause], known: Any) -> list[float]:
    limits = sorted({float(limit) for clause in clauses for limit in _numbers(clause.value)})
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    low, high = span(known) or (float("-inf"), float("inf"))
    return [value for value in (limits[0] - 1, *limits, *between, limits[-1] + 1) if low <= value <= high]


def _numbers(value: Any) -> Iterable[float]:
    return value if isinstance(value, tuple) else (value,)
