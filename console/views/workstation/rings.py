"""The three rings of the 1/3/5 clock: how far each limit is used, met or not, and what is predicted."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.model.incident import Incident
from console.model.recommendation import MarkForecast
from console.model.words import MarkState
from console.views.painted import painted
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import mark_ink
from console.views.wording import m_ss, word


def used_s(mark: MarkForecast, incident: Incident, now: datetime) -> int:
    """Seconds of the mark's time used: until it was met, or until now; 0 before the clock runs."""
    if incident.t0 is None:
        return 0
    met = incident.mark_met.get(mark.mark)
    return int(((met or now) - incident.t0).total_seconds())


def paint_ring(painter: QPainter, centre: QPointF, radius: float, width: float, share: float, ink: str) -> None:
    """A track with ``share`` (0 to 1) of it drawn in ``ink``, from twelve o'clock on."""
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(palette().line), width))
    painter.drawEllipse(box)
    if share > 0:
        painter.setPen(QPen(QColor(ink), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(box, 90 * 16, -round(min(1.0, share) * 360 * 16))


class Rings(QWidget):
    """Three rings side by side. ``scale`` 1 is the workstation; the wall draws them larger."""

    def __init__(self, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._marks: tuple[MarkForecast, ...] = ()
        self._used: tuple[int, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Rings with two lines of words below."""
        return QSize(round(390 * self._scale), round(128 * self._scale))

    def minimumSizeHint(self) -> QSize:
        """As high as the hint; it may be narrower."""
        return QSize(round(270 * self._scale), round(128 * self._scale))

    def set_scale(self, scale: float) -> None:
        """Letters and rings of another size."""
        self._scale = scale
        self.updateGeometry()

    def show_marks(self, marks: tuple[MarkForecast, ...], incident: Incident, now: datetime) -> None:
        """Show the marks of an incident at ``now``."""
        self._marks = marks
        self._used = tuple(used_s(mark, incident, now) for mark in marks)
        self.setAccessibleName("; ".join(f"{word('mark', m.mark.value)}: {self.words(m)}" for m in marks))
        self.update()

    def words(self, mark: MarkForecast) -> str:
        """What is said of a mark under its ring."""
        state = word("mark_state", mark.state.value)
        if mark.state is MarkState.NOT_RUNNING:
            return state
        if mark.state is MarkState.MET and mark.expected_s is not None:
            return f"{state} {m_ss(mark.expected_s)}"
        if mark.expected_s is None:
            return self.tr("{state}: nobody due").format(state=state) if mark.state is MarkState.AT_RISK else state
        if mark.state is MarkState.RUNNING:
            return self.tr("due at {time}").format(time=m_ss(mark.expected_s))
        return f"{state} {m_ss(mark.expected_s)}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rings; before a clock runs their limits are shown on empty tracks."""
        painter = QPainter(self)
        column = self.width() // max(1, len(self._marks))
        for n, (mark, used) in enumerate(zip(self._marks, self._used, strict=True)):
            name, said = word("mark", mark.mark.value), self.words(mark)
            paint = partial(self._one, mark, used, name, said)
            box = QRect(n * column, 0, column, self.height())
            painted(painter, box, ("ring", self._scale, mark, used, name, said), paint)
        painter.end()

    def _one(self, mark: MarkForecast, used: int, name: str, said: str, painter: QPainter, box: QRect) -> None:
        s, colours, ink = self._scale, palette(), mark_ink(palette(), mark.state)
        radius = 34 * s
        centre = QPointF(box.left() + box.width() / 2, box.top() + radius + 6 * s)
        running = mark.state is not MarkState.NOT_RUNNING
        paint_ring(painter, centre, radius, 7 * s, used / max(1, mark.limit_s) if running else 0.0, ink.fill)
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setPen(QColor(colours.text if running else colours.muted))
        painter.setFont(figure_font(round(20 * s)))
        time = m_ss(used) if running else "–"
        if painter.fontMetrics().horizontalAdvance(time) > radius * 1.6:
            painter.setFont(figure_font(round(15 * s)))
        painter.drawText(QRectF(centre.x() - radius, centre.y() - 19 * s, 2 * radius, 24 * s), middle, time)
        painter.setPen(QColor(colours.muted))
        painter.setFont(figure_font(round(11 * s), bold=False))
        limit = QRectF(centre.x() - radius, centre.y() + 5 * s, 2 * radius, 15 * s)
        painter.drawText(limit, middle, f"/ {m_ss(mark.limit_s)}")
        painter.setPen(QColor(colours.text))
        painter.setFont(ui_font(round(13 * s)))
        painter.drawText(QRectF(box.left(), centre.y() + radius + 7 * s, box.width(), 19 * s), middle, name)
        painter.setPen(QColor(ink.ink))
        painter.setFont(ui_font(round(12 * s), bold=mark.at_risk))
        said = f"{ink.glyph} {said}" if running else said
        painter.drawText(QRectF(box.left(), centre.y() + radius + 26 * s, box.width(), 18 * s), middle, said)
