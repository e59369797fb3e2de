"""Turns checked plan entries into the plan itself: levels merged upwards by ``id``, conditions as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from console.district.marked_yaml import Path
from console.district.plan_errors import Problem
from console.district.plan_schema import (
    AllEntry,
    AnyEntry,
    Bilingual,
    ClauseEntry,
    ConditionEntry,
    LevelEntry,
    ListedEntry,
    MaterialEntry,
    NotEntry,
    StaffEntry,
    StepEntry,
)
from console.errors import BadPlan
from console.model.plan import (
    AllOf,
    AnyOf,
    Clause,
    Condition,
    MaterialNeed,
    Not,
    PlanLevel,
    StaffNeed,
    Step,
    Substitute,
)
from console.model.words import ResponseLevel
from console.phrase import Text, say

E = TypeVar("E", bound=ListedEntry)
T = TypeVar("T")

_NEEDED = {
    "staff": ("title", "capability", "count", "arrive_within_s"),
    "materials": ("item", "quantity", "unit", "arrive_within_s"),
    "steps": ("text", "owner", "due_s"),
}


@dataclass(frozen=True, slots=True)
class LevelSoFar:
    """What a level asks for, the levels below included, while the file is read upwards."""

    staff: Mapping[str, StaffEntry] = field(default_factory=dict)
    materials: Mapping[str, MaterialEntry] = field(default_factory=dict)
    steps: Mapping[str, StepEntry] = field(default_factory=dict)
    notify: tuple[str, ...] = ()

    def raised_by(self, level: LevelEntry) -> LevelSoFar:
        """The same with what ``level`` adds and changes."""
        return LevelSoFar(
            _merged(self.staff, level.staff),
            _merged(self.materials, level.materials),
            _merged(self.steps, level.steps),
            tuple(dict.fromkeys((*self.notify, *level.notify))),
        )

    def as_level(self, level: ResponseLevel, condition: Condition) -> PlanLevel:
        """The finished level; call it only when :func:`missing_fields` found nothing."""
        return PlanLevel(
            level,
            condition,
            tuple(_staff(entry) for entry in self.staff.values()),
            tuple(_material(entry) for entry in self.materials.values()),
            tuple(_step(entry) for entry in self.steps.values()),
            self.notify,
        )


def _merged(below: Mapping[str, E], listed: Sequence[E]) -> dict[str, E]:
    made = dict(below)
    for entry in listed:
        if entry.id in made:
            given = {name: value for name in entry.model_fields_set if (value := getattr(entry, name)) is not None}
            made[entry.id] = made[entry.id].model_copy(update=given)
        else:
            made[entry.id] = entry
    return made


def missing_fields(so_far: LevelSoFar, level: LevelEntry, path: Path) -> Iterator[Problem]:
    """Fields that neither ``level`` nor one below it gives for an entry ``level`` lists."""
    listed: tuple[tuple[str, Sequence[ListedEntry], Mapping[str, ListedEntry]], ...] = (
        ("staff", level.staff, so_far.staff),
        ("materials", level.materials, so_far.materials),
        ("steps", level.steps, so_far.steps),
    )
    for name, entries, merged in listed:
        for i, entry in enumerate(entries):
            for wanted in _NEEDED[name]:
                if getattr(merged[entry.id], wanted) is None:
                    yield (*path, name, i, wanted), say("plan.expect.present")


def condition_of(entry: ConditionEntry) -> Condition:
    """The condition an entry stands for."""
    match entry:
        case AllEntry():
            return AllOf(tuple(condition_of(part) for part in entry.all))
        case AnyEntry():
            return AnyOf(tuple(condition_of(part) for part in entry.any))
        case NotEntry():
            return Not(condition_of(entry.not_))
        case ClauseEntry():
            [(op, value)] = entry.comparisons().items()
            return Clause(entry.fact, op, tuple(value) if isinstance(value, list) else value)


def _staff(entry: StaffEntry) -> StaffNeed:
    return StaffNeed(
        id=entry.id,
        title=_text(entry.title),
        capability=_given(entry.capability),
        count=_given(entry.count),
        arrive_within_s=_given(entry.arrive_within_s),
        first_arrival=bool(entry.first_arrival),
        crew_min=entry.crew_min or 1,
        substitutes=tuple(Substitute(s.capability, s.penalty) for s in entry.substitutes or ()),
    )


def _material(entry: MaterialEntry) -> MaterialNeed:
    return MaterialNeed(
        entry.id, _given(entry.item), _given(entry.quantity), _given(entry.unit), _given(entry.arrive_within_s)
    )


def _step(entry: StepEntry) -> Step:
    return Step(entry.id, _text(entry.text), _given(entry.owner), _given(entry.due_s))


def _text(entry: Bilingual | None) -> Text:
    checked = _given(entry)
    return Text(checked.en, checked.zh)


def _given(value: T | None) -> T:
    if value is None:
        raise BadPlan("an entry of the plan is incomplete; expected missing_fields to have refused it")
    return value
