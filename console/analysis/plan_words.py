"""A plan in words: every field of it as a sentence a person reads, for its page and for the difference of two plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from console.board.durations import HOUR_S, MINUTE_S, m_ss
from console.dispatch.clause_words import clause_text, condition_text
from console.dispatch.clauses import leaves
from console.model.facts import FactKind
from console.model.places import District
from console.model.plan import Condition, MarkLimits, MaterialNeed, Plan, PlanLevel, StaffNeed, Step
from console.model.words import ResponseLevel
from console.phrase import Phrase, Text, say

Said = Text | Phrase | str


@dataclass(frozen=True)
class Glossary:
    """What the names in a plan are called."""

    district: District
    vocabulary: Mapping[str, FactKind]

    @cached_property
    def facts(self) -> Mapping[str, FactKind]:
        """The facts a plan may ask for; what is a code of the catalogue is called by its item's name."""
        category = self.vocabulary.get("category")
        if category is None:
            return self.vocabulary
        items = {code: item.name for code, item in self.district.catalogue.items()}
        return {**self.vocabulary, "category": replace(category, choices={**items, **category.choices})}

    def capability(self, code: str) -> Said:
        """A capability's name."""
        return self.district.capabilities.get(code, code)

    def material(self, code: str) -> Said:
        """A material's name."""
        known = self.district.materials.get(code)
        return known.name if known else code

    def department(self, code: str) -> Said:
        """A department's name."""
        known = self.district.departments.get(code)
        return known.name if known else code

    def owner(self, owner: str) -> Said:
        """Who a step is for."""
        if owner.startswith("department:"):
            return self.department(owner.removeprefix("department:"))
        return say(f"owner.{owner}")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a plan says: ``key`` is the same in two versions, ``fields`` are its parts by name."""

    key: tuple[str, ...]
    name: Said
    fields: Mapping[str, Said]
    clauses: tuple[tuple[str, Text], ...] = ()  # of a condition: the fact of each and its words

    @property
    def level(self) -> str:
        """The response level it belongs to; empty for the plan as a whole."""
        return self.key[0]


def items_of(plan: Plan, words: Glossary) -> Iterator[Item]:
    """Everything ``plan`` says, in the order of its page."""
    yield Item(("", "general"), say("plan.say.general"), dict(_general(plan, words)))
    for level in plan.levels:
        yield from _level_items(level, words)


def level_name(level: str) -> Phrase:
    """What a level is called."""
    return say(f"level.{ResponseLevel(level).value}")


def _general(plan: Plan, words: Glossary) -> Iterator[tuple[str, Said]]:
    grids = [grid.name for code in sorted(plan.area) if (grid := words.district.grids.get(code))]
    yield "title", plan.title
    yield "kind", say(f"plan_kind.{plan.kind.value}")
    yield "area", listed(grids) if grids else say("plan.say.everywhere")
    yield "hours", "–".join(plan.hours) if plan.hours else say("plan.say.any_time")
    yield "limits", limits(plan.limits)
    yield "next", say("plan.say.yes" if plan.send_next_on_lapse else "plan.say.no")


def _level_items(level: PlanLevel, words: Glossary) -> Iterator[Item]:
    code = level.level.value
    when = {"when": condition_text(level.condition, words.facts)}
    yield Item((code, "when"), say("plan.say.when"), when, tuple(_clauses(level.condition, words)))
    for need in level.staff:
        yield Item((code, "staff", need.id), need.title, dict(_staff(need, words)))
    for material in level.materials:
        yield Item((code, "materials", material.id), words.material(material.item), dict(_material(material, words)))
    for step in level.steps:
        yield Item((code, "steps", step.id), step.text, dict(_step(step, words)))
    for department in level.notify:
        yield Item((code, "notify", department), words.department(department), {})


def _clauses(condition: Condition, words: Glossary) -> Iterator[tuple[str, Text]]:
    for clause, negated in leaves(condition):
        yield clause.fact, clause_text(clause, words.facts, negated)


def _staff(need: StaffNeed, words: Glossary) -> Iterator[tuple[str, Said]]:
    yield "title", need.title
    yield "count", str(need.count)
    yield "capability", words.capability(need.capability)
    yield "within", lasting(need.arrive_within_s)
    yield "first", say("plan.say.yes" if need.first_arrival else "plan.say.no")
    yield "crew", str(need.crew_min)
    instead = [
        say("plan.say.penalty", name=words.capability(s.capability), penalty=s.penalty) for s in need.substitutes
    ]
    yield "instead", listed(instead) if instead else say("plan.say.nobody")


def _material(need: MaterialNeed, words: Glossary) -> Iterator[tuple[str, Said]]:
    yield "item", words.material(need.item)
    yield "quantity", f"{need.quantity} {need.unit}"
    yield "within", lasting(need.arrive_within_s)


def _step(step: Step, words: Glossary) -> Iterator[tuple[str, Said]]:
    yield "text", step.text
    yield "owner", words.owner(step.owner)
    yield "due", lasting(step.due_s)


def limits(given: MarkLimits) -> Phrase:
    """The three limits and the profile they come from."""
    return say(
        "plan.say.limits", profile=given.profile, start=lasting(given.start_s), first=lasting(given.first_arrival_s),
        reinforcement=lasting(given.reinforcement_s),
    )  # fmt: skip


def lasting(seconds: int) -> Phrase | str:
    """A duration in a plan: ``40 s``, ``3 min``, ``4 h``, ``2:30``."""
    if seconds % HOUR_S == 0:
        return say("plan.say.hours", n=seconds // HOUR_S)
    if seconds % MINUTE_S == 0:
        return say("plan.say.minutes", n=seconds // MINUTE_S)
    return say("plan.say.seconds", n=seconds) if seconds < MINUTE_S else m_ss(seconds)


def listed(parts: list[Text] | list[Phrase] | list[Said]) -> Text:
    """Several names as one."""
    shown = [part if isinstance(part, Text | Phrase) else Text(part, part) for part in parts]
    return Text(", ".join(part.get("en") for part in shown), "、".join(part.get("zh") for part in shown))
