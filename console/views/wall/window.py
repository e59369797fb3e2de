"""The wall window: posture, clock, map, the scene beside it, and the row of figures. Read-only."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QStackedWidget, QVBoxLayout, QWidget

from console.board.waiting import in_queue_order
from console.desk.session import Session
from console.model.incident import Actor, Incident
from console.model.words import Posture
from console.views import language
from console.views.background import Background
from console.views.drill_control import BOTH
from console.views.exercise import Exercise
from console.views.link import SessionLink
from console.views.map.device import MapView
from console.views.map.scheme import MapSite
from console.views.map_panel import MapFeed
from console.views.theme.current import palette
from console.views.wall.figures import FigureRow
from console.views.wall.focus import FocusPanel
from console.views.wall.letters import wall_scale
from console.views.wall.situation import SituationPanel
from console.views.wording import clock, m_ss, tell, word

ROTATE_TICKS = 15


class WallWindow(QWidget):
    """Situation by itself, Focus on an emergency by itself; a click holds the scene, another lets go."""

    settled = Signal()

    def __init__(
        self, session: Session, drill: Exercise | None, *, background: Background, distance_m: float = 8,
        link: SessionLink | None = None, site: MapSite | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._owns_link = link is None
        self._distance_m = distance_m
        self.link = link or SessionLink(session, drill, background, Actor("wall", "wall"))
        self.held = False
        self.focus: int | None = None
        self._ticks = 0
        self._stale_since: datetime | None = None
        self.scale = 1.0
        self.posture, self.place, self.time, self.pill = QLabel(), QLabel(), QLabel(), QLabel()
        self.exercise = QLabel(BOTH)
        self.map = MapView(site or MapSite(session.district, background, self), interactive=False)
        self.feed = MapFeed(self.link, self.map)
        self.situation, self.focus_panel = SituationPanel(self.link, 1.0), FocusPanel(self.link, 1.0)
        self.figures = FigureRow(self.link, 1.0)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.resize(1920, 1080)
        self.refresh()

    def _lay_out(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.head = QFrame()
        self.head.setProperty("role", "panel")
        row = self._row = QHBoxLayout(self.head)
        for label in (self.posture, self.place, self.exercise):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.time)
        self.stack.addWidget(self.situation)
        self.stack.addWidget(self.focus_panel)
        self.middle = QGridLayout()
        self.middle.setSpacing(0)
        self.middle.addWidget(self.map, 0, 0)
        self.middle.addWidget(self.stack, 0, 1)
        self.middle.addWidget(self.pill, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.middle.setColumnStretch(0, 64)
        self.middle.setColumnStretch(1, 36)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # letters follow the window's width: a window that in turn grew with its letters would never stop
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.head)
        column.addLayout(self.middle, 1)
        column.addWidget(self.figures)
        self.exercise.setVisible(self.link.is_drill)

    def _connect(self) -> None:
        link = self.link
        for signal in (link.changed, link.loaded, link.advised):
            signal.connect(self.refresh)
        link.ticked.connect(self._tick)
        link.drill_changed.connect(self.refresh)
        link.store_state.connect(self._store)
        link.advised.connect(self._check_settled)
        self.map.settled.connect(self._check_settled)
        self.map.place_clicked.connect(self._touched)
        language.changed.connect(self.refresh)

    def _dress(self) -> None:
        """Letters as large as the viewing distance asks for."""
        self.scale = s = wall_scale(self._distance_m, self.width())
        self.place.setStyleSheet(f"font-size: {round(22 * s)}px; font-weight: 700;")
        self.time.setStyleSheet(f"font-size: {round(30 * s)}px; font-weight: 700;")
        self.pill.setStyleSheet(
            f"font-size: {round(14 * s)}px; background: {palette().overlay}; border: 1px solid {palette().line};"
            f"border-radius: 6px; padding: {round(4 * s)}px {round(10 * s)}px; margin: {round(10 * s)}px;"
        )
        self._row.setContentsMargins(round(14 * s), round(3 * s), round(14 * s), round(3 * s))
        self._row.setSpacing(round(16 * s))
        self.exercise.setStyleSheet(
            f"font-size: {round(17 * s)}px; font-weight: 700; color: {palette().exercise};"
            f"background: {palette().exercise_ground}; padding: {round(4 * s)}px {round(12 * s)}px; border-radius: 6px;"
        )
        for part in (self.situation, self.focus_panel, self.figures):
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
        self.posture.setStyleSheet(
            f"font-size: {round(20 * self.scale)}px; font-weight: 700; background: {ground}; color: {ink};"
            f"border-radius: 6px; padding: {round(3 * self.scale)}px {round(14 * self.scale)}px;"
        )
        self.posture.setText(word("posture", board.posture.value))
        self.place.setText(self.tr("{place} command centre").format(place=tell(board.district.name)))
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
        if self.held and (self.focus is None or self.focus in self.link.board.incidents):
            return
        emergencies = [i.number for i in self._emergencies()]
        turn = self._ticks // ROTATE_TICKS
        wanted = emergencies[turn % len(emergencies)] if emergencies else None
        self.stack.setCurrentIndex(0 if wanted is None else 1)
        if wanted != self.focus:
            self.focus = wanted
            self.feed.show_incident(wanted)
            if wanted is None:
                self.map.fit(self.link.board.district.boundary)

    def _mark(self) -> None:
        scene = self.tr("Focus") if self.stack.currentIndex() else self.tr("Situation")
        how = self.tr("held, touch to let go") if self.held else self.tr("auto")
        text = f"{scene} · {how}"
        if self._stale_since is not None:
            since = clock(self.link.board.district.local(self._stale_since))
            text += " · ▲ " + self.tr("stale since {time}").format(time=since)
        self.pill.setText(text)
        self.pill.raise_()

    @Slot(object)
    def _tick(self, _now: object) -> None:
        self._ticks += 1
        self.refresh()

    def _say_exercise(self) -> None:
        drill = self.link.drill
        if drill is not None:
            self.exercise.setText(f"{BOTH} {m_ss(drill.elapsed_s)}")

    @Slot(bool, str)
    def _store(self, ok: bool, _trouble: str) -> None:
        if ok:
            self._stale_since = None
        elif self._stale_since is None:
            self._stale_since = self.link.now()
        self._mark()

    @Slot()
    def _touched(self, _lat: float = 0.0, _lon: float = 0.0) -> None:
        self.held = not self.held
        self.refresh()

    def hold_situation(self) -> None:
        """Show the whole district and stay there until touched."""
        self.focus, self.held = None, True
        self.stack.setCurrentIndex(0)
        self.feed.show_incident(None)
        self.map.fit(self.link.board.district.boundary)
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Any touch holds the scene; a second one lets go."""
        self._touched()
        event.accept()

    @property
    def is_settled(self) -> bool:
        """Whether board, advice and map are on the screen."""
        return self.link.is_settled and self.map.is_settled

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
        """Stop what runs for this window."""
        self.shutdown()
        super().closeEvent(event)

    def shutdown(self) -> None:
        """Safe to call twice."""
        self.map.close_page()
        if self._owns_link:
            self.link.shutdown()
