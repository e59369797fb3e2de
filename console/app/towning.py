"""``district new`` and ``district edit``: the workshop in which a district is made, and the workstation it leads to."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.display import draw_unseen, has_display, must_be_spoken
from console.app.folders import DEMO_DISTRICT, district_folder, districts_dir, state_dir
from console.app.wiring import Ground, fresh_folder, load_ground
from console.district.where import resource_dir
from console.errors import BadInput, ConsoleError

if TYPE_CHECKING:
    from console.district.workshop.shelf import Shelf
    from console.views.opening import Console
    from console.views.town.window import TownWindow

SEED = 7
SIZE = (1600, 900)
STEPS = ("import", "place", "check", "use")


def shelf() -> Shelf:
    """Where districts and drafts of this user lie."""
    from console.district.workshop.shelf import Shelf  # a desk starts without what districts are made with

    return Shelf(districts_dir(), state_dir() / "drafts", resource_dir() / DEMO_DISTRICT)


def run_workshop(name: Path | None, lang: str, picture: Path | None, step: str) -> int:
    """Open the workshop on a district, or empty; or write a picture of it at a step. The exit code."""
    must_be_spoken(lang)
    if step not in STEPS:
        raise BadInput(f"--step: expected one of {', '.join(STEPS)}, not {step!r}")
    folder = district_folder(name) if name is not None else None
    if picture is None and not has_display():
        raise BadInput("there is no display here; use 'district import' on the command line, or --picture FILE")
    if picture is not None:
        draw_unseen()
    from console.views.application import make_application

    application = make_application(lang, own=picture is None)
    workshops = Workshops()
    window = workshops.open()
    if folder is not None:
        window.open(folder, STEPS.index(step))
    if picture is not None:
        _draw(window, picture)
        return 0
    window.show()
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    try:
        return int(application.exec())
    finally:
        workshops.close()


class Workshops:
    """The workshops opened by this process, and the workstations begun from them."""

    def __init__(self) -> None:
        self._windows: list[TownWindow] = []
        self.begun: list[Console] = []

    def open(self) -> TownWindow:
        """A window without a district yet."""
        from console.views.town.window import TownWindow

        window = TownWindow(shelf())
        window.use_asked.connect(partial(self._use, window))
        self._windows.append(window)
        return window

    def _use(self, window: TownWindow, name: str) -> None:
        window.background.read(partial(load_ground, Path(name)), partial(self._begin, window), window.work.trouble)

    def _begin(self, window: TownWindow, ground: Ground) -> None:
        try:
            self.begun.append(begin_on(ground))
        except ConsoleError as error:
            window.work.trouble(error)

    def close(self) -> None:
        """Stop everything; work that is not saved stays as a draft."""
        for window in self._windows:
            window.shutdown()
        for console in self.begun:
            console.close()


def begin_on(ground: Ground) -> Console:
    """The workstation on the first look of a district; ``ConsoleError`` when nothing could happen there."""
    from console.app.drills import open_drill  # a desk starts without drills
    from console.drill.anywhere import FIRST_LOOK
    from console.views.opening import Console

    where = fresh_folder(FIRST_LOOK) / "journal.db"
    drill = open_drill(ground, FIRST_LOOK, SEED, where, officer=True, cameras=True)
    console = Console(drill.session, drill)
    console.open_workstation().show()
    return console


def _draw(window: TownWindow, out: Path) -> None:
    from console.views.photograph import save

    window.resize(*SIZE)
    window.show()
    save(window, out)
    window.shutdown()
