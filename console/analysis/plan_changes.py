"""What differs between two versions of a plan, field by field and in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from console.analysis.plan_words import Glossary, Item, Said, items_of
from console.model.plan import Plan
from console.phrase import Phrase, Text, say

AROUND = 2
"""Unchanged lines shown before and after changed ones."""


class How(StrEnum):
    """What became of one thing a plan says."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs; ``level`` is the lowest that it differs at, empty for the plan as a whole."""

    level: str
    kind: str  # general, level, when, staff, materials, steps or notify
    name: Said
    how: How
    details: tuple[Phrase, ...] = ()


def changes(before: Plan | None, after: Plan, words: Glossary) -> list[Change]:
    """What ``after`` says otherwise than ``before``, in the order of the page; everything is new without ``before``.

    A level holds what the levels below it hold: what was said of a lower one already is not said again.
    """
    old = {item.key: item for item in items_of(before, words)} if before else {}
    new = {item.key: item for item in items_of(after, words)}
    found: list[Change] = []
    told: set[tuple[object, ...]] = set()
    for key in _in_order(old, new):
        change = _change(old.get(key), new.get(key))
        if change is None or _whole_level(key, old, new):
            continue
        same = (key[1:], change.how, tuple(repr(d) for d in change.details))
        if same not in told:
            told.add(same)
            found.append(change)
    return sorted([*_levels(old, new, before is None), *found], key=_by_level) if old else found


def _in_order(old: Mapping[tuple[str, ...], Item], new: Mapping[tuple[str, ...], Item]) -> list[tuple[str, ...]]:
    return [*new, *(key for key in old if key not in new)]


def _whole_level(
    key: tuple[str, ...], old: Mapping[tuple[str, ...], Item], new: Mapping[tuple[str, ...], Item]
) -> bool:
    """Whether the level is there in one of the two only: that is said once, not thing by thing."""
    when = (key[0], "when")
    return bool(key[0]) and bool(old) and (when in old) is not (when in new)


def _levels(old: Mapping[tuple[str, ...], Item], new: Mapping[tuple[str, ...], Item], fresh: bool) -> list[Change]:
    if fresh:
        return []
    had, has = ([key[0] for key in items if key[1] == "when"] for items in (old, new))
    gone = [Change(level, "level", say(f"level.{level}"), How.GONE) for level in had if level not in has]
    return [*(Change(level, "level", say(f"level.{level}"), How.NEW) for level in has if level not in had), *gone]


def _change(before: Item | None, after: Item | None) -> Change | None:
    if before is None:
        assert after is not None, "a key is in one of the two"
        details = tuple(
            say(f"plan.field.{name}", value=value) for name, value in after.fields.items() if name != "title"
        )
        return Change(after.level, after.key[1], after.name, How.NEW, details)
    if after is None:
        return Change(before.level, before.key[1], before.name, How.GONE)
    if before.key[1] == "when" and before.fields != after.fields:
        return Change(after.level, "when", after.name, How.CHANGED, tuple(_condition(before, after)))
    names = dict.fromkeys((*before.fields, *after.fields))
    pairs = [(name, before.fields.get(name, "–"), after.fields.get(name, "–")) for name in names]
    details = tuple(
        say(f"plan.field.{name}", value=say("plan.say.was", old=old, new=new)) for name, old, new in pairs if old != new
    )
    return Change(after.level, after.key[1], after.name, How.CHANGED, details) if details else None


def _condition(before: Item, after: Item) -> Iterator[Phrase]:
    """Clause by clause; the whole condition when its clauses are the same and only their joining differs."""
    gone = [clause for clause in before.clauses if clause not in after.clauses]
    new = [clause for clause in after.clauses if clause not in before.clauses]
    if not gone and not new:
        yield say("plan.say.was", old=before.fields["when"], new=after.fields["when"])
    for fact, words in gone:
        other = next((clause for clause in new if clause[0] == fact), None)
        if other is None:
            yield say("plan.say.no_longer", clause=words)
        else:
            new.remove(other)
            yield say("plan.say.was", old=words, new=other[1])
    for _, words in new:
        yield say("plan.say.newly", clause=words)


_ORDER = ("", "IV", "III", "II", "I")


def _by_level(change: Change) -> int:
    return _ORDER.index(change.level)


def line_of(change: Change) -> Phrase:
    """A change as one sentence."""
    if change.kind == "level":
        return say(f"plan.change.{change.how.value}_level", level=change.name)
    level = say(f"level.{change.level}") if change.level else say("plan.say.whole")
    details = Text("; ".join(d.get("en") for d in change.details), "；".join(d.get("zh") for d in change.details))
    if change.how is How.CHANGED and change.kind in ("when", "general"):
        return say(f"plan.change.{change.kind}", level=level, details=details)
    code = f"plan.change.{change.how.value}" if change.details else f"plan.change.{change.how.value}_bare"
    return say(code, level=level, kind=say(f"plan.kind_of.{change.kind}"), name=change.name, details=details)


def line_difference(before: str, after: str) -> list[str]:
    """The lines that differ with a few around them, marked ``+``, ``-`` and blank; ``…`` stands for those left out."""
    made = difflib.unified_diff(before.splitlines(), after.splitlines(), n=AROUND, lineterm="")
    return ["…" if line.startswith("@@") else line for line in made if not line.startswith(("---", "+++"))]
