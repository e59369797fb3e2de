"""Things that stand in drawn scenes: houses with windows, shops, lamps, trees."""

from __future__ import annotations

from random import Random

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPolygonF, QRadialGradient

from console.views.video.lens import Lens, Light, clear, fill, mix

_WALLS = ("#8E8478", "#9A9186", "#7C8591", "#A39A8C", "#75808C", "#8B7F76", "#96A0A8")
_GLOWS = ("#FFD890", "#FFE9B8", "#FFC870", "#CFE4FF")
_SIGNS = ("#E8483C", "#F2B33D", "#3FA7F0", "#46C37B", "#F06BA8", "#F5F1E6")


def glow(painter: QPainter, at: QPointF, radius: float, colour: str | QColor, strength: float) -> None:
    """Light that adds to what is there."""
    if strength <= 0.01 or radius < 0.6:
        return
    gradient = QRadialGradient(at, radius)
    gradient.setColorAt(0, clear(colour, strength))
    gradient.setColorAt(0.35, clear(colour, strength * 0.38))
    gradient.setColorAt(1, clear(colour, 0))
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.setBrush(gradient)
    painter.drawEllipse(at, radius, radius)
    painter.restore()


class Builder:
    """Draws standing things for one camera; the same seed always builds the same street."""

    def __init__(self, painter: QPainter, lens: Lens, light: Light, chance: Random) -> None:
        self.painter, self.lens, self.light, self.chance = painter, lens, light, chance

    def house(self, x0: float, x1: float, z0: float, z1: float, height: float, shops: bool = False) -> None:
        """A box: the wall along the street, then the wall that faces us."""
        wall = self.chance.choice(_WALLS)
        inner = x1 if abs(x1) < abs(x0) else x0
        far, near = self.light.lit(wall, z1), self.light.lit(wall, z0)
        side = self.lens.side(inner, 0, height, z0, z1)
        gradient = QLinearGradient(side.at(0), side.at(3))
        gradient.setColorAt(0, mix(near, "#05080D", 0.22))
        gradient.setColorAt(1, mix(far, "#05080D", 0.10))
        self.painter.setBrush(gradient)
        self.painter.drawPolygon(side)
        self._side_windows(inner, z0, z1, height)
        if shops:
            self._shops(inner, z0, z1)
        front = self.lens.upright(x0, x1, 0, height, z0)
        fill(self.painter, front, mix(near, "#FFFFFF", 0.05 * self.light.daylight))
        self._front_windows(x0, x1, z0, height)

    def lamp(self, x: float, z: float, height: float = 8.0) -> None:
        """A street lamp, arm towards the road, shining at night."""
        pen = QPen(self.light.lit("#39424E", z), max(0.7, self.lens.size(0.16, z)))
        self.painter.setPen(pen)
        arm = x - (1.6 if x > 0 else -1.6)
        self.painter.drawLine(self.lens.at(x, 0, z), self.lens.at(x, height, z))
        self.painter.drawLine(self.lens.at(x, height, z), self.lens.at(arm, height + 0.3, z))
        self.painter.setPen(QColor(0, 0, 0, 0))
        head = self.lens.at(arm, height + 0.2, z)
        glow(self.painter, head, self.lens.size(5.5, z), "#FFC06A", 0.75 * self.light.night)
        pool = self.lens.at(arm, 0, z)
        self._pool(pool, self.lens.size(6.5, z), 0.24 * self.light.night)

    def tree(self, x: float, z: float, height: float = 6.5) -> None:
        """A round street tree of overlapping crowns."""
        trunk = QPen(self.light.lit("#4A3B2E", z), max(0.8, self.lens.size(0.3, z)))
        self.painter.setPen(trunk)
        self.painter.drawLine(self.lens.at(x, 0, z), self.lens.at(x, height * 0.6, z))
        self.painter.setPen(QColor(0, 0, 0, 0))
        for _ in range(9):
            dx, dy = self.chance.uniform(-1.7, 1.7), self.chance.uniform(-1.4, 1.5)
            green = self.chance.choice(("#3E6B3A", "#4B7A42", "#35602F", "#56854A"))
            radius = self.lens.size(self.chance.uniform(0.9, 1.6), z)
            self.painter.setBrush(self.light.lit(green, z))
            self.painter.drawEllipse(self.lens.at(x + dx, height * 0.78 + dy, z), radius, radius * 0.85)

    def parked(self, x: float, z: float) -> None:
        """A parked car seen from behind."""
        paint = self.chance.choice(("#B9C0C7", "#2E343C", "#7A2A2A", "#3C5B86", "#D9DADB"))
        self.body(x, z, 1.8, 1.45, paint, lamps=False)

    def body(self, x: float, z: float, wide: float, tall: float, paint: str, lamps: bool) -> None:
        """A vehicle's end: shadow, body, cabin glass, and lamps when it is running."""
        shadow = self.lens.flat(x - wide * 0.6, x + wide * 0.6, z - 0.4, z + 3.5)
        fill(self.painter, shadow, clear("#000000", 0.42))
        lower = self.lens.upright(x - wide / 2, x + wide / 2, 0.3, tall * 0.62, z).boundingRect()
        upper = self.lens.upright(x - wide * 0.43, x + wide * 0.43, tall * 0.5, tall, z + 0.6).boundingRect()
        corner = max(0.6, self.lens.size(0.22, z))
        self.painter.setBrush(self.light.lit(paint, z))
        self.painter.drawRoundedRect(upper, corner, corner)
        self.painter.setBrush(self.light.lit("#1B2530", z))
        aside = upper.width() * 0.08
        glass = upper.adjusted(aside, upper.height() * 0.14, -aside, -upper.height() * 0.3)
        self.painter.drawRoundedRect(glass, corner, corner)
        self.painter.setBrush(self.light.lit(paint, z))
        self.painter.drawRoundedRect(lower, corner, corner)
        if lamps:
            for edge in (-0.36, 0.36):
                spot = self.lens.at(x + edge * wide, tall * 0.36, z)
                self.painter.setBrush(QColor("#FFF6DC"))
                self.painter.drawEllipse(spot, max(0.7, self.lens.size(0.14, z)), max(0.6, self.lens.size(0.11, z)))
                glow(self.painter, spot, self.lens.size(1.9, z), "#FFF1C4", 0.18 + 0.6 * self.light.night)

    def _pool(self, at: QPointF, radius: float, strength: float) -> None:
        self.painter.save()
        self.painter.translate(at)
        self.painter.scale(1.0, 0.28)
        glow(self.painter, QPointF(0, 0), radius, "#FFB75E", strength)
        self.painter.restore()

    def _side_windows(self, x: float, z0: float, z1: float, height: float) -> None:
        for floor in range(1, int(height // 3.1)):
            y = floor * 3.1 + 0.6
            z = z0 + 1.2
            while z + 1.8 < z1 and z < 110:
                pane = self.lens.side(x, y, y + 1.6, z, z + 1.7)
                self._pane(pane, z)
                z += 3.2

    def _front_windows(self, x0: float, x1: float, z: float, height: float) -> None:
        left, right = min(x0, x1), max(x0, x1)
        for floor in range(1, int(height // 3.1)):
            x = left + 0.9
            while x + 1.5 < right:
                self._pane(self.lens.upright(x, x + 1.4, floor * 3.1 + 0.6, floor * 3.1 + 2.2, z), z)
                x += 2.7

    def _pane(self, pane: QPolygonF, z: float) -> None:
        lit = self.chance.random() < 0.10 + 0.36 * self.light.night
        warm = self.chance.choice(_GLOWS)
        dark = self.light.lit("#45576A", z)
        fill(self.painter, pane, mix(dark, warm, self.light.night * (0.9 if z < 60 else 0.6)) if lit else dark)

    def _shops(self, x: float, z0: float, z1: float) -> None:
        z = z0
        while z + 4 < z1:
            sign = self.chance.choice(_SIGNS)
            fill(self.painter, self.lens.side(x, 0.2, 2.6, z + 0.3, z + 3.9), self._shop_light(z))
            board = self.lens.side(x, 2.8, 3.7, z + 0.2, z + 4.0)
            fill(self.painter, board, mix(self.light.lit(sign, z), sign, 0.75 * self.light.night))
            middle = self.lens.at(x, 3.1, z + 2)
            glow(self.painter, middle, self.lens.size(3.2, z + 2), sign, 0.34 * self.light.night)
            z += 4.6

    def _shop_light(self, z: float) -> QColor:
        return mix(self.light.lit("#39434E", z), "#FFE3AE", 0.68 * self.light.night + 0.08)


def sky(painter: QPainter, light: Light, horizon: float, area: QRectF, chance: Random) -> None:
    """The sky down to the horizon, with a far skyline in the haze."""
    gradient = QLinearGradient(0, 0, 0, horizon + 6)
    gradient.setColorAt(0, light.zenith)
    gradient.setColorAt(1, light.low)
    painter.fillRect(area, gradient)
    x = -10.0
    while x < area.width() + 10:
        wide, tall = chance.uniform(14, 42), chance.uniform(6, 34)
        painter.setBrush(mix(light.low, light.lit("#5B6C80", 90), 0.5))
        painter.drawRect(QRectF(x, horizon - tall, wide, tall + 2))
        x += wide * chance.uniform(0.7, 1.3)
