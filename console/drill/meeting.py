"""Which plans the reports of a script meet: with what is said at first, and with everything that becomes known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.dispatch.category import propose_category
from console.dispatch.facts import facts_from_text
from console.dispatch.match import match_plans
from console.drill.built import written_injects
from console.drill.doors import ScenarioDoor
from console.drill.growth import Grown
from console.drill.growth import known as seen
from console.drill.placing import Path, machine_rules
from console.drill.references import REPORTING
from console.model.facts import FactKind
from console.model.places import District
from console.model.plan import Plan, PlanAnswer
from console.model.scenario import GROWING, Inject, InjectKind, Scenario
from console.model.words import Answer, Severity, Urgency
from console.phrase import Phrase, say

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Met:
    """What one report comes to: the plans that are best at some moment, and how the last look stood."""

    inject: str
    category: str
    plans: frozenset[str]
    last: tuple[PlanAnswer, ...]


def plans_met(
    scenario: Scenario, district: District, plans: Sequence[Plan], vocabulary: Mapping[str, FactKind]
) -> list[Met]:
    """For every reporting inject, the plans it meets as facts become known in the script's order."""
    return [
        _met(inject, scenario, district, plans, vocabulary)
        for inject in scenario.injects if inject.kind in REPORTING
    ]  # fmt: skip


def _met(
    inject: Inject, scenario: Scenario, district: District, plans: Sequence[Plan], vocabulary: Mapping[str, FactKind]
) -> Met:
    text, category, told = _reported(inject)
    proposed = propose_category(text, district.catalogue) if not category else []
    category = category or (proposed[0][0] if proposed else "")
    facts: Facts = {name: found.value for name, found in facts_from_text(text, vocabulary).items()}
    facts |= {
        "category": category, "posture": scenario.posture.value, "severity": Severity.GENERAL.value, "reports": 1,
        "local_time": district.local(scenario.start).time(), "grid": "",
    }  # fmt: skip
    facts |= told
    best: set[str] = set()
    answers = match_plans(facts, plans, vocabulary)
    for more in ({}, *_later(inject.id, scenario)):
        facts |= more
        answers = match_plans(facts, plans, vocabulary)
        if answers and answers[0].answer is Answer.YES:
            best.add(answers[0].plan)
    return Met(inject.id, category, frozenset(best), tuple(answers))


def _reported(inject: Inject) -> tuple[str, str, Facts]:
    """The words, item and facts of what ``inject`` reports; of a sensor the highest reading."""
    effect = inject.effect
    if inject.kind is InjectKind.REPORT:
        return str(effect["text"]), str(effect["category"]), dict(effect["facts"])
    rule = machine_rules().sensors[effect["measures"]]
    return "", rule.item, {rule.fact: max(value for _, value in effect["series"])} if rule.fact else {}


def _later(incident: str, scenario: Scenario) -> Iterator[Facts]:
    """What becomes known of an incident after its report: told facts, and the worst that grows."""
    for inject in scenario.injects:
        if inject.effect.get("incident") != incident:
            continue
        if inject.kind is InjectKind.FACT:
            yield {inject.effect["fact"]: inject.effect["value"]}
        elif inject.kind in GROWING:
            yield {one["fact"]: one["value"] for one in inject.effect["tells"]}
            yield seen(inject.kind, Grown(_worst(inject), _worst(inject)))


def _worst(inject: Inject) -> float:
    if inject.kind is InjectKind.FIRE:
        return float(inject.effect["most_kw"])
    if inject.kind is InjectKind.WATER:
        rise = inject.effect["rises_cm_h"] - inject.effect["drains_cm_h"]
        risen = inject.effect["from_cm"] + rise * inject.effect["rises_for_s"] / 3600
        return float(max(inject.effect["from_cm"], min(risen, inject.effect["most_cm"])))
    people = inject.effect["people"] + inject.effect["arrive_per_min"] * inject.effect["arrive_for_s"] / 60
    return float(people / inject.effect["area_m2"])


def repeats(scenario: Scenario) -> set[str]:
    """Reports of an item at a place that an earlier one of the script reported already: they are to be joined to it."""
    seen_before: set[tuple[str, str]] = set()
    found: set[str] = set()
    for inject in (one for one in scenario.injects if one.kind is InjectKind.REPORT):
        about = (str(inject.effect["category"]), str(inject.effect["place"]))
        if about in seen_before:
            found.add(inject.id)
        seen_before.add(about)
    return found


def meeting_findings(
    scenario: Scenario, door: ScenarioDoor, district: District, plans: Sequence[Plan],
    vocabulary: Mapping[str, FactKind],
) -> Iterator[tuple[Path, Phrase, bool]]:  # fmt: skip
    """(where, what, whether it is only a note) about plans and reports that do not come together."""
    paths = {inject.id: path for path, inject, _, _ in written_injects(door)}
    met = plans_met(scenario, district, plans, vocabulary)
    reached = {plan for one in met for plan in one.plans}
    there = {plan.id for plan in plans}
    for n, plan in enumerate(scenario.plans):
        if plan in there - reached:
            yield ("plans", n), say("scenario.check.plan_not_met", plan=plan), False
    for one in met:
        if one.inject in repeats(scenario):
            continue
        path = paths[one.inject]
        item = district.catalogue.get(one.category)
        if item is None:
            yield path, say("scenario.check.no_category"), True
        elif item.urgency is Urgency.EMERGENCY and not one.plans:
            open_still = [answer for answer in one.last if answer.answer is Answer.UNKNOWN]
            if open_still:
                asks = ", ".join(open_still[0].ask)
                yield path, say("scenario.check.plan_open", plan=open_still[0].plan, ask=asks), False
            else:
                yield path, say("scenario.check.no_plan", item=one.category), True
