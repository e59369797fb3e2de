"""Folding the closed loop: handling, whistles, transfers, merges undone, verification, closing, duty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from console.board.board import Board
from console.frozen import changed
from console.model import events as e
from console.model.incident import Called, Handling, Incident
from console.model.words import Stage

Fold = Callable[[Board, e.Recorded, Any], None]


def _of(board: Board, row: e.Recorded) -> Incident:
    assert row.incident is not None, f"{row.event.kind} belongs to an incident"
    return board.incidents[row.incident]


def _change(board: Board, row: e.Recorded, **changes: Any) -> None:
    incident = _of(board, row)
    board.incidents[incident.number] = changed(incident, changes)


def _handling(board: Board, row: e.Recorded, **changes: Any) -> Handling:
    handling = _of(board, row).handling
    assert handling is not None, f"{row.event.kind} follows an assignment"
    return changed(handling, changes)


def _assigned(board: Board, row: e.Recorded, event: e.HandlingAssigned) -> None:
    handling = Handling(event.lead, event.assisting, row.at, event.due_at, event.rung)
    _change(board, row, stage=Stage.DISPATCHED, tier=event.tier, handling=handling)


def _signed(board: Board, row: e.Recorded, event: e.HandlingSigned) -> None:
    _change(board, row, stage=Stage.HANDLING, handling=_handling(board, row, signed_by=event.by))


def _handled(board: Board, row: e.Recorded, event: e.HandlingReported) -> None:
    done = _handling(board, row, handled_by=event.by, handled_at=row.at, evidence=event.evidence)
    _change(board, row, handling=done)


def _whistled(board: Board, row: e.Recorded, event: e.WhistleBlown) -> None:
    called = {department: Called(event.due_at) for department in event.departments}
    _change(board, row, whistled={**_of(board, row).whistled, **called})


def _reported_in(board: Board, row: e.Recorded, event: e.DepartmentReportedIn) -> None:
    whistled = _of(board, row).whistled
    came = replace(whistled[event.department], came_at=row.at)
    _change(board, row, whistled={**whistled, event.department: came})


def _late(board: Board, row: e.Recorded, event: e.DepartmentLate) -> None:
    whistled = _of(board, row).whistled
    late = replace(whistled[event.department], late=True)
    _change(board, row, whistled={**whistled, event.department: late})


def _transferred(board: Board, row: e.Recorded, event: e.IncidentTransferred) -> None:
    _change(
        board, row, stage=Stage.TRANSFERRED, closed_at=row.at, stage_before=_of(board, row).stage,
        transferred_to=(event.to, event.their_number),
    )  # fmt: skip
    board.numbers[event.to, event.their_number] = _of(board, row).number


def _taken_back(board: Board, row: e.Recorded, _event: e.IncidentTakenBack) -> None:
    _change(board, row, stage=Stage.ACCEPTED, closed_at=None, stage_before=None, handling=None)


def _merged(board: Board, row: e.Recorded, event: e.IncidentMerged) -> None:
    _change(
        board, row, stage=Stage.MERGED, merged_into=event.into, closed_at=row.at, stage_before=_of(board, row).stage
    )  # fmt: skip


def _merge_undone(board: Board, row: e.Recorded, event: e.MergeUndone) -> None:
    _change(board, row, stage=event.stage, merged_into=None, closed_at=None, stage_before=None)
    for report in _of(board, row).reports:
        board.numbers[report.source, report.source_number] = _of(board, row).number


def _moved_back(board: Board, row: e.Recorded, event: e.ReportsMovedBack) -> None:
    incident = _of(board, row)
    left = tuple(r for r in incident.reports if (r.source, r.source_number) not in event.numbers)
    _change(board, row, reports=left, facts={k: v for k, v in incident.facts.items() if k not in event.facts})


def _evidence(board: Board, row: e.Recorded, event: e.EvidenceAdded) -> None:
    _change(board, row, evidence=(*_of(board, row).evidence, (event.reference, event.name)))


def _withdrawn(board: Board, row: e.Recorded, event: e.ReportWithdrawn) -> None:
    _change(board, row, withdrawn=(*_of(board, row).withdrawn, (event.source, event.source_number)))


def _supervised(board: Board, row: e.Recorded, event: e.SupervisionRaised) -> None:
    _change(board, row, card=event.card, cards=_of(board, row).cards + 1)


def _upward(board: Board, row: e.Recorded, event: e.UpwardReported) -> None:
    _change(board, row, upward=(*_of(board, row).upward, (event.report, row.at)))


def _verified(board: Board, row: e.Recorded, _event: e.IncidentVerified) -> None:
    _change(board, row, stage=Stage.VERIFIED, verified_by=row.actor)


def _sent_back(board: Board, row: e.Recorded, _event: e.VerificationFailed | e.IncidentReopened) -> None:
    incident = _of(board, row)
    _change(
        board, row, stage=Stage.DISPATCHED, returns=incident.returns + 1, orders_before=len(incident.orders),
        verified_by="", closed_at=None,
    )  # fmt: skip


def _closed(board: Board, row: e.Recorded, event: e.IncidentClosed) -> None:
    _change(board, row, stage=Stage.CLOSED, closed_at=row.at, remarks=event.summary)


def _reviewed(board: Board, row: e.Recorded, event: e.IncidentReviewed) -> None:
    _change(board, row, stage=Stage.REVIEWED, score=event.score, remarks=event.remarks)


def _duty_offered(board: Board, row: e.Recorded, event: e.DutyOffered) -> None:
    board.duty = replace(board.duty, offered_to=event.to, brief=event.brief, offered_by=row.actor, offered_at=row.at)


def _duty_taken(board: Board, row: e.Recorded, event: e.DutyTaken) -> None:
    board.duty = replace(board.duty, officer=row.actor, since=row.at, brief=event.brief, offered_to="", offered_by="",
                         offered_at=None)  # fmt: skip


CASE_FOLDS: dict[type[e.Event], Fold] = {
    e.HandlingAssigned: _assigned,
    e.HandlingSigned: _signed,
    e.HandlingReported: _handled,
    e.WhistleBlown: _whistled,
    e.DepartmentReportedIn: _reported_in,
    e.DepartmentLate: _late,
    e.IncidentTransferred: _transferred,
    e.IncidentTakenBack: _taken_back,
    e.IncidentMerged: _merged,
    e.MergeUndone: _merge_undone,
    e.ReportsMovedBack: _moved_back,
    e.ReportWithdrawn: _withdrawn,
    e.EvidenceAdded: _evidence,
    e.SupervisionRaised: _supervised,
    e.UpwardReported: _upward,
    e.IncidentVerified: _verified,
    e.VerificationFailed: _sent_back,
    e.IncidentReopened: _sent_back,
    e.IncidentClosed: _closed,
    e.IncidentReviewed: _reviewed,
    e.DutyOffered: _duty_offered,
    e.DutyTaken: _duty_taken,
}
