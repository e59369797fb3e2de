"""One camera's picture with its name and its age; the last good frame stays when the feed does not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.views.theme import current as theme
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import BODY, RADIUS_PX, SMALL
from console.views.video.feed import Feed, FeedState, FrameSource

_STATES = {
    FeedState.WAITING: "unknown",
    FeedState.LIVE: "available",
    FeedState.LATE: "notified",
    FeedState.FROZEN: "late",
    FeedState.LOST: "late",
    FeedState.THEN: "reserved",
}
_PAD = 8


def badge_text(feed: Feed) -> str:
    """The feed in words, with the age that was counted: ``live 0.1 s``, ``frozen 14 s``."""
    words = {
        FeedState.WAITING: QCoreApplication.translate("CameraTile", "waiting for a picture"),
        FeedState.LIVE: QCoreApplication.translate("CameraTile", "live {age}"),
        FeedState.LATE: QCoreApplication.translate("CameraTile", "late {age}"),
        FeedState.FROZEN: QCoreApplication.translate("CameraTile", "frozen {age}"),
        FeedState.LOST: QCoreApplication.translate("CameraTile", "lost — reconnecting"),
        FeedState.THEN: QCoreApplication.translate("CameraTile", "as of then"),
    }
    age_s = feed.age_s or 0.0
    return words[feed.state].format(age=f"{age_s:.1f} s" if age_s < 10 else f"{age_s:.0f} s")


class CameraTile(QWidget):
    """A picture that fills the tile, name top left, age top right, SIMULATED bottom left."""

    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None, key_hint: str = "") -> None:
        super().__init__(parent)
        self.camera_id = ""
        self._title, self._key_hint, self._badge = "", key_hint, ""
        self._source: FrameSource | None = None
        self._feed = Feed(FeedState.WAITING, None)
        self._image = QImage()
        self._selected = False
        self.setMinimumSize(QSize(160, 90))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._aging = QTimer(self, interval=250)
        self._aging.timeout.connect(self._age)
        theme.changed.connect(self._repaint)

    def show_camera(self, camera_id: str, title: str, source: FrameSource) -> None:
        """Show this camera from now on; the same source again only changes the title."""
        self.camera_id, self._title = camera_id, title
        self.setAccessibleName(title)
        if source is not self._source:
            self._let_go()
            self._source, self._image = source, QImage()
            source.frame_came.connect(self._take)
            if self.isVisible():
                source.start()
        self._age()
        self.update()

    def clear(self) -> None:
        """Show no camera."""
        self._let_go()
        self.camera_id, self._title, self._image, self._badge = "", "", QImage(), ""
        self.update()

    def wake(self) -> None:
        """Ask for pictures again after another tile let go of the same source."""
        if self._source is not None and self.isVisible():
            self._source.start()

    def set_selected(self, selected: bool) -> None:
        """Ring the tile, or not."""
        self._selected = selected
        self.update()

    @property
    def image(self) -> QImage:
        """The last good frame; null before the first."""
        return self._image

    @property
    def badge(self) -> str:
        """The words of the age badge as shown."""
        return self._badge

    @property
    def feed_state(self) -> FeedState:
        """The state of the feed as shown."""
        return self._feed.state

    @property
    def is_marked_simulated(self) -> bool:
        """Whether the picture is drawn, and says so."""
        return self._source is not None and self._source.simulated

    def sizeHint(self) -> QSize:
        """16:9."""
        return QSize(360, 203)

    def showEvent(self, event: QShowEvent) -> None:
        """A tile that is seen wants pictures."""
        super().showEvent(event)
        self._aging.start()
        if self._source is not None:
            self._source.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """A tile that is not seen asks for none."""
        super().hideEvent(event)
        self._aging.stop()
        if self._source is not None:
            self._source.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the camera large."""
        if event.button() is Qt.MouseButton.LeftButton and self.camera_id:
            self.clicked.emit(self.camera_id)

    def changeEvent(self, event: QEvent) -> None:
        """New language, new words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._age()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Picture, then name, age and marks over it."""
        ink = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, RADIUS_PX, RADIUS_PX)
        painter.setClipPath(shape)
        painter.fillRect(frame, QColor(ink.ground))
        if not self._image.isNull():
            painter.drawImage(frame, self._image, self._crop(frame))
        self._paint_words(painter, frame)
        painter.setClipping(False)
        ringed = self._selected or self.hasFocus()
        painter.setPen(QPen(QColor(ink.accent if ringed else ink.line), 2 if ringed else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        painter.end()

    def _paint_words(self, painter: QPainter, frame: QRectF) -> None:
        ink = theme.palette()
        if self._source is None:
            painter.setFont(ui_font(BODY))
            painter.setPen(QColor(ink.muted))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("No camera here"))
            return
        state = ink.states[_STATES[self._feed.state]]
        if self._feed.state in (FeedState.FROZEN, FeedState.LOST, FeedState.WAITING):
            painter.fillRect(frame, QColor(8, 12, 20, 120))
        badge = self._pill(painter, frame, f"{state.glyph} {self._badge}", state.ink, right=True)
        title = f"{self._key_hint}  {self._title}" if self._key_hint else self._title
        self._pill(painter, frame, title, ink.text, right=False, room=frame.width() - badge - 3 * _PAD)
        if self._source.simulated:
            self._mark_simulated(painter, frame)

    def _pill(
        self, painter: QPainter, frame: QRectF, text: str, colour: str, right: bool, room: float = 10_000
    ) -> float:
        font = figure_font(SMALL, bold=False)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room - 2 * _PAD, 30))
        wide = metrics.horizontalAdvance(shown) + 2 * _PAD
        left = frame.right() - wide - _PAD if right else frame.left() + _PAD
        pill = QRectF(left, frame.top() + _PAD, wide, 22)
        ground = QColor(theme.palette().overlay)
        ground.setAlpha(225)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
        return wide

    def _mark_simulated(self, painter: QPainter, frame: QRectF) -> None:
        font = figure_font(SMALL, bold=True)
        text = "SIMULATED 模拟"  # in both languages on every screen, so that no one takes it for a real picture
        wide = QFontMetricsF(font).horizontalAdvance(text) + 2 * _PAD
        strip = QRectF(frame.left() + _PAD, frame.bottom() - 22 - _PAD, wide, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.palette().exercise_ground))
        painter.drawRoundedRect(strip, 4, 4)
        painter.setFont(font)
        painter.setPen(QColor(theme.palette().exercise))
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, text)

    def _crop(self, frame: QRectF) -> QRectF:
        """The middle of the picture in the tile's shape."""
        wide, tall = float(self._image.width()), float(self._image.height())
        share = frame.width() / max(frame.height(), 1.0)
        if wide / tall > share:
            return QRectF((wide - tall * share) / 2, 0, tall * share, tall)
        return QRectF(0, (tall - wide / share) / 2, wide, wide / share)

    def _take(self, image: QImage) -> None:
        self._image = image
        self._age()
        self.update()

    def _age(self) -> None:
        if self._source is not None:
            self._feed = self._source.feed()
        text = badge_text(self._feed) if self._source is not None else ""
        if text != self._badge:
            self._badge = text
            self.update()

    def _let_go(self) -> None:
        if self._source is not None:
            self._source.frame_came.disconnect(self._take)
            self._source.stop()
            self._source = None

    def _repaint(self, _theme: str) -> None:
        self.update()
