"""What came from outside after a moment of a journal, to come again at the same times in an exercise from there.

Reports, facts, roads, weather, the roster, teams out of service, the posture, and what a script did to the simulated
world. What officers decided and what teams did is not among it: that is what the exercise is about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from console.board.board import Board
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Report

Key = tuple[str, str]
Make = Callable[[Board], c.Command | None]


class Happening(NamedTuple):
    """One thing from outside: when, by whom, and the command for it on a board (``None``: it has no place there)."""

    at: datetime
    by: Actor
    make: Make
    cause: str = ""


@dataclass(frozen=True)
class Outside:
    """Everything from outside, in the order of its times. Nothing is remembered: asked again it says the same."""

    happenings: tuple[Happening, ...] = ()

    def due(self, board: Board, now: datetime) -> list[tuple[Actor, c.Command, str]]:
        """What comes in the second that ends ``now``: who, what, and its cause."""
        begun = now - timedelta(seconds=1)
        mine = [one for one in self.happenings if begun < one.at <= now]
        made = [(one, one.make(board)) for one in mine]
        return [(one.by, command, one.cause) for one, command in made if command is not None]

    def going_on(self, board: Board) -> Outside:
        """For a what-if that was stopped within a second: without what of its last second is on ``board`` already.

        Only what would be written twice is taken out; everything else adds nothing when it comes again.
        """
        rows = [row for kept in board.history.values() for row in kept if row.at == board.at]
        left = tuple(one for one in self.happenings if one.at > (board.at or one.at) or not _is_done(one, board, rows))
        return Outside(left)

    def is_over(self, now: datetime) -> bool:
        """Whether nothing more is to come."""
        return not self.happenings or self.happenings[-1].at <= now

    def ahead(self, now: datetime) -> Iterator[datetime]:
        """When the next thing after ``now`` comes."""
        yield from (one.at for one in self.happenings[bisect_right(self.happenings, now, key=_at) :][:1])

    def with_more(self, more: Sequence[Happening]) -> Outside:
        """These too; of one moment the new ones come first."""
        return Outside(tuple(sorted((*more, *self.happenings), key=_at)))


def _is_done(one: Happening, board: Board, rows: Sequence[e.Recorded]) -> bool:
    """Whether ``rows`` of one second hold what ``one`` writes each time that it comes."""
    made = one.make(board)
    mine = [row for row in rows if (row.actor, row.seat, row.cause) == (one.by.id, one.by.seat, one.cause)]
    if isinstance(made, c.ChangeRoster):
        return any(isinstance(row.event, e.RosterChanged) and set(row.event.turns) <= set(made.turns) for row in mine)
    if isinstance(made, c.SetFact):
        return any(row.incident == made.incident and row.event == e.FactSet(made.fact, made.value) for row in mine)
    return False


def _at(happening: Happening) -> datetime:
    return happening.at


def outside_of(rows: Sequence[e.Recorded], numbers: Mapping[int, Key]) -> Outside:
    """What came from outside in ``rows``; ``numbers`` are the first reports of incidents known before them."""
    known = dict(numbers)
    found = []
    for row in rows:
        if isinstance(row.event, e.IncidentReported) and row.incident is not None:
            known[row.incident] = (row.event.report.source, row.event.report.source_number)
        make = _make(row, known)
        if make is not None:
            found.append(Happening(row.at, Actor(row.actor, row.seat), make, row.cause))
    return Outside(tuple(sorted(found, key=_at)))


def _make(row: e.Recorded, known: Mapping[int, Key]) -> Make | None:
    event, key = row.event, known.get(row.incident) if row.incident is not None else None
    if isinstance(event, e.IncidentReported):
        report, place, position = event.report, event.place, event.position
        return _Same(_report(report, category=event.category, place=place, position=position, facts=event.facts))
    if isinstance(event, e.ReportAdded) and key is not None:
        return _Same(_report(event.report, facts=event.facts, follows=(key,)))
    if isinstance(event, e.FactSet) and key is not None:
        return _Known(key, event.fact, event.value)
    command = _said_again(event)
    return _Same(command) if command is not None else None


def _said_again(event: e.Event) -> c.Command | None:
    match event:
        case e.RoadClosed(roads, name, reason):
            return c.CloseRoad(roads, name, reason)
        case e.RoadOpened(roads):
            return c.OpenRoad(roads)
        case e.RoadSlowed(slowing, reason):
            return c.SlowRoad(slowing, reason)
        case e.SlowingEnded(slowing):
            return c.EndSlowing((slowing,))
        case e.WeatherDeclared(weather, reason):
            return c.DeclareWeather(weather, reason)
        case e.TeamOutOfService(team, reason):
            return c.TakeTeamOut(team, reason)
        case e.TeamInService(team):
            return c.BringTeamBack(team)
        case e.RosterChanged(turns):
            return c.ChangeRoster(turns)
        case e.PostureSet(posture, reason):
            return c.SetPosture(posture, reason)
        case e.DrillInjected(inject, note, effect):
            return c.PlayInject(inject, note, effect)
    return None


def same(command: c.Command) -> Make:
    """The command as it is, on any board."""
    return _Same(command)


@dataclass(frozen=True)
class _Same:
    command: c.Command

    def __call__(self, _board: Board) -> c.Command:
        return self.command


@dataclass(frozen=True)
class _Known:
    """A fact of the incident that has this report; none where it was not reported."""

    key: Key
    fact: str
    value: Any

    def __call__(self, board: Board) -> c.Command | None:
        number = board.numbers.get(self.key)
        return None if number is None else c.SetFact(number, self.fact, self.value)


def _report(report: Report, **more: Any) -> c.ReportIncident:
    """A report as it came: the same number twice is one report, one that followed another follows it again."""
    return c.ReportIncident(report.source, report.source_number, report.text, report.occurred_at, **more)
