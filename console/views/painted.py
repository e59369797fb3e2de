"""Parts painted once and kept as pixels: a row or a ring that is as it was costs one call, whatever is on it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from console.views.theme.current import palette

KEPT = 192
"""More than any screen shows, at some 100 kB each."""

_kept: OrderedDict[Hashable, QPixmap] = OrderedDict()


def painted(painter: QPainter, rect: QRect, what: Hashable, paint: Callable[[QPainter, QRect], None]) -> None:
    """Paint ``rect`` by ``paint``, or again as it was then; ``what`` is everything on it but its size and the theme."""
    ratio = painter.device().devicePixelRatioF()
    key = (what, rect.width(), rect.height(), ratio, palette().name)
    pixels = _kept.get(key)
    if pixels is None:
        pixels = QPixmap(rect.size() * ratio)
        pixels.setDevicePixelRatio(ratio)
        pixels.fill(Qt.GlobalColor.transparent)
        inner = QPainter(pixels)
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(inner, QRect(QPoint(0, 0), rect.size()))
        inner.end()
        _kept[key] = pixels
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(key)
    painter.drawPixmap(rect.topLeft(), pixels)
