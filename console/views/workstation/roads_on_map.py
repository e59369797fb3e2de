"""Roads closed and slowed by hand on the map: what is pointed at is found, marked and offered in a box."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPolygon

from console.desk.pointed_roads import RoadFinder
from console.geo import LatLon
from console.views.link import SessionLink
from console.views.map.bridge import Spot
from console.views.map.device import MapView
from console.views.map.marks import PickedMark
from console.views.workstation.road_box import RoadBox

Find = Callable[[RoadFinder], tuple[str, ...]]


class RoadsOnMap(QObject):
    """Ties the map to the box. The finder is built once, off the GUI thread; afterwards it answers in microseconds."""

    told = Signal(str)
    closed = Signal()  # the box was put away

    def __init__(self, link: SessionLink, view: MapView) -> None:
        super().__init__(view)
        self._link, self._view = link, view
        self._has_box = False
        self._finder: RoadFinder | None = None
        self._waiting: tuple[Find, Spot] | None = None  # pointed at before the finder was ready
        view.road_pointed.connect(self._pointed)
        view.roads_crossed.connect(self._crossed)
        view.road_marked.connect(self._marked)
        view.tool_toggled.connect(self._tool_toggled)
        link.when_loaded(self._make_ready)

    @cached_property
    def box(self) -> RoadBox:
        """What can be done about the roads pointed at, made when one first was."""
        box = RoadBox(self._link, self._view)
        box.closed.connect(self._box_closed)
        self._has_box = True
        return box

    def _put_away(self) -> None:
        if self._has_box:
            self.box.put_away()

    def _make_ready(self) -> None:
        finder = partial(RoadFinder, self._link.session.district)
        self._link.background.read(finder, self._ready, self._failed, priority=-1)

    @property
    def is_ready(self) -> bool:
        """Whether roads can be found."""
        return self._finder is not None

    def take_tool(self) -> None:
        """Take the tool in hand with the keyboard on the map, or put it away."""
        self._view.tool.toggle()
        if self._view.tool.isChecked():
            self._view.aim()

    def step_back(self) -> bool:
        """Put away the box, else the tool; whether the keyboard stays on the map for more."""
        if self._has_box and self.box.roads:
            self.box.put_away()
            return self._view.tool.isChecked()
        self._view.tool.setChecked(False)
        return False

    @Slot(object)
    def _ready(self, finder: RoadFinder) -> None:
        self._finder = finder
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._find(*waiting)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.told.emit(self.tr("Roads cannot be picked on the map: {problem}").format(problem=error))

    @Slot(object, float)
    def _pointed(self, spot: Spot, within_m: float) -> None:
        self._find(partial(_nearest, spot, within_m), spot)

    @Slot(object, object)
    def _crossed(self, start: LatLon, spot: Spot) -> None:
        self._find(partial(_crossed, start, spot), spot)

    @Slot(str, object)
    def _marked(self, road: str, spot: Spot) -> None:
        self._find(partial(_itself, road), spot)

    def _find(self, find: Find, spot: Spot) -> None:
        if self._finder is None:
            self._waiting = (find, spot)
            return
        roads = find(self._finder)
        if not roads:
            self._put_away()
            self.told.emit(self.tr("There is no road here."))
            return
        shapes = {road: self._link.session.district.roads.shape(road) for road in roads}
        self._view.set_picked([PickedMark(road, shape) for road, shape in shapes.items()])
        drawn = [QPolygon([spot.pixel_of(place) for place in shape]).boundingRect() for shape in shapes.values()]
        self.box.show_roads(self._finder, roads, spot.at, drawn)

    @Slot(bool)
    def _tool_toggled(self, in_hand: bool) -> None:
        if not in_hand:
            self._put_away()

    @Slot()
    def _box_closed(self) -> None:
        self._view.set_picked([])
        if self._view.tool.isChecked():
            self._view.setFocus()
        self.closed.emit()


def _nearest(spot: Spot, within_m: float, finder: RoadFinder) -> tuple[str, ...]:
    road = finder.nearest(spot.place, within_m)
    return (road,) if road else ()


def _crossed(start: LatLon, spot: Spot, finder: RoadFinder) -> tuple[str, ...]:
    return finder.crossed(start, spot.place)


def _itself(road: str, _finder: RoadFinder) -> tuple[str, ...]:
    return (road,)
