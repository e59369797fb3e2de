"""What runs out first: the order of the queue, and the light on a case (DOMAIN § 6, UX queue)."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.board.board import Board
from console.board.lights import stage_window
from console.model.casework import YELLOW_FROM
from console.model.incident import Incident
from console.model.marks import limit_s, limits_of
from console.model.words import Light, Mark, Stage


def deadline(board: Board, incident: Incident) -> datetime | None:
    """When the catalogue item wants the case settled; ``None`` while its category is unknown."""
    item = board.district.catalogue.get(incident.category)
    return incident.reported_at + timedelta(seconds=item.deadline_s) if item else None


def accept_by(board: Board, incident: Incident) -> datetime:
    """When a report must have been accepted, by the district's rules."""
    rules = board.district.casework
    return rules.due(incident.urgency, incident.reported_at, rules.limits(incident.urgency).accept_s)


def open_marks(incident: Incident) -> tuple[Mark, ...]:
    """The marks of a running 1/3/5 clock that are not met, in their order."""
    if incident.t0 is None or incident.stage is Stage.VERIFIED:
        return ()
    return tuple(mark for mark in Mark if mark not in incident.mark_met)


def runs_out_at(board: Board, incident: Incident) -> tuple[datetime, datetime]:
    """From when to when the time runs that is used up next: acceptance, the next mark, else the stage's deadline."""
    if incident.stage is Stage.REPORTED:
        return incident.reported_at, accept_by(board, incident)
    marks = open_marks(incident)
    if incident.t0 is not None and marks:
        limit = limit_s(limits_of(incident), marks[0])
        return incident.t0, incident.t0 + timedelta(seconds=limit)
    handling = incident.handling
    if handling is not None and handling.handled_at is None:
        return handling.assigned_at, handling.due_at
    clock = stage_window(board, incident) if handling is not None or incident.stage is Stage.VERIFIED else None
    return clock or (incident.reported_at, deadline(board, incident) or accept_by(board, incident))


def light_of(board: Board, incident: Incident, now: datetime) -> Light:
    """Green, yellow from 80 % of the time on, red when it is late."""
    begin, end = runs_out_at(board, incident)
    if now > end:
        return Light.RED
    used = (now - begin).total_seconds() / max(1.0, (end - begin).total_seconds())
    return Light.YELLOW if used >= YELLOW_FROM else Light.GREEN


def in_queue_order(board: Board) -> list[Incident]:
    """Every open incident, emergencies before routine, and among them what runs out first on top."""

    def key(incident: Incident) -> tuple[bool, datetime, int]:
        return not incident.is_emergency, runs_out_at(board, incident)[1], incident.number

    return sorted(board.open_incidents(), key=key)
