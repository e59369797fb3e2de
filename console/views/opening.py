"""Making the Qt application and its windows for a session."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from console.desk.session import Session
from console.model.case_filter import CaseFilter
from console.model.incident import Actor
from console.phrase import say
from console.views.aside import not_imported, not_settled, not_warmed, settled, shown_anew, warmed
from console.views.background import Background
from console.views.link import SessionLink
from console.views.map.scheme import MapSite
from console.views.map.under_site import underlay_file
from console.views.theme import current as theme
from console.views.turns import turns
from console.views.wording import tell
from console.views.workstation.window import WorkstationWindow

if TYPE_CHECKING:  # windows opened later are imported then, and drills when there is one: the first is there sooner
    from console.drill.drill import Drill
    from console.views.case_page.window import CasePage
    from console.views.cases.window import CasesWindow
    from console.views.control.window import ControlWindow
    from console.views.duty.window import DutyWindow
    from console.views.exercise import Exercise
    from console.views.figures.window import FiguresWindow
    from console.views.plans.papers import PlanFolders
    from console.views.plans.window import PlansWindow
    from console.views.supervision.window import SupervisionWindow
    from console.views.town.window import TownWindow
    from console.views.video.grid import CameraGrid
    from console.views.wall.letters import Viewing
    from console.views.wall.window import WallWindow

OFFICER = Actor("duty-A", "1")


class Console:
    """The windows of one session, sharing one tie to the desk and one map site."""

    def __init__(
        self, session: Session, drill: Exercise | None, *, ticking: bool = True, viewing: Viewing | None = None,
        officer: Actor = OFFICER, link: SessionLink | None = None,
    ) -> None:  # fmt: skip
        self._owns_link = link is None
        self.background = link.background if link is not None else Background()
        self.link = link or SessionLink(session, drill, self.background, officer, ticking=ticking)
        own = underlay_file() if ticking else None  # a picture shows the district's own underlay
        self.site = MapSite(session.district, self.background, choices=own)
        self.session, self.drill, self.viewing = session, drill, viewing
        self.is_at_rest = False
        self._anew = partial(shown_anew)  # one of its own: Qt lets go of a plain function for everybody at once
        theme.changed.connect(self._anew)
        self.link.when_loaded(self._warm)
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
        self.mark: Callable[[QMainWindow | WallWindow], None] = _unmarked
        """Says on every window what all of them are, where they are something special."""
        self.make_replay: Callable[[int | None], None] | None = None
        """Opens the replay of an incident, or of the last hour; none where there is no journal's file."""
        self.make_town: Callable[[], TownWindow] | None = None
        """Makes the district workshop; none where nothing can be written."""

    def _warm(self) -> None:
        if not self.is_at_rest:
            self.background.read(self.session.warm, warmed, not_warmed)
            self.background.read(_import_charts, settled, not_imported, priority=-1)

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
        self.workstation.replay_asked.connect(partial(_replay_selected, self))
        self.mark(self.workstation)
        return self.workstation

    def open_wall(self, *, kiosk: bool = False) -> WallWindow:
        """The wall."""
        from console.views.wall.window import WallWindow

        self.wall = WallWindow(
            self.session, self.drill, background=self.background, viewing=self.viewing, link=self.link,
            site=self.site, kiosk=kiosk,
        )  # fmt: skip
        self.mark(self.wall)
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
            submit = None if self.link.is_past else self.link.submit
            page = CasePage(self.session, self.background, number, self.session.clock.now, submit)
            self.case_pages[number] = page
            self.link.changed.connect(page.follow)
            page.go_asked.connect(partial(_work_on, self))
            page.replay_asked.connect(partial(_replay, self))
            page.replay.setVisible(self.make_replay is not None)
        page.ask()
        _bring(self, page)
        return page

    def settle(self) -> None:
        """Let the store learn how its cases are spread, off the GUI thread."""
        self.background.read(self.session.journal.settle, settled, not_settled)

    def rest(self) -> None:
        """Stop the clock and let work in hand finish; safe to call twice."""
        if self.is_at_rest:
            return
        self.is_at_rest = True
        theme.changed.disconnect(self._anew)
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
        self.site.under.shutdown()
        if self._owns_link:
            self.link.shutdown()
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
    _bring(console, console.figures)


def _show_duty(console: Console) -> None:
    _bring(console, console.duty or console.open_duty())


def _show_plans(console: Console) -> None:
    _bring(console, console.plans or console.open_plans())


def _show_supervision(console: Console) -> None:
    _bring(console, console.supervision or console.open_supervision())


def _show_cameras(console: Console) -> None:
    _bring(console, console.cameras or console.open_cameras())


def _show_town(console: Console) -> None:
    if console.make_town is not None:
        if console.town is None or console.town.is_closed:
            console.town = console.make_town()
        _bring(console, console.town)


def _replay_selected(console: Console) -> None:
    _replay(console, console.link.selection)


def _replay(console: Console, number: int | None) -> None:
    if console.make_replay is not None:
        console.make_replay(number)


def _show_control(console: Console) -> None:
    from console.drill.drill import Drill

    if isinstance(console.drill, Drill):
        _bring(console, console.control or console.open_control(console.drill))
    elif console.workstation is not None:
        led = console.drill is not None and console.drill.lead is not None
        console.workstation.notices.tell(tell(say(f"command_line.{'led_elsewhere' if led else 'drill_only'}")))


def _work_on(console: Console, number: int) -> None:
    console.link.select(number)
    if console.workstation is not None:
        _bring(console, console.workstation)


def _import_charts() -> None:
    """What draws figures takes a fifth of a second to import: they open sooner when it is there."""
    importlib.import_module("pyqtgraph")


def _unmarked(_window: QMainWindow | WallWindow) -> None:
    """Nothing special."""


def _bring(console: Console, window: QMainWindow) -> None:
    console.mark(window)
    turns().catch_up(window)
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
    _bring(console, console.cases)


def _show_wall(console: Console) -> None:
    if console.wall is None or console.wall.is_closed:
        console.open_wall()
    wall = console.wall
    assert wall is not None
    wall.show()
    wall.raise_()
