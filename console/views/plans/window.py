"""The workshop of plans (Shift+F10): the list at the left; read, edit, try, compare and publish the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenu,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from console.model.commands import ApprovePlan, ProposePlan, ProposeWithdrawal, RejectPlan
from console.views import language
from console.views.banner import ExerciseBanner
from console.views.link import SessionLink
from console.views.plans.beginning import copy_of, template
from console.views.plans.edit_tab import EditTab
from console.views.plans.listing import PlanListing
from console.views.plans.papers import Papers, PlanFolders
from console.views.plans.publish_tab import PublishTab
from console.views.plans.read_tab import ReadTab
from console.views.plans.try_tab import TryTab
from console.views.plans.versions_tab import VersionsTab
from console.views.theme import current as theme
from console.views.theme.dressing import follow_theme
from console.views.turns import later
from console.views.wording import tell

READ, EDIT, TRY, VERSIONS, PUBLISH = range(5)
LEFT_PX = 340


class PlansWindow(QMainWindow):
    """Nothing in it changes what counts but a second officer's approval."""

    def __init__(self, link: SessionLink, folders: PlanFolders | None = None) -> None:
        super().__init__()
        self._link = link
        self.papers = Papers(link, folders, self)
        self.banner = ExerciseBanner()
        self.listing, self.said = PlanListing(self.papers), QLabel()
        self.list = self.listing.list
        self.tabs = QTabWidget()
        self.read, self.edit = ReadTab(), EditTab(self.papers)
        self.trying, self.versions = TryTab(link), VersionsTab(self.papers)
        self.publish = PublishTab(self.papers)
        self._chosen = ""
        self._lay_out()
        self._connect()
        follow_theme(self)
        self.resize(1680, 960)
        self.retranslate()

    def _lay_out(self) -> None:
        for tab in (self.read, self.edit, self.trying, self.versions, self.publish):
            self.tabs.addTab(tab, "")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.said.setProperty("role", "small")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(16, 4, 16, 6)
        self.said.hide()
        split = QSplitter()
        split.addWidget(self.listing)
        split.addWidget(self.tabs)
        split.setStretchFactor(1, 1)
        split.setSizes([LEFT_PX, 1360])
        split.setChildrenCollapsible(False)
        self.banner.setVisible(self._link.is_drill)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(split, 1)
        rows.addWidget(self.said)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.listing.new.clicked.connect(self.open_new)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.list.activated_row.connect(self._into)
        self.papers.changed.connect(self._show)
        self.papers.checked.connect(self._checked)
        self.papers.trouble.connect(self.tell)
        self.tabs.currentChanged.connect(self._tab_chosen)
        for part in (self.edit, self.publish):
            part.said.connect(self.tell)
        self._link.refused.connect(self._refused)
        language.follow(self.retranslate)
        theme.changed.connect(later(self.retranslate, unless_used=True))
        keys = {
            "Ctrl+F": self.listing.words.setFocus, "Ctrl+N": self.open_new, "Ctrl+B": self.begin_draft,
            "Ctrl+Return": self.do_primary, "Ctrl+Enter": self.do_primary, "F5": self.trying.try_again,
            "Escape": self.list.setFocus, "Ctrl+S": self.papers.keep,
        }  # fmt: skip
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)
        for n, act in enumerate((self.to_read, self.to_edit, self.to_try, self.to_versions, self.to_publish), 1):
            QShortcut(QKeySequence(f"Alt+{n}"), self, act)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        tabs = (self.edit, self.trying, self.versions, self.publish)
        return self._link.is_loaded and self.papers.is_settled and all(tab.is_settled for tab in tabs)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title, exercise = self.tr("Plan workshop"), self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self._link.is_drill else title)
        self.banner.set_text(exercise)
        self.listing.retranslate()
        self.tabs.tabBar().setAccessibleName(title)
        names = (self.tr("Read"), self.tr("Edit"), self.tr("Try"), self.tr("Versions"), self.tr("Publish"))
        for n, name in enumerate(names):
            self.tabs.setTabText(n, name)
            self.tabs.setTabToolTip(n, f"Alt+{n + 1}")
        for tab in (self.edit, self.trying, self.versions, self.publish):
            tab.retranslate()
        self._show()

    @Slot(str)
    def tell(self, words: str) -> None:
        """A sentence at the foot of the window; it goes when another plan is chosen."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    @Slot(object, object)
    def _refused(self, command: object, reason: object) -> None:
        if isinstance(command, ProposePlan | ProposeWithdrawal | ApprovePlan | RejectPlan):
            self.tell(tell(reason))  # type: ignore[arg-type]

    # -- what is chosen ------------------------------------------------------------------------------------------------

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self.tell("")
        self._show()

    @Slot(str)
    def _into(self, _key: str) -> None:
        """Enter on the list: the keyboard goes to the tab."""
        self._focus_tab()

    @Slot(str)
    def _checked(self, key: str) -> None:
        if key == self._chosen:
            self._show()

    @Slot()
    def _show(self) -> None:
        self._chosen = self.list.current_id()
        paper = self.papers.paper(self._chosen)
        checked = self.papers.checks.get(self._chosen)
        at = self.tabs.currentIndex()
        if at == READ:
            self.read.show_paper(paper, checked, self._link.session.book.get(self._chosen), self.papers.words)
        self.edit.show_paper(paper, checked)
        if at == TRY:
            self.trying.show_paper(paper, checked)
        elif at == VERSIONS:
            self.versions.show_paper(paper)
        elif at == PUBLISH:
            self.publish.show_paper(paper, checked)

    # -- keys ---------------------------------------------------------------------------------------------------------

    @Slot(int)
    def _tab_chosen(self, _at: int) -> None:
        self.tell("")
        self._show()

    def _focus_tab(self) -> None:
        parts = (self.read.page, self.edit.form.view, self.trying.table, self.versions.list, self.publish.note)
        parts[self.tabs.currentIndex()].setFocus()

    def _to(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)
        self._focus_tab()

    def to_read(self) -> None:
        """Alt+1."""
        self._to(READ)

    def to_edit(self) -> None:
        """Alt+2."""
        self._to(EDIT)

    def to_try(self) -> None:
        """Alt+3."""
        self._to(TRY)

    def to_versions(self) -> None:
        """Alt+4."""
        self._to(VERSIONS)

    def to_publish(self) -> None:
        """Alt+5."""
        self._to(PUBLISH)

    def begin_draft(self) -> None:
        """Ctrl+B."""
        self._to(EDIT)
        self.edit.begin_draft()

    def do_primary(self) -> None:
        """Ctrl+Enter: publish's big button; from the other tabs it leads there."""
        if self.tabs.currentIndex() != PUBLISH:
            self.to_publish()
        else:
            self.publish.do_primary()

    @Slot()
    def open_new(self) -> None:
        """Ctrl+N."""
        menu = QMenu(self)
        menu.addAction(self.tr("From a template")).triggered.connect(self.from_template)
        paper = self.papers.paper(self._chosen)
        if paper is not None:
            said = self.tr("From “{plan}”").format(plan=tell(paper.title))
            menu.addAction(said).triggered.connect(self.from_chosen)
        menu.setActiveAction(menu.actions()[0])
        new = self.listing.new
        menu.popup(new.mapToGlobal(new.rect().bottomLeft()))

    @Slot()
    def from_template(self, _checked: bool = False) -> None:
        """A draft of a plan that is not there yet."""
        self._begin_new(template(self._taken(), self.papers.words))

    @Slot()
    def from_chosen(self, _checked: bool = False) -> None:
        """A draft that begins as the chosen plan, under an id and a name of its own."""
        paper = self.papers.paper(self._chosen)
        if paper is not None:
            self._begin_new(copy_of(paper.key, paper.shown_text, self._taken()))

    def _taken(self) -> frozenset[str]:
        return frozenset(paper.key for paper in self.papers.listed)

    def _begin_new(self, begun: tuple[str, str]) -> None:
        key, text = begun
        self.listing.words.clear()
        self.papers.start(key, text)
        self.listing.choose(key)
        self._to(EDIT)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A draft is never lost: what was typed in the last moment is kept too."""
        self.papers.keep()
        super().closeEvent(event)
