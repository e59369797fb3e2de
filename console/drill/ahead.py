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
from console.drill.injects import due, moments, still_to_come
from console.model.scenario import Inject, Scenario
from console.model.words import OrderStatus

SECOND = timedelta(seconds=1)


class Agenda:
    """The injects a script itself plays and has not played yet, looked through again only when one was."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._played = -1
        self._waiting: tuple[Inject, ...] = ()
        self._untimed: tuple[Inject, ...] = ()  # for a condition or a fork
        self._next: datetime | None = None

    def _look(self, board: Board) -> None:
        if len(board.injects) == self._played:
            return
        injects = self._scenario.injects
        waiting = tuple(inject for inject in injects if inject.id not in board.injects and not inject.by_hand)
        timed = [inject.at_s for inject in waiting if inject.at_s is not None and not inject.branch]
        self._untimed = tuple(inject for inject in waiting if inject.at_s is None or inject.branch)
        self._waiting = waiting
        self._next = self._scenario.start + timedelta(seconds=min(timed)) if timed else None
        self._played = len(board.injects)

    def is_done(self, board: Board, now: datetime) -> bool:
        """Whether every inject was played, or is on the side of a fork that was not taken."""
        self._look(board)
        if not self._waiting or not self._scenario.branches:
            return not self._waiting
        return not still_to_come(self._scenario, board, now)

    def due(self, board: Board, now: datetime) -> list[Inject]:
        """The injects whose time has come, in the script's order."""
        self._look(board)
        if not self._untimed and (self._next is None or now < self._next):
            return []
        return due(self._scenario, board, now)

    def ahead(self, board: Board, now: datetime) -> Iterator[datetime]:
        """When the next inject comes, or the next fork is decided."""
        self._look(board)
        if self._next is not None:
            yield self._next
        yield from moments(self._untimed, self._scenario, board, now)


def watch_ahead(board: Board) -> Iterator[datetime]:
    """When the clock's own rules and the outbox next have something to do."""
    yield from next_due(board)
    waiting = (board.orders[order] for order in board.bound.values())
    yield from (order.issued_at for order in waiting if order.status is OrderStatus.ISSUED)


def seconds_to(bounds: Iterable[datetime], now: datetime, latest: datetime) -> int:
    """Whole seconds from ``now`` to the first second that must be played, at least one, at most to ``latest``."""
    first = min([latest, *bounds])
    return max(1, math.ceil((first - now) / SECOND))
