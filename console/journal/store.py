"""The journal itself: open a file, append under the write lock, read, follow, verify."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from sqlalchemy import Connection, Engine, select

from console.journal import cases, rows, shape, tracks
from console.journal.cases import Case
from console.journal.chain import GENESIS, ChainReport, check
from console.journal.failing import told
from console.journal.lists import Lists
from console.journal.looking_back import LookingBack
from console.journal.opening import MEMORY, open_engine, place_of
from console.journal.projecting import run
from console.journal.resuming import Resumed, resumed
from console.journal.schema import events
from console.model.events import IncidentReported, Pending, Recorded
from console.model.incident import Signal
from console.model.words import Stage


class Writing:
    """One write transaction. Nobody else can append until it ends; it commits when its block does.

    What is appended is written when somebody reads through it, and at the end of the block.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head: tuple[int, str] | None = None
        self._versions: dict[int, int] = {}
        self._stored: list[dict[str, Any]] = []
        self._appended: list[Recorded] = []

    def read_after(self, seq: int) -> list[Recorded]:
        """What was appended after ``seq``, this transaction's own rows included."""
        self.flush()
        return rows.read(self._connection, rows.after(seq))

    def incident_history(self, number: int) -> list[Recorded]:
        """All events of one incident in order."""
        if any(row.incident == number for row in self._appended):
            self.flush()
        return rows.read(self._connection, rows.of_incident(number))

    def incident_of_report(self, source: str, source_number: str) -> int | None:
        """The incident a source's own number belonged to when this transaction began, open or long closed."""
        return cases.of_report(self._connection, source, source_number)

    def append(
        self,
        pendings: Sequence[Pending],
        *,
        at: datetime,
        recorded_at: datetime,
        actor: str,
        seat: str,
        cause: str,
        versions: Mapping[int, int] = MappingProxyType({}),
    ) -> list[Recorded]:
        """Add events in order and return them with seq, version and hash; durable once the block has ended.

        ``at`` is session time, ``recorded_at`` the clock's ``recorded()``; an event without its own
        ``occurred_at`` occurred ``at``. ``versions`` are those of incidents whose last event the caller knows under
        this very lock; the others are looked up. ``BadInput`` when an event could not be read back as it is.
        """
        if not pendings:
            return []
        seq, last = self._head or rows.head(self._connection)
        known = {**versions, **self._versions}
        appended: list[Recorded] = []
        stored: list[dict[str, Any]] = []
        for pending in pendings:
            seq += 1
            version = self._next_version(known, pending)
            row = Recorded(
                seq, pending.incident, version, pending.event, pending.occurred_at or at, at, recorded_at,
                actor, seat, cause, prev=last, hash="",
            )  # fmt: skip
            stored.append(rows.chained(row))
            last = stored[-1]["hash"]
            appended.append(replace(row, hash=last))
        self._head, self._versions = (seq, last), known
        self._stored.extend(stored)
        self._appended.extend(appended)
        return appended

    def _next_version(self, versions: dict[int, int], pending: Pending) -> int:
        number = pending.incident
        if number is None:
            return 0
        if number not in versions:
            new = isinstance(pending.event, IncidentReported)
            versions[number] = 0 if new else rows.last_version(self._connection, number)
        versions[number] += 1
        return versions[number]

    def flush(self) -> None:
        """Write what was appended and not yet written."""
        if not self._stored:
            return
        stored, appended, self._stored, self._appended = self._stored, self._appended, [], []
        rows.add(self._connection, stored)
        run(self._connection, appended)


class Journal(Lists, LookingBack):
    """A durable, hash-chained record of events. May be used from several threads and several processes.

    Every method raises ``StoreUnavailable``, naming the file and what to do, when the store does not work.
    In memory there is one connection only: inside ``writing()`` read through what it gives, not the journal.
    """

    def __init__(self, place: str, engine: Engine) -> None:
        self.place = place
        self._engine = engine
        self._writer = engine.execution_options(writing=True)
        self._watch_lock = threading.Lock()
        self._watched = None if place == MEMORY else engine.raw_connection()

    @classmethod
    def open(cls, where: str | Path, *, wait_ms: int = 5000) -> Self:
        """Open or make the journal at a path, a ``sqlite:///`` address or ``:memory:``.

        ``wait_ms`` is how long to wait for another writer before giving up.
        """
        place = place_of(where)
        return cls(place, open_engine(place, wait_ms))

    def close(self) -> None:
        """Let go of the file."""
        with self._watch_lock:
            if self._watched is not None:
                self._watched.close()
                self._watched = None
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The write lock: committed when the block ends, rolled back when it raises."""
        with told(self.place), self._writer.begin() as connection:
            writing = Writing(connection)
            yield writing
            writing.flush()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.place), self._engine.begin() as connection:
            yield connection

    def read_after(self, seq: int, limit: int | None = None) -> list[Recorded]:
        """The events after ``seq`` in order, at most ``limit`` of them."""
        with self._reading() as connection:
            return rows.read(connection, rows.after(seq, limit))

    def incident_history(self, number: int) -> list[Recorded]:
        """All events of one incident in order."""
        with self._reading() as connection:
            return rows.read(connection, rows.of_incident(number))

    def resuming(self, since: datetime) -> Resumed:
        """What a board needs to go on without folding years: see :class:`console.journal.resuming.Resumed`."""
        with self._reading() as connection:
            return resumed(connection, since)

    def last_seq(self) -> int:
        """The seq of the last event; 0 when there is none."""
        with self._reading() as connection:
            return rows.head(connection)[0]

    def head_hash(self) -> str:
        """The hash of the last event, which stands for the whole journal up to it."""
        with self._reading() as connection:
            return rows.head(connection)[1]

    def data_version(self) -> int:
        """A number that changes whenever anybody, this process included, has committed; cheap enough to poll."""
        with self._watch_lock, told(self.place):
            if self._watched is None:
                return self.last_seq()
            # A connection that never writes: SQLite does not count a connection's own commits.
            cursor = self._watched.cursor()
            try:
                cursor.execute("PRAGMA data_version")
                (found,) = cursor.fetchall()
                return int(found[0])
            finally:
                cursor.close()

    def verify(self, last: int | None = None) -> ChainReport:
        """Read every row, or the ``last`` ones, and check the chain and its head record; stops at the first fault."""
        with self._reading() as connection:
            head = rows.recorded_head(connection)
            before = rows.before(connection, max(0, head[0] - last)) if head and last else (0, GENESIS)
            query = select(events).order_by(events.c.seq)
            query = query.where(events.c.seq > before[0]) if before[0] else query
            found = connection.execute(query.execution_options(yield_per=1000))
            return check((row._asdict() for row in found), head, before)

    def cases(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        stages: Collection[Stage] = (),
        limit: int | None = None,
    ) -> list[Case]:
        """Incidents reported from ``since`` until before ``until``, newest first; no ``stages`` means all."""
        with self._reading() as connection:
            return cases.listed(connection, since=since, until=until, stages=stages, limit=limit)

    def settle(self) -> None:
        """Let the store look at how its cases are spread, if many have come since it last did.

        Seconds for a year of cases; other writers wait for a part of one at a time.
        """
        with self._reading() as connection:
            if not shape.is_due(connection):
                return
        for look in shape.looks():
            with told(self.place), self._writer.begin() as connection:
                for statement in look:
                    connection.exec_driver_sql(statement)
        if self.place != MEMORY:
            self._engine.dispose()  # connections that are open go on with what they knew

    def incident_of_report(self, source: str, source_number: str) -> int | None:
        """The incident a source's own number belongs to; ``None`` when it was never reported."""
        with self._reading() as connection:
            return cases.of_report(connection, source, source_number)

    def add_tracks(self, signals: Iterable[Signal]) -> int:
        """Keep a batch of positions in one transaction; returns how many there were."""
        batch = list(signals)
        if not batch:
            return 0
        with told(self.place), self._writer.begin() as connection:
            return tracks.add(connection, batch)

    def tracks(self, team: str, since: datetime, until: datetime) -> list[Signal]:
        """The track of ``team`` from ``since`` to ``until``, both included, oldest first."""
        with self._reading() as connection:
            return tracks.between(connection, team, since, until)

    def last_signals(self) -> dict[str, Signal]:
        """The last signal of every team that ever sent one."""
        with self._reading() as connection:
            return tracks.last(connection)
