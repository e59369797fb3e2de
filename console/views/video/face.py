"""How a camera's picture is drawn in a tile: cut to its shape, with name, age and marks over it. Any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import BODY, PALETTES, RADIUS_PX, SMALL
from console.views.video.feed import Feed, FeedState

_STATES = {
    FeedState.WAITING: "unknown",
    FeedState.LIVE: "available",
    FeedState.LATE: "notified",
    FeedState.FROZEN: "late",
    FeedState.LOST: "late",
    FeedState.THEN: "reserved",
}
_DIMMED = frozenset({FeedState.FROZEN, FeedState.LOST, FeedState.WAITING})
_PAD, _PILL_TALL = 8, 22
SIMULATED = "SIMULATED 模拟"
"""In both languages on every screen, so that no one takes it for a real picture."""


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


@dataclass(frozen=True, slots=True)
class Face:
    """A tile without its picture. ``width`` and ``height`` in pixels of the window, each ``ratio`` on the screen."""

    width: int
    height: int
    ratio: float
    theme: str
    title: str = ""
    has_camera: bool = True
    simulated: bool = False
    ringed: bool = False


def compose(face: Face, badge: str, state: FeedState, image: QImage) -> QImage:
    """The tile as it is shown: ``image`` fills it, with round corners; a null image leaves its ground."""
    whole = QImage(QSize(face.width, face.height) * face.ratio, QImage.Format.Format_ARGB32_Premultiplied)
    whole.setDevicePixelRatio(face.ratio)
    whole.fill(0)
    ink = PALETTES[face.theme]
    frame = QRectF(1, 1, face.width - 2, face.height - 2)
    shape = QPainterPath()
    shape.addRoundedRect(frame, RADIUS_PX, RADIUS_PX)
    painter = QPainter(whole)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(shape)
    painter.fillRect(frame, QColor(ink.ground))
    if not image.isNull():
        painter.drawImage(frame, image, _crop(image, frame))
    if face.has_camera:
        _words(painter, face, badge, state, frame)
    else:
        painter.setFont(ui_font(BODY))
        painter.setPen(QColor(ink.muted))
        nothing = QCoreApplication.translate("CameraTile", "No camera here")
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, nothing)
    painter.setClipping(False)
    painter.setPen(QPen(QColor(ink.accent if face.ringed else ink.line), 2 if face.ringed else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.end()
    return whole


def _words(painter: QPainter, face: Face, badge: str, state: FeedState, frame: QRectF) -> None:
    ink = PALETTES[face.theme]
    if state in _DIMMED:
        painter.fillRect(frame, QColor(8, 12, 20, 120))
    look = ink.states[_STATES[state]]
    age = _pill(f"{look.glyph} {badge}", look.ink, ink.overlay, 225, False, face.ratio, 10_000)
    wide = age.width() / face.ratio
    painter.drawImage(QPointF(frame.right() - wide - _PAD, frame.top() + _PAD), age)
    room = round(frame.width() - wide - 3 * _PAD)
    name = _pill(face.title, ink.text, ink.overlay, 225, False, face.ratio, room)
    painter.drawImage(QPointF(frame.left() + _PAD, frame.top() + _PAD), name)
    if face.simulated:
        mark = _pill(SIMULATED, ink.exercise, ink.exercise_ground, 255, True, face.ratio, 10_000)
        painter.drawImage(QPointF(frame.left() + _PAD, frame.bottom() - _PILL_TALL - _PAD), mark)


@lru_cache(maxsize=256)
def _pill(text: str, colour: str, ground: str, alpha: int, bold: bool, ratio: float, room: int) -> QImage:
    """Words on a ground of their own, at most ``room`` wide."""
    font = QFont(figure_font(SMALL, bold=bold))
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room - 2 * _PAD, 30))
    wide = metrics.horizontalAdvance(shown) + 2 * _PAD
    pill = QImage(QSize(round(wide * ratio), round(_PILL_TALL * ratio)), QImage.Format.Format_ARGB32_Premultiplied)
    pill.setDevicePixelRatio(ratio)
    pill.fill(0)
    behind = QColor(ground)
    behind.setAlpha(alpha)
    place = QRectF(0, 0, pill.width() / ratio, _PILL_TALL)
    painter = QPainter(pill)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(behind)
    painter.drawRoundedRect(place, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return pill


def _crop(image: QImage, frame: QRectF) -> QRectF:
    """The middle of the picture in the tile's shape."""
    wide, tall = float(image.width()), float(image.height())
    share = frame.width() / max(frame.height(), 1.0)
    if wide / tall > share:
        return QRectF((wide - tall * share) / 2, 0, tall * share, tall)
    return QRectF(0, (tall - wide / share) / 2, wide, wide / share)
