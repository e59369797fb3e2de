"""A list model that applies a new list as removals, insertions, moves and changes, so that the selection stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
Shown = TypeVar("Shown")


class DifferenceModel(QAbstractListModel, Generic[Shown]):
    """Rows told apart by ``key``; rows of one list have different keys."""

    def __init__(self, key: Callable[[Shown], Hashable], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._rows: list[Shown] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def set_rows(self, rows: Sequence[Shown]) -> None:
        """Show these rows in this order, touching only what differs."""
        wanted = {self._key(row) for row in rows}
        for at in reversed(range(len(self._rows))):
            if self._key(self._rows[at]) not in wanted:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        changed = [at for at, row in enumerate(rows) if self._place(at, row)]
        if changed:  # told once: a view lays all its rows out again for each row that is told to have changed
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def _place(self, at: int, row: Shown) -> bool:
        """Whether the row was there and looks different now."""
        key = self._key(row)
        old = next((n for n in range(at, len(self._rows)) if self._key(self._rows[n]) == key), None)
        if old is None:
            self.beginInsertRows(QModelIndex(), at, at)
            self._rows.insert(at, row)
            self.endInsertRows()
            return False
        if old != at:
            self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), at)
            self._rows.insert(at, self._rows.pop(old))
            self.endMoveRows()
        changed = self._rows[at] != row
        self._rows[at] = row
        return changed
