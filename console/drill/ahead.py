"""How long nothing can happen in a drill: the next second that must be played, told from the journal alone.

Each bound is the earliest moment at which a part may want something; too early costs a second played for nothing, too
late would change the journal. Between two events the board stands still, so that only what waits for the clock counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from console.board.board import Board
from console.board.due import next_due
from console.drill.injects import condition_met
from console.model.scenario import Scenario
from console.model.words import OrderStatus

SECOND = timedelta(seconds=1)


def injects_ahead(scenario: Scenario, board: Board, now: datetime) -> Iterator[datetime]:
    """When each inject that was not played comes; one whose condition is not met waits for an event, not for time."""
    for inject in scenario.injects:
        if inject.id in board.injects:
            continue
        if inject.at_s is not None:
            yield scenario.start + timedelta(seconds=inject.at_s)
        elif inject.after is None or condition_met(inject.after, scenario, board) is not None:
            yield now


def watch_ahead(board: Board) -> Iterator[datetime]:
    """When the clock's own rules and the outbox next have something to do."""
    yield from next_due(board)
    waiting = (board.orders[order] for order in board.bound.values())
    yield from (order.issued_at for order in waiting if order.status is OrderStatus.ISSUED)


def seconds_to(bounds: Iterable[datetime], now: datetime, latest: datetime) -> int:
    """Whole seconds from ``now`` to the first second that must be played, at least one, at most to ``latest``."""
    first = min([latest, *bounds])
    return max(1, math.ceil((first - now) / SECOND))
