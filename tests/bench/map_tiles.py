"""Seconds to paint the base tiles of one screen at each zoom, for the demo district and for Columbus.

Nothing comes from the disk: every tile is painted. Run with ``python -m tests.bench.map_tiles``.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
from PySide6.QtWidgets import QApplication

from console.app.wiring import load_ground
from console.geo import LatLon
from console.model.places import District
from console.views.map.ground import Ground, world_px
from console.views.map.tiles import TileKey, TileStore
from tests.bench.roads import graphs
from tests.bench.roads.table import columns

ZOOMS = range(12, 19)
ACROSS, DOWN = 6, 4
"""Tiles of one screen of 1,280 × 800."""


def middle(district: District) -> LatLon:
    """The middle of its roads."""
    roads = district.roads
    return LatLon(float(np.median(roads.lat)), float(np.median(roads.lon)))


def screen(district: District, zoom: int) -> list[TileKey]:
    """The tiles around the middle of a district."""
    x, y = world_px(middle(district), zoom)
    left, top = int(x // 256) - ACROSS // 2, int(y // 256) - DOWN // 2
    return [TileKey("dark", "en", zoom, left + i, top + j) for i in range(ACROSS) for j in range(DOWN)]


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    demo = load_ground().district
    towns = {"demo district": demo}
    roads = graphs.columbus()
    if not isinstance(roads, str):
        towns["Columbus"] = replace(demo, roads=roads, areas=(), grids={}, boundary=())
    rows = [["", "roads", "zoom", "first tile", "a screen", "a tile", "from memory"]]
    for name, district in towns.items():
        began = perf_counter()
        Ground(district)
        print(f"{name}: its ground is laid out in {perf_counter() - began:.1f} s")
        with tempfile.TemporaryDirectory() as cache:
            store = TileStore(district, Path(cache))
            store.tile(screen(district, ZOOMS[0])[0])
            for zoom in ZOOMS:
                rows.append(
                    [name, f"{len(district.roads.stretches):,}", str(zoom), *timed(store, screen(district, zoom))]
                )
    print("\n".join(columns(rows)))
    application.quit()


def timed(store: TileStore, keys: list[TileKey]) -> list[str]:
    """The first tile (with the names of its block), all, each on average, and all again from memory."""
    began = perf_counter()
    store.tile(keys[0])
    first = perf_counter() - began
    for key in keys[1:]:
        store.tile(key)
    whole = perf_counter() - began
    began = perf_counter()
    for key in keys:
        assert store.at_hand(key), "painted"
    again = perf_counter() - began
    return [f"{first * 1000:.0f} ms", f"{whole:.2f} s", f"{whole / len(keys) * 1000:.0f} ms", f"{again * 1e6:.0f} µs"]


if __name__ == "__main__":
    main()
