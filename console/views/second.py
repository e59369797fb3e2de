"""One second of a session, run off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from console.board.board import Board
from console.clock import DrillClock
from console.desk.resume import resume
from console.desk.session import Session
from console.intake.feed import FeedStatus
from console.model.incident import Signal
from console.views.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Passed:
    """What one second brought."""

    signals: Mapping[str, Signal]
    over: bool = False
    ways_in: tuple[FeedStatus, ...] = ()


SILENT_AFTER = 5
"""Seconds without an answer after which a store counts as silent: a server may be there and say nothing."""


class Unanswered:
    """Counts the seconds for which a live session's second has not ended."""

    def __init__(self) -> None:
        self._seconds = 0

    def note(self, waiting: bool) -> bool:
        """One more second has passed; whether that is too long."""
        self._seconds = self._seconds + 1 if waiting else 0
        return self._seconds >= SILENT_AFTER


class WaysIn(Protocol):
    """Where reports come in while the desk runs."""

    def step(self) -> int:
        """Take in a batch of what waits; how many messages that was."""
        ...

    def statuses(self) -> tuple[FeedStatus, ...]:
        """How each does now."""
        ...


def signals_of(session: Session, drill: Exercise | None) -> Mapping[str, Signal]:
    """The last word of every team: from the journal, or from the simulated field."""
    return session.journal.last_signals() if drill is None else dict(drill.signals())


def pass_second(session: Session, drill: Exercise | None, pace: int, ways: WaysIn | None = None) -> Passed:
    """Let a live desk catch up and watch its clocks, or a drill go on by ``pace`` seconds."""
    if drill is None:
        if isinstance(session.clock, DrillClock):
            session.clock.step(pace)  # a synthetic journal goes on from where it ends
        session.board.signals = dict(signals_of(session, None))
        session.desk.catch_up()
        if ways is not None:
            ways.step()
        session.desk.watch()
    else:
        for _ in range(pace):
            if not drill.finished:
                drill.tick()
    told = ways.statuses() if ways is not None else ()
    return Passed(signals_of(session, drill), drill is not None and drill.finished, told)


def first_board(session: Session, drill: Exercise | None) -> Board:
    """A board of the windows' own, as the desk's is now."""
    board = session.desk.copy_board()
    if not board.seq:  # a wall beside a desk that has not begun: the journal is all there is
        resume(session.journal, board, session.clock.now())
    board.signals = dict(signals_of(session, drill))
    return board
