"""The road network of a map: driven ways cut at crossings, gaps and barriers into stretches and straight arcs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from console.district.osm.access import ON_PERMISSION, Passage, barrier_passage
from console.district.osm.coordinates import DIGITS
from console.district.osm.driven import Drive
from console.district.osm.ledger import Found, Ledger
from console.district.osm.names import aliases_of, text_of
from console.district.osm.source import RawMap
from console.district.osm.speeds import Region, Unreadable, limit_of
from console.geo import LatLon, between, distance_m
from console.model.roads import Stretch

LONGEST_M = 20_000.0
"""No straight piece between two points of a road is longer: one of them lies wrong."""
GATE_M = 1.0
"""How much of a road on either side of a gate only those may use who may pass it."""
NO_ARC = -1


class Leg(NamedTuple):
    """A straight piece of a way between two node indices, and its arc each way (``NO_ARC``: not driven)."""

    a: int
    b: int
    forward: int
    backward: int


class _Step(NamedTuple):
    """A point on the way to be driven; ``gated``: only emergency vehicles get to it from the one before."""

    node: int
    gated: bool
    crossing: bool


@dataclass
class Network:
    """Nodes, arcs and stretches by index, growing while ways are added; ``legs`` remember each way's pieces."""

    lat: list[float] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    stretch: list[int] = field(default_factory=list)
    speed_kph: list[float] = field(default_factory=list)
    emergency_only: list[bool] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    legs: dict[int, list[Leg]] = field(default_factory=dict)
    node_index: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)  # node id -> id of the node kept at the same place
    owner: dict[tuple[int, int], int] = field(default_factory=dict)  # two neighbours -> stretch of the road between
    arcs: dict[tuple[int, int], int] = field(default_factory=dict)

    def index_of(self, node: int) -> int | None:
        """The index of an OpenStreetMap node; ``None`` when no road goes through it."""
        return self.node_index.get(kept(self.merged, node))

    def add_point(self, at: LatLon) -> int:
        """A new node at ``at``; its index."""
        self.lat.append(at.lat)
        self.lon.append(at.lon)
        return len(self.lat) - 1

    def add_arc(self, a: int, b: int, stretch: int, passage: Passage, gated: bool, speed_kph: float) -> int:
        """The index of the arc from ``a`` to ``b``, a new one unless the road is drawn twice; ``NO_ARC`` for nobody."""
        if passage is Passage.NOBODY:
            return NO_ARC
        restricted = gated or passage is Passage.EMERGENCY
        known = self.arcs.setdefault((a, b), len(self.tail))
        if known < len(self.tail):
            self.emergency_only[known] &= restricted
            return known
        self.tail.append(a)
        self.head.append(b)
        self.stretch.append(stretch)
        self.speed_kph.append(speed_kph)
        self.emergency_only.append(restricted)
        return known


def build_network(
    drives: Sequence[Drive],
    raw: RawMap,
    places: Mapping[int, LatLon],
    region: Region,
    bridges: Mapping[int, str],
    ledger: Ledger,
) -> Network:
    """The network of ``drives``; ``bridges`` gives the bridge id of a way."""
    made = Network()
    whole = [list(_runs(drive, raw, places, made.merged, ledger)) for drive in drives]
    runs = [[run for r in rs if len(run := _without_repeats(r, made.merged)) > 1] for rs in whole]
    uses = Counter(node for rs in runs for run in rs for node in run)
    barriers = _barriers(raw, uses, made.merged, ledger)
    lay = _Layer(made, places, uses, barriers)
    for drive, parts in zip(drives, runs, strict=True):
        pieces = [piece for run in parts for piece in lay.pieces(run)]
        if pieces:
            _add_way(made, drive, pieces, region, bridges.get(drive.id, ""), ledger)
    return made


def kept(merged: Mapping[int, int], node: int) -> int:
    """The node that stands for ``node``."""
    while node in merged:
        node = merged[node]
    return node


def _runs(
    drive: Drive, raw: RawMap, places: Mapping[int, LatLon], merged: dict[int, int], ledger: Ledger
) -> Iterator[list[int]]:
    """The parts of a way whose points are all known; nodes at the very same place become one."""
    if len(drive.way.refs) < 2:
        ledger.add(Found.SHORT_WAY, f"way {drive.id}")
    run: list[int] = []
    for node in drive.way.refs:
        if node not in places:
            if not any(node in known for known in (raw.nodes, raw.bad, raw.doubtful)):
                ledger.add(Found.MISSING_NODE, f"node {node} of way {drive.id}")
            yield run
            run = []
            continue
        if run and node == run[-1]:
            ledger.add(Found.SELF_LOOP, f"way {drive.id}")
            continue
        if run and places[node] == places[run[-1]]:
            _merge(merged, run[-1], node)
            ledger.add(Found.SAME_PLACE, f"nodes {run[-1]} and {node}")
        elif run and _too_long(places[run[-1]], places[node]):
            ledger.add(Found.FAR_POINT, f"way {drive.id}")
            yield run
            run = []
        run.append(node)
    yield run


def _too_long(a: LatLon, b: LatLon) -> bool:
    return (abs(a.lat - b.lat) > 0.1 or abs(a.lon - b.lon) > 0.1) and distance_m(a, b) > LONGEST_M


def _merge(merged: dict[int, int], a: int, b: int) -> None:
    first, second = sorted((kept(merged, a), kept(merged, b)))
    if first != second:
        merged[second] = first


def _without_repeats(run: Sequence[int], merged: Mapping[int, int]) -> list[int]:
    if not merged:
        return list(run)
    nodes = [kept(merged, node) for node in run]
    return [node for i, node in enumerate(nodes) if i == 0 or node != nodes[i - 1]]


def _barriers(raw: RawMap, uses: Mapping[int, int], merged: Mapping[int, int], ledger: Ledger) -> dict[int, Passage]:
    found: dict[int, Passage] = {}
    for id_, tags in sorted(raw.tags.items()):
        node = kept(merged, id_)
        passage = barrier_passage(tags) if "barrier" in tags else Passage.ALL
        if node in uses and passage is not Passage.ALL:
            found[node] = min(passage, found.get(node, passage))
            ledger.add(Found.GATE if passage is Passage.EMERGENCY else Found.BARRIER, f"node {id_}")
            if uses[node] > 1 and passage is Passage.NOBODY:
                ledger.add(Found.BARRIER_CROSSING, f"node {id_}")
    return found


@dataclass
class _Layer:
    """Lays runs of nodes out as pieces from crossing to crossing, cut where a barrier stands."""

    made: Network
    places: Mapping[int, LatLon]
    uses: Mapping[int, int]
    barriers: Mapping[int, Passage]

    def pieces(self, run: Sequence[int]) -> Iterator[list[_Step]]:
        piece: list[_Step] = []
        for step in self._steps(run):
            if step is None:
                yield piece
                piece = []
                continue
            piece.append(step)
            if step.crossing and len(piece) > 1:
                yield piece
                piece = [step]
        yield piece

    def _steps(self, run: Sequence[int]) -> Iterator[_Step | None]:
        """The points to drive through; ``None`` where nobody gets on."""
        for i, node in enumerate(run):
            barrier = self.barriers.get(node)
            if barrier is None:
                yield _Step(self._node(node), False, self.uses[node] > 1)
                continue
            if i > 0:
                yield _Step(self._beside(node, run[i - 1]), False, False)
            if barrier is Passage.EMERGENCY:
                yield _Step(self._node(node), True, self.uses[node] > 1)
            else:
                yield None
            if i + 1 < len(run):
                yield _Step(self._beside(node, run[i + 1]), barrier is Passage.EMERGENCY, False)

    def _node(self, node: int) -> int:
        index = self.made.node_index.get(node)
        if index is None:
            index = self.made.node_index[node] = self.made.add_point(self.places[node])
        return index

    def _beside(self, node: int, towards: int) -> int:
        """A new node a step away from a barrier; on a very short piece, a third of it."""
        a, b = self.places[node], self.places[towards]
        at = between(a, b, min(GATE_M / distance_m(a, b), 1 / 3))
        return self.made.add_point(LatLon(round(at.lat, DIGITS), round(at.lon, DIGITS)))


def _add_way(
    made: Network, drive: Drive, pieces: Sequence[Sequence[_Step]], region: Region, bridge: str, ledger: Ledger
) -> None:
    whole = [piece for piece in pieces if len(piece) > 1]
    tags = drive.way.tags
    kind = "pedestrian" if tags["highway"] in ON_PERMISSION - {"track"} else tags["highway"]
    name, aliases = text_of(tags), aliases_of(tags)
    tunnel = tags.get("tunnel", "no") != "no"
    forward_kph, backward_kph = (_speed(drive, way, kind, region, ledger) for way in ("forward", "backward"))
    legs = made.legs.setdefault(drive.id, [])
    for number, piece in enumerate(whole, 1):
        road = f"w{drive.id}" if len(whole) == 1 else f"w{drive.id}.{number}"
        own = len(made.stretches)
        made.stretches.append(Stretch(road, name, kind, bridge, tunnel, aliases))
        for a, b in pairwise(piece):
            owner = made.owner.setdefault((min(a.node, b.node), max(a.node, b.node)), own)
            if owner != own:
                ledger.add(Found.DRAWN_TWICE, road)
            forward = made.add_arc(a.node, b.node, owner, drive.forward, b.gated, forward_kph)
            backward = made.add_arc(b.node, a.node, owner, drive.backward, b.gated, backward_kph)
            legs.append(Leg(a.node, b.node, forward, backward))
        if own not in (made.owner[min(a.node, b.node), max(a.node, b.node)] for a, b in pairwise(piece)):
            made.stretches.pop()


def _speed(drive: Drive, direction: str, kind: str, region: Region, ledger: Ledger) -> float:
    try:
        limit = limit_of(drive.way.tags, direction)
    except Unreadable as error:
        ledger.add(Found.SPEED_UNREADABLE, f"way {drive.id} ({error})")
        limit = None
    return region.speed_kph(kind, limit)
