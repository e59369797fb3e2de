"""Step 3: what the check says of the town, each finding a way to the thing it is about."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from console.district.workshop.checking import Problem, examine
from console.district.workshop.folder import Opened
from console.district.workshop.town import Town
from console.model.places import District
from console.views import language
from console.views.town.work import TownWork
from console.views.wording import tell


class CheckPanel(QWidget):
    """The findings, the worst first. Enter goes to the thing."""

    led = Signal()  # a thing was chosen
    none_there = Signal()  # there is nothing of the kind yet: it is to be added
    next_asked = Signal()

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.problems: list[Problem] | None = None
        self.of: Town | None = None
        self.is_checking = False
        self.heading, self.said, self.list = QLabel(), QLabel(), QListWidget()
        self.heading.setProperty("role", "heading")
        self.said.setWordWrap(True)
        self.list.setWordWrap(True)
        self.again, self.go_on = QPushButton(), QPushButton()
        self.go_on.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget, stretch in ((self.heading, 0), (self.said, 0), (self.list, 1), (self.again, 0), (self.go_on, 0)):
            column.addWidget(widget, stretch)
        self.list.itemActivated.connect(self._lead)
        self.list.itemClicked.connect(self._lead)
        self.again.clicked.connect(self.ask)
        self.go_on.clicked.connect(self.next_asked)
        work.changed.connect(self._stale)
        work.opened_anew.connect(self._forget)
        language.follow(self.retranslate)
        self.retranslate()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.heading.setText(self.tr("What the check says"))
        self.list.setAccessibleName(self.tr("Findings"))
        self.again.setText(self.tr("Check again (F5)"))
        self.go_on.setText(self.tr("Save and use"))
        self._show()

    @property
    def is_fresh(self) -> bool:
        """Whether the findings are of the town as it is now."""
        return self.of is not None and self.of == self._work.town

    @Slot()
    def ask(self) -> None:
        """Check off the GUI thread."""
        if self._work.opened is not None:
            town = self._work.town
            self.is_checking = True
            job = partial(_examined, self._work.opened, town)
            self._work.background.read(job, self._came, self._failed, tag="check")
            self._show()

    @Slot(object)
    def _came(self, found: tuple[Town, District | None, list[Problem]]) -> None:
        self.is_checking = False
        self.of, _, self.problems = found
        self._show()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.is_checking = False
        self._show()
        self._work.trouble(error)

    @Slot()
    def _stale(self) -> None:
        self._show()

    @Slot()
    def _forget(self) -> None:
        self.problems, self.of = None, None
        self._show()

    def _show(self) -> None:
        problems = self.problems
        self.said.setText(self._words())
        self.again.setEnabled(self._work.opened is not None and not self.is_checking)
        self.go_on.setEnabled(self._work.opened is not None)
        row = self.list.currentRow()
        self.list.clear()
        for problem in problems or ():
            sign = "▲" if problem.grave else "◆"
            way = " →" if problem.kind is not None else ""
            item = QListWidgetItem(f"{sign} {tell(problem.said)}{way}")
            item.setData(Qt.ItemDataRole.UserRole, problem)
            self.list.addItem(item)
        if problems:
            self.list.setCurrentRow(max(0, min(row, len(problems) - 1)))

    def _words(self) -> str:
        if self.is_checking:
            return self.tr("checking …")
        if self.problems is None:
            return self.tr("Not checked yet.")
        grave = sum(1 for problem in self.problems if problem.grave)
        told = self.tr("Nothing to find: it can be used.")
        if grave:
            told = self.tr("▲ {grave} must be put right before it can be saved · ◆ {doubtful} to be looked at")
        elif self.problems:
            told = self.tr("◆ {doubtful} to be looked at")
        told = told.format(grave=grave, doubtful=len(self.problems) - grave)
        return told if self.is_fresh else told + " " + self.tr("Changed since: check again.")

    @Slot(QListWidgetItem)
    def _lead(self, item: QListWidgetItem) -> None:
        problem = item.data(Qt.ItemDataRole.UserRole)
        work = self._work
        kind = problem.kind
        if kind is None:
            return
        id_ = problem.id or next(iter(work.town.of(kind)), "")
        if not id_:
            work.choose(kind, "")
            self.none_there.emit()
        elif id_ in work.town.of(kind):
            work.choose(kind, id_)
            self.led.emit()
            work.field_asked.emit(problem.field)


def _examined(opened: Opened, town: Town) -> tuple[Town, District | None, list[Problem]]:
    district, problems = examine(opened, town)
    return town, district, problems
