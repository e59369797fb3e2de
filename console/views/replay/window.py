"""The replay: a map at any moment of a period, what happened when, and a second run beside it if wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from console.analysis.replay.comparing import Comparison, compare, record_of
from console.analysis.replay.past import Past
from console.board.board import Board
from console.views import language
from console.views.background import Background
from console.views.map.scheme import MapSite
from console.views.replay.as_of import AsOfStrip
from console.views.replay.differences import DifferencesPanel
from console.views.replay.events_panel import EventsPanel
from console.views.replay.past_link import PastLink
from console.views.replay.run_pane import RunPane
from console.views.replay.transport import Transport
from console.views.theme.dressing import follow_theme

SKIP_S = 10


class ReplayWindow(QMainWindow):
    """``other`` is a second run, shown ``offset`` later than the first one's time. Nothing here can be ordered."""

    screen_asked = Signal(str, object)  # workstation, wall or case; the incident chosen or None
    closed = Signal()
    what_if_asked = Signal(object, object)  # the moment, and the incident chosen or None

    def __init__(
        self, past: Past, background: Background, other: Past | None = None, offset: timedelta = timedelta(0)
    ) -> None:
        super().__init__()
        self.background, self.offset = background, offset
        self.link = PastLink(past, background)
        self.other = PastLink(other, background) if other is not None else None
        self.site = MapSite(past.session.district, background)
        self.panes = [RunPane(link, self.site) for link in self._links]
        self.strip, self.transport = AsOfStrip(self.link), Transport(self.link, self.other, offset)
        self.events = EventsPanel(self.link)
        self.differences = DifferencesPanel(past.session.district) if other is not None else None
        self.tabs, self.said = QTabWidget(), QLabel()
        self.workstation, self.wall, self.case, self.figures, self.what_if = (QPushButton() for _ in range(5))
        self.incident_wanted: int | None = None  # chosen as soon as the period is read
        self._ends: dict[int, Board] = {}
        self._closed = False
        self._lay_out()
        self._connect()
        follow_theme(self)
        self.resize(1920, 1080)
        self.retranslate()
        for n in range(len(self._links)):
            self._build(n)

    @property
    def _links(self) -> list[PastLink]:
        return [self.link] if self.other is None else [self.link, self.other]

    def _lay_out(self) -> None:
        maps = QSplitter()
        for pane in self.panes:
            maps.addWidget(pane)
        self.tabs.addTab(self.events, "")
        if self.differences is not None:
            self.tabs.addTab(self.differences, "")
            self.tabs.setCurrentWidget(self.differences)
        middle = QSplitter()
        middle.addWidget(maps)
        middle.addWidget(self.tabs)
        middle.setStretchFactor(0, 1)
        middle.setSizes([1400, 520 if self.other is None else 640])
        self.said.setProperty("role", "small")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        beside = self.transport.beside
        beside.addWidget(self.said, 1)
        for button in (self.workstation, self.wall, self.case, self.figures, self.what_if):
            beside.addWidget(button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(middle, 1)
        column.addWidget(self.transport)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        moves = self.transport
        self.link.moved.connect(self._follow)
        self.link.troubled.connect(self.tell)
        self.events.asked.connect(self._go_to_row)
        self.events.incident_chosen.connect(self._show_incident)
        for pane in self.panes:
            pane.map.incident_clicked.connect(self.events.choose)
        if self.differences is not None:
            self.differences.chosen.connect(self.events.choose)
        screens = {"workstation": self.workstation, "wall": self.wall, "case": self.case, "figures": self.figures}
        for name, button in screens.items():
            button.clicked.connect(partial(self._ask_screen, name))
        self.what_if.clicked.connect(self._ask_what_if)
        language.follow(self.retranslate)
        keys: dict[str, Callable[[], object]] = {
            "Space": moves.toggle, "Left": partial(moves.step, -1), "Right": partial(moves.step, 1),
            "Shift+Left": partial(moves.skip, -SKIP_S), "Shift+Right": partial(moves.skip, SKIP_S),
            "Home": moves.go_to_start, "End": moves.go_to_end, "+": partial(moves.faster, 1),
            "-": partial(moves.faster, -1), "Ctrl+W": self._ask_what_if, "Ctrl+L": self._switch_language,
            "Ctrl+1": partial(self._ask_screen, "workstation"), "Ctrl+2": partial(self._ask_screen, "wall"),
            "Ctrl+P": partial(self._ask_screen, "case"), "Ctrl+T": partial(self._ask_screen, "figures"),
            "Ctrl+E": partial(self._ask_screen, "cases"),
        }  # fmt: skip
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)

    # -- moments ---------------------------------------------------------------------------------------------------

    @Slot(int)
    def _go_to_row(self, row: int) -> None:
        self.transport.set_playing(False)
        self.link.go_to_row(row)

    @Slot()
    def _follow(self) -> None:
        """The other run is shown at the moment that belongs to this one."""
        if self.other is not None:
            self.other.go_to(self.link.moment + self.offset)

    @Slot(object)
    def _show_incident(self, number: int | None) -> None:
        for pane in self.panes:
            pane.feed.show_incident(number)

    @property
    def chosen(self) -> int | None:
        """The incident the list is narrowed to, else the one the last event belongs to."""
        rows = self.link.past.reel.rows[: self.link.row]
        last = next((row.incident for row in reversed(rows) if row.incident is not None), None)
        return self.events.chosen if self.events.chosen is not None else last

    def _ask_screen(self, name: str, _checked: bool = False) -> None:
        if name == "case" and self.chosen not in self.link.board.incidents:
            self.tell(self.tr("No case was reported by this moment."))
            return
        self.screen_asked.emit(name, self.chosen)

    @Slot()
    def _ask_what_if(self) -> None:
        self.transport.set_playing(False)
        self.what_if_asked.emit(self.link.moment, self.chosen)

    @Slot()
    def _switch_language(self) -> None:
        language.set_language("en" if language.current() == "zh" else "zh")

    # -- keyframes -------------------------------------------------------------------------------------------------

    def _build(self, n: int) -> None:
        reel = self._links[n].past.reel
        self.background.read(reel.build, partial(self._built, n), self._not_built, priority=-1)

    def _built(self, n: int, more: bool) -> None:
        if self._closed:
            return
        reel = self._links[n].past.reel
        if more:
            self.tell(self.tr("Reading the period … {share}").format(share=f"{reel.keyframes / reel.wanted:.0%}"))
            self._build(n)
            return
        self.background.read(partial(reel.board_at, len(reel.rows)), partial(self._ended, n), self._not_built)

    def _ended(self, n: int, end: Board) -> None:
        if self._closed:
            return
        self.tell("")
        self._ends[n] = end
        if n == 0:
            self.events.know(end)
            if self.incident_wanted is not None:
                self.events.choose(self.incident_wanted)
        if self.differences is not None and len(self._ends) == len(self._links):
            self.background.read(self._compare, self.differences.show_comparison, self._not_built)

    def _compare(self) -> Comparison:
        records = [
            record_of(self._ends[n], link.past.reel.rows, link.past.reel.ends) for n, link in enumerate(self._links)
        ]
        return compare(records[0], records[1])

    @Slot(object)
    def _not_built(self, error: Exception) -> None:
        if not self._closed:
            self.tell(self.tr("The period cannot be read: {problem}").format(problem=error))

    def tell_beginning(self) -> None:
        """An exercise is being begun."""
        self.tell(self.tr("Beginning an exercise from here …"))

    def tell_begun(self, where: str) -> None:
        """Where its journal is, and how both are seen together."""
        self.tell(self.tr("The exercise is in {where}; see both with replay --against").format(where=where))

    @Slot(str)
    def tell(self, words: str) -> None:
        """Say something beside the buttons."""
        self.said.setText(words)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        compared = self.differences is None or self.differences.is_shown
        moved = all(link.is_settled for link in self._links)
        return compared and moved and len(self._ends) == len(self._links) and all(p.map.is_settled for p in self.panes)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.setWindowTitle(self.tr("Replay · {name}").format(name=self.link.past.name))
        self.tabs.setTabText(0, self.tr("Events"))
        if self.differences is not None:
            self.tabs.setTabText(1, self.tr("Differences"))
        named = (
            (self.workstation, self.tr("Workstation then"), self.tr("The workstation as of this moment (Ctrl+1)")),
            (self.wall, self.tr("Wall then"), self.tr("The wall as of this moment (Ctrl+2)")),
            (self.case, self.tr("Case then"), self.tr("The case's page as of this moment (Ctrl+P)")),
            (self.figures, self.tr("Figures then"), self.tr("Figures as of this moment (Ctrl+T; the list Ctrl+E)")),
            (self.what_if, self.tr("What if …"), self.tr("Go on from here as an exercise of its own (Ctrl+W)")),
        )  # fmt: skip
        for button, words, more in named:
            button.setText(words)
            button.setToolTip(more)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs for this window."""
        self.shutdown()
        self.closed.emit()
        super().closeEvent(event)

    def shutdown(self) -> None:
        """Safe to call twice. Journals are closed by who opened them."""
        self._closed = True
        self.transport.set_playing(False)
        for pane in self.panes:
            pane.map.close_page()
        for link in self._links:
            link.shutdown()
