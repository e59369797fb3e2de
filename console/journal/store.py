"""The journal itself: open it in a file or on a server, append under the write lock, read, follow, verify."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from typing import Protocol, Self

from sqlalchemy import Connection, Engine, select

from console.errors import StoreUnavailable
from console.journal import cases, rows, tracks
from console.journal.cases import Case
from console.journal.chain import GENESIS, ChainReport, check
from console.journal.evidence import Evidence
from console.journal.failing import unavailable
from console.journal.file_store import FileStore
from console.journal.leading import Leading
from console.journal.lists import Lists
from console.journal.looking_back import LookingBack
from console.journal.place import Address, Where, place_of
from console.journal.resuming import Resumed, resumed
from console.journal.schema import events
from console.journal.server_store import CommitUnknown, ServerStore
from console.journal.writing import Writing
from console.model.events import Recorded
from console.model.incident import Signal
from console.model.words import Stage

WAIT_MS = 5000


class Store(Protocol):
    """A database that holds a journal: :class:`FileStore` or :class:`ServerStore`.

    ``place`` is its name for people, ``evidence`` where its evidence is kept, if it keeps any.
    """

    place: str
    engine: Engine

    @property
    def evidence(self) -> Evidence | None:
        """Where evidence is kept; ``None`` when nowhere."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one moment."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction during which nobody else writes; committed when its block ends."""
        ...

    def version(self) -> int:
        """A number that changes whenever events were committed."""
        ...

    def heard(self, timeout_s: float) -> bool:
        """Whether somebody has written, waiting for it as long as ``timeout_s``."""
        ...

    def grant(self, seats: Sequence[str], readers: Sequence[str]) -> None:
        """Give roles their rights."""
        ...

    def settle(self) -> None:
        """Let the database look at how its cases are spread."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Journal(Lists, LookingBack, Leading):
    """A durable, hash-chained record of events. May be used from several threads and several processes.

    Every method raises ``StoreUnavailable``, naming file or server and what to do, when the store does not work.
    In memory there is one connection only: inside ``writing()`` read through what it gives, not the journal.
    """

    def __init__(self, store: Store) -> None:
        self.place = store.place
        self.evidence = store.evidence
        self._store = store
        self._reading, self._changing = store.reading, store.writing

    @classmethod
    def open(cls, where: str | Where, *, wait_ms: int = WAIT_MS) -> Self:
        """Open or make the journal at a path, an address of a server, or ``:memory:``.

        ``wait_ms`` is how long to wait for another writer, or for the server, before giving up.
        """
        place = place_of(where)
        return cls(ServerStore(place, wait_ms) if isinstance(place, Address) else FileStore(place, wait_ms))

    @staticmethod
    def is_begun(where: Where) -> bool:
        """Whether there is a journal; nothing is made."""
        if not isinstance(where, Address):
            return where.is_file()
        store = ServerStore(where, WAIT_MS, read_only=True)
        try:
            return store.is_begun()
        finally:
            store.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        self._store.close()

    def grant(self, seats: Sequence[str], readers: Sequence[str]) -> None:
        """Let the roles of ``seats`` work on it and those of ``readers`` look; ``BadInput`` where no roles are."""
        self._store.grant(seats, readers)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The write lock: committed when the block ends, rolled back when it raises."""
        writing: Writing | None = None
        try:
            with self._store.writing() as connection:
                writing = Writing(connection)
                yield writing
                writing.flush()
        except CommitUnknown as unknown:
            self._look_up(writing.head if writing is not None else None, unknown)

    def _look_up(self, head: tuple[int, str] | None, unknown: CommitUnknown) -> None:
        """Return when ``head`` was committed after all; looked for under the lock, when nobody is committing any more.

        Raises ``StoreUnavailable`` when it was not, and ``unknown`` when that cannot be found out.
        """
        if head is None:
            return  # nothing was to be written
        try:
            with self._store.writing() as connection:
                was_committed = rows.before(connection, head[0]) == head
        except StoreUnavailable:
            raise unknown from None
        if not was_committed:
            raise unavailable(self.place, "the server went away before it had the last step; do it again") from unknown

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
        """A number that changes whenever anybody, this process included, has appended; cheap enough to poll."""
        return self._store.version()

    def heard(self, timeout_s: float) -> int:
        """The last seq once somebody has appended within ``timeout_s``; 0 when nobody has. Waits."""
        return self.last_seq() if self._store.heard(timeout_s) else 0

    def verify(self, last: int | None = None) -> ChainReport:
        """Read every row, or the ``last`` ones, and check the chain and its head record; stops at the first fault."""
        with self._reading() as connection:
            head = rows.recorded_head(connection)
            before = rows.before(connection, max(0, head[0] - last)) if head and last else (0, GENESIS)
            query = select(events).order_by(events.c.seq)
            query = query.where(events.c.seq > before[0]) if before[0] else query
            with closing(connection.execute(query.execution_options(yield_per=1000))) as found:
                names = tuple(found.keys())
                return check((dict(zip(names, row, strict=True)) for row in found), head, before)

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
        self._store.settle()

    def incident_of_report(self, source: str, source_number: str) -> int | None:
        """The incident a source's own number belongs to; ``None`` when it was never reported."""
        with self._reading() as connection:
            return cases.of_report(connection, source, source_number)

    def add_tracks(self, signals: Iterable[Signal]) -> int:
        """Keep a batch of positions in one transaction; returns how many there were."""
        batch = list(signals)
        if not batch:
            return 0
        with self._store.writing() as connection:
            return tracks.add(connection, batch)

    def tracks(self, team: str, since: datetime, until: datetime) -> list[Signal]:
        """The track of ``team`` from ``since`` to ``until``, both included, oldest first."""
        with self._reading() as connection:
            return tracks.between(connection, team, since, until)

    def last_signals(self) -> dict[str, Signal]:
        """The last signal of every team that ever sent one."""
        with self._reading() as connection:
            return tracks.last(connection)
