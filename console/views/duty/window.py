"""The duty window (Ctrl+D): the posture and what it changes, the roster of every team, and the desk's hand-over."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.board.posture import posture_changes
from console.board.roster import nobody_for, on_duty
from console.intake.roster_file import RosterRead, read_roster
from console.intake.tables import read_rows
from console.model.commands import ChangeRoster
from console.model.places import District
from console.views import language
from console.views.banner import ExerciseBanner
from console.views.duty.change import ChangeForm
from console.views.duty.hand_over import HandOver
from console.views.duty.lane import Day, HoursHeader, LaneDelegate
from console.views.duty.model import COLUMNS, LANE, RosterModel
from console.views.link import SessionLink
from console.views.plain_table import dress
from console.views.theme.dressing import follow_theme
from console.views.turns import later
from console.views.wording import tell, word

WIDTHS = (200, 160, 130, 100, 144, 120, 160)
NARROW_PX, SPARED = 1560, ("kind", "crew")
"""Below this width these columns give way to the day."""
SHOWN_GAPS, SHOWN_ERRORS = 4, 3
REFRESH_TICKS = 5


class DutyWindow(QMainWindow):
    """Everything it changes goes through the desk."""

    def __init__(self, link: SessionLink) -> None:
        super().__init__()
        self._link = link
        self._ticks = 0
        self.banner = ExerciseBanner()
        self.posture, self.summary, self.said = QLabel(), QLabel(), QLabel()
        self.words, self.only = QLineEdit(), QCheckBox()
        self.load = QPushButton()
        self.model = RosterModel(link, self)
        self.table = QTableView()
        self.form, self.desk = ChangeForm(link), HandOver(link)
        self._set_up_table()
        self._lay_out()
        self._connect()
        follow_theme(self)
        self.resize(1680, 940)
        self.retranslate()

    def _set_up_table(self) -> None:
        table, day = self.table, Day(self._link)
        table.setModel(self.model)
        table.setHorizontalHeader(HoursHeader(day, table))
        table.setItemDelegateForColumn(LANE, LaneDelegate(self._link, day, table))
        dress(table, WIDTHS, LANE)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 4)
        bar.setSpacing(12)
        self.words.setFixedWidth(250)
        for widget in (self.words, self.only):
            bar.addWidget(widget)
        self.said.setProperty("role", "small")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        bar.addWidget(self.said, 1)
        bar.addWidget(self.load)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self.posture, self.summary):
            label.setContentsMargins(16, 8, 16, 0)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.desk)
        split.setStretchFactor(0, 1)
        split.setSizes([1320, 340])
        self.banner.setVisible(self._link.is_drill)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(split, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._narrow)
        self.only.toggled.connect(self._narrow)
        self.load.clicked.connect(self._choose_file)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.model.modelReset.connect(self._select_first)
        self._link.changed.connect(later(self.refresh))
        self._link.loaded.connect(later(self.refresh))
        self._link.ticked.connect(self._tick)
        self._link.refused.connect(self._refused)
        language.follow(self.retranslate)
        QShortcut(QKeySequence("Ctrl+F"), self, self.words.setFocus)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.desk.do)
        QShortcut(QKeySequence("Ctrl+O"), self, self._choose_file)
        QShortcut(QKeySequence("Escape"), self, self.table.setFocus)
        self._select_first()

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return self._link.is_loaded

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the day comes before what the names tell anyway."""
        super().resizeEvent(event)
        for code in SPARED:
            self.table.setColumnHidden(COLUMNS.index(code), self.width() < NARROW_PX)

    @Slot()
    def _select_first(self) -> None:
        self.table.selectRow(0)
        self.form.speak_of(self.model.team_at(0))

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.form.speak_of(self.model.team_at(index.row()))

    @Slot()
    def _narrow(self, _cause: object = None) -> None:
        self.model.narrow(self.words.text(), self.only.isChecked())

    @Slot(object)
    def _tick(self, _now: object) -> None:
        self._ticks += 1
        if self.isVisible() and self._ticks % REFRESH_TICKS == 0:
            self.refresh()

    @Slot(object, object)
    def _refused(self, command: object, reason: object) -> None:
        if isinstance(command, ChangeRoster):
            self.said.setText(tell(reason))  # type: ignore[arg-type]

    @Slot()
    def refresh(self, _rows: object = None) -> None:
        """Show the roster as it is now."""
        board, now = self._link.board, self._link.now()
        changes = " · ".join(tell(phrase) for phrase in posture_changes(board, now))
        posture = word("posture", board.posture.value)
        self.posture.setText(self.tr("Posture {posture}").format(posture=posture) + (f": {changes}" if changes else ""))
        teams = board.district.teams.values()
        there = sum(on_duty(board, team, now) for team in teams)
        words = self.tr("{n} of {all} teams on duty").format(n=there, all=len(teams))
        gaps = [tell(board.district.capabilities[code]) for code in nobody_for(board, now)]
        if gaps:
            named = ", ".join(gaps[:SHOWN_GAPS]) + (" …" if len(gaps) > SHOWN_GAPS else "")
            words += " · ▲ " + self.tr("nobody on duty for: {capabilities}").format(capabilities=named)
        self.summary.setText(words)
        self.model.refresh()
        self.table.horizontalHeader().viewport().update()

    # -- a roster from a file -------------------------------------------------------------------------------------

    @Slot()
    def _choose_file(self) -> None:
        kinds = self.tr("Roster (*.csv *.xlsx *.tsv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Take a roster in"), "", kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a roster off the GUI thread, then let it count; what is wrong with its rows is said."""
        self.said.setText(self.tr("Reading {name} …").format(name=path.name))
        work = partial(_read, path, self._link.session.district)
        self._link.background.read(work, self._file_read, self._file_failed)

    @Slot(object)
    def _file_read(self, found: RosterRead) -> None:
        if found.turns:
            self._link.submit(ChangeRoster(found.turns))
        words = self.tr("{n} turns taken in").format(n=sum(turn.on_duty for turn in found.turns))
        if found.refused:
            rows = "; ".join(
                self.tr("row {n}: {problem}").format(n=row, problem=tell(reason))
                for row, reason in found.refused[:SHOWN_ERRORS]
            )
            more = len(found.refused) - SHOWN_ERRORS
            words += " · ▲ " + rows + (self.tr(" and {n} more").format(n=more) if more > 0 else "")
        self.said.setText(words)

    @Slot(object)
    def _file_failed(self, error: Exception) -> None:
        self.said.setText(self.tr("The roster cannot be read: {problem}").format(problem=error))

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title, exercise = self.tr("Duty and roster"), self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self._link.is_drill else title)
        self.banner.set_text(exercise)
        self.words.setPlaceholderText(self.tr("Team, kind or road (Ctrl+F)"))
        self.words.setAccessibleName(self.tr("Team, kind or road (Ctrl+F)"))
        self.only.setText(self.tr("only those on duty"))
        self.load.setText(self.tr("Roster from a file …"))
        self.table.setAccessibleName(title)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, LANE)
        self.refresh()


def _read(path: Path, district: District) -> RosterRead:
    return read_roster(read_rows(path), district)
