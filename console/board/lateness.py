"""How late an exercise's store answers its seats: read from the injects played, the same at every seat.

The lateness is simulated. It lasts in the exercise's own time and only holds back what officers ask: what is asked at a
second is recorded so many seconds later, at the latest when the store is well again, and in the order asked. A journal
of real work has no injects, and is never late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.board.board import Board
from console.model.events import DrillInjected
from console.model.scenario import InjectKind

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Late:
    """A span, its end not included, in which answers come so much later."""

    since: datetime
    until: datetime
    late: timedelta

    def at(self, now: datetime) -> timedelta:
        """By how much the oldest answer that comes at ``now`` is late: never more than since the span began."""
        return min(self.late, now - self.since) if self.since <= now < self.until else timedelta(0)


def spans(board: Board) -> Iterator[Late]:
    """Every span of lateness the exercise has had so far."""
    for recorded in board.injects.values():
        event = recorded.event
        if isinstance(event, DrillInjected) and event.effect["kind"] == InjectKind.DATABASE_SLOW:
            lasts, late = (timedelta(seconds=event.effect[name]) for name in ("seconds", "late_s"))
            yield Late(recorded.at, recorded.at + lasts, late)


def late_now(board: Board, now: datetime) -> Late | None:
    """The span in force with the latest answers; ``None`` while the store answers as usual."""
    inside = [span for span in spans(board) if span.since <= now < span.until]
    return max(inside, key=_latest, default=None)


def _latest(span: Late) -> tuple[timedelta, datetime]:
    return span.late, span.until


def let_through(board: Board, now: datetime) -> datetime:
    """What was asked up to this moment is recorded by ``now``; it never goes back while ``now`` goes on."""
    return now - max((span.at(now) for span in spans(board)), default=timedelta(0))


def recorded_at(board: Board, asked: datetime) -> datetime:
    """When what is asked now will be recorded, as far as the injects played so far tell."""
    moment = asked
    while let_through(board, moment) < asked:
        moment += SECOND
    return moment


def asked_now(board: Board, now: datetime) -> list[datetime]:
    """The seconds whose askings are recorded at ``now``, oldest first: just ``now`` while the store is well.

    None while everything is still held back, several when it has become well again.
    """
    last, before = let_through(board, now), let_through(board, now - SECOND)
    return [before + SECOND * n for n in range(1, round((last - before) / SECOND) + 1)]
