"""Which names the base map shows at a zoom, and where: block by block, so that a city costs no more than a view."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QFont
from shapely import LineString, Point, Polygon, box
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from console.views.map.ground import BASE_ZOOM, Ground, GroundArea, NamedLine
from console.views.map.lettering import Lettering, along, level
from console.views.theme.fonts import ui_font

_ROAD_FROM_ZOOM = {"arterial": 14, "secondary": 15, "alley": 17}
_AREA_FROM_ZOOM = {"water": 13, "pond": 17, "green": 15, "plaza": 16, "building": 16}
_REPEAT_PX = 460
_CELL_PX = 128
_MARGIN_PX = 5
BLOCK_PX = 4096
"""Names are settled in square blocks of so many pixels of their zoom, counted from the ground's origin."""
_NEIGHBOURS_PX = 400
"""Names so near outside a block take part when it is settled, so that few overlap across its edge."""

Block = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name where it is painted, in pixels of its zoom from the ground's origin. ``role`` picks the ink."""

    role: str  # road, area or water
    letters: Lettering


_Choices = tuple[str, Iterator[Lettering]]  # a role, and the places where one name may stand, best first


class _Taken:
    """Ground already written on, in coarse cells so that a look-up stays short."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[BaseGeometry]] = {}
        self._decks: dict[tuple[int, int], list[BaseGeometry]] = {}

    def keep_clear(self, deck: BaseGeometry) -> None:
        """Keep the water's names off a bridge (a road's own name may stand on it)."""
        for cell in self._touched(deck):
            self._decks.setdefault(cell, []).append(deck)

    def claim(self, letters: Lettering, on_water: bool) -> bool:
        """Take the ground the letters need; ``False`` when somebody is there already."""
        shape = letters.strip.buffer(letters.height / 2 + _MARGIN_PX, cap_style="square")
        cells = list(self._touched(shape))
        if any(shape.intersects(other) for cell in cells for other in self._cells.get(cell, ())):
            return False
        if on_water and any(shape.intersects(deck) for cell in cells for deck in self._decks.get(cell, ())):
            return False
        for cell in cells:
            self._cells.setdefault(cell, []).append(shape)
        return True

    @staticmethod
    def _touched(shape: BaseGeometry) -> Iterator[tuple[int, int]]:
        x0, y0, x1, y1 = shape.bounds
        for column in range(math.floor(x0 / _CELL_PX), math.floor(x1 / _CELL_PX) + 1):
            for row in range(math.floor(y0 / _CELL_PX), math.floor(y1 / _CELL_PX) + 1):
                yield column, row


def block_of(x: float, y: float) -> Block:
    """The block that holds a pixel of its zoom."""
    return math.floor(x / BLOCK_PX), math.floor(y / BLOCK_PX)


def place_names(ground: Ground, zoom: int, lang: str, block: Block) -> list[PlacedName]:
    """Names of ``block`` at ``zoom``, most important first: water, main roads, parks, other roads, buildings, ponds."""
    shrink = 2.0 ** (zoom - BASE_ZOOM)
    left, top = block[0] * BLOCK_PX - _NEIGHBOURS_PX, block[1] * BLOCK_PX - _NEIGHBOURS_PX
    side = BLOCK_PX + 2 * _NEIGHBOURS_PX
    near = box(left, top, left + side, top + side)
    view = _View(ground, zoom, lang, shrink, near)
    taken = _Taken()
    for road in ground.roads_in(view.on_ground):
        if road.deck is not None and not road.deck.is_empty:
            taken.keep_clear(scale(road.deck, shrink, shrink, origin=(0, 0)))
    shown: list[PlacedName] = []
    for role, choices in _wanted(view):
        for letters in choices:
            if taken.claim(letters, role == "water"):
                middle = letters.strip.interpolate(0.5, normalized=True)
                if block_of(middle.x, middle.y) == block:
                    shown.append(PlacedName(role, letters))
                break
    return shown


@dataclass(frozen=True)
class _View:
    """What names are looked for in: ``near`` in pixels of the zoom."""

    ground: Ground
    zoom: int
    lang: str
    shrink: float
    near: Polygon

    @property
    def on_ground(self) -> BaseGeometry:
        """The same in units of the ground."""
        return scale(self.near, 1 / self.shrink, 1 / self.shrink, origin=(0, 0))


def name_spots(names: list[PlacedName], step_px: float = 12.0) -> list[int]:
    """Where the names stand, as x, y, x, y … every ``step_px`` along each, so that marks' labels can keep off."""
    spots: list[int] = []
    for name in names:
        strip = name.letters.strip
        count = max(2, round(strip.length / step_px) + 1)
        for i in range(count):
            point = strip.interpolate(i / (count - 1), normalized=True)
            spots += [round(point.x), round(point.y)]
    return spots


def _wanted(view: _View) -> Iterator[_Choices]:
    zoom, lang = view.zoom, view.lang
    named = view.ground.named_in(view.on_ground)
    roads = {name: [r for r in named if r.road_class == name] for name in _ROAD_FROM_ZOOM}
    areas: dict[str, list[GroundArea]] = {}
    for area in view.ground.areas_in(view.on_ground):
        if area.name.get(lang):
            compact = area.kind == "water" and _middle_line(area.shape) is None
            areas.setdefault("pond" if compact else area.kind, []).append(area)
    for kind in ("water", "arterial", "green", "secondary", "plaza", "building", "alley", "pond"):
        for road in roads.get(kind, ()):
            if zoom >= _ROAD_FROM_ZOOM[kind]:
                yield from _road_names(road, view)
        for area in areas.get(kind, ()):
            if zoom >= _AREA_FROM_ZOOM[kind]:
                yield from _area_names(area, view)


def _road_names(road: NamedLine, view: _View) -> Iterator[_Choices]:
    line = scale(road.line, view.shrink, view.shrink, origin=(0, 0))
    font = ui_font(12 if road.road_class == "arterial" else 11)
    for choices in _repeated(road.name.get(view.lang), font, line, 2.0 if view.lang == "zh" else 0.4, view.near):
        yield "road", choices


def _repeated(text: str, font: QFont, line: LineString, spacing: float, near: Polygon) -> Iterator[Iterator[Lettering]]:
    count = max(1, round(line.length / _REPEAT_PX))
    middles = (line.length * (index + 0.5) / count for index in range(count))
    left, top, right, bottom = near.bounds
    for middle in middles:
        at = line.interpolate(middle)
        if left <= at.x <= right and top <= at.y <= bottom:
            yield _near(text, font, line, middle, spacing)


def _near(text: str, font: QFont, line: LineString, middle: float, spacing: float) -> Iterator[Lettering]:
    for shift in (0, 45, -45, 90, -90, 135, -135):
        letters = along(text, font, line, middle + shift, spacing)
        if letters is not None:
            yield letters


def _area_names(area: GroundArea, view: _View) -> Iterator[_Choices]:
    shape = scale(area.shape, view.shrink, view.shrink, origin=(0, 0))
    lang, text = view.lang, area.name.get(view.lang)
    font = ui_font(12 if area.kind == "water" else 11)
    role = "water" if area.kind == "water" else "area"
    middle_line = _middle_line(shape) if area.kind == "water" else None
    if middle_line is not None:
        if middle_line.length > 160:
            for choices in _repeated(text, font, middle_line, 8.0 if lang == "zh" else 2.0, view.near):
                yield role, choices
        return
    point: Point = shape.representative_point()
    letters = level(text, font, (point.x, point.y))
    room = max(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1])
    if view.zoom >= 18 or room > letters.strip.length * 0.75:
        yield role, iter((letters,))


def _middle_line(shape: BaseGeometry, cuts: int = 40) -> LineString | None:
    """A line down the middle of a long thin polygon; ``None`` for a compact one."""
    frame = shape.minimum_rotated_rectangle
    if not isinstance(frame, Polygon):
        return None
    corners = list(frame.exterior.coords)
    sides = [LineString(corners[i : i + 2]) for i in range(4)]
    long, across = (0, 1) if sides[0].length >= sides[1].length else (1, 2)
    if sides[long].length < 3 * math.sqrt(shape.area) * 0.9:
        return None
    begin, end = sides[long], sides[(long + 2) % 4].reverse()
    middles = []
    for i in range(1, cuts):
        a, b = begin.interpolate(i / cuts, normalized=True), end.interpolate(i / cuts, normalized=True)
        inside = shape.intersection(LineString([a, b]))
        if not inside.is_empty and inside.length < sides[across].length * 1.01:
            widest = max(getattr(inside, "geoms", [inside]), key=_length)
            middle = widest.interpolate(0.5, normalized=True) if widest.length else None
            if middle is not None:
                middles.append((middle.x, middle.y))
    return LineString(middles).simplify(2.0) if len(middles) > 1 else None


def _length(shape: BaseGeometry) -> float:
    return float(shape.length)
