"""One case beside the list: its reports, who handled it, and every step from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.board.board import Board
from console.board.timeline import category_label
from console.desk.resume import recall
from console.journal.cases import Case
from console.journal.store import Journal
from console.model.events import Recorded
from console.model.facts import FactKind
from console.views import language
from console.views.background import Background
from console.views.case_page import sections
from console.views.case_page.sections import CaseRead
from console.views.wording import only_words, tell, word
from console.views.workstation.rows import Row, RowList

Vocabulary = dict[str, FactKind]


class CaseStory(QWidget):
    """Read from the journal when a case is chosen; ``go_asked`` when the officer wants to work on it."""

    go_asked = Signal(int)
    page_asked = Signal(int)

    def __init__(
        self,
        journal: Journal,
        board: Board,
        background: Background,
        vocabulary: Vocabulary,
    ) -> None:
        super().__init__()
        self._journal, self._board, self._background, self._vocabulary = journal, board, background, vocabulary
        self._case: Case | None = None
        self._rows: Sequence[Recorded] = ()
        self.is_asking = False
        self.title, self.detail = QLabel(), QLabel()
        self.title.setWordWrap(True)
        self.title.setStyleSheet("font-weight: 600; font-size: 16px;")
        self.detail.setProperty("role", "small")
        self.detail.setWordWrap(True)
        self.go, self.whole = QPushButton(), QPushButton()
        self.go.setProperty("role", "primary")
        self.list = RowList("", self)
        self._lay_out()
        self.go.clicked.connect(self._go)
        self.whole.clicked.connect(self.ask_page)
        language.follow(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        for label in (self.title, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)  # a place is in its reporter's words
            row = QHBoxLayout()
            row.setContentsMargins(16, 0, 16, 0)
            row.addWidget(label)
            column.addLayout(row)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 12)
        row.addWidget(self.whole, 1)
        row.addWidget(self.go, 1)
        column.addLayout(row)

    def show_case(self, case: Case | None) -> None:
        """Read the story of ``case``; nothing for ``None``."""
        self._case, self._rows = case, ()
        if case is not None:
            self.is_asking = True
            work = partial(self._journal.incident_history, case.number)
            self._background.read(work, self._read, self._trouble, tag="story")
        self.refresh()

    @Slot(object)
    def _read(self, rows: Sequence[Recorded]) -> None:
        self.is_asking = False
        self._rows = rows
        self.refresh()

    @Slot(object)
    def _trouble(self, error: Exception) -> None:
        self.is_asking = False
        self.list.set_rows([Row("trouble", self.tr("The case cannot be read: {problem}").format(problem=error))])

    @Slot()
    def _go(self) -> None:
        if self._case is not None:
            self.go_asked.emit(self._case.number)

    @Slot()
    def ask_page(self) -> None:
        """The page of the case."""
        if self._case is not None:
            self.page_asked.emit(self._case.number)

    @Slot()
    def refresh(self, _language: str = "") -> None:
        """Show what is known of the case in the language on screen."""
        self.list.setAccessibleName(self.tr("Story of the case"))
        self.go.setText(self.tr("Work on it"))
        self.whole.setText(self.tr("Whole case"))
        self.whole.setVisible(self._case is not None)
        case = self._case
        self.go.setVisible(case is not None and case.stage.is_open)
        self.detail.setVisible(case is not None)
        if case is None:
            self.title.setText(self.tr("Choose a case to read its whole story."))
            self.list.set_rows([])
            return
        self.title.setText(f"#{case.number} · {tell(category_label(self._board, case.category))}")
        place = only_words(tell(self._board.district.place_name(case.place)), 80)
        parts = (word("stage", case.stage.value), place, case.grid, word("severity", case.severity.value))
        self.detail.setText(" · ".join(part for part in parts if part))
        self.list.set_rows(list(self._story()))

    def _story(self) -> Sequence[Row]:
        if not self._rows:
            return [Row("wait", self.tr("Reading …"), heading=True)]
        aside = Board(self._board.district)
        recall(aside, self._rows)
        read = CaseRead(aside, self._rows, self._vocabulary)
        return [*sections.reports(read), *sections.handling(read), *sections.steps(read)]
