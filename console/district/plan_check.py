"""Checks plans against a district: needs no shift can fill, short stock, levels never proposed (DOMAIN § 4.6)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import time
from itertools import combinations, pairwise

from console.district.plans import PlanShelf
from console.model.places import District, Team
from console.model.plan import AllOf, Clause, Condition, Op, Plan, PlanLevel, StaffNeed
from console.phrase import Phrase, say

_LOWER = {Op.AT_LEAST, Op.ABOVE, Op.IS}
_UPPER = {Op.AT_MOST, Op.BELOW, Op.IS}


def check_plans(shelf: PlanShelf, district: District) -> list[Phrase]:
    """What is wrong with the plans of ``shelf`` in ``district``: refused files first, then by plan and level."""
    problems = [refused.message for refused in shelf.refused]
    for plan in shelf.plans:
        problems.extend(_area(plan, district))
        problems.extend(_conditions(plan))
        problems.extend(_falling_counts(plan))
        for level in plan.levels:
            problems.extend(_stock(plan, level, district))
            problems.extend(_staff(plan, level, district))
    return problems


def _area(plan: Plan, district: District) -> Iterator[Phrase]:
    for grid in sorted(plan.area - set(district.grids)):
        yield say("plan.check.grid", plan=plan.title, grid=grid)


def _conditions(plan: Plan) -> Iterator[Phrase]:
    for level in plan.levels:
        for fact, low, high in _contradictions(level.condition):
            yield say("plan.check.never", plan=plan.title, level=level.level, fact=fact, low=low, high=high)
    for lower, higher in combinations(plan.levels, 2):
        if lower.condition == higher.condition:
            yield say("plan.check.same_condition", plan=plan.title, lower=lower.level, higher=higher.level)


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


def _falling_counts(plan: Plan) -> Iterator[Phrase]:
    for below, level in pairwise(plan.levels):
        counts = {need.id: need.count for need in below.staff}
        for need in level.staff:
            if need.count < counts.get(need.id, 0):
                yield say(
                    "plan.check.lower_count",
                    plan=plan.title, level=level.level, need=need.title, count=need.count, below=counts[need.id],
                )  # fmt: skip


def _stock(plan: Plan, level: PlanLevel, district: District) -> Iterator[Phrase]:
    asked: dict[str, int] = defaultdict(int)
    for need in level.materials:
        asked[need.item] += need.quantity
    for item, quantity in asked.items():
        held = sum(depot.stock.get(item, 0) for depot in district.depots.values())
        held += sum(team.carries.get(item, 0) for team in district.teams.values())
        if held < quantity:
            known = district.materials[item]
            yield say(
                "plan.check.stock_short",
                plan=plan.title, level=level.level, item=known.name, unit=known.unit, quantity=quantity, stock=held,
            )  # fmt: skip


def _staff(plan: Plan, level: PlanLevel, district: District) -> Iterator[Phrase]:
    """Needs the teams on duty cannot fill together, at the worst moment of the day for each need."""
    worst: dict[str, tuple[int, time]] = {}
    for moment in _shift_changes(district):
        on_duty = [team for team in district.teams.values() if team.shift.covers(moment)]
        for need, short in _short(level.staff, on_duty).items():
            if short > worst.get(need, (0, moment))[0]:
                worst[need] = (short, moment)
    for staff in level.staff:
        if staff.id in worst:
            short, moment = worst[staff.id]
            yield say(
                "plan.check.staff_short",
                plan=plan.title, level=level.level, need=staff.title, count=staff.count, short=short,
                time=f"{moment:%H:%M}",
            )  # fmt: skip


def _shift_changes(district: District) -> list[time]:
    """The moments between which the teams on duty stay the same."""
    shifts = [team.shift for team in district.teams.values()]
    return sorted({time(0, 0), *(shift.start for shift in shifts), *(shift.end for shift in shifts)})


def _short(needs: Sequence[StaffNeed], teams: Sequence[Team]) -> dict[str, int]:
    """How many of each need stay open when each team fills one need (largest matching, augmenting paths)."""
    places = [need for need in needs for _ in range(need.count)]
    taken: dict[str, int] = {}

    def seat(place: int, seen: set[str]) -> bool:
        for team in teams:
            if team.id in seen or not _can(team, places[place]):
                continue
            seen.add(team.id)
            if team.id not in taken or seat(taken[team.id], seen):
                taken[team.id] = place
                return True
        return False

    short: dict[str, int] = defaultdict(int)
    for place, need in enumerate(places):
        if not seat(place, set()):
            short[need.id] += 1
    return short


def _can(team: Team, need: StaffNeed) -> bool:
    wanted = {need.capability, *(stand_in.capability for stand_in in need.substitutes)}
    return team.crew >= need.crew_min and not wanted.isdisjoint(team.capabilities)
