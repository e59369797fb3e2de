"""What lies beneath the district's own roads on the map: tiles from a file or a server."""

from __future__ import annotations

from console.frozen import frozen

STRENGTH = 0.7
"""How strongly the tiles show over the painted map, from 0.1 to 1."""


@frozen
class Underlay:
    """Where tiles come from: a file (``.mbtiles``, ``.pmtiles``) or a server's address with {z}, {x}, {y} or {-y}.

    ``datum`` is what the tiles are drawn in (``WGS-84``, ``GCJ-02`` or ``BD-09``); ``credit`` is whom to name for them.
    """

    source: str
    datum: str = "WGS-84"
    strength: float = STRENGTH
    credit: str = ""
