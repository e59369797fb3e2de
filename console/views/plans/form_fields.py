"""What a plan's form asks for: the fields of each part of a plan, what may be chosen, what a new entry begins as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.analysis.plan_words import Glossary
from console.district.marked_yaml import Path
from console.district.plan_references import OWNER_ROLES
from console.model.facts import ValueKind
from console.model.places import TeamKind
from console.model.plan import Op, PlanKind
from console.model.words import LEVELS
from console.views.wording import tell, word

MAPS: Mapping[str, Mapping[str, str]] = {
    "plan": {
        "id": "text", "version": "number", "kind": "choice:kind", "title": "bilingual", "when": "condition",
        "area": "list:choice:grid", "hours": "list:text", "limits": "limits", "send_next_on_lapse": "bool",
        "levels": "list:level",
    },
    "level": {
        "level": "choice:level", "when": "condition", "staff": "list:staff", "materials": "list:material",
        "steps": "list:step", "notify": "list:choice:department",
    },
    "staff": {
        "id": "text", "title": "bilingual", "capability": "choice:capability", "count": "number",
        "arrive_within_s": "seconds", "first_arrival": "bool", "crew_min": "number", "substitutes": "list:substitute",
    },
    "material": {
        "id": "text", "item": "choice:material", "quantity": "number", "unit": "text", "arrive_within_s": "seconds",
    },
    "step": {"id": "text", "text": "bilingual", "owner": "choice:owner", "due_s": "seconds"},
    "substitute": {"capability": "choice:capability", "penalty": "number"},
    "limits": {"profile": "text", "start_s": "seconds", "first_arrival_s": "seconds", "reinforcement_s": "seconds"},
    "bilingual": {"en": "text", "zh": "text"},
    "condition": {
        "all": "list:condition", "any": "list:condition", "not": "condition", "fact": "choice:fact",
        **{op.value: "value" for op in Op},
    },
}  # fmt: skip
"""Part of a plan → its fields and what each holds, in the order of the text."""

LABELS: Mapping[str, object] = {
    "id": QT_TRANSLATE_NOOP("PlanForm", "Id"), "version": QT_TRANSLATE_NOOP("PlanForm", "Version"),
    "kind": QT_TRANSLATE_NOOP("PlanForm", "Kind"), "title": QT_TRANSLATE_NOOP("PlanForm", "Name"),
    "when": QT_TRANSLATE_NOOP("PlanForm", "Condition"), "area": QT_TRANSLATE_NOOP("PlanForm", "Area (grids)"),
    "hours": QT_TRANSLATE_NOOP("PlanForm", "Hours"), "limits": QT_TRANSLATE_NOOP("PlanForm", "Limits"),
    "send_next_on_lapse": QT_TRANSLATE_NOOP("PlanForm", "Send the next by itself"),
    "levels": QT_TRANSLATE_NOOP("PlanForm", "Levels"), "level": QT_TRANSLATE_NOOP("PlanForm", "Level"),
    "staff": QT_TRANSLATE_NOOP("PlanForm", "Teams"), "materials": QT_TRANSLATE_NOOP("PlanForm", "Materials"),
    "steps": QT_TRANSLATE_NOOP("PlanForm", "Steps"), "notify": QT_TRANSLATE_NOOP("PlanForm", "Departments told"),
    "capability": QT_TRANSLATE_NOOP("PlanForm", "Capability"), "count": QT_TRANSLATE_NOOP("PlanForm", "How many"),
    "arrive_within_s": QT_TRANSLATE_NOOP("PlanForm", "There within"),
    "first_arrival": QT_TRANSLATE_NOOP("PlanForm", "Counts as first on scene"),
    "crew_min": QT_TRANSLATE_NOOP("PlanForm", "Crew at least"),
    "substitutes": QT_TRANSLATE_NOOP("PlanForm", "Substitutes"),
    "item": QT_TRANSLATE_NOOP("PlanForm", "Item"), "quantity": QT_TRANSLATE_NOOP("PlanForm", "Quantity"),
    "unit": QT_TRANSLATE_NOOP("PlanForm", "Unit"), "text": QT_TRANSLATE_NOOP("PlanForm", "Words"),
    "owner": QT_TRANSLATE_NOOP("PlanForm", "Owner"), "due_s": QT_TRANSLATE_NOOP("PlanForm", "Done by"),
    "penalty": QT_TRANSLATE_NOOP("PlanForm", "Penalty"), "profile": QT_TRANSLATE_NOOP("PlanForm", "Profile"),
    "start_s": QT_TRANSLATE_NOOP("PlanForm", "Response start"),
    "first_arrival_s": QT_TRANSLATE_NOOP("PlanForm", "First on scene"),
    "reinforcement_s": QT_TRANSLATE_NOOP("PlanForm", "Reinforcement joined"),
    "en": QT_TRANSLATE_NOOP("PlanForm", "English"), "zh": QT_TRANSLATE_NOOP("PlanForm", "Chinese"),
    "all": QT_TRANSLATE_NOOP("PlanForm", "All of these"), "any": QT_TRANSLATE_NOOP("PlanForm", "Any of these"),
    "not": QT_TRANSLATE_NOOP("PlanForm", "Not this"), "fact": QT_TRANSLATE_NOOP("PlanForm", "Fact"),
    "is": QT_TRANSLATE_NOOP("PlanForm", "is"), "in": QT_TRANSLATE_NOOP("PlanForm", "is one of"),
    "at_least": QT_TRANSLATE_NOOP("PlanForm", "at least"), "at_most": QT_TRANSLATE_NOOP("PlanForm", "at most"),
    "above": QT_TRANSLATE_NOOP("PlanForm", "above"), "below": QT_TRANSLATE_NOOP("PlanForm", "below"),
    "any_of": QT_TRANSLATE_NOOP("PlanForm", "has any of"), "within": QT_TRANSLATE_NOOP("PlanForm", "within"),
}  # fmt: skip

ENTRIES: Mapping[str, object] = {
    "level": QT_TRANSLATE_NOOP("PlanForm", "a level"), "staff": QT_TRANSLATE_NOOP("PlanForm", "a team"),
    "material": QT_TRANSLATE_NOOP("PlanForm", "a material"), "step": QT_TRANSLATE_NOOP("PlanForm", "a step"),
    "substitute": QT_TRANSLATE_NOOP("PlanForm", "a substitute"),
    "condition": QT_TRANSLATE_NOOP("PlanForm", "a clause"),
    "choice:department": QT_TRANSLATE_NOOP("PlanForm", "a department"),
    "choice:grid": QT_TRANSLATE_NOOP("PlanForm", "a grid"), "text": QT_TRANSLATE_NOOP("PlanForm", "a time"),
}  # fmt: skip


def label(name: str) -> str:
    """What a field is called on screen; its own name when the form does not know it."""
    return QCoreApplication.translate("PlanForm", str(LABELS[name])) if name in LABELS else name


def entry_label(shape: str) -> str:
    """What an entry of a list is called."""
    return QCoreApplication.translate("PlanForm", str(ENTRIES[shape])) if shape in ENTRIES else shape


def shape_of(path: Path, root: str = "plan") -> str:
    """What stands at ``path``; empty for what the format does not know."""
    shape = root
    for part in path:
        if isinstance(part, int):
            shape = shape.removeprefix("list:") if shape.startswith("list:") else ""
        else:
            shape = MAPS.get(shape, {}).get(part, "")
    return shape


def choices(shape: str, words: Glossary) -> list[tuple[str, str]]:
    """What may be chosen: code and name, in the order to look for it."""
    district = words.district
    match shape.removeprefix("choice:"):
        case "kind":
            return [(kind.value, word("plan_kind", kind.value)) for kind in PlanKind]
        case "level":
            return [(level.value, word("level", level.value)) for level in LEVELS]
        case "capability":
            return _named({code: tell(name) for code, name in district.capabilities.items()})
        case "material":
            return _named({code: f"{tell(item.name)} · {item.unit}" for code, item in district.materials.items()})
        case "department":
            return _named({code: tell(known.name) for code, known in district.departments.items()})
        case "grid":
            return _named({code: tell(grid.name) for code, grid in district.grids.items()})
        case "fact":
            return _named({code: tell(kind.label) for code, kind in words.facts.items()})
        case "owner":
            roles = {name: word("owner", name) for name in (*sorted(OWNER_ROLES), *TeamKind)}
            units = {f"department:{code}": tell(known.name) for code, known in district.departments.items()}
            return [*((str(name), said) for name, said in roles.items()), *_named(units)]
    return []


def _named(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=_by_name)


def _by_name(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1], pair[0]


@dataclass(frozen=True, slots=True)
class Fresh:
    """What new entries are made from: the names there are, and the ids already taken."""

    words: Glossary
    taken: frozenset[str]

    def value(self, shape: str, siblings: Sequence[Any] = ()) -> Any:
        """What a new entry or field begins as: sound in itself, to be changed by the officer."""
        if shape.startswith("choice:"):
            codes = [code for code, _ in choices(shape, self.words)]
            return next((code for code in codes if code not in siblings), codes[0] if codes else "")
        if shape.startswith("list:"):
            return [self.value(shape.removeprefix("list:"))]
        return self._entry(shape, siblings)

    def _entry(self, shape: str, siblings: Sequence[Any]) -> Any:
        first = {name: code for name in ("capability", "material") for code in [self.value(f"choice:{name}")]}
        unit = self.words.district.materials[first["material"]].unit if first["material"] else ""
        made: Mapping[str, Any] = {
            "text": "08:00", "number": 1, "seconds": 300, "bool": True, "value": 1,
            "bilingual": {"en": "New", "zh": "新增"},
            "staff": {"id": self._id("team"), "title": {"en": "New task", "zh": "新任务"},
                      "capability": first["capability"], "count": 1, "arrive_within_s": 300},
            "material": {"id": self._id("material"), "item": first["material"], "quantity": 1, "unit": unit,
                         "arrive_within_s": 900},
            "step": {"id": self._id("step"), "text": {"en": "New step", "zh": "新步骤"}, "owner": "duty_officer",
                     "due_s": 300},
            "substitute": {"capability": first["capability"], "penalty": 10},
            "limits": {"start_s": 60, "first_arrival_s": 180, "reinforcement_s": 300},
            "condition": self._clause(),
            "level": {"level": self._next_level(siblings), "when": self._clause()},
        }  # fmt: skip
        return made.get(shape, "")

    def _id(self, stem: str) -> str:
        numbered = (f"{stem}-{n}" for n in range(1, len(self.taken) + 2))
        return next(name for name in numbered if name not in self.taken)

    def _clause(self) -> dict[str, Any]:
        number = next((name for name, kind in self.words.facts.items() if kind.kind is ValueKind.NUMBER), "")
        return {"fact": number, "at_least": 1}

    @staticmethod
    def _next_level(siblings: Sequence[Any]) -> str:
        had = {entry.get("level") for entry in siblings if isinstance(entry, dict)}
        ranks = [n for n, level in enumerate(LEVELS) if level.value in had]
        return LEVELS[min(max(ranks, default=-1) + 1, len(LEVELS) - 1)].value
