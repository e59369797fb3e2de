"""What one seat asks of the desk: written off the GUI thread, pending until answered, held back by a slow exercise."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from console.board.board import Board
from console.board.lateness import recorded_at
from console.desk.session import Session
from console.model.commands import Command
from console.model.incident import Actor
from console.phrase import say
from console.views.background import Background
from console.views.pending import Outcome, PendingCommands, Waiting, ask_desk

SLOW_MS = 2000
"""What takes longer is called slow: an officer who sees nothing for so long asks again."""


class Asking(QObject):
    """One road for every command of a seat. While an exercise holds one back, those after it wait behind it."""

    changed = Signal()  # what is pending
    answered = Signal(object)  # Outcome
    failed = Signal(object, object)  # command, Phrase: a fault in the console itself

    def __init__(self, session: Session, actor: Actor, background: Background) -> None:
        super().__init__()
        self._session, self._actor, self._background = session, actor, background
        self._pending = PendingCommands()
        self._stopwatch = QElapsedTimer()
        self._stopwatch.start()
        self.took_ms: int | None = None
        """How long the last answer took."""

    def __bool__(self) -> bool:
        return bool(self._pending)

    def is_pending(self, command: Command) -> bool:
        """Whether the same thing was asked for and is not in the journal yet."""
        return command in self._pending

    def ask(self, command: Command, board: Board | None, now: datetime) -> None:
        """Ask the desk; the same command twice is asked once. ``board`` tells whether an exercise holds it back."""
        if self.is_pending(command):
            return
        until = now if board is None else recorded_at(board, now)
        waiting = Waiting(command, self._stopwatch.elapsed(), now, until, until > now or self._pending.any_held)
        self._pending.add(waiting)
        self.changed.emit()
        if not waiting.is_held:
            self._write(command)

    def let_through(self, now: datetime | None) -> None:
        """Ask the desk what was held back until ``now``, or all that was."""
        for waiting in self._pending.due(now):
            self._write(waiting.command)

    def waits_ms(self, now: datetime) -> int:
        """How long the oldest of what is pending has waited; 0 when nothing is."""
        oldest = self._pending.oldest
        return 0 if oldest is None else oldest.lasted_ms(self._stopwatch.elapsed(), now)

    def _write(self, command: Command) -> None:
        work = partial(ask_desk, self._session.desk, command, self._actor)
        self._background.write(work, self._answered, self._broken)

    @Slot(object)
    def _answered(self, answer: Outcome) -> None:
        waited = self._pending.settle(answer.command)
        if not answer.trouble:
            self.took_ms = waited.lasted_ms(self._stopwatch.elapsed(), self._session.clock.now())
        self.answered.emit(answer)
        self.changed.emit()

    @Slot(object)
    def _broken(self, error: Exception) -> None:
        """Nothing is known to be done, so everything asked for is shown as not done."""
        for command in self._pending.settle_all():
            self.failed.emit(command, say("view.fault", problem=str(error)))
        self.changed.emit()
