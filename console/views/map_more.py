"""What the map shows when asked: grids by load or light, heat of cases, trails, reach of whom, cover after sending."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.board.board import Board
from console.board.teams import picture, team_status
from console.board.waiting import light_of
from console.desk.session import Session
from console.geo import LatLon, distance_m
from console.journal.places_figures import Cell
from console.model.picture import Picture
from console.model.words import Light, TeamStatus
from console.views.link import SessionLink
from console.views.map.asked_marks import HeatMark, TrailMark
from console.views.map.layers import Tint

if TYPE_CHECKING:
    from console.dispatch.reach_areas import Ring

HEAT_DAYS, HEAT_EVERY_S, MOST_CELLS = 30, 60, 600
TRAIL_S, TRAIL_STEP_M, TRAIL_POINTS = 300, 8.0, 80
_LOOKS = {Light.GREEN: "met", Light.YELLOW: "at_risk", Light.RED: "late"}
_RISING = (Light.GREEN, Light.YELLOW, Light.RED)
_AT_WORK = (TeamStatus.EN_ROUTE, TeamStatus.ON_SCENE, TeamStatus.RETURNING, TeamStatus.ACKNOWLEDGED)

Reached = tuple[tuple[int, tuple["Ring", ...]], ...]


def tints_by_load(board: Board) -> dict[str, Tint]:
    """Grids by how many open cases lie in them, beside the fullest."""
    open_in = Counter(incident.grid for incident in board.open_incidents() if incident.grid in board.district.grids)
    most = max(open_in.values(), default=1)
    return {grid: Tint("en_route", count / most, str(count)) for grid, count in open_in.items()}


def tints_by_light(board: Board, now: datetime) -> dict[str, Tint]:
    """Grids by the worst light of the open cases in them; the number is how many have it."""
    lights: dict[str, list[Light]] = {}
    for incident in board.open_incidents():
        if incident.grid in board.district.grids:
            lights.setdefault(incident.grid, []).append(light_of(board, incident, now))
    worst = {grid: max(some, key=_RISING.index) for grid, some in lights.items()}
    return {
        grid: Tint(_LOOKS[light], 0.8, f"{_SIGNS[light]}{lights[grid].count(light)}") for grid, light in worst.items()
    }


_SIGNS = {Light.GREEN: "●", Light.YELLOW: "◐", Light.RED: "▲"}


def heat_marks(cells: list[Cell]) -> Iterator[HeatMark]:
    """Squares of the map by how many cases they hold beside the fullest."""
    most = max((cell.cases for cell in cells), default=1)
    for cell in cells:
        ring = (LatLon(cell.south, cell.west), LatLon(cell.south, cell.east), LatLon(cell.north, cell.east),
                LatLon(cell.north, cell.west))  # fmt: skip
        yield HeatMark(str(cell.square), ring, cell.cases / most)


class Trails:
    """Where each team was in the last five minutes, a point every few metres."""

    def __init__(self) -> None:
        self._been: dict[str, deque[tuple[datetime, LatLon]]] = {}

    def note(self, board: Board) -> None:
        """Take down where everybody is."""
        for team, signal in board.signals.items():
            been = self._been.setdefault(team, deque(maxlen=TRAIL_POINTS))
            if not been or distance_m(been[-1][1], signal.position) >= TRAIL_STEP_M:
                been.append((signal.at, signal.position))

    def marks(self, board: Board, now: datetime, selected: str) -> Iterator[TrailMark]:
        """The trails of teams at work, and of the one that is selected."""
        since = now - timedelta(seconds=TRAIL_S)
        for team in (*board.bound, *board.returning, *([selected] if selected else [])):
            points = [at for when, at in self._been.get(team, ()) if when >= since]
            signal = board.signals.get(team)
            if signal is None or not points or team not in board.district.teams:
                continue
            status = team_status(board, board.district.teams[team], now)
            if status in _AT_WORK or team == selected:
                yield TrailMark(team, [*points, signal.position], status)


def _reach_of_free(session: Session, snapshot: Picture) -> Reached:
    from console.dispatch.reach_areas import areas_of_free_teams

    areas = areas_of_free_teams(session.district, session.network, snapshot, session.learned)
    return tuple((area.limit_s // 60, area.rings) for area in reversed(areas) if area.rings)


def _reach_from(session: Session, place: LatLon, snapshot: Picture) -> Reached:
    from console.dispatch.reach_areas import Departure, areas_from

    areas = areas_from(session.network, [Departure(place, 0.0)], snapshot.conditions)
    return tuple((area.limit_s // 60, area.rings) for area in reversed(areas) if area.rings)


class MapMore(QObject):
    """Holds what was asked for and keeps it up to date off the GUI thread; ``found_anew`` tells of something new."""

    found_anew = Signal()
    failed = Signal(object)

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.grids, self.cover, self.reach = "plain", "now", "case"
        self.point: LatLon | None = None
        self.trails = Trails()
        self.selected_team = ""
        self.reached: Reached = ()
        self.heat: list[HeatMark] = []
        self.heat_shown = False
        self._heat_at: datetime | None = None
        link.ticked.connect(self._ticked)
        link.advised.connect(self.renew)

    def show_reach(self, whose: str, point: LatLon | None = None) -> None:
        """Whose reach is shown: of the ``case``, of all ``free`` teams, or from a ``point``."""
        self.reach, self.point, self.reached = whose, point, ()
        self.renew()
        self.found_anew.emit()

    def show_heat(self, shown: bool) -> None:
        """Whether heat is looked at; it is counted anew each minute while it is."""
        self.heat_shown, self._heat_at = shown, None
        self._count_heat()

    def tints(self) -> Mapping[str, Tint]:
        """How grids are coloured now."""
        if self.grids == "load":
            return tints_by_load(self._link.board)
        return tints_by_light(self._link.board, self._link.now()) if self.grids == "light" else {}

    @Slot()
    def renew(self) -> None:
        """Teams moved or roads changed: reach anew."""
        link = self._link
        if self.reach == "case" or (self.reach == "point" and self.point is None) or not link.is_loaded:
            return
        snapshot = picture(link.board, link.now())
        if self.reach == "free":
            work = partial(_reach_of_free, link.session, snapshot)
        else:
            assert self.point is not None, "asked above"
            work = partial(_reach_from, link.session, self.point, snapshot)
        link.background.read(work, self._reached, self.failed.emit, tag=f"map-reach-{id(self)}")

    @Slot(object)
    def _reached(self, found: Reached) -> None:
        if self.reach != "case":
            self.reached = found
            self.found_anew.emit()

    @Slot(object)
    def _ticked(self, _now: object) -> None:
        self.trails.note(self._link.board)
        self._count_heat()

    def _count_heat(self) -> None:
        now, link = self._link.now(), self._link
        due = self._heat_at is None or (now - self._heat_at).total_seconds() >= HEAT_EVERY_S
        if self.heat_shown and due:
            self._heat_at = now
            count = partial(link.session.journal.hot_spots, now - timedelta(days=HEAT_DAYS), now, MOST_CELLS)
            link.background.read(count, self._counted, self.failed.emit, tag=f"map-heat-{id(self)}")

    @Slot(object)
    def _counted(self, cells: list[Cell]) -> None:
        self.heat = list(heat_marks(cells))
        self.found_anew.emit()
