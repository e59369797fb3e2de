"""Deciding: a command and the board give events, or a refusal. Pure: no clock, no store, no randomness inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.desk.decide_called import CALLED_DECISIONS
from console.desk.decide_handling import HANDLING_DECISIONS
from console.desk.decide_incidents import INCIDENT_DECISIONS
from console.desk.decide_orders import ORDER_DECISIONS
from console.desk.decide_plans import PLAN_DECISIONS
from console.desk.decide_reports import REPORT_DECISIONS
from console.desk.decide_roads import ROAD_DECISIONS
from console.desk.decide_session import SESSION_DECISIONS
from console.desk.decide_stock import STOCK_DECISIONS
from console.model.commands import Command
from console.model.events import Pending
from console.model.incident import Actor

Decision = Callable[[Any, Board, Actor, datetime], list[Pending]]

DECISIONS: dict[type[Command], Decision] = {
    **SESSION_DECISIONS,
    **ROAD_DECISIONS,
    **REPORT_DECISIONS,
    **INCIDENT_DECISIONS,
    **HANDLING_DECISIONS,
    **CALLED_DECISIONS,
    **ORDER_DECISIONS,
    **PLAN_DECISIONS,
    **STOCK_DECISIONS,
}


def decide(command: Command, board: Board, by: Actor, now: datetime) -> list[Pending]:
    """The events that follow from ``command`` now; raises :class:`console.errors.Refused` with the reason."""
    return DECISIONS[type(command)](command, board, by, now)
