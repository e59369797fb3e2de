"""Tells the other seats of a shared drill, each second, how its controller lets it run."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from console.drill.shared import SharedDrill
from console.model.lead import LeadState
from console.phrase import say
from console.views.link import SessionLink


class Leading(QObject):
    """Off the GUI thread, also while the drill is paused. When another seat has taken over, this one ends."""

    def __init__(self, link: SessionLink, drill: SharedDrill, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._drill, self._is_told = link, drill, False
        link.time_passed.connect(self._tell)
        link.drill_changed.connect(self._tell)
        link.ticked.connect(self._tell_standing)

    @Slot(object)
    def _tell_standing(self, _now: object) -> None:
        if not self._link.is_running:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        if not self._is_told:
            work = partial(self._drill.say, self._link.pace, state_of(self._link))
            self._link.background.write(work, self._said, self._not_said)

    def leave(self) -> None:
        """The last word, when the windows have closed; waits for the store, and raises when it does not answer."""
        self._drill.say(self._link.pace, LeadState.OVER if self._link.is_over else LeadState.LEFT)

    @Slot(object)
    def _said(self, still_ours: bool) -> None:
        if not still_ours and not self._is_told:
            self._is_told = True
            self._link.refused.emit(None, say("drill.taken_over", seat=self._drill.taken_over_by))

    @Slot(object)
    def _not_said(self, _error: Exception) -> None:
        """The second that passes tells that the store does not answer; this is said again in the next."""


def state_of(link: SessionLink) -> LeadState:
    """What the drill does at its controller's seat."""
    if link.is_over:
        return LeadState.OVER
    return LeadState.RUNNING if link.is_running else LeadState.PAUSED
