"""The day of each team as a bar: on duty, off duty, changed by the roster, with a line at the present moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from console.board.roster import stints
from console.views.duty.model import LANE, TEAM_ROLE
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import SMALL
from console.views.wording import only_words

BEFORE, AFTER = timedelta(hours=6), timedelta(hours=20)
EVERY_H = 4
MARGIN = 8.0


class Day:
    """The hours that are shown, and where each stands."""

    def __init__(self, link: SessionLink) -> None:
        self._link = link

    @property
    def now(self) -> datetime:
        """The session's time."""
        return self._link.now()

    @property
    def start(self) -> datetime:
        """The full hour from which on the day is shown."""
        return (self.now - BEFORE).replace(minute=0, second=0, microsecond=0)

    @property
    def end(self) -> datetime:
        """Until when."""
        return self.start + BEFORE + AFTER

    def x(self, moment: datetime, left: float, width: float) -> float:
        """Where ``moment`` stands in a box."""
        share = (moment - self.start) / (self.end - self.start)
        return left + MARGIN + (width - 2 * MARGIN) * min(1.0, max(0.0, share))

    def hours(self) -> list[tuple[datetime, str]]:
        """The moments that have a line, with their local hour."""
        district, found, moment = self._link.session.district, [], self.start
        while moment <= self.end:
            local = district.local(moment)
            if local.hour % EVERY_H == 0:
                found.append((moment, f"{local:%H}"))
            moment += timedelta(hours=1)
        return found


class LaneDelegate(QStyledItemDelegate):
    """Paints the lane of a team."""

    def __init__(self, link: SessionLink, day: Day, parent: QTableView) -> None:
        super().__init__(parent)
        self._link, self._day = link, day

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Hours, then the bars, then now."""
        super().paint(painter, option, index)
        box, colours = QRectF(option.rect), palette()  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        for moment, _ in self._day.hours():
            x = round(self._day.x(moment, box.left(), box.width())) + 0.5
            painter.drawLine(QLineF(x, box.top(), x, box.bottom()))
        self._bars(painter, box, index)
        painter.setPen(QPen(QColor(colours.accent), 2))
        x = self._day.x(self._day.now, box.left(), box.width())
        painter.drawLine(QLineF(x, box.top(), x, box.bottom()))
        painter.restore()

    def _bars(self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        colours, team = palette(), index.data(TEAM_ROLE)
        for stint in stints(self._link.board, team, self._day.start, self._day.end):
            left = self._day.x(stint.start, box.left(), box.width())
            right = self._day.x(stint.end, box.left(), box.width())
            bar = QRectF(left, box.top() + 7, max(2.0, right - left - 1), box.height() - 14)
            ink = QColor(colours.states["available"].fill if stint.turn is None else colours.accent)
            ink.setAlphaF(0.55)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRoundedRect(bar, 3, 3)
            if stint.turn is not None and stint.turn.crew:
                painter.setPen(QColor(colours.text))
                painter.setFont(ui_font(SMALL))
                words = painter.fontMetrics().elidedText(
                    only_words(stint.turn.crew, 40), Qt.TextElideMode.ElideRight, int(bar.width()) - 8
                )
                painter.drawText(bar.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)


class HoursHeader(QHeaderView):
    """The table's header; over the lanes stand the hours."""

    def __init__(self, day: Day, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._day = day

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        """As ever, but for the lanes."""
        super().paintSection(painter, rect, section)  # type: ignore[arg-type]
        if section != LANE:
            return
        box = QRectF(rect)  # type: ignore[call-overload]
        painter.save()
        painter.setPen(QColor(palette().muted))
        painter.setFont(figure_font(SMALL, bold=False))
        for moment, hour in self._day.hours():
            x = self._day.x(moment, box.left(), box.width())
            painter.drawText(QRectF(x - 16, box.top(), 32, box.height()), Qt.AlignmentFlag.AlignCenter, hour)
        painter.restore()
