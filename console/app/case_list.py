"""``cases``: the window of all cases on a journal, without a desk behind it; or a picture of it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.display import draw_unseen, has_display, must_be_spoken
from console.app.starting import look_for_no_rings
from console.app.wiring import load_ground
from console.board.board import Board
from console.clock import Clock, DrillClock, SystemClock
from console.desk.desk import Desk
from console.desk.session import Session
from console.dispatch.roads.network import RoadNetwork
from console.errors import BadInput
from console.journal.place import Where
from console.journal.store import Journal
from console.model.case_filter import CaseFilter, CaseOrder
from console.model.events import SessionOpened
from console.model.words import Mode

if TYPE_CHECKING:
    from console.views.background import Background
    from console.views.cases.window import CasesWindow
    from console.views.figures.window import FiguresWindow


def show_cases(db: Where, district: Path | None, lang: str, picture: Path | None, words: str = "") -> int:
    """Open the list of cases on the journal ``db``, or write a picture of it; the exit code."""

    def opened(session: Session, background: Background) -> CasesWindow:
        from console.views.cases.window import CasesWindow

        window = CasesWindow(session, background)
        window.case_asked.connect(partial(_open_page, session, background))
        if words:
            window.filters.words.setText(words)
            window.ask()
        return window

    return _show(db, district, lang, picture, opened)


def _open_page(session: Session, background: Background, number: int) -> None:
    from console.views.case_page.window import CasePage

    page = CasePage(session, background, number, session.clock.now)
    _pages[number] = page
    page.show()


_pages: dict[int, object] = {}
"""Pages that are open: Qt closes a window that nobody holds."""


def show_figures(
    db: Where, district: Path | None, lang: str, picture: Path | None, page: str, save_as: Path | None
) -> int:
    """Open the figures of the journal ``db``, or write a picture of a page, or its table; the exit code."""

    def opened(session: Session, background: Background) -> FiguresWindow:
        from console.views.figures.pages import PAGES
        from console.views.figures.window import FiguresWindow

        codes = [one.code for one in PAGES]
        if page not in codes:
            raise BadInput(f"--page: expected one of {', '.join(codes)}, not {page!r}")
        window = FiguresWindow(session, background)
        window.tabs.setCurrentIndex(codes.index(page))
        return window

    return _show(db, district, lang, picture or save_as, opened)


Opened = Callable[["Session", "Background"], "CasesWindow | FiguresWindow"]


def _show(db: Where, district: Path | None, lang: str, out: Path | None, opened: Opened) -> int:
    must_be_spoken(lang)
    if out is None and not has_display():
        raise BadInput("there is no display here; use --picture FILE")
    if out is not None:
        draw_unseen()
    look_for_no_rings()
    session = reading_session(db, district)
    from console.views.application import make_application
    from console.views.background import Background

    application, background = make_application(lang, own=out is None), Background()
    try:
        window = opened(session, background)
        window.show()
        if out is not None:
            _draw(window, out)
            return 0
        signal.signal(signal.SIGINT, lambda *_: application.quit())
        return int(application.exec())
    finally:
        background.shutdown()
        session.journal.close()


def reading_session(db: Where, district: Path | None) -> Session:
    """A session on a journal there is already. A drill's clock stands where its journal ends; nothing is folded."""
    if not Journal.is_begun(db):
        raise BadInput(f"--db: there is no journal at {db}")
    ground = load_ground(district)
    journal = Journal.open(db)
    first = journal.read_after(0, 1)
    opened = first[0].event if first else None
    if not isinstance(opened, SessionOpened):
        journal.close()
        raise BadInput(f"--db: {db} holds no session")
    if opened.district != ground.district.id:
        journal.close()
        raise BadInput(f"--db: {db} belongs to district {opened.district!r}; name it with --district")
    clock = _clock(journal, opened.mode)
    desk = Desk(journal, Board(ground.district), clock)
    return Session(
        opened.mode, ground.district, ground.shelf.plans, ground.vocabulary, clock, journal, desk,
        RoadNetwork(ground.district.roads), unread=ground.shelf.unread,
    )  # fmt: skip


def _clock(journal: Journal, mode: Mode) -> Clock:
    if mode is Mode.LIVE:
        return SystemClock()
    last = journal.find(CaseFilter(), SystemClock().now(), CaseOrder.UPDATED, size=1)
    return DrillClock(last[0].updated_at if last else SystemClock().now())


def _draw(window: CasesWindow | FiguresWindow, out: Path) -> None:
    """Wait until everything asked for is on the screen, then write the picture or the table."""
    from console.views.photograph import PICTURES, save, settle

    window.resize(1920, 1080)
    if out.suffix.lower() not in PICTURES:
        settle(window, out)
        window.save_as(out)
        settle(window, out)
        if not out.is_file():
            raise BadInput(f"{out}: was not written: {window.told}")
    else:
        save(window, out)
