"""The workstation window: assembles bar, queue, map, incident, video and command line. Nothing else."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStatusBar, QVBoxLayout, QWidget

from console.board.alarms import load_rules
from console.board.waiting import in_queue_order
from console.desk.session import Session
from console.district.where import resource_dir
from console.geo import LatLon
from console.model.incident import Actor
from console.views import language
from console.views.background import Background
from console.views.evidencing import Evidencing
from console.views.exercise import Exercise
from console.views.link import SessionLink
from console.views.look import keep_place
from console.views.map.device import MapView
from console.views.map.scheme import MapSite
from console.views.map_panel import MapFeed
from console.views.theme.dressing import follow_theme
from console.views.turns import turns
from console.views.workstation.alarms import AlarmPanel
from console.views.workstation.arranging import Arranging
from console.views.workstation.command_line import CommandLine
from console.views.workstation.cover_panel import CoverPanel
from console.views.workstation.docks import Docks
from console.views.workstation.drill_bar import DrillBar
from console.views.workstation.incident_panel import IncidentPanel
from console.views.workstation.intake_panel import IntakePanel
from console.views.workstation.keys import KeySheet
from console.views.workstation.large_camera import LargeCamera
from console.views.workstation.map_tools import MapTools
from console.views.workstation.new_report import NewReport
from console.views.workstation.notices import NoticeBar
from console.views.workstation.queue import QueuePanel
from console.views.workstation.roads_on_map import RoadsOnMap
from console.views.workstation.top_bar import TopBar
from console.views.workstation.video_panel import VideoPanel
from console.views.workstation.working import Working

LEAST = (1280, 700)


class WorkstationWindow(QMainWindow):
    """One seat. Give ``link`` and ``site`` when another window of the same process shares them."""

    settled = Signal()
    wall_asked = Signal()
    cases_asked = Signal()
    figures_asked = Signal()
    duty_asked = Signal()
    plans_asked = Signal()
    supervision_asked = Signal()
    case_asked = Signal(int)
    replay_asked = Signal()
    cameras_asked = Signal()
    town_asked = Signal()
    control_asked = Signal()

    def __init__(
        self, session: Session, drill: Exercise | None, *, background: Background, officer: str = "duty-A",
        seat: str = "1", link: SessionLink | None = None, site: MapSite | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._owns_link = link is None
        self.link = link or SessionLink(session, drill, background, Actor(officer, seat))
        self.site = site or MapSite(session.district, background, self)
        self._make_parts()
        self._assemble()
        self.docks = Docks(self)
        self.working, self.arranging = Working(self), Arranging(self)
        self._connect()
        self.setMinimumSize(*LEAST)
        follow_theme(self)
        self.resize(1920, 1080)
        self.retranslate()

    def _make_parts(self) -> None:
        link = self.link
        self.top_bar, self.drill_bar = TopBar(link), DrillBar(link)
        self.banner = self.drill_bar.banner
        self.notices = NoticeBar()
        self.queue = QueuePanel(link)
        self.map = MapView(self.site)
        self.map_feed = MapFeed(link, self.map)
        self.roads = RoadsOnMap(link, self.map)
        self.map_tools = MapTools(link, self.map_feed)
        self.incident = IncidentPanel(link)
        self.video = VideoPanel(link)
        self.large_camera = LargeCamera(self.video.cameras, self.map)
        self.evidencing = Evidencing(link, self)
        self.alarms = AlarmPanel(link, load_rules(resource_dir() / "alarms.yaml"))
        self.cover = CoverPanel(link)
        self.intake = IntakePanel(link)
        self.new_report, self.key_sheet = NewReport(link), KeySheet()
        self.command_line = CommandLine(link)

    def _assemble(self) -> None:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.drill_bar)
        column.addWidget(self.notices)
        self.setMenuWidget(top)
        self.setCentralWidget(self.map)
        bar = QStatusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.command_line, 1)
        self.setStatusBar(bar)

    def _connect(self) -> None:
        link = self.link
        link.selected.connect(self.map_feed.show_incident)
        link.loaded.connect(self._select_first)
        link.changed.connect(self._select_first)
        link.advised.connect(self._check_settled)
        turns().rested.connect(self._check_settled)
        self.map.settled.connect(self._check_settled)
        self.queue.chosen.connect(link.select)
        self.queue.counted.connect(self.docks.show_counts)
        self.alarms.chosen.connect(link.select)
        self.alarms.counted.connect(self.top_bar.show_alarms)
        self.map.incident_clicked.connect(link.select)
        self.map.place_clicked.connect(self._place_clicked)
        self.map_tools.told.connect(self.notices.tell)
        self.map_tools.refused.connect(self.notices.refuse)
        self.map_tools.case_asked.connect(self.case_asked)
        self.map_tools.done.connect(self.queue.take_keys)
        self.incident.picked_team.connect(self._show_team)
        self.cover.team_chosen.connect(self._show_team)
        self.cover.place_chosen.connect(self.show_place)
        self.cover.watch.found_anew.connect(self._check_settled)
        self.video.watched.connect(self.map_feed.show_watched)
        self.video.watched.connect(self.large_camera.wake)
        self.video.opened.connect(self.large_camera.open_camera)
        self.large_camera.closed.connect(self.video.wake)
        self.large_camera.snapshot_asked.connect(self.evidencing.take)
        self.video.strip.snapshot_asked.connect(self.evidencing.take)
        self.evidencing.told.connect(self.notices.tell)
        self.video.counted.connect(self.top_bar.show_feeds)
        self.intake.counted.connect(self.top_bar.show_ways_in)
        language.follow_words(self.retranslate)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title = self.tr("Dispatch console · seat {seat}").format(seat=self.link.actor.seat)
        exercise = self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self.link.is_drill else title)

    @Slot()
    def _select_first(self, _rows: object = None) -> None:
        """Something is always selected once anything is open."""
        if self.link.selection is None:
            first = next(iter(in_queue_order(self.link.board)), None)
            self.link.select(first.number if first else None)

    @Slot(float, float)
    def _place_clicked(self, lat: float, lon: float) -> None:
        if self.new_report.isVisible():
            self.new_report.set_place(lat, lon)

    @Slot(str)
    def _show_team(self, team: str) -> None:
        self.map.select("team", team)

    def show_place(self, position: LatLon) -> None:
        """Bring a place into view because the officer asked for it."""
        self.map.fit([position], asked=True)

    @property
    def is_settled(self) -> bool:
        """Whether board, advice, map and pictures are all on the screen."""
        parts = (self.link, self.map, self.map_tools, self.video, self.cover)
        return all(part.is_settled for part in parts)

    @Slot()
    def _check_settled(self) -> None:
        if self.is_settled:
            self.settled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard begins on the queue."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.queue.take_keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side panels give way on a small screen."""
        super().resizeEvent(event)
        self.docks.fit_to(self.width(), self.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the docks are."""
        keep_place(self)
        self.shutdown()
        super().closeEvent(event)

    def shutdown(self) -> None:
        """Stop what runs for this window; safe to call twice."""
        self.video.shutdown()
        self.map.close_page()
        if self._owns_link:
            self.link.shutdown()
