"""The window of figures: a page per question, a picture and its table; a double click opens the cases behind a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
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
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.analysis.export import Cell, write_table
from console.analysis.scoring import load_scheme
from console.board.board import Board
from console.desk.session import Session
from console.district.where import resource_dir
from console.errors import BadInput, ConsoleError, StoreUnavailable
from console.model.case_filter import CaseFilter
from console.model.words import Mode
from console.views import language
from console.views.background import Background
from console.views.banner import ExerciseBanner
from console.views.figures.chart import Chart
from console.views.figures.counting import Found, count
from console.views.figures.hot_map import Picture, number_hot_spots
from console.views.figures.pages import PAGES, page_name, shown
from console.views.figures.showing import Asked, show
from console.views.figures.table_model import FiguresModel
from console.views.theme.current import palette
from console.views.theme.dressing import follow_theme

SPANS = (0, 1, 7, 30, 90)
PICTURE_SHARE, PICTURE_BESIDE_POINTS = 0.5, 0.27


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
        self._behind: list[CaseFilter | None] = []
        self._found = Found()
        self.is_asking = False
        self.tabs, self.span, self.said = QTabBar(), QComboBox(), QLabel()
        self.save = QPushButton()
        self.chart, self.picture, self.pictures = Chart(), Picture(), QStackedWidget()
        self.table, self.model = QTableView(), FiguresModel(self)
        self.banner = ExerciseBanner()
        self._lay_out()
        self._connect()
        follow_theme(self)
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
        self.said.setContentsMargins(16, 0, 16, 6)
        self.said.setWordWrap(True)
        self.tabs.setUsesScrollButtons(True)
        for widget, stretch in ((self.tabs, 1), (self.span, 0), (self.save, 0)):
            bar.addWidget(widget, stretch)
        self.table.setModel(self.model)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        split = QSplitter()
        for picture in (self.chart, self.picture):
            self.pictures.addWidget(picture)
        split.addWidget(self.pictures)
        split.addWidget(self.table)
        self._split = split
        self.banner.setVisible(self._session.mode is Mode.DRILL)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addLayout(bar)
        rows.addWidget(self.said)
        rows.addWidget(split, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self.ask)
        self.span.activated.connect(self.ask)
        self.save.clicked.connect(self._choose_file)
        self.table.doubleClicked.connect(self._opened)
        self.table.activated.connect(self._opened)
        language.follow(self.retranslate)
        QShortcut(QKeySequence("F5"), self, self.ask)
        QShortcut(QKeySequence("Ctrl+S"), self, self._choose_file)

    @property
    def told(self) -> str:
        """What is said in the bar."""
        return self.said.text()

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return not self.is_asking

    @Slot()
    def ask(self, _index: int = 0) -> None:
        """Count anew for the page and the span of time chosen."""
        days, now = self.span.currentData() or 0, self._now()
        since = now - timedelta(days=days) if days else None
        self._asked = Asked(PAGES[self.tabs.currentIndex()], self._board, self._scheme, since, now)
        work = partial(count, self._session, self._asked.page, since, now, palette())
        self.is_asking = True
        self._background.read(work, self._take, self._trouble, tag="figures")

    @Slot(object)
    def _take(self, found: Found) -> None:
        self.is_asking = False
        self._found = found
        if not found.image.isNull():
            number_hot_spots(found.image, self._session.district, found.cells, palette())
        self._show()

    @Slot(object)
    def _trouble(self, error: Exception) -> None:
        self.is_asking = False
        self.said.setText(self.tr("The figures cannot be read: {problem}").format(problem=error))

    def _show(self) -> None:
        if not self._found.code or self._found.code != self._asked.page.code:
            return
        told = show(self._asked, self._found)
        self._rows, self._behind = told.rows, told.behind
        self.said.setText(told.said)
        self.pictures.setCurrentWidget(self.chart if told.draw else self.picture)
        if told.draw is not None:
            told.draw(self.chart)
        else:
            self.picture.show_image(self._found.image)
        part = PICTURE_SHARE if not self._asked.page.assessed else PICTURE_BESIDE_POINTS
        self._split.setSizes([round(self.width() * part), round(self.width() * (1 - part))])
        self._fill(told.rows)

    def _fill(self, rows: Sequence[list[Cell]]) -> None:
        page = self._asked.page
        named = {"places": 4, "complaints": 2}.get(page.code, 1)  # columns of words at the left
        shares = page.by is not None and not page.assessed

        def words(cell: Cell, column: int) -> str:
            return shown(cell, column if shares else 0, assessed=page.assessed)

        self.model.show(rows, named, words)
        self._share_out(named)

    def _share_out(self, named: int) -> None:
        """The last column of words takes what is left, but never less than it needs: then the table is scrolled."""
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if header.length() < self.table.viewport().width():
            header.setSectionResizeMode(named - 1, QHeaderView.ResizeMode.Stretch)

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        wanted = self._behind[index.row()] if 0 <= index.row() < len(self._behind) else None
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
                self._save_picture(path)
            else:
                exercise = [["EXERCISE 演练"]] if self._session.mode is Mode.DRILL else []
                title = page_name(PAGES[self.tabs.currentIndex()].code)
                write_table(path, title, [*self._rows, *exercise])
            self.said.setText(self.tr("Saved: {path}").format(path=path))
        except ConsoleError as error:
            self.said.setText(str(error))

    def _save_picture(self, path: Path) -> None:
        if self.pictures.currentWidget() is self.chart:
            self.chart.save(path)
        elif path.suffix.lower() == ".svg":
            raise BadInput(self.tr("The map of hot spots is kept as .png"))
        elif not self.picture.image.save(str(path)):
            raise StoreUnavailable(f"{path}: cannot be written")

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
        self._show()
