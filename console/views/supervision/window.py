"""The window of the supervision list (Ctrl+U): counts by card on top, then every case, the gravest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.board.case_lines import department_label
from console.board.supervision import Supervised, SupervisionList, counted
from console.board.timeline import category_label
from console.model.words import Card
from console.views import language
from console.views.banner import ExerciseBanner
from console.views.link import SessionLink
from console.views.plain_table import dress
from console.views.supervision.model import CARD_LOOK, COLUMNS, SupervisionModel
from console.views.theme.dressing import follow_theme
from console.views.turns import later
from console.views.wording import tell, word

WIDTHS = (130, 90, 220, 240, 100, 230, 120, 100, 180)


class SupervisionWindow(QMainWindow):
    """Reads only. ``chosen`` asks the workstation to take a case up, ``case_asked`` for its whole page."""

    chosen = Signal(int)
    case_asked = Signal(int)

    def __init__(self, link: SessionLink) -> None:
        super().__init__()
        self._link = link
        self._list = SupervisionList()
        self.banner, self.summary = ExerciseBanner(), QLabel()
        self.words, self.card = QLineEdit(), QComboBox()
        self.model, self.table = SupervisionModel(link, self), QTableView()
        self._lay_out()
        self._connect()
        follow_theme(self)
        self.resize(1480, 820)
        self.retranslate()

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        dress(table, WIDTHS, COLUMNS.index("place"))
        self.summary.setProperty("role", "heading")
        self.summary.setWordWrap(True)
        self.summary.setContentsMargins(16, 12, 16, 4)
        self.words.setFixedWidth(300)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 4, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self.words)
        bar.addWidget(self.card)
        bar.addStretch(1)
        self.banner.setVisible(self._link.is_drill)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget in (self.banner, self.summary):
            rows.addWidget(widget)
        rows.addLayout(bar)
        rows.addWidget(table, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.words.textChanged.connect(self.refresh)
        self.card.activated.connect(self.refresh)
        self.table.activated.connect(self._activated)
        self._link.changed.connect(later(self.refresh))
        self._link.loaded.connect(later(self.refresh))
        self._link.ticked.connect(self._tick)
        language.follow(self.retranslate)
        QShortcut(QKeySequence("Ctrl+F"), self, self.words.setFocus)
        QShortcut(QKeySequence("Escape"), self, self.table.setFocus)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._ask_case)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return self._link.is_loaded

    @Slot(object)
    def _tick(self, _now: object) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show who is late now."""
        found, soon = self._list.look(self._link.board, self._link.now())
        counts = counted(found)
        told = [f"{CARD_LOOK[card][0]} {word('card', card.value)} {counts[card]}" for card in reversed(Card)]
        told.append(self.tr("late without a card {n}").format(n=counts[None]))
        told.append(self.tr("late within the hour {n}").format(n=soon))
        nobody = self.tr("Nobody is late. Late within the hour: {n}").format(n=soon)
        self.summary.setText("    ".join(told) if found else nobody)
        chosen = self.model.row_at(self.table.currentIndex().row())
        self.model.set_rows([one for one in found if self._wanted(one)])
        self._choose(chosen)

    def _wanted(self, one: Supervised) -> bool:
        card = self.card.currentData()
        if card and (one.card is None or one.card.value != card):
            return False
        typed = self.words.text().strip().lower()
        if not typed:
            return True
        board, incident = self._link.board, self._link.board.incidents[one.number]
        words = (f"#{one.number}", tell(category_label(board, incident.category)), incident.place, incident.grid,
                 tell(department_label(board, one.owner)))  # fmt: skip
        return any(typed in part.lower() for part in words)

    def _choose(self, before: Supervised | None) -> None:
        """The chosen case stays chosen wherever it stands now; else the first one is."""
        at = self.table.currentIndex().row()
        now = self.model.row_at(at)
        if before is not None and (now is None or now.number != before.number):
            numbers = [self.model.row_at(n) for n in range(self.model.rowCount())]
            at = next((n for n, row in enumerate(numbers) if row and row.number == before.number), 0)
            self.table.selectRow(at)
        elif now is None and self.model.rowCount():
            self.table.selectRow(0)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        one = self.model.row_at(index.row())
        if one is not None:
            self.chosen.emit(one.number)

    @Slot()
    def _ask_case(self) -> None:
        one = self.model.row_at(self.table.currentIndex().row())
        if one is not None:
            self.case_asked.emit(one.number)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title, exercise = self.tr("Supervision list"), self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self._link.is_drill else title)
        self.banner.set_text(exercise)
        self.words.setPlaceholderText(self.tr("Number, item, place, unit (Ctrl+F)"))
        self.words.setAccessibleName(self.tr("Number, item, place, unit (Ctrl+F)"))
        chosen = self.card.currentData()
        self.card.clear()
        self.card.addItem(self.tr("Any card"), "")
        for card in reversed(Card):
            self.card.addItem(word("card", card.value), card.value)
        self.card.setCurrentIndex(max(0, self.card.findData(chosen)))
        self.card.setAccessibleName(self.tr("Any card"))
        self.table.setAccessibleName(title)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.refresh()
