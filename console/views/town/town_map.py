"""The map of a town that is being made: its units where they are now, the chosen one ringed, places pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from console.district.workshop.town import Kind, Town
from console.geo import LatLon
from console.model.places import TeamKind
from console.model.words import TeamStatus
from console.phrase import Text
from console.views.map.bridge import Spot
from console.views.map.device import MapView
from console.views.map.marks import AreaMark, CameraMark, DepotMark, RouteMark, TeamMark
from console.views.map.scheme import MapSite
from console.views.wording import tell

HIDDEN = ("reach", "cover")
"""Layers of a running session."""


@dataclass(frozen=True, slots=True)
class GridMark:
    """A grid's outline with its code."""

    id: str
    ring: Sequence[LatLon]

    def payload(self) -> dict[str, Any]:
        """The mark as the page gets it."""
        return {"rings": [[list(p) for p in self.ring]], "label": self.id}


class TownMap(MapView):
    """Shows a :class:`Town`; while :meth:`point` is on, every click is a place."""

    pointed = Signal(object)  # LatLon
    unit_clicked = Signal(object, str)
    _town: Town | None = None

    def __init__(self, site: MapSite, parent: QWidget | None = None) -> None:
        super().__init__(site, parent)
        self.tool.hide()
        for layer in HIDDEN:
            self._chips.chip(layer).hide()
        self.set_layer_visible("grids", True)
        self.team_clicked.connect(self._team)
        self.depot_clicked.connect(self._depot)
        self.camera_clicked.connect(self._camera)
        self.road_pointed.connect(self._spot)

    def show_town(self, town: Town) -> None:
        """Exactly these units; kinds that are the very same as before are left alone."""
        before, self._town = self._town, town
        if before is None or before.teams is not town.teams:
            self.set_teams(_teams(town))
        if before is None or before.depots is not town.depots:
            self.set_depots(_depots(town))
        if before is None or before.cameras is not town.cameras:
            self.set_cameras(_cameras(town))
        if before is None or before.grids is not town.grids:
            self._put_grids()

    def show_chosen(self, kind: Kind, id_: str) -> None:
        """Ring the chosen unit, or fill the chosen grid."""
        ring = kind is Kind.GRID and bool(id_) and self._town is not None
        area = [AreaMark(f"reach-{id_}", [self._town.ring(id_)], "reach")] if ring and self._town else []
        self.set_areas(area)
        self.select(kind.value if kind in (Kind.TEAM, Kind.DEPOT, Kind.CAMERA) else "", id_ if not ring else "")

    def show_corners(self, corners: Sequence[LatLon]) -> None:
        """The outline that is being drawn."""
        closed = [*corners, corners[0]] if len(corners) > 2 else corners
        self.set_routes([RouteMark("corners", closed, "planned")] if len(corners) > 1 else [])

    def point(self, on: bool) -> None:
        """Whether clicks, and Enter in the middle of the map, are places."""
        self.tool.setChecked(on)

    def set_language(self, lang: str) -> None:
        """Names on the ground in this language; the grids stay those of the town."""
        super().set_language(lang)
        town, self._town = self._town, None
        if town is not None:
            self.show_town(town)

    def _put_grids(self) -> None:
        if self._town is not None:
            marks = [GridMark(code, self._town.ring(code)) for code in self._town.grids]
            self._put("grids", marks)  # type: ignore[arg-type]

    @Slot(object, float)
    def _spot(self, spot: Spot, _near_m: float) -> None:
        if self.tool.isChecked():
            self.pointed.emit(spot.place)

    @Slot(str)
    def _team(self, id_: str) -> None:
        self.unit_clicked.emit(Kind.TEAM, id_)

    @Slot(str)
    def _depot(self, id_: str) -> None:
        self.unit_clicked.emit(Kind.DEPOT, id_)

    @Slot(str)
    def _camera(self, id_: str) -> None:
        self.unit_clicked.emit(Kind.CAMERA, id_)


def _teams(town: Town) -> Iterable[TeamMark]:
    kinds = set(TeamKind)
    for id_, record in town.teams.items():
        at = town.where(Kind.TEAM, id_)
        if at is not None:
            kind = TeamKind(record["kind"]) if record.get("kind") in kinds else TeamKind.GRID
            yield TeamMark(id_, id_, kind, TeamStatus.AVAILABLE, at)


def _depots(town: Town) -> Iterable[DepotMark]:
    for id_ in town.depots:
        at = town.where(Kind.DEPOT, id_)
        if at is not None:
            yield DepotMark(id_, name_of(town, Kind.DEPOT, id_), at)


def _cameras(town: Town) -> Iterable[CameraMark]:
    for id_, record in town.cameras.items():
        at = town.where(Kind.CAMERA, id_)
        heading, wide = _degrees(record.get("heading_deg")), _degrees(record.get("field_of_view_deg"))
        if at is not None:
            yield CameraMark(id_, id_, at, heading, wide or 60.0)


def _degrees(value: object) -> float:
    return float(value) % 361 if isinstance(value, int | float) else 0.0


def name_of(town: Town, kind: Kind, id_: str) -> str:
    """What a unit is called in the language on screen."""
    record = town.of(kind).get(id_, {})
    name = record if kind is Kind.GRID else record.get("name") or {}
    return tell(Text(str(name.get("en") or ""), str(name.get("zh") or "")))
