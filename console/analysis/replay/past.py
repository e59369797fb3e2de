"""A journal opened for looking back: one session whose clock, journal and desk stand at the moment looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.analysis.replay.reel import Reel
from console.board.board import Board
from console.clock import ReplayClock
from console.desk.past import PastDesk
from console.desk.session import Session
from console.dispatch.roads.network import RoadNetwork
from console.errors import BadInput
from console.journal.place import name_of, place_of
from console.journal.read_only import PastJournal
from console.model.events import SessionOpened
from console.model.facts import FactKind
from console.model.incident import Signal
from console.model.places import Camera, District
from console.model.plan_shelf import PlanShelf
from console.model.words import Mode

MOST_ROWS = 200_000
"""Rows of one period that are kept in memory: some 13,000 cases with all their steps."""
WHOLE_UP_TO = 50_000
"""Rows before a period that are all read; of more only what a board needs, so that a year opens quickly."""
SIMULATED = "simulated:"


@dataclass(frozen=True, slots=True)
class Seen:
    """One moment: the board, with what every team had told by then."""

    board: Board
    row: int
    moment: datetime


@dataclass
class Past:
    """A session of which every moment of ``reel`` can be looked at, and nothing written."""

    session: Session
    journal: PastJournal
    clock: ReplayClock
    reel: Reel
    opened: SessionOpened
    started_at: datetime  # of the whole journal, whatever the period

    @property
    def name(self) -> str:
        """What the journal is called."""
        return name_of(place_of(self.journal.place))

    @property
    def is_drill(self) -> bool:
        """Whether what is looked at was an exercise."""
        return self.session.mode is Mode.DRILL

    def seen(self, row: int, moment: datetime) -> Seen:
        """The board after the first ``row`` rows of the period, teams as heard at ``moment``; safe on any thread."""
        board = self.reel.board_at(row)
        board.signals = dict(self._heard(moment))
        return Seen(board, row, moment)

    def _heard(self, moment: datetime) -> dict[str, Signal]:
        known = self.session.district.teams
        return {team: signal for team, signal in self.journal.signals_at(moment).items() if team in known}

    def look_at(self, seen: Seen) -> None:
        """Let the whole session stand at this moment; on the thread of whoever shows it."""
        seen.board.plan_ground = self.session.board.plan_ground
        self.clock.go_to(seen.moment)
        self.journal.look_at(seen.board.seq, seen.moment)
        self.session.desk.board = seen.board


def open_past(
    journal: PastJournal, opened: SessionOpened, district: District, shelf: PlanShelf,
    vocabulary: dict[str, FactKind], since: datetime | None, until: datetime | None,
) -> Past:  # fmt: skip
    """The period of ``journal`` from ``since`` to ``until``, the whole of it when left out, standing at its begin.

    Cameras whose pictures are not drawn by the drill are left out: they would show today. Raises :class:`BadInput`
    for a period that is empty, not in the journal, or longer than :data:`MOST_ROWS`.
    """
    then = replace(district, cameras={code: one for code, one in district.cameras.items() if _drawn(one)})
    reel = _reel(journal, then, since, until)
    clock = ReplayClock(reel.begins)
    desk = PastDesk(journal, reel.board_at(0), clock)
    session = Session(
        opened.mode, then, shelf.plans, vocabulary, clock, journal, desk, RoadNetwork(then.roads), unread=shelf.unread
    )
    span = journal.span()
    past = Past(session, journal, clock, reel, opened, span[0] if span else reel.begins)
    past.look_at(past.seen(0, reel.begins))
    return past


def _drawn(camera: Camera) -> bool:
    return camera.source.startswith(SIMULATED)


def _reel(journal: PastJournal, district: District, since: datetime | None, until: datetime | None) -> Reel:
    span = journal.span()
    if span is None:
        raise BadInput(f"{journal.place}: there is nothing in this journal yet")
    first, last, _ = span
    begins, ends = since or first, until or last
    there = f"{district.local(first):%Y-%m-%d %H:%M:%S} to {district.local(last):%Y-%m-%d %H:%M:%S}"
    if begins > last or ends < first:
        raise BadInput(f"--from, --until: nothing is in this period; the journal goes from {there}")
    if begins >= ends and (since or until):
        raise BadInput(f"--from must be before --until; the journal goes from {there}")
    before, upto = journal.seq_before(begins), journal.seq_before(ends + timedelta(microseconds=1))
    if upto - before > MOST_ROWS:
        raise BadInput(
            f"--from, --until: {upto - before:,} rows are in this period, at most {MOST_ROWS:,} can be looked at"
            f" together; name a shorter one within {there}"
        )
    standing = journal.standing(before, whole=before <= WHOLE_UP_TO)
    return Reel(district, standing, journal.between(before, upto), begins, ends)
