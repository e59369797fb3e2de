"""Places on roads: the nearest piece of road a vehicle may use, how far along it, and the walk from there."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from console.errors import NoRoute
from console.geo import EARTH_RADIUS_M, LatLon
from console.model.roads import Floats, Ints, RoadEdge, Roads

BESIDE_M = 30.0
SNAP_LIMIT_M = 400.0
"""Farther from every open road than this, a place has no route."""
CROSSING_M = 1.0
"""Nearer to the end of a stretch than this, a place is at the crossing: every road there leads to and from it."""
WALK_M_PER_S = 1.4
HEADING_LIMIT_DEG = 60.0
"""A heading farther than this from both directions of its road says nothing about where a team will drive on."""
APART_NODES, APART_SHARE = 200, 0.05
"""A part of the network that nothing joins with the rest is taken for a car park or a campus while it has fewer nodes,
and fewer for each of the main network's: crews leave their vehicles on the nearest other road and walk. A larger part
may be the other bank of a river."""
_REMEMBERED = 65_536


@dataclass(frozen=True)
class Snap:
    """A place on a road: ``share`` of ``arc`` done, ``walk_ms`` on foot between place and road.

    ``back`` is the arc of the same road the other way, -1 when there is none for this vehicle. A share of exactly
    0 or 1 is the crossing there. A moving team leaves only by ``onward`` or ``backward``, whichever it drives.
    """

    roads: Roads
    piece: int
    arc: int
    back: int
    share: float
    walk_ms: int
    onward: bool = True
    backward: bool = True

    @property
    def edge(self) -> RoadEdge:
        """The arc in words."""
        return self.roads.edges[self.arc]

    @property
    def walk_s(self) -> float:
        """Seconds on foot between the place and the road."""
        return self.walk_ms / 1000.0

    @property
    def crossing(self) -> int | None:
        """The road node (index) the place is at; ``None`` between two."""
        if self.share == 0.0:
            return int(self.roads.tail[self.arc])
        return int(self.roads.head[self.arc]) if self.share == 1.0 else None


class Pieces(NamedTuple):
    """The straight pieces of road: an arc, and the one of the same stretch the other way (-1: there is none)."""

    arc: Ints  # (p,)
    back: Ints  # (p,)


class Nearest(NamedTuple):
    """Where places lie among all pieces, closed or not: (k,) each, ``piece`` -1 when none is within the limit."""

    piece: Ints
    share: Floats  # along the piece's ``arc``
    walk_ms: NDArray[np.int64]

    def rows(self, chosen: NDArray[np.intp]) -> Nearest:
        """Copies of some rows."""
        return Nearest(self.piece[chosen], self.share[chosen], self.walk_ms[chosen])


def pieces(roads: Roads) -> Pieces:
    """Each arc paired with one of the other direction between the same two nodes on the same stretch."""
    low, high = np.minimum(roads.tail, roads.head), np.maximum(roads.tail, roads.head)
    turned = roads.tail > roads.head
    count = np.int64(max(len(roads.node_ids), 1))
    group = np.unique((roads.stretch * count + low) * count + high, return_inverse=True)[1] * 2 + turned
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], group[order])
    number = (group[order] >> 1) * len(order) + np.arange(len(order)) - first  # the pair each arc belongs to
    pairs, position = np.unique(number, return_inverse=True)
    arc, back = np.full(len(pairs), -1, np.int32), np.full(len(pairs), -1, np.int32)
    there = ~turned[order]
    arc[position[there]] = order[there]
    back[position[~there]] = order[~there]
    alone = arc < 0
    arc[alone], back[alone] = back[alone], -1
    return Pieces(arc, back)


class _Tree(NamedTuple):
    """Some of the pieces of road, in the order of their numbers, for finding the nearest."""

    pieces: Ints
    tree: STRtree

    def beside(self, points: NDArray[np.object_], piece: Ints, rows: NDArray[np.intp]) -> None:
        """Write the nearest piece of each point that is beside a road: teams are, and it takes half as long."""
        place, near = self.tree.query(points[rows], predicate="dwithin", distance=BESIDE_M)
        off = shapely.distance(points[rows[place]], self.tree.geometries[near])
        order = np.lexsort((near, off, place))[::-1]  # of several just as near, the first
        piece[rows[place[order]]] = self.pieces[near[order]]

    def near(self, points: NDArray[np.object_], piece: Ints, rows: NDArray[np.intp]) -> None:
        """Write the nearest piece of each point within the limit."""
        place, near = self.tree.query_nearest(points[rows], max_distance=SNAP_LIMIT_M)
        order = np.lexsort((near, place))[::-1]
        piece[rows[place[order]]] = self.pieces[near[order]]

    def around(self, point: Any) -> Ints:
        """The pieces within the limit."""
        return np.sort(self.pieces[self.tree.query(point, predicate="dwithin", distance=SNAP_LIMIT_M)])


class Ground:
    """All pieces of road on a flat map, for finding the nearest. Built when first asked; safe from any thread."""

    def __init__(self, roads: Roads) -> None:
        self._roads = roads
        self._lock = Lock()
        self._rows: dict[LatLon, int] = {}
        self._known = Nearest(np.empty(64, np.int32), np.empty(64), np.empty(64, np.int64))

    @cached_property
    def pieces(self) -> Pieces:
        """Every piece; a piece's number is its index."""
        return pieces(self._roads)

    @cached_property
    def _origin(self) -> tuple[float, float]:
        roads = self._roads
        if not len(roads.node_ids):
            return 0.0, 0.0
        return float(roads.lat.min() + roads.lat.max()) / 2, float(roads.lon.min() + roads.lon.max()) / 2

    def _metres(self, lat: Floats, lon: Floats) -> Floats:
        """:func:`console.geo.to_metres` for many points, (k, 2)."""
        lat0, lon0 = self._origin
        east = np.radians(lon - lon0) * (EARTH_RADIUS_M * math.cos(math.radians(lat0)))
        return np.column_stack((east, np.radians(lat - lat0) * EARTH_RADIUS_M))

    @cached_property
    def _ends(self) -> NDArray[np.float64]:
        """The two ends of every piece in metres, (p, 2, 2)."""
        at = self._metres(self._roads.lat, self._roads.lon)
        arc = self.pieces.arc
        return np.stack((at[self._roads.tail[arc]], at[self._roads.head[arc]]), axis=1)

    @cached_property
    def _trees(self) -> tuple[_Tree, ...]:
        """The pieces of the network, and after them those on parts too small to be driven to from anywhere else."""
        apart, lines = self._apart(), shapely.linestrings(self._ends)
        kinds = [np.flatnonzero(~apart).astype(np.int32), np.flatnonzero(apart).astype(np.int32)]
        return tuple(_Tree(kind, STRtree(lines[kind])) for kind in kinds if len(kind))

    def _apart(self) -> NDArray[np.bool_]:
        from console.model.connectivity import parts_of  # scipy: not before the first question

        if not len(self.pieces.arc):
            return np.zeros(0, np.bool_)
        parts = parts_of(self._roads)
        fewest = min(APART_NODES, APART_SHARE * np.count_nonzero(parts.in_main))
        small = np.append(parts.island & (parts.sizes < fewest), False)  # the last for the main network, part -1
        return small[parts.part[self._roads.tail[self.pieces.arc]]]

    def stretch_of(self, piece: Ints) -> Ints:
        """The stretch each piece belongs to; -1 for piece -1."""
        if not len(self.pieces.arc):
            return np.full(len(piece), -1, np.int32)
        return np.where(piece < 0, np.int32(-1), self._roads.stretch[self.pieces.arc[piece]])

    def build(self) -> None:
        """Make the map now."""
        _ = self._trees

    def bearing_deg(self, piece: Ints) -> Floats:
        """Bearings along the arcs of pieces, degrees clockwise from north; NaN for one without length."""
        east, north = (self._ends[piece, 1] - self._ends[piece, 0]).T
        found: Floats = np.where((east == 0) & (north == 0), np.nan, np.degrees(np.arctan2(east, north)))
        return found

    def nearest(self, places: Sequence[LatLon]) -> Nearest:
        """The nearest piece of each place, remembered by place."""
        with self._lock:
            rows = list(map(self._rows.get, places))
            if None in rows:
                new = dict.fromkeys(place for place, row in zip(places, rows, strict=True) if row is None)
                if len(self._rows) + len(new) > _REMEMBERED:
                    self._rows.clear()
                    new = dict.fromkeys(places)
                self._learn(list(new))
                rows = list(map(self._rows.get, places))
            chosen = np.array(rows, np.intp)
            return self._known.rows(chosen)

    def nearest_to(self, place: LatLon) -> tuple[int, float, int]:
        """The same for one place."""
        with self._lock:
            if place not in self._rows:
                if len(self._rows) >= _REMEMBERED:
                    self._rows.clear()
                self._learn([place])
            row, known = self._rows[place], self._known
            return int(known.piece[row]), float(known.share[row]), int(known.walk_ms[row])

    def _learn(self, new: Sequence[LatLon]) -> None:
        found = self._find(new)
        begin, end = len(self._rows), len(self._rows) + len(new)
        if end > len(self._known.piece):
            self._known = self._known.rows(np.arange(2 * end) % len(self._known.piece))
        self._known.piece[begin:end], self._known.share[begin:end] = found.piece, found.share
        self._known.walk_ms[begin:end] = found.walk_ms
        self._rows.update(zip(new, range(begin, end), strict=True))

    def _find(self, places: Sequence[LatLon]) -> Nearest:
        at = np.array(places, float).reshape(-1, 2)
        points = self._metres(at[:, 0], at[:, 1])
        piece, shapes = np.full(len(points), -1, np.int32), shapely.points(points)
        for tree in self._trees:
            for find in (tree.beside, tree.near):
                far = np.flatnonzero(piece < 0)
                if len(far):
                    find(shapes, piece, far)
        share, walk_ms = self._along(points, piece)
        return Nearest(piece, share, walk_ms)

    def _along(self, points: Floats, piece: Ints) -> tuple[Floats, NDArray[np.int64]]:
        """How much of its piece lies before each point, and the milliseconds on foot between them."""
        if not len(self.pieces.arc):
            return np.zeros(len(points)), np.zeros(len(points), np.int64)
        start, end = self._ends[piece, 0], self._ends[piece, 1]
        along, length = end - start, np.hypot(*(end - start).T)
        reach = np.where(length > 0, length, 1.0)
        done = np.clip(((points - start) * along).sum(axis=1) / reach, 0.0, length)  # metres along it
        off = np.hypot(*(points - (start + along * (done / reach)[:, None])).T)
        share = np.where(done <= CROSSING_M, 0.0, np.where(length - done <= CROSSING_M, 1.0, done / reach))
        return share, np.ceil(off / WALK_M_PER_S * 1000.0 - 1e-6).astype(np.int64)

    def nearest_of(self, place: LatLon, usable: Callable[[Ints], NDArray[np.bool_]]) -> tuple[int, float, int]:
        """Piece, share and walk of the nearest usable piece, when the nearest of all is not; :class:`NoRoute`."""
        point = self._metres(np.array([place.lat]), np.array([place.lon]))
        around = (tree.around(shapely.points(point)[0]) for tree in self._trees)
        near = next((kept for pieces in around if len(kept := pieces[usable(pieces)])), None)
        if near is None:
            raise NoRoute(f"no open road within {SNAP_LIMIT_M:.0f} m of {place.lat:.5f}, {place.lon:.5f}")
        share, walk_ms = self._along(np.repeat(point, len(near), axis=0), near)
        best = int(np.argmin(walk_ms))
        return int(near[best]), float(share[best]), int(walk_ms[best])
