"""Stretches of road by a place pointed at or a line drawn across them, and where each one lies in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely

from console.board.board import Board
from console.desk.typed_roads import slowed_stretches, slowings_on
from console.geo import LatLon, to_metres
from console.model.places import District
from console.model.roads import Roads, Stretch
from console.phrase import Phrase, Text, say

FOLLOWED = 40
"""Stretches of the same road that are followed, at most, on the way to the next crossing with a name."""
NAMED = 3
"""Names that stand in the name of several roads; the others are counted."""


class PointedRoads(NamedTuple):
    """What was pointed at: stretches, what they are called together, how much road. ``name`` goes into the journal."""

    roads: tuple[str, ...]
    title: Text
    where: Phrase | None  # between which crossings, of a single stretch
    name: Text
    size: Phrase


class RoadChoices(NamedTuple):
    """What can be done about stretches now: those that can be closed, opened, slowed, and slowings that can end."""

    close: tuple[str, ...]
    open: tuple[str, ...]
    slow: tuple[str, ...]
    usual: tuple[str, ...]  # ids of slowings


def choices(board: Board, roads: Sequence[str]) -> RoadChoices:
    """What can be done about ``roads`` as the board is: a closed stretch is not slowed as well."""
    slowed, closed = slowed_stretches(board), board.closed_roads
    return RoadChoices(
        close=tuple(road for road in roads if road not in closed),
        open=tuple(road for road in roads if road in closed),
        slow=tuple(road for road in roads if road not in closed and road not in slowed),
        usual=slowings_on(board, roads),
    )


def how_it_is(board: Board, roads: Sequence[str]) -> list[tuple[str, Phrase]]:
    """How ``roads`` are now, each with its kind: ``closed`` first, then ``slowed``; else one that says ``open``."""
    can = choices(board, roads)
    closures = dict.fromkeys(
        (closure.reason, closure.since) for closure in map(board.closed_roads.__getitem__, can.open)
    )
    said = [("closed", say("road.is_closed", since=_clock(board, since), reason=why)) for why, since in closures]
    for slowing, reason, since in map(board.slowings.__getitem__, can.usual):
        percent = round(slowing.factor * 100)
        said.append(("slowed", say("road.is_slowed", percent=percent, since=_clock(board, since), reason=reason)))
        if not set(slowing.roads) <= set(roads):
            said.append(("slowed", say("road.slowed_together", road=slowing.label)))
    if said and can.close and can.open:
        said.append(("open", say("road.others_open", count=len(can.close))))
    return said or [("open", say("road.is_open"))]


def _clock(board: Board, moment: datetime) -> str:
    return board.district.local(moment).strftime("%H:%M")


class RoadFinder:
    """Finds stretches by place in microseconds. Building takes about a second for a large city; then read-only."""

    def __init__(self, district: District) -> None:
        roads = self._roads = district.roads
        self._bridges = {place: name for place, (name, _) in district.places.items()}
        self._origin = LatLon(float(np.mean(roads.lat)), float(np.mean(roads.lon))) if len(roads.lat) else LatLon(0, 0)
        low, high = np.minimum(roads.tail, roads.head), np.maximum(roads.tail, roads.head)
        _, both_ways_once = np.unique(np.stack([roads.stretch, low, high]), axis=1, return_index=True)
        self._arcs = np.sort(both_ways_once)
        points = np.stack(_to_metres_of(self._origin, roads), axis=1)
        ends = np.stack([points[roads.tail[self._arcs]], points[roads.head[self._arcs]]], axis=1)
        self._tree = shapely.STRtree(shapely.linestrings(ends) if len(ends) else [])
        beside = np.concatenate([roads.tail, roads.head])
        self._arc_at_node = np.argsort(beside, kind="stable") % max(1, len(roads.tail))
        self._first_at_node = np.searchsorted(np.sort(beside), np.arange(len(roads.node_ids) + 1))
        self.between = lru_cache(maxsize=4096)(self._between)
        for stretch in roads.stretches[:1]:
            roads.arcs_of(stretch.road)  # its indices are made here, not at the first click

    def nearest(self, place: LatLon, within_m: float) -> str:
        """The stretch nearest to ``place``; empty when none is within ``within_m``. Ties: the first in the file."""
        point = shapely.Point(to_metres(self._origin, place))
        found = self._tree.query_nearest(point, max_distance=max(within_m, 0.001), all_matches=True)
        return self._stretch(int(self._arcs[found.min()])).road if len(found) else ""

    def crossed(self, start: LatLon, end: LatLon) -> tuple[str, ...]:
        """Every stretch that the straight line crosses, in the order from ``start``, each once."""
        line = shapely.LineString([to_metres(self._origin, start), to_metres(self._origin, end)])
        found = self._tree.query(line, predicate="intersects")
        where = shapely.intersection(self._tree.geometries[found], line)
        order = np.lexsort((found, shapely.distance(shapely.get_point(line, 0), where)))
        return tuple(dict.fromkeys(self._stretch(int(self._arcs[i])).road for i in found[order]))

    def pointed(self, roads: Sequence[str]) -> PointedRoads:
        """What ``roads`` (known, at least one) are called together, and how much road it is."""
        title = self._together(roads)
        where = self._where(roads[0]) if len(roads) == 1 else None
        arcs = [arc for road in roads for arc in self._roads.arcs_of(road).tolist()]
        once = {tuple(sorted((int(self._roads.tail[a]), int(self._roads.head[a])))): a for a in arcs}
        metres = round(sum(float(self._roads.length_m[a]) for a in once.values()))
        ways = "one_way" if len(arcs) == len(once) else "both_ways" if len(arcs) == 2 * len(once) else "partly_one_way"
        size = say(f"road.size.{ways}", metres=metres, arcs=len(arcs))
        return PointedRoads(tuple(roads), title, where, self._full(roads, title), size)

    def _full(self, roads: Sequence[str], title: Text) -> Text:
        """The name for the journal: a bridge needs nothing more, a stretch its crossings, several their number."""
        if len(roads) > 1:
            return _as_text(say("road.stretches", road=title, count=len(roads)))
        between = None if self._bridge(roads[0]) else self.between(roads[0])
        return _as_text(say("road.named", road=title, where=between)) if between else title

    def _where(self, road: str) -> Phrase | None:
        between = self.between(road)
        if not self._bridge(road):
            return between
        own = self._own(road).name
        return say("road.named", road=own, where=between) if between else say("road.on", road=own)

    def _own(self, road: str) -> Stretch:
        return self._roads.stretches[self._roads.stretch_index[road]]

    def _bridge(self, road: str) -> Text | None:
        return self._bridges.get(self._own(road).bridge)

    def _together(self, roads: Iterable[str]) -> Text:
        names = list(dict.fromkeys(self.name_of(road) for road in roads))
        shown, more = names[:NAMED], len(names) - NAMED
        both = Text(", ".join(n.en for n in shown), "、".join(n.get("zh") for n in shown))
        return _as_text(say("road.and_more", road=both, count=more)) if more > 0 else both

    def name_of(self, road: str) -> Text:
        """The bridge a stretch is, else its road's name; one without says so."""
        name = self._bridge(road) or self._own(road).name
        return name if name.en or name.zh else _as_text(say("road.nameless", road=road))

    def _between(self, road: str) -> Phrase | None:
        """The named crossings before and after a stretch of road; ``None`` when there are none."""
        ends = self._ends(road)
        crossings = [self._next_crossing(road, node) for node in ends]
        named = list(dict.fromkeys(name for name in crossings if name is not None))
        if len(named) == 2:
            return say("road.between", a=named[0], b=named[1])
        return say("road.near", a=named[0]) if named else None

    def _ends(self, road: str) -> list[int]:
        """The nodes at which only one neighbour lies on the same stretch; none for a ring."""
        beside: dict[int, set[int]] = {}
        for arc in self._roads.arcs_of(road).tolist():
            u, v = int(self._roads.tail[arc]), int(self._roads.head[arc])
            beside.setdefault(u, set()).add(v)
            beside.setdefault(v, set()).add(u)
        return [node for node, others in beside.items() if len(others) == 1]

    def _next_crossing(self, road: str, node: int) -> Text | None:
        """The largest road of another name that meets this one at ``node``, or farther on along the same road."""
        own, seen = self._own(road).name.en, {road}
        for _ in range(FOLLOWED):
            meeting = self._meeting(node)
            others = [(-speed, s.name.en, s) for speed, s in meeting if s.name.en and s.name.en != own]
            if others:
                return min(others, key=lambda other: other[:2])[2].name
            onward = next((s.road for _, s in meeting if s.name.en == own and s.road not in seen), "")
            ends = [end for end in self._ends(onward) if end != node] if onward else []
            if not ends:
                return None
            seen.add(onward)
            node = ends[0]
        return None

    def _meeting(self, node: int) -> list[tuple[float, Stretch]]:
        """The stretches at a node with the speed driven there."""
        arcs = self._arc_at_node[self._first_at_node[node] : self._first_at_node[node + 1]].tolist()
        return [(float(self._roads.speed_kph[arc]), self._stretch(arc)) for arc in arcs]

    def _stretch(self, arc: int) -> Stretch:
        return self._roads.stretches[int(self._roads.stretch[arc])]


def _to_metres_of(origin: LatLon, roads: Roads) -> tuple[np.ndarray, np.ndarray]:
    """East and north metres of every node from ``origin``."""
    east, _ = to_metres(LatLon(0, 0), LatLon(0, 1))  # metres of a degree on the equator
    return (roads.lon - origin.lon) * east * np.cos(np.radians(origin.lat)), (roads.lat - origin.lat) * east


def _as_text(phrase: Phrase) -> Text:
    return Text(phrase.get("en"), phrase.get("zh"))
