"""The events of a period as a list: made into words only where they are seen, so that a long period opens at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.analysis.replay.reel import Reel
from console.board.board import Board
from console.board.timeline import Family, Vocabulary, family_of, line_of
from console.model.events import Recorded
from console.views.icons.tint import pixmap
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import BODY, SMALL
from console.views.wording import clock, only_words, shown, tell

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE, SINCE_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
BAD = ("incident.mark_missed", "order.lapsed", "order.declined", "order.delivery_failed")
ICONS = {Family.REPORT: "report", Family.DECISION: "plan", Family.ORDER: "team", Family.MARK: "clock"}
LONGEST = 240
HEIGHT_PX, TIME_PX, ICON_PX, PAD_PX = 52, 74, 24, 10


def is_bad(row: Recorded) -> bool:
    """Whether it is something that should not have happened."""
    return row.event.kind in BAD


class EventsModel(QAbstractListModel):
    """Rows of the period that the filter lets through; ``shown_row`` is the last that happened by the moment shown."""

    def __init__(self, reel: Reel, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel, self._vocabulary = reel, vocabulary
        self._end: Board | None = None
        self._rows: Sequence[int] = range(1, len(reel.rows) + 1)
        self.shown_row = 0
        self._words = lru_cache(maxsize=2000)(self._say)

    def narrow(self, family: Family | None, incident: int | None) -> None:
        """Let only these through; ``None`` lets all of a kind."""
        self.beginResetModel()
        if family is None and incident is None:
            self._rows = range(1, len(self._reel.rows) + 1)
        else:
            self._rows = [
                n for n, row in enumerate(self._reel.rows, 1)
                if (family is None or family_of(row) is family) and (incident is None or row.incident == incident)
            ]  # fmt: skip
        self.endResetModel()

    def said_anew(self) -> None:
        """In the language on screen."""
        self._words.cache_clear()
        self._tell_all()

    def know(self, end: Board) -> None:
        """The board at the period's end, which knows every order and incident that the rows speak of."""
        self._end = end
        self.said_anew()

    def show_row(self, row: int) -> None:
        """Up to here it has happened."""
        self.shown_row = row
        self._tell_all()

    def _tell_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_number(self, at: int) -> int:
        """The row of the period at a place of the list, counted from 1."""
        return self._rows[at]

    def place_of(self, row: int) -> int:
        """The last place of the list at or before a row of the period; -1 when there is none."""
        low, high = 0, len(self._rows)
        while low < high:
            middle = (low + high) // 2
            if self._rows[middle] <= row:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many are let through."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, for the eye, the tooltip and reading aloud; the row itself for painting."""
        if not index.isValid():
            return None
        number = self._rows[index.row()]
        row = self._reel.rows[number - 1]
        if role == ROW_ROLE:
            return row
        if role == SINCE_ROLE:
            return number <= self.shown_row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(role, self._words(number))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{clock(self._reel.district.local(row.at))}. {self._words(number)}"
        return None

    def _say(self, number: int) -> str:
        if self._end is None:
            return "…"
        row = self._reel.rows[number - 1]
        words = only_words(tell(line_of(self._end, row, self._vocabulary)), LONGEST)
        return f"#{row.incident} {words}" if row.incident is not None else words


class EventDelegate(QStyledItemDelegate):
    """Time, sign and up to two lines of words; what has not happened yet is muted. The tooltip has the whole."""

    def __init__(self, reel: Reel, parent: QWidget) -> None:
        super().__init__(parent)
        self._reel = reel

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All alike, so that a long list need not be measured."""
        return QSize(option.rect.width(), HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One event."""
        row: Recorded = index.data(ROW_ROLE)
        happened, rect, colours = index.data(SINCE_ROLE), option.rect, palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(colours.hover if chosen else colours.panel))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        ink = colours.states["late"].ink if is_bad(row) else colours.text if happened else colours.muted
        painter.setFont(figure_font(SMALL, bold=bool(happened)))
        painter.setPen(QColor(colours.text if happened else colours.muted))
        time = QRect(rect.left() + PAD_PX, rect.top(), TIME_PX, rect.height())
        painter.drawText(time, Qt.AlignmentFlag.AlignVCenter, clock(self._reel.district.local(row.at)))
        sign = "alarm-high" if is_bad(row) else ICONS[family_of(row)]
        spot = QRect(time.right() + 2, rect.center().y() - 7, 16, 16).topLeft()
        painter.drawPixmap(spot, pixmap(sign, ink, 16, painter.device().devicePixelRatioF()))
        words = QRect(time.right() + ICON_PX, rect.top(), rect.right() - time.right() - ICON_PX - PAD_PX, rect.height())
        painter.setPen(QColor(ink))
        two_lines(painter, words, str(index.data()))
        painter.restore()


def two_lines(painter: QPainter, box: QRect, text: str) -> None:
    """At most two lines of ``text`` in the middle of ``box``, the second cut with an ellipsis."""
    font = ui_font(BODY)
    measure, layout = QFontMetrics(font), QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(box.width())
    layout.endLayout()
    first, rest = text[: line.textLength()].rstrip(), text[line.textLength() :]
    lines = [first, measure.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())] if rest else [first]
    painter.setFont(font)
    top = box.center().y() - len(lines) * measure.height() // 2
    for n, words in enumerate(lines):
        spot = QRect(box.left(), top + n * measure.height(), box.width(), measure.height() + 2)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, words)
