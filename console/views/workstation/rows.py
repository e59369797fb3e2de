"""Lists of the incident panel: rows as plain data, a model that applies differences, and how a row is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any
from unicodedata import category

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.views.icons.tint import pixmap
from console.views.painted import painted
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import BODY, LARGE, SMALL
from console.views.workstation.list_model import DifferenceModel, Index

ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. Inks are colours; ``icon`` and ``dots`` stand in the left column."""

    id: str
    title: str
    detail: str = ""
    icon: str = ""
    icon_ink: str = ""
    dots: tuple[tuple[bool, str], ...] = ()  # filled or not, colour
    value: str = ""
    value_ink: str = ""
    value_detail: str = ""
    value_small: bool = False
    key: str = ""
    edge: str = ""
    title_ink: str = ""
    heading: bool = False
    checked: bool | None = None
    indent: int = 0

    def __post_init__(self) -> None:
        """No mark of a stranger's turns a line round, and no control character is painted; line breaks stay."""
        for part in ("title", "detail", "value", "value_detail"):
            text: str = getattr(self, part)
            if not text.isprintable():
                object.__setattr__(self, part, "".join(sign if _harmless(sign) else " " for sign in text))


def _harmless(sign: str) -> bool:
    """Letters, signs, every kind of space and line breaks; neither control characters nor marks of direction."""
    return sign.isprintable() or sign == "\n" or category(sign) == "Zs"


class RowModel(DifferenceModel[Row]):
    """Rows by id; a new list is applied as removals, insertions and changes so that the selection stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(attrgetter("id"), parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title for reading aloud, the whole row for painting."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (row.title, row.detail, row.value, row.key) if part)
        return None

    def row(self, at: int) -> Row | None:
        """The row at a place, if there is one."""
        return self._rows[at] if 0 <= at < len(self._rows) else None


PAD, LEFT, EDGE, CHECK = 10, 30, 4, 16


class RowDelegate(QStyledItemDelegate):
    """Paints a :class:`Row`: title and detail wrap, value and key stand right, nothing is cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its wrapped words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return QSize(width, _row_px(index.data(ROW_ROLE), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Edge, left column, words, value, key."""
        row: Row = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and not row.heading
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and not row.heading
        ground = "hover" if chosen else "raised" if hovered else "panel"
        painted(painter, option.rect, (row, ground), partial(self._row, row, ground))

    def _row(self, row: Row, ground: str, painter: QPainter, rect: QRect) -> None:
        colours = palette()
        painter.fillRect(rect, QColor(getattr(colours, ground)))
        if row.edge:
            painter.fillRect(QRect(rect.left(), rect.top(), EDGE, rect.height()), QColor(row.edge))
        if not row.indent and not row.heading:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), QColor(colours.line))
        self._words(painter, row, rect)
        self._left_column(painter, row, rect)
        self._right_column(painter, row, rect)

    def _words(self, painter: QPainter, row: Row, rect: QRect) -> None:
        colours = palette()
        text = _text_rect(row, rect)
        flags = Qt.TextFlag.TextWordWrap
        title_height = _height(row.title, _title_font(row), text.width())
        detail_height = _height(row.detail, ui_font(SMALL), text.width()) + 2 if row.detail else 0
        top = rect.top() + (rect.height() - title_height - detail_height) // 2
        painter.setFont(_title_font(row))
        painter.setPen(QColor(row.title_ink or (colours.muted if row.heading else colours.text)))
        painter.drawText(QRect(text.left(), top, text.width(), title_height + 2), int(flags), row.title)
        if row.detail:
            painter.setFont(ui_font(SMALL))
            painter.setPen(QColor(colours.muted))
            below = QRect(text.left(), top + title_height + 2, text.width(), detail_height + 2)
            painter.drawText(below, int(flags), row.detail)

    def _left_column(self, painter: QPainter, row: Row, rect: QRect) -> None:
        colours = palette()
        centre = rect.center().y() + 1
        x = rect.left() + PAD + row.indent * 14
        if row.checked is not None:
            box = QRect(x, centre - CHECK // 2, CHECK, CHECK)
            painter.setPen(QPen(QColor(colours.accent if row.checked else colours.muted), 1.5))
            painter.setBrush(QColor(colours.accent) if row.checked else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
            if row.checked:
                painter.drawPixmap(box.topLeft(), pixmap("check", colours.ground, CHECK, _ratio(painter)))
        elif row.icon:
            mark = pixmap(row.icon, row.icon_ink or colours.muted, 16, _ratio(painter))
            painter.drawPixmap(x + 1, centre - 8, mark)
        for n, (filled, ink) in enumerate(row.dots):
            painter.setPen(QPen(QColor(ink), 1.6))
            painter.setBrush(QColor(ink) if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(x + n * 12, centre - 5, 8, 8)

    def _right_column(self, painter: QPainter, row: Row, rect: QRect) -> None:
        colours = palette()
        right = rect.right() - PAD
        if row.key:
            painter.setFont(ui_font(SMALL))
            wide = painter.fontMetrics().horizontalAdvance(row.key) + 12
            chip = QRect(right - wide, rect.center().y() - 9, wide, 19)
            painter.setPen(QColor(colours.line))
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(QColor(colours.muted))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, row.key)
            right = chip.left() - 8
        if row.value:
            painter.setFont(_value_font(row))
            painter.setPen(QColor(row.value_ink or colours.text))
            tall = painter.fontMetrics().height()
            below = QFontMetrics(ui_font(SMALL)).height() if row.value_detail else 0
            top = rect.center().y() - (tall + below) // 2 + 1
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(rect.left(), top, right - rect.left(), tall), flags, row.value)
            if below:
                painter.setFont(ui_font(SMALL))
                painter.setPen(QColor(colours.muted))
                painter.drawText(QRect(rect.left(), top + tall, right - rect.left(), below), flags, row.value_detail)


@lru_cache(maxsize=4096)
def _row_px(row: Row, width: int) -> int:
    """How high a row is in a column of ``width``; lists ask for every row whenever one of them changes."""
    text = _text_rect(row, QRect(0, 0, max(80, width), 10_000))
    height = _height(row.title, _title_font(row), text.width())
    if row.detail:
        height += _height(row.detail, ui_font(SMALL), text.width()) + 2
    if row.value_detail:
        height = max(height, QFontMetrics(figure_font(LARGE)).height() + QFontMetrics(ui_font(SMALL)).height())
    return height + (14 if row.heading else 12 if not row.indent else 7)


def _text_rect(row: Row, rect: QRect) -> QRect:
    left = PAD if row.heading else PAD + LEFT + row.indent * 14
    left += max(0, len(row.dots) - 2) * 11
    right = PAD
    if row.value:
        widest = max(
            QFontMetrics(_value_font(row)).horizontalAdvance(row.value),
            QFontMetrics(ui_font(SMALL)).horizontalAdvance(row.value_detail),
        )
        right += widest + 10
    if row.key:
        right += QFontMetrics(ui_font(SMALL)).horizontalAdvance(row.key) + 20
    return rect.adjusted(left, 0, -right, 0)


def _height(text: str, font: QFont, width: int) -> int:
    return _wrapped_px(text, font.pixelSize(), font.bold(), width)


@lru_cache(maxsize=4096)
def _wrapped_px(text: str, px: int, bold: bool, width: int) -> int:
    """How high a text is in a column of ``width``."""
    flags = Qt.TextFlag.TextWordWrap
    return QFontMetrics(ui_font(px, bold)).boundingRect(QRect(0, 0, width, 10_000), int(flags), text).height()


def _title_font(row: Row) -> QFont:
    if row.heading:
        return ui_font(SMALL, bold=True)
    return ui_font(SMALL if row.indent else BODY)


def _value_font(row: Row) -> Any:
    if row.value_small:
        return figure_font(SMALL, bold=False)
    return figure_font(BODY if row.indent else LARGE)


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()


class RowList(QListView):
    """A list of rows. ``activated_row`` on Enter or double click, ``clicked_row`` on a click."""

    clicked_row = Signal(str)
    activated_row = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(self._activated)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.rows.set_rows(rows)

    def current_id(self) -> str:
        """The id of the row the keyboard is on; empty when there is none."""
        row = self.rows.row(self.currentIndex().row())
        return row.id if row else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A left click tells which row it was."""
        super().mouseReleaseEvent(event)
        row = self.rows.row(self.indexAt(event.position().toPoint()).row())
        if row and event.button() is Qt.MouseButton.LeftButton:
            self.clicked_row.emit(row.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if row:
            self.activated_row.emit(row.id)
