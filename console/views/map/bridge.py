"""What stands between Python and the page: one object the page sees, and a page that stays where it is."""

from __future__ import annotations

import logging
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QTimer, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings

from console.geo import LatLon, to_metres
from console.views.map.origin import ORIGIN

_log = logging.getLogger(__name__)
AGAIN_MS = 1000
"""How long after its renderer ended the page is loaded again."""


class Spot(NamedTuple):
    """A place on earth, where it is on the map's widget, and how many metres a pixel shows there."""

    place: LatLon
    at: QPoint
    metres_px: float

    def pixel_of(self, place: LatLon) -> QPoint:
        """Where another place near this one is on the widget."""
        east, north = to_metres(self.place, place)
        return self.at + QPoint(round(east / self.metres_px), round(-north / self.metres_px))


def _spot(lat: float, lon: float, x: float, y: float, metres_px: float) -> Spot:
    return Spot(LatLon(lat, lon), QPoint(round(x), round(y)), metres_px)


class Bridge(QObject):
    """The one object the page sees. Batches go out by signal; what it says comes in through slots."""

    apply = Signal(str)
    said_hello = Signal()
    said_drawn = Signal(int)
    said_tiles = Signal(int)
    said_clicked = Signal(str, str)
    said_place = Signal(float, float)
    said_road = Signal(object, float)
    said_across = Signal(object, object)
    said_marked = Signal(str, object)
    said_pointed = Signal(object)
    said_undo = Signal()
    said_moved = Signal()
    said_zoomed = Signal(int, float, float)

    @Slot()
    def hello(self) -> None:
        """The page is ready for batches."""
        self.said_hello.emit()

    @Slot(int)
    def drawn(self, batch: int) -> None:
        """A batch is on the screen."""
        self.said_drawn.emit(batch)

    @Slot(int)
    def tiles(self, missing: int) -> None:
        """How many tiles in view are not painted yet."""
        self.said_tiles.emit(missing)

    @Slot(str, str)
    def clicked(self, kind: str, mark: str) -> None:
        """A mark was clicked."""
        self.said_clicked.emit(kind, mark)

    @Slot(float, float)
    def place(self, lat: float, lon: float) -> None:
        """A place with no mark was clicked."""
        self.said_place.emit(lat, lon)

    @Slot(float, float, float, float, float, float)
    def road(self, lat: float, lon: float, x: float, y: float, metres_px: float, near_px: float) -> None:
        """A spot was pointed at to pick a road that lies within so many pixels."""
        self.said_road.emit(_spot(lat, lon, x, y, metres_px), near_px * metres_px)

    @Slot(float, float, float, float, float, float, float)
    def across(
        self, from_lat: float, from_lon: float, lat: float, lon: float, x: float, y: float, metres_px: float
    ) -> None:
        """A line was drawn across roads, from a place to a spot."""
        self.said_across.emit(LatLon(from_lat, from_lon), _spot(lat, lon, x, y, metres_px))

    @Slot(str, float, float, float, float, float)
    def marked(self, road: str, lat: float, lon: float, x: float, y: float, metres_px: float) -> None:
        """The sign of a closed or slowed stretch was clicked."""
        self.said_marked.emit(road, _spot(lat, lon, x, y, metres_px))

    @Slot(float, float)
    def pointed(self, lat: float, lon: float) -> None:
        """A place was pointed at with a tool that takes places."""
        self.said_pointed.emit(LatLon(lat, lon))

    @Slot()
    def undo(self) -> None:
        """The last place pointed at shall not count."""
        self.said_undo.emit()

    @Slot()
    def moved(self) -> None:
        """The officer moved or zoomed the map."""
        self.said_moved.emit()

    @Slot(int, float, float)
    def zoomed(self, zoom: int, lat: float, lon: float) -> None:
        """The base map now shows tiles of this zoom around this place."""
        self.said_zoomed.emit(zoom, lat, lon)


class MapPage(QWebEnginePage):
    """A page that stays where it is; what its scripts complain of goes to the log."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        for name in ("PluginsEnabled", "JavascriptCanOpenWindows", "LocalContentCanAccessRemoteUrls"):
            self.settings().setAttribute(getattr(QWebEngineSettings.WebAttribute, name), False)
        self.renderProcessTerminated.connect(self._renderer_died)

    @Slot()
    def begin(self) -> None:
        """Load the page."""
        self.load(QUrl(f"{ORIGIN}/index.html"))

    @Slot()
    def _renderer_died(self) -> None:
        _log.error("the map's renderer ended; the page is loaded again")
        QTimer.singleShot(AGAIN_MS, self, self.begin)

    def acceptNavigationRequest(self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, main: bool) -> bool:
        """Only our own page, in the main frame."""
        return main and QUrl(url).toString() == f"{ORIGIN}/index.html"

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Kept for the log and for tests."""
        _log.warning("map page: %s (%s:%d)", message, source.rsplit("/", 1)[-1], line)
