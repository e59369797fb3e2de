"""Who is on duty when: the usual shift of a team, and the turns of the roster before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

from console.board.board import Board
from console.model.duty import Turn, turn_at
from console.model.places import Shift, Team
from console.model.words import Posture

LOOKED_AHEAD = timedelta(hours=48)
Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Stint:
    """One unbroken stretch of duty; ``turn`` is the roster's entry behind it, ``None`` for the usual shift."""

    start: datetime
    end: datetime
    turn: Turn | None


def on_duty(board: Board, team: Team, moment: datetime) -> bool:
    """Whether ``team`` is on duty at ``moment``."""
    return _on_duty(board.roster.get(team.id, ()), team.shift, moment, board.district.zone)


def _on_duty(turns: Turns, shift: Shift, moment: datetime, zone: tzinfo) -> bool:
    turn = turn_at(turns, moment)
    return shift.covers(moment.astimezone(zone).time()) if turn is None else turn.on_duty


def road_of(board: Board, team: Team, moment: datetime) -> str:
    """The road ``team`` is responsible for at ``moment``, by its English name; empty when it has none."""
    turn = turn_at(board.roster.get(team.id, ()), moment)
    return (turn.road if turn is not None else "") or team.beat or ""


def stints(board: Board, team: Team, start: datetime, end: datetime) -> tuple[Stint, ...]:
    """The stretches from ``start`` to ``end`` in which ``team`` is on duty, in order, cut where the entry changes."""
    found: list[Stint] = []
    turns = board.roster.get(team.id, ())
    for begin, until in pairwise(_moments(turns, team.shift, (start, end), board.district.zone)):
        turn = turn_at(turns, begin)
        if not on_duty(board, team, begin):
            continue
        if found and found[-1].end == begin and found[-1].turn == turn:
            found[-1] = Stint(found[-1].start, until, turn)
        else:
            found.append(Stint(begin, until, turn))
    return tuple(found)


def changes_at(board: Board, team: Team, now: datetime) -> datetime | None:
    """When ``team`` next comes on or goes off duty; ``None`` when it does neither within two days."""
    return _changes_at(board.roster.get(team.id, ()), team.shift, now, board.district.zone)


@lru_cache(maxsize=512)
def _changes_at(turns: Turns, shift: Shift, now: datetime, zone: tzinfo) -> datetime | None:
    """The same for a roster and a shift: many teams have the same, and a picture asks for each of them."""
    present = _on_duty(turns, shift, now, zone)
    later = _moments(turns, shift, (now, now + LOOKED_AHEAD), zone)[1:-1]
    return next((moment for moment in later if _on_duty(turns, shift, moment, zone) is not present), None)


def call_in_s(board: Board, team: Team) -> int | None:
    """Seconds until ``team`` would be at its base when called in off duty; ``None`` when it cannot be called in."""
    if board.posture is not Posture.EMERGENCY:
        return None
    return board.district.duty.emergency.call_in_s.get(team.kind.value)


def nobody_for(board: Board, moment: datetime) -> tuple[str, ...]:
    """Capabilities that some team has and no team on duty at ``moment``; teams out of service count for nothing."""
    teams = [team for team in board.district.teams.values() if team.id not in board.out_of_service]
    there = {c for team in teams if on_duty(board, team, moment) for c in team.capabilities}
    every = {c for team in board.district.teams.values() for c in team.capabilities}
    return tuple(sorted(every - there))


def next_change(board: Board, now: datetime) -> datetime | None:
    """When the desk next changes hands; ``None`` when the district's rules name no time."""
    return next(_changes(board, now, 1), None)


def last_change(board: Board, now: datetime) -> datetime | None:
    """When the desk last should have changed hands."""
    return next(_changes(board, now, -1), None)


def _changes(board: Board, now: datetime, way: int) -> Iterator[datetime]:
    local = board.district.local(now)
    days = [local.date() + timedelta(days=way * n) for n in range(2)]
    moments = sorted(
        (datetime.combine(day, change, local.tzinfo) for day in days for change in board.district.duty.changes),
        reverse=way < 0,
    )
    yield from (moment for moment in moments if (moment > local if way > 0 else moment <= local))


def _moments(turns: Turns, shift: Shift, span: tuple[datetime, datetime], zone: tzinfo) -> list[datetime]:
    """The start of ``span``, every moment at which something may change, and its end, in order."""
    start, end = span
    found = {start, end}
    for turn in turns:
        found |= {moment for moment in (turn.start, turn.end) if start < moment < end}
    if shift.start != shift.end:
        day = start.astimezone(zone).date() - timedelta(days=1)
        while day <= end.astimezone(zone).date():
            edges = (datetime.combine(day, edge, zone) for edge in (shift.start, shift.end))
            found |= {moment for moment in edges if start < moment < end}
            day += timedelta(days=1)
    return sorted(found)
