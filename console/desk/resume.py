"""A board that goes on where the journal is: what still runs is folded, what ended long ago is let go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from console.board.board import Board
from console.board.fold import fold_in
from console.journal.past import Standing
from console.journal.resuming import Resumed
from console.journal.store import Journal
from console.model.events import Recorded

KEPT_FOR = timedelta(days=1)
"""How long an ended incident stays on the board."""


def resume(journal: Journal, board: Board, now: datetime) -> None:
    """Fold into a new ``board`` what is still running at ``now``; the rest counts by its sums alone."""
    stand_on(board, journal.resuming(now - KEPT_FOR))


def stand_on(board: Board, found: Resumed | Standing) -> None:
    """Fold into a new ``board`` what was found of a journal: rows, and sums of what is left out."""
    for row in found.rows:
        fold_in(board, row)
    for key, change in found.stock.items():
        board.stock[key] = board.stock.get(key, 0) + change
    board.seq, board.hash, board.last_number = found.seq, found.hash, max(board.last_number, found.last_number)


def recall(board: Board, rows: Sequence[Recorded]) -> None:
    """Take an ended incident back onto the board from all its ``rows``; what it did to the stock stands already."""
    aside = Board(board.district)
    for row in rows:
        fold_in(aside, row)
    board.incidents |= aside.incidents
    board.orders |= aside.orders
    board.numbers |= aside.numbers
    board.origins |= aside.origins
    board.history |= {number: kept for number, kept in aside.history.items() if number is not None}


def forgotten(board: Board, rows: Sequence[Recorded]) -> int | None:
    """The first incident that ``rows`` speak of and ``board`` has let go, if there is one."""
    born = {row.incident for row in rows if row.version == 1}
    numbers = (row.incident for row in rows if row.incident is not None)
    return next((n for n in numbers if n not in board.incidents and n not in born), None)


def let_go(board: Board, now: datetime) -> int:
    """Take incidents that ended more than a day ago off the board; returns how many. The journal keeps them all."""
    bound = {*board.bound.values(), *board.returning.values(), *board.unanswered.values(), *board.aboard}
    gone = [
        number
        for number, incident in board.incidents.items()
        if not incident.is_open
        and board.history[number][-1].at < now - KEPT_FOR
        and not bound.intersection(incident.orders)
    ]
    for number in gone:
        for order in board.incidents.pop(number).orders:
            board.orders.pop(order, None)
        board.history.pop(number, None)
        board.card_moments.pop(number, None)
    if gone:
        board.numbers = {key: number for key, number in board.numbers.items() if number in board.incidents}
        board.origins = {key: number for key, number in board.origins.items() if number in board.incidents}
    return len(gone)
