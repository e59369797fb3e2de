"""The list of cases as a table model: pages come from the journal as they are scrolled to, never on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor

from console.board.board import Board
from console.journal.cases import Case
from console.journal.store import Journal
from console.model.case_filter import CaseFilter, CaseOrder
from console.model.words import Light
from console.views.background import Background
from console.views.cases.columns import COLUMNS, cell, heading, light_of_case
from console.views.plain_table import ColumnsModel
from console.views.theme.current import palette
from console.views.wording import shown
from console.views.workstation.list_model import Index

PAGE = 200
CASE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Page:
    asked: int
    cases: list[Case]
    count: int | None


class CaseModel(ColumnsModel):
    """Rows of one filter in one order. ``counted`` tells how many there are in all, ``failed`` why none can be read."""

    counted = Signal(int)
    failed = Signal(str)

    def __init__(
        self, journal: Journal, board: Board, background: Background, now: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(tuple(column.code for column in COLUMNS), heading, parent)
        self._journal, self._board, self._background, self._now = journal, board, background, now
        self.wanted, self.order, self.falling = CaseFilter(), CaseOrder.REPORTED, True
        self._cases: list[Case] = []
        self._asked = 0  # which question the rows answer
        self._whole = True
        self.is_asking = False

    def ask(self, wanted: CaseFilter, order: CaseOrder, falling: bool) -> None:
        """Show another selection; the old rows stay until the new ones are there."""
        self.wanted, self.order, self.falling = wanted, order, falling
        self._asked += 1
        self._read(0)

    def _read(self, offset: int) -> None:
        self.is_asking = True
        work = partial(_page, self._journal, self.wanted, self.order, self.falling, offset, self._now(), self._asked)
        taken = self._first if offset == 0 else self._more
        self._background.read(work, taken, self._trouble, tag="cases")

    @Slot(object)
    def _first(self, page: _Page) -> None:
        self.is_asking = False
        self.beginResetModel()
        self._cases, self._whole = page.cases, len(page.cases) < PAGE
        self.endResetModel()
        self.counted.emit(page.count or 0)

    @Slot(object)
    def _more(self, page: _Page) -> None:
        self.is_asking = False
        self._whole = len(page.cases) < PAGE
        if page.asked != self._asked or not page.cases:
            return
        first = len(self._cases)
        self.beginInsertRows(QModelIndex(), first, first + len(page.cases) - 1)
        self._cases.extend(page.cases)
        self.endInsertRows()

    @Slot(object)
    def _trouble(self, error: Exception) -> None:
        self.is_asking = False
        self._whole = True
        self.failed.emit(str(error))

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more rows can be scrolled to."""
        return not parent.isValid() and not self._whole and not self.is_asking

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._read(len(self._cases))

    def count(self) -> int:
        """How many rows were read so far."""
        return len(self._cases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, colours by light, and the case itself."""
        if not index.isValid():
            return None
        case, code = self._cases[index.row()], COLUMNS[index.column()].code
        if role == CASE_ROLE:
            return case
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(role, cell(self._board, case, code) + self._mark(case, code))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(case, code)
        if role == Qt.ItemDataRole.TextAlignmentRole and code in ("returns", "score"):
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _mark(self, case: Case, code: str) -> str:
        """A shape beside the deadline, so that lateness is not told by colour alone."""
        light = light_of_case(case, self._now()) if code == "due" else None
        return {Light.RED: " ▲", Light.YELLOW: " ◐"}.get(light, "") if light else ""

    def _ink(self, case: Case, code: str) -> QColor | None:
        states = palette().states
        if code == "due" and light_of_case(case, self._now()) is Light.RED:
            return QColor(states["late"].ink)
        if code == "due" and light_of_case(case, self._now()) is Light.YELLOW:
            return QColor(states["notified"].ink)
        if code in ("score", "returns") and ((case.score or 5) <= 2 if code == "score" else case.returns):
            return QColor(states["late"].ink)
        return None if case.stage.is_open or code != "stage" else QColor(palette().muted)

    def case_at(self, row: int) -> Case | None:
        """The case of a row."""
        return self._cases[row] if 0 <= row < len(self._cases) else None


def _page(
    journal: Journal, wanted: CaseFilter, order: CaseOrder, falling: bool, offset: int, now: datetime, asked: int
) -> _Page:
    cases = journal.find(wanted, now, order, falling=falling, offset=offset, size=PAGE)
    return _Page(asked, cases, journal.count(wanted, now) if offset == 0 else None)
