"""Which shifts cannot fill a plan: by the teams' usual shifts, and by the dated roster of the days that come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from console.analysis.plan_words import Glossary, Said
from console.board.board import Board
from console.board.roster import on_duty
from console.district.plan_check import unfilled
from console.model.places import Team
from console.model.plan import Plan
from console.phrase import Phrase, Text, say

DAYS = 7
"""How far ahead the roster is looked at."""
MOST_SHIFTS = 8
"""A day with more changes of shift than this is told by what differs, not shift by shift."""
NIGHT_FROM, NIGHT_UNTIL, LATE_FROM = 21, 5, 13


@dataclass(frozen=True, slots=True)
class Gap:
    """A need that stays open: ``short`` of its ``count`` teams."""

    level: str
    need: str
    name: Text
    capability: Said
    count: int
    short: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which the same gaps stay open; ``dated`` when the roster makes it differ from the usual shifts."""

    start: datetime
    end: datetime
    gaps: tuple[Gap, ...]
    dated: bool


def usual(plan: Plan, board: Board, now: datetime, words: Glossary) -> list[Stretch]:
    """The stretches of one day, beginning at midnight, by the usual shifts alone; those without a gap are there too."""
    local = board.district.local(now)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    moments = _edges(board, midnight, midnight + timedelta(days=1))
    found = []
    for start, end in pairwise(moments):
        there = [team for team in board.district.teams.values() if team.shift.covers(start.time())]
        found.append(Stretch(start, end, _gaps(plan, there, words), False))
    joined = found if len(found) <= MOST_SHIFTS else _joined(found)
    if len(joined) > 1 and joined[0].gaps == joined[-1].gaps:  # over midnight it is one shift
        last = joined.pop()
        joined[0] = Stretch(last.start - timedelta(days=1), joined[0].end, last.gaps, False)
    return joined


def dated(plan: Plan, board: Board, now: datetime, words: Glossary) -> list[Stretch]:
    """The stretches of the next days in which the roster or a team out of service leaves other gaps than usual."""
    local, teams = board.district.local(now), board.district.teams
    end = local + timedelta(days=DAYS)
    moments = {*_edges(board, local, end)}
    for turns in board.roster.values():
        moments |= {m.astimezone(local.tzinfo) for turn in turns for m in (turn.start, turn.end) if local < m < end}
    found = []
    for start, until in pairwise(sorted(moments)):
        there = [t for t in teams.values() if t.id not in board.out_of_service and on_duty(board, t, start)]
        as_usual = [t for t in teams.values() if t.shift.covers(start.time())]
        if {t.id for t in there} == {t.id for t in as_usual}:
            continue
        gaps = _gaps(plan, there, words)
        if gaps != _gaps(plan, as_usual, words):
            found.append(Stretch(start, until, gaps, True))
    return _joined(found)


def _edges(board: Board, start: datetime, end: datetime) -> list[datetime]:
    """``start``, ``end`` and every usual change of shift between them."""
    found = {start, end}
    clocks = {clock for t in board.district.teams.values() for clock in (t.shift.start, t.shift.end)}
    day = start.date()
    while day <= end.date():
        found |= {m for c in clocks if start < (m := datetime.combine(day, c, start.tzinfo)) < end}
        day += timedelta(days=1)
    return sorted(found)


def _gaps(plan: Plan, teams: Sequence[Team], words: Glossary) -> tuple[Gap, ...]:
    return tuple(_of_levels(plan, teams, words))


def _of_levels(plan: Plan, teams: Sequence[Team], words: Glossary) -> Iterator[Gap]:
    for level in plan.levels:
        short = unfilled(level.staff, teams)
        for need in level.staff:
            if short.get(need.id):
                name = words.capability(need.capability)
                yield Gap(level.level.value, need.id, need.title, name, need.count, short[need.id])


def _joined(found: Sequence[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for stretch in found:
        if joined and joined[-1].end == stretch.start and joined[-1].gaps == stretch.gaps:
            joined[-1] = Stretch(joined[-1].start, stretch.end, stretch.gaps, stretch.dated)
        else:
            joined.append(stretch)
    return joined


def shift_name(stretch: Stretch) -> Phrase:
    """What the stretch is called: a shift by its hours, with the day when the roster makes it differ."""
    hours = f"{stretch.start:%H:%M}–{stretch.end:%H:%M}"
    if stretch.end - stretch.start >= timedelta(days=1):
        code = "day"
    else:
        middle = (stretch.start + (stretch.end - stretch.start) / 2).hour
        night = middle >= NIGHT_FROM or middle < NIGHT_UNTIL
        code = "night" if night else "late" if middle >= LATE_FROM else "early"
    if not stretch.dated:
        return say(f"plan.shift.{code}", hours=hours)
    return say("plan.shift.dated", shift=say(f"plan.shift.{code}", hours=hours), day=f"{stretch.start:%Y-%m-%d}")


def gap_line(gap: Gap) -> Phrase:
    """A gap as one sentence."""
    return say(
        "plan.gap", level=say(f"level.{gap.level}"), short=gap.short, capability=gap.capability, need=gap.name,
        count=gap.count,
    )  # fmt: skip
