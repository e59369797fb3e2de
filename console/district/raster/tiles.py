"""What a source of raster tiles gives, and what is no picture."""

from __future__ import annotations

from typing import Protocol

from console.errors import BadUnderlay
from console.phrase import say

DEEPEST = 22
"""No source is asked for a finer zoom."""
_GZIP, _ZLIB = b"\x1f\x8b", (b"\x78\x01", b"\x78\x9c", b"\x78\xda")


class RasterTiles(Protocol):
    """A source of tiles in Web Mercator. Any thread may ask; ``name`` is what to call it."""

    name: str
    low: int
    high: int

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The picture of a tile (y from the north); ``None`` where the source has none. Raises ``BadUnderlay``."""


def mime_of(content: bytes) -> str:
    """The kind of a picture by its first bytes; empty for anything that is no PNG, JPEG or WebP."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def as_picture(name: str, content: bytes) -> bytes:
    """``content`` when it is a picture; ``BadUnderlay`` says whether it is a vector tile or something else."""
    if mime_of(content):
        return content
    if content.startswith((_GZIP, *_ZLIB)) or content[:1] == b"\x1a":
        raise BadUnderlay(say("underlay.vector", name=name))
    raise BadUnderlay(say("underlay.no_picture", name=name))


def zooms(name: str, low: int, high: int) -> tuple[int, int]:
    """The zooms of a source, in order and within reason."""
    if not 0 <= low <= high:
        raise BadUnderlay(say("underlay.broken", name=name, problem=f"zoom {low}–{high}"))
    return low, min(high, DEEPEST)
