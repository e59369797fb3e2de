"""The district workshop: four steps at the left, the map in the middle, the fields of the chosen thing at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from console.district.workshop.shelf import Shelf
from console.district.workshop.town import Kind
from console.geo import LatLon
from console.views import language
from console.views.background import Background
from console.views.map.scheme import MapSite
from console.views.theme.dressing import follow_theme
from console.views.town.check_panel import CheckPanel
from console.views.town.form import UnitForm
from console.views.town.import_panel import ImportPanel
from console.views.town.place_panel import PlacePanel
from console.views.town.site_pool import give_back, site_for
from console.views.town.step_bar import StepBar
from console.views.town.town_map import TownMap
from console.views.town.use_panel import UsePanel
from console.views.town.where_bar import WhereBar
from console.views.town.work import TownWork

LEFT_PX, RIGHT_PX = 420, 372
IMPORT, PLACE, CHECK, USE = range(4)


class TownWindow(QMainWindow):
    """Makes and changes one district. ``use_asked`` carries the name of one that was saved to be worked with."""

    use_asked = Signal(str)

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.background = Background(self)
        self.work = TownWork(shelf, self.background, self)
        self.map: TownMap | None = None
        self._site: MapSite | None = None
        self._begin_at = PLACE
        self.is_closed = False
        self.where = WhereBar(self.work)
        self.steps = StepBar(self.work)
        self.bring_in, self.place = ImportPanel(self.work), PlacePanel(self.work, self.where)
        self.check, self.use = CheckPanel(self.work), UsePanel(self.work)
        self.form = UnitForm(self.work)
        self.empty = QLabel()
        self._assemble()
        self._connect()
        self._keys()
        self.setMinimumSize(1200, 660)
        follow_theme(self)
        self.resize(1600, 900)
        self.retranslate()
        self.go(IMPORT)

    def _assemble(self) -> None:
        self.left = QStackedWidget()
        self.left.setFixedWidth(LEFT_PX)
        for panel in (self.bring_in, self.place, self.check, self.use):
            self.left.addWidget(panel)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.form.setFixedWidth(RIGHT_PX)
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.where)
        self._middle.addWidget(self.empty, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addLayout(self._middle, 1)
        row.addWidget(self.form)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.steps)
        column.addLayout(row, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        work = self.work
        self.steps.step_asked.connect(self.go)
        self.bring_in.next_asked.connect(partial(self.go, PLACE))
        self.bring_in.importing.imported.connect(self._preview)
        self.check.next_asked.connect(partial(self.go, USE))
        self.check.led.connect(self._bring_into_view)
        self.check.none_there.connect(partial(self.go, PLACE))
        self.place.list.view_asked.connect(self._bring_into_view)
        self.use.use_asked.connect(self.use_asked)
        self.place.added.connect(self._name_it)
        self.place.placed_unseen.connect(self._bring_into_view)
        work.opened_anew.connect(self._map_anew)
        work.changed.connect(self._show_town)
        work.chosen.connect(self._show_chosen)
        work.field_asked.connect(self.form.go_to)
        self.where.asked.connect(self._pointing)
        self.where.map_asked.connect(self._aim)
        self.where.answered.connect(self._placed)
        self.where.put_away.connect(self._placed)
        self.where.corners_changed.connect(self._show_corners)
        language.follow(self.retranslate)

    def _keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+Z": self.work.undo, "Ctrl+Y": self.work.redo, "Ctrl+Shift+Z": self.work.redo,
            "Ctrl+N": self._add, "Ctrl+M": self._move, "Ctrl+S": self.save, "F5": self.recheck,
            "Ctrl+L": self.steps.switch_language, "Escape": self._escape,
            **{f"Alt+{n + 1}": partial(self.go, n) for n in (IMPORT, PLACE, CHECK, USE)},
        }  # fmt: skip
        for key, act in acts.items():
            QShortcut(QKeySequence(key), self, act)
        delete = QShortcut(QKeySequence("Delete"), self.place.list.table, self.place.list.delete_chosen)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        self.setWindowTitle(self.tr("District workshop"))
        self.empty.setText(self.tr("The map comes here once a district is imported or opened."))

    @Slot(int)
    def go(self, step: int, _checked: bool = False) -> None:
        """Bring a step to the front; the keyboard goes to where it begins."""
        there = self.work.opened is not None
        if step != IMPORT and not there:
            self.work.told.emit(self.tr("Import or open a district first"), False)
            step = IMPORT
        if step != PLACE and not self.where.isHidden():
            self.where.cancel()
        self.left.setCurrentIndex(step)
        self.steps.show_step(step)
        self.form.setVisible(there and step in (PLACE, CHECK))
        if step == CHECK and not self.check.is_fresh:
            self.check.ask()
        QTimer.singleShot(0, self, self._begin)

    @Slot()
    def _begin(self) -> None:
        """The keyboard goes to where the step in front begins."""
        first = self.bring_in.path if self.bring_in.go_on.isHidden() else self.bring_in.go_on
        (first, self.place.list.table, self.check.list, self.use.name)[self.left.currentIndex()].setFocus()

    def open(self, folder: Path, step: int = PLACE) -> None:
        """Work on a district that is there, beginning at a step."""
        self._begin_at = step
        self.work.open_folder(folder)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        busy = self.work.is_busy or self.check.is_checking or self.bring_in.importing.is_running
        return not busy and not self.place.table.is_reading and (self.map is None or self.map.is_settled)

    @Slot()
    def _preview(self) -> None:
        """What was imported is looked at before anything is placed."""
        self._begin_at = IMPORT

    @Slot()
    def _map_anew(self) -> None:
        """Another district has another ground: its map takes the place of the one before."""
        opened = self.work.opened
        if opened is None:
            return
        self._drop_map()
        self._site = self._site or site_for(opened.district, self.background)
        self._site.turn_to(opened.district, self.background)
        self.map = TownMap(self._site)
        self.map.pointed.connect(self.where.take)
        self.map.unit_clicked.connect(self.work.choose)
        self._middle.addWidget(self.map, 1)
        self.empty.hide()
        self.go(self._begin_at)
        self._begin_at = PLACE

    def _drop_map(self) -> None:
        if self.map is not None:
            self.map.close_page()
            self._middle.removeWidget(self.map)
            self.map.deleteLater()
            self.map = None

    @Slot()
    def _show_town(self) -> None:
        if self.map is not None:
            self.map.show_town(self.work.town)

    @Slot(object, str)
    def _show_chosen(self, kind: Kind, id_: str) -> None:
        if self.map is None:
            return
        there = bool(id_) and kind is not Kind.DISTRICT and id_ in self.work.town.of(kind)
        self.map.show_chosen(kind, id_ if there else "")

    @Slot()
    def _bring_into_view(self) -> None:
        """A finding was followed, or a row activated: the thing comes into view."""
        work = self.work
        if self.map is None or work.kind is Kind.DISTRICT or work.id not in work.town.of(work.kind):
            return
        at = work.town.where(work.kind, work.id)
        outline = work.town.ring(work.id) if work.kind is Kind.GRID else []
        self.map.fit([*outline, *([at] if at else [])], asked=True)

    @Slot()
    def _aim(self) -> None:
        if self.map is not None:
            self.map.point(on=True)
            self.map.aim()

    @Slot()
    def _placed(self, _at: LatLon | list[LatLon] | None = None) -> None:
        if self.map is not None:
            self.map.point(on=False)
            self.map.show_corners([])

    @Slot(object)
    def _show_corners(self, corners: list[LatLon]) -> None:
        if self.map is not None:
            self.map.show_corners(corners)

    @Slot()
    def _name_it(self) -> None:
        self.form.go_to("en" if self.work.kind is Kind.GRID else "name.en")

    def _add(self) -> None:
        if self.work.opened is not None:
            self.go(PLACE)
            self.place.list.ask_add()

    def _move(self) -> None:
        if self.work.opened is not None:
            self.place.move_chosen()

    @Slot()
    def _pointing(self) -> None:
        if self.map is not None:
            self.map.point(on=True)

    @Slot()
    def save(self) -> None:
        """Ctrl+S: save under its name; one that has none yet is asked for it."""
        if self.work.opened is not None:
            if self.work.is_shipped or self.left.currentIndex() == USE:
                self.go(USE)
            self.use.save_it()

    @Slot()
    def recheck(self) -> None:
        """F5."""
        if self.work.opened is not None:
            self.go(CHECK)
            self.check.ask()

    @Slot()
    def _escape(self) -> None:
        """Esc: the question where goes away, then the page for files; then the keyboard is on the list."""
        if not self.where.isHidden():
            self.where.cancel()
        elif self.left.currentIndex() == PLACE:
            self.place.setCurrentWidget(self.place.list)
            self.place.list.table.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Unsaved work stays as a draft; nothing is asked."""
        self.shutdown()
        super().closeEvent(event)

    def shutdown(self) -> None:
        """Stop what runs for this window; safe to call twice."""
        if self.is_closed:
            return
        self.is_closed = True
        self.work.shutdown()
        self.bring_in.importing.stop()
        self.background.shutdown()
        self._drop_map()
        if self._site is not None:
            give_back(self._site)
            self._site = None
