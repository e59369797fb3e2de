"""The two editors that are lists: capabilities to tick, and materials with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.model.places import MaterialItem
from console.phrase import Text
from console.views.wording import tell

CODE = Qt.ItemDataRole.UserRole
ROWS_SHOWN, ROW_PX = 6, 24


class Line(QLineEdit):
    """A line that lets the window undo and redo when there is nothing of its own typing to undo."""

    def event(self, event: QEvent) -> bool:
        """Give the keys up that it has no use for."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) or event.key() == Qt.Key.Key_Y
            if undo or (redo and not self.isRedoAvailable() and event.modifiers()):
                event.ignore()
                return False
        return super().event(event)


class Checks(QListWidget):
    """Known words to tick with Space; those ticked, in the order they are known."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(ROWS_SHOWN * ROW_PX + 4)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemChanged.connect(self._changed)

    def offer(self, known: Mapping[str, Text], ticked: list[str]) -> None:
        """Everything known, these ticked first; an unknown one stays, so that it can be taken off."""
        self.blockSignals(True)
        self.clear()
        for code in [*ticked, *(code for code in known if code not in ticked)]:
            item = QListWidgetItem(tell(known[code]) if code in known else str(code), self)
            item.setData(CODE, code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if code in ticked else Qt.CheckState.Unchecked)
        self.blockSignals(False)

    @property
    def ticked(self) -> list[str]:
        """The codes that are ticked."""
        rows = (self.item(n) for n in range(self.count()))
        return [row.data(CODE) for row in rows if row.checkState() is Qt.CheckState.Checked]

    @Slot(QListWidgetItem)
    def _changed(self, _item: QListWidgetItem) -> None:
        self.edited.emit()


class Amounts(QWidget):
    """Materials and how many of each: a number is typed into its row, Delete takes a row off, the list adds one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Mapping[str, MaterialItem] = {}
        self.table, self.more = QTableWidget(0, 2), QComboBox()
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX + 4)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setFixedHeight(ROWS_SHOWN * (ROW_PX + 4) + 4)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 84)
        self.table.installEventFilter(self)
        self.more.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.more.setMinimumContentsLength(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table)
        column.addWidget(self.more)
        self.table.itemChanged.connect(self._changed)
        self.more.activated.connect(self._add)

    def offer(self, known: Mapping[str, MaterialItem], amounts: Mapping[Any, Any], name: str) -> None:
        """The materials there are of each; ``name`` is what the editor is called."""
        self._known = known
        self.table.setAccessibleName(name)
        self.more.setAccessibleName(self.tr("Add a material"))
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for code, amount in amounts.items():
            self._put(str(code), amount)
        self.table.blockSignals(False)
        there = {str(code) for code in amounts}
        self.more.clear()
        self.more.addItem(self.tr("Add a material …"), "")
        for code, material in known.items():
            if code not in there:
                self.more.addItem(f"{tell(material.name)} · {code}", code)

    def _put(self, code: str, amount: Any) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        material = self._known.get(code)
        name = QTableWidgetItem(tell(material.name) if material else code)
        name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        name.setData(CODE, code)
        name.setToolTip(code)
        number = QTableWidgetItem(str(amount))
        number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, 0, name)
        self.table.setItem(row, 1, number)

    @property
    def amounts(self) -> dict[str, Any]:
        """The numbers by material; what is no number stays as it was typed."""
        found: dict[str, Any] = {}
        for row in range(self.table.rowCount()):
            name, number = self.table.item(row, 0), self.table.item(row, 1)
            if name is not None and number is not None:
                text = number.text().strip()
                found[name.data(CODE)] = int(text) if text.isdecimal() else text
        return found

    @Slot(QTableWidgetItem)
    def _changed(self, _item: QTableWidgetItem) -> None:
        self.edited.emit()

    @Slot(int)
    def _add(self, index: int) -> None:
        code = self.more.itemData(index)
        if code:
            self.table.blockSignals(True)
            self._put(code, 1)
            self.table.blockSignals(False)
            self.edited.emit()
            self.table.setCurrentCell(self.table.rowCount() - 1, 1)
            self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the row off."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.table.currentRow()
            if event.key() == Qt.Key.Key_Delete and row >= 0:
                self.table.removeRow(row)
                self.edited.emit()
                return True
        return super().eventFilter(watched, event)
