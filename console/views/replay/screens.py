"""Every other window as of the moment a replay shows: one console on the replay's own tie, marked and read-only."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from console.views.case_page.window import CasePage
from console.views.opening import Console
from console.views.replay.as_of import mark_as_of
from console.views.replay.lists_then import LISTS, ListsThen
from console.views.replay.window import ReplayWindow
from console.views.wall.window import WallWindow
from console.views.workstation.window import WorkstationWindow

Screen = WorkstationWindow | WallWindow | CasePage
SCREENS = ("workstation", "wall", "case", *LISTS)


class PastScreens(QObject):
    """They all follow the replay's slider. Made when first asked for."""

    def __init__(self, window: ReplayWindow) -> None:
        super().__init__(window)
        self._window = window
        self.console: Console | None = None
        self._marked: set[QWidget] = set()
        self.lists = ListsThen(window.link, self)
        self.lists.case_asked.connect(self._case_asked)
        self.lists.troubled.connect(window.tell)
        window.screen_asked.connect(self._asked)
        window.closed.connect(self.close)

    def open(self, name: str, incident: int | None) -> Screen | None:
        """Open a screen and bring it forward; ``None`` when there is nothing to show, which the replay says."""
        console = self._console()
        link = self._window.link
        if name == "case":
            if incident is None or incident not in link.board.incidents:
                self._window.tell(self.tr("No case was reported by this moment."))
                return None
            known = incident in console.case_pages
            page = console.open_case(incident)
            if not known:
                link.moved.connect(page.ask)
            return page
        link.advising = True
        shown: Screen
        if name == "wall":
            shown = console.wall if console.wall is not None and not console.wall.is_closed else console.open_wall()
        else:
            shown = console.workstation or self._workstation(console)
            link.select(incident)
        link.ask_advice()
        shown.show()
        shown.raise_()
        return shown

    def _workstation(self, console: Console) -> WorkstationWindow:
        """Its lists and figures are those of the moment too."""
        workstation = console.open_workstation()
        for name, signal in (("cases", workstation.cases_asked), ("figures", workstation.figures_asked)):
            signal.disconnect()
            signal.connect(partial(self.lists.ask, name))
        return workstation

    @Slot(str, object)
    def _asked(self, name: str, incident: int | None) -> None:
        if name in LISTS:
            self.lists.ask(name)
        else:
            self.open(name, incident)

    @Slot(int)
    def _case_asked(self, number: int) -> None:
        self.open("case", number)

    def _console(self) -> Console:
        if self.console is None:
            link = self._window.link
            self.console = Console(link.session, None, link=link)
            self.console.mark = self._mark
        return self.console

    def _mark(self, window: QWidget) -> None:
        if window not in self._marked:
            self._marked.add(window)
            mark_as_of(window, self._window.link)

    @Slot()
    def close(self) -> None:
        """Close what is open; safe to call twice."""
        self.lists.close()
        if self.console is not None:
            self.console.rest()
            for window in (self.console.workstation, self.console.wall):
                if window is not None:
                    window.close()
