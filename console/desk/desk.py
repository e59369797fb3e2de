"""The desk: ``submit(command)`` is the one road for every change (ARCHITECTURE, the way of one incident)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from console.board.board import Board
from console.board.due import due
from console.board.fold import fold
from console.clock import Clock
from console.desk.decide import decide
from console.desk.decide_reports import keys_of
from console.desk.resume import let_go, recall, resume
from console.errors import Refused
from console.journal.store import Journal
from console.journal.writing import Writing
from console.model.commands import Command
from console.model.events import Pending, Recorded
from console.model.incident import WATCH, Actor

TIDIED_EVERY = timedelta(hours=1)

Follower = Callable[[Sequence[Recorded]], None]


class Desk:
    """Decides under the journal's write lock, so that two seats can never send the same team.

    Nothing counts as done before ``submit`` has returned: it returns the rows as written. It raises
    :class:`console.errors.Refused` with a reason a person can act on, or
    :class:`console.errors.StoreUnavailable` when the journal cannot be written; in both cases nothing changed.
    """

    def __init__(self, journal: Journal, board: Board, clock: Clock) -> None:
        self.journal = journal
        self.board = board
        self.clock = clock
        self._followers: list[Follower] = []
        self._lock = threading.RLock()
        self._tidied: datetime | None = None

    def follow(self, follower: Follower) -> Callable[[], None]:
        """Tell ``follower`` of every batch of new rows; returns the function that stops it."""
        self._followers.append(follower)
        return lambda: self._followers.remove(follower)

    def submit(self, command: Command, by: Actor, cause: str = "") -> tuple[Recorded, ...]:
        """Decide ``command``, write what follows from it, and tell the followers. Returns the new rows."""
        news: tuple[Recorded, ...] = ()
        mine: tuple[Recorded, ...] = ()
        with self._lock:
            try:
                with self.journal.writing() as writing:
                    news = self._take(writing, writing.read_after(self.board.seq))
                    now = self.clock.now()
                    self._prime(writing, command)
                    pending = decide(command, self.board, by, now)
                    recorded = writing.append(
                        pending, at=now, recorded_at=self.clock.recorded(), actor=by.id, seat=by.seat, cause=cause,
                        versions=self._versions(pending),
                    )  # fmt: skip
                mine = self._take(self.journal, recorded)
                return mine
            finally:  # only after the write lock is given back: a follower may submit
                self._tell((*news, *mine))

    def submit_all(self, steps: Iterable[tuple[Command, Actor]]) -> list[tuple[Recorded, ...] | Refused]:
        """Several commands in one transaction, each decided when it is taken from ``steps``, on what those before did.

        One that is refused leaves the others as they are; its refusal is returned in its place. When the journal
        cannot be written nothing of all this happened, and the board is folded anew.
        """
        outcomes: list[tuple[Recorded, ...] | Refused] = []
        with self._lock:
            before = self.board.seq
            try:
                with self.journal.writing() as writing:
                    self._take(writing, writing.read_after(self.board.seq))
                    for command, by in steps:
                        outcomes.append(self._decide(writing, command, by))
            except BaseException:
                self._fold_again(before)
                raise
            if self._followers:
                self._tell(self.journal.read_after(before))
        return outcomes

    def _decide(self, writing: Writing, command: Command, by: Actor) -> tuple[Recorded, ...] | Refused:
        now = self.clock.now()
        self._prime(writing, command)
        try:
            pending = decide(command, self.board, by, now)
        except Refused as refused:
            return refused
        recorded = writing.append(
            pending, at=now, recorded_at=self.clock.recorded(), actor=by.id, seat=by.seat, cause="",
            versions=self._versions(pending),
        )  # fmt: skip
        return self._take(writing, recorded)

    def _versions(self, pending: Sequence[Pending]) -> dict[int, int]:
        """The versions of the incidents concerned: exact, because the board has caught up under the lock."""
        known = self.board.incidents
        return {p.incident: known[p.incident].version for p in pending if p.incident in known}

    def _fold_again(self, seq: int) -> None:
        """Take back what was folded of a transaction that failed: nothing past ``seq`` is in the journal."""
        if self.board.seq > seq:
            fresh = Board(self.board.district)
            resume(self.journal, fresh, self.clock.now())
            fresh.signals, fresh.plan_ground = self.board.signals, self.board.plan_ground
            vars(self.board).update(vars(fresh))

    def _prime(self, source: Writing, command: Command) -> None:
        """Bring onto the board what ``command`` speaks of and what ended too long ago to be there."""
        numbers = [getattr(command, "incident", None), getattr(command, "into", None)]
        for key in keys_of(command):
            if key not in self.board.numbers:
                found = source.incident_of_report(*key)
                if found is not None:
                    self.board.numbers[key] = found
                    numbers.append(found)
        for number in numbers:
            self._bring_back(source, number)

    def _bring_back(self, source: Writing, number: object) -> None:
        """Recall an incident that left the board, and the one it was merged into."""
        known = self.board.incidents
        if isinstance(number, int) and number not in known and number <= self.board.last_number:
            recall(self.board, source.incident_history(number))
        incident = known.get(number) if isinstance(number, int) else None
        if incident is not None and incident.merged_into is not None and incident.merged_into not in known:
            recall(self.board, source.incident_history(incident.merged_into))

    def catch_up(self) -> tuple[Recorded, ...]:
        """Take in what other seats wrote; returns it."""
        with self._lock:
            news = self._take(self.journal, self.journal.read_after(self.board.seq))
            self._tell(news)
            return news

    def copy_board(self) -> Board:
        """A board of one's own that says what the desk's says now; what comes later is told to followers."""
        with self._lock:
            return self.board.copied()

    def resume(self) -> None:
        """Begin where the journal is, folding only what is still running."""
        with self._lock:
            resume(self.journal, self.board, self.clock.now())

    def watch(self) -> int:
        """Submit everything that is due by the clock; returns how many rows that gave. Any number of seats may."""
        written = 0
        with self._lock:
            self._let_go()
            for command in due(self.board, self.clock.now()):
                try:
                    written += len(self.submit(command, WATCH, cause="clock"))
                except Refused:
                    continue  # another seat was quicker: what was due is no longer
        return written

    def _take(self, source: Writing | Journal, rows: Sequence[Recorded]) -> tuple[Recorded, ...]:
        for row in rows:
            number = row.incident
            if number is not None and number not in self.board.incidents and row.version > 1:
                recall(self.board, [old for old in source.incident_history(number) if old.seq < row.seq])
            fold(self.board, row)
        return tuple(rows)

    def _let_go(self) -> None:
        now = self.clock.now()
        if self._tidied is None or now - self._tidied >= TIDIED_EVERY:
            self._tidied = now
            let_go(self.board, now)

    def _tell(self, rows: Sequence[Recorded]) -> None:
        if rows:
            for follower in list(self._followers):
                follower(rows)
