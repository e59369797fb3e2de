"""Decisions about stock that is not what the books say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.desk.ground import order_of
from console.errors import Refused
from console.model.commands import Command
from console.model.event_base import Pending
from console.model.incident import Actor
from console.model.stock_commands import ReportShortLoad
from console.model.stock_events import LoadedShort, StockCounted
from console.phrase import say


def _short_load(command: ReportShortLoad, board: Board, _by: Actor, _now: datetime) -> list[Pending]:
    order = order_of(board, command.order)
    if command.found < 0:
        raise Refused(say("desk.found_negative"))
    loaded = sum(x.quantity for x in order.loads if (x.depot, x.item) == (command.depot, command.item))
    if not loaded:
        raise Refused(say("desk.nothing_loaded", order=order.id, item=command.item, depot=command.depot))
    missing = loaded - command.found
    if missing <= 0 or not order.status.is_open:
        return []
    left = board.stock.get((command.depot, command.item), 0)
    change = command.found - (left + loaded)
    return [
        Pending(order.incident, LoadedShort(order.id, command.item, command.depot, missing)),
        Pending(None, StockCounted(command.depot, command.item, command.found, change)),
    ]


STOCK_DECISIONS: dict[type[Command], Callable[[Any, Board, Actor, datetime], list[Pending]]] = {
    ReportShortLoad: _short_load,
}
