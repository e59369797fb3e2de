"""The strip of stages: 发现 → 受理 → 派遣 → 处置 → 核查 → 结案 → 评价, each with when it was reached and its light."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.board.stage_course import COURSE, StageTime
from console.model.words import Light, Stage
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import BODY, SMALL
from console.views.wording import span, word

_LOOK = {Light.GREEN: ("met", "✓"), Light.YELLOW: ("notified", "◐"), Light.RED: ("late", "▲")}
DOT = 26.0


class StageStrip(QWidget):
    """Seven discs on a line; a side exit stands last. Told by shape, colour and words."""

    def __init__(self, local: Callable[[datetime], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._local = local
        self._stays: tuple[StageTime, ...] = ()
        self._now: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_course(self, stays: Sequence[StageTime], now: datetime) -> None:
        """Show these stays, as of ``now``."""
        self._stays, self._now = tuple(stays), now
        self.setAccessibleName("; ".join(self.told()))
        self.update()

    def told(self) -> list[str]:
        """What the strip says, stage by stage."""
        return [f"{word('stage', stay.stage.value)}: {self._when(stay)}, {self._took(stay)}" for stay in self._stays]

    def sizeHint(self) -> QSize:
        """A line of discs with three lines of words."""
        return QSize(700, 104)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, then the discs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stays = {stay.stage: stay for stay in self._stays}
        stages = [*COURSE, *(stage for stage in stays if stage not in COURSE)]
        room = self.width() / max(1, len(stages))
        painter.setPen(QPen(QColor(palette().line), 3))
        painter.drawLine(QPointF(room / 2, 22), QPointF(self.width() - room / 2, 22))
        for n, stage in enumerate(stages):
            self._disc(painter, QRectF(n * room, 0, room, self.height()), stage, stays.get(stage))
        painter.end()

    def _disc(self, painter: QPainter, box: QRectF, stage: Stage, stay: StageTime | None) -> None:
        colours = palette()
        disc = QRectF(box.center().x() - DOT / 2, 9, DOT, DOT)
        look = _LOOK.get(stay.light) if stay is not None and stay.light is not None else None
        ink = QColor(colours.states[look[0]].fill if look else colours.accent if stay else colours.line)
        running = stay is not None and stay.until is None and stay.due_at is not None
        painter.setPen(QPen(ink, 3))
        painter.setBrush(QColor(colours.panel) if stay is None or running else ink)
        painter.drawEllipse(disc)
        painter.setFont(ui_font(BODY, bold=True))
        painter.setPen(ink if running else QColor(colours.ground if stay else colours.muted))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, (look[1] if look else "✓" if stay else ""))
        lines = [
            (word("stage", stage.value), ui_font(BODY, bold=stay is not None), colours.text if stay else colours.muted)
        ]
        if stay is not None:
            lines.append((self._when(stay), figure_font(SMALL, bold=False), colours.muted))
            lines.append(
                (
                    self._took(stay),
                    figure_font(SMALL, bold=False),
                    colours.states[look[0]].ink if look else colours.muted,
                )
            )
        top = 42.0
        for words, font, colour in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 4)
            painter.drawText(QRectF(box.left(), top, box.width(), 19), Qt.AlignmentFlag.AlignCenter, shown)
            top += 19

    def _when(self, stay: StageTime) -> str:
        times = f" ×{stay.times}" if stay.times > 1 else ""
        return f"{self._local(stay.since):%m-%d %H:%M}{times}"

    def _took(self, stay: StageTime) -> str:
        """How long it took, and by how much it was late or has time left."""
        if stay.due_at is None or self._now is None:
            return ""
        took = span(((stay.until or self._now) - stay.since).total_seconds())
        if stay.light is Light.RED:
            return QCoreApplication.translate("StageStrip", "{took}, late").format(took=took)
        if stay.until is None:
            return QCoreApplication.translate("StageStrip", "due {time}").format(
                time=f"{self._local(stay.due_at):%m-%d %H:%M}"
            )
        return took
