"""The controller's three tables: injects, what is true, what is expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QColor

from console.views.map.marks import NEVER
from console.views.plain_table import KeyedRowsModel
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


class LinesModel(KeyedRowsModel[Line]):
    """Rows of words; the column ``looked_at`` wears the look of its row's state."""

    def __init__(
        self, columns: Sequence[str], looked_at: str, name: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, name, attrgetter("id"), parent=parent)
        self._looked_at = columns.index(looked_at)

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
