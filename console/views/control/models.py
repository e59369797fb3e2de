"""The controller's three tables: injects, what is true, what is expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QColor

from console.views.map.marks import NEVER
from console.views.plain_table import ColumnsModel
from console.views.theme.current import palette
from console.views.wording import clock, shown
from console.views.workstation.list_model import Index

INJECTS = ("time", "state", "what", "kind", "waits")
HIDDEN = ("time", "true", "seen")
EXPECTED = ("deadline", "verdict", "what", "weight")


@dataclass(frozen=True, slots=True)
class Line:
    """A row as words by column, the look of its state, and what it stands for."""

    id: str
    words: tuple[str, ...]
    look: str = ""
    ready: bool = False


def heading(code: str) -> str:
    """A column's heading in the language on screen."""
    return {
        "time": QCoreApplication.translate("Control", "Time"),
        "state": QCoreApplication.translate("Control", "State"),
        "what": QCoreApplication.translate("Control", "What"),
        "kind": QCoreApplication.translate("Control", "Kind"),
        "waits": QCoreApplication.translate("Control", "Comes"),
        "true": QCoreApplication.translate("Control", "What is true"),
        "seen": QCoreApplication.translate("Control", "What the officer can know"),
        "deadline": QCoreApplication.translate("Control", "By"),
        "verdict": QCoreApplication.translate("Control", "So far"),
        "weight": QCoreApplication.translate("Control", "Weight"),
    }[code]


class LinesModel(ColumnsModel):
    """Rows of words; the same rows in the same order are only refreshed, so that selection and scrolling stay."""

    def __init__(
        self, columns: Sequence[str], looked_at: str, name: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, name, parent)
        self._looked_at = columns.index(looked_at)
        self._rows: list[Line] = []

    def set_rows(self, rows: Sequence[Line]) -> None:
        """Show these."""
        if [row.id for row in rows] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        elif list(rows) != self._rows:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def row_at(self, row: int) -> Line | None:
        """What a row shows."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words and inks."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(role, row.words[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and row.look and index.column() == self._looked_at:
            return QColor(palette().states[row.look].ink)
        return None


def local_clock(moment: datetime | None, local: Callable[[datetime], datetime]) -> str:
    """A moment as a time of day; a dash for one that is not known."""
    return clock(local(moment)) if moment is not None else NEVER
