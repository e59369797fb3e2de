"""Nodes and arcs put in an order that keeps neighbours together in memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from console.district.osm.network import Network
from console.geo import EARTH_RADIUS_M
from console.model.roads import Floats, Ints, Roads, Turn

_ORDER = 16  # bits of each coordinate on the curve
SHORTEST_M = 0.001


def hilbert(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each cell (16-bit columns and rows) along the Hilbert curve."""
    along = np.zeros_like(x)
    size = 1 << (_ORDER - 1)
    while size:
        right, up = (x & size) > 0, (y & size) > 0
        along += size * size * ((3 * right) ^ up)
        flip = ~up & right
        x, y = np.where(flip, size - 1 - (x & (size - 1)), x), np.where(flip, size - 1 - (y & (size - 1)), y)
        x, y = np.where(up, x, y), np.where(up, y, x)
        size >>= 1
    return along


def lengths_m(lat: Floats, lon: Floats, tail: Ints, head: Ints) -> Floats:
    """Great-circle metres of each arc, to the millimetre."""
    phi1, phi2 = np.radians(lat[tail]), np.radians(lat[head])
    turn = np.radians(lon[head] - lon[tail])
    half = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(turn / 2) ** 2
    made: Floats = np.maximum(np.round(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half)), 3), SHORTEST_M)
    return made


def as_roads(network: Network, turns: tuple[Turn, ...]) -> Roads:
    """The network as columns: nodes 0 to n-1 along a Hilbert curve, arcs by the node they leave."""
    lat, lon = np.array(network.lat, float), np.array(network.lon, float)
    order = np.lexsort((lon, lat, hilbert(_cells(lon), _cells(lat))))
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    tail, head = place[np.array(network.tail, int)], place[np.array(network.head, int)]
    stretch = np.array(network.stretch, np.int32)
    arcs = np.lexsort((stretch, head, tail))
    arc_place = np.empty(len(arcs), np.int64)
    arc_place[arcs] = np.arange(len(arcs))
    lat, lon = lat[order], lon[order]
    tail, head = tail[arcs], head[arcs]
    return Roads(
        np.arange(len(lat), dtype=np.int64), lat, lon, tail, head, stretch[arcs],
        lengths_m(lat, lon, tail, head), np.array(network.speed_kph, float)[arcs],
        np.array(network.emergency_only, bool)[arcs], tuple(network.stretches),
        tuple(Turn(tuple(int(arc_place[arc]) for arc in turn.arcs), turn.only) for turn in turns),
    )  # fmt: skip


def _cells(values: Floats) -> NDArray[np.int64]:
    low, width = float(values.min()), max(float(np.ptp(values)), 1e-9)
    return ((values - low) / width * ((1 << _ORDER) - 1)).astype(np.int64)
