"""``desk``: the workstation on a journal of real work, no drill behind it."""

from __future__ import annotations

import signal
from pathlib import Path

from console.app.case_list import reading_session
from console.app.display import draw_unseen, has_display
from console.app.taking_in import open_live
from console.app.wiring import CHECKED_AT_START, load_ground, unaltered
from console.desk.session import Session
from console.errors import BadInput
from console.model.incident import Actor
from console.phrase import LANGUAGES


def run_desk(db: Path, officer: str, seat: str, district: Path | None, lang: str, picture: Path | None) -> int:
    """Open the workstation on ``db``, or write a picture of it; the exit code."""
    if lang and lang not in LANGUAGES:
        raise BadInput(f"--lang: expected {' or '.join(LANGUAGES)}, not {lang!r}")
    if not (officer.strip() and seat.strip()):
        raise BadInput("--officer and --seat must not be empty")
    if picture is None and not has_display():
        raise BadInput("there is no display here; use --picture FILE")
    if picture is not None:
        draw_unseen()
    session = desk_session(db, district)
    from console.views.opening import Console, make_application, run_until_closed
    from console.views.photograph import save

    application = make_application(lang)
    console = Console(session, None, ticking=picture is None, officer=Actor(officer, seat))
    window = console.open_workstation()
    window.show()
    if picture is not None:
        window.resize(1920, 1080)
        save(window, picture)
        console.close()
        return 0
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    return run_until_closed(application, console, _nothing)


def desk_session(db: Path, district: Path | None) -> Session:
    """The session of a journal, gone on with where it stands; a new live one when there is none."""
    if not db.is_file():
        return open_live(load_ground(district), db)
    session = reading_session(db, district)
    unaltered(session.journal, CHECKED_AT_START)
    session.desk.resume()
    return session


def _nothing() -> None:
    """Nothing is left to do when the windows have closed."""
