"""Replays opened from a desk, and what-ifs opened from replays: windows of their own beside those there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.wiring import Ground, fresh_folder
from console.desk.session import Session
from console.errors import BadInput
from console.journal.place import MEMORY, Where, place_of
from console.journal.store import Journal
from console.model.plan_shelf import PlanShelf

if TYPE_CHECKING:
    from console.analysis.replay.past import Past
    from console.drill.drill import Drill
    from console.views.background import Background
    from console.views.opening import Console
    from console.views.replay.screens import PastScreens
    from console.views.replay.window import ReplayWindow


def ground_of(session: Session) -> Ground:
    """What a session stands on, for another one on the same ground."""
    return Ground(session.district, PlanShelf(tuple(session.plans), (), dict(session.unread)), dict(session.vocabulary))


def past_around(db: Where, ground: Ground, number: int | None, now: datetime) -> Past:
    """The time of one incident with a little around it, or the last hour when none is named."""
    from console.analysis.replay.past import open_past  # a desk starts without replays
    from console.app.replaying import AFTER, BEFORE, opening_of, past_journal

    with past_journal(db) as journal:
        opened = opening_of(journal, ground.district)
        rows = Journal.incident_history(journal, number) if number is not None else []
        since = rows[0].at - BEFORE if rows else now - timedelta(hours=1)
        until = min(max(row.at for row in rows) + AFTER, now) if rows else now
        return open_past(journal, opened, ground.district, ground.shelf, ground.vocabulary, since, until)


@dataclass
class WhatIfs:
    """Exercises that go on from moments of replays; each has a journal and windows of its own."""

    ground: Ground
    db: Where
    background: Background
    consoles: list[Console] = field(default_factory=list)

    def serve(self, window: ReplayWindow) -> None:
        """Let the button of a replay begin one."""
        window.what_if_asked.connect(partial(self._begin, window))

    def _begin(self, window: ReplayWindow, moment: datetime, incident: int | None) -> None:
        window.tell_beginning()
        work = partial(self._branch, moment, incident)
        self.background.read(work, partial(self._begun, window), partial(_not_begun, window), tag="what-if")

    def _branch(self, moment: datetime, incident: int | None) -> tuple[Drill, Path]:
        from console.app.branching import branching_at  # a desk starts without drills

        branching = branching_at(self.db, self.ground, moment, None, None, None)
        named = f"what-if-{incident}" if incident is not None else "what-if"
        where = fresh_folder(named) / "journal.db"
        return branching.start(where, None, officer=False, cameras=True), where

    def _begun(self, window: ReplayWindow, made: tuple[Drill, Path]) -> None:
        from console.views.opening import Console

        drill, where = made
        console = Console(drill.session, drill)
        self.consoles.append(console)
        console.open_workstation().show()
        window.tell_begun(str(where))

    def close(self) -> None:
        """Close what is open."""
        for console in self.consoles:
            console.close()


def _not_begun(window: ReplayWindow, error: Exception) -> None:
    window.tell(str(error))


@dataclass
class Replays:
    """Replays that a desk's windows ask for. Each reads the journal through a connection of its own."""

    console: Console
    opened: list[tuple[ReplayWindow, PastScreens]] = field(default_factory=list)
    what_ifs: list[WhatIfs] = field(default_factory=list)  # they go on when their replay is closed

    def ask(self, number: int | None) -> None:
        """Read the incident's time off the GUI thread, then show it; what is wrong is said at the desk."""
        session = self.console.session
        if session.journal.place == MEMORY:
            self._trouble(BadInput("a journal in memory cannot be replayed"))
            return
        work = partial(
            past_around, place_of(session.journal.place), ground_of(session), number, session.clock.now()
        )  # fmt: skip
        self.console.background.read(work, partial(self._show, number), self._trouble, tag="replay")

    def _show(self, number: int | None, past: Past) -> None:
        from console.views.replay.screens import PastScreens
        from console.views.replay.window import ReplayWindow

        window = ReplayWindow(past, self.console.background)
        window.incident_wanted = number
        what_ifs = WhatIfs(ground_of(self.console.session), place_of(past.journal.place), self.console.background)
        what_ifs.serve(window)
        self.what_ifs.append(what_ifs)
        self.opened.append((window, PastScreens(window)))
        window.closed.connect(partial(self._closed, window))
        window.show()

    def _closed(self, window: ReplayWindow) -> None:
        """Let it finish closing first, then let go of its boards and its connection."""
        if not self.console.is_at_rest:
            self.console.background.read(_nothing, partial(self._let_go, window), self._trouble)

    def _let_go(self, window: ReplayWindow, _done: None) -> None:
        self.opened = [one for one in self.opened if one[0] is not window]
        window.link.past.journal.close()
        window.deleteLater()

    def _trouble(self, error: Exception) -> None:
        if self.console.workstation is not None:
            self.console.workstation.notices.refuse(str(error))

    def close(self) -> None:
        """Close every replay and what was opened from it."""
        for what_ifs in self.what_ifs:
            what_ifs.close()
        for window, screens in self.opened:
            screens.close()
            window.close()
            window.link.past.journal.close()


def _nothing() -> None:
    """What is waited for is only the turn."""


def replays_of(console: Console) -> Replays:
    """Let the windows of ``console`` open replays; closed by who asked for them."""
    replays = Replays(console)
    console.make_replay = replays.ask
    return replays
