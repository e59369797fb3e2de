"""Folding what was decided about plans, and what a what-if begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.board.board import Board
from console.model.branch_events import SessionBranched
from console.model.event_base import Event, Recorded
from console.model.plan_events import PlanApproved, PlanProposed, PlanRejected
from console.model.plan_papers import PlanProposal, PlanVersion


def _proposed(board: Board, recorded: Recorded, event: PlanProposed) -> None:
    board.plan_proposals[event.proposal] = PlanProposal(
        event.proposal, event.act, event.plan, event.version, event.title, event.text, event.content_hash,
        event.base_hash, event.note, recorded.actor, recorded.at,
    )  # fmt: skip


def _approved(board: Board, recorded: Recorded, event: PlanApproved) -> None:
    approved = PlanVersion(board.plan_proposals.pop(event.proposal), recorded.actor, recorded.at)
    before = board.plan_versions.get(event.plan, ())
    # A new mapping: whoever reads plans on another thread keeps a whole one.
    board.plan_versions = {**board.plan_versions, event.plan: (*before, approved)}


def _rejected(board: Board, _recorded: Recorded, event: PlanRejected) -> None:
    board.plan_proposals.pop(event.proposal, None)


def _branched(board: Board, _recorded: Recorded, event: SessionBranched) -> None:
    board.branched = event
    for owner, item, change in event.stock:
        board.stock[owner, item] = board.stock.get((owner, item), 0) + change
    board.last_number = max(board.last_number, event.last_number)


PLAN_FOLDS: dict[type[Event], Callable[[Board, Recorded, Any], None]] = {
    PlanProposed: _proposed,
    PlanApproved: _approved,
    PlanRejected: _rejected,
    SessionBranched: _branched,
}
