"""One picture of a drawn camera: the same camera, state and moment always give the same pixels."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QRadialGradient

from console.views.video.backdrop import lens_of, light_of, paint_backdrop
from console.views.video.happenings import paint_happenings
from console.views.video.lens import HEIGHT, WIDTH
from console.views.video.scene_state import SceneState


def render(camera: str, state: SceneState, t_s: float, width: int = 640) -> QImage:
    """The camera's picture ``t_s`` seconds into the session, ``width`` pixels wide, 16:9. Any thread."""
    still = _still(state)
    below = _backdrop(camera, still, width)
    image = below.copy()
    painter = _painter(image)
    paint_happenings(painter, below, lens_of(camera), light_of(still), camera, state, t_s)
    _vignette(painter)
    painter.end()
    return image


def _still(state: SceneState) -> SceneState:
    """What the backdrop depends on, coarse enough that it is painted rarely."""
    return SceneState(scene=state.scene, hour=round(state.hour * 4) / 4 % 24, rain=round(state.rain * 4) / 4)


@lru_cache(maxsize=64)
def _backdrop(camera: str, still: SceneState, width: int) -> QImage:
    image = QImage(width, round(width * HEIGHT / WIDTH), QImage.Format.Format_RGB32)
    painter = _painter(image)
    paint_backdrop(painter, camera, still)
    painter.end()
    return image


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(image.width() / WIDTH, image.height() / HEIGHT)
    return painter


def _vignette(painter: QPainter) -> None:
    shade = QRadialGradient(QPointF(WIDTH / 2, HEIGHT * 0.5), WIDTH * 0.62)
    shade.setColorAt(0.55, QColor(0, 0, 0, 0))
    shade.setColorAt(1, QColor(0, 0, 0, 110))
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), shade)
