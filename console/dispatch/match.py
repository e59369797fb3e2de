"""Matches emergency plans to the facts of an incident and says why, clause by clause (DOMAIN § 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from console.dispatch.asking import Verdict, facts_to_ask
from console.dispatch.clauses import Said, answer
from console.dispatch.readied import Leaf, Readied, readied
from console.model.facts import FactKind
from console.model.plan import Clause, ClauseAnswer, Facts, LevelAnswer, Op, Plan, PlanAnswer
from console.model.words import Answer, ResponseLevel

Specificity = tuple[int, bool, bool, int]
_ORDER = {Answer.YES: 0, Answer.UNKNOWN: 1, Answer.NO: 2}


@dataclass(frozen=True, slots=True)
class _Considered:
    answered: PlanAnswer
    specificity: Specificity

    @property
    def order(self) -> tuple[int, Sequence[int], int, str]:
        """Yes before unknown before no; the more specific first; fewer open questions; the id settles the rest."""
        falling = [-part for part in self.specificity]
        return _ORDER[self.answered.answer], falling, len(self.answered.ask), self.answered.plan


def match_plans(facts: Facts, plans: Sequence[Plan], vocabulary: Mapping[str, FactKind]) -> list[PlanAnswer]:
    """Every plan answered, best first: yes by specificity, then unknown, then no.

    ``vocabulary`` gives the labels of the clauses. Yes plans that are equally specific are ``tied``
    with their neighbour. A plan's area and hours count as clauses over ``grid`` and ``local_time``.
    """
    said = Said(facts)
    considered = sorted((_consider(said, ready, vocabulary) for ready in readied(plans, vocabulary)), key=_order)
    return [replace(one.answered, tied=_is_tied(considered, i)) for i, one in enumerate(considered)]


def _order(considered: _Considered) -> tuple[int, Sequence[int], int, str]:
    return considered.order


def _is_tied(considered: Sequence[_Considered], i: int) -> bool:
    me = considered[i]
    neighbours = [considered[j] for j in (i - 1, i + 1) if 0 <= j < len(considered)]
    return me.answered.answer is Answer.YES and any(
        other.answered.answer is Answer.YES and other.specificity == me.specificity for other in neighbours
    )


def _consider(said: Said, ready: Readied, vocabulary: Mapping[str, FactKind]) -> _Considered:
    plan, conditions = ready.plan, ready.conditions
    answers = {level: answer(condition, said) for level, condition in conditions.items()}
    whole, level = _verdict(answers)
    undecided = [
        name for name, found in answers.items() if found is Answer.UNKNOWN and (level is None or name.rank > level.rank)
    ]

    def verdict(known: Said) -> Verdict:
        return _verdict({level: answer(condition, known) for level, condition in conditions.items()})

    levels = tuple(_answer_level(name, found, ready.leaves[name], said) for name, found in answers.items())
    ask = facts_to_ask([conditions[name] for name in undecided], said, verdict, vocabulary) if undecided else ()
    answered = PlanAnswer(plan.id, plan.version, plan.title, whole, level, levels, ask)
    telling = ready.leaves[level or next(iter(undecided or conditions))]
    return _Considered(answered, _specificity(plan, telling, said))


def _verdict(answers: Mapping[ResponseLevel, Answer]) -> Verdict:
    holding = [level for level, said in answers.items() if said is Answer.YES]
    return Answer.some(answers.values()), (max(holding, key=_rank) if holding else None)


def _rank(level: ResponseLevel) -> int:
    return level.rank


def _answer_level(level: ResponseLevel, whole: Answer, leaves: Sequence[Leaf], said: Said) -> LevelAnswer:
    return LevelAnswer(level, whole, tuple(_answer_leaf(leaf, said) for leaf in leaves))


def _answer_leaf(leaf: Leaf, said: Said) -> ClauseAnswer:
    found = said.of(leaf.clause)
    if found is Answer.UNKNOWN:
        return leaf.unknown
    fact = leaf.clause.fact
    return ClauseAnswer(leaf.words, found.inverse if leaf.negated else found, fact, said.facts.get(fact))


def _specificity(plan: Plan, telling: Sequence[Leaf], said: Said) -> Specificity:
    """Category depth matched, then area, then time window, then number of clauses (DOMAIN § 4.3)."""
    depths = [_depth(leaf.clause, said) for leaf in telling if not leaf.negated]
    return max(depths, default=0), bool(plan.area), plan.hours is not None, len(telling)


def _depth(clause: Clause, said: Said) -> int:
    if clause.fact != "category" or said.of(clause) is not Answer.YES:
        return 0
    category = str(said.facts["category"])
    codes = clause.value if clause.op is Op.IN else (clause.value,)
    return max(len(code.split(".")) for code in codes if category == code or category.startswith(f"{code}."))
