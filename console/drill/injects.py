"""Playing injects: when each is due, and the commands it turns into."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.drill.script import position_of
from console.model import commands as c
from console.model.roads import Slowing
from console.model.scenario import After, Inject, InjectKind, Scenario
from console.model.words import Posture, Weather
from console.phrase import Text


def due(scenario: Scenario, board: Board, now: datetime) -> list[Inject]:
    """Injects not played yet whose time has come, in the script's order."""
    waiting = [inject for inject in scenario.injects if inject.id not in board.injects]
    return [inject for inject in waiting if _has_come(inject, scenario, board, now)]


def _has_come(inject: Inject, scenario: Scenario, board: Board, now: datetime) -> bool:
    if inject.at_s is not None:
        return now >= scenario.start + timedelta(seconds=inject.at_s)
    assert inject.after is not None, "a script's inject has an offset or a condition"
    met = condition_met(inject.after, scenario, board)
    return met is not None and now > met and now >= met + timedelta(seconds=inject.after.delay_s)


def condition_met(after: After, scenario: Scenario, board: Board) -> datetime | None:
    """When the condition came true; ``None`` while it has not."""
    if after.incident:
        number = incident_of(scenario, board, after.incident)
        rows = board.history.get(number, []) if number is not None else []
    else:
        rows = sorted((row for rows in board.history.values() for row in rows), key=_by_seq)
    seen = [row.at for row in rows if row.event.kind == after.kind]
    return seen[after.count - 1] if len(seen) >= after.count else None


def _by_seq(row: Any) -> int:
    return int(row.seq)


def incident_of(scenario: Scenario, board: Board, inject: str) -> int | None:
    """The incident that a report inject's report belongs to now, mergers followed."""
    effect = next(i.effect for i in scenario.injects if i.id == inject)
    return board.numbers.get((effect.get("source", ""), effect.get("number", "")))


def commands_of(inject: Inject, scenario: Scenario, board: Board, now: datetime) -> list[c.Command]:
    """What ``inject`` makes somebody say to the desk; effects on the simulated world need no command."""
    effect = inject.effect
    if inject.kind is InjectKind.REPORT:
        return [_report(effect, now)]
    if inject.kind is InjectKind.FACT:
        number = incident_of(scenario, board, effect["incident"])
        return [] if number is None else [c.SetFact(number, effect["fact"], effect["value"])]
    if inject.kind is InjectKind.CLOSE_ROAD:
        return [c.CloseRoad(tuple(effect["roads"]), Text(**effect["name"]), effect["reason"])]
    if inject.kind is InjectKind.OPEN_ROAD:
        return [c.OpenRoad(tuple(effect["roads"]))]
    if inject.kind is InjectKind.SLOW:
        return [c.SlowRoad(_slowing(inject), effect["reason"])]
    if inject.kind is InjectKind.UNSLOW:
        return [c.EndSlowing((effect["inject"],))]
    if inject.kind is InjectKind.WEATHER:
        return [c.DeclareWeather(Weather(effect["weather"]), effect["reason"])]
    if inject.kind is InjectKind.TEAM_OUT:
        return [c.TakeTeamOut(effect["team"], effect["reason"])]
    if inject.kind is InjectKind.TEAM_BACK:
        return [c.BringTeamBack(effect["team"])]
    if inject.kind is InjectKind.POSTURE:
        return [c.SetPosture(Posture(effect["posture"]), effect["reason"])]
    return []


def _slowing(inject: Inject) -> Slowing:
    """The slowing a script asks for; the inject's id is its id."""
    effect = inject.effect
    name = Text(**effect["name"])
    return Slowing(inject.id, effect["factor"], tuple(effect["roads"]), tuple(effect["classes"]), name=name)


def _report(effect: Any, now: datetime) -> c.ReportIncident:
    return c.ReportIncident(
        effect["source"], effect["number"], effect["text"], now, effect["category"], effect["place"],
        position_of(effect), effect["facts"],
    )  # fmt: skip
