"""Roads as columns: crossings, arcs, stretches and forbidden turns, and what slows or closes them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from console.frozen import frozen
from console.geo import LatLon
from console.phrase import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@frozen
class Stretch:
    """A piece of road between two crossings, both directions together; what a closure names."""

    road: str  # its id
    name: Text
    road_class: str  # motorway … residential, alley, service: a key of the region's speed table
    bridge: str = ""  # id of the bridge it crosses, if any
    tunnel: bool = False
    aliases: tuple[str, ...] = ()  # its name in further languages, for searching


@frozen
class RoadEdge:
    """One directed arc from node ``u`` to node ``v``; a two-way road is two arcs sharing ``road``."""

    u: int
    v: int
    road: str  # id of the stretch, the same for both directions; what a closure names
    name: Text
    road_class: str
    length_m: float
    speed_kph: float
    bridge: str = ""  # id of the bridge it crosses, if any
    emergency_only: bool = False  # only emergency vehicles may use it


@frozen
class Turn:
    """A turn restriction over arc indices (from, via…, to): forbidden, or the only way on when ``only``.

    With ``only`` every other way on after the last but one arc is forbidden to whoever came this way.
    """

    arcs: tuple[int, ...]
    only: bool = False


@dataclass(frozen=True, eq=False)
class Roads:
    """A road network in columns: ``n`` nodes, ``m`` arcs. Arcs name nodes and stretches by index, never by id."""

    node_ids: NDArray[np.int64]  # (n,) as in routes and files
    lat: Floats  # (n,) WGS-84 degrees
    lon: Floats  # (n,)
    tail: Ints  # (m,) node index an arc leaves
    head: Ints  # (m,) node index it enters
    stretch: Ints  # (m,) index into ``stretches``
    length_m: Floats  # (m,)
    speed_kph: Floats  # (m,) usual speed
    emergency_only: NDArray[np.bool_]  # (m,)
    stretches: tuple[Stretch, ...]
    turns: tuple[Turn, ...] = ()

    @classmethod
    def of(cls, nodes: Mapping[int, LatLon], edges: Iterable[RoadEdge], turns: Sequence[Turn] = ()) -> Roads:
        """Columns from single nodes and arcs, in their order; ``KeyError`` for an arc to an unknown node."""
        index = {node: i for i, node in enumerate(nodes)}
        stretches: dict[str, Stretch] = {}
        made = list(edges)
        for e in made:
            stretches.setdefault(e.road, Stretch(e.road, e.name, e.road_class, e.bridge))
        number = {road: i for i, road in enumerate(stretches)}
        return cls(
            np.array(list(nodes), np.int64),
            np.array([p.lat for p in nodes.values()], float),
            np.array([p.lon for p in nodes.values()], float),
            np.array([index[e.u] for e in made], np.int32),
            np.array([index[e.v] for e in made], np.int32),
            np.array([number[e.road] for e in made], np.int32),
            np.array([e.length_m for e in made], float),
            np.array([e.speed_kph for e in made], float),
            np.array([e.emergency_only for e in made], bool),
            tuple(stretches.values()),
            tuple(turns),
        )

    @property
    def seconds(self) -> Floats:
        """Usual travel seconds along each whole arc, (m,)."""
        return self.length_m * 3.6 / self.speed_kph

    @cached_property
    def nodes(self) -> Mapping[int, LatLon]:
        """Where each node lies, by its id."""
        return _Nodes(self)

    @cached_property
    def edges(self) -> Sequence[RoadEdge]:
        """Every arc, made when asked for."""
        return _Edges(self)

    @cached_property
    def index(self) -> Mapping[int, int]:
        """The index of each node id."""
        return {node: i for i, node in enumerate(self.node_ids.tolist())}

    @cached_property
    def stretch_index(self) -> Mapping[str, int]:
        """The index of each stretch id."""
        return {stretch.road: i for i, stretch in enumerate(self.stretches)}

    @cached_property
    def _by_stretch(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.stretch, kind="stable").astype(np.int32)
        starts = np.searchsorted(self.stretch[order], np.arange(len(self.stretches) + 1))
        return order, starts.astype(np.int32)

    def arcs_of(self, road: str) -> Ints:
        """The arc indices of a stretch, both directions; empty for an unknown one."""
        number = self.stretch_index.get(road)
        if number is None:
            return np.empty(0, np.int32)
        order, starts = self._by_stretch
        return order[starts[number] : starts[number + 1]]

    def shape(self, road: str) -> list[LatLon]:
        """The points of a stretch from one end to the other; empty for an unknown one."""
        return [LatLon(float(self.lat[n]), float(self.lon[n])) for n in self.along(road)]

    def along(self, road: str) -> list[int]:
        """The node indices of a stretch from one end to the other; empty for an unknown one."""
        beside: dict[int, list[int]] = {}
        arcs = self.arcs_of(road)
        for u, v in zip(self.tail[arcs].tolist(), self.head[arcs].tolist(), strict=True):
            for a, b in ((u, v), (v, u)):
                if b not in beside.setdefault(a, []):
                    beside[a].append(b)
        order: dict[int, None] = {}
        at = next((n for n, others in beside.items() if len(others) == 1), next(iter(beside), None))
        while at is not None:
            order[at] = None
            at = next((n for n in beside[at] if n not in order), None)
        return list(order)


class _Nodes(Mapping[int, LatLon]):
    def __init__(self, roads: Roads) -> None:
        self._roads = roads

    def __getitem__(self, node: int) -> LatLon:
        i = self._roads.index[node]
        return LatLon(float(self._roads.lat[i]), float(self._roads.lon[i]))

    def __iter__(self) -> Iterator[int]:
        return iter(self._roads.index)

    def __len__(self) -> int:
        return len(self._roads.node_ids)


class _Edges(Sequence[RoadEdge]):
    def __init__(self, roads: Roads) -> None:
        self._roads = roads

    @overload
    def __getitem__(self, i: int) -> RoadEdge: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[RoadEdge, ...]: ...
    def __getitem__(self, i: int | slice) -> RoadEdge | tuple[RoadEdge, ...]:
        if isinstance(i, slice):
            return tuple(self[n] for n in range(*i.indices(len(self))))
        r = self._roads
        s = r.stretches[r.stretch[i]]
        return RoadEdge(
            int(r.node_ids[r.tail[i]]), int(r.node_ids[r.head[i]]), s.road, s.name, s.road_class,
            float(r.length_m[i]), float(r.speed_kph[i]), s.bridge, bool(r.emergency_only[i]),
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self._roads.tail)


LEAST_FACTOR, MOST_FACTOR = 0.05, 2.0
"""What a slowing may multiply the usual speed by: slower is a closure, faster is a mistake."""


@frozen
class Slowing:
    """Speeds changed on some roads: everything that is given must hold, nothing given means every road.

    ``factor`` multiplies the usual speed: 0.5 is half as fast. ``hours`` is a local clock window in hours
    (from, to; over midnight allowed), ``weather`` the declared weather it belongs to; empty means always.
    """

    id: str
    factor: float
    roads: tuple[str, ...] = ()
    road_classes: tuple[str, ...] = ()
    area: tuple[LatLon, ...] = ()
    hours: tuple[int, int] | None = None
    weather: str = ""
    name: Text = field(default_factory=lambda: Text(""))

    @property
    def label(self) -> Text:
        """Its name; its id when it has none."""
        return self.name if self.name.en or self.name.zh else Text(self.id)

    def holds_at(self, local_hour: int, weather: str) -> bool:
        """Whether it counts in this hour of the local day and this weather."""
        if self.weather and self.weather != weather:
            return False
        begin, end = self.hours or (0, 24)
        if (end - begin) % 24 == 0:
            return True
        return begin <= local_hour < end if begin < end else local_hour >= begin or local_hour < end


@frozen
class Conditions:
    """What the roads are like at one moment: closed stretches, and the slowings that hold now (in order of id)."""

    closed: frozenset[str] = frozenset()
    slowed: tuple[Slowing, ...] = ()


USUAL = Conditions()
"""Every road open at its usual speed."""
