"""Taking the pictures: windows on a drill that stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication

from console.drill.drill import Drill
from console.errors import StoreUnavailable
from console.views import language
from console.views.application import make_application
from console.views.case_page.window import CasePage
from console.views.control.window import ControlWindow
from console.views.duty.window import DutyWindow
from console.views.opening import Console
from console.views.plans.window import PlansWindow
from console.views.supervision.window import SupervisionWindow
from console.views.video.grid import CameraGrid
from console.views.wall.scenes import Scene
from console.views.wall.window import WallWindow
from console.views.workstation.window import WorkstationWindow

TABS = ("do-now", "plan", "teams", "materials", "timeline", "reports")
VIEWS = (
    "workstation",
    *(f"workstation-{tab}" for tab in TABS),
    "workstation-cover",
    "workstation-map",
    "workstation-roads",
    "wall",
    "wall-situation",
    "duty",
    "plans",
    "plans-try",
    "case",
    "supervision",
    "cameras",
    "control",
    "wall-video",
    "wall-figures",
    "wall-drill",
)
"""What ``screenshot`` can take: the workstation, with one of the incident's tabs in front, and the wall's scenes."""
PICTURES = (".png", ".webp")
"""What a picture may be kept as."""
WEBP_QUALITY = 85
PATIENCE_MS = 60_000
CALM_MS = 600

Reading = DutyWindow | PlansWindow | SupervisionWindow | CasePage | CameraGrid | ControlWindow
Window = WorkstationWindow | WallWindow | Reading


@dataclass(frozen=True)
class Shot:
    """One picture wanted."""

    view: str
    lang: str
    out: Path


def photograph(drill: Drill, shots: Sequence[Shot], size: tuple[int, int]) -> list[Path]:
    """Open a window for each view, let it come to rest, write its picture; the files written."""
    make_application(shots[0].lang)
    console = Console(drill.session, drill, ticking=False)
    windows: dict[str, Window] = {}
    try:
        for shot in shots:
            language.set_language(shot.lang)
            window = windows.get(shot.view) or _open(console, shot.view)
            windows[shot.view] = window
            window.resize(*size)
            window.show()
            save(window, shot.out)
    finally:
        console.close()
    return [shot.out for shot in shots]


def _open(console: Console, view: str) -> Window:
    if view.startswith("workstation"):
        workstation = console.workstation or console.open_workstation()
        if view == "workstation-cover":
            workstation.show()
            workstation.docks.toggle("cover")
            return workstation
        if view == "workstation-map":
            _ask_the_map(workstation)
            return workstation
        if view == "workstation-roads":
            _point_at_a_road(workstation)
            return workstation
        workstation.incident.tabs.setCurrentIndex(TABS.index(view.removeprefix("workstation").strip("-") or TABS[0]))
        return workstation
    if view == "duty":
        return console.open_duty()
    if view.startswith("plans"):
        return console.plans or _open_plans(console, view)
    if view == "cameras":
        return console.open_cameras()
    if view == "control":
        assert isinstance(console.drill, Drill), "pictures are of a drill"
        return console.open_control(console.drill)
    if view == "supervision":
        return console.open_supervision()
    if view == "case":
        return console.open_case(min(console.session.board.incidents))
    if console.wall is not None:
        console.wall.close()
    wall = console.open_wall()
    if view != "wall":
        wall.hold(Scene(view.removeprefix("wall-")))
    return wall


def _open_plans(console: Console, view: str) -> PlansWindow:
    """The workshop on the plan of the first incident that has one, with a draft of it begun."""
    window = console.open_plans()
    window.show()
    settle(window, Path(view))
    plans = [incident.plan.plan for incident in console.session.board.incidents.values() if incident.plan]
    if plans:
        window.listing.choose(plans[0])
    window.begin_draft()
    settle(window, Path(view))
    window.edit.form.go_to(("levels", 0, "staff", 0, "count"))
    if view == "plans-try":
        window.to_try()
    return window


def _ask_the_map(workstation: WorkstationWindow) -> None:
    """Grids by load, heat, and the way from the first depot to the first incident."""
    session, tools = workstation.link.session, workstation.map_tools
    for what, which in (("grids", "load"), ("show", "heat"), ("show", "reach")):
        tools.do(what, which)
    depots = [depot.position for depot in session.district.depots.values()]
    incident = session.board.incidents[min(session.board.incidents)]
    for place in (*depots[:1], incident.position):
        if place is not None:
            tools.measuring.add(place)


def _point_at_a_road(workstation: WorkstationWindow) -> None:
    """The road in the middle of the map, picked with the keyboard: what can be done about it stands beside it."""
    workstation.show()
    settle(workstation, Path("workstation-roads"))
    workstation.roads.take_tool()
    settle(workstation, Path("workstation-roads"))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        enter = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        QApplication.sendEvent(workstation.focusWidget(), enter)


class Settling(Protocol):
    """A window that knows when everything asked for is on the screen."""

    @property
    def is_settled(self) -> bool:
        """Whether it is."""

    def grab(self) -> QPixmap:
        """What it shows."""


def save(window: Settling, out: Path) -> None:
    """Wait until everything asked for is on the screen, then write the picture."""
    settle(window, out)
    out.parent.mkdir(parents=True, exist_ok=True)
    picture, quality = window.grab(), WEBP_QUALITY if out.suffix.lower() == ".webp" else -1
    if not picture.save(str(out), quality=quality):
        raise StoreUnavailable(f"{out}: the picture cannot be written")


def settle(window: Settling, out: Path) -> None:
    """Wait until everything asked for is on the screen; ``out`` names it when it does not come to rest."""
    waited, calm, step_ms = 0, 0, 50
    while calm < CALM_MS:
        if waited >= PATIENCE_MS:
            raise StoreUnavailable(f"{out}: the window did not come to rest within {PATIENCE_MS // 1000} s")
        pause = QEventLoop()
        QTimer.singleShot(step_ms, pause.quit)
        pause.exec()
        waited += step_ms
        calm = calm + step_ms if window.is_settled else 0
    QApplication.processEvents()
