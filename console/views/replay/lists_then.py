"""The list of cases and the figures as of a moment: they stay at it, while the other windows follow the slider."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.analysis.replay.lists import session_of
from console.desk.session import Session
from console.views.cases.window import CasesWindow
from console.views.figures.window import FiguresWindow
from console.views.replay.as_of import mark_as_of
from console.views.replay.past_link import PastLink

LISTS = ("cases", "figures")


class ListsThen(QObject):
    """Counted off the GUI thread from the rows the board of the moment knows. One window of each kind at a time."""

    case_asked = Signal(int)
    troubled = Signal(str)

    def __init__(self, link: PastLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._open: dict[str, tuple[CasesWindow | FiguresWindow, Session]] = {}

    def ask(self, name: str) -> None:
        """Count, then show."""
        moment = self._link.moment
        work = partial(session_of, self._link.session, self._link.board, moment)
        self._link.background.read(work, partial(self._counted, name, moment), self._failed, tag=f"lists-{name}")

    def _counted(self, name: str, moment: datetime, session: Session) -> None:
        self.show(name, moment, session)

    def show(self, name: str, moment: datetime, session: Session) -> CasesWindow | FiguresWindow:
        """Show what was counted; what was shown before is closed."""
        self._close(name)
        window: CasesWindow | FiguresWindow
        if name == "cases":
            window = CasesWindow(session, self._link.background)
            window.case_asked.connect(self.case_asked)
        else:
            window = FiguresWindow(session, self._link.background)
        mark_as_of(window, self._link, moment)
        self._open[name] = window, session
        window.show()
        return window

    def now(self, name: str) -> CasesWindow | FiguresWindow:
        """The same at once, for a picture."""
        moment = self._link.moment
        return self.show(name, moment, session_of(self._link.session, self._link.board, moment))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.troubled.emit(str(error))

    def _close(self, name: str) -> None:
        if name in self._open:
            window, session = self._open.pop(name)
            window.close()
            session.journal.close()

    def close(self) -> None:
        """Close both."""
        for name in LISTS:
            self._close(name)
