"""Base tiles as PNG: painted once, kept on disk under the district's content hash."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSaveFile, QStandardPaths

from console.geo import LatLon
from console.model.places import District
from console.phrase import LANGUAGES
from console.views.map.ground import BASE_ZOOM, TILE_PX, Ground, world_px
from console.views.map.names import Block, PlacedName, block_of, name_spots, place_names
from console.views.map.paint import paint_tile
from console.views.theme.tokens import PALETTES

MIN_ZOOM, MAX_ZOOM = 12, 19
_STYLE = 1  # raise when the painting changes, so that old files are not shown
_IN_MEMORY = 400
_REACH_PX = 300  # half of the longest name


@dataclass(frozen=True, slots=True)
class TileKey:
    """One tile of one theme and language; one that lies ``over`` other tiles has roads and names alone."""

    theme: str
    lang: str
    zoom: int
    x: int
    y: int
    over: bool = False

    @staticmethod
    def parse(path: str) -> TileKey | None:
        """The key in ``tiles|over/{theme}/{lang}/{z}/{x}/{y}.png``; ``None`` when it is not such a path."""
        parts = path.removesuffix(".png").split("/")
        if len(parts) != 6 or parts[0] not in ("tiles", "over") or not path.endswith(".png"):
            return None
        if parts[1] not in PALETTES or parts[2] not in LANGUAGES or not all(p.isdecimal() for p in parts[3:]):
            return None
        zoom, x, y = (int(p) for p in parts[3:])
        inside = MIN_ZOOM <= zoom <= MAX_ZOOM and max(x, y) < 2**zoom
        return TileKey(parts[1], parts[2], zoom, x, y, parts[0] == "over") if inside else None


def default_cache() -> Path:
    """Where tiles are kept between sessions."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)) / "tiles"


class TileStore:
    """Gives tiles to any thread: from memory, from disk, or painted now."""

    def __init__(self, district: District, cache: Path | None = None) -> None:
        self._district = district
        self._folder = (cache or default_cache()) / f"{district.content_hash[:16] or 'unhashed'}-{_STYLE}"
        self._lock = threading.Lock()
        self._ground: Ground | None = None
        self._names: dict[tuple[int, str, Block], list[PlacedName]] = {}
        self._memory: OrderedDict[TileKey, bytes] = OrderedDict()

    def at_hand(self, key: TileKey) -> bytes | None:
        """The tile when it is in memory; never waits for a disk or a brush."""
        return self._memory.get(key)

    def tile(self, key: TileKey) -> bytes:
        """The tile as PNG. Call off the GUI thread; a cache that cannot be written is done without."""
        look = f"{key.theme}-over" if key.over else key.theme
        file = self._folder / look / key.lang / str(key.zoom) / f"{key.x}_{key.y}.png"
        png = _read(file)
        if png is None:
            ink = PALETTES[key.theme].map
            ground = self._made_ground()
            names = [name for block in _blocks(ground, key) for name in self._names_in(key.zoom, key.lang, block)]
            image = paint_tile(ground, names, ink, key.zoom, key.x, key.y, over=key.over)
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, "PNG", 80)  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
            png = bytes(buffer.data().data())
            _write(file, png)
        with self._lock:
            self._memory[key] = png
            while len(self._memory) > _IN_MEMORY:
                self._memory.popitem(last=False)
        return png

    def name_spots(self, zoom: int, lang: str, near: LatLon) -> tuple[list[int], list[int]]:
        """The world pixel that spots count from, and where base map names stand around ``near``. Off the GUI thread."""
        corner = self._made_ground().origin
        shrink = 2.0 ** (zoom - BASE_ZOOM)
        x, y = world_px(near, zoom)
        column, row = block_of(x - corner[0] * shrink, y - corner[1] * shrink)
        blocks = [(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        names = [name for block in blocks for name in self._names_in(zoom, lang, block)]
        return [round(edge * shrink) for edge in corner], name_spots(names)

    def _made_ground(self) -> Ground:
        with self._lock:
            if self._ground is None:
                self._ground = Ground(self._district)
            return self._ground

    def _names_in(self, zoom: int, lang: str, block: Block) -> list[PlacedName]:
        ground = self._made_ground()
        with self._lock:
            if (zoom, lang, block) not in self._names:
                self._names[zoom, lang, block] = place_names(ground, zoom, lang, block)
            return self._names[zoom, lang, block]


def _blocks(ground: Ground, key: TileKey) -> list[Block]:
    """The blocks whose names can reach onto a tile."""
    shrink = 2.0 ** (key.zoom - BASE_ZOOM)
    left, top = key.x * TILE_PX - ground.origin[0] * shrink, key.y * TILE_PX - ground.origin[1] * shrink
    first = block_of(left - _REACH_PX, top - _REACH_PX)
    last = block_of(left + TILE_PX + _REACH_PX, top + TILE_PX + _REACH_PX)
    return [(i, j) for i in range(first[0], last[0] + 1) for j in range(first[1], last[1] + 1)]


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes() or None
    except OSError:
        return None


def _write(file: Path, png: bytes) -> None:
    """Write so that another process sees the whole file or none; a full disk only costs the next painting."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    kept = QSaveFile(str(file))
    if kept.open(QIODevice.OpenModeFlag.WriteOnly):
        kept.write(QByteArray(png))
        kept.commit()
