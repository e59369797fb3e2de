"""What is doubtful about a district's roads: islands, one-way traps, things on them or far from roads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from console.geo import EARTH_RADIUS_M, LatLon
from console.model.connectivity import Parts, parts_of
from console.model.places import District
from console.model.roads import Floats, Roads
from console.phrase import Phrase, Text, say

FAR_M = 80.0
SHOWN = 3
"""How many islands, and how many traps, are named one by one; the rest is summed up."""
_TIE_M = 0.5
Thing = tuple[str, str, Text, LatLon]


def check_roads(district: District) -> list[Phrase]:
    """Islands, then one-way traps, the largest first; then grids, teams and depots far from roads or cut off."""
    roads = district.roads
    if not len(roads.tail):
        return [say("district.check.no_roads")]
    parts = parts_of(roads)
    found = [*_kind(roads, parts, "island", parts.island), *_kind(roads, parts, "trap", ~parts.island)]
    return [*found, *_things(district, parts)]


def _kind(roads: Roads, parts: Parts, code: str, chosen: NDArray[np.bool_]) -> Iterator[Phrase]:
    numbers = np.flatnonzero(chosen)
    ranked = numbers[np.argsort(-parts.sizes[numbers], kind="stable")]
    for part in ranked[:SHOWN].tolist():
        first = int(np.argmax(parts.part == part))
        count = int(parts.sizes[part])
        yield say(f"district.check.{code}", count=count, node=int(roads.node_ids[first]), road=_road_at(roads, first))
    if len(ranked) > SHOWN:
        rest = ranked[SHOWN:]
        yield say(f"district.check.{code}s", parts=len(rest), count=int(parts.sizes[rest].sum()))


def _road_at(roads: Roads, node: int) -> Text:
    """The name of a road at a node, a named one if there is one."""
    arcs = np.flatnonzero((roads.tail == node) | (roads.head == node))
    names = [roads.stretches[i].name for i in roads.stretch[arcs].tolist()]
    if not names:
        return Text("no road", "无道路")
    return next((name for name in names if name != Text("")), Text("unnamed road", "无名道路"))


def _things(district: District, parts: Parts) -> Iterator[Phrase]:
    things: list[Thing] = [
        *(("grid", g.code, g.name, g.centre) for g in district.grids.values()),
        *(("team", t.id, t.name, t.base) for t in district.teams.values()),
        *(("depot", d.id, d.name, d.position) for d in district.depots.values()),
    ]
    if not things:
        return
    for (kind, id_, name, _), (away, cut_off) in zip(things, _nearest(district, things, parts), strict=True):
        if away > FAR_M:
            yield say(f"district.check.{kind}_far", id=id_, name=name, metres=round(away), limit=round(FAR_M))
        elif cut_off:
            yield say(f"district.check.{kind}_cut_off", id=id_, name=name)


def _nearest(district: District, things: Iterable[Thing], parts: Parts) -> list[tuple[float, bool]]:
    """Metres to the nearest road, and whether every road that near is cut off from the main network."""
    roads, origin = district.roads, district.boundary[0]
    flat = _metres(origin, roads.lat, roads.lon)
    tree = shapely.STRtree(shapely.linestrings(np.stack([flat[roads.tail], flat[roads.head]], axis=1)))
    places = np.array([at for *_, at in things], float)
    points = shapely.points(_metres(origin, places[:, 0], places[:, 1]))
    connected = parts.in_main[roads.tail] & parts.in_main[roads.head]
    near, away = tree.query_nearest(points, all_matches=False, return_distance=True)
    reach: Floats = np.full(len(points), np.inf)
    reach[near[0]] = away
    beside = tree.query(points, predicate="dwithin", distance=reach + _TIE_M)
    joined = np.zeros(len(points), bool)
    joined[beside[0][connected[beside[1]]]] = True
    return list(zip(reach.tolist(), (~joined).tolist(), strict=True))


def _metres(origin: LatLon, lat: Floats, lon: Floats) -> Floats:
    """East and north metres from ``origin``, (n, 2); flat, as :func:`console.geo.to_metres`."""
    east = np.radians(lon - origin.lon) * EARTH_RADIUS_M * np.cos(np.radians(origin.lat))
    return np.column_stack([east, np.radians(lat - origin.lat) * EARTH_RADIUS_M])
