"""``desk``: the workstation on a journal of real work, no drill behind it."""

from __future__ import annotations

import logging
import signal
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.case_list import reading_session
from console.app.display import draw_unseen, has_display, must_be_spoken
from console.app.folders import folders_of
from console.app.guarding import note_journal
from console.app.leading import is_led
from console.app.replays import replays_of
from console.app.starting import look_for_no_rings
from console.app.towning import Workshops
from console.app.wiring import CHECKED_AT_START, learned_from, load_ground, unaltered
from console.app.writing import INTAKE
from console.desk.session import Session
from console.errors import BadInput, StoreUnavailable
from console.journal.place import Where
from console.journal.store import Journal
from console.model.commands import OpenSession
from console.model.incident import Actor
from console.model.words import Mode

if TYPE_CHECKING:
    from console.app.receiving import Receiving
    from console.intake.feed import FeedStatus
    from console.views.wall.letters import Viewing

_log = logging.getLogger(__name__)


def run_desk(
    db: Where, officer: str, seat: str, district: Path | None, lang: str, picture: Path | None,
    watch: Path | None = None, mqtt: str = "",
) -> int:  # fmt: skip
    """Open the workstation on ``db``, or write a picture of it; the exit code."""
    must_be_spoken(lang)
    if not (officer.strip() and seat.strip()):
        raise BadInput("--officer and --seat must not be empty")
    if picture is not None:
        draw_unseen()
    elif not has_display():
        raise BadInput("there is no display here; use --picture FILE")
    note_journal(db)
    session = _of_windows(db, district)
    ways = _ways(session, watch, mqtt, lang or "en") if watch or mqtt else None
    from console.views.application import make_application
    from console.views.opening import Console
    from console.views.photograph import save
    from console.views.running import run_until_closed

    note_district(session)
    application = make_application(lang, own=picture is None)
    console = Console(session, None, ticking=picture is None, officer=Actor(officer, seat))
    console.link.ways = ways
    console.plan_folders = folders_of(session, console.link.actor)
    workshops, replays = Workshops(), replays_of(console)
    console.make_town = workshops.open
    window = console.open_workstation()
    window.show()
    try:
        if picture is None:
            signal.signal(signal.SIGINT, lambda *_: application.quit())
            return run_until_closed(application, console, ways.close if ways else _nothing)
        window.resize(1920, 1080)
        save(window, picture)
        console.close()
        return 0
    finally:
        replays.close()
        workshops.close()


def _of_windows(db: Where, district: Path | None) -> Session:
    """As :func:`_not_led`, for what opens windows: they bring a collector of their own."""
    look_for_no_rings()
    return _not_led(db, district)


def _not_led(db: Where, district: Path | None) -> Session:
    """As :func:`desk_session`; a drill that a controller leads is refused: time would pass in it twice."""
    session = desk_session(db, district)
    if _is_led(session):
        session.journal.close()
        raise BadInput(f"--db: a controller leads a drill on {db}; take part in it with 'join'")
    return session


def _is_led(session: Session) -> bool:
    """Whether the journal is that of a drill which a controller leads now."""
    return session.mode is Mode.DRILL and is_led(session.journal)


def run_live_wall(db: Where, district: Path | None, lang: str, seen: Viewing, *, kiosk: bool) -> int:
    """The wall on the journal of a live desk, which another process may write; the exit code."""
    must_be_spoken(lang)
    if not Journal.is_begun(db):
        raise BadInput(f"--db: there is no journal at {db}")
    if not has_display():
        raise BadInput("there is no display here for a wall")
    look_for_no_rings()
    session, drill = desk_session(db, district), None
    if _is_led(session):
        from console.app.joining import joined

        session.journal.close()
        drill = joined(db, load_ground(district))
        session = drill.session
    from console.views.application import make_application
    from console.views.opening import Console
    from console.views.running import run_until_closed

    application = make_application(lang, own=True)
    console = Console(session, drill, viewing=seen, officer=Actor("wall", "wall"))
    console.open_wall(kiosk=kiosk).showFullScreen()
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    return run_until_closed(application, console, _nothing)


def desk_session(db: Where, district: Path | None) -> Session:
    """The session of a journal, gone on with where it stands; a new live one when there is none."""
    if not Journal.is_begun(db):
        from console.app.taking_in import open_live  # only where there is nothing to go on with

        return open_live(load_ground(district), db)
    session = reading_session(db, district)
    unaltered(session.journal, CHECKED_AT_START)
    session.desk.resume()
    _must_fit(session)
    if session.mode is Mode.DRILL:
        return session
    return replace(session, learned=learned_from(session.journal, session.district, session.clock.now()))


def _must_fit(session: Session) -> None:
    """Refuse a district from which something was taken that still has to do with an open case."""
    board, district = session.board, session.district
    teams = [team for team in (*board.bound, *board.returning, *board.unanswered) if team not in district.teams]
    grids = [i.grid for i in board.open_incidents() if i.grid and i.grid not in district.grids]
    gone = [*(f"team {team}" for team in teams), *(f"grid {grid}" for grid in grids)]
    if gone:
        session.journal.close()
        raise BadInput(
            f"--district: {gone[0]} is not in {district.id} any more, but an open case of this journal needs it;"
            f" put it back ('district edit {district.id}'), and take it away when the case is closed"
        )


def note_district(session: Session) -> None:
    """Write into a live journal that its district was changed since; nothing when it was not."""
    opened, district = session.board.session, session.district
    if session.mode is Mode.LIVE and opened is not None and opened.district_hash != district.content_hash:
        session.desk.submit(OpenSession(Mode.LIVE, district.id, district.content_hash, opened.plan_hashes), INTAKE)


def _nothing() -> None:
    """Nothing is left to do when the windows have closed."""


def receive(db: Where, district: Path | None, watch: Path | None, mqtt: str, lang: str, stop: threading.Event) -> str:
    """Take reports in without a window until ``stop`` is set; what came of it, a line for each way in."""
    session = _not_led(db, district)
    note_district(session)
    ways = _ways(session, watch, mqtt, lang)
    try:
        while not stop.is_set():
            try:
                session.desk.catch_up()
                busy = ways.step()
            except StoreUnavailable as error:
                _log.warning("the journal cannot be written, tried again: %s", error)
                busy = 0
            if not busy:
                stop.wait(1)
        return "\n".join(_told(status) for status in ways.statuses())
    finally:
        ways.close()
        session.journal.close()


def _ways(session: Session, watch: Path | None, mqtt: str, lang: str) -> Receiving:
    from console.app.receiving import Receiving  # a desk without a broker or a folder starts without the client of one

    return Receiving(session, watch, mqtt, lang)


def _told(status: FeedStatus) -> str:
    return (f"{status.name}: {status.new} new, {status.known} known or joined, {status.quiet} quiet, "
            f"{status.refused} refused")  # fmt: skip
