"""Measuring on the map: metres on the ground along a clicked line, and by road with the time it takes."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from console.board.conditions import conditions
from console.desk.session import Session
from console.errors import NoRoute
from console.geo import LatLon, distance_m
from console.model.roads import USUAL, Conditions
from console.phrase import Phrase, say
from console.views import language
from console.views.link import SessionLink
from console.views.map.asked_marks import LineMark
from console.views.map.device import MapView
from console.views.wording import m_ss, tell

HORIZON_S = 3600.0
"""A way by road that takes longer than this between two points is not looked for."""


class Way(NamedTuple):
    """A way by road: its points, metres and seconds."""

    points: tuple[LatLon, ...]
    metres: float
    seconds: float


def metres_words(metres: float) -> str:
    """A length as it is read: ``430 m``, ``2.15 km``."""
    return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.2f} km"


def length_m(points: tuple[LatLon, ...] | list[LatLon]) -> float:
    """Metres on the ground along a line."""
    return sum(distance_m(a, b) for a, b in pairwise(points))


def way_by_road(session: Session, points: tuple[LatLon, ...], roads: Conditions) -> Way | None:
    """The fastest way by open roads through all ``points`` in their order; ``None`` where there is none."""
    network, line, seconds = session.network, [points[0]], 0.0
    try:
        for start, end in pairwise(points):
            took, nodes = network.way(start, network.towards(end, roads, HORIZON_S))
            line += network.line(start, nodes, end)[1:]
            seconds += took
    except NoRoute:
        return None
    return Way(tuple(line), length_m(line), seconds)


class Measuring(QObject):
    """Points are clicked while the tool is in hand; what they come to stands at the last one."""

    told = Signal(str)
    changed = Signal()

    def __init__(self, link: SessionLink, view: MapView) -> None:
        super().__init__(view)
        self._link = link
        self.points: tuple[LatLon, ...] = ()
        self.way: Way | None = None
        self.is_asking = False
        self._conditions = USUAL
        link.loaded.connect(self._roads_changed)
        link.changed.connect(self._roads_changed)
        language.changed.connect(self.changed)

    def add(self, place: LatLon) -> None:
        """One point more."""
        self._take((*self.points, place))

    @Slot()
    def undo(self) -> None:
        """The last point shall not count."""
        self._take(self.points[:-1])

    def clear(self) -> None:
        """Nothing is measured."""
        self._take(())

    def words(self) -> str:
        """What was measured, in the language on screen; empty below two points."""
        if len(self.points) < 2:
            return ""
        straight = tell(say("map.straight", metres=metres_words(length_m(self.points))))
        if self.is_asking:
            return f"{straight} · …"
        return f"{straight} · {tell(self._by_road())}"

    def _by_road(self) -> Phrase:
        if self.way is None:
            return say("map.no_way")
        return say("map.by_road", metres=metres_words(self.way.metres), time=m_ss(self.way.seconds))

    def marks(self) -> list[LineMark]:
        """The lines as the map shows them."""
        if not self.points:
            return []
        road = [LineMark("road", self.way.points, "road")] if self.way is not None else []
        return [*road, LineMark("straight", self.points, "straight", self.words())]

    def _take(self, points: tuple[LatLon, ...]) -> None:
        self.points, self.way, self.is_asking = points, None, len(points) > 1
        if self.is_asking:
            self._conditions = conditions(self._link.board, self._link.now())
            work = partial(way_by_road, self._link.session, points, self._conditions)
            self._link.background.read(work, self._found, self._failed, tag=f"measure-{id(self)}")
        self.changed.emit()

    @Slot()
    def _roads_changed(self, _rows: object = None) -> None:
        """A road was closed, slowed or opened: the way may be another one."""
        if len(self.points) > 1 and conditions(self._link.board, self._link.now()) != self._conditions:
            self._take(self.points)

    @Slot(object)
    def _found(self, way: Way | None) -> None:
        self.way, self.is_asking = way, False
        self.changed.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.is_asking = False
        self.changed.emit()
        self.told.emit(str(error))
