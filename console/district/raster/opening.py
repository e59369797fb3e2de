"""From a setting to a source of tiles."""

from __future__ import annotations

from pathlib import Path

from console.district.raster import archive, mbtiles
from console.district.raster.archive import PmTiles
from console.district.raster.mbtiles import MbTiles
from console.district.raster.server import TileServer
from console.district.raster.tiles import RasterTiles
from console.errors import BadUnderlay
from console.geo import DATUMS
from console.model.underlay import Underlay
from console.phrase import say


def is_address(source: str) -> bool:
    """Whether a source is a server rather than a file."""
    return "://" in source


def open_tiles(underlay: Underlay, cache: Path) -> RasterTiles:
    """The tiles of ``underlay``; those of a server are kept under ``cache``. ``BadUnderlay`` says what is wrong."""
    if underlay.datum not in DATUMS:
        raise BadUnderlay(say("underlay.datum", datum=underlay.datum, known=", ".join(DATUMS)))
    if is_address(underlay.source):
        return TileServer(underlay.source, cache)
    path = Path(underlay.source).expanduser()
    try:
        with path.open("rb") as file:
            head = file.read(max(len(mbtiles.MAGIC), len(archive.MAGIC)))
        if head.startswith(archive.MAGIC):
            return PmTiles(path)
        if head.startswith(mbtiles.MAGIC):
            return MbTiles(path)
    except OSError as error:
        raise BadUnderlay(say("underlay.unreadable", name=str(path), problem=error.strerror or error)) from error
    raise BadUnderlay(say("underlay.not_tiles", name=path.name))
