"""Rules of matching that hold for any plan and any facts: what is forgotten only ever becomes unknown."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from console.dispatch.match import match_plans
from console.model.plan import AllOf, AnyOf, Clause, Condition, Not, Op, PlanAnswer
from console.model.words import Answer
from tests.unit.plan_builders import a_plan, the_facts, the_shelf

NUMBERS = st.sampled_from(["injured", "trapped", "dead", "reports"])
CLAUSES = st.one_of(
    st.builds(
        Clause, NUMBERS, st.sampled_from([Op.AT_LEAST, Op.AT_MOST, Op.ABOVE, Op.BELOW, Op.IS]), st.integers(0, 5)
    ),
    st.builds(Clause, st.just("weapon"), st.just(Op.IS), st.booleans()),
    st.builds(Clause, st.just("category"), st.just(Op.IN), st.sampled_from([("fire",), ("fire.commercial", "gas")])),
    st.builds(Clause, st.just("keywords"), st.just(Op.ANY_OF), st.sampled_from([("child",), ("child", "ebike")])),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    CLAUSES,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ("injured", "trapped", "dead", "reports"), st.one_of(st.integers(0, 6), st.sampled_from(["1+", "3+"]))
        ),
        "weapon": st.booleans(),
        "category": st.sampled_from(["fire", "fire.commercial", "gas.leak", "order.fight"]),
        "keywords": st.lists(st.sampled_from(["child", "ebike"]), unique=True),
        "grid": st.sampled_from(["G1", "G2"]),
        "local_time": st.sampled_from(["03:00", "12:00"]),
    },
)  # fmt: skip


def answers(found: PlanAnswer) -> list[Answer]:
    return [found.answer, *(level.answer for level in found.levels)]


@given(CONDITIONS, CONDITIONS, KNOWN, st.data())
def test_forgetting_a_fact_never_turns_yes_into_no_nor_no_into_yes(
    low: Condition, high: Condition, facts: dict[str, Any], data: st.DataObject
) -> None:
    plan = a_plan("p", frozenset({"G1"}), ("08:00", "20:00"), IV=low, II=high)
    gone = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    before = match_plans(facts, [plan], the_facts())[0]
    after = match_plans({name: value for name, value in facts.items() if name not in gone}, [plan], the_facts())[0]
    for had, has in zip(answers(before), answers(after), strict=True):
        assert has in (had, Answer.UNKNOWN)


@given(KNOWN, st.sampled_from(the_shelf().plans), st.data())
def test_forgetting_a_fact_of_a_shipped_plan_only_ever_leads_to_unknown(
    facts: dict[str, Any], plan: Any, data: st.DataObject
) -> None:
    facts = {**facts, "category": data.draw(st.sampled_from(["fire.commercial", "gas.leak", "water.waterlogging"]))}
    gone = data.draw(st.sampled_from(sorted(facts)))
    before = match_plans(facts, [plan], the_facts())[0].answer
    after = match_plans({k: v for k, v in facts.items() if k != gone}, [plan], the_facts())[0].answer
    assert after in (before, Answer.UNKNOWN)


@given(CONDITIONS, KNOWN)
def test_an_unknown_plan_always_asks_and_only_for_facts_it_does_not_know_for_sure(
    condition: Condition, facts: dict[str, Any]
) -> None:
    [found] = match_plans(facts, [a_plan("p", IV=condition)], the_facts())
    assert bool(found.ask) == (found.answer is Answer.UNKNOWN)
    for name in found.ask:
        open_still = name not in facts or str(facts[name]).endswith("+") or facts[name] == "fire"
        assert open_still, name
