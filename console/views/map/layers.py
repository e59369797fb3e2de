"""The layers of a map: each is given whole, and only what changed goes to the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from console.views.map.around_page import AroundPage
from console.views.map.asked_marks import HeatMark, LineMark, PinMark, TrailMark
from console.views.map.batches import BatchQueue
from console.views.map.marks import (
    AreaMark,
    CameraMark,
    ClosureMark,
    DepotMark,
    IncidentMark,
    Payload,
    PickedMark,
    RouteMark,
    SlowingMark,
    TeamMark,
)

Mark = (
    AreaMark | CameraMark | ClosureMark | DepotMark | HeatMark | IncidentMark | LineMark | PickedMark | PinMark
    | RouteMark | SlowingMark | TrailMark
)  # fmt: skip


class Tint(NamedTuple):
    """How a grid is coloured: the look of a ``state``, how strongly (0 to 1), and ``words`` beside its code."""

    state: str
    share: float
    words: str


class LayeredMap(AroundPage):
    """Takes whole layers and settings, and asks for one batch in the next turn of the event loop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = BatchQueue()
        self._made: dict[str, dict[str, tuple[Mark, Payload]]] = {}
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

    def set_heat(self, marks: Iterable[HeatMark]) -> None:
        """Show exactly these squares."""
        self._put("heat", marks)

    def set_trails(self, marks: Iterable[TrailMark]) -> None:
        """Show exactly these trails."""
        self._put("trails", marks)

    def set_lines(self, marks: Iterable[LineMark]) -> None:
        """Show exactly these measured or found lines."""
        self._put("measured", marks)

    def set_pins(self, marks: Iterable[PinMark]) -> None:
        """Show exactly these places."""
        self._put("pins", marks)

    def set_tints(self, tints: Mapping[str, Tint]) -> None:
        """Colour these grids, by code; the others are plain."""
        self._set("tints", {code: tint._asdict() for code, tint in tints.items()})

    def _put(self, layer: str, marks: Iterable[Mark]) -> None:
        """A mark as it was is not written out again: areas and routes have thousands of points."""
        before = self._made.get(layer, {})
        self._made[layer] = now = {mark.id: _written(mark, before) for mark in marks}
        self._queue.put(layer, ((name, payload) for name, (_, payload) in now.items()))
        self._flushing.start()

    def _set(self, name: str, value: Any) -> None:
        self._queue.setting(name, value)
        self._flushing.start()


def _written(mark: Mark, before: Mapping[str, tuple[Mark, Payload]]) -> tuple[Mark, Payload]:
    old = before.get(mark.id)
    return old if old is not None and old[0] == mark else (mark, mark.payload())
