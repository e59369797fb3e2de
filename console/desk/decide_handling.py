"""Decisions about who settles a case: the grid, a joint team, lead and assist, the ladder, another service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.board.lights import next_cards
from console.desk.ground import all_ended, incident_of, must_follow, must_say, open_incident
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Handling, Incident
from console.model.words import Stage, Tier
from console.phrase import say


def _assign(command: c.AssignHandling, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    if incident.stage is not Stage.DISPATCHED:
        must_follow(incident, Stage.DISPATCHED)
    if incident.stage is Stage.VERIFIED:
        raise Refused(say("desk.reopen_instead", incident=incident.number))
    if command.tier.rank > incident.tier.rank:
        must_say(command.reason)
    lead = _lead(command, board, incident)
    for department in command.assisting:
        if department not in board.district.departments:
            raise Refused(say("desk.no_department", department=department))
    if lead in command.assisting or len(set(command.assisting)) < len(command.assisting):
        raise Refused(say("desk.department_twice", incident=incident.number))
    return [e.Pending(incident.number, assigned(board, incident, now, command.tier, lead, command.assisting,
                                                command.reason))]  # fmt: skip


def _lead(command: c.AssignHandling, board: Board, incident: Incident) -> str:
    if command.tier is Tier.GRID:
        if command.lead or command.assisting:
            raise Refused(say("desk.grid_alone", incident=incident.number))
        return grid_post(board, incident)
    lead = command.lead or board.district.catalogue[incident.category].department
    if lead not in board.district.departments:
        raise Refused(say("desk.no_department", department=lead))
    return lead


def grid_post(board: Board, incident: Incident) -> str:
    """The post responsible for the incident's grid; refused when it lies in none."""
    if incident.grid not in board.district.grids:
        raise Refused(say("desk.no_grid", incident=incident.number))
    return board.district.grids[incident.grid].leader


def assigned(
    board: Board, incident: Incident, now: datetime, tier: Tier, lead: str, assisting: tuple[str, ...], reason: str
) -> e.HandlingAssigned:
    """An assignment with the whole of the item's time before it."""
    seconds = board.district.catalogue[incident.category].deadline_s
    due = board.district.casework.due(incident.urgency, now, seconds)
    return e.HandlingAssigned(tier, lead, assisting, due, reason)


def again(board: Board, incident: Incident, now: datetime, reason: str) -> list[e.Pending]:
    """The same assignment anew, its deadline restarted; nothing for a case only teams were ordered to."""
    if incident.handling is None:
        return []
    old = incident.handling
    event = assigned(board, incident, now, incident.tier, old.lead, old.assisting, reason)
    return [e.Pending(incident.number, event)]


def on_the_ladder(board: Board, incident: Incident, now: datetime, rung: int, reason: str) -> e.HandlingAssigned:
    """The assignment to ``rung`` (from 1) of the ladder."""
    step = board.district.casework.ladder[rung - 1]
    tier = board.district.departments[step.department].tier if step.department else Tier.GRID
    lead = step.department or grid_post(board, incident)
    due = board.district.casework.due(incident.urgency, now, step.within_s)
    return e.HandlingAssigned(tier, lead, (), due, reason, rung)


def _climb(command: c.ClimbLadder, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    handling = incident.handling
    ladder = board.district.casework.ladder
    running = handling is not None and incident.stage in (Stage.DISPATCHED, Stage.HANDLING)
    if handling is None or not running or not 0 < handling.rung < len(ladder):
        return []
    if handling.handled_at is not None or now < handling.due_at:
        return []
    reason = say("desk.not_corrected", name=ladder[handling.rung - 1].name).en
    return [e.Pending(incident.number, on_the_ladder(board, incident, now, handling.rung + 1, reason))]


def _handling_of(incident: Incident) -> Handling:
    if incident.handling is None:
        raise Refused(say("desk.not_assigned", incident=incident.number))
    return incident.handling


def _sign(command: c.SignForHandling, board: Board, by: Actor, _now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    if _handling_of(incident).signed_by:
        return []
    must_follow(incident, Stage.HANDLING)
    return [e.Pending(incident.number, e.HandlingSigned(command.unit or by.id))]


def _handled(command: c.ReportHandled, board: Board, by: Actor, _now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    must_say(command.evidence)
    if _handling_of(incident).handled_by:
        return []
    if incident.stage is not Stage.HANDLING:
        raise Refused(say("desk.sign_first", incident=incident.number))
    return [e.Pending(incident.number, e.HandlingReported(command.unit or by.id, command.evidence))]


def _transfer(command: c.TransferIncident, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    incident = incident_of(board, command.incident)
    must_follow(incident, Stage.TRANSFERRED)
    if command.to not in board.district.departments:
        raise Refused(say("desk.no_department", department=command.to))
    if not command.their_number.strip():
        raise Refused(say("desk.their_number_needed", incident=incident.number))
    if board.numbers.get((command.to, command.their_number), incident.number) != incident.number:
        other = board.numbers[command.to, command.their_number]
        raise Refused(say("desk.number_taken", number=command.their_number, incident=other))
    all_ended(board, incident)
    return [
        e.Pending(incident.number, e.IncidentTransferred(command.to, command.their_number.strip(), command.reason))
    ]  # fmt: skip


def _take_back(command: c.TakeBackIncident, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    incident = incident_of(board, command.incident)
    if incident.stage is not Stage.TRANSFERRED:
        raise Refused(say("desk.not_transferred", incident=incident.number))
    return [e.Pending(incident.number, e.IncidentTakenBack(command.reason))]


def _supervise(command: c.RaiseSupervision, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    cards = next_cards(board, incident, now)
    return [e.Pending(incident.number, e.SupervisionRaised(card, incident.stage, tier)) for card, tier in cards]


HANDLING_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.AssignHandling: _assign,
    c.ClimbLadder: _climb,
    c.SignForHandling: _sign,
    c.ReportHandled: _handled,
    c.TransferIncident: _transfer,
    c.TakeBackIncident: _take_back,
    c.RaiseSupervision: _supervise,
}
