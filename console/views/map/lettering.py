"""Writing along a line: each letter set on the line, turned with it, upright where the line is steep."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QTransform
from shapely import LineString
from shapely.ops import substring

_STEEP_DEG = 58.0
_BEND_DEG = 24.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """A name's letters as one outline, and the strip of ground it needs for itself."""

    outline: QPainterPath
    strip: LineString
    height: float

    @property
    def bounds(self) -> QRectF:
        """The rectangle around the letters."""
        return self.outline.boundingRect()


def is_cjk(text: str) -> bool:
    """Whether the text is written in characters that may stand upright below each other."""
    return any("\u3400" <= letter <= "\u9fff" for letter in text)


def level(text: str, font: QFont, centre: tuple[float, float]) -> Lettering:
    """The text written level around ``centre``."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text)
    left, base = centre[0] - width / 2, centre[1] + metrics.capHeight() / 2
    outline = QPainterPath()
    outline.addText(QPointF(left, base), font, text)
    strip = LineString([(left, centre[1]), (left + width, centre[1])])
    return Lettering(outline, strip, metrics.height())


def along(text: str, font: QFont, line: LineString, middle: float, spacing: float = 0.0) -> Lettering | None:
    """The text written along ``line`` around ``middle`` (pixels from its start); ``None`` where it bends too much."""
    metrics = QFontMetricsF(font)
    advances = [metrics.horizontalAdvance(letter) + spacing for letter in text]
    steep = is_cjk(text) and _steep(line, middle, sum(advances))
    if steep:
        advances = [metrics.height() * 0.94 + spacing] * len(text)
    width = sum(advances)
    start = middle - width / 2
    if start < 0 or start + width > line.length:
        return None
    strip = substring(line, start, start + width)
    strip = strip if _reads_forward(strip, steep) else strip.reverse()
    if _bend(strip) > _BEND_DEG:
        return None
    outline = QPainterPath()
    reached = 0.0
    for letter, advance in zip(text, advances, strict=True):
        glyph = QPainterPath()
        own = metrics.horizontalAdvance(letter)
        glyph.addText(QPointF(-own / 2, metrics.capHeight() / 2), font, letter)
        x, y, turn = _stand(strip, reached + advance / 2)
        place = QTransform.fromTranslate(x, y)
        outline.addPath((place if steep else place.rotate(turn)).map(glyph))
        reached += advance
    return Lettering(outline, strip, metrics.height())


def _angle(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def _steep(line: LineString, middle: float, width: float) -> bool:
    a = line.interpolate(max(0.0, middle - width / 2))
    b = line.interpolate(min(line.length, middle + width / 2))
    turn = abs(_angle((a.x, a.y), (b.x, b.y)))
    return _STEEP_DEG < turn < 180 - _STEEP_DEG


def _reads_forward(strip: LineString, steep: bool) -> bool:
    (x0, y0), (x1, y1) = strip.coords[0][:2], strip.coords[-1][:2]
    if steep:
        return y1 > y0
    return x1 > x0 if abs(x1 - x0) > 1e-6 else y1 < y0


def _bend(strip: LineString) -> float:
    whole = _angle(strip.coords[0][:2], strip.coords[-1][:2])
    turns = [_angle(a[:2], b[:2]) - whole for a, b in zip(strip.coords[:-1], strip.coords[1:], strict=True)]
    return max((abs((turn + 180) % 360 - 180) for turn in turns), default=0.0)


def _stand(strip: LineString, at: float) -> tuple[float, float, float]:
    point = strip.interpolate(at)
    before, after = strip.interpolate(max(0.0, at - 5)), strip.interpolate(min(strip.length, at + 5))
    return point.x, point.y, _angle((before.x, before.y), (after.x, after.y))
