"""What stands between Python and the page: one object the page sees, and a page that stays where it is."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import QWebEnginePage

from console.views.map.page import ORIGIN

_log = logging.getLogger(__name__)


class Bridge(QObject):
    """The one object the page sees. Batches go out by signal; what it says comes in through slots."""

    apply = Signal(str)
    said_hello = Signal()
    said_drawn = Signal(int)
    said_tiles = Signal(int)
    said_clicked = Signal(str, str)
    said_place = Signal(float, float)
    said_moved = Signal()
    said_zoomed = Signal(int)

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

    @Slot()
    def moved(self) -> None:
        """The officer moved or zoomed the map."""
        self.said_moved.emit()

    @Slot(int)
    def zoomed(self, zoom: int) -> None:
        """The base map now shows tiles of this zoom."""
        self.said_zoomed.emit(zoom)


class MapPage(QWebEnginePage):
    """A page that stays where it is; what its scripts complain of goes to the log."""

    def acceptNavigationRequest(self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, main: bool) -> bool:
        """Only our own page, in the main frame."""
        return main and QUrl(url).toString() == f"{ORIGIN}/index.html"

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Kept for the log and for tests."""
        _log.warning("map page: %s (%s:%d)", message, source.rsplit("/", 1)[-1], line)
