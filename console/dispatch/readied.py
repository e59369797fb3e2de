"""Plans made ready for matching: whole conditions and the words of their clauses, made once for the same plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from console.dispatch.clause_words import clause_text
from console.dispatch.clauses import leaves
from console.dispatch.latest import Latest
from console.model.facts import FactKind
from console.model.plan import AllOf, Clause, ClauseAnswer, Condition, Op, Plan
from console.model.words import Answer, ResponseLevel
from console.phrase import Text


class Leaf(NamedTuple):
    """One clause, whether it stands under an odd number of negations, its words, and what is said while it is unknown.

    Of the clauses of all plans most are unknown at any moment, so that answer is made once.
    """

    clause: Clause
    negated: bool
    words: Text
    unknown: ClauseAnswer

    @classmethod
    def of(cls, clause: Clause, negated: bool, vocabulary: Mapping[str, FactKind]) -> Leaf:
        """Make a clause ready."""
        words = clause_text(clause, vocabulary, negated)
        return cls(clause, negated, words, ClauseAnswer(words, Answer.UNKNOWN, clause.fact, None))


@dataclass(frozen=True)
class Readied:
    """A plan with the whole condition, and the clauses from left to right, of each of its levels."""

    plan: Plan
    conditions: Mapping[ResponseLevel, Condition]
    leaves: Mapping[ResponseLevel, tuple[Leaf, ...]]

    @classmethod
    def of(cls, plan: Plan, vocabulary: Mapping[str, FactKind]) -> Readied:
        """Make ``plan`` ready; ``vocabulary`` gives the labels of its clauses."""
        conditions = {level.level: whole_condition(plan, level.condition) for level in plan.levels}
        found = {
            level: tuple(Leaf.of(clause, negated, vocabulary) for clause, negated in leaves(condition))
            for level, condition in conditions.items()
        }
        return cls(plan, conditions, found)


def whole_condition(plan: Plan, condition: Condition) -> Condition:
    """A level's condition together with the plan's area and hours."""
    filters: list[Condition] = []
    if plan.area:
        filters.append(Clause("grid", Op.IN, tuple(sorted(plan.area))))
    if plan.hours:
        filters.append(Clause("local_time", Op.WITHIN, plan.hours))
    return AllOf((*filters, condition)) if filters else condition


def _readied(plans: Sequence[Plan], vocabulary: Mapping[str, FactKind]) -> tuple[Readied, ...]:
    return tuple(Readied.of(plan, vocabulary) for plan in plans)


_latest = Latest(_readied)


def readied(plans: Sequence[Plan], vocabulary: Mapping[str, FactKind]) -> tuple[Readied, ...]:
    """``plans`` made ready, the last ones again when they are the very same."""
    return _latest.of(plans, vocabulary)
