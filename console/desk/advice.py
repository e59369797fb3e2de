"""From advice to commands: what an officer would submit to do as recommended."""

from __future__ import annotations

from console.board.board import Board
from console.model.commands import Assignment, IssueOrders
from console.model.incident import Incident
from console.model.recommendation import Recommendation
from console.model.words import OrderStatus

_FELL_AWAY = (OrderStatus.DECLINED, OrderStatus.LAPSED, OrderStatus.CANCELLED)


def as_recommended(recommendation: Recommendation, board: Board) -> IssueOrders | None:
    """The command that sends every team recommended now; ``None`` when there is nobody to send."""
    incident = board.incidents[recommendation.incident]
    fallen = _unreplaced(board, incident)
    wanted = tuple(
        Assignment(
            fill.team, row.need, fill.capability, fill.eta_s, fill.via_depot, fill.loads, fill.penalty,
            fallen.pop(row.need, ""), fill.taken_from,
        )
        for row, fill in recommendation.new_fills
    )  # fmt: skip
    return IssueOrders(incident.number, recommendation, wanted) if wanted else None


def _unreplaced(board: Board, incident: Incident) -> dict[str, str]:
    """By need, the last order that fell away."""
    return {o.need: o.id for o in board.orders_of(incident) if o.status in _FELL_AWAY}
