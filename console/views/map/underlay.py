"""Tiles from a file or a server as the map shows them: in its own datum, at every zoom, wherever they come from."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF, QTransform

from console.district.raster.tiles import RasterTiles, mime_of
from console.errors import BadUnderlay
from console.geo import LatLon, wgs84_to
from console.model.underlay import Underlay
from console.phrase import say
from console.views.map.ground import TILE_PX, world_px

_IN_MEMORY = 300
_MOST_PX = 4096
"""A picture wider than this is no tile."""


def tile_corner(zoom: int, x: float, y: float) -> LatLon:
    """The position of a point of the tile lattice; whole numbers are corners of tiles."""
    side = 2.0**zoom
    return LatLon(math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side)))), x / side * 360 - 180)


def in_tiles(place: LatLon, zoom: int) -> tuple[float, float]:
    """Where a position lies on the tile lattice of ``zoom``; undoes :func:`tile_corner`."""
    x, y = world_px(place, zoom)
    return x / TILE_PX, y / TILE_PX


Corners = tuple[tuple[float, float], ...]


def source_corners(datum: str, zoom: int, x: int, y: int, at: int) -> Corners:
    """Where the corners of a WGS-84 tile lie in a source in ``datum``, on its lattice of zoom ``at``; clockwise from
    the north-west. Datums turn and shear a little, so all four count; between them the shift is as good as even.
    """
    around = ((0, 0), (1, 0), (1, 1), (0, 1))
    return tuple(in_tiles(wgs84_to(datum, tile_corner(zoom, x + i, y + j)), at) for i, j in around)


def onto_tile(corners: Corners) -> QTransform:
    """From wherever the ``corners`` are counted in to the pixels of the tile they are the corners of."""
    quad = QPolygonF([QPointF(x, y) for x, y in corners])
    whole = QTransform()
    fits = QTransform.quadToSquare(quad, whole)
    assert fits, "the corners of a tile are never in one line"
    return whole * QTransform.fromScale(TILE_PX, TILE_PX)


class UnderTiles:
    """The tiles of one underlay. Ask off the GUI thread; any number of threads may."""

    def __init__(self, underlay: Underlay, source: RasterTiles) -> None:
        self.underlay, self.source = underlay, source
        self._lock = threading.Lock()
        self._memory: OrderedDict[tuple[int, int, int], bytes] = OrderedDict()

    def at_hand(self, zoom: int, x: int, y: int) -> bytes | None:
        """The tile when it is in memory; never waits."""
        return self._memory.get((zoom, x, y))

    def tile(self, zoom: int, x: int, y: int) -> bytes:
        """The picture of the WGS-84 tile; a clear one where the source has nothing. Raises ``BadUnderlay``."""
        made = self._made(zoom, x, y)
        with self._lock:
            self._memory[zoom, x, y] = made
            while len(self._memory) > _IN_MEMORY:
                self._memory.popitem(last=False)
        return made

    def _made(self, zoom: int, x: int, y: int) -> bytes:
        source = self.source
        if self.underlay.datum == "WGS-84" and source.low <= zoom <= source.high:
            return source.tile(zoom, x, y) or _clear()
        at = min(zoom, source.high)
        if at < source.low:
            return _clear()
        corners = source_corners(self.underlay.datum, zoom, x, y, at)
        pieces = self._pieces(at, corners)
        return _as_png(_cut_out(pieces, corners)) if pieces else _clear()

    def _pieces(self, at: int, corners: Corners) -> dict[tuple[int, int], QImage]:
        """The source's tiles between ``corners``, by column and row."""
        columns, rows = ([corner[axis] for corner in corners] for axis in (0, 1))
        found = {}
        for i in range(math.floor(min(columns)), math.ceil(max(columns))):
            for j in range(math.floor(min(rows)), math.ceil(max(rows))):
                inside = 0 <= i < 2**at and 0 <= j < 2**at
                content = self.source.tile(at, i, j) if inside else None
                if content is not None:
                    found[i, j] = self._decoded(content)
        return found

    def _decoded(self, content: bytes) -> QImage:
        image = QImage.fromData(content)
        if image.isNull() or max(image.width(), image.height()) > _MOST_PX:
            raise BadUnderlay(say("underlay.broken", name=self.source.name, problem=mime_of(content)))
        return image


def _cut_out(pieces: dict[tuple[int, int], QImage], corners: Corners) -> QImage:
    """What lies between ``corners`` of the tiles laid side by side, stretched to one tile."""
    left, top = min(i for i, _ in pieces), min(j for _, j in pieces)
    across, down = max(i for i, _ in pieces) - left + 1, max(j for _, j in pieces) - top + 1
    side = max(image.width() for image in pieces.values())
    whole = QImage(across * side, down * side, QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    for (i, j), image in pieces.items():
        painter.drawImage(QRectF((i - left) * side, (j - top) * side, side, side), image)
    painter.end()
    tile = QImage(TILE_PX, TILE_PX, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(onto_tile(tuple(((x - left) * side, (y - top) * side) for x, y in corners)))
    painter.drawImage(0, 0, whole)
    painter.end()
    return tile


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
    return bytes(buffer.data().data())


def _clear() -> bytes:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return _as_png(image)
