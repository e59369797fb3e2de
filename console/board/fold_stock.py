"""Folding what was found on the shelves: the order gives up what was not there, the books follow the count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from console.board.board import Board
from console.model.event_base import Event, Recorded
from console.model.recommendation import Load
from console.model.stock_events import LoadedShort, StockCounted


def _loaded_short(board: Board, _recorded: Recorded, event: LoadedShort) -> None:
    order, missing, kept = board.orders[event.order], event.missing, list[Load]()
    for load in order.loads:
        here = min(missing, load.quantity) if (load.depot, load.item) == (event.depot, event.item) else 0
        missing -= here
        kept.append(replace(load, quantity=load.quantity - here))
    board.orders[event.order] = replace(order, loads=tuple(load for load in kept if load.quantity > 0))
    key = (event.depot, event.item)
    board.stock[key] = board.stock.get(key, 0) + event.missing


def _counted(board: Board, _recorded: Recorded, event: StockCounted) -> None:
    key = (event.owner, event.item)
    board.stock[key] = board.stock.get(key, 0) + event.change


STOCK_FOLDS: dict[type[Event], Callable[[Board, Recorded, Any], None]] = {
    LoadedShort: _loaded_short,
    StockCounted: _counted,
}
