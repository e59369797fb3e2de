"""The incident on the right: header, rings, tabs, and the one big button that does what is next."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.board.timeline import category_label
from console.model.incident import Incident
from console.views import language
from console.views.link import SessionLink
from console.views.put_away import FrontTabs
from console.views.theme.current import palette
from console.views.turns import later
from console.views.wording import only_words, tell, tip, word
from console.views.workstation.do_now import DoNowTab
from console.views.workstation.elided import ElidedLabel
from console.views.workstation.materials_tab import MaterialsTab
from console.views.workstation.more_menu import MoreButton
from console.views.workstation.plan_tab import PlanTab
from console.views.workstation.queue import level_ink
from console.views.workstation.reports_tab import ReportsTab
from console.views.workstation.rings import Rings
from console.views.workstation.teams_tab import TeamsTab
from console.views.workstation.timeline_tab import TimelineTab


class IncidentPanel(QWidget):
    """One incident. Only what can be seen is refreshed: the tab in front, and what the button and its count need."""

    picked_team = Signal(str)

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._urgent = 0  # entries of Do now
        self.title, self.about = QLabel(), ElidedLabel()
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.about.setProperty("role", "muted")
        self.rings = Rings()
        self.do_now = DoNowTab(link)
        self.plan = PlanTab(link)
        self.teams = TeamsTab(link)
        self.materials = MaterialsTab(link)
        self.timeline = TimelineTab(link)
        self.reports = ReportsTab(link)
        self._pages = (self.do_now, self.plan, self.teams, self.materials, self.timeline, self.reports)
        self.tabs = FrontTabs(self._pages)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.tabBar().setExpanding(True)
        self.button = QPushButton()
        self.button.setProperty("role", "primary")
        self.button.setAutoDefault(True)
        self.more = MoreButton(self.do_now.more)
        self.empty = QLabel()
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self._body = QWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body)
        outer.addWidget(self.empty)
        self.empty.setContentsMargins(24, 24, 24, 24)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 6)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.about)
        column.addLayout(head)
        column.addWidget(self.rings)
        column.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.setSpacing(8)
        foot.addWidget(self.button, 1)
        foot.addWidget(self.more)
        column.addLayout(foot)

    def _connect(self) -> None:
        link = self._link
        for signal in (link.changed, link.loaded, link.advised, link.pending_changed):
            signal.connect(later(self.refresh))
        link.selected.connect(self.refresh)
        link.ticked.connect(later(self._tick))
        self.tabs.currentChanged.connect(self._refresh_front)
        self.plan.ask.connect(self._ask)
        self.do_now.counted.connect(self._count)
        self.button.clicked.connect(self.do_primary)
        self.more.chosen.connect(self.do_now.do)
        self.do_now.asking.connect(self._bring_forward)
        self.do_now.inline.opened.connect(self._primary)
        self.do_now.inline.closed.connect(self._primary)
        link.selected.connect(self.teams.inline.close_question)
        self.teams.picked_team.connect(self.picked_team)
        language.follow(self.retranslate)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        names = (self.tr("Plan"), self.tr("Teams"), self.tr("Materials"), self.tr("Timeline"), self.tr("Reports"))
        for n, name in enumerate(names, 1):
            self._name_tab(n, name)
        self._count(self._urgent)
        self.more.retranslate()
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the selected incident, or what to do when none is."""
        incident = self._link.incident
        self._body.setVisible(incident is not None)
        self.empty.setVisible(incident is None)
        if incident is None:
            loaded = self._link.is_loaded
            self.empty.setText(self.tr("Choose an incident in the queue, or press F3 for the most pressing one.")
                               if loaded else self.tr("Reading the journal …"))  # fmt: skip
            return
        self._header(incident)
        self.do_now.refresh()
        self.teams.refresh()  # what the officer chose there decides what the button says
        front = self._pages[self.tabs.currentIndex()]
        if front not in (self.do_now, self.teams):
            front.refresh()
        self._primary()

    @Slot()
    def _tick(self) -> None:
        incident = self._link.incident
        if incident is not None:
            self.rings.show_marks(self._link.marks(incident), incident, self._link.now())
            self.do_now.refresh()
            if self.tabs.front is self.teams:
                self.teams.refresh()
            self._primary()

    @Slot(int)
    def _refresh_front(self, at: int) -> None:
        self._pages[at].refresh()

    def _header(self, incident: Incident) -> None:
        name = tell(category_label(self._link.board, incident.category))
        if not incident.category:
            name = only_words(incident.text, 40)
        self.title.setTextFormat(Qt.TextFormat.RichText)
        level = ""
        if incident.plan is not None:
            level = f' <span style="color:{level_ink(incident.plan.level)}">{incident.plan.level.value}</span>'
        self.title.setText(f"#{incident.number} {escape(name)}{level}")
        place = tell(self._link.board.district.place_name(incident.place))
        reports = self.tr("reports: {n}").format(n=len(incident.reports))
        parts = (place, incident.grid, word("stage", incident.stage.value), reports)
        self.about.setText(" · ".join(only_words(part, 60) for part in parts if part))
        self.rings.show_marks(self._link.marks(incident), incident, self._link.now())

    @Slot()
    def _primary(self) -> None:
        todo = self.do_now.primary
        if self._link.is_past:
            self.button.setEnabled(False)
            self.button.setText(self.tr("As of then: nothing can be ordered"))
            return
        if self.do_now.inline.is_asking:
            self._label(self.do_now.inline.question.text())
            return
        if self.teams.overridden and todo is not None and todo.code in ("send", "send_next"):
            self.button.setEnabled(True)
            self.button.setText(self.tr("Send your own choice …") + "    Ctrl+Enter")
            return
        self.button.setEnabled(todo is not None)
        if todo is None:
            self.button.setText(self.tr("Nothing to do now"))
            return
        self._label(tell(todo.phrase), todo.command is not None and self._link.is_pending(todo.command))

    def _label(self, words: str, pending: bool = False) -> None:
        self.button.setEnabled(not pending)
        room = max(80, self.button.width() - 140)
        shown = self.button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.button.setText(self.tr("Pending: {what}").format(what=shown) if pending else f"{shown}    Ctrl+Enter")
        self.button.setToolTip(tip(words))

    @Slot()
    def do_primary(self) -> None:
        """Do what the big button says: answer the open question, or what is first."""
        if self.do_now.inline.is_asking:
            if not self.do_now.inline.enter():
                self._bring_forward()
            return
        todo = self.do_now.primary
        if todo is None:
            return
        if self.teams.overridden and todo.code in ("send", "send_next"):
            self.tabs.show_page(self.teams)
            self.teams.send()
        else:
            self.do_now.do(todo)

    @Slot()
    def _bring_forward(self) -> None:
        self.tabs.show_page(self.do_now)

    @Slot(str)
    def _ask(self, fact: str) -> None:
        self.do_now.ask_fact(fact)

    def _name_tab(self, n: int, words: str) -> None:
        if self.tabs.tabText(n) != words:  # a tab that is told its name lays the whole window out anew
            self.tabs.setTabText(n, words)

    @Slot(int)
    def _count(self, urgent: int) -> None:
        self._urgent = urgent
        words = f"{self.tr('Do now')} {urgent}" if urgent else self.tr("Do now")
        colour = QColor(palette().states["late"].ink if urgent else palette().muted)
        self._name_tab(0, words)
        if self.tabs.tabBar().tabTextColor(0) != colour:
            self.tabs.tabBar().setTabTextColor(0, colour)
