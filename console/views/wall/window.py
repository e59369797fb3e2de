"""The wall window: posture, clock, map, the scene beside it, and the row of figures. Read-only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QStackedWidget, QVBoxLayout, QWidget

from console.board.waiting import in_queue_order
from console.desk.session import Session
from console.district.where import resource_dir
from console.model.incident import Actor, Incident
from console.model.words import Posture
from console.views import language
from console.views.background import Background
from console.views.drill_control import BOTH, how_led
from console.views.exercise import Exercise
from console.views.inked import put_on
from console.views.link import SessionLink
from console.views.map.device import MapView
from console.views.map.scheme import MapSite
from console.views.map_panel import MapFeed
from console.views.theme.current import palette
from console.views.theme.dressing import follow_theme
from console.views.turns import later, turns
from console.views.wall.drill_scene import DrillScene
from console.views.wall.figures import FigureRow
from console.views.wall.figures_scene import FiguresScene
from console.views.wall.focus import FocusPanel
from console.views.wall.freshness import stale_since
from console.views.wall.letters import Viewing
from console.views.wall.scenes import Rotation, Scene, load_wall_rules
from console.views.wall.situation import SituationPanel
from console.views.wall.video_scene import VideoScene
from console.views.wording import clock, m_ss, tell, word

PAGES = {Scene.VIDEO: 1, Scene.FIGURES: 2, Scene.DRILL: 3}
"""Scenes that fill the wall by themselves; the others stand beside the map."""


class WallWindow(QWidget):
    """Situation by itself, Focus on an emergency by itself; a click holds the scene, another lets go."""

    settled = Signal()

    def __init__(
        self, session: Session, drill: Exercise | None, *, background: Background, viewing: Viewing | None = None,
        link: SessionLink | None = None, site: MapSite | None = None, kiosk: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._owns_link = link is None
        self._viewing = viewing or Viewing()
        self.link = link or SessionLink(session, drill, background, Actor("wall", "wall"))
        rules = load_wall_rules(resource_dir() / "wall.yaml")
        self._rotation = Rotation(rules, drill=self.link.is_drill)
        self._kiosk = kiosk
        self.is_closed = False
        self.held = False
        self.scene = Scene.SITUATION
        self.focus: int | None = None
        self._ticks = 0
        self.scale = 1.0
        self.posture, self.place, self.time, self.pill = QLabel(), QLabel(), QLabel(), QLabel()
        self.exercise = QLabel(BOTH)
        self.map = MapView(site or MapSite(session.district, background, self), interactive=False)
        self.feed = MapFeed(self.link, self.map)
        self.situation, self.focus_panel = SituationPanel(self.link, 1.0), FocusPanel(self.link, 1.0)
        self.figures = FigureRow(self.link, 1.0)
        self.stack, self.pages = QStackedWidget(), QStackedWidget()
        self.video, self.charts = VideoScene(self.link, rules.cameras), FiguresScene(self.link)
        self.drill_scene = DrillScene(self.link, getattr(drill, "scenario", None))
        self._lay_out()
        self._connect()
        follow_theme(self)
        self.resize(1920, 1080)
        self.refresh()

    def _lay_out(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.head = QFrame()
        self.head.setProperty("role", "panel")
        row = self._row = QHBoxLayout(self.head)
        for label in (self.posture, self.place, self.exercise, self.pill):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.time)
        self.stack.addWidget(self.situation)
        self.stack.addWidget(self.focus_panel)
        beside_map = QWidget()
        self.middle = QGridLayout(beside_map)
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.middle.setSpacing(0)
        self.middle.addWidget(self.map, 0, 0)
        self.middle.addWidget(self.stack, 0, 1)
        for page in (beside_map, self.video, self.charts, self.drill_scene):
            self.pages.addWidget(page)
        self.middle.setColumnStretch(0, 64)
        self.middle.setColumnStretch(1, 36)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # letters follow the window's width: a window that in turn grew with its letters would never stop
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.figures)
        self.exercise.setVisible(self.link.is_drill)

    def _connect(self) -> None:
        link = self.link
        for signal in (link.changed, link.loaded, link.advised):
            signal.connect(later(self.refresh))
        link.ticked.connect(self._tick)
        link.drill_changed.connect(self.refresh)
        link.store_state.connect(self._store)
        link.advised.connect(self._check_settled)
        turns().rested.connect(self._check_settled)
        self.map.settled.connect(self._check_settled)
        self.map.place_clicked.connect(self._touched)
        language.follow(self.refresh)

    def _dress(self) -> None:
        """Letters as large as the viewing distance asks for."""
        self.scale = s = self._viewing.scale(self.width(), self.height())
        self.place.setStyleSheet(f"font-size: {round(22 * s)}px; font-weight: 700;")
        self.time.setStyleSheet(f"font-size: {round(30 * s)}px; font-weight: 700;")
        self.pill.setStyleSheet(
            f"font-size: {round(14 * s)}px; background: {palette().overlay}; border: 1px solid {palette().line};"
            f"border-radius: 6px; padding: {round(4 * s)}px {round(10 * s)}px;"
        )
        self._row.setContentsMargins(round(14 * s), round(3 * s), round(14 * s), round(3 * s))
        self._row.setSpacing(round(16 * s))
        self.exercise.setStyleSheet(
            f"font-size: {round(17 * s)}px; font-weight: 700; color: {palette().exercise};"
            f"background: {palette().exercise_ground}; padding: {round(4 * s)}px {round(12 * s)}px; border-radius: 6px;"
        )
        for part in (self.situation, self.focus_panel, self.figures, self.charts, self.drill_scene):
            part.set_scale(s)
        self.map.set_scale(s)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the board as it is now."""
        board = self.link.board
        self.setWindowTitle(self.tr("Wall"))
        emergency = board.posture is Posture.EMERGENCY
        ground = palette().emergency if emergency else palette().raised
        ink = palette().on_emergency if emergency else palette().text
        put_on(
            self.posture,
            f"font-size: {round(20 * self.scale)}px; font-weight: 700; background: {ground}; color: {ink};"
            f"border-radius: 6px; padding: {round(3 * self.scale)}px {round(14 * self.scale)}px;",
        )
        self.posture.setText(word("posture", board.posture.value))
        self.place.setText(tell(board.district.name))
        self.time.setText(clock(board.district.local(self.link.now())))
        self._choose_scene()
        self.situation.refresh()
        incident = board.incidents.get(self.focus) if self.focus is not None else None
        if incident is not None:
            self.focus_panel.show_incident(incident)
        self.figures.refresh()
        self._say_exercise()
        self._mark()

    def _emergencies(self) -> list[Incident]:
        return [i for i in in_queue_order(self.link.board) if i.t0 is not None]

    def _choose_scene(self) -> None:
        """An emergency takes Focus by itself; several take turns; a held scene stays."""
        if not self.held or (self.scene is Scene.FOCUS and self.focus not in self.link.board.incidents):
            scene, focus = self._rotation.shown(self._ticks, [i.number for i in self._emergencies()])
            self._show_scene(scene, focus)
        if self.scene is Scene.VIDEO:
            self.video.refresh()
        elif self.scene is Scene.FIGURES:
            self.charts.refresh()
        elif self.scene is Scene.DRILL:
            self.drill_scene.refresh()

    def _show_scene(self, scene: Scene, focus: int | None) -> None:
        self.scene = scene
        self.stack.setCurrentIndex(int(scene is Scene.FOCUS))
        self.pages.setCurrentIndex(PAGES.get(scene, 0))
        if focus != self.focus:
            self.focus = focus
            self.feed.show_incident(focus)
            if focus is None:
                self.map.fit(self.link.board.district.boundary)

    def _mark(self) -> None:
        scene = {
            Scene.SITUATION: self.tr("Situation"), Scene.FOCUS: self.tr("Focus"), Scene.VIDEO: self.tr("Video"),
            Scene.FIGURES: self.tr("Figures"), Scene.DRILL: self.tr("Drill"),
        }[self.scene]  # fmt: skip
        how = self.tr("held, touch to let go") if self.held else self.tr("auto")
        warnings = self._warnings()
        self.pill.setText(f"{scene} · {how}" + ("\n" + " · ".join(warnings) if warnings else ""))

    def _warnings(self) -> list[str]:
        """What a leader must know of the picture itself: old, too small, or held while something else happens."""
        said, since = [], stale_since(self.link)
        if since is not None:
            local = clock(self.link.board.district.local(since))
            said.append("▲ " + self.tr("stale since {time}").format(time=local))
        if self.link.drill is not None and self.link.drill.lead is not None and self.link.drill.stands:
            said.append(how_led(self.link.drill, self.link.drill.lead))
        unseen = [i for i in self._emergencies() if i.number != self.focus] if self.held else []
        if unseen:
            named = ", ".join(f"#{i.number}" for i in unseen[:3]) + ("…" if len(unseen) > 3 else "")
            said.append("▲ " + self.tr("emergency {numbers}").format(numbers=named))
        readable = self._viewing.readable_m(self.width(), self.height())
        if readable < self._viewing.distance_m - 0.1:
            said.append(self.tr("readable from {metres} m").format(metres=f"{readable:.1f}"))
        return said

    @Slot(object)
    def _tick(self, _now: object) -> None:
        self._ticks += 1
        self.charts.sample()
        self.refresh()

    def _say_exercise(self) -> None:
        drill = self.link.drill
        if drill is not None:
            self.exercise.setText(f"{BOTH} {m_ss(drill.elapsed_s)}")

    @Slot(bool, str)
    def _store(self, _ok: bool, _trouble: str) -> None:
        self._mark()

    @Slot()
    def _touched(self, _lat: float = 0.0, _lon: float = 0.0) -> None:
        self.held = not self.held
        self.refresh()

    def hold_situation(self) -> None:
        """Show the whole district and stay there until touched."""
        self.hold(Scene.SITUATION)

    def hold(self, scene: Scene) -> None:
        """Show a scene and stay there until touched; Focus takes the gravest emergency, if there is one."""
        emergencies = self._emergencies()
        if (scene is Scene.FOCUS and not emergencies) or (scene is Scene.DRILL and not self.link.is_drill):
            return
        self.held = True
        self._show_scene(scene, emergencies[0].number if scene is Scene.FOCUS else None)
        if scene is Scene.SITUATION:
            self.map.fit(self.link.board.district.boundary)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 hold a scene, Space holds or lets go, Esc closes a wall that is no kiosk."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(Scene):
            self.hold(list(Scene)[number])
        elif event.key() == Qt.Key.Key_Space:
            self._touched()
        elif event.key() == Qt.Key.Key_Escape and not self._kiosk:
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Any touch holds the scene; a second one lets go."""
        self._touched()
        event.accept()

    @property
    def is_settled(self) -> bool:
        """Whether board, advice and map are on the screen."""
        return self.link.is_settled and (self.map.is_settled or self.scene in PAGES)

    @Slot()
    def _check_settled(self) -> None:
        if self.is_settled:
            self.settled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters follow the wall's size."""
        super().resizeEvent(event)
        self._dress()
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs for this window; another one must be opened to show the wall again."""
        self.is_closed = True
        self.shutdown()
        super().closeEvent(event)

    def shutdown(self) -> None:
        """Safe to call twice."""
        self.map.close_page()
        self.video.shutdown()
        if self._owns_link:
            self.link.shutdown()
