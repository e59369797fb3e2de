"""PMTiles: raster tiles in one archive with directories of its own."""

from __future__ import annotations

import threading
import weakref
from functools import lru_cache
from pathlib import Path

from pmtiles.tile import (
    Compression,
    Entry,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from console.district.raster.tiles import as_picture, zooms
from console.errors import BadUnderlay
from console.phrase import say

MAGIC = b"PMTiles"
VERSION = 3
_HEADER = 127
_PICTURES = (TileType.PNG, TileType.JPEG, TileType.WEBP)
_VECTORS = (TileType.MVT, TileType.MLT)
_DEEP = 4
_MOST_BYTES = 64 * 2**20
"""A directory or tile that claims more is damage, not a map."""


class PmTiles:
    """The archive is read piece by piece; directories once read are kept. Any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._lock = threading.Lock()
        self._file = path.open("rb")
        weakref.finalize(self, self._file.close)  # with the last tile that may still be wanted
        self._read_head(path.stat().st_size)
        self._directory = lru_cache(maxsize=256)(self._read_directory)
        if not self._directory(self._head["root_offset"], self._head["root_length"]):
            raise BadUnderlay(say("underlay.no_tiles", name=self.name))

    def _read_head(self, have: int) -> None:
        raw = self._file.read(_HEADER)
        if raw[7:8] != bytes([VERSION]):
            raise BadUnderlay(say("underlay.version", name=self.name, version=raw[7] if len(raw) > 7 else "?"))
        try:
            head = self._head = deserialize_header(raw)
        except Exception as error:  # whatever the library finds wrong with the bytes
            raise self._broken(error) from error
        if head["tile_type"] in _VECTORS:
            raise BadUnderlay(say("underlay.vector", name=self.name))
        if head["tile_type"] not in _PICTURES:
            raise BadUnderlay(say("underlay.no_picture", name=self.name))
        if head["internal_compression"] is not Compression.GZIP or head["tile_compression"] not in (
            Compression.NONE, Compression.UNKNOWN,
        ):  # fmt: skip
            raise self._broken("compression")
        need = max(
            head["root_offset"] + head["root_length"], head["metadata_offset"] + head["metadata_length"],
            head["leaf_directory_offset"] + head["leaf_directory_length"],
            head["tile_data_offset"] + head["tile_data_length"],
        )  # fmt: skip
        if have < need:
            raise BadUnderlay(say("underlay.cut_off", name=self.name, have=f"{have:,}", need=f"{need:,}"))
        self.low, self.high = zooms(self.name, head["min_zoom"], head["max_zoom"])

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The picture of a tile; ``None`` where the archive has none."""
        offset, length = self._head["root_offset"], self._head["root_length"]
        wanted = zxy_to_tileid(zoom, x, y)
        for _ in range(_DEEP):
            found = find_tile(self._directory(offset, length), wanted)
            if found is None:
                return None
            if found.run_length:
                return as_picture(self.name, self._bytes(self._head["tile_data_offset"] + found.offset, found.length))
            offset, length = self._head["leaf_directory_offset"] + found.offset, found.length
        return None

    def _read_directory(self, offset: int, length: int) -> list[Entry]:
        raw = self._bytes(offset, length)
        try:
            return deserialize_directory(raw)
        except Exception as error:  # whatever the library finds wrong with the bytes
            raise self._broken(error) from error

    def _bytes(self, offset: int, length: int) -> bytes:
        if length > _MOST_BYTES:
            raise self._broken(f"{length:,} B")
        try:
            with self._lock:
                self._file.seek(offset)
                found = self._file.read(length)
        except (OSError, ValueError) as error:
            raise self._broken(error) from error
        if len(found) < length:
            raise BadUnderlay(say("underlay.cut_off", name=self.name, have=len(found), need=length))
        return found

    def _broken(self, problem: object) -> BadUnderlay:
        return BadUnderlay(say("underlay.broken", name=self.name, problem=problem))
