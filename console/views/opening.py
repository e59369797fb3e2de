"""Making the Qt application and its windows for a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from console.desk.session import Session
from console.drill.drill import Drill
from console.model.case_filter import CaseFilter
from console.model.incident import Actor
from console.phrase import say
from console.views.aside import not_settled, not_warmed, settled, shown_anew, warmed
from console.views.background import Background
from console.views.link import SessionLink
from console.views.look import back_in_place, keep_place
from console.views.map.scheme import MapSite
from console.views.map.under_site import underlay_file
from console.views.theme import current as theme
from console.views.wording import tell
from console.views.workstation.window import WorkstationWindow

if TYPE_CHECKING:  # windows opened later are imported then: the first one is there sooner
    from console.views.case_page.window import CasePage
    from console.views.cases.window import CasesWindow
    from console.views.control.window import ControlWindow
    from console.views.duty.window import DutyWindow
    from console.views.figures.window import FiguresWindow
    from console.views.plans.papers import PlanFolders
    from console.views.plans.window import PlansWindow
    from console.views.supervision.window import SupervisionWindow
    from console.views.town.window import TownWindow
    from console.views.video.grid import CameraGrid
    from console.views.wall.letters import Viewing
    from console.views.wall.window import WallWindow

OFFICER = Actor("duty-A", "1")
KEEP_EVERY_MS = 20_000
SETTLE_AFTER_MS = 60_000
"""When nobody waits for the first window any more."""


class Console:
    """The windows of one session, sharing one tie to the desk and one map site."""

    def __init__(
        self, session: Session, drill: Drill | None, *, ticking: bool = True, viewing: Viewing | None = None,
        officer: Actor = OFFICER,
    ) -> None:  # fmt: skip
        self.background = Background()
        self.link = SessionLink(session, drill, self.background, officer, ticking=ticking)
        own = underlay_file() if ticking else None  # a picture shows the district's own underlay
        self.site = MapSite(session.district, self.background, choices=own)
        self.session, self.drill, self.viewing = session, drill, viewing
        self._at_rest = False
        theme.changed.connect(shown_anew)
        self.background.read(session.warm, warmed, not_warmed)
        self.workstation: WorkstationWindow | None = None
        self.wall: WallWindow | None = None
        self.cases: CasesWindow | None = None
        self.figures: FiguresWindow | None = None
        self.duty: DutyWindow | None = None
        self.supervision: SupervisionWindow | None = None
        self.plans: PlansWindow | None = None
        self.plan_folders: PlanFolders | None = None  # None: drafts live as long as the console
        self.case_pages: dict[int, CasePage] = {}
        self.cameras: CameraGrid | None = None
        self.town: TownWindow | None = None
        self.control: ControlWindow | None = None
        self.make_town: Callable[[], TownWindow] | None = None
        """Makes the district workshop; none where nothing can be written."""

    def open_workstation(self) -> WorkstationWindow:
        """The workstation; F11 in it opens the wall."""
        self.workstation = WorkstationWindow(
            self.session, self.drill, background=self.background, link=self.link, site=self.site
        )
        self.workstation.wall_asked.connect(partial(_show_wall, self))
        self.workstation.cases_asked.connect(partial(_show_cases, self))
        self.workstation.figures_asked.connect(partial(_show_figures, self))
        self.workstation.duty_asked.connect(partial(_show_duty, self))
        self.workstation.plans_asked.connect(partial(_show_plans, self))
        self.workstation.supervision_asked.connect(partial(_show_supervision, self))
        self.workstation.case_asked.connect(self.open_case)
        self.workstation.cameras_asked.connect(partial(_show_cameras, self))
        self.workstation.town_asked.connect(partial(_show_town, self))
        self.workstation.control_asked.connect(partial(_show_control, self))
        return self.workstation

    def open_wall(self, *, kiosk: bool = False) -> WallWindow:
        """The wall."""
        from console.views.wall.window import WallWindow

        self.wall = WallWindow(
            self.session, self.drill, background=self.background, viewing=self.viewing, link=self.link,
            site=self.site, kiosk=kiosk,
        )  # fmt: skip
        return self.wall

    def open_duty(self) -> DutyWindow:
        """The roster and the hand-over of the desk."""
        from console.views.duty.window import DutyWindow

        self.duty = DutyWindow(self.link)
        return self.duty

    def open_plans(self) -> PlansWindow:
        """The workshop of plans."""
        from console.views.plans.window import PlansWindow

        self.plans = PlansWindow(self.link, self.plan_folders)
        return self.plans

    def open_supervision(self) -> SupervisionWindow:
        """Who is late."""
        from console.views.supervision.window import SupervisionWindow

        self.supervision = SupervisionWindow(self.link)
        self.supervision.chosen.connect(partial(_work_on, self))
        self.supervision.case_asked.connect(self.open_case)
        return self.supervision

    def open_cameras(self) -> CameraGrid:
        """A window of cameras."""
        from console.views.video.grid import CameraGrid

        self.cameras = CameraGrid(self.link)
        if self.workstation is not None:
            self.cameras.snapshot_asked.connect(self.workstation.evidencing.take)
        return self.cameras

    def open_control(self, drill: Drill) -> ControlWindow:
        """The controller's window."""
        from console.views.control.window import ControlWindow

        self.control = ControlWindow(self.link, drill)
        return self.control

    def open_case(self, number: int) -> CasePage:
        """The page of a case; one for each case, brought forward when it is there already."""
        from console.views.case_page.window import CasePage

        page = self.case_pages.get(number)
        if page is None:
            page = CasePage(self.session, self.background, number, self.session.clock.now, self.link.submit)
            self.case_pages[number] = page
            self.link.changed.connect(page.follow)
            page.go_asked.connect(partial(_work_on, self))
        page.ask()
        _bring(page)
        return page

    def settle(self) -> None:
        """Let the store learn how its cases are spread, off the GUI thread."""
        self.background.read(self.session.journal.settle, settled, not_settled)

    def rest(self) -> None:
        """Stop the clock and let work in hand finish; safe to call twice."""
        if self._at_rest:
            return
        self._at_rest = True
        theme.changed.disconnect(shown_anew)
        for window in (self.workstation, self.wall):
            if window is not None:
                window.shutdown()
        beside = (self.cases, self.figures, self.duty, self.plans, self.supervision, self.cameras, self.control)
        for reading in (*beside, *self.case_pages.values()):
            if reading is not None:
                reading.close()
        if self.town is not None:
            self.town.close()
        if self.cameras is not None:
            self.cameras.shutdown()
        self.link.shutdown()
        self.site.under.shutdown()
        self.background.shutdown()

    def close(self) -> None:
        """Come to rest and close the journal."""
        self.rest()
        self.session.journal.close()


def _show_figures(console: Console) -> None:
    if console.figures is None:
        from console.views.figures.window import FiguresWindow

        console.figures = FiguresWindow(console.session, console.background)
        console.figures.cases_asked.connect(partial(_show_cases, console))
    console.figures.ask()
    _bring(console.figures)


def _show_duty(console: Console) -> None:
    _bring(console.duty or console.open_duty())


def _show_plans(console: Console) -> None:
    _bring(console.plans or console.open_plans())


def _show_supervision(console: Console) -> None:
    _bring(console.supervision or console.open_supervision())


def _show_cameras(console: Console) -> None:
    _bring(console.cameras or console.open_cameras())


def _show_town(console: Console) -> None:
    if console.make_town is not None:
        if console.town is None or console.town.is_closed:
            console.town = console.make_town()
        _bring(console.town)


def _show_control(console: Console) -> None:
    if isinstance(console.drill, Drill):
        _bring(console.control or console.open_control(console.drill))
    elif console.workstation is not None:
        console.workstation.notices.tell(tell(say("command_line.drill_only")))


def _work_on(console: Console, number: int) -> None:
    console.link.select(number)
    if console.workstation is not None:
        _bring(console.workstation)


def _bring(window: QMainWindow) -> None:
    window.show()
    window.raise_()
    window.activateWindow()


def _show_cases(console: Console, wanted: CaseFilter | None = None) -> None:
    if console.cases is None:
        from console.views.cases.window import CasesWindow

        console.cases = CasesWindow(console.session, console.background)
        console.cases.chosen.connect(partial(_work_on, console))
        console.cases.case_asked.connect(console.open_case)
    if wanted is None:
        console.cases.ask()
    else:
        console.cases.filters.choose(wanted)
    _bring(console.cases)


def _show_wall(console: Console) -> None:
    if console.wall is None or console.wall.is_closed:
        console.open_wall()
    wall = console.wall
    assert wall is not None
    wall.show()
    wall.raise_()


def run_until_closed(application: QApplication, console: Console, at_end: Callable[[], object]) -> int:
    """Show what is open until the last window closes, then do ``at_end`` with the journal still open; the exit code."""
    if console.workstation is not None:
        back_in_place(console.workstation)
    pulse = QTimer(interval=250)  # lets Python see Ctrl+C
    pulse.timeout.connect(_breathe)
    pulse.start()
    QTimer.singleShot(SETTLE_AFTER_MS, console.settle)
    keeping = QTimer(interval=KEEP_EVERY_MS)
    keeping.timeout.connect(partial(_keep, console))
    keeping.start()
    if console.workstation is not None:
        console.workstation.map_tools.remember()
    try:
        code = application.exec()
        console.rest()
        at_end()
    finally:
        console.close()
    return code


def _keep(console: Console) -> None:
    """Remember where things stand, for a start after a fall."""
    if console.workstation is not None and console.workstation.isVisible():
        keep_place(console.workstation)


def _breathe() -> None:
    return
