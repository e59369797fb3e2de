"""The boxes that open over the map, one at a time: what was found, and which tiles lie beneath."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal

from console.views.map.device import MapView
from console.views.workstation.found_box import FoundBox
from console.views.workstation.underlay_box import UnderlayBox


class MapBoxes(QObject):
    """Each is made when it is first needed: what nobody opened costs no start and no change of theme."""

    chosen = Signal(object)  # one of what was found
    closed = Signal()  # with the tiles beneath chosen

    def __init__(self, view: MapView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._made: list[FoundBox | UnderlayBox] = []

    @cached_property
    def found(self) -> FoundBox:
        """What a search found."""
        box = FoundBox(self._view)
        box.chosen.connect(self.chosen)
        self._made.append(box)
        return box

    @cached_property
    def under(self) -> UnderlayBox:
        """What lies beneath the map."""
        box = UnderlayBox(self._view.site.under, self._view)
        box.closed.connect(self.closed)
        self._made.append(box)
        return box

    def put_away(self) -> bool:
        """Close what is open; whether anything was."""
        were_open = [box.put_away() for box in self._made]
        return any(were_open)
