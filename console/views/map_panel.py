"""The map tied to a session: marks follow the board, a click selects everywhere, the view never jumps by itself."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.model.events import OrderIssued, Recorded
from console.views import language
from console.views.link import SessionLink
from console.views.map.device import MapView
from console.views.map_feed import (
    area_marks,
    around,
    camera_marks,
    closure_marks,
    depot_marks,
    incident_marks,
    route_marks,
    slowing_marks,
    team_marks,
)
from console.views.map_more import MapMore
from console.views.turns import later


class MapFeed(QObject):
    """Feeds one map view. ``focus`` is the incident it shows; the workstation's follows the selection."""

    team_clicked = Signal(str)

    def __init__(self, link: SessionLink, view: MapView) -> None:
        super().__init__(view)
        self._link, self.view = link, view
        self.focus: int | None = None
        self.more = MapMore(link, self)
        self.more.found_anew.connect(self.refresh)
        self._as_of: dict[str, tuple[object, ...]] = {}
        self._watched: dict[str, str] = {}
        self._offer_shown: int | None = None
        self._moved = False  # by the officer, since the incident was chosen
        for signal in (link.changed, link.loaded, link.advised, link.ticked):
            signal.connect(later(self.refresh))
        link.advised.connect(self._show_offer)
        link.changed.connect(self._show_sent)
        view.user_moved.connect(self._leave_alone)
        language.follow_words(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Give the map the board as it is now; only differences reach the page."""
        link = self._link
        board = link.board
        offered = link.advice.recommendations.get(self.focus) if self.focus is not None else None
        happened = (board, board.seq, language.current())
        self._show_teams()
        if self._is_news("incidents", *happened, self.focus):
            self.view.set_incidents(incident_marks(board, self.focus))
        if self._is_news("routes", *happened, board.signals, offered):
            self.view.set_routes(route_marks(board, offered))
        if self._is_news("roads", *happened):
            self.view.set_closures(closure_marks(board))
            self.view.set_slowings(slowing_marks(board))
        opened = offered.cover.grids_opened if offered is not None and self.more.cover == "after" else ()
        reached = link.advice.reach if self.more.reach == "case" else self.more.reached
        if self._is_news("areas", *happened[::2], link.advice.covered, reached, opened):
            self.view.set_areas(area_marks(board, link.advice.covered, reached, opened))
        self.view.set_tints(self.more.tints())
        self.view.set_heat(self.more.heat)
        self.view.set_trails(self.more.trails.marks(board, link.now(), self.more.selected_team))
        if self._is_news("cameras", board, self._watched):
            self.view.set_cameras(camera_marks(board, self._watched))
        if self._is_news("depots", *happened[::2]):
            self.view.set_depots(depot_marks(board))

    def _is_news(self, layer: str, *as_of: object) -> bool:
        """Whether a layer is to be looked at anew: it was shown as of something else. One of thousands takes time."""
        before, self._as_of[layer] = self._as_of.get(layer), as_of
        return before is None or not all(old is new or _same(old, new) for old, new in zip(before, as_of, strict=True))

    def _show_teams(self) -> None:
        """Within one second they are looked at anew only when something happened to them."""
        board, now = self._link.board, self._link.now()
        if self._is_news("teams", board, board.seq, board.signals, now.replace(microsecond=0)):
            self.view.set_teams(team_marks(board, now))

    @Slot(object)
    def show_incident(self, number: int | None) -> None:
        """Focus on an incident and bring it into view, unless the officer is moving the map."""
        self.focus = number
        incident = self._link.board.incidents.get(number) if number is not None else None
        self.refresh()
        if incident is not None and incident.position is not None:
            self.view.select("incident", str(incident.number))
            self._offer_shown, self._moved = None, False
            self.view.fit(around(self._link.board, incident))
            self._show_offer()
        else:
            self.view.select("", "")

    @Slot()
    def _show_offer(self) -> None:
        """Once for each selected incident: bring those offered into view before they are sent."""
        board, offered = self._link.board, self._link.advice.recommendations.get(self.focus or 0)
        incident = board.incidents.get(self.focus) if self.focus is not None else None
        if incident is None or offered is None or incident.orders or self._offer_shown == incident.number:
            return
        self._offer_shown = incident.number
        self.view.fit(around(board, incident, offered))

    @Slot(object)
    def _show_sent(self, rows: tuple[Recorded, ...]) -> None:
        """Teams were sent to the incident shown: everybody under way in view, unless the officer moved the map."""
        sent = any(row.incident == self.focus and isinstance(row.event, OrderIssued) for row in rows)
        incident = self._link.board.incidents.get(self.focus) if self.focus is not None else None
        if sent and incident is not None and not self._moved:
            self.view.fit(around(self._link.board, incident))

    @Slot()
    def _leave_alone(self) -> None:
        self._moved = True

    @Slot(object)
    def show_watched(self, watched: dict[str, str]) -> None:
        """Mark the cameras whose pictures are on the screen, with their state."""
        if watched != self._watched:
            self._watched = dict(watched)
            self.refresh()


def _same(old: object, new: object) -> bool:
    """Plain values are compared; of what is made anew when it changes it is enough to see that it is another one."""
    return isinstance(old, int | str | datetime) and old == new
