"""The table of past incidents a plan was tried on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from console.analysis.plan_try import Chosen, Tried
from console.board.timeline import category_label
from console.model.plan import PlanAnswer
from console.views.link import SessionLink
from console.views.plain_table import ColumnsModel
from console.views.theme.current import palette
from console.views.wording import only_words, shown, tell, word

COLUMNS = ("number", "reported", "item", "now", "then", "change")
LAST = COLUMNS.index("change")
Index = QModelIndex | QPersistentModelIndex


class TriedModel(ColumnsModel):
    """One row for each incident; rows that change are inked."""

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, self._heading_of, parent)
        self._link = link
        self._tried: Sequence[Tried] = ()

    def show_tried(self, tried: Sequence[Tried]) -> None:
        """Show these."""
        if tuple(tried) == tuple(self._tried):
            return
        self.beginResetModel()
        self._tried = tried
        self.endResetModel()

    def retell(self) -> None:
        """The same in another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, LAST)
        self.layoutChanged.emit()

    def tried_at(self, row: int) -> Tried | None:
        """The incident in a row."""
        return self._tried[row] if 0 <= row < len(self._tried) else None

    def count(self) -> int:
        """How many rows there are."""
        return len(self._tried)

    def _heading_of(self, column: str) -> str:
        return {
            "number": self.tr("No."), "reported": self.tr("Reported"), "item": self.tr("Item"),
            "now": self.tr("In force"), "then": self.tr("With this text"), "change": self.tr("Would be proposed"),
        }[column]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, and the ink of what changes."""
        tried = self.tried_at(index.row())
        if tried is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(role, self._words(tried, COLUMNS[index.column()]))
        if role == Qt.ItemDataRole.ForegroundRole and tried.differs:
            return QColor(palette().accent)
        return None

    def _words(self, tried: Tried, column: str) -> str:
        incident, board = tried.incident, self._link.board
        match column:
            case "number":
                return f"#{incident.number}"
            case "reported":
                return f"{board.district.local(incident.reported_at):%Y-%m-%d %H:%M}"
            case "item":
                return only_words(tell(category_label(board, incident.category)))
            case "now":
                return _level(tried.now)
            case "then":
                return _level(tried.then)
        before, after = self._chosen(tried.proposed_now), self._chosen(tried.proposed_then)
        return after if before == after else f"{before} → {after}"

    def _chosen(self, chosen: Chosen | None) -> str:
        if chosen is None:
            return self.tr("nothing for sure")
        plan = self._link.session.book.get(chosen.plan)
        level = word("level", chosen.level.value) if chosen.level else ""
        return f"{tell(plan.title) if plan else chosen.plan} {level}".strip()


def _level(answer: PlanAnswer | None) -> str:
    if answer is None:
        return "–"
    return word("level", answer.level.value) if answer.level else word("answer", answer.answer.value)
