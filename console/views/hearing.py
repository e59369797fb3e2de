"""What other seats write is taken in as soon as the store tells of it; the poll of each second is the backstop."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from console.desk.session import Session
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
