"""Tables of the windows: rows that are read and chosen, never edited, and the models they show."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QTableView

from console.views.workstation.list_model import Index

ROW_PX, LEAST_PX = 30, 130
Shown = TypeVar("Shown")


def dress(table: QTableView, widths: Sequence[int], stretched: int) -> None:
    """One row is chosen at a time, none is edited; the column ``stretched`` takes what room is left.

    Tab leaves the table: rows are gone through with the arrows.
    """
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_PX)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for n, width in enumerate(widths):
        table.setColumnWidth(n, width)
    _Stretch(table, stretched)


class _Stretch(QObject):
    """Gives a column what room is left. Qt's own stretching takes nearly all of it before a table scrolls."""

    def __init__(self, table: QTableView, column: int) -> None:
        super().__init__(table)
        self._table, self._column = table, column
        table.viewport().installEventFilter(self)
        table.horizontalHeader().sectionResized.connect(self._resized)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With the room."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    @Slot(int, int, int)
    def _resized(self, column: int, _before: int, _now: int) -> None:
        if column != self._column:
            self._fit()

    def _fit(self) -> None:
        header = self._table.horizontalHeader()
        others = header.length() - header.sectionSize(self._column)
        header.resizeSection(self._column, max(LEAST_PX, self._table.viewport().width() - others))


class ColumnsModel(QAbstractTableModel):
    """A table of named columns; ``heading`` gives a column's name in the language on screen."""

    def __init__(self, columns: Sequence[str], heading: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._heading = columns, heading

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings; rows are not numbered."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heading(self._columns[section])
        return None


class KeyedRowsModel(ColumnsModel, Generic[Shown]):
    """Rows told apart by ``key``; the same rows in the same order are only refreshed: selection and scrolling stay.

    ``aging`` is a column whose words change though its rows do not.
    """

    def __init__(
        self, columns: Sequence[str], heading: Callable[[str], str], key: Callable[[Shown], Hashable], aging: str = "",
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(columns, heading, parent)
        self._key, self._aging = key, columns.index(aging) if aging else None
        self._rows: list[Shown] = []

    def set_rows(self, rows: Sequence[Shown]) -> None:
        """Show these."""
        if list(map(self._key, self._rows)) != list(map(self._key, rows)):
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        changed, self._rows = self._rows != list(rows), list(rows)
        if changed:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
        elif rows and self._aging is not None:
            self.dataChanged.emit(self.index(0, self._aging), self.index(len(rows) - 1, self._aging))

    def row_at(self, row: int) -> Shown | None:
        """What a row shows."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)
