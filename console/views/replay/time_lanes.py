"""When what happened: a lane for each family of events over the whole period, and the moment that is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from console.analysis.replay.reel import Reel
from console.board.timeline import Family, family_of
from console.model.events import Recorded
from console.views import language
from console.views.replay.events_model import is_bad
from console.views.theme import current as theme
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import SMALL

LANE_PX, AXIS_PX, NAMES_PX, SIDE_PX = 15, 18, 78, 8
STEPS_S = (10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800, 2_592_000)
"""How far the times of the axis may be apart; the first is taken that leaves room for their words."""


class TimeLanes(QWidget):
    """A click goes to that moment. The picture of the lanes is painted once and kept until size or look change."""

    asked = Signal(object)  # a moment

    def __init__(self, reel: Reel, name: str, begins: datetime, ends: datetime, parent: QWidget | None = None) -> None:
        """``begins`` and ``ends`` are what is shown from edge to edge, in the run's own time."""
        super().__init__(parent)
        self._reel, self._moment, self._name, self._begins, self._ends = reel, begins, name, begins, ends
        self._kept: QPixmap | None = None
        self.setFixedHeight(len(Family) * LANE_PX + AXIS_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        language.follow(self._anew)
        theme.changed.connect(self._anew)

    def show_moment(self, moment: datetime) -> None:
        """Put the line at this moment."""
        self._moment = moment
        self.update()

    @Slot()
    def _anew(self, _cause: object = None) -> None:
        self.setAccessibleName(self.tr("What happened when"))
        self._kept = None
        self.update()

    @property
    def left(self) -> int:
        """Where the period begins, from the widget's left edge."""
        return NAMES_PX + SIDE_PX

    def x_of(self, moment: datetime) -> int:
        """Where a moment lies."""
        whole = max(1.0, (self._ends - self._begins).total_seconds())
        share = (moment - self._begins).total_seconds() / whole
        return self.left + round(min(1.0, max(0.0, share)) * (self.width() - self.left - SIDE_PX - 1))

    def moment_at(self, x: int) -> datetime:
        """Which moment lies there."""
        wide = max(1, self.width() - self.left - SIDE_PX - 1)
        share = min(1.0, max(0.0, (x - self.left) / wide))
        return self._begins + (self._ends - self._begins) * share

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes are painted anew."""
        super().resizeEvent(event)
        self._kept = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self.asked.emit(self.moment_at(event.position().toPoint().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the line along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.asked.emit(self.moment_at(event.position().toPoint().x()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The kept picture, and the line of the moment over it."""
        painter = QPainter(self)
        if self._kept is None:
            self._kept = self._painted()
        painter.drawPixmap(0, 0, self._kept)
        painter.setPen(QColor(palette().accent))
        x = self.x_of(self._moment)
        painter.drawLine(x, 0, x, len(Family) * LANE_PX)
        painter.fillRect(QRect(x - 1, 0, 3, len(Family) * LANE_PX), QColor(palette().accent))
        painter.end()

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(palette().panel))
        painter = QPainter(picture)
        names = (self.tr("reports"), self.tr("decisions"), self.tr("orders"), self.tr("marks"))
        painter.setFont(ui_font(SMALL))
        for lane, name in enumerate(names):
            box = QRect(SIDE_PX, lane * LANE_PX, NAMES_PX - 8, LANE_PX)
            painter.setPen(QColor(palette().muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QColor(palette().line))
            painter.drawLine(self.left, (lane + 1) * LANE_PX, self.width() - SIDE_PX, (lane + 1) * LANE_PX)
        self._ticks(painter)
        self._axis(painter)
        painter.end()
        return picture

    def _ticks(self, painter: QPainter) -> None:
        drawn: set[tuple[int, int, str]] = set()
        lanes = {family: n for n, family in enumerate(Family)}
        for n, row in enumerate(self._reel.rows, 1):
            lane, ink = lanes[family_of(row)], _ink(row)
            if not self._begins <= self._reel.time_of(n) <= self._ends:
                continue
            x = self.x_of(self._reel.time_of(n))
            if (x, lane, ink) not in drawn:
                drawn.add((x, lane, ink))
                painter.fillRect(QRect(x, lane * LANE_PX + 3, 2, LANE_PX - 5), QColor(ink))

    def _axis(self, painter: QPainter) -> None:
        top, begins = len(Family) * LANE_PX, self._begins
        painter.setFont(figure_font(SMALL, bold=False))
        painter.setPen(QColor(palette().muted))
        long = (self._ends - begins).total_seconds()
        form = "%H:%M:%S" if long < 7200 else "%H:%M" if long < 172_800 else "%m-%d %H:%M"
        wide = QFontMetrics(painter.font()).horizontalAdvance(begins.strftime(form)) + 24
        fits = max(1, (self.width() - self.left) // wide)
        if self._name:
            painter.setPen(QColor(palette().text))
            name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, self.left - SIDE_PX)
            painter.drawText(QRect(SIDE_PX, top + 1, self.left, AXIS_PX - 2), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(QColor(palette().muted))
        step = next((s for s in STEPS_S if long / s <= fits), STEPS_S[-1])
        local = self._reel.district.local(begins)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = -(-(local - midnight).total_seconds() // step) * step
        at = midnight + timedelta(seconds=passed)
        while at <= self._ends:
            x = self.x_of(at)
            painter.drawLine(QPoint(x, top), QPoint(x, top + 3))
            if self.left <= x - wide // 2 and x + wide // 2 < self.width():
                box = QRect(x - wide // 2, top + 2, wide, AXIS_PX - 2)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, at.strftime(form))
            at += timedelta(seconds=step)


def _ink(row: Recorded) -> str:
    colours = palette()
    if is_bad(row):
        return colours.states["late"].ink
    return {
        Family.REPORT: colours.accent, Family.DECISION: colours.muted, Family.ORDER: colours.states["en_route"].fill,
        Family.MARK: colours.states["met"].fill,
    }[family_of(row)]  # fmt: skip
