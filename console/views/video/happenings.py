"""The moving part of a scene: people, vehicles, water, fire, smoke and rain at one moment."""

from __future__ import annotations

import math
from random import Random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QRadialGradient

from console.views.video.buildings import Builder, glow
from console.views.video.lens import HEIGHT, WIDTH, Lens, Light, clear, fill, mix
from console.views.video.scene_state import SceneState, Vehicle

_PAINT = {
    "fire": "#C6241C", "medical": "#F2F4F4", "police": "#E9EDF2", "patrol": "#E6ECE8", "engineering": "#E3A21E",
    "car": "#8B949E",
}  # fmt: skip
_STRIPE = {"medical": "#D23A3A", "police": "#2457C5", "patrol": "#1F8F5B", "fire": "#F4E6C0", "engineering": "#23262A"}
_BEACONS = {
    "fire": ("#FF2A1C", "#FF2A1C"), "medical": ("#3C7BFF", "#3C7BFF"), "police": ("#FF2A1C", "#2E6BFF"),
    "patrol": ("#FF2A1C", "#2E6BFF"), "engineering": ("#FFB020", "#FFB020"),
}  # fmt: skip
_TALL = {"fire": 2.9, "medical": 2.4, "engineering": 2.8, "police": 1.7, "patrol": 1.8, "car": 1.5}
_WIDE = {"fire": 2.7, "medical": 2.3, "engineering": 2.3, "police": 1.9, "patrol": 1.6, "car": 1.8}
_HALF_ROAD = {"street": 5.4, "crossing": 7, "underpass": 5.5, "compound": 2.4, "canal": 0.0, "mall": 9, "plaza": 9}
_SEAT_OF_FIRE = {  # where fire sits in each scene: x, y, z in metres
    "street": (-9.0, 3.6, 30.0), "crossing": (14.0, 5.5, 30.0), "mall": (6.0, 5.5, 45.0), "canal": (12.0, 3.5, 30.0),
    "underpass": (1.5, 0.5, 30.0), "compound": (-8.0, 8.5, 26.0), "plaza": (10.0, 3.0, 40.0),
}  # fmt: skip


def paint_happenings(painter: QPainter, below: QImage, lens: Lens, light: Light, camera: str, state: SceneState,
                     t_s: float) -> None:  # fmt: skip
    """Paint what happens at ``t_s`` seconds over the backdrop, which is ``below`` (for reflections)."""
    painter.setPen(Qt.PenStyle.NoPen)
    if state.scene == "canal":
        _ripples(painter, lens, light, t_s, camera)
    if state.water_cm > 0:
        _water(painter, below, lens, light, state, t_s)
    _movers(painter, lens, light, camera, state, t_s)
    if state.flames > 0:
        _flames(painter, lens, camera, state, t_s)
    if state.smoke > 0:
        _smoke(painter, lens, light, camera, state, t_s)
    if state.rain > 0:
        _rain(painter, light, camera, state.rain, t_s)


def _movers(painter: QPainter, lens: Lens, light: Light, camera: str, state: SceneState, t_s: float) -> None:
    """People and vehicles together, the farther ones first."""
    people = [(z, x, i) for i, (x, z) in enumerate(_people(camera, state, t_s))]
    vehicles = [(_vehicle_at(vehicle, i, state.scene), vehicle) for i, vehicle in enumerate(state.vehicles)]
    order: list[tuple[float, int, int]] = [(z, 0, i) for z, _x, i in people]
    order += [(place[1], 1, i) for i, (place, _vehicle) in enumerate(vehicles)]
    builder = Builder(painter, lens, light, Random(camera))
    where = {i: (x, z) for z, x, i in people}
    for _z, what, i in sorted(order, reverse=True):
        if what:
            (x, z), vehicle = vehicles[i]
            _vehicle(builder, vehicle, x, z, t_s + i * 0.17)
        else:
            x, z = where[i]
            _person(painter, lens, light, x, z, i, t_s)


def _people(camera: str, state: SceneState, t_s: float) -> list[tuple[float, float]]:
    chance = Random(f"people:{camera}")
    wide = {"mall": 15.0, "plaza": 16.0, "crossing": 12.0, "compound": 5.0, "canal": 4.0}.get(state.scene, 9.0)
    places = []
    for _ in range(round(130 * state.crowd)):
        z, x = chance.triangular(12, 60, 26), chance.uniform(-wide, wide)
        if state.scene == "canal":
            x = chance.uniform(5, 11)
        elif state.scene in ("street", "underpass") and state.crowd < 0.5:
            x = math.copysign(chance.uniform(6.6, 9.6), x)
        pace, turn = chance.uniform(0.2, 0.9), chance.uniform(0, 6.28)
        places.append((x + 1.6 * math.sin(t_s * pace * 0.3 + turn), z + 2.2 * math.sin(t_s * pace * 0.21 + turn * 2)))
    return places


def _person(painter: QPainter, lens: Lens, light: Light, x: float, z: float, i: int, t_s: float) -> None:
    clothes = ("#2C3440", "#51423C", "#38465C", "#6C2F33", "#3E4F3B", "#8A8578", "#22262C", "#B4893C")[i % 8]
    foot, tall = lens.at(x, 0, z), lens.size(1.62 + 0.12 * (i % 3), z)
    wide = tall * 0.30
    sway = math.sin(t_s * 5 + i) * wide * 0.16
    painter.setBrush(clear("#000000", 0.28))
    painter.drawEllipse(foot, wide * 0.8, wide * 0.22)
    painter.setBrush(light.lit("#20252C", z))
    for leg in (-1, 1):
        painter.drawRect(QRectF(foot.x() + leg * sway - wide * 0.15, foot.y() - tall * 0.46, wide * 0.3, tall * 0.46))
    painter.setBrush(light.lit(clothes, z))
    body = QRectF(foot.x() - wide / 2, foot.y() - tall * 0.84, wide, tall * 0.45)
    painter.drawRoundedRect(body, wide * 0.4, wide * 0.4)
    painter.setBrush(light.lit("#A98468", z))
    painter.drawEllipse(QPointF(foot.x(), foot.y() - tall * 0.91), tall * 0.075, tall * 0.085)


def _vehicle_at(vehicle: Vehicle, index: int, scene: str) -> tuple[float, float]:
    _kind, share, heading = vehicle
    half = _HALF_ROAD[scene]
    coming = math.cos(math.radians(heading)) >= 0
    share = min(max(share, 0.0), 1.0)
    stop = 15.0 + 7.5 * index
    z = 100 + (stop - 100) * (1 - (1 - share) ** 1.6) if coming else 14 + share * 85
    lane = -half * 0.5 if coming else half * 0.5
    if scene == "canal":
        lane = 7.5
    return lane + 0.7 * (index % 2) + half * 0.25 * math.sin(math.radians(heading)), z


def _vehicle(b: Builder, vehicle: Vehicle, x: float, z: float, t_s: float) -> None:
    kind, _share, heading = vehicle
    wide, tall = _WIDE[kind], _TALL[kind]
    b.body(x, z, wide, tall, _PAINT[kind], lamps=math.cos(math.radians(heading)) >= 0)
    if kind in _STRIPE:
        stripe = b.lens.upright(x - wide / 2, x + wide / 2, tall * 0.36, tall * 0.47, z - 0.02)
        fill(b.painter, stripe, b.light.lit(_STRIPE[kind], z))
    if kind not in _BEACONS:
        return
    left_on = int(t_s * 4) % 2 == 0
    for side, colour, on in ((-1, _BEACONS[kind][0], left_on), (1, _BEACONS[kind][1], not left_on)):
        spot = b.lens.at(x + side * wide * 0.28, tall + 0.12, z + 0.6)
        b.painter.setBrush(mix(colour, "#FFFFFF", 0.4) if on else mix(colour, "#101010", 0.55))
        b.painter.drawEllipse(spot, max(0.9, b.lens.size(0.22, z)), max(0.7, b.lens.size(0.13, z)))
        if on:
            glow(b.painter, spot, max(8.0, b.lens.size(4.2, z)), colour, 0.34 + 0.5 * b.light.night)
            b.painter.save()
            b.painter.translate(b.lens.at(x, 0, z - 1.5))
            b.painter.scale(1, 0.22)
            glow(b.painter, QPointF(0, 0), b.lens.size(4.8, z), colour, 0.25 + 0.2 * b.light.night)
            b.painter.restore()


def _ripples(painter: QPainter, lens: Lens, light: Light, t_s: float, camera: str) -> None:
    chance = Random(f"ripples:{camera}")
    for _ in range(70):
        z, x, wide = chance.triangular(7, 80, 14), chance.uniform(-20, 2.4), chance.uniform(0.5, 2.4)
        strength = 0.05 + 0.16 * (0.5 + 0.5 * math.sin(t_s * chance.uniform(0.8, 2.2) + chance.uniform(0, 6.3)))
        painter.setPen(QPen(clear(light.low, strength), max(0.5, lens.size(0.07, z))))
        painter.drawLine(lens.at(x, -1.2, z), lens.at(min(x + wide, 3.3), -1.2, z))
    painter.setPen(Qt.PenStyle.NoPen)


def _water(painter: QPainter, below: QImage, lens: Lens, light: Light, state: SceneState, t_s: float) -> None:
    """A sheet over the road: it reaches further and hides more as it rises, and mirrors what stands behind."""
    depth = min(state.water_cm / 60, 1.0)
    far, near = 16 + 26 * depth, 12 - 8.5 * depth
    half = (_HALF_ROAD[state.scene] or 7) * (0.75 + 0.55 * depth)
    edge = [(-half, near), (-half * 1.08, (near + far) / 2), (-half * 0.8, far), (half * 0.8, far),
            (half * 1.05, (near + far) / 2), (half, near)]  # fmt: skip
    sheet = QPainterPath()
    spots = [lens.at(x + 0.25 * math.sin(t_s * 0.7 + i), 0.03, z) for i, (x, z) in enumerate(edge)]
    sheet.moveTo((spots[-1] + spots[0]) / 2)
    for i, spot in enumerate(spots):
        sheet.quadTo(spot, (spot + spots[(i + 1) % len(spots)]) / 2)
    sheet.closeSubpath()
    painter.save()
    painter.setClipPath(sheet)
    brown = mix(light.lit("#6B6250", 14), light.low, 0.22)
    painter.fillPath(sheet, clear(brown, 0.62 + 0.33 * depth))
    shore = lens.at(0, 0, far).y()
    painter.setOpacity(0.34)
    mirror = below.flipped(Qt.Orientation.Vertical)
    painter.drawImage(QRectF(0, shore, WIDTH, HEIGHT), mirror, _mirror_source(mirror, shore))
    painter.setOpacity(1)
    for i in range(16):
        z = near + (far - near) * ((i / 16 + t_s * 0.013) % 1) ** 0.8
        y, shift = lens.at(0, 0.03, z).y(), 14 * math.sin(t_s * 0.9 + i * 1.7)
        reach = lens.size(half, z) * (0.35 + 0.4 * ((i * 37) % 10) / 10)
        painter.setPen(QPen(clear(light.low, 0.22), max(0.5, lens.size(0.05, z))))
        painter.drawLine(QPointF(lens.centre + shift - reach, y), QPointF(lens.centre + shift + reach * 0.6, y))
    painter.restore()
    painter.setPen(Qt.PenStyle.NoPen)


def _mirror_source(mirror: QImage, shore: float) -> QRectF:
    """The part of the upside-down picture that starts at the waterline."""
    scale = mirror.height() / HEIGHT
    return QRectF(0, (HEIGHT - shore) * scale, mirror.width(), mirror.height())


def _flames(painter: QPainter, lens: Lens, camera: str, state: SceneState, t_s: float) -> None:
    x, y, z = _SEAT_OF_FIRE[state.scene]
    seat, unit = lens.at(x, y, z), lens.size(1.0, z)
    flicker = 0.85 + 0.15 * math.sin(t_s * 11) * math.sin(t_s * 7.3)
    glow(painter, seat, unit * (7 + 9 * state.flames) * flicker, "#FF6A1A", 0.5 * state.flames + 0.2)
    chance = Random(f"fire:{camera}")
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    for colour, share in (("#D83A08", 1.0), ("#F98A16", 0.72), ("#FFE07A", 0.42)):
        for _ in range(9):
            foot = seat.x() + unit * chance.uniform(-2.6, 2.6) * state.flames
            speed, turn = chance.uniform(5, 10), chance.uniform(0, 6.28)
            tall = unit * (1.2 + 4.2 * state.flames) * share * (0.75 + 0.35 * math.sin(t_s * speed + turn))
            lean = unit * 0.5 * math.sin(t_s * 3.1 + turn)
            wide = unit * (0.35 + 0.55 * state.flames) * share
            tongue = QPainterPath(QPointF(foot - wide, seat.y()))
            tongue.quadTo(QPointF(foot - wide * 0.9, seat.y() - tall * 0.5), QPointF(foot + lean, seat.y() - tall))
            tongue.quadTo(QPointF(foot + wide * 0.9, seat.y() - tall * 0.45), QPointF(foot + wide, seat.y()))
            painter.fillPath(tongue, clear(colour, 0.30))
    painter.restore()


def _smoke(painter: QPainter, lens: Lens, light: Light, camera: str, state: SceneState, t_s: float) -> None:
    x, y, z = _SEAT_OF_FIRE[state.scene]
    seat, unit = lens.at(x, y + 1.0, z), lens.size(1.0, z)
    chance = Random(f"smoke:{camera}")
    dark = mix("#15171B", "#50535A", 0.25 + 0.6 * light.daylight)
    for _ in range(12 + round(34 * state.smoke)):
        life, phase = chance.uniform(5, 9), chance.random()
        age = (t_s / life + phase) % 1
        drift, swing, turn = chance.uniform(0.5, 1.0), chance.uniform(0.4, 1.6), chance.uniform(0, 6.28)
        rise = (5 + 17 * state.smoke) * age**0.85
        at = QPointF(
            seat.x() + unit * (drift * 9 * age * age + swing * math.sin(t_s * 0.6 + turn) * age),
            seat.y() - unit * rise,
        )
        radius = unit * (0.8 + (2.2 + 4.4 * state.smoke) * age**0.7)
        alpha = (0.20 + 0.26 * state.smoke) * math.sin(math.pi * min(age * 1.25 + 0.08, 1.0))
        under = mix(dark, "#C2541B", 0.55 * state.flames * max(0.0, 1 - age * 3))
        puff = QRadialGradient(at + QPointF(-radius * 0.2, -radius * 0.25), radius)
        puff.setColorAt(0, clear(mix(under, "#8D9097", 0.20 + 0.25 * light.daylight), alpha))
        puff.setColorAt(0.55, clear(under, alpha * 0.75))
        puff.setColorAt(1, clear(under, 0))
        painter.setBrush(puff)
        painter.drawEllipse(at, radius, radius)
    if state.smoke > 0.45:
        veil = QLinearGradient(0, 0, 0, HEIGHT)
        veil.setColorAt(0, clear(dark, (state.smoke - 0.45) * 0.75))
        veil.setColorAt(1, clear(dark, 0.04))
        painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), veil)


def _rain(painter: QPainter, light: Light, camera: str, rain: float, t_s: float) -> None:
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), clear(light.low, 0.16 * rain))
    chance = Random(f"rain:{camera}")
    near, far = QPen(QColor(208, 222, 236, 96), 0.9), QPen(QColor(208, 222, 236, 52), 0.6)
    for i in range(round(230 * rain)):
        x, y, speed = chance.uniform(-20, WIDTH), chance.random(), chance.uniform(1.6, 2.6)
        top = ((y + t_s * speed) % 1.12 - 0.1) * HEIGHT
        long = 16 if i % 3 == 0 else 9
        painter.setPen(near if i % 3 == 0 else far)
        painter.drawLine(QPointF(x, top), QPointF(x - long * 0.16, top + long))
    painter.setPen(Qt.PenStyle.NoPen)
