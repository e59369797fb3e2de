"""A picture of a camera as evidence: its last good frame, and a strip with its name, the time, and SIMULATED."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from console.views.theme.current import palette
from console.views.theme.fonts import figure_font

STRIP_PX = 34
SIMULATED = "SIMULATED 模拟"


def snapshot(image: QImage, words: str, simulated: bool) -> bytes:
    """``image`` with the strip below it, as PNG. The frame itself is not touched."""
    kept = QImage(image.width(), image.height() + STRIP_PX, QImage.Format.Format_RGB32)
    kept.fill(QColor(palette().overlay))
    painter = QPainter(kept)
    painter.drawImage(0, 0, image)
    painter.setFont(figure_font(max(12, min(18, image.width() // 40))))
    painter.setPen(QColor(palette().text))
    strip = QRectF(10, image.height(), image.width() - 20, STRIP_PX)
    painter.drawText(strip, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    if simulated:
        painter.setPen(QColor(palette().exercise))
        painter.drawText(strip, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, SIMULATED)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    kept.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes, Qt for a string
    return bytes(content.data())
