"""Reach areas: which roads lead to a place in time, and which ones teams reach in time, as areas along the roads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.cover.field import Field
from console.dispatch.cover.readiness import Readiness
from console.dispatch.outline import Band, outlines
from console.dispatch.roads.costs import NEVER, Costs
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roads.reach import Reach, Spread
from console.dispatch.roads.snap import Snap
from console.errors import NoRoute
from console.geo import EARTH_RADIUS_M, LatLon
from console.model.picture import Picture
from console.model.places import District
from console.model.roads import USUAL, Conditions, Floats, Ints, Roads

LIMITS_S = (60, 180, 300)
"""One, three and five minutes."""
BAND = Band()
Ring = tuple[LatLon, ...]


@dataclass(frozen=True, slots=True)
class ReachArea:
    """What lies within ``limit_s``: polygons of an outer ring and its holes, WGS-84, each ring closed.

    Every point of road within the limit lies inside. Every point of road inside is within the limit itself, or no
    farther than ``tolerance_m`` from one that is. Of all roads, each direction by itself, at least ``road_share`` is
    within the limit.
    """

    limit_s: int
    polygons: tuple[tuple[Ring, ...], ...]
    tolerance_m: float
    road_share: float

    @property
    def rings(self) -> tuple[Ring, ...]:
        """All rings, for drawing with the even-odd rule."""
        return tuple(ring for polygon in self.polygons for ring in polygon)


class Departure(NamedTuple):
    """Somebody sets out from ``place`` after ``delay_s`` (turnout), as an emergency vehicle or not."""

    place: LatLon
    delay_s: float
    emergency: bool = False


class _Parts(NamedTuple):
    """Parts of arcs, by shares of them from their tail."""

    arc: Ints
    low: Floats
    high: Floats


def areas_towards(
    network: RoadNetwork,
    place: LatLon,
    conditions: Conditions = USUAL,
    limits_s: Sequence[int] = LIMITS_S,
    emergency: bool = False,
) -> tuple[ReachArea, ...]:
    """From where ``place`` can be reached within each limit of travel. :class:`NoRoute` when no road is near it."""
    reach = network.towards(place, conditions, max(limits_s), emergency)
    arc_ms = _arc_ms(reach)
    plane = _plane(network.roads)
    return tuple(plane.area(limit, [_leading_to(reach, arc_ms, limit * 1000)]) for limit in limits_s)


def areas_from(
    network: RoadNetwork,
    departures: Iterable[Departure],
    conditions: Conditions = USUAL,
    limits_s: Sequence[int] = LIMITS_S,
) -> tuple[ReachArea, ...]:
    """What the first of all ``departures`` reaches within each limit, delays included; headings are not asked for.

    A departure without a road near it reaches nothing.
    """
    by_driving: dict[bool, list[Departure]] = {}
    for departure in departures:
        by_driving.setdefault(departure.emergency, []).append(departure)
    found = []
    for emergency, some in by_driving.items():
        spread = network.away_from([(d.place, d.delay_s) for d in some], conditions, max(limits_s), emergency)
        found.append((spread, _arc_ms(spread), _own_arcs(_snapped(network, some, conditions))))
    plane = _plane(network.roads)
    return tuple(plane.area(limit, [_reached(*one, limit * 1000) for one in found]) for limit in limits_s)


def areas_of_free_teams(
    district: District, network: RoadNetwork, picture: Picture, learned: Learned = UNLEARNED
) -> tuple[ReachArea, ...]:
    """What the nearest free team reaches within 1, 3 and 5 minutes, its turnout included (P50)."""
    field = Field(district, network, picture.conditions)
    ready = Readiness(district.local(picture.at).hour, learned)
    free = [ready.now(now) for _, now in sorted(picture.teams.items()) if now.why_not is None and now.on_duty]
    departures = [Departure(stand.position, stand.turnout_s, field.waives(stand.team)) for stand in free]
    return areas_from(network, departures, picture.conditions)


def _arc_ms(spread: Spread) -> Ints:
    """What each arc costs under the conditions of a search, (m,); ``NEVER`` when it may not be driven."""
    barred = np.zeros(len(spread.roads.tail), np.bool_) if spread.emergency else spread.roads.emergency_only
    costs = Costs(spread.roads, spread.graph, barred)
    costs.become(spread.conditions)
    return costs.arc


class _Own(NamedTuple):
    """The arcs that places lie on: the share before each, and the time spent off the road."""

    arc: Ints
    share: Floats
    spent_ms: Floats

    def by(self, limit_ms: int) -> _Own:
        """Those on the road within ``limit_ms``."""
        held = self.spent_ms <= limit_ms
        return _Own(self.arc[held], self.share[held], self.spent_ms[held])


def _own_arcs(places: Iterable[tuple[Snap, float]]) -> _Own:
    rows = [
        (arc, share, spent_ms + snap.walk_ms)
        for snap, spent_ms in places
        for arc, share in ((snap.arc, snap.share), (snap.back, 1.0 - snap.share)) if arc >= 0
    ]  # fmt: skip
    arc, share, spent_ms = np.array(rows, float).reshape(-1, 3).T
    return _Own(arc.astype(np.int32), share, spent_ms)


def _snapped(
    network: RoadNetwork, departures: Sequence[Departure], conditions: Conditions
) -> Iterable[tuple[Snap, float]]:
    for departure in departures:
        try:
            yield network.snap(departure.place, conditions, departure.emergency), departure.delay_s * 1000.0
        except NoRoute:
            continue


def _leading_to(reach: Reach, arc_ms: Ints, limit_ms: int) -> _Parts:
    """The last part of every arc from whose end enough time is left, and what lies before the place on its own arcs."""
    left = limit_ms - reach.table.at(reach.graph.after)
    arc = np.flatnonzero((arc_ms != NEVER) & (left > 0)).astype(np.int32)
    low = 1.0 - np.minimum(1.0, left[arc] / arc_ms[arc])
    own = _own_arcs([(reach.target, 0.0)]).by(limit_ms)
    before = np.clip(own.share - (limit_ms - own.spent_ms) / arc_ms[own.arc], 0.0, own.share)
    return _together([_Parts(arc, low, np.ones(len(arc))), _Parts(own.arc, before, own.share)])


def _reached(spread: Spread, arc_ms: Ints, own: _Own, limit_ms: int) -> _Parts:
    """The first part of every arc at whose beginning enough time is left, and what lies ahead on the starts' own."""
    graph, own = spread.graph, own.by(limit_ms)
    left, cost = limit_ms - spread.table.at(graph.tail), arc_ms[graph.arc]
    driven = np.flatnonzero((cost != NEVER) & (left > 0))
    high = np.minimum(1.0, left[driven] / cost[driven])
    ahead = np.clip(own.share + (limit_ms - own.spent_ms) / arc_ms[own.arc], own.share, 1.0)
    return _together([_Parts(graph.arc[driven], np.zeros(len(driven)), high), _Parts(own.arc, own.share, ahead)])


def _together(parts: Sequence[_Parts]) -> _Parts:
    parts = [_Parts(np.empty(0, np.int32), np.empty(0), np.empty(0)), *parts]
    return _Parts(*(np.concatenate(column) for column in zip(*parts, strict=True)))


class _Plane:
    """The roads on a flat map around their middle, in metres."""

    def __init__(self, roads: Roads) -> None:
        self._length_m = roads.length_m
        lat, lon = roads.lat, roads.lon
        self._origin = (_middle(lat), _middle(lon))
        self._per_degree = np.array([self._east_m_per_degree, math.radians(EARTH_RADIUS_M)])
        at = (np.column_stack((lon, lat)) - self._origin[::-1]) * self._per_degree
        self._roads = np.hstack((at[roads.tail], at[roads.head]))

    @property
    def _east_m_per_degree(self) -> float:
        return math.radians(EARTH_RADIUS_M) * math.cos(math.radians(self._origin[0]))

    def area(self, limit_s: int, parts: Sequence[_Parts]) -> ReachArea:
        """The area along some parts of arcs."""
        arc, low, high = _together(parts)
        tail, along = self._roads[arc, :2], self._roads[arc, 2:] - self._roads[arc, :2]
        pieces = np.hstack((tail + low[:, None] * along, tail + high[:, None] * along))
        polygons, tolerance_m = outlines(pieces, self._roads, BAND)
        reached = np.zeros(len(self._length_m))
        np.maximum.at(reached, arc, high - low)
        share = float(reached @ self._length_m) / max(1.0, float(self._length_m.sum()))
        return ReachArea(limit_s, tuple(self._rings(polygon) for polygon in polygons), tolerance_m, share)

    def _rings(self, polygon: shapely.Polygon) -> tuple[Ring, ...]:
        return tuple(self._ring(ring) for ring in (polygon.exterior, *polygon.interiors))

    def _ring(self, ring: shapely.LinearRing) -> Ring:
        points: NDArray[np.float64] = shapely.get_coordinates(ring) / self._per_degree + self._origin[::-1]
        return tuple(LatLon(lat, lon) for lon, lat in points.tolist())


@lru_cache(maxsize=2)
def _plane(roads: Roads) -> _Plane:
    return _Plane(roads)


def _middle(degrees: Floats) -> float:
    return float(degrees.min() + degrees.max()) / 2 if len(degrees) else 0.0
