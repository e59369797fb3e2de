"""The window of all cases: filters on top, the list, one case beside it. Ctrl+E in the workstation opens it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.board.board import Board
from console.desk.session import Session
from console.journal.finding import COUNTED
from console.model.case_filter import CaseOrder
from console.model.words import Mode
from console.views import language
from console.views.background import Background
from console.views.banner import ExerciseBanner
from console.views.cases.columns import COLUMNS
from console.views.cases.exporting import Listed, export
from console.views.cases.filter_bar import FilterBar
from console.views.cases.model import CaseModel
from console.views.cases.story import CaseStory
from console.views.plain_table import dress
from console.views.theme.dressing import follow_theme

STORY_PX = 440


class CasesWindow(QMainWindow):
    """Reads only. ``chosen`` asks the workstation to take up an open case."""

    chosen = Signal(int)
    case_asked = Signal(int)
    _noted = Signal(int)

    def __init__(self, session: Session, background: Background, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._session, self._background = session, background
        self._now = now or session.clock.now
        board = Board(session.district)
        self.filters = FilterBar(session.district)
        self.model = CaseModel(session.journal, board, background, self._now, self)
        self.story = CaseStory(session.journal, board, background, dict(session.vocabulary))
        self.banner, self.count, self.save = ExerciseBanner(), QLabel(), QPushButton()
        self._stop: threading.Event | None = None  # of the file that is being written
        self.table = QTableView()
        self._count = 0
        self._trouble = ""
        self._set_up_table()
        self._lay_out()
        self._connect()
        follow_theme(self)
        self.resize(1760, 980)
        self.retranslate()
        background.read(session.journal.sources, self.filters.set_sources, self._failed, tag="sources")
        self.ask()

    def _set_up_table(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        table.setModel(self.model)
        dress(table, [column.width for column in COLUMNS], 3)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
        header.sectionClicked.connect(self._order_by)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        self.count.setProperty("role", "small")
        under = QHBoxLayout()
        under.setContentsMargins(16, 0, 16, 6)
        under.addWidget(self.count, 1)
        under.addWidget(self.save)
        column.addLayout(under)
        column.addWidget(self.table, 1)
        split = QSplitter()
        split.addWidget(left)
        self.story.setProperty("role", "panel")
        split.addWidget(self.story)
        split.setStretchFactor(0, 1)
        split.setSizes([1760 - STORY_PX, STORY_PX])
        self.banner.setVisible(self._session.mode is Mode.DRILL)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(split, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.filters.changed.connect(self.ask)
        self.save.clicked.connect(self._choose_file)
        self._noted.connect(self._say_written)
        QShortcut(QKeySequence("Ctrl+S"), self, self._choose_file)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self._say_trouble)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.activated.connect(self._activated)
        self.story.go_asked.connect(self.chosen)
        self.story.page_asked.connect(self.case_asked)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.story.ask_page)
        language.follow(self.retranslate)
        QShortcut(QKeySequence("Ctrl+F"), self, self.filters.words.setFocus)
        QShortcut(QKeySequence("F5"), self, self.ask)
        QShortcut(QKeySequence("Escape"), self, self.table.setFocus)

    @property
    def told(self) -> str:
        """What is said above the list."""
        return self.count.text()

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return not self.model.is_asking and not self.story.is_asking and self._stop is None

    @Slot()
    def ask(self) -> None:
        """Show what the filters let through."""
        self.model.ask(self.filters.wanted(self._now()), self.model.order, self.model.falling)

    @Slot(int)
    def _order_by(self, section: int) -> None:
        order = COLUMNS[section].order or CaseOrder.REPORTED
        falling = not self.model.falling if order is self.model.order else True
        arrow = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(section, arrow)
        self.model.ask(self.model.wanted, order, falling)

    @Slot(int)
    def _counted(self, count: int) -> None:
        self._count, self._trouble = count, ""
        self._say_count()
        if count and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        elif not count:
            self.story.show_case(None)

    # -- the list as a file ----------------------------------------------------------------------------------------

    @Slot()
    def _choose_file(self) -> None:
        """Ask where to; while a file is being written the button stops it."""
        if self._stop is not None:
            self._stop.set()
            return
        kinds = self.tr("Table (*.xlsx *.csv)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the list"), "", kinds)
        if name:
            self.save_as(Path(name))

    def save_as(self, path: Path) -> None:
        """Write everything the filter lets through, in the order shown."""
        self._stop = threading.Event()
        listed = Listed(self.model.wanted, self.model.order, self.model.falling, self._now())
        work = partial(
            export, self._session.journal, Board(self._session.district), listed, path,
            drill=self._session.mode is Mode.DRILL, note=self._noted.emit, stop=self._stop,
        )  # fmt: skip
        self._background.read(work, partial(self._written, path), self._not_written)
        self._say_save()

    @Slot(int)
    def _say_written(self, count: int) -> None:
        self.count.setText(self.tr("Writing: {n} cases …").format(n=f"{count:,}"))

    def _written(self, path: Path, count: int | None) -> None:
        self._stop = None
        self._say_save()
        if count is None:
            self._say_count()
        else:
            self.count.setText(self.tr("Saved {n} cases: {path}").format(n=f"{count:,}", path=path))

    @Slot(object)
    def _not_written(self, error: Exception) -> None:
        self._stop = None
        self._say_save()
        self.count.setText(self.tr("The list was not saved: {problem}").format(problem=error))

    def _say_save(self) -> None:
        self.save.setText(self.tr("Stop") if self._stop is not None else self.tr("Save as …"))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._say_trouble(str(error))

    @Slot(str)
    def _say_trouble(self, trouble: str) -> None:
        self._trouble = trouble
        self._say_count()

    def _say_count(self) -> None:
        if self._trouble:
            self.count.setText(self.tr("The cases cannot be read: {problem}").format(problem=self._trouble))
        elif self._count == 0:
            self.count.setText(self.tr("No case is like that. Take a filter away, or show all."))
        elif self._count >= COUNTED:
            self.count.setText(self.tr("{n} cases and more").format(n=f"{self._count:,}"))
        else:
            self.count.setText(self.tr("Cases: {n}").format(n=f"{self._count:,}"))

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.story.show_case(self.model.case_at(index.row()))

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        case = self.model.case_at(index.row())
        if case is not None:
            self.case_asked.emit(case.number)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title, exercise = self.tr("All cases"), self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self._session.mode is Mode.DRILL else title)
        self.banner.set_text(exercise)
        self.table.setAccessibleName(title)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.model.layoutChanged.emit()
        self._say_save()
        self._say_count()
