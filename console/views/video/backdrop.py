"""The unmoving part of each scene: ground, buildings, lamps. Painted once per camera and hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPen

from console.views.video.buildings import Builder, glow, sky
from console.views.video.lens import HEIGHT, WIDTH, Lens, Light, clear, fill, mix
from console.views.video.scene_state import SceneState


def lens_of(camera: str) -> Lens:
    """How this camera hangs: every one a little different, always the same."""
    chance = Random(f"lens:{camera}")
    return Lens(
        horizon=chance.uniform(82, 104),
        centre=WIDTH * chance.uniform(0.40, 0.60),
        focal=chance.uniform(290, 350),
        height_m=chance.uniform(5.2, 7.0),
    )


def light_of(state: SceneState) -> Light:
    """The light of the scene's hour and weather."""
    return Light.of(state.daylight, state.rain, evening=state.hour > 12)


def paint_backdrop(painter: QPainter, camera: str, state: SceneState) -> None:
    """Paint everything that does not move."""
    chance = Random(f"{camera}:{state.scene}")
    lens, light = lens_of(camera), light_of(state)
    painter.setPen(Qt.PenStyle.NoPen)
    sky(painter, light, lens.horizon, QRectF(0, 0, WIDTH, HEIGHT), chance)
    _ground(painter, lens, light)
    _SCENES[state.scene](Builder(painter, lens, light, chance))


def _ground(painter: QPainter, lens: Lens, light: Light) -> None:
    gradient = QLinearGradient(0, lens.horizon, 0, HEIGHT)
    gradient.setColorAt(0, light.lit("#7C7F80", 150))
    gradient.setColorAt(1, light.lit("#6A6C6B", 6))
    painter.fillRect(QRectF(0, lens.horizon, WIDTH, HEIGHT - lens.horizon), gradient)


def _road(b: Builder, half: float, lanes: bool = True) -> None:
    surface = b.lens.flat(-half, half, 3, 190)
    gradient = QLinearGradient(0, b.lens.horizon, 0, HEIGHT)
    gradient.setColorAt(0, b.light.lit("#5A5E63", 140))
    gradient.setColorAt(1, b.light.lit("#474B50", 5))
    b.painter.setBrush(gradient)
    b.painter.drawPolygon(surface)
    for edge in (-half, half):
        fill(b.painter, b.lens.flat(edge - 0.14, edge + 0.14, 3, 150, 0.02), b.light.lit("#A8A89F", 20))
    z = 4.0
    while lanes and z < 120:
        fill(b.painter, b.lens.flat(-0.09, 0.09, z, z + 3.2, 0.02), b.light.lit("#D8D6C8", z))
        z += 8


def _row(b: Builder, side: int, inner: float, low: float, high: float, shops: bool, begin: float = 10) -> None:
    """Houses along one side of a street, painted from the far end."""
    plots = []
    z = begin
    while z < 120:
        deep = b.chance.uniform(10, 20)
        plots.append((z, z + deep - 0.8, b.chance.uniform(low, high)))
        z += deep
    for z0, z1, height in reversed(plots):
        b.house(side * inner, side * (inner + 14), z0, z1, height, shops and z0 < 70)


def _lamps_and_trees(b: Builder, at: float, far: int = 100, near: int = 14) -> None:
    for z in range(far, near, -13):
        b.tree(-at - 0.6, z + 4.0, b.chance.uniform(5, 7))
        b.tree(at + 0.6, z + 1.0, b.chance.uniform(5, 7))
        if z % 2:
            b.lamp(at, z)
            b.lamp(-at, z)


def _street(b: Builder) -> None:
    _road(b, 6)
    for side in (-1, 1):
        fill(b.painter, b.lens.flat(side * 6, side * 10.5, 3, 150, 0.12), b.light.lit("#8D8B85", 20))
        _row(b, side, 10.5, 9, 24, shops=True)
    _lamps_and_trees(b, 7.4)
    for z in (62, 48, 27):
        b.parked(b.chance.choice((-5.0, 5.0)), z + b.chance.uniform(-3, 3))


def _crossing(b: Builder) -> None:
    _road(b, 8)
    fill(b.painter, b.lens.flat(-120, 120, 34, 50), b.light.lit("#4B4F54", 40))
    for side in (-1, 1):
        _row(b, side, 13, 16, 42, shops=True, begin=56)
        b.house(side * 17, side * 34, 17, 30, b.chance.uniform(10, 20), shops=True)
    for z0 in (27.5, 52.5):
        x = -7.6
        while x < 7.4:
            fill(b.painter, b.lens.flat(x, x + 0.5, z0, z0 + 3.6, 0.02), b.light.lit("#DEDCD0", z0))
            x += 1.05
    _lamps_and_trees(b, 10.0, far=110, near=58)
    for side in (-1, 1):
        _signal(b, side * 9.0, 30)
        b.lamp(side * 10.5, 25, 9)


def _signal(b: Builder, x: float, z: float) -> None:
    b.painter.setPen(QPen(b.light.lit("#2D343D", z), max(1.0, b.lens.size(0.18, z))))
    b.painter.drawLine(b.lens.at(x, 0, z), b.lens.at(x, 6, z))
    inner = x - (4.5 if x > 0 else -4.5)
    b.painter.drawLine(b.lens.at(x, 6, z), b.lens.at(inner, 6, z))
    b.painter.setPen(Qt.PenStyle.NoPen)
    fill(b.painter, b.lens.upright(inner - 0.9, inner + 0.9, 5.6, 6.4, z), b.light.lit("#12161B", z))
    lamp = b.lens.at(inner + 0.5, 6.0, z)
    b.painter.setBrush(mix("#F04434", "#FF6A50", 0.5))
    b.painter.drawEllipse(lamp, b.lens.size(0.26, z), b.lens.size(0.26, z))
    glow(b.painter, lamp, b.lens.size(1.6, z), "#FF4030", 0.5)


def _mall(b: Builder) -> None:
    for side in (-1, 1):
        _row(b, side, 30, 20, 50, shops=False, begin=40)
    z, half, tall = 46.0, 25.0, 21.0
    front = b.lens.upright(-half, half, 0, tall, z)
    gradient = QLinearGradient(front.at(3), front.at(0))
    gradient.setColorAt(0, b.light.lit("#8FA0B0", 40))
    gradient.setColorAt(1, mix(b.light.lit("#6D7B89", 40), "#C99A55", 0.22 * b.light.night))
    b.painter.setBrush(gradient)
    b.painter.drawPolygon(front)
    for floor in range(4):
        x = -half + 0.8
        while x < half - 2:
            lit = b.chance.random() < 0.6
            pane = b.lens.upright(x, x + 2.1, floor * 4.6 + 3.8, floor * 4.6 + 7.2, z)
            shade = b.light.lit("#4C6478", z)
            lamp = b.chance.choice(("#E8BE78", "#C99C5C", "#A9B9C9"))
            fill(b.painter, pane, mix(shade, lamp, 0.62 * b.light.night) if lit else shade)
            x += 2.5
    fill(b.painter, b.lens.upright(-half, half, 3.0, 3.7, z), b.light.lit("#38424E", z))
    doors = mix(b.light.lit("#B9C7D2", z), "#FFF0CC", 0.7 * b.light.night)
    fill(b.painter, b.lens.upright(-7, 7, 0, 3.4, z - 0.2), doors)
    for x, colour in ((-17, "#E8483C"), (-8, "#F2B33D"), (3, "#3FA7F0"), (13, "#F06BA8")):
        board = b.lens.upright(x, x + 6.2, 4.2, 5.9, z - 0.3)
        fill(b.painter, board, mix(b.light.lit(colour, z), colour, 0.8 * b.light.night))
        glow(b.painter, board.boundingRect().center(), b.lens.size(4.5, z), colour, 0.22 * b.light.night)
    _paving(b, 44)
    for side in (-1, 1):
        for z in (38, 28, 19):
            b.tree(side * (13 + z * 0.12), z, 5)
            b.lamp(side * 10.5, z - 2, 6)


def _paving(b: Builder, far: int) -> None:
    pen = QPen(clear(b.light.lit("#3E4347", 12), 0.5), 0.7)
    b.painter.setPen(pen)
    for x in range(-45, 46, 3):
        b.painter.drawLine(b.lens.at(x, 0, 5), b.lens.at(x, 0, far))
    z = 5.0
    while z < far:
        b.painter.drawLine(b.lens.at(-60, 0, z), b.lens.at(60, 0, z))
        z += 3
    b.painter.setPen(Qt.PenStyle.NoPen)


def _canal(b: Builder) -> None:
    _row(b, -1, 26, 6, 16, shops=False, begin=20)
    _row(b, 1, 12, 6, 13, shops=True, begin=18)
    water = b.lens.flat(-22, 3.5, 3, 190, -1.2)
    gradient = QLinearGradient(0, b.lens.horizon, 0, HEIGHT)
    gradient.setColorAt(0, mix(b.light.low, "#2B5568", 0.35))
    gradient.setColorAt(0.5, b.light.lit("#3A6674", 30))
    gradient.setColorAt(1, b.light.lit("#1E3F4D", 6))
    b.painter.setBrush(gradient)
    b.painter.drawPolygon(water)
    fill(b.painter, b.lens.side(3.5, -1.2, 0.1, 3, 160), b.light.lit("#6F6A60", 14))
    fill(b.painter, b.lens.flat(3.5, 12, 3, 160), b.light.lit("#8B867B", 14))
    _bridge(b)
    b.painter.setPen(QPen(b.light.lit("#5A6570", 14), 1.1))
    for height in (0.55, 1.05):
        b.painter.drawLine(b.lens.at(4.0, height, 4), b.lens.at(4.0, height, 130))
    for z in range(4, 90, 3):
        b.painter.drawLine(b.lens.at(4.0, 0, z), b.lens.at(4.0, 1.1, z))
    b.painter.setPen(Qt.PenStyle.NoPen)
    for z in range(78, 12, -11):
        b.tree(5.6, z, 6)
        b.lamp(9.6, z - 4, 6)
        b.tree(-24, z + 6, 7)


def _bridge(b: Builder) -> None:
    z = 66.0
    fill(b.painter, b.lens.upright(-26, 8, 2.6, 5.2, z), b.light.lit("#9C9486", z))
    for x in (-22, -13.5, -5):
        arch = b.lens.upright(x, x + 7, -1.2, 3.2, z - 0.1).boundingRect()
        b.painter.setBrush(b.light.lit("#2F4A54", z))
        b.painter.drawChord(arch.adjusted(0, 0, 0, arch.height()), 0, 180 * 16)
    fill(b.painter, b.lens.upright(-26, 8, 5.2, 5.7, z), b.light.lit("#B4AB9B", z))


def _underpass(b: Builder) -> None:
    _row(b, -1, 22, 14, 30, shops=False, begin=50)
    _row(b, 1, 22, 14, 30, shops=False, begin=50)
    _road(b, 6.5)
    z = 34.0
    for side in (-1, 1):
        wall = b.lens.face([(side * 7, 0, 4), (side * 7, 1.5, 4), (side * 7, 7.5, z), (side * 7, 0, z)])
        gradient = QLinearGradient(wall.at(0), wall.at(3))
        gradient.setColorAt(0, b.light.lit("#8C8B86", 8))
        gradient.setColorAt(1, b.light.lit("#6A6A68", z))
        b.painter.setBrush(gradient)
        b.painter.drawPolygon(wall)
    fill(b.painter, b.lens.upright(-30, 30, 4.9, 9.2, z), b.light.lit("#8F8D87", z))
    mouth = b.lens.upright(-7, 7, 0, 4.9, z)
    gradient = QLinearGradient(mouth.at(3), mouth.at(0))
    gradient.setColorAt(0, mix("#05070A", "#1A1A18", 0.4))
    gradient.setColorAt(1, mix("#121416", "#6B5A36", 0.35))
    b.painter.setBrush(gradient)
    b.painter.drawPolygon(mouth)
    for x in range(-6, 7, 3):
        glow(b.painter, b.lens.at(x, 4.3, z), b.lens.size(1.8, z), "#FFC878", 0.55)
    for i in range(14):
        tone = "#E9B93A" if i % 2 else "#23262A"
        fill(b.painter, b.lens.upright(-7 + i, -6 + i, 4.9, 5.5, z - 0.1), b.light.lit(tone, z))
    b.lamp(-9, 22)
    b.lamp(9, 22)


def _compound(b: Builder) -> None:
    _road(b, 3.2, lanes=False)
    for side in (-1, 1):
        fill(b.painter, b.lens.flat(side * 3.2, side * 8, 3, 150), b.light.lit("#5F7A50", 14))
        _row(b, side, 8, 17, 21, shops=False, begin=14)
    for z in range(72, 10, -9):
        b.tree(5.2, z, 5)
        b.tree(-5.4, z + 4, 5.5)
        if b.chance.random() < 0.7:
            b.parked(b.chance.choice((-2.4, 2.4)), z)
    b.lamp(4.0, 30, 5)
    b.lamp(-4.0, 18, 5)


def _plaza(b: Builder) -> None:
    for side in (-1, 1):
        _row(b, side, 24, 12, 34, shops=True, begin=34)
    b.house(-16, 16, 78, 92, b.chance.uniform(12, 26))
    _paving(b, 76)
    pool = b.lens.at(0, 0, 42)
    b.painter.setBrush(b.light.lit("#9AA4A8", 42))
    b.painter.drawEllipse(pool, b.lens.size(8, 42), b.lens.size(8, 42) * 0.2)
    b.painter.setBrush(b.light.lit("#4F8196", 42))
    b.painter.drawEllipse(pool, b.lens.size(7.2, 42), b.lens.size(7.2, 42) * 0.17)
    for x, z in ((-18, 66), (18, 62), (-15, 44), (16, 40), (-12, 26), (13, 23)):
        b.tree(x, z, 5.5)
        b.lamp(x * 0.8, z - 3, 7)


_SCENES: Mapping[str, Callable[[Builder], None]] = {
    "street": _street,
    "crossing": _crossing,
    "mall": _mall,
    "canal": _canal,
    "underpass": _underpass,
    "compound": _compound,
    "plaza": _plaza,
}
