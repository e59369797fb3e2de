"""Turning a recommendation, or an officer's own choice from it, into the command that sends the teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from console.board.board import Board
from console.model.commands import Assignment, IssueOrders
from console.model.events import OrderIssued
from console.model.incident import Incident, Order
from console.model.recommendation import Fill, NeedRow, Recommendation
from console.model.words import OrderStatus

FELL_AWAY = (OrderStatus.LAPSED, OrderStatus.DECLINED, OrderStatus.CANCELLED)


class Choice(NamedTuple):
    """One team the officer wants for a need although it was not recommended."""

    team: str
    need: str
    capability: str
    eta_s: int


def unreplaced(board: Board, incident: Incident) -> list[Order]:
    """Orders that lapsed, were declined or called back and that no later order stands in for, oldest first."""
    rows = board.history.get(incident.number, ())
    replaced = {row.event.replaces for row in rows if isinstance(row.event, OrderIssued)}
    now = (board.orders[order] for order in incident.orders_now)
    return [order for order in now if order.status in FELL_AWAY and order.id not in replaced]


def issue_as_recommended(board: Board, offered: Recommendation) -> IssueOrders:
    """Send everybody the recommendation names who is not sent already."""
    incident = board.incidents[offered.incident]
    return IssueOrders(offered.incident, offered, _assignments(board, incident, offered.new_fills))


def issue_instead(
    board: Board, offered: Recommendation, kept: frozenset[str], added: Sequence[Choice], reason: str
) -> IssueOrders:
    """Send the recommended teams in ``kept`` and those in ``added``; ``reason`` says why it differs."""
    incident = board.incidents[offered.incident]
    fills = [(row, fill) for row, fill in offered.new_fills if fill.team in kept]
    own = tuple(Assignment(c.team, c.need, c.capability, c.eta_s) for c in added)
    return IssueOrders(offered.incident, offered, (*_assignments(board, incident, fills), *own), reason)


def _assignments(board: Board, incident: Incident, fills: Sequence[tuple[NeedRow, Fill]]) -> tuple[Assignment, ...]:
    waiting = unreplaced(board, incident)
    wanted = []
    for row, fill in fills:
        gone = next((order for order in waiting if order.need == row.need), None)
        if gone:
            waiting.remove(gone)
        wanted.append(_assignment(row, fill, gone.id if gone else ""))
    return tuple(wanted)


def _assignment(row: NeedRow, fill: Fill, replaces: str) -> Assignment:
    return Assignment(
        fill.team, row.need, fill.capability, fill.eta_s, fill.via_depot, fill.loads, fill.penalty,
        replaces, fill.taken_from,
    )  # fmt: skip
