"""Road networks of three sizes: the demo district, a real town, and a made-up city of a million nodes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from console.district.load import load_district
from console.district.where import resource_dir
from console.geo import EARTH_RADIUS_M, LatLon
from console.model.roads import Roads, Stretch
from console.phrase import Text

COLUMBUS = Path(__file__).parents[3].parent / "shared" / "data" / "osm" / "columbus.osm.pbf"
CENTRE = LatLon(30.31, 120.13)
BLOCK_M = 110.0
"""Between two crossings of the made-up city."""
SEED = 20260302

_CLASSES = ("residential", "secondary", "trunk")
_KPH = np.array([30.0, 50.0, 80.0])

Bools = NDArray[np.bool_]
Indices = NDArray[np.int64]


def demo() -> Roads:
    """The roads of the demo district."""
    return load_district(resource_dir() / "xiaohe").roads


def columbus() -> Roads | str:
    """The roads of Columbus from OpenStreetMap, or what is missing."""
    if not COLUMBUS.exists():
        return f"{COLUMBUS.name} is not beside the checkout (shared/data/osm)"
    from console.district.osm.roads import read_roads

    roads, _ = read_roads(COLUMBUS)
    return roads


def city(crossings: int) -> Roads:
    """A city of ``crossings`` × ``crossings`` streets: arterials, one-way streets, bends, blocks missing, parks.

    About 2.8 nodes and 6.8 arcs for each crossing; the same for the same ``crossings``. Only what
    can be driven to and from everywhere is kept.
    """
    rng = np.random.default_rng(SEED)
    lat, lon = _positions(crossings, rng)
    u, v, road_class, one_way = _blocks(crossings, rng)
    lat, lon, ends = _bent(lat, lon, u, v, rng)
    tail, head, stretch = ends
    length = _metres(lat, lon, tail, head) * rng.uniform(1.0, 1.05, len(tail))
    back = ~one_way[stretch]
    roads = Roads(
        np.arange(len(lat), dtype=np.int64), lat, lon,
        np.concatenate((tail, head[back])).astype(np.int32), np.concatenate((head, tail[back])).astype(np.int32),
        np.concatenate((stretch, stretch[back])).astype(np.int32), np.concatenate((length, length[back])),
        _KPH[road_class[np.concatenate((stretch, stretch[back]))]],
        np.zeros(len(tail) + int(back.sum()), bool), _stretches(road_class),
    )  # fmt: skip
    return largest_part(roads)


def _positions(n: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Crossings row by row, each a little off its place on the lattice; degrees."""
    row, column = np.divmod(np.arange(n * n), n)
    east = (column - n / 2) * BLOCK_M + rng.normal(0, BLOCK_M / 10, n * n)
    north = (row - n / 2) * BLOCK_M + rng.normal(0, BLOCK_M / 10, n * n)
    per_degree = np.radians(EARTH_RADIUS_M)
    return CENTRE.lat + north / per_degree, CENTRE.lon + east / (per_degree * np.cos(np.radians(CENTRE.lat)))


def _blocks(n: int, rng: np.random.Generator) -> tuple[Indices, Indices, Indices, Bools]:
    """The blocks that are there: their two crossings, their class, and whether they are one-way (from, to)."""
    at = np.arange(n * n).reshape(n, n)
    u = np.concatenate((at[:, :-1].ravel(), at[:-1].ravel()))
    v = np.concatenate((at[:, 1:].ravel(), at[1:].ravel()))
    street = np.concatenate((np.repeat(np.arange(n), n - 1), np.tile(np.arange(n), n - 1)))
    road_class = np.where(street % 32 == 16, 2, np.where(street % 8 == 0, 1, 0))
    one_way = np.isin(street % 16, (3, 5))
    turned = street % 16 == 5
    u, v = np.where(turned, v, u), np.where(turned, u, v)
    there = (road_class > 0) | (rng.random(len(u)) > 0.1)
    row, column = np.divmod((u + v) // 2, n)
    for _ in range(n // 12):  # parks and rail yards, which only arterials cross
        size = rng.integers(3, 9)
        top, left = rng.integers(0, n, 2)
        inside = (row >= top) & (row < top + size) & (column >= left) & (column < left + size)
        there &= ~inside | (road_class > 0)
    return u[there], v[there], road_class[there], one_way[there]


def _bent(
    lat: NDArray[np.float64], lon: NDArray[np.float64], u: Indices, v: Indices, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], tuple[Indices, Indices, Indices]]:
    """Up to two bends put into each block: nodes with the bends, and (tail, head, block) of every piece."""
    bends = rng.choice(3, len(u), p=(0.25, 0.5, 0.25))
    block = np.repeat(np.arange(len(u)), bends)
    first = np.cumsum(bends) - bends
    share = (np.arange(len(block)) - first[block] + 1) / (bends[block] + 1)
    aside = rng.normal(0, 4e-5, (2, len(block)))
    bent_lat = lat[u[block]] + (lat[v[block]] - lat[u[block]]) * share + aside[0]
    bent_lon = lon[u[block]] + (lon[v[block]] - lon[u[block]]) * share + aside[1]
    piece = np.repeat(np.arange(len(u)), bends + 1)
    place = np.arange(len(piece)) - np.repeat(first + np.arange(len(u)), bends + 1)
    before, after = len(lat) + first[piece] + place - 1, len(lat) + first[piece] + place
    tail = np.where(place == 0, u[piece], before)
    head = np.where(place == bends[piece], v[piece], after)
    return np.concatenate((lat, bent_lat)), np.concatenate((lon, bent_lon)), (tail, head, piece)


def _metres(lat: NDArray[np.float64], lon: NDArray[np.float64], tail: Indices, head: Indices) -> NDArray[np.float64]:
    north = np.radians(lat[head] - lat[tail])
    east = np.radians(lon[head] - lon[tail]) * np.cos(np.radians(lat[tail]))
    return np.hypot(north, east) * EARTH_RADIUS_M


def _stretches(road_class: Indices) -> tuple[Stretch, ...]:
    names = [Text(f"{name.title()} street") for name in _CLASSES]
    return tuple(Stretch(f"s{i}", names[c], _CLASSES[c]) for i, c in enumerate(road_class.tolist()))


def largest_part(roads: Roads) -> Roads:
    """What of ``roads`` can be driven to and from everywhere else in it; the stretches keep their numbers."""
    n = len(roads.node_ids)
    _, part = connected_components(coo_array((np.ones(len(roads.tail)), (roads.tail, roads.head)), (n, n)),
                                   connection="strong")  # fmt: skip
    kept = part == np.bincount(part).argmax()
    number = np.cumsum(kept, dtype=np.int32) - 1
    arcs = kept[roads.tail] & kept[roads.head]
    return replace(
        roads, node_ids=roads.node_ids[kept], lat=roads.lat[kept], lon=roads.lon[kept],
        tail=number[roads.tail[arcs]], head=number[roads.head[arcs]], stretch=roads.stretch[arcs],
        length_m=roads.length_m[arcs], speed_kph=roads.speed_kph[arcs], emergency_only=roads.emergency_only[arcs],
        turns=(),
    )  # fmt: skip
