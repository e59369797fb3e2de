"""Decisions about plans: a text or a withdrawal is proposed by one officer and approved by another (DOMAIN § 4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.desk.ground import must_say
from console.desk.plan_book import known_to
from console.district.plans import read_plan
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor
from console.model.plan import Plan
from console.model.plan_events import PlanApproved, PlanProposed, PlanRejected
from console.model.plan_papers import PlanAct, PlanProposal, Standing, hash_of, standing
from console.phrase import Text, say


def _propose(command: c.ProposePlan, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.note)
    plan = _sound(command.text, board)
    now = _standing(board, plan.id)
    _must_be_free(board, plan.id)
    _must_stand_on(now, command.base_hash)
    text_hash = hash_of(command.text)
    if now is not None and not now.withdrawn and now.content_hash == text_hash:
        raise Refused(say("desk.plan_same", plan=plan.title))
    versions = [v.proposal.version for v in board.plan_versions.get(plan.id, ())]
    least = max([now.version if now else 0, *versions]) + 1
    if plan.version < least:
        raise Refused(say("desk.plan_version", plan=plan.title, least=least))
    proposal = f"{plan.id}-v{plan.version}-{board.seq + 1}"
    event = PlanProposed(
        proposal, PlanAct.PUBLISH, plan.id, plan.version, plan.title, command.text, text_hash, command.base_hash,
        command.note,
    )  # fmt: skip
    return [e.Pending(None, event)]


def _propose_withdrawal(command: c.ProposeWithdrawal, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.note)
    now = _standing(board, command.plan)
    if now is None or now.withdrawn:
        raise Refused(say("desk.plan_unknown", plan=command.plan))
    _must_be_free(board, command.plan)
    _must_stand_on(now, command.base_hash)
    own = board.plan_ground.written.get(command.plan)
    title = now.approval.proposal.title if now.approval else own.title if own else Text(command.plan)
    proposal = f"{command.plan}-off-{board.seq + 1}"
    event = PlanProposed(
        proposal, PlanAct.WITHDRAW, command.plan, now.version, title, "", now.content_hash, command.base_hash,
        command.note,
    )  # fmt: skip
    return [e.Pending(None, event)]


def _approve(command: c.ApprovePlan, board: Board, by: Actor, _now: datetime) -> list[e.Pending]:
    proposal = _waiting(board, command.proposal)
    if _same_person(by.id, proposal.by):
        raise Refused(say("desk.plan_own", by=proposal.by))
    if command.content_hash != proposal.content_hash:
        raise Refused(say("desk.plan_other_text", plan=proposal.title))
    _must_stand_on(_standing(board, proposal.plan), proposal.base_hash)
    if proposal.act is PlanAct.PUBLISH:
        _sound(proposal.text, board)
    return [e.Pending(None, PlanApproved(proposal.id, proposal.plan, proposal.version, proposal.title))]


def _reject(command: c.RejectPlan, board: Board, by: Actor, _now: datetime) -> list[e.Pending]:
    proposal = _waiting(board, command.proposal)
    if not _same_person(by.id, proposal.by):
        must_say(command.reason)
    event = PlanRejected(proposal.id, proposal.plan, proposal.version, proposal.title, command.reason)
    return [e.Pending(None, event)]


def _standing(board: Board, plan: str) -> Standing | None:
    return standing(plan, board.plan_ground.written, board.plan_versions)


def _same_person(one: str, other: str) -> bool:
    """Written with other capitals or a space more, it is still one person."""
    return one.strip().casefold() == other.strip().casefold()


def _waiting(board: Board, proposal: str) -> PlanProposal:
    if proposal not in board.plan_proposals:
        raise Refused(say("desk.plan_no_proposal"))
    return board.plan_proposals[proposal]


def _must_be_free(board: Board, plan: str) -> None:
    other = next((p for p in board.plan_proposals.values() if p.plan == plan), None)
    if other is not None:
        raise Refused(say("desk.plan_waits", plan=other.title, by=other.by))


def _must_stand_on(now: Standing | None, base_hash: str) -> None:
    if now is None and base_hash:
        raise Refused(say("desk.plan_base_gone"))
    if now is not None and now.content_hash != base_hash:
        raise Refused(say("desk.plan_changed" if base_hash else "desk.plan_id_taken", version=now.version))


def _sound(text: str, board: Board) -> Plan:
    """The plan that ``text`` is; refused with its first mistake and how many more there are."""
    read = read_plan(text.encode("utf-8"), "YAML", known_to(board))
    if read.plan is None:
        raise Refused(say("desk.plan_wrong", problem=read.refused[0].message, count=len(read.refused)))
    return read.plan


PLAN_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.ProposePlan: _propose,
    c.ProposeWithdrawal: _propose_withdrawal,
    c.ApprovePlan: _approve,
    c.RejectPlan: _reject,
}
