"""Painting one base tile: land, water, houses, roads by class, bridges, borders, names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform
from shapely import box

from console.views.map.ground import BASE_ZOOM, TILE_PX, Ground, GroundArea, GroundRoad, line_path, metre_px
from console.views.map.names import PlacedName
from console.views.theme.tokens import MapInk

_WIDTH_M = {"arterial": 21.0, "secondary": 12.0, "alley": 5.0}
_LEAST_PX = {"arterial": 2.2, "secondary": 1.3, "alley": 0.5}
_MOST_PX = {"arterial": 30.0, "secondary": 20.0, "alley": 12.0}
_RISING = ("alley", "secondary", "arterial")
_ROUND, _FLAT = Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.FlatCap
_OVER = 0.62  # roads over tiles from elsewhere let these shine through
_SHARPNESS = 2  # device pixels per map pixel: sharp at half zoom steps and on dense screens


def paint_tile(
    ground: Ground, names: Sequence[PlacedName], ink: MapInk, zoom: int, x: int, y: int, *, over: bool = False
) -> QImage:
    """The tile ``zoom/x/y`` (Web Mercator, y from the north) as an image of 256 map pixels.

    It is opaque, unless it goes ``over`` tiles from elsewhere: then it has roads, borders and names, and no land.
    """
    kind = QImage.Format.Format_ARGB32_Premultiplied if over else QImage.Format.Format_RGB32
    image = QImage(TILE_PX * _SHARPNESS, TILE_PX * _SHARPNESS, kind)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(Qt.GlobalColor.transparent if over else QColor(ink.ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _TileBrush(painter, ground, ink, zoom, x, y)
    if not over:
        brush.land()
    painter.setOpacity(_OVER if over else 1)
    brush.roads()
    painter.setOpacity(1)
    brush.borders(veil=not over)
    brush.names(names)
    painter.end()
    return image


class _TileBrush:
    """The painter set up for one tile: geometry is drawn in ground units, pens are given in map pixels."""

    def __init__(self, painter: QPainter, ground: Ground, ink: MapInk, zoom: int, x: int, y: int) -> None:
        self._painter, self._ground, self._ink, self._zoom = painter, ground, ink, zoom
        self._shrink = 2.0 ** (zoom - BASE_ZOOM)
        left = x * TILE_PX - ground.origin[0] * self._shrink
        top = y * TILE_PX - ground.origin[1] * self._shrink
        self._corner = (left, top)
        self._scaled = QTransform.fromTranslate(-left, -top).scale(self._shrink, self._shrink)
        margin = 40
        near = (left - margin, top - margin, left + TILE_PX + margin, top + TILE_PX + margin)
        self._box = box(*(edge / self._shrink for edge in near))
        painter.setTransform(self._scaled)

    def land(self) -> None:
        """Plazas, green, water and houses."""
        areas = self._ground.areas_in(self._box)
        for kind in ("plaza", "green", "water"):
            self._fill([a for a in areas if a.kind == kind], getattr(self._ink, kind), self._edge(kind), 1.2)
        houses = [a for a in areas if a.kind == "building"]
        if self._zoom >= 15:
            if self._zoom >= 16:
                self._shadow(houses)
            self._fill(houses, self._ink.building, QColor(self._ink.building_edge), 0.8)
        else:
            self._fill(houses, self._ink.building, None, 0)

    def roads(self) -> None:
        """Casings first, then surfaces from alley to arterial, then bridges over the water."""
        roads = self._ground.roads_in(self._box)
        by_class = {name: [r for r in roads if r.road_class == name] for name in _RISING}
        if self._zoom >= 15:
            for name in _RISING:
                self._stroke(by_class[name], self._ink.road_casing, self._road_px(name) + 2.0)
        for road in roads if self._zoom >= 15 else ():
            if road.deck is not None and not road.deck.is_empty:
                pen = self._pen(QColor(self._ink.bridge), self._road_px(road.road_class) + 3.0, _FLAT)
                self._painter.strokePath(line_path(road.deck), pen)
        for name in _RISING:
            self._stroke(by_class[name], getattr(self._ink, name), self._road_px(name))

    def borders(self, *, veil: bool) -> None:
        """Faint grid borders, the veil over what lies outside, and the district's own edge."""
        pen = self._pen(_faded(self._ink.grid, 90), 1.0)
        pen.setDashPattern([3, 4])
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._zoom >= 14:
            for grid in self._ground.grids:
                self._painter.strokePath(grid, pen)
        if self._ground.boundary.isEmpty():
            return
        if veil:
            self._veil()
        self._painter.strokePath(self._ground.boundary, self._pen(_faded(self._ink.boundary, 36), 7.0))
        self._painter.strokePath(self._ground.boundary, self._pen(_faded(self._ink.boundary, 130), 1.4))

    def _veil(self) -> None:
        left, top, right, bottom = self._box.bounds
        outside = QPainterPath()
        outside.addRect(QRectF(left, top, right - left, bottom - top))
        self._painter.fillPath(outside.subtracted(self._ground.boundary), _faded(self._ink.outside, 190))

    def names(self, names: Sequence[PlacedName]) -> None:
        """Every name that touches the tile, with a halo of ground colour."""
        left, top = self._corner
        self._painter.setTransform(QTransform.fromTranslate(-left, -top))
        tile = QRectF(left, top, TILE_PX, TILE_PX)
        inks = {"road": self._ink.name, "area": self._ink.area_name, "water": self._ink.water_name}
        halo = QPen(_faded(self._ink.halo, 215), 3.0, j=Qt.PenJoinStyle.RoundJoin)
        for name in names:
            if name.letters.bounds.adjusted(-3, -3, 3, 3).intersects(tile):
                if name.role != "water":
                    self._painter.strokePath(name.letters.outline, halo)
                self._painter.fillPath(name.letters.outline, QColor(inks[name.role]))

    def _edge(self, kind: str) -> QColor | None:
        return QColor(getattr(self._ink, f"{kind}_edge")) if kind in ("green", "water") else None

    def _road_px(self, road_class: str) -> float:
        wide = _WIDTH_M[road_class] * metre_px(self._ground.lat, self._zoom)
        return min(max(wide, _LEAST_PX[road_class]), _MOST_PX[road_class])

    def _pen(self, colour: QColor, px: float, cap: Qt.PenCapStyle = _ROUND) -> QPen:
        return QPen(colour, px / self._shrink, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)

    def _fill(self, areas: Sequence[GroundArea], fill: str, edge: QColor | None, px: float) -> None:
        self._painter.setBrush(QColor(fill))
        self._painter.setPen(self._pen(edge, px) if edge is not None else Qt.PenStyle.NoPen)
        for area in areas:
            self._painter.drawPath(area.path)

    def _shadow(self, houses: Sequence[GroundArea]) -> None:
        reach = min(3.0, 0.5 * (self._zoom - 14)) / self._shrink
        self._painter.setTransform(QTransform.fromTranslate(reach, reach) * self._scaled)
        self._fill(houses, self._ink.road_casing, None, 0)
        self._painter.setTransform(self._scaled)

    def _stroke(self, roads: Sequence[GroundRoad], colour: str, px: float) -> None:
        together = QPainterPath()
        for road in roads:
            together.addPath(road.path)
        self._painter.strokePath(together, self._pen(QColor(colour), px))


def _faded(colour: str, alpha: int) -> QColor:
    faded = QColor(colour)
    faded.setAlpha(alpha)
    return faded
