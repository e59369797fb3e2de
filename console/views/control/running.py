"""Stepping and jumping: time passed in pieces, so that it can be stopped and the windows keep up."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.desk.command_line import SetDrill
from console.views.drill_control import change_drill
from console.views.link import SessionLink

PIECE_S = 20


class Running(QObject):
    """Takes a paused drill to a moment. ``moved`` tells whether it is under way."""

    moved = Signal(bool)

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._goal: datetime | None = None
        link.time_passed.connect(self._on)
        link.drill_changed.connect(self._changed)

    @property
    def is_under_way(self) -> bool:
        """Whether a jump has not arrived yet."""
        return self._goal is not None

    def to(self, goal: datetime) -> None:
        """Pause, and let time pass until ``goal``; nothing for a moment that is past."""
        if self._link.is_running:
            change_drill(self._link, SetDrill(running=False))
        self._goal = goal
        self.moved.emit(True)
        self._on()

    def stop(self) -> None:
        """Stay where it is."""
        if self._goal is not None:
            self._goal = None
            self.moved.emit(False)

    @Slot()
    def _changed(self) -> None:
        if self._link.is_running or self._link.is_over:
            self.stop()

    @Slot()
    def _on(self) -> None:
        if self._goal is None:
            return
        left = (self._goal - self._link.now()).total_seconds()
        if left < 1:
            self.stop()
        else:
            self._link.pass_time(min(PIECE_S, int(left)))
