"""MBTiles: raster tiles in one SQLite file, rows counted from the south."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from pathlib import Path

from console.district.raster.tiles import as_picture, zooms
from console.errors import BadUnderlay
from console.phrase import say

MAGIC = b"SQLite format 3\x00"
PICTURES = ("png", "jpg", "jpeg", "webp")
_HEADER = 100


class MbTiles:
    """The file is opened read-only, so it may lie on a medium that cannot be written. Any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        _whole(path)
        self._lock = threading.Lock()
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._file = sqlite3.connect(address, uri=True, check_same_thread=False)
        weakref.finalize(self, self._file.close)  # with the last tile that may still be wanted
        kind = str(self._said().get("format", "")).lower()
        if kind in ("pbf", "mvt"):
            raise BadUnderlay(say("underlay.vector", name=self.name))
        if kind and kind not in PICTURES:
            raise BadUnderlay(say("underlay.no_picture", name=self.name))
        [(low, high)] = self._rows("SELECT min(zoom_level), max(zoom_level) FROM tiles")
        first = self._rows("SELECT tile_data FROM tiles LIMIT 1")
        if not first:
            raise BadUnderlay(say("underlay.no_tiles", name=self.name))
        if not isinstance(low, int) or not isinstance(high, int):
            raise BadUnderlay(say("underlay.broken", name=self.name, problem=f"zoom {low}–{high}"))
        self.low, self.high = zooms(self.name, low, high)
        self._picture(first[0][0])

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The picture of a tile; ``None`` where the file has none."""
        query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        rows = self._rows(query, zoom, x, 2**zoom - 1 - y)
        return self._picture(rows[0][0]) if rows else None

    def _said(self) -> dict[str, object]:
        """What the file says of itself, which may be nothing."""
        names = {row[0] for row in self._rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
        if "tiles" not in names:
            raise BadUnderlay(say("underlay.not_tiles", name=self.name))
        rows = self._rows("SELECT name, value FROM metadata") if "metadata" in names else []
        return {str(name): value for name, value in rows}

    def _rows(self, query: str, *values: int) -> list[tuple[object, ...]]:
        try:
            with self._lock:
                return self._file.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise BadUnderlay(say("underlay.broken", name=self.name, problem=error)) from error

    def _picture(self, content: object) -> bytes:
        return as_picture(self.name, content if isinstance(content, bytes) else b"")


def _whole(path: Path) -> None:
    """Whether as many pages are there as the file's head says; a cut copy is noticed before half a map is shown."""
    with path.open("rb") as file:
        head = file.read(_HEADER)
    have = path.stat().st_size
    page = int.from_bytes(head[16:18], "big")
    need = int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)
    if len(head) < _HEADER or have < need:
        raise BadUnderlay(say("underlay.cut_off", name=path.name, have=f"{have:,}", need=f"{max(need, _HEADER):,}"))
