"""Checks plans against a district: needs no shift can fill, short stock, levels never proposed (DOMAIN § 4.6)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import time
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from console.district.marked_yaml import Path
from console.model.places import District, Team
from console.model.plan import AllOf, Clause, Condition, Op, Plan, PlanLevel, StaffNeed
from console.model.plan_shelf import PlanShelf
from console.phrase import Phrase, say

_LOWER = {Op.AT_LEAST, Op.ABOVE, Op.IS}
_UPPER = {Op.AT_MOST, Op.BELOW, Op.IS}


def check_plans(shelf: PlanShelf, district: District) -> list[Phrase]:
    """What is wrong with the plans of ``shelf`` in ``district``: refused files first, then by plan and level."""
    problems = [refused.message for refused in shelf.refused]
    for plan in shelf.plans:
        problems.extend(finding.phrase for finding in check_plan(plan, district))
    return problems


class Finding(NamedTuple):
    """What the district cannot give a plan that is sound in itself. ``path`` names a listed entry by its id."""

    path: Path
    phrase: Phrase


def check_plan(plan: Plan, district: District) -> list[Finding]:
    """Everything found about one plan, by level."""
    found = [*_area(plan, district), *_conditions(plan), *_falling_counts(plan)]
    for n, level in enumerate(plan.levels):
        found.extend(Finding(("levels", n, *path), phrase) for path, phrase in _stock(plan, level, district))
        found.extend(Finding(("levels", n, *path), phrase) for path, phrase in _staff(plan, level, district))
    return found


def written_at(path: Path, data: Any) -> Path:
    """The path of a finding in the text: the entry of the level, or of the nearest level below that lists it."""
    if len(path) < 4 or not isinstance(data, dict):
        return path
    levels, (_, level, listed, name) = data.get("levels"), path[:4]
    if not isinstance(levels, list) or not isinstance(level, int):
        return path
    for n in range(min(level, len(levels) - 1), -1, -1):
        entries = levels[n].get(listed) if isinstance(levels[n], dict) else None
        for i, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and entry.get("id") == name:
                return "levels", n, listed, i
    return path[:2]


def _area(plan: Plan, district: District) -> Iterator[Finding]:
    for grid in sorted(plan.area - set(district.grids)):
        yield Finding(("area",), say("plan.check.grid", plan=plan.title, grid=grid))


def _conditions(plan: Plan) -> Iterator[Finding]:
    for n, level in enumerate(plan.levels):
        for fact, low, high in _contradictions(level.condition):
            phrase = say("plan.check.never", plan=plan.title, level=level.level, fact=fact, low=low, high=high)
            yield Finding(("levels", n, "when"), phrase)
    for (n, lower), (_, higher) in combinations(enumerate(plan.levels), 2):
        if lower.condition == higher.condition:
            phrase = say("plan.check.same_condition", plan=plan.title, lower=lower.level, higher=higher.level)
            yield Finding(("levels", n), phrase)


def _contradictions(condition: Condition) -> Iterator[tuple[str, float, float]]:
    """Facts whose bounds, all required together, leave no number."""
    bounds: dict[str, list[Clause]] = defaultdict(list)
    for clause in _required(condition):
        bounds[clause.fact].append(clause)
    for fact, clauses in bounds.items():
        low, low_open = max(
            ((c.value, c.op is Op.ABOVE) for c in clauses if c.op in _LOWER), default=(-math.inf, False)
        )
        high, high_closed = min(
            ((c.value, c.op is not Op.BELOW) for c in clauses if c.op in _UPPER), default=(math.inf, True)
        )
        if low > high or (low == high and (low_open or not high_closed)):
            yield fact, low, high


def _required(condition: Condition) -> Iterator[Clause]:
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _required(part)
    elif isinstance(condition, Clause) and condition.op in _LOWER | _UPPER and _is_number(condition.value):
        yield condition


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _falling_counts(plan: Plan) -> Iterator[Finding]:
    for n, (below, level) in enumerate(pairwise(plan.levels), 1):
        counts = {need.id: need.count for need in below.staff}
        for need in level.staff:
            if need.count < counts.get(need.id, 0):
                phrase = say(
                    "plan.check.lower_count",
                    plan=plan.title, level=level.level, need=need.title, count=need.count, below=counts[need.id],
                )  # fmt: skip
                yield Finding(("levels", n, "staff", need.id), phrase)


def _stock(plan: Plan, level: PlanLevel, district: District) -> Iterator[Finding]:
    asked: dict[str, int] = defaultdict(int)
    for need in level.materials:
        asked[need.item] += need.quantity
    for item, quantity in asked.items():
        held = sum(depot.stock.get(item, 0) for depot in district.depots.values())
        held += sum(team.carries.get(item, 0) for team in district.teams.values())
        if held < quantity:
            known = district.materials[item]
            phrase = say(
                "plan.check.stock_short",
                plan=plan.title, level=level.level, item=known.name, unit=known.unit, quantity=quantity, stock=held,
            )  # fmt: skip
            yield Finding(("materials", next(need.id for need in level.materials if need.item == item)), phrase)


def _staff(plan: Plan, level: PlanLevel, district: District) -> Iterator[Finding]:
    """Needs the teams on duty cannot fill together, at the worst moment of the day for each need."""
    worst: dict[str, tuple[int, time]] = {}
    for moment in _shift_changes(district):
        on_duty = [team for team in district.teams.values() if team.shift.covers(moment)]
        for need, short in unfilled(level.staff, on_duty).items():
            if short > worst.get(need, (0, moment))[0]:
                worst[need] = (short, moment)
    for staff in level.staff:
        if staff.id in worst:
            short, moment = worst[staff.id]
            phrase = say(
                "plan.check.staff_short",
                plan=plan.title, level=level.level, need=staff.title, count=staff.count, short=short,
                time=f"{moment:%H:%M}",
            )  # fmt: skip
            yield Finding(("staff", staff.id), phrase)


def _shift_changes(district: District) -> list[time]:
    """The moments between which the teams on duty stay the same."""
    shifts = [team.shift for team in district.teams.values()]
    return sorted({time(0, 0), *(shift.start for shift in shifts), *(shift.end for shift in shifts)})


def unfilled(needs: Sequence[StaffNeed], teams: Sequence[Team]) -> dict[str, int]:
    """How many of each need stay open when each team fills one need (largest matching, augmenting paths)."""
    alike: dict[tuple[frozenset[str], int], list[int]] = {}
    able = []
    for need in needs:
        asked = frozenset((need.capability, *(stand_in.capability for stand_in in need.substitutes))), need.crew_min
        if asked not in alike:
            alike[asked] = [n for n, team in enumerate(teams) if _can(team, *asked)]
        able.append(alike[asked])
    taken: dict[int, int] = {}  # team -> need

    def seat(need: int, seen: set[int]) -> bool:
        for team in able[need]:
            if team not in seen:
                seen.add(team)
                if team not in taken or seat(taken[team], seen):
                    taken[team] = need
                    return True
        return False

    short: dict[str, int] = {}
    hopeless: set[tuple[int, ...]] = set()  # who once found no place among these teams finds none later
    for n, need in enumerate(needs):
        among = tuple(able[n])
        for filled in range(need.count):
            if among in hopeless or not seat(n, set()):
                hopeless.add(among)
                short[need.id] = need.count - filled
                break
    return short


def _can(team: Team, wanted: frozenset[str], crew_min: int) -> bool:
    return team.crew >= crew_min and not wanted.isdisjoint(team.capabilities)
