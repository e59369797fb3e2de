"""What is asked of the map: finding, measuring, reach from a point, layers, tiles beneath; and what is kept of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal, Slot

from console.desk.map_search import Found, Kind, MapSearch
from console.desk.session import Session
from console.desk.typed import LayUnder, OnMap
from console.geo import LatLon
from console.model.underlay import Underlay
from console.phrase import say
from console.views.link import SessionLink
from console.views.map.asked_marks import LineMark, PinMark
from console.views.map.chips import LAYERS
from console.views.map.map_menu import MORE_LAYERS
from console.views.map_panel import MapFeed
from console.views.wording import tell
from console.views.workstation.map_boxes import MapBoxes
from console.views.workstation.measuring import Measuring

_KEPT = {"grids": ("plain", "load", "light"), "reach": ("case", "free"), "cover": ("now", "after")}
"""What is chosen again at the next start, and what it may be."""

NUMBER_DIGITS = 10


def _ended_case(session: Session, number: int, text: str) -> tuple[int | None, str]:
    return (number if session.journal.incident_history(number) else None), text


class MapTools(QObject):
    """Ties menu, keys, typed lines and boxes to one map and its feed."""

    told = Signal(str)
    refused = Signal(str)
    done = Signal()  # the keyboard may go back to the queue
    case_asked = Signal(int)  # a case that is on the board no longer
    type_find = Signal()  # the officer wants to type what to find

    def __init__(self, link: SessionLink, feed: MapFeed) -> None:
        super().__init__(feed)
        self._link, self._feed, self._view = link, feed, feed.view
        self.boxes = MapBoxes(self._view, self)
        self.measuring = Measuring(link, self._view)
        self.tool = ""
        self._search: MapSearch | None = None
        self._waiting = ""  # what was typed before the search was ready
        self._shown: list[LineMark] = []
        self._keep = False
        self._connect()
        link.when_loaded(self._make_ready)

    def _make_ready(self) -> None:
        search = partial(MapSearch, self._link.session.district)
        self._link.background.read(search, self._ready, self._failed, priority=-1)

    def _connect(self) -> None:
        view, site = self._view, self._view.site.under
        view.menu.chosen.connect(self.do)
        view.layer_toggled.connect(self._keep_layer)
        view.tool_taken.connect(self._tool_taken)
        view.place_pointed.connect(self._pointed)
        view.undo_asked.connect(self.measuring.undo)
        view.team_clicked.connect(self._team_selected)
        self.measuring.changed.connect(self._draw)
        self.measuring.told.connect(self.refused)
        self.boxes.chosen.connect(self.go)
        self.boxes.closed.connect(self.done)
        site.told.connect(self._say)
        site.failed.connect(self._refuse)
        self._feed.more.failed.connect(self._refuse)

    # -- what is asked for ----------------------------------------------------------------------------------------

    @Slot(object)
    def typed(self, said: LayUnder | OnMap) -> None:
        """A line of the command line that is about the map."""
        if isinstance(said, LayUnder):
            self._lay_under(said.underlay)
        elif said.what == "show" and said.which in ("load", "light"):
            again = self._feed.more.grids == said.which
            self.do("grids", "plain" if again else said.which)
        else:
            self.do(said.what, said.which)

    def _lay_under(self, wanted: Underlay | None) -> None:
        self._view.site.under.use(wanted)

    @Slot(str, str)
    def do(self, what: str, which: str) -> None:
        """What the menu, a key or a typed line asks for."""
        more = self._feed.more
        if what == "show":
            shown = not self._view.is_layer_shown(which)
            self._view.set_layer_visible(which, shown)
            self._keep_layer(which, shown)
        elif what == "grids":
            more.grids = which
            self._view.set_layer_visible("grids", True)
        elif what == "cover":
            more.cover = which
            self._view.set_layer_visible("cover", True)
        elif what == "reach" and which == "point":
            self._take_tool("reach")
        elif what == "reach":
            more.show_reach(which)
            self._view.set_layer_visible("reach", True)
        elif which == "find":
            self.type_find.emit()
        elif which == "under":
            self.boxes.put_away()
            self.boxes.under.ask()
        else:
            self._take_tool("" if self.tool == which else which)
        if what in _KEPT:
            self._view.menu.set_choice(what, which)
            self._keep_choice(what, which)
            self._feed.refresh()

    def _take_tool(self, tool: str) -> None:
        self._view.take(tool)
        if tool:
            self._view.aim()
            many = self.tr("Click places, or press Enter for the middle of the map; Backspace takes one back, Esc ends")
            one = self.tr("Click a place, or press Enter for the middle of the map; Esc ends")
            self.told.emit(many if tool == "measure" else one)

    @Slot(str)
    def _tool_taken(self, tool: str) -> None:
        if self.tool == "measure" and tool != "measure":
            self.measuring.clear()
        self.tool = tool if tool in ("measure", "reach") else ""

    @Slot(object)
    def _pointed(self, place: LatLon) -> None:
        if self.tool == "measure":
            self.measuring.add(place)
        elif self.tool == "reach":
            self._feed.more.show_reach("point", place)
            self._view.set_layer_visible("reach", True)
            self._view.set_pins([PinMark("reach", place, self.tr("Reach from here"))])
            self._view.take("")
            self.done.emit()

    @Slot(str)
    def _team_selected(self, team: str) -> None:
        self._feed.more.selected_team = team
        self._feed.refresh()

    def step_back(self) -> bool:
        """Put away a box, else the tool, else what was found; whether there was anything."""
        if self.boxes.put_away():
            return False  # the keyboard goes back to the queue
        if self.tool:
            self._view.take("")
        self._shown = []
        self._view.set_pins([])
        self._draw()
        return False

    def _draw(self) -> None:
        self._view.set_lines([*self.measuring.marks(), *self._shown])

    # -- finding --------------------------------------------------------------------------------------------------

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was asked for is still being computed."""
        return not self.measuring.is_asking

    @property
    def is_ready(self) -> bool:
        """Whether things can be found."""
        return self._search is not None

    @Slot(object)
    def _ready(self, search: MapSearch) -> None:
        self._search = search
        waiting, self._waiting = self._waiting, ""
        if waiting:
            self.find(waiting)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.refused.emit(str(error))

    @Slot(str)
    def find(self, text: str) -> None:
        """Go to what is called ``text``; of several that fit, let one be chosen."""
        if self._search is None:
            self._waiting = text
            return
        found = self._search.find(text, self._link.board)
        if not found:
            self._look_back(text)
        elif len(found) == 1 or self._is_it(found[0], text):
            self.boxes.put_away()
            self.go(found[0])
        else:
            self.boxes.put_away()
            self.boxes.found.offer(text, found)

    def _look_back(self, text: str) -> None:
        """A number that nothing on the board has may be that of a case which ended long ago: its page is opened."""
        digits = text.strip().lstrip("#")
        if digits.isascii() and digits.isdigit() and len(digits) < NUMBER_DIGITS:
            work = partial(_ended_case, self._link.session, int(digits), text)
            self._link.background.read(work, self._looked_back, self._failed, tag=f"ended-{id(self)}")
        else:
            self._looked_back((None, text))

    @Slot(object)
    def _looked_back(self, found: tuple[int | None, str]) -> None:
        number, text = found
        if number is None:
            self.told.emit(tell(say("command_line.found_none", text=text)))
        else:
            self.case_asked.emit(number)

    def _is_it(self, first: Found, text: str) -> bool:
        """A whole number or code names one thing, whatever else begins like it."""
        wanted = text.strip().lstrip("#").lower()
        return first.kind in (Kind.CASE, Kind.TEAM, Kind.GRID, Kind.CAMERA) and wanted == first.id.lower()

    @Slot(object)
    def go(self, found: Found) -> None:
        """Bring it into view and mark it; a case is selected."""
        self._shown, points = [], list(found.points)
        self._view.set_pins([])
        if found.kind is Kind.CASE:
            self._link.select(int(found.id))
        elif found.kind is Kind.TEAM:
            signal = self._link.board.signals.get(found.id)
            points = [signal.position] if signal is not None else points
            self._view.select("team", found.id)
            self._team_selected(found.id)
        elif found.kind in (Kind.CAMERA, Kind.DEPOT):
            self._view.select(found.kind.value, found.id)
        elif found.kind is Kind.ROAD:
            shape = self._link.session.district.roads.shape
            self._shown = [LineMark(f"found-{road}", shape(road), "found") for road in found.roads]
        elif found.kind is Kind.GRID:
            self._shown = [LineMark("found", [*points, points[0]], "found")]
        if found.kind in (Kind.PLACE, Kind.CROSSING, Kind.DEPOT):
            self._view.set_pins([PinMark("found", points[0], tell(found.title))])
        self._draw()
        self._view.fit(points, asked=True)
        self.done.emit()

    # -- what is kept ---------------------------------------------------------------------------------------------

    def remember(self) -> None:
        """From now on layers and choices are kept for the next start; first those kept before are taken up."""
        kept = QSettings("dispatch-console", "map")
        for layer in (*(layer for layer, _, _ in LAYERS), *(layer for layer, _ in MORE_LAYERS)):
            shown = kept.value(f"show/{layer}")
            if shown in ("yes", "no"):
                self._view.set_layer_visible(layer, shown == "yes")
                self._keep_layer(layer, shown == "yes")
        for what, known in _KEPT.items():
            which = kept.value(what)
            if which in known and which != known[0]:
                shown_before = self._view.is_layer_shown(what)
                self.do(what, str(which))
                self._view.set_layer_visible(what, shown_before)
        self._keep = True

    @Slot(str, bool)
    def _keep_layer(self, layer: str, shown: bool) -> None:
        if layer == "heat":
            self._feed.more.show_heat(shown)
        if self._keep:
            QSettings("dispatch-console", "map").setValue(f"show/{layer}", "yes" if shown else "no")

    def _keep_choice(self, what: str, which: str) -> None:
        if self._keep and which in _KEPT[what]:
            QSettings("dispatch-console", "map").setValue(what, which)

    @Slot(object)
    def _say(self, phrase: object) -> None:
        self.told.emit(tell(phrase))  # type: ignore[arg-type]  # a Phrase, through a Qt signal

    @Slot(object)
    def _refuse(self, phrase: object) -> None:
        self.refused.emit(str(phrase) if isinstance(phrase, Exception) else tell(phrase))  # type: ignore[arg-type]
