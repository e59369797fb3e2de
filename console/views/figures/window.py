"""The window of figures: a page per question, a picture and its table; a double click opens the cases behind a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.analysis.export import Cell, write_table
from console.analysis.scoring import load_scheme, ranked
from console.board.board import Board
from console.desk.session import Session
from console.district.where import resource_dir
from console.errors import ConsoleError
from console.journal.figures import Figure
from console.journal.store import Journal
from console.model.case_filter import Dimension
from console.model.words import Mode
from console.views import language
from console.views.background import Background
from console.views.banner import ExerciseBanner
from console.views.figures.chart import Chart
from console.views.figures.pages import (
    PAGES,
    Page,
    assessed_cells,
    assessed_headings,
    cells,
    filter_of,
    headings,
    hours_of_day,
    name_of,
    page_name,
    shown,
)

SPANS = (0, 1, 7, 30, 90)
VALUE_ROLE = Qt.ItemDataRole.UserRole
Found = list[Figure] | list[tuple[datetime, int]]


class FiguresWindow(QMainWindow):
    """Reads only. ``cases_asked`` carries the filter of the row that was opened."""

    cases_asked = Signal(object)

    def __init__(self, session: Session, background: Background, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._session, self._background = session, background
        self._now = now or session.clock.now
        self._board = Board(session.district)
        self._scheme = load_scheme(resource_dir() / "assessment.yaml")
        self._rows: list[list[Cell]] = []
        self._since: datetime | None = None
        self._found: Found = []
        self.is_asking = False
        self.tabs, self.span, self.said = QTabBar(), QComboBox(), QLabel()
        self.save = QPushButton()
        self.chart, self.table, self.model = Chart(), QTableView(), QStandardItemModel()
        self.banner = ExerciseBanner()
        self._lay_out()
        self._connect()
        self.resize(1600, 900)
        self.retranslate()
        self.ask()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 16, 6)
        bar.setSpacing(12)
        self.said.setProperty("role", "small")
        self.tabs.setDrawBase(False)
        for page in PAGES:
            self.tabs.addTab(page_name(page.code))
        for widget, stretch in ((self.tabs, 0), (self.said, 1), (self.span, 0), (self.save, 0)):
            bar.addWidget(widget, stretch)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        split = QSplitter()
        split.addWidget(self.chart)
        split.addWidget(self.table)
        split.setSizes([600, 1000])
        self.banner.setVisible(self._session.mode is Mode.DRILL)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addLayout(bar)
        rows.addWidget(split, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.ask)
        self.span.activated.connect(self.ask)
        self.save.clicked.connect(self._choose_file)
        self.table.doubleClicked.connect(self._opened)
        self.table.activated.connect(self._opened)
        language.changed.connect(self.retranslate)
        QShortcut(QKeySequence("F5"), self, self.ask)
        QShortcut(QKeySequence("Ctrl+S"), self, self._choose_file)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return not self.is_asking

    @Slot()
    def ask(self, _index: int = 0) -> None:
        """Count anew for the page and the span of time chosen."""
        days, now = self.span.currentData() or 0, self._now()
        self._since = now - timedelta(days=days) if days else None
        work = partial(_count, self._session.journal, PAGES[self.tabs.currentIndex()], self._since, now)
        self.is_asking = True
        self._background.read(work, self._take, self._trouble, tag="figures")

    @Slot(object)
    def _take(self, found: Found) -> None:
        self.is_asking = False
        self._found = found
        self._show()

    @Slot(object)
    def _trouble(self, error: Exception) -> None:
        self.is_asking = False
        self.said.setText(self.tr("The figures cannot be read: {problem}").format(problem=error))

    def _show(self) -> None:
        page = PAGES[self.tabs.currentIndex()]
        if page.by is None:
            hours = hours_of_day(self._board, [pair for pair in self._found if isinstance(pair, tuple)])
            self.chart.show_hours(hours)
            rows: list[list[Cell]] = [[f"{n:02d}:00", count] for n, count in enumerate(hours)]
            self._fill([["", self.tr("Reported")], *rows], [""] * 24)
            self._say(sum(hours))
            return
        figures = [figure for figure in self._found if isinstance(figure, Figure)]
        if page.assessed:
            self._show_scores(page.by, figures)
            return
        names = [name_of(self._board, page.by, figure.value) for figure in figures]
        self.chart.show_bars(names, [f.reported for f in figures], [f.on_time for f in figures])
        told = [cells(name, figure) for name, figure in zip(names, figures, strict=True)]
        self._fill([list(headings()), *told], [figure.value for figure in figures])
        self._say(sum(figure.reported for figure in figures))

    def _show_scores(self, by: Dimension, figures: list[Figure]) -> None:
        scores = ranked(figures, self._scheme)
        names = [name_of(self._board, by, score.figure.value) for score in scores]
        totals = [round(score.total or 0) for score in scores]
        self.chart.show_bars(names, [100] * len(totals), totals)
        told = [assessed_cells(name, score) for name, score in zip(names, scores, strict=True)]
        self._fill([list(assessed_headings(self._scheme)), *told], [score.figure.value for score in scores])
        few = self._scheme.fewest_cases
        self.said.setText(self.tr("Points out of 100; none below {few} cases").format(few=few))

    def _say(self, count: int) -> None:
        if not count:
            self.said.setText(self.tr("No case in this time. Choose a longer one."))
        elif PAGES[self.tabs.currentIndex()].by is None:
            self.said.setText(self.tr("{n} cases by the hour they were reported").format(n=f"{count:,}"))
        else:
            self.said.setText(self.tr("{n} cases; in blue those settled in time").format(n=f"{count:,}"))

    def _fill(self, rows: Sequence[list[Cell]], values: Sequence[str]) -> None:
        self._rows = list(rows)
        assessed = PAGES[self.tabs.currentIndex()].assessed
        self.model.clear()
        self.model.setHorizontalHeaderLabels([str(cell) for cell in rows[0]])
        for row, value in zip(rows[1:], values, strict=True):
            items = [QStandardItem(shown(cell, n, assessed=assessed)) for n, cell in enumerate(row)]
            items[0].setData(value, VALUE_ROLE)
            for item in items[1:]:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.model.appendRow(items)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        page = PAGES[self.tabs.currentIndex()]
        value = self.model.index(index.row(), 0).data(VALUE_ROLE)
        wanted = filter_of(page.by, value, self._since) if page.by is not None and value else None
        if wanted is not None:
            self.cases_asked.emit(wanted)

    @Slot()
    def _choose_file(self) -> None:
        kinds = self.tr("Table (*.xlsx *.csv);;Picture (*.png *.svg)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the figures"), "", kinds)
        if name:
            self.save_as(Path(name))

    def save_as(self, path: Path) -> None:
        """Write the table or the picture, by what the name ends in; what went wrong is said in the bar."""
        try:
            if path.suffix.lower() in (".png", ".svg"):
                self.chart.save(path)
            else:
                exercise = [["EXERCISE 演练"]] if self._session.mode is Mode.DRILL else []
                title = page_name(PAGES[self.tabs.currentIndex()].code)
                write_table(path, title, [*self._rows, *exercise])
            self.said.setText(self.tr("Saved: {path}").format(path=path))
        except ConsoleError as error:
            self.said.setText(str(error))

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title, exercise = self.tr("Figures"), self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self._session.mode is Mode.DRILL else title)
        self.banner.set_text(exercise)
        for n, page in enumerate(PAGES):
            self.tabs.setTabText(n, page_name(page.code))
        spans = (self.tr("Any time"), self.tr("Last 24 h"), self.tr("Last 7 days"), self.tr("Last 30 days"),
                 self.tr("Last 90 days"))  # fmt: skip
        chosen = max(0, self.span.currentIndex())
        self.span.clear()
        for days, name in zip(SPANS, spans, strict=True):
            self.span.addItem(name, days)
        self.span.setCurrentIndex(chosen)
        self.span.setAccessibleName(self.tr("Time"))
        self.save.setText(self.tr("Save as …"))
        self.table.setAccessibleName(title)
        if self._found:
            self._show()


def _count(journal: Journal, page: Page, since: datetime | None, now: datetime) -> Found:
    if page.by is None:
        return journal.by_hour(since, None)
    return journal.figures(page.by, since, None, now)
