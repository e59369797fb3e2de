"""The map as a device: state goes in through Python, clicks come out, and the page never reloads."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from console.geo import LatLon
from console.model.places import TeamKind
from console.views import language
from console.views.icons.tint import outline, team_icon
from console.views.map.bridge import Bridge, MapPage
from console.views.map.chips import LAYERS
from console.views.map.controls import Controls
from console.views.map.inks import inks_of
from console.views.map.layers import LayeredMap
from console.views.map.map_menu import MORE_LAYERS
from console.views.map.name_spots import NameSpots
from console.views.map.scheme import MapSite
from console.views.theme import current as theme
from console.views.theme.fonts import CSS_FAMILIES
from console.views.turns import later

_log = logging.getLogger(__name__)


class MapView(LayeredMap):
    """The map. Every ``set_…`` gives a whole layer; only what changed is sent to the page."""

    team_clicked = Signal(str)
    incident_clicked = Signal(int)
    camera_clicked = Signal(str)
    depot_clicked = Signal(str)
    place_clicked = Signal(float, float)
    road_pointed = Signal(object, float)  # the spot, and how near to it a road must be in metres
    roads_crossed = Signal(object, object)  # the place a line began, and the spot where it ended
    road_marked = Signal(str, object)  # the sign of a closed or slowed stretch, and the spot
    tool_toggled = Signal(bool)  # the tool for roads is in hand
    place_pointed = Signal(object)  # with a tool that takes places
    undo_asked = Signal()  # the last of them shall not count
    tool_taken = Signal(str)  # which tool is in hand now; "" for none
    layer_toggled = Signal(str, bool)
    ready = Signal()
    settled = Signal()
    user_moved = Signal()

    def __init__(self, site: MapSite, parent: QWidget | None = None, interactive: bool = True) -> None:
        super().__init__(parent)
        self.site = site
        self._shown: dict[str, bool] = {}
        self._page_ready, self._drawn, self._tiles_missing, self._closed = False, 0, 1, False
        self._interactive = interactive
        self._behind = False  # something is wanted that waits until the page has drawn the batch before
        self._names = NameSpots(site, self)
        self._names.found.connect(self._keep_off_names)
        self._view = QWebEngineView(self)
        self._page = self._make_page()
        self._view.setPage(self._page)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._controls = Controls(self, interactive)
        self._chips, self.tool, self.menu = self._controls.chips, self._controls.tool, self._controls.menu
        self._chips.toggled.connect(self._toggle)
        self.tool.toggled.connect(self._take_tool)
        self._controls.zoom.pressed.connect(self._press)
        self._flushing.timeout.connect(self._flush)
        self._first_settings(interactive)
        site.under.changed.connect(self._lay_under)
        theme.changed.connect(later(self._wear_behind, unless_used=True))
        theme.changed.connect(later(self._wear))
        language.follow_words(self._speak)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close_page)
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """Load the page once the rest of the window is there: starting the web engine takes its time."""
        if not self._closed:
            self._page.begin()

    def aim(self) -> None:
        """Put the keyboard on the map: the arrows move it, Enter points at the road in the middle."""
        self.setFocus()
        self._queue.act("aim")
        self._flushing.start()

    def fit(self, points: Sequence[LatLon], asked: bool = False) -> None:
        """Bring these points into view. Unless ``asked`` for by the officer, not while the map is being moved."""
        if points:
            self._queue.act("fit", [list(p) for p in points], asked)
            self._flushing.start()

    def select(self, kind: str, mark: str) -> None:
        """Ring one mark (``team``, ``camera``, ``depot`` or ``incident``) until another is; "" for none."""
        self._set("selected", f"{kind}:{mark}" if mark else "")

    def set_layer_visible(self, name: str, shown: bool) -> None:
        """Show or hide a layer; its chip follows."""
        self._chips.set_checked(name, shown)
        self.menu.set_checked(name, shown)
        self._shown[name] = shown
        self._set(f"show.{name}", shown)

    def is_layer_shown(self, name: str) -> bool:
        """Whether a layer is shown."""
        return self._shown.get(name, True)

    def set_language(self, lang: str) -> None:
        """Names on the base map and of the grids in ``en`` or ``zh``."""
        self._tiles_missing = 1
        self._set("lang", lang)
        grids = self.site.district.grids.values()
        rings = ((g.code, {"rings": [[list(p) for p in g.ring]], "label": g.code}) for g in grids)
        self._queue.put("grids", rings)
        QTimer.singleShot(0, self, self._lay_out)

    @Slot()
    def _speak(self) -> None:
        if not self._closed:
            self.set_language(language.current())

    @Slot()
    def _wear_behind(self) -> None:
        """What is behind the page; it has the whole window painted, so it comes with what does so anyway."""
        if not self._closed:
            self._page.setBackgroundColor(QColor(theme.palette().map.outside))

    @Slot()
    def _wear(self) -> None:
        """Put on the theme that is on."""
        if self._closed:
            return
        chosen = theme.palette()
        self._tiles_missing = 1
        self._set("theme", chosen.name)
        self._set("inks", inks_of(chosen))

    def set_scale(self, scale: float) -> None:
        """Size of marks and letters, 1 for a workstation; larger for a wall."""
        self._set("scale", scale)

    def set_still(self, still: bool) -> None:
        """Nothing pulses or glides when ``still`` (reduced motion, pictures for reports and tests)."""
        self._set("still", still)

    @property
    def is_ready(self) -> bool:
        """Whether the page takes batches."""
        return self._page_ready

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen, tiles included."""
        done = self._page_ready and not self._flushing.isActive() and not self._behind
        return done and self._drawn == self._queue.last_id and self._tiles_missing == 0

    def close_page(self) -> None:
        """Give up the page before its profile goes; Chromium crashes at exit otherwise. Safe to call twice."""
        if self._closed:
            return
        self._closed, self._page_ready = True, False
        self.site.under.changed.disconnect(self._lay_under)
        self._view.hide()  # a visible view without a page would make itself a new one, of the default profile
        self._view.setPage(None)  # type: ignore[arg-type]
        delete(self._page)  # now, not later: a page that waits for the event loop may outlive its profile

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the map full size and the chips in their corners."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Chips change width with the language or the letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            QTimer.singleShot(0, self, self._lay_out)

    def _lay_out(self) -> None:
        self._view.setGeometry(self.rect())
        self._set("reserved", self._controls.lay_out(self.rect()))

    def _make_page(self) -> MapPage:
        page = MapPage(self.site.profile, self)
        self._bridge = Bridge(self)
        self._bridge.said_hello.connect(self._hello)
        self._bridge.said_drawn.connect(self._was_drawn)
        self._bridge.said_tiles.connect(self._tiles_came)
        self._bridge.said_clicked.connect(self._clicked)
        self._bridge.said_place.connect(self.place_clicked)
        self._bridge.said_road.connect(self.road_pointed)
        self._bridge.said_across.connect(self.roads_crossed)
        self._bridge.said_marked.connect(self.road_marked)
        self._bridge.said_pointed.connect(self.place_pointed)
        self._bridge.said_undo.connect(self.undo_asked)
        self._bridge.said_moved.connect(self.user_moved)
        self._bridge.said_zoomed.connect(self._names.find)
        self._channel = QWebChannel(page)
        self._channel.registerObject("bridge", self._bridge)
        page.setWebChannel(self._channel)
        page.renderProcessTerminated.connect(self._renderer_died)
        return page

    def _first_settings(self, interactive: bool) -> None:
        self._set("shapes", {kind.value: outline(team_icon(kind)) for kind in TeamKind})
        self._set("families", CSS_FAMILIES)
        self._set("interactive", interactive)
        self._wear_behind()
        self._wear()
        self.set_language(language.current())
        self._lay_under()
        for layer, shown in (*((layer, shown) for layer, _title, shown in LAYERS), *MORE_LAYERS):
            self._shown[layer] = shown
            self._set(f"show.{layer}", shown)
        self._queue.act("fit", [list(p) for p in self.site.district.boundary], True)

    def _lay_under(self) -> None:
        """Tell the page which tiles lie beneath the roads; each choice has an address of its own."""
        under = self.site.under
        look = under.tiles.underlay if under.tiles is not None else None
        self._tiles_missing = 1
        self._set("under", look and {"turn": under.turn, "strength": look.strength, "credit": look.credit})

    def _flush(self) -> None:
        """One batch at a time, and the next only when this one is on the screen: never more than one in a frame."""
        self._behind = self._page_ready and self._drawn != self._queue.last_id
        if not self._page_ready or self._behind:
            return
        batch = self._queue.next_batch()
        if batch is not None:
            _log.debug("map batch of %d characters", len(batch))
            self._bridge.apply.emit(batch)

    def _hello(self) -> None:
        self._queue.forget()
        self._page_ready, self._drawn = True, self._queue.last_id
        if self._interactive:
            self.take_tab()
        self._flush()
        self.ready.emit()

    def _was_drawn(self, batch: int) -> None:
        self._drawn = batch
        if self._behind:
            self._flush()
        self._check_settled()

    def _tiles_came(self, missing: int) -> None:
        self._tiles_missing = missing
        self._check_settled()

    def _check_settled(self) -> None:
        if self.is_settled:
            self.settled.emit()

    def _keep_off_names(self, spots: dict[str, Any]) -> None:
        self._set("names", spots)

    def _clicked(self, kind: str, mark: str) -> None:
        if kind == "incident":
            self.incident_clicked.emit(int(mark))
        elif kind in ("team", "camera", "depot"):
            {"team": self.team_clicked, "camera": self.camera_clicked, "depot": self.depot_clicked}[kind].emit(mark)

    def take(self, tool: str) -> None:
        """Take a tool that takes places in hand (``measure``, ``reach``), or put it away ("")."""
        self.tool.setChecked(False)
        self._set("tool", tool)
        self.tool_taken.emit(tool)

    def _take_tool(self, in_hand: bool) -> None:
        self._set("tool", "roads" if in_hand else "")
        self.tool_toggled.emit(in_hand)
        self.tool_taken.emit("roads" if in_hand else "")

    def _toggle(self, layer: str, shown: bool) -> None:
        self._shown[layer] = shown
        self._set(f"show.{layer}", shown)
        self.layer_toggled.emit(layer, shown)

    def _press(self, act: str) -> None:
        if act == "home":
            self.fit(self.site.district.boundary, asked=True)
            return
        self._queue.act("zoom", 1 if act == "in" else -1)
        self._flushing.start()

    def _renderer_died(self) -> None:
        self._page_ready = False
