"""Loads the emergency plans of a folder: a wrong file is refused with its line and field, the others load."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from pydantic import ValidationError

from console.district.marked_yaml import MAX_BYTES, Marked, Path, Unreadable, read_marked
from console.district.plan_build import LevelSoFar, condition_of, missing_fields
from console.district.plan_errors import Problem, schema_problems
from console.district.plan_references import Known, condition_problems, level_problems
from console.district.plan_schema import PlanFile
from console.errors import BadPlan
from console.model.facts import FactKind, is_time
from console.model.places import MaterialItem
from console.model.plan import AllOf, Condition, MarkLimits, Plan
from console.model.plan_shelf import PlanShelf, RefusedPlan
from console.phrase import Phrase, Text, say


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What came of one text: the plan, or every mistake; ``marked`` is what could be read in either case."""

    plan: Plan | None
    refused: tuple[RefusedPlan, ...] = ()
    marked: Marked | None = None


def load_plans(
    folder: FilePath,
    *,
    capabilities: Collection[str],
    materials: Mapping[str, MaterialItem],
    departments: Collection[str],
    facts: Mapping[str, FactKind],
) -> PlanShelf:
    """Read every ``*.yaml`` of ``folder`` in file name order; :class:`BadPlan` only when there is no such folder."""
    if not folder.is_dir():
        raise BadPlan(f"{folder}: no such folder; expected a folder of emergency plans (*.yaml)")
    known = Known(capabilities, materials, departments, facts)
    plans: dict[str, Plan] = {}
    refused: list[RefusedPlan] = []
    for file in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        read = _read(file, known)
        if isinstance(read, Plan) and read.id in plans:
            twice = say("plan.expect.new_id", id=read.id, file=plans[read.id].source)
            refused.append(_refusal(file.name, _line_of_id(file), "id", twice))
        elif isinstance(read, Plan):
            plans[read.id] = read
        else:
            refused.extend(read)
    unread = {name: text for name in dict.fromkeys(r.file for r in refused) if (text := _text(folder / name))}
    return PlanShelf(tuple(plans[id_] for id_ in sorted(plans)), tuple(refused), unread)


def _text(file: FilePath) -> str:
    """What a refused file says, as far as it is text; empty when it cannot be read or is too large."""
    try:
        fits = file.is_file() and file.stat().st_size <= MAX_BYTES  # a pipe would be waited for
        return file.read_bytes().decode("utf-8", errors="replace") if fits else ""
    except OSError:
        return ""


def _read(file: FilePath, known: Known) -> Plan | list[RefusedPlan]:
    try:
        if file.exists() and not file.is_file():
            return [_refusal(file.name, 1, "", say("plan.expect.readable", problem="it is not a file"))]
        if file.stat().st_size > MAX_BYTES:
            return [_refusal(file.name, 1, "", say("yaml.expect.size", limit=MAX_BYTES))]
        raw = file.read_bytes()
    except OSError as problem:
        return [_refusal(file.name, 1, "", say("plan.expect.readable", problem=problem.strerror or ""))]
    read = read_plan(raw, file.name, known)
    return read.plan or list(read.refused)


def read_plan(raw: bytes, name: str, known: Known) -> PlanRead:
    """Read a plan from its bytes; ``name`` is what its mistakes are said of."""
    try:
        marked = read_marked(raw)
    except Unreadable as problem:
        return PlanRead(None, (_refusal(name, problem.line, "", problem.expected),))
    try:
        entry = PlanFile.model_validate(marked.value)
    except ValidationError as problem:
        return PlanRead(None, _refusals(name, marked, schema_problems(problem, marked.value)), marked)
    merged = _merged_levels(entry)
    problems = [*_plan_problems(entry, known), *_merge_problems(entry, merged, known)]
    if problems:
        return PlanRead(None, _refusals(name, marked, problems), marked)
    plan = _plan(entry, merged, hashlib.sha256(raw).hexdigest(), name)
    return PlanRead(replace(plan, text=raw.decode("utf-8")), (), marked)


def _merged_levels(entry: PlanFile) -> list[LevelSoFar]:
    so_far = LevelSoFar()
    merged = []
    for level in entry.levels:
        so_far = so_far.raised_by(level)
        merged.append(so_far)
    return merged


def _plan_problems(entry: PlanFile, known: Known) -> Iterator[Problem]:
    if entry.when is not None:
        yield from condition_problems(entry.when, ("when",), known)
    for i, moment in enumerate(entry.hours or ()):
        if not is_time(moment):
            yield ("hours", i), say("plan.expect.time")
    rank = 0
    for i, level in enumerate(entry.levels):
        if level.level.rank <= rank:
            yield ("levels", i, "level"), say("plan.expect.rising")
        rank = max(rank, level.level.rank)
        if level.when is None and entry.when is None:
            yield ("levels", i), say("plan.expect.when")
        if level.when is not None:
            yield from condition_problems(level.when, ("levels", i, "when"), known)
        yield from level_problems(level, ("levels", i), known)


def _merge_problems(entry: PlanFile, merged: Sequence[LevelSoFar], known: Known) -> Iterator[Problem]:
    for i, (level, so_far) in enumerate(zip(entry.levels, merged, strict=True)):
        yield from missing_fields(so_far, level, ("levels", i))
        for j, listed in enumerate(level.materials):
            need = so_far.materials[listed.id]
            item = known.materials.get(need.item or "")
            if item is not None and need.unit is not None and need.unit != item.unit:
                place = ("levels", i, "materials", j, "unit")
                yield place, say("plan.expect.unit", unit=item.unit, item=item.name)


def _whole_condition(entry: PlanFile, level: int) -> Condition:
    written = [when for when in (entry.when, entry.levels[level].when) if when is not None]
    parts = tuple(condition_of(when) for when in written)
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _plan(entry: PlanFile, merged: Sequence[LevelSoFar], content_hash: str, source: str) -> Plan:
    limits = entry.limits
    levels = (so_far.as_level(entry.levels[i].level, _whole_condition(entry, i)) for i, so_far in enumerate(merged))
    return Plan(
        id=entry.id,
        version=entry.version,
        kind=entry.kind,
        title=Text(entry.title.en, entry.title.zh),
        levels=tuple(levels),
        content_hash=content_hash,
        area=frozenset(entry.area),
        hours=(entry.hours[0], entry.hours[1]) if entry.hours else None,
        limits=MarkLimits(limits.profile, limits.start_s, limits.first_arrival_s, limits.reinforcement_s),
        send_next_on_lapse=entry.send_next_on_lapse,
        source=source,
    )


def _line_of_id(file: FilePath) -> int:
    return read_marked(file.read_bytes()).line_of(("id",))


def _refusals(file: str, marked: Marked, problems: Sequence[Problem]) -> tuple[RefusedPlan, ...]:
    made = [_refusal(file, marked.line_of(path), dotted(path), expected, path) for path, expected in problems]
    return tuple(sorted(made, key=_by_place))


def _by_place(refusal: RefusedPlan) -> tuple[int, str]:
    return refusal.line, refusal.field


def _refusal(file: str, line: int, field: str, expected: Phrase, path: Path = ()) -> RefusedPlan:
    if field:
        message = say("plan.refused", file=file, line=line, field=field, expected=expected)
    else:
        message = say("plan.refused_file", file=file, line=line, expected=expected)
    return RefusedPlan(file, line, field, expected, message, path)


def dotted(path: Path) -> str:
    """``levels[0].staff[2].capability`` for the path to it."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown
