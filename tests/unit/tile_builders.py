"""Small real tile files: PNG pictures of one colour, in MBTiles and PMTiles."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

Place = tuple[int, int, int]
Colour = tuple[int, int, int]
VECTOR = b"\x1f\x8b\x08\x00" + b"\x00" * 40


def png(colours: Iterable[Iterable[Colour]]) -> bytes:
    """A PNG of these rows of pixels."""
    rows = [list(row) for row in colours]
    raw = b"".join(b"\x00" + b"".join(bytes(pixel) for pixel in row) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def one_colour(colour: Colour, side: int = 256) -> bytes:
    """A square of one colour."""
    return png([[colour] * side] * side)


def an_mbtiles(path: Path, tiles: Mapping[Place, bytes], **said: str) -> Path:
    """An MBTiles file of these tiles (y from the north), with this metadata."""
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE metadata (name text, value text)")
        file.execute("CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
        file.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        file.executemany("INSERT INTO metadata VALUES (?, ?)", list(said.items()))
        rows = [(z, x, 2**z - 1 - y, content) for (z, x, y), content in tiles.items()]
        file.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    file.close()
    return path


def a_pmtiles(path: Path, tiles: Mapping[Place, bytes], kind: TileType = TileType.PNG) -> Path:
    """A PMTiles archive of these tiles."""
    head = {
        "tile_type": kind, "tile_compression": Compression.NONE, "min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 1,
        "max_lat_e7": 1, "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0,
    }  # fmt: skip
    with path.open("wb") as out:
        writer = Writer(out)
        for place in sorted(tiles, key=lambda place: zxy_to_tileid(*place)):
            writer.write_tile(zxy_to_tileid(*place), tiles[place])
        writer.finalize(head, {})
        writer.tile_f.close()
    return path
