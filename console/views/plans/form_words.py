"""Values of a form in words: what an entry comes to, read without opening it."""

from __future__ import annotations

from typing import Any

from console.analysis.plan_words import Glossary, lasting
from console.dispatch.clause_words import clause_text
from console.district.yaml_write import written
from console.model.plan import Clause, Op
from console.views import language
from console.views.plans.form_fields import MAPS, label
from console.views.wording import tell, word

LONGEST = 160


def value_words(shape: str, value: Any, words: Glossary) -> str:
    """What stands in a field, in the language on screen."""
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return _list(shape, value, words)
    if isinstance(value, dict):
        return _short(_entry(shape, value, words))
    if shape == "seconds" and isinstance(value, int) and not isinstance(value, bool):
        return tell(lasting(value))
    if shape.startswith("choice:") and isinstance(value, str):
        return _choice(shape, value, words)
    if isinstance(value, bool):
        return word("plan.say", "yes" if value else "no")
    return _short(str(value))


def _list(shape: str, value: list[Any], words: Glossary) -> str:
    if any(isinstance(part, dict | list) for part in value):
        return str(len(value))
    if shape.startswith("list:choice:"):
        named = [_choice(shape.removeprefix("list:"), str(part), words).split(" · ")[0] for part in value]
        return _short(", ".join(named))
    return _short(", ".join(str(part) for part in value))


def _choice(shape: str, value: str, words: Glossary) -> str:
    names = {
        "choice:capability": words.capability, "choice:material": words.material,
        "choice:department": words.department,
    }  # fmt: skip
    if shape in names:
        said = tell(names[shape](value))
    elif shape == "choice:owner" and value.startswith("department:"):
        said = tell(words.department(value.removeprefix("department:")))
    elif shape == "choice:fact":
        said = tell(words.facts[value].label) if value in words.facts else value
    elif shape == "choice:grid":
        said = tell(grid.name) if (grid := words.district.grids.get(value)) else value
    else:
        families = {"choice:kind": "plan_kind", "choice:level": "level", "choice:owner": "owner"}
        said = word(families.get(shape, ""), value)
    return said if said == value or shape == "choice:level" else f"{said} · {value}"


def _entry(shape: str, value: dict[str, Any], words: Glossary) -> str:
    if shape == "condition":
        return condition_words(value, words)
    if shape == "bilingual":
        return " / ".join(str(value[lang]) for lang in ("en", "zh") if value.get(lang))
    if shape == "level":
        parts = ((name, value.get(name)) for name in ("staff", "materials", "steps", "notify"))
        counted = [f"{label(name)} {len(part)}" for name, part in parts if isinstance(part, list) and part]
        return " · ".join([word("level", str(value.get("level"))), *counted])
    if shape in ("staff", "material", "step", "substitute"):
        return _listed(shape, value, words)
    return ""


def _listed(shape: str, value: dict[str, Any], words: Glossary) -> str:
    name = value.get("title") or value.get("text")
    lang = language.current()
    said = [str(name.get(lang) or name.get("en"))] if isinstance(name, dict) else [str(value.get("id", ""))]
    fields = MAPS[shape]
    for key in ("count", "quantity", "unit", "capability", "item", "owner", "penalty", "arrive_within_s", "due_s"):
        if key in fields and value.get(key) is not None:
            part = value_words(fields[key], value[key], words).split(" · ")[0]
            said.append(f"{part} ×" if key == "count" else part)
    return " · ".join(part for part in said if part)


def condition_words(value: dict[str, Any], words: Glossary) -> str:
    """A condition as far as it can be read; its own YAML where it cannot."""
    for name in ("all", "any"):
        if isinstance(value.get(name), list):
            parts = [condition_words(part, words) for part in value[name] if isinstance(part, dict)]
            return f"{label(name)}: " + " | ".join(parts)
    if isinstance(value.get("not"), dict):
        return f"{label('not')}: {condition_words(value['not'], words)}"
    ops = [op for op in Op if op.value in value]
    fact = value.get("fact")
    if len(ops) == 1 and isinstance(fact, str):
        given = value[ops[0].value]
        try:
            clause = Clause(fact, ops[0], tuple(given) if isinstance(given, list) else given)
            return tell(clause_text(clause, words.facts))
        except (TypeError, ValueError):
            return written(value)
    return written(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
