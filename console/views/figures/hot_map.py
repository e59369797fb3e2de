"""The map of hot spots: the district's own roads and water, and over them the squares with most cases."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from console.geo import LatLon
from console.journal.places_figures import NAMED, Cell
from console.model.places import District
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font
from console.views.theme.tokens import BODY, Palette

SIZE = QSize(1400, 1240)
MARGIN = 24
MAIN_ROADS = frozenset({"arterial", "motorway", "trunk", "primary", "secondary", "tertiary"})


class _Plane:
    """Degrees to picture points: the whole district in the picture, north on top."""

    def __init__(self, ring: Sequence[LatLon]) -> None:
        self._south, self._west = min(p.lat for p in ring), min(p.lon for p in ring)
        north, east = max(p.lat for p in ring), max(p.lon for p in ring)
        self._narrow = math.cos(math.radians((self._south + north) / 2))
        tall, wide = max(north - self._south, 1e-6), max((east - self._west) * self._narrow, 1e-6)
        self._scale = min((SIZE.width() - 2 * MARGIN) / wide, (SIZE.height() - 2 * MARGIN) / tall)
        self._left = (SIZE.width() - wide * self._scale) / 2
        self._top = (SIZE.height() - tall * self._scale) / 2
        self._north = north

    def point(self, lat: float, lon: float) -> QPointF:
        x = self._left + (lon - self._west) * self._narrow * self._scale
        return QPointF(x, self._top + (self._north - lat) * self._scale)

    def polygon(self, ring: Iterable[LatLon]) -> QPolygonF:
        return QPolygonF([self.point(p.lat, p.lon) for p in ring])


def paint_hot_spots(district: District, cells: Sequence[Cell], ink: Palette) -> QImage:
    """The picture; seconds of work in a large town, so never on the GUI thread."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(ink.map.outside))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plane = _Plane(district.boundary)
    _land(painter, plane, district, ink)
    _cells(painter, plane, cells, ink)
    painter.end()
    return image


def _land(painter: QPainter, plane: _Plane, district: District, ink: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.map.ground))
    painter.drawPolygon(plane.polygon(district.boundary))
    for kind in ("green", "water"):
        painter.setBrush(QColor(getattr(ink.map, kind)))
        for area in district.areas:
            if area.kind == kind:
                painter.drawPolygon(plane.polygon(area.ring))
    for wide, main in ((1.0, False), (2.4, True)):
        painter.setPen(QPen(QColor(ink.map.arterial if main else ink.map.alley), wide))
        painter.drawLines(_lines(plane, district, main))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(ink.map.grid), 1, Qt.PenStyle.DotLine))
    for grid in district.grids.values():
        painter.drawPolygon(plane.polygon(grid.ring))
    painter.setPen(QPen(QColor(ink.map.boundary), 2))
    painter.drawPolygon(plane.polygon(district.boundary))


def _lines(plane: _Plane, district: District, main: bool) -> list[QPointF]:
    """Every road as the straight lines between its crossings, as pairs of points."""
    roads, found = district.roads, []
    for edge in roads.edges:
        if (edge.road_class in MAIN_ROADS) is main:
            for node in (edge.u, edge.v):
                at = roads.nodes[node]
                found.append(plane.point(at.lat, at.lon))
    return found


def _cells(painter: QPainter, plane: _Plane, cells: Sequence[Cell], ink: Palette) -> None:
    most = max((cell.cases for cell in cells), default=1)
    for cell in reversed(cells):
        box = QRectF(plane.point(cell.north, cell.west), plane.point(cell.south, cell.east))
        colour = QColor(ink.states["late"].fill)
        colour.setAlphaF(0.06 + 0.8 * cell.cases / most)
        painter.fillRect(box, colour)


def number_hot_spots(image: QImage, district: District, cells: Sequence[Cell], ink: Palette) -> None:
    """Write the rank of the fullest squares over them. Letters are drawn on the GUI thread."""
    painter, plane = QPainter(image), _Plane(district.boundary)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(figure_font(BODY))
    metrics = QFontMetricsF(painter.font())
    for n, cell in enumerate(cells[:NAMED], 1):
        middle = QRectF(plane.point(cell.north, cell.west), plane.point(cell.south, cell.east)).center()
        wide = max(metrics.horizontalAdvance(str(n)) + 10, 22.0)
        disc = QRectF(middle.x() - wide / 2, middle.y() - 11, wide, 22)
        painter.setPen(QPen(QColor(ink.text), 1.5))
        painter.setBrush(QColor(ink.overlay))
        painter.drawRoundedRect(disc, 11, 11)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(n))
    painter.end()


class Picture(QWidget):
    """Shows a picture as large as there is room, its shape kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show this one."""
        self.image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """In the middle, smooth."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(palette().map.outside))
        if not self.image.isNull():
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self.image)
        painter.end()
