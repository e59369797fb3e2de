"""Playing injects: when each is due, and the commands it turns into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.drill.placing import position_of
from console.model import commands as c
from console.model.events import IncidentMerged, OrderIssued, Recorded
from console.model.incident import Incident
from console.model.predicate import fits
from console.model.roads import Slowing
from console.model.scenario import After, Branch, Inject, InjectKind, Scenario
from console.model.words import Posture, Weather
from console.phrase import Text

SENSOR = "sensor"
"""The source that the intake gives sensors' reports."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A fork that was decided: which side, and when."""

    side: bool
    at: datetime


def due(scenario: Scenario, board: Board, now: datetime) -> list[Inject]:
    """Injects not played yet whose time has come, in the script's order."""
    waiting = [inject for inject in scenario.injects if inject.id not in board.injects and not inject.by_hand]
    forks = {branch.id: taken(branch, scenario, board, now) for branch in scenario.branches} if waiting else {}
    return [inject for inject in waiting if _has_come(inject, forks, scenario, board, now)]


def taken(branch: Branch, scenario: Scenario, board: Board, now: datetime) -> Taken | None:
    """Which side of ``branch`` is played, and since when; ``None`` while it is open.

    What happens at the very deadline still counts, so the other side is taken a second later.
    """
    decided = _decided(branch, scenario, board)
    return decided if now > decided.at else None


def _decided(branch: Branch, scenario: Scenario, board: Board) -> Taken:
    """Which side it will be, and when, if no event comes before."""
    latest = scenario.start + timedelta(seconds=branch.by_s)
    met = condition_met(branch.when, scenario, board)
    if met is not None:
        met += timedelta(seconds=branch.when.delay_s)
        if met <= latest:
            return Taken(True, met)
    return Taken(False, latest)


def still_to_come(scenario: Scenario, board: Board, now: datetime) -> bool:
    """Whether an inject that the script itself plays was not played yet and still can be."""
    waiting = [inject for inject in scenario.injects if inject.id not in board.injects and not inject.by_hand]
    forks = {branch.id: taken(branch, scenario, board, now) for branch in scenario.branches} if waiting else {}
    for inject in waiting:
        fork = forks.get(inject.branch)
        if fork is None or fork.side is inject.side:
            return True
    return False


def _has_come(
    inject: Inject, forks: Mapping[str, Taken | None], scenario: Scenario, board: Board, now: datetime
) -> bool:
    begins = scenario.start
    if inject.branch:
        fork = forks[inject.branch]
        if fork is None or fork.side is not inject.side:
            return False
        begins = fork.at
    if inject.at_s is not None:
        return now >= begins + timedelta(seconds=inject.at_s)
    assert inject.after is not None, "an inject that is not played by hand has an offset or a condition"
    met = condition_met(inject.after, scenario, board)
    return met is not None and now > met and now >= met + timedelta(seconds=inject.after.delay_s)


def moments(waiting: Sequence[Inject], scenario: Scenario, board: Board, now: datetime) -> Iterator[datetime]:
    """Lower bounds for when each of ``waiting`` comes, or the fork it belongs to is decided, if no event comes before.

    One whose condition is not met waits for an event, not for time; one on the side not taken never comes.
    """
    names = {inject.branch for inject in waiting}
    forks = {branch.id: _decided(branch, scenario, board) for branch in scenario.branches if branch.id in names}
    for inject in waiting:
        fork = forks.get(inject.branch)
        if fork is not None and now <= fork.at:
            yield fork.at
        elif fork is None or fork.side is inject.side:
            yield from _moment(inject, scenario.start if fork is None else fork.at, scenario, board)


def _moment(inject: Inject, begins: datetime, scenario: Scenario, board: Board) -> Iterator[datetime]:
    if inject.at_s is not None:
        yield begins + timedelta(seconds=inject.at_s)
    elif inject.after is not None:
        met = condition_met(inject.after, scenario, board)
        if met is not None:
            yield met + timedelta(seconds=inject.after.delay_s)


def condition_met(after: After, scenario: Scenario, board: Board) -> datetime | None:
    """When the condition came true; ``None`` while it has not."""
    if after.incident:
        number = incident_of(scenario, board, after.incident)
        rows = board.history.get(number, []) if number is not None else []
    else:
        rows = [row for rows in board.history.values() for row in rows if row.event.kind == after.kind]
        rows.sort(key=_by_seq)
    seen = [row.at for row in rows if row.event.kind == after.kind and _fits(row, after, board)]
    return seen[after.count - 1] if len(seen) >= after.count else None


def _fits(row: Recorded, after: After, board: Board) -> bool:
    if not after.where:
        return True
    order = getattr(row.event, "order", "")
    rows = board.history.get(row.incident, ()) if order else ()
    issued = (r.event for r in rows if isinstance(r.event, OrderIssued) and r.event.order == order)
    return fits(row.event, after.where, next(issued, None))


def _by_seq(row: Recorded) -> int:
    return row.seq


def incident_of(scenario: Scenario, board: Board, inject: str) -> int | None:
    """The incident that a reporting inject's report belongs to now, mergers followed."""
    effect = next(i.effect for i in scenario.injects if i.id == inject)
    if effect["kind"] == InjectKind.SENSOR:
        begins = sensor_number(effect)
        found = (n for (source, number), n in board.numbers.items() if source == SENSOR and number.startswith(begins))
        return next(found, None)
    return board.numbers.get((effect["source"], effect["number"]))


def incident_at(scenario: Scenario, board: Board, inject: str, at: datetime) -> Incident | None:
    """The incident that the report of ``inject`` belonged to at ``at``, a moment that is over."""
    number = _opened_by(scenario, board, inject)
    while number is not None:
        merged = [row for row in board.history[number] if isinstance(row.event, IncidentMerged) and row.at <= at]
        into = board.incidents[number].merged_into
        if not merged or into is None:
            return board.incidents[number]
        number = into
    return None


def _opened_by(scenario: Scenario, board: Board, inject: str) -> int | None:
    effect = next(i.effect for i in scenario.injects if i.id == inject)
    for number, incident in board.incidents.items():
        for report in incident.reports:
            if effect["kind"] == InjectKind.SENSOR:
                is_it = report.source == SENSOR and report.source_number.startswith(sensor_number(effect))
            else:
                is_it = (report.source, report.source_number) == (effect["source"], effect["number"])
            if is_it:
                return number
    return None


def sensor_number(effect: Mapping[str, Any]) -> str:
    """How the numbers of a sensor's reports begin (the intake's own form)."""
    return f"{effect['sensor']}/{effect['measures']}@"


def commands_of(inject: Inject, scenario: Scenario, board: Board, now: datetime) -> list[c.Command]:
    """What ``inject`` makes somebody say to the desk; effects on the simulated world need no command."""
    effect = inject.effect
    if inject.kind is InjectKind.REPORT:
        return [_report(effect, now)]
    if inject.kind in (InjectKind.FACT, InjectKind.HAND_BACK):
        number = incident_of(scenario, board, effect["incident"])
        if number is None:
            return []
        if inject.kind is InjectKind.HAND_BACK:
            return [c.TakeBackIncident(number, effect["reason"])]
        return [c.SetFact(number, effect["fact"], effect["value"])]
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
