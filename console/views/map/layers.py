"""The layers of a map: each is given whole, and only what changed goes to the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from console.views.map.batches import BatchQueue
from console.views.map.marks import (
    AreaMark,
    CameraMark,
    ClosureMark,
    DepotMark,
    IncidentMark,
    Mark,
    PickedMark,
    RouteMark,
    SlowingMark,
    TeamMark,
)


class LayeredMap(QWidget):
    """Takes whole layers and settings, and asks for one batch in the next turn of the event loop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = BatchQueue()
        self._flushing = QTimer(self, singleShot=True, interval=0)

    def set_teams(self, marks: Iterable[TeamMark]) -> None:
        """Show exactly these teams."""
        self._queue.put_teams(marks)
        self._flushing.start()

    def set_incidents(self, marks: Iterable[IncidentMark]) -> None:
        """Show exactly these incidents."""
        self._put("incidents", marks)

    def set_cameras(self, marks: Iterable[CameraMark]) -> None:
        """Show exactly these cameras."""
        self._put("cameras", marks)

    def set_depots(self, marks: Iterable[DepotMark]) -> None:
        """Show exactly these depots."""
        self._put("depots", marks)

    def set_routes(self, marks: Iterable[RouteMark]) -> None:
        """Show exactly these routes."""
        self._put("routes", marks)

    def set_closures(self, marks: Iterable[ClosureMark]) -> None:
        """Show exactly these closures."""
        self._put("closures", marks)

    def set_slowings(self, marks: Iterable[SlowingMark]) -> None:
        """Show exactly these slowed stretches."""
        self._put("slowings", marks)

    def set_picked(self, marks: Iterable[PickedMark]) -> None:
        """Show exactly these stretches as picked."""
        self._put("picked", marks)

    def set_areas(self, marks: Iterable[AreaMark]) -> None:
        """Show exactly these areas: ``reach`` on its layer, ``cover`` and ``gap`` on theirs."""
        kept = list(marks)
        self._put("reach", [m for m in kept if m.kind == "reach"])
        self._put("cover", [m for m in kept if m.kind != "reach"])

    def _put(self, layer: str, marks: Iterable[Mark]) -> None:
        self._queue.put(layer, ((mark.id, mark.payload()) for mark in marks))
        self._flushing.start()

    def _set(self, name: str, value: Any) -> None:
        self._queue.setting(name, value)
        self._flushing.start()
