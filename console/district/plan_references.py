"""Checks that a plan names only what the district has: facts, capabilities, materials, departments, owners."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from console.district.marked_yaml import Path
from console.district.plan_errors import Problem
from console.district.plan_schema import OPS, AllEntry, AnyEntry, ClauseEntry, ConditionEntry, LevelEntry, NotEntry
from console.model.facts import FactKind, ValueKind, is_time
from console.model.places import MaterialItem, TeamKind
from console.model.plan import Op
from console.phrase import Phrase, say

OWNER_ROLES = frozenset({"duty_officer", "first_team", "command_post", "grid_leader"})
"""Who besides a team kind or ``department:<id>`` may own a step."""

_NUMERIC = frozenset({Op.IS, Op.IN, Op.AT_LEAST, Op.AT_MOST, Op.ABOVE, Op.BELOW})
_OPS_FOR = {
    ValueKind.NUMBER: _NUMERIC,
    ValueKind.BOOL: frozenset({Op.IS}),
    ValueKind.TEXT: frozenset({Op.IS, Op.IN}),
    ValueKind.CHOICE: frozenset({Op.IS, Op.IN}),
    ValueKind.LIST: frozenset({Op.ANY_OF}),
    ValueKind.TIME: frozenset({Op.WITHIN}),
}


@dataclass(frozen=True, slots=True)
class Known:
    """The names a plan may use."""

    capabilities: Collection[str]
    materials: Mapping[str, MaterialItem]
    departments: Collection[str]
    facts: Mapping[str, FactKind]

    def owner(self, owner: str) -> bool:
        """Whether a step may be owned by ``owner``."""
        role, _, department = owner.partition(":")
        if role == "department":
            return department in self.departments
        return owner in OWNER_ROLES or owner in set(TeamKind)


def condition_problems(entry: ConditionEntry, path: Path, known: Known) -> Iterator[Problem]:
    """Unknown facts and comparisons that make no sense, each with its path."""
    match entry:
        case AllEntry():
            for i, part in enumerate(entry.all):
                yield from condition_problems(part, (*path, "all", i), known)
        case AnyEntry():
            for i, part in enumerate(entry.any):
                yield from condition_problems(part, (*path, "any", i), known)
        case NotEntry():
            yield from condition_problems(entry.not_, (*path, "not"), known)
        case ClauseEntry():
            yield from _clause_problems(entry, path, known)


def _clause_problems(entry: ClauseEntry, path: Path, known: Known) -> Iterator[Problem]:
    kind = known.facts.get(entry.fact)
    if kind is None:
        yield (*path, "fact"), known_name("plan.expect.fact", entry.fact, known.facts)
        return
    comparisons = entry.comparisons()
    if len(comparisons) != 1:
        yield path, say("plan.expect.one_operator", operators=", ".join(OPS))
        return
    [(op, value)] = comparisons.items()
    allowed = _OPS_FOR[kind.kind]
    if op not in allowed:
        names = ", ".join(sorted(allowed))
        yield (*path, op.value), say("plan.expect.operator", fact=kind.label, kind=kind.kind.value, operators=names)
    elif not _fits(kind, op, value):
        yield (*path, op.value), _expected_value(kind)


def _fits(kind: FactKind, op: Op, value: Any) -> bool:
    values = value if op in (Op.IN, Op.ANY_OF, Op.WITHIN) else [value]
    if kind.kind is ValueKind.NUMBER:
        return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    if kind.kind is ValueKind.TIME:
        return all(is_time(v) for v in values)
    return all(kind.accepts([v] if kind.kind is ValueKind.LIST else v) for v in values)


def _expected_value(kind: FactKind) -> Phrase:
    if kind.choices:
        return say("plan.expect.one_of", choices=", ".join(kind.choices))
    return say("plan.expect.value_of_kind", fact=kind.label, kind=kind.kind.value)


def level_problems(level: LevelEntry, path: Path, known: Known) -> Iterator[Problem]:  # noqa: PLR0912
    """Unknown names and ids listed twice in one level, each with its path."""
    for name, listed in (("staff", level.staff), ("materials", level.materials), ("steps", level.steps)):
        seen: set[str] = set()
        for i, entry in enumerate(listed):
            if entry.id in seen:
                yield (*path, name, i, "id"), say("plan.expect.id_once", id=entry.id)
            seen.add(entry.id)
    for i, need in enumerate(level.staff):
        names = [((*path, "staff", i, "capability"), need.capability)]
        for j, stand_in in enumerate(need.substitutes or ()):
            names.append(((*path, "staff", i, "substitutes", j, "capability"), stand_in.capability))
        for place, capability in names:
            if capability is not None and capability not in known.capabilities:
                yield place, known_name("plan.expect.capability", capability, known.capabilities)
    for i, material in enumerate(level.materials):
        if material.item is not None and material.item not in known.materials:
            yield (*path, "materials", i, "item"), known_name("plan.expect.material", material.item, known.materials)
    for i, step in enumerate(level.steps):
        if step.owner is not None and not known.owner(step.owner):
            yield (*path, "steps", i, "owner"), say("plan.expect.owner", name=step.owner)
    for i, department in enumerate(level.notify):
        if department not in known.departments:
            yield (*path, "notify", i), known_name("plan.expect.department", department, known.departments)


def known_name(code: str, name: str, names: Collection[str]) -> Phrase:
    """A phrase that asks for a known name and proposes the nearest one."""
    near = difflib.get_close_matches(name, sorted(names), n=1)
    hint = say("plan.expect.did_you_mean", name=near[0]) if near else ""
    return say(code, name=name, hint=hint)
