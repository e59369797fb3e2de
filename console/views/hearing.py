"""What the journal tells, and what other seats write: taken in as soon as the store tells of it.

The poll of each second is the backstop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from console.desk.session import Session
from console.model.events import Recorded
from console.views.background import Background


class Hearing(QObject):
    """Lets the desk catch up when somebody has written; its followers have the rows then."""

    def __init__(self, session: Session, background: Background) -> None:
        super().__init__()
        self._session, self._background = session, background
        self._catching, self._seen = False, 0
        background.follow(session.journal.heard, self._heard)

    @Slot(int)
    def _heard(self, seq: int) -> None:
        if seq > self._seen and not self._catching:
            self._catching = True
            self._background.write(self._catch_up, self._caught_up, self._failed)

    def _catch_up(self) -> int:
        self._session.desk.catch_up()
        return self._session.board.seq

    @Slot(int)
    def _caught_up(self, seq: int) -> None:
        self._catching, self._seen = False, seq

    @Slot(object)
    def _failed(self, _error: Exception) -> None:
        """The second that passes next tells of it."""
        self._catching = False


class Ear(QObject):
    """Rows of the journal on their way to the windows' board; while it is shut they wait, in their order.

    It is shut until the board is there, and while the seconds of a drill pass: what these bring is shown together
    when the writer no longer computes beside the windows.
    """

    def __init__(self, parent: QObject, take: Callable[[Sequence[Recorded]], None]) -> None:
        super().__init__(parent)
        self._take = take
        self._has_opened, self._is_open = False, False
        self._waiting: list[Recorded] = []

    @Slot(object)
    def hear(self, rows: Sequence[Recorded]) -> None:
        """Rows were recorded."""
        self._waiting.extend(rows)
        if self._is_open:
            self.empty()

    def shut(self) -> None:
        """Let rows wait from now on."""
        self._is_open = False

    def open(self) -> None:
        """Pass on what waits, and from now on everything at once."""
        self._has_opened = self._is_open = True
        self.empty()

    def empty(self) -> None:
        """Pass on what waits, where the board is there to take it."""
        if self._has_opened:
            waiting, self._waiting = self._waiting, []
            self._take(waiting)
