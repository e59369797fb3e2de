"""Folding: one event at a time changes the board. The same events always give the same board."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.board.board import Board, Closure, Declared, Shelf, Slowed
from console.board.fold_cases import CASE_FOLDS
from console.board.fold_orders import ORDER_FOLDS
from console.board.fold_plans import PLAN_FOLDS
from console.board.fold_stock import STOCK_FOLDS
from console.frozen import changed
from console.model import events as e
from console.model.incident import Incident, Report
from console.model.words import Stage, Urgency

Fold = Callable[[Board, e.Recorded, Any], None]


def fold(board: Board, recorded: e.Recorded) -> None:
    """Take one journal row into the board; rows must come in ``seq`` order, none left out."""
    if recorded.seq != board.seq + 1:
        raise ValueError(f"row {recorded.seq} does not follow row {board.seq}")
    fold_in(board, recorded)


def fold_in(board: Board, recorded: e.Recorded) -> None:
    """As :func:`fold`, for rows of which some that came between are left out; those of one incident must be whole."""
    before = board.incidents[recorded.incident].stage if recorded.incident in board.incidents else None
    FOLDS[type(recorded.event)](board, recorded, recorded.event)
    board.seq, board.hash, board.at = recorded.seq, recorded.hash, recorded.at
    board.history.setdefault(recorded.incident, []).append(recorded)
    if recorded.incident is not None:
        incident = board.incidents[recorded.incident]
        since = recorded.at if incident.stage is not before else incident.stage_since
        card = None if incident.stage is not before else incident.card
        board.incidents[recorded.incident] = changed(
            incident, {"version": recorded.version, "stage_since": since, "card": card}
        )


def _change(board: Board, recorded: e.Recorded, **changes: Any) -> None:
    number = recorded.incident
    assert number is not None, f"{recorded.event.kind} belongs to an incident"
    board.incidents[number] = changed(board.incidents[number], changes)


def _incident(board: Board, recorded: e.Recorded) -> Incident:
    assert recorded.incident is not None, f"{recorded.event.kind} belongs to an incident"
    return board.incidents[recorded.incident]


def _opened(board: Board, _recorded: e.Recorded, event: e.SessionOpened) -> None:
    board.session = event


def _posture(board: Board, recorded: e.Recorded, event: e.PostureSet) -> None:
    board.posture, board.posture_since = event.posture, recorded.at


def _roster(board: Board, recorded: e.Recorded, event: e.RosterChanged) -> None:
    for team in dict.fromkeys(turn.team for turn in event.turns):
        standing = [turn for turn in board.roster.get(team, ()) if turn.end > recorded.at]
        board.roster[team] = (*standing, *(turn for turn in event.turns if turn.team == team))


def _injected(board: Board, recorded: e.Recorded, event: e.DrillInjected) -> None:
    board.injects[event.inject] = recorded


def _reported(board: Board, recorded: e.Recorded, event: e.IncidentReported) -> None:
    assert recorded.incident is not None
    board.incidents[recorded.incident] = Incident(
        number=recorded.incident, version=0, stage=Stage.REPORTED, urgency=event.urgency, severity=event.severity,
        tier=event.tier, category=event.category, place=event.place, position=event.position, grid=event.grid,
        reports=(event.report,), reported_at=recorded.at, facts=dict(event.facts),
    )  # fmt: skip
    board.last_number = max(board.last_number, recorded.incident)
    _remember(board, event.report, recorded.incident)


def _remember(board: Board, report: Report, incident: int) -> None:
    board.numbers[(report.source, report.source_number)] = incident
    machine, slash, _ = report.source_number.rpartition("/")
    if slash:
        board.origins[(report.source, machine, board.incidents[incident].category)] = incident


def _report_added(board: Board, recorded: e.Recorded, event: e.ReportAdded) -> None:
    incident = _incident(board, recorded)
    reports = (*incident.reports, event.report)
    _change(board, recorded, reports=reports, facts={**incident.facts, **event.facts})
    _remember(board, event.report, incident.number)


def _accepted(board: Board, recorded: e.Recorded, event: e.IncidentAccepted) -> None:
    emergency = event.urgency is Urgency.EMERGENCY
    _change(
        board, recorded, stage=Stage.ACCEPTED, category=event.category, urgency=event.urgency,
        severity=event.severity, tier=event.tier, place=event.place, position=event.position, grid=event.grid,
        accepted_at=_incident(board, recorded).accepted_at or recorded.at, t0=recorded.at if emergency else None,
    )  # fmt: skip


def _rejected(board: Board, recorded: e.Recorded, event: e.IncidentRejected) -> None:
    _change(board, recorded, stage=Stage.REJECTED, closed_at=recorded.at, remarks=event.reason)


def _fact(board: Board, recorded: e.Recorded, event: e.FactSet) -> None:
    _change(board, recorded, facts={**_incident(board, recorded).facts, event.fact: event.value})


def _plan(board: Board, recorded: e.Recorded, event: e.PlanChosen) -> None:
    _change(board, recorded, plan=event.plan, answers=event.answers)


def _raised(board: Board, recorded: e.Recorded, event: e.LevelRaised) -> None:
    _change(board, recorded, plan=event.plan)


def _recommended(board: Board, recorded: e.Recorded, event: e.RecommendationUsed) -> None:
    _change(board, recorded, offered=event.offered)


def _notified(board: Board, recorded: e.Recorded, event: e.DepartmentNotified) -> None:
    _change(board, recorded, notified=(*_incident(board, recorded).notified, event.department))


def _step(board: Board, recorded: e.Recorded, event: e.StepDone) -> None:
    _change(board, recorded, steps_done={**_incident(board, recorded).steps_done, event.step: recorded.at})


def _mark_met(board: Board, recorded: e.Recorded, event: e.MarkMet) -> None:
    _change(board, recorded, mark_met={**_incident(board, recorded).mark_met, event.mark: recorded.at})


def _mark_missed(board: Board, recorded: e.Recorded, event: e.MarkMissed) -> None:
    _change(board, recorded, mark_missed={**_incident(board, recorded).mark_missed, event.mark: recorded.at})


def _out(board: Board, _recorded: e.Recorded, event: e.TeamOutOfService) -> None:
    board.out_of_service[event.team] = event.reason


def _in(board: Board, _recorded: e.Recorded, event: e.TeamInService) -> None:
    board.out_of_service.pop(event.team, None)


def _road_closed(board: Board, recorded: e.Recorded, event: e.RoadClosed) -> None:
    for road in event.roads:
        board.closed_roads[road] = Closure(event.name, event.reason, recorded.at)


def _road_opened(board: Board, _recorded: e.Recorded, event: e.RoadOpened) -> None:
    for road in event.roads:
        board.closed_roads.pop(road, None)


def _road_slowed(board: Board, recorded: e.Recorded, event: e.RoadSlowed) -> None:
    board.slowings[event.slowing.id] = Slowed(event.slowing, event.reason, recorded.at)


def _slowing_ended(board: Board, _recorded: e.Recorded, event: e.SlowingEnded) -> None:
    board.slowings.pop(event.slowing, None)


def _weather(board: Board, recorded: e.Recorded, event: e.WeatherDeclared) -> None:
    board.weather = Declared(event.weather, event.reason, recorded.at)


def _alarm_seen(board: Board, recorded: e.Recorded, event: e.AlarmAcknowledged) -> None:
    board.alarms_seen[event.alarm] = (recorded.actor, recorded.at)


def _alarm_shelved(board: Board, recorded: e.Recorded, event: e.AlarmShelved) -> None:
    board.alarms_shelved = {
        name: shelf for name, shelf in board.alarms_shelved.items() if name != event.alarm and shelf.until > recorded.at
    }
    if event.until > recorded.at:
        board.alarms_shelved[event.alarm] = Shelf(event.until, event.reason, recorded.actor)


FOLDS: dict[type[e.Event], Fold] = {
    e.SessionOpened: _opened,
    e.PostureSet: _posture,
    e.RosterChanged: _roster,
    e.DrillInjected: _injected,
    e.IncidentReported: _reported,
    e.ReportAdded: _report_added,
    e.IncidentAccepted: _accepted,
    e.IncidentRejected: _rejected,
    e.FactSet: _fact,
    e.PlanChosen: _plan,
    e.LevelRaised: _raised,
    e.RecommendationUsed: _recommended,
    e.DepartmentNotified: _notified,
    e.StepDone: _step,
    e.MarkMet: _mark_met,
    e.MarkMissed: _mark_missed,
    e.TeamOutOfService: _out,
    e.TeamInService: _in,
    e.RoadClosed: _road_closed,
    e.RoadOpened: _road_opened,
    e.RoadSlowed: _road_slowed,
    e.SlowingEnded: _slowing_ended,
    e.WeatherDeclared: _weather,
    e.AlarmAcknowledged: _alarm_seen,
    e.AlarmShelved: _alarm_shelved,
    **ORDER_FOLDS,
    **CASE_FOLDS,
    **PLAN_FOLDS,
    **STOCK_FOLDS,
}
