"""Decisions about whistles, reports upward, and who has the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.desk.ground import incident_of, must_say, open_incident
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Called, Incident
from console.model.words import UpwardKind
from console.phrase import say

LONGEST_WHISTLE_S = 7 * 86400


def _whistle(command: c.BlowWhistle, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    incident = open_incident(board, command.incident)
    if not command.departments:
        raise Refused(say("desk.nobody_whistled", incident=incident.number))
    if not 0 < command.within_s <= LONGEST_WHISTLE_S:
        raise Refused(say("desk.whistle_time", most=LONGEST_WHISTLE_S // 3600))
    for department in command.departments:
        if department not in board.district.departments:
            raise Refused(say("desk.no_department", department=department))
    waiting = [d for d, called in incident.whistled.items() if called.came_at is None]
    fresh = tuple(dict.fromkeys(d for d in command.departments if d not in waiting))
    if not fresh:
        return []
    due = now + timedelta(seconds=command.within_s)
    return [e.Pending(incident.number, e.WhistleBlown(fresh, due, command.reason))]


def _called(incident: Incident, department: str) -> Called:
    if department not in incident.whistled:
        raise Refused(say("desk.not_whistled", incident=incident.number, department=department))
    return incident.whistled[department]


def _report_in(command: c.ReportIn, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    called = _called(incident, command.department)
    if called.came_at is not None:
        return []
    late = max(0, int((now - called.due_at).total_seconds()))
    return [e.Pending(incident.number, e.DepartmentReportedIn(command.department, late))]


def _note_late(command: c.NoteLateDepartment, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    called = _called(incident, command.department)
    if not incident.is_open or called.came_at is not None or called.late or now <= called.due_at:
        return []
    return [e.Pending(incident.number, e.DepartmentLate(command.department))]


def _upward(command: c.SendUpwardReport, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.text)
    incident = incident_of(board, command.incident)
    sent = {kind for kind, _ in incident.upward}
    if UpwardKind.FINAL in sent:
        raise Refused(say("desk.final_sent", incident=incident.number))
    if command.report is UpwardKind.FIRST and sent:
        raise Refused(say("desk.first_sent", incident=incident.number))
    if command.report is not UpwardKind.FIRST and not sent:
        raise Refused(say("desk.first_first", incident=incident.number))
    return [e.Pending(incident.number, e.UpwardReported(command.report, command.text))]


def _offer(command: c.OfferDuty, board: Board, by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.brief)
    if board.duty.officer and board.duty.officer != by.id:
        raise Refused(say("desk.not_your_duty", officer=board.duty.officer))
    if not command.to.strip() or command.to == by.id:
        raise Refused(say("desk.offer_to_other"))
    return [e.Pending(None, e.DutyOffered(command.to, command.brief))]


def _take(_command: c.TakeDuty, board: Board, by: Actor, _now: datetime) -> list[e.Pending]:
    duty = board.duty
    if duty.officer == by.id and not duty.offered_to:
        return []
    if duty.officer and duty.offered_to != by.id:
        raise Refused(say("desk.not_offered", officer=duty.officer))
    return [e.Pending(None, e.DutyTaken(duty.brief if duty.offered_to else "", duty.officer))]


CALLED_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.BlowWhistle: _whistle,
    c.ReportIn: _report_in,
    c.NoteLateDepartment: _note_late,
    c.SendUpwardReport: _upward,
    c.OfferDuty: _offer,
    c.TakeDuty: _take,
}
