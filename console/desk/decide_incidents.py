"""Decisions about incidents: from acceptance to the review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.desk.decide_handling import again, on_the_ladder
from console.desk.ground import all_ended, incident_of, must_follow, must_say, open_incident
from console.desk.plan_book import can_be_read
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Incident
from console.model.marks import limit_s, limits_of
from console.model.plan import PlanInForce
from console.model.plan_papers import standing
from console.model.words import OrderStatus, Stage, Urgency
from console.phrase import say

WORST_SCORE, BEST_SCORE = 1, 5


def _accept(command: c.AcceptIncident, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    raised = command.urgency is Urgency.EMERGENCY and not incident.is_emergency and incident.stage is Stage.ACCEPTED
    if not raised:
        must_follow(incident, Stage.ACCEPTED)
    category = command.category or incident.category
    if not category:
        raise Refused(say("desk.category_needed", incident=incident.number))
    if category not in board.district.catalogue:
        raise Refused(say("desk.no_category", category=category))
    position = command.position or incident.position
    accepted = e.IncidentAccepted(
        category, command.urgency, command.severity or incident.severity,
        board.district.catalogue[category].tier, command.place or incident.place, position, board.grid_of(position),
    )  # fmt: skip
    return [e.Pending(incident.number, accepted), *_itself(board, incident, accepted, now)]


def _itself(board: Board, incident: Incident, accepted: e.IncidentAccepted, now: datetime) -> list[e.Pending]:
    """A routine item that may dispatch itself goes straight to the first rung of the ladder (DOMAIN § 1, Xiaohe)."""
    item = board.district.catalogue[accepted.category]
    routine = accepted.urgency is Urgency.ROUTINE and item.may_dispatch_itself
    if not routine or not board.district.casework.ladder or accepted.grid not in board.district.grids:
        return []
    placed = replace(incident, grid=accepted.grid, urgency=accepted.urgency, category=accepted.category)
    return [e.Pending(incident.number, on_the_ladder(board, placed, now, 1, ""))]


def _reject(command: c.RejectIncident, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    incident = incident_of(board, command.incident)
    must_follow(incident, Stage.REJECTED)
    all_ended(board, incident)
    return [e.Pending(incident.number, e.IncidentRejected(command.reason))]


def _set_fact(command: c.SetFact, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    if incident.facts.get(command.fact) == command.value:
        return []
    return [e.Pending(incident.number, e.FactSet(command.fact, command.value))]


def _choose_plan(command: c.ChoosePlan, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    if incident.stage is Stage.REPORTED:
        raise Refused(say("desk.accept_first", incident=incident.number))
    if incident.orders:
        raise Refused(say("desk.plan_runs", incident=incident.number))
    _must_count(command, board)
    in_force = _at_level(command)
    if incident.plan == in_force:
        return []
    return [e.Pending(incident.number, e.PlanChosen(in_force, command.answers))]


def _must_count(command: c.ChoosePlan, board: Board) -> None:
    """Refuse a version that a seat still showed when another had been approved, or the plan withdrawn."""
    now = standing(command.plan.id, board.plan_ground.written, board.plan_versions)
    if now is None or now.approval is None or (not now.withdrawn and now.content_hash == command.plan.content_hash):
        return
    own = board.plan_ground.written.get(command.plan.id)
    is_file = own is not None and own.content_hash == command.plan.content_hash
    if is_file and not now.withdrawn and not can_be_read(now.approval.proposal.text, board):
        return  # the approved text names what the district no longer has: the file stands in for it
    code = "desk.plan_withdrawn" if now.withdrawn else "desk.plan_newer"
    raise Refused(say(code, plan=command.plan.title, version=now.version))


def _at_level(command: c.ChoosePlan | c.RaiseLevel) -> PlanInForce:
    try:
        return PlanInForce.of(command.plan, command.level)
    except KeyError:
        raise Refused(say("desk.no_level", plan=command.plan.id, level=command.level.value)) from None


def _raise_level(command: c.RaiseLevel, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    incident = open_incident(board, command.incident)
    if incident.plan is None:
        raise Refused(say("desk.no_plan", incident=incident.number))
    if incident.plan.plan != command.plan.id:
        raise Refused(say("desk.other_plan", incident=incident.number, plan=incident.plan.plan))
    if command.level.rank <= incident.plan.level.rank:
        raise Refused(say("desk.level_not_higher", level=incident.plan.level.value))
    return [e.Pending(incident.number, e.LevelRaised(_at_level(command), command.reason))]


def _notify(command: c.NotifyDepartment, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    if command.department not in board.district.departments:
        raise Refused(say("desk.no_department", department=command.department))
    if command.department in incident.notified:
        return []
    return [e.Pending(incident.number, e.DepartmentNotified(command.department))]


def _check_step(command: c.CheckStep, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    if incident.plan is None or command.step not in {step.id for step in incident.plan.steps}:
        raise Refused(say("desk.no_step", incident=incident.number, step=command.step))
    return [] if command.step in incident.steps_done else [e.Pending(incident.number, e.StepDone(command.step))]


def _note_missed(command: c.NoteMissedMark, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    limit = limit_s(limits_of(incident), command.mark)
    stamped = command.mark in incident.mark_met or command.mark in incident.mark_missed
    ended = not incident.is_open or incident.stage is Stage.VERIFIED
    if ended or incident.t0 is None or stamped or (now - incident.t0).total_seconds() <= limit:
        return []
    return [e.Pending(incident.number, e.MarkMissed(command.mark, limit))]


def _verify(command: c.VerifyIncident, board: Board, by: Actor, now: datetime) -> list[e.Pending]:
    must_say(command.note)
    incident = incident_of(board, command.incident)
    must_follow(incident, Stage.VERIFIED)
    all_ended(board, incident)
    if by.id in {order.team for order in board.orders_of(incident) if OrderStatus.ON_SCENE in order.stamps}:
        raise Refused(say("desk.verify_own", who=by.id))
    handling = incident.handling
    if handling is not None and not handling.handled_by:
        raise Refused(say("desk.not_handled", incident=incident.number))
    if handling is not None and by.id in (handling.handled_by, handling.signed_by):
        raise Refused(say("desk.verify_own", who=by.id))
    if command.passed:
        return [e.Pending(incident.number, e.IncidentVerified(command.note))]
    failed = e.Pending(incident.number, e.VerificationFailed(command.note))
    return [failed, *again(board, incident, now, command.note)]


def _close(command: c.CloseIncident, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    must_follow(incident, Stage.CLOSED)
    all_ended(board, incident)
    away = [t for t, order in sorted(board.returning.items()) if order in incident.orders and order in board.aboard]
    if away:
        raise Refused(say("desk.materials_out", incident=incident.number, teams=", ".join(away)))
    return [e.Pending(incident.number, e.IncidentClosed(command.summary))]


def _review(command: c.ReviewIncident, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    must_follow(incident, Stage.REVIEWED)
    if not WORST_SCORE <= command.score <= BEST_SCORE:
        raise Refused(say("desk.score_range", score=command.score))
    return [e.Pending(incident.number, e.IncidentReviewed(command.score, command.remarks))]


def _reopen(command: c.ReopenIncident, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    incident = incident_of(board, command.incident)
    must_follow(incident, Stage.DISPATCHED)
    if incident.stage not in (Stage.VERIFIED, Stage.CLOSED, Stage.REVIEWED):
        raise Refused(say("desk.not_closed", incident=incident.number))
    reopened = e.Pending(incident.number, e.IncidentReopened(command.reason))
    return [reopened, *again(board, incident, now, command.reason)]


INCIDENT_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.AcceptIncident: _accept,
    c.RejectIncident: _reject,
    c.SetFact: _set_fact,
    c.ChoosePlan: _choose_plan,
    c.RaiseLevel: _raise_level,
    c.NotifyDepartment: _notify,
    c.CheckStep: _check_step,
    c.NoteMissedMark: _note_missed,
    c.VerifyIncident: _verify,
    c.CloseIncident: _close,
    c.ReviewIncident: _review,
    c.ReopenIncident: _reopen,
}
