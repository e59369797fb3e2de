"""The colours the page draws with, taken from a palette."""

from __future__ import annotations

from typing import Any

from console.views.theme.tokens import Palette


def inks_of(palette: Palette) -> dict[str, Any]:
    """Every colour of ``palette`` by name; ``states`` and ``map`` hold what marks and names need."""
    inks: dict[str, Any] = {slot: getattr(palette, slot) for slot in palette.__slots__ if slot not in ("states", "map")}
    inks["states"] = {key: {"fill": s.fill, "ink": s.ink} for key, s in palette.states.items()}
    inks["map"] = {"name": palette.map.name, "halo": palette.map.halo, "grid": palette.map.grid}
    return inks
