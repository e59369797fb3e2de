"""What a new plan begins as: a template with what must be filled in, or a copy under a name of its own."""

from __future__ import annotations

from collections.abc import Collection

from console.analysis.plan_words import Glossary
from console.district.marked_yaml import Unreadable, read_marked
from console.district.yaml_edit import put
from console.district.yaml_write import written
from console.errors import BadInput
from console.views.plans.form_fields import Fresh

LONGEST_STEM = 56


def template(taken: Collection[str], words: Glossary) -> tuple[str, str]:
    """Key and text of a plan that passes the check as it stands and says where the officer's words go."""
    key = _free("new-plan", taken)
    fresh = Fresh(words, frozenset())
    items = sorted(words.district.catalogue)
    when = {"fact": "category", "in": items[:1]} if items else fresh.value("condition")
    lines = [
        f"id: {key}",
        "version: 1",
        "kind: on_scene",
        f"title: {written({'en': 'New plan', 'zh': '新预案'})}",
        f"when: {written(when)}",
        "levels:",
        "  - level: IV",
        "    staff:",
        f"      - {written({**fresh.value('staff'), 'first_arrival': True})}",
        "    steps:",
        f"      - {written(fresh.value('step'))}",
        "    notify: []",
    ]
    return key, "\n".join(lines) + "\n"


def copy_of(key: str, text: str, taken: Collection[str]) -> tuple[str, str]:
    """Key and text of a copy: version 1, an id of its own, and a name that says it is one."""
    made = _free(f"{key[:LONGEST_STEM]}-copy", taken)
    for name, value in (("id", made), ("version", 1)):
        text = _with(text, (name,), value)
    for lang, more in (("en", " (copy)"), ("zh", "（副本）")):
        name = _name(text, lang)
        text = _with(text, ("title", lang), name + more) if name else text
    return made, text


def _with(text: str, path: tuple[str, ...], value: object) -> str:
    try:
        return put(text, path, value)
    except BadInput:
        return text  # a text that cannot be read is copied as it is; the check says what is wrong


def _name(text: str, lang: str) -> str:
    try:
        found = read_marked(text.encode("utf-8")).value["title"][lang]
    except (Unreadable, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) else ""


def _free(stem: str, taken: Collection[str]) -> str:
    names = [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
