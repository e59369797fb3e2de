"""A pinhole lens: metres in the scene to pixels of the picture, and colours that fade with distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPolygonF

WIDTH, HEIGHT = 480.0, 270.0
"""Scenes are drawn in these units and scaled to the size asked for."""


def mix(a: str | QColor, b: str | QColor, share: float) -> QColor:
    """The colour ``share`` of the way from ``a`` to ``b``."""
    p, q, share = QColor(a), QColor(b), min(max(share, 0.0), 1.0)
    ends = ((p.red(), q.red()), (p.green(), q.green()), (p.blue(), q.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in ends))


def clear(colour: str | QColor, alpha: float) -> QColor:
    """The colour at ``alpha`` 0 to 1."""
    faded = QColor(colour)
    faded.setAlphaF(min(max(alpha, 0.0), 1.0))
    return faded


@dataclass(frozen=True, slots=True)
class Lens:
    """Where the camera stands: ``x`` right, ``y`` up, ``z`` ahead, in metres; the horizon is level."""

    horizon: float = 108.0
    centre: float = 240.0
    focal: float = 330.0
    height_m: float = 5.5

    def at(self, x: float, y: float, z: float) -> QPointF:
        """The pixel of a point; ``z`` must be ahead of the lens."""
        z = max(z, 1.2)
        return QPointF(self.centre + self.focal * x / z, self.horizon + self.focal * (self.height_m - y) / z)

    def size(self, metres: float, z: float) -> float:
        """Pixels that ``metres`` take up at distance ``z``."""
        return self.focal * metres / max(z, 1.2)

    def face(self, corners: Sequence[tuple[float, float, float]]) -> QPolygonF:
        """A flat face from its corners."""
        return QPolygonF([self.at(*corner) for corner in corners])

    def flat(self, x0: float, x1: float, z0: float, z1: float, y: float = 0.0) -> QPolygonF:
        """A rectangle lying on the ground."""
        return self.face([(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)])

    def upright(self, x0: float, x1: float, y0: float, y1: float, z: float) -> QPolygonF:
        """A rectangle facing the camera."""
        return self.face([(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)])

    def side(self, x: float, y0: float, y1: float, z0: float, z1: float) -> QPolygonF:
        """A wall running away from the camera."""
        return self.face([(x, y0, z0), (x, y1, z0), (x, y1, z1), (x, y0, z1)])


@dataclass(frozen=True, slots=True)
class Light:
    """The light of the hour: daylight 0 to 1, the sky's colours, and the haze things fade into."""

    daylight: float
    zenith: QColor
    low: QColor

    @staticmethod
    def of(daylight: float, rain: float, evening: bool) -> Light:
        """Night blue through amber dawn or dusk to a pale day; rain greys it."""
        dusk = 1 - abs(daylight - 0.5) * 2
        zenith = mix("#0A1222", "#7FA3C8", daylight)
        low = mix("#1A2740", "#C6D6E4", daylight)
        low = mix(low, "#D98A4A" if evening else "#D9A87A", 0.65 * dusk)
        grey = mix("#141B26", "#8C98A4", daylight)
        return Light(daylight, mix(zenith, grey, rain * 0.8), mix(low, grey, rain * 0.8))

    @property
    def night(self) -> float:
        """How much lamps matter, 0 to 1."""
        return 1 - self.daylight

    def lit(self, colour: str, z: float = 10.0) -> QColor:
        """A surface's colour in this light, hazier further off."""
        shade = mix("#0B121D", colour, 0.34 + 0.66 * self.daylight)
        return mix(shade, self.low, min(z / 190, 0.62))


def fill(painter: QPainter, face: QPolygonF, colour: QColor) -> None:
    """Fill a face without an edge."""
    painter.setBrush(colour)
    painter.drawPolygon(face)
