"""Where the base map's own names stand, so that labels keep off them."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from console.geo import LatLon
from console.views import language
from console.views.map.scheme import MapSite

_log = logging.getLogger(__name__)


class NameSpots(QObject):
    """Finds the spots of the zoom shown, off the GUI thread; ``found`` carries them as the page takes them."""

    found = Signal(object)

    def __init__(self, site: MapSite, parent: QObject) -> None:
        super().__init__(parent)
        self._site = site

    @Slot(int, float, float)
    def find(self, zoom: int, lat: float, lon: float) -> None:
        """The base map shows this zoom now around this place."""
        work = partial(self._spots, zoom, language.current(), LatLon(lat, lon))
        self._site.background.read(work, self._tell, self._failed, tag=f"names-{id(self)}")

    def _spots(self, zoom: int, lang: str, near: LatLon) -> dict[str, Any]:
        corner, spots = self._site.tiles.name_spots(zoom, lang, near)
        return {"zoom": zoom, "corner": corner, "spots": spots}

    def _tell(self, spots: dict[str, Any]) -> None:
        self.found.emit(spots)

    def _failed(self, error: Exception) -> None:
        _log.warning("labels may lie on street names: %s", error)
