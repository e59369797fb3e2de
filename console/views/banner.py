"""The strips on top of windows: EXERCISE on every window of a drill, AS OF on every one that shows the past."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.views.theme.current import palette
from console.views.theme.fonts import figure_font


class ExerciseBanner(QWidget):
    """Hatched in the exercise colour so that nobody takes a drill for the real thing."""

    def __init__(self, height: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """What it says."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def inks(self) -> tuple[str, str]:
        """Colour of the words and of the ground."""
        return palette().exercise, palette().exercise_ground

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Hatching at the sides, words on a plain middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (ink, ground), box = self.inks(), QRectF(self.rect())
        painter.fillRect(box, QColor(ground))
        hatch = QColor(ink)
        hatch.setAlphaF(0.22)
        tall = box.height()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(hatch))
        x = -tall
        while x < box.width():
            points = [(x, tall), (x + tall, 0), (x + tall + 9, 0), (x + 9, tall)]
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
            x += 26
        font = figure_font(max(12, round(tall * 0.58)), bold=True)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(self._text) + 40
        middle = QRectF((box.width() - wide) / 2, 0, wide, tall)
        painter.fillRect(middle, QColor(ground))
        painter.setPen(QColor(ink))
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
