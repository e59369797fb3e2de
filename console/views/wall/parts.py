"""Pieces of the wall: a row of a team, a figure with its words, a bar chart of arrival times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.board.today import Today
from console.views.icons.tint import pixmap
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.wording import m_ss

BUCKET_S = 30


@dataclass(frozen=True, slots=True)
class WallRow:
    """One line: a shape, words, and a figure."""

    icon: str
    ink: str
    words: str
    value: str
    value_ink: str
    detail: str = ""


class WallRows(QWidget):
    """As many rows as fit; what does not fit is counted in the last line, never cut."""

    def __init__(self, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._rows: Sequence[WallRow] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self._scale = scale
        self.update()

    def show_rows(self, rows: Sequence[WallRow]) -> None:
        """Show these."""
        if tuple(rows) != tuple(self._rows):
            self._rows = tuple(rows)
            self.setAccessibleName("; ".join(f"{row.words} {row.value}" for row in rows))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rows from the top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = (46 if any(row.detail for row in self._rows) else 28) * self._scale
        room = max(1, int(self.height() // tall))
        shown = self._rows if len(self._rows) <= room else self._rows[: room - 1]
        for n, row in enumerate(shown):
            self._row(painter, QRectF(0, n * tall, self.width(), tall), row)
        if len(shown) < len(self._rows):
            painter.setFont(ui_font(round(15 * self._scale)))
            painter.setPen(QColor(palette().muted))
            rest = QRectF(0, len(shown) * tall, self.width(), tall)
            more = self.tr("and {n} more").format(n=len(self._rows) - len(shown))
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, more)
        painter.end()

    def _row(self, painter: QPainter, box: QRectF, row: WallRow) -> None:
        s, colours = self._scale, palette()
        side = round(16 * s)
        mark = pixmap(row.icon, row.ink, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(box.left()), round(box.center().y() - side / 2), mark)
        painter.setFont(figure_font(round(17 * s)))
        wide = painter.fontMetrics().horizontalAdvance(row.value) + 12 * s
        painter.setPen(QColor(row.value_ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.value)
        painter.setFont(ui_font(round(16 * s)))
        painter.setPen(QColor(colours.text))
        words = box.adjusted(26 * s, 0, -wide, -20 * s if row.detail else 0)
        text = painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        if row.detail:
            painter.setFont(ui_font(round(14 * s)))
            painter.setPen(QColor(colours.muted))
            below = box.adjusted(26 * s, 24 * s, -wide, 0)
            detail = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, round(below.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, detail)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


class Figure(QWidget):
    """One large figure, what it is, and what to compare it with."""

    def __init__(self, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._value, self._name, self._beside, self._ink = "–", "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self._scale = scale
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for a figure and two lines."""
        return QSize(round(150 * self._scale), round(96 * self._scale))

    def show_value(self, value: str, name: str, beside: str, ink: str = "") -> None:
        """Show a figure."""
        self._value, self._name, self._beside, self._ink = value, name, beside, ink
        self.setAccessibleName(f"{name}: {value}. {beside}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Figure, name, comparison."""
        painter, s, colours = QPainter(self), self._scale, palette()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        x, width = 14 * s, self.width() - 20 * s
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.setFont(figure_font(round(40 * s)))
        painter.setPen(QColor(self._ink or colours.text))
        painter.drawText(QRectF(x, 2 * s, width, 46 * s), left, self._value)
        painter.setPen(QColor(colours.text))
        painter.setFont(ui_font(round(15 * s)))
        painter.drawText(QRectF(x, 48 * s, width, 22 * s), left, self._fit(painter, self._name, width))
        painter.setPen(QColor(colours.muted))
        painter.setFont(figure_font(round(14 * s), bold=False))
        painter.drawText(QRectF(x, 70 * s, width, 21 * s), left, self._fit(painter, self._beside, width))
        painter.end()

    @staticmethod
    def _fit(painter: QPainter, text: str, width: float) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(width))


class ArrivalBars(QWidget):
    """How many first arrivals fell into each half minute, against the limit."""

    def __init__(self, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._today: Today | None = None
        self._limit_s = 180
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self._scale = scale
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the figures beside it."""
        return QSize(round(230 * self._scale), round(96 * self._scale))

    def show_today(self, today: Today, limit_s: int) -> None:
        """Show the arrivals of the day."""
        self._today, self._limit_s = today, limit_s
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars up to twice the limit; a dashed line where the limit is."""
        painter, s, colours = QPainter(self), self._scale, palette()
        painter.setPen(QColor(colours.muted))
        painter.setFont(figure_font(round(14 * s), bold=False))
        head = QRectF(14 * s, 8 * s, self.width() - 20 * s, 20 * s)
        title = self.tr("First arrival today · limit {limit}").format(limit=m_ss(self._limit_s))
        if painter.fontMetrics().horizontalAdvance(title) > head.width():
            title = self.tr("Today · limit {limit}").format(limit=m_ss(self._limit_s))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        box = QRectF(14 * s, 34 * s, self.width() - 30 * s, self.height() - 44 * s)
        times = self._today.times_s if self._today else ()
        if not times:
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.tr("none yet"))
        else:
            self._bars(painter, box, times)
        painter.end()

    def _bars(self, painter: QPainter, box: QRectF, times: Sequence[int]) -> None:
        colours = palette()
        buckets = 2 * self._limit_s // BUCKET_S
        counts = [0] * buckets
        for time in times:
            counts[min(buckets - 1, time // BUCKET_S)] += 1
        wide = box.width() / buckets
        for n, count in enumerate(counts):
            late = n * BUCKET_S >= self._limit_s
            tall = box.height() * count / max(counts)
            ink = colours.states["late"].fill if late else colours.accent
            painter.fillRect(QRectF(box.left() + n * wide + 1, box.bottom() - tall, wide - 3, tall), QColor(ink))
        x = box.left() + wide * self._limit_s / BUCKET_S - 1
        painter.setPen(QPen(QColor(colours.states["late"].fill), 2, Qt.PenStyle.DashLine))
        painter.drawLine(round(x), round(box.top()), round(x), round(box.bottom()))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
