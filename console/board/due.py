"""What the clock asks for: the commands whose time has come (DOMAIN §§ 3, 5.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.board.board import Board
from console.board.lights import card_moments, next_cards
from console.model.commands import (
    ClimbLadder,
    Command,
    LapseOrder,
    NoteLateDepartment,
    NoteMissedMark,
    RaiseSupervision,
)
from console.model.incident import Order
from console.model.marks import limit_s, limits_of
from console.model.words import Card, Mark, OrderStatus, Stage

ACKNOWLEDGE_WITHIN_S = 60
"""No acknowledgement in 60 s: the order lapses (DOMAIN § 5.6)."""

_WAITING = (OrderStatus.ISSUED, OrderStatus.DELIVERED)


def lapses(order: Order, now: datetime) -> bool:
    """Whether nobody answered ``order`` in time."""
    return order.status in _WAITING and (now - order.issued_at).total_seconds() >= ACKNOWLEDGE_WITHIN_S


def due(board: Board, now: datetime) -> list[Command]:
    """Everything due at ``now``, in a fixed order; submitting it twice changes nothing the second time."""
    late = [LapseOrder(order) for order in sorted(board.bound.values()) if lapses(board.orders[order], now)]
    missed: list[Command] = []
    for incident in board.open_incidents():
        if incident.t0 is None or incident.stage is Stage.VERIFIED:
            continue
        elapsed = (now - incident.t0).total_seconds()
        for mark in Mark:
            open_mark = mark not in incident.mark_met and mark not in incident.mark_missed
            if open_mark and elapsed > limit_s(limits_of(incident), mark):
                missed.append(NoteMissedMark(incident.number, mark))
    return [*late, *missed, *_of_cases(board, now)]


def next_due(board: Board) -> Iterator[datetime]:
    """Lower bounds for when :func:`due` next names anything, if no event comes before; some may be past."""
    for order in map(board.orders.__getitem__, board.bound.values()):
        if order.status in _WAITING:
            yield order.issued_at + timedelta(seconds=ACKNOWLEDGE_WITHIN_S)
    rungs = len(board.district.casework.ladder)  # on the last one it stays
    for incident in board.open_incidents():
        if incident.t0 is not None and incident.stage is not Stage.VERIFIED:
            for mark in Mark:
                if mark not in incident.mark_met and mark not in incident.mark_missed:
                    yield incident.t0 + timedelta(seconds=limit_s(limits_of(incident), mark))
        for called in incident.whistled.values():
            if called.came_at is None and not called.late:
                yield called.due_at
        handling = incident.handling
        if handling is not None and handling.handled_at is None and 0 < handling.rung < rungs:
            yield handling.due_at
        shown = list(Card).index(incident.card) + 1 if incident.card else 0
        yield from (moment for _, moment in card_moments(board, incident)[shown:])


def _of_cases(board: Board, now: datetime) -> list[Command]:
    """Late departments, rungs to climb, cards to show."""
    asked: list[Command] = []
    for incident in board.open_incidents():
        for department, called in incident.whistled.items():
            if called.came_at is None and not called.late and now > called.due_at:
                asked.append(NoteLateDepartment(incident.number, department))
        handling = incident.handling
        if handling is not None and handling.handled_at is None and now >= handling.due_at:
            asked.append(ClimbLadder(incident.number))
        if next_cards(board, incident, now):
            asked.append(RaiseSupervision(incident.number))
    return asked
