"""``replay`` with its windows, or a picture of them."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from console.analysis.replay.comparing import key_of
from console.analysis.replay.past import Past
from console.app.display import draw_unseen, has_display, must_be_spoken
from console.app.replaying import moment_of, past_of, span_of_incident
from console.app.replays import WhatIfs, ground_of
from console.app.wiring import load_ground
from console.errors import BadInput
from console.journal.place import Where

if TYPE_CHECKING:
    from console.views.replay.screens import PastScreens
    from console.views.replay.window import ReplayWindow

ALIGNED = ("start", "incident")


@dataclass(frozen=True)
class Wanted:
    """What was asked for at the command line."""

    db: Where
    since: str = ""
    until: str = ""
    against: Where | None = None
    align: str = "start"
    incident: int | None = None
    at: str = ""
    screen: str = ""
    district: Path | None = None
    lang: str = ""
    picture: Path | None = None


def show_replay(wanted: Wanted) -> int:
    """Open the replay, or write a picture; the exit code. :class:`BadInput` names the option that is wrong."""
    must_be_spoken(wanted.lang)
    if wanted.align not in ALIGNED:
        raise BadInput(f"--align: expected {' or '.join(ALIGNED)}, not {wanted.align!r}")
    if wanted.picture is None and not has_display():
        raise BadInput("there is no display here; use --picture FILE")
    if wanted.picture is not None:
        draw_unseen()
    from console.views.replay.screens import SCREENS

    if wanted.screen and wanted.screen not in SCREENS:
        raise BadInput(f"--screen: expected one of {', '.join(SCREENS)}, not {wanted.screen!r}")
    with ExitStack() as stack:
        past, other = _opened(wanted, stack)
        at = moment_of(wanted.at, "--at", past.session.district, past.reel.begins) or past.reel.begins
        if not past.reel.begins <= at <= past.reel.ends:
            raise BadInput("--at: this moment is not in the period")
        return _show(wanted, past, other, at)


def _opened(wanted: Wanted, stack: ExitStack) -> tuple[Past, Past | None]:
    ground = load_ground(wanted.district)
    since, until = wanted.since, wanted.until
    if wanted.incident is not None and not since and not until:
        since, until = span_of_incident(wanted.db, ground, wanted.incident)
    past = past_of(wanted.db, ground, since, until)
    stack.callback(past.journal.close)
    if wanted.incident is not None and all(row.incident != wanted.incident for row in past.reel.rows):
        raise BadInput(f"--incident: nothing happened to incident {wanted.incident} in this period of {wanted.db}")
    if wanted.against is None:
        return past, None
    other = past_of(wanted.against, ground, option="--against")
    stack.callback(other.journal.close)
    return past, other


def offset_of(past: Past, other: Past, align: str, incident: int | None) -> timedelta:
    """How much later the other run's time is: by when both sessions began, or when both had an incident reported."""
    if align == "start" or incident is None:
        return other.started_at - past.started_at
    ends = [run.reel.board_at(len(run.reel.rows)) for run in (past, other)]
    mine = ends[0].incidents.get(incident)
    theirs = next((i for i in ends[1].incidents.values() if mine is not None and key_of(i) == key_of(mine)), None)
    if mine is None or theirs is None:
        raise BadInput(f"--align incident: incident {incident} is not in both runs")
    return theirs.reported_at - mine.reported_at


def _show(wanted: Wanted, past: Past, other: Past | None, at: datetime) -> int:
    from console.views.application import make_application
    from console.views.background import Background
    from console.views.replay.screens import PastScreens
    from console.views.replay.window import ReplayWindow

    application, background = make_application(wanted.lang, own=wanted.picture is None), Background()
    offset = offset_of(past, other, wanted.align, wanted.incident) if other is not None else timedelta(0)
    window = ReplayWindow(past, background, other, offset)
    screens = PastScreens(window)
    what_ifs = WhatIfs(ground_of(past.session), wanted.db, background)
    what_ifs.serve(window)
    try:
        window.link.go_to(at)
        window.incident_wanted = wanted.incident
        if wanted.picture is not None:
            _picture(window, screens, wanted, wanted.picture)
            return 0
        window.show()
        if wanted.screen:
            window.screen_asked.emit(wanted.screen, wanted.incident)
        signal.signal(signal.SIGINT, lambda *_: application.quit())
        return int(application.exec())
    finally:
        what_ifs.close()
        window.shutdown()
        screens.close()
        background.shutdown()


def _picture(window: ReplayWindow, screens: PastScreens, wanted: Wanted, out: Path) -> None:
    from console.views.photograph import save, settle
    from console.views.replay.lists_then import LISTS

    window.show()
    settle(window, out)
    if not wanted.screen:
        save(window, out)
        return
    lists = wanted.screen in LISTS
    shown = screens.lists.now(wanted.screen) if lists else screens.open(wanted.screen, window.chosen)
    if shown is None:
        raise BadInput(f"--screen {wanted.screen}: {window.said.text()}")
    shown.resize(1920, 1080)
    save(shown, out)
