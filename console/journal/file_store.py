"""A journal's store in a file, or in memory: SQLite."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from console.errors import BadInput
from console.journal import rows, shape
from console.journal.evidence import Evidence, FolderEvidence
from console.journal.failing import told
from console.journal.opening import open_engine
from console.journal.place import MEMORY

_LISTEN_S = 0.2
"""How often a file is looked at for what others wrote."""


class FileStore:
    """See :class:`console.journal.store.Store`. In memory there is one connection only."""

    def __init__(self, path: Path, wait_ms: int) -> None:
        self.place = str(path)
        self.engine = open_engine(self.place, wait_ms)
        self._writer = self.engine.execution_options(writing=True)
        self._watch_lock = threading.Lock()
        in_memory = self.place == MEMORY
        self._watched = None if in_memory else self.engine.raw_connection()
        self.evidence: Evidence | None = None if in_memory else FolderEvidence(path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment."""
        with told(self.place), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction under the write lock."""
        with told(self.place), self._writer.begin() as connection:
            yield connection

    def version(self) -> int:
        """A number that changes with every commit."""
        with self._watch_lock, told(self.place):
            if self._watched is not None:
                # A connection that never writes: SQLite does not count a connection's own commits.
                cursor = self._watched.cursor()
                try:
                    cursor.execute("PRAGMA data_version")
                    (found,) = cursor.fetchall()
                    return int(found[0])
                finally:
                    cursor.close()
        with self.reading() as connection:
            return rows.head(connection)[0]

    def heard(self, timeout_s: float) -> bool:
        """Whether somebody wrote within ``timeout_s``; the file is looked at every now and then."""
        before, until = self.version(), time.monotonic() + timeout_s
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(_LISTEN_S, left))
            if self.version() != before:
                return True
        return False

    def grant(self, seats: Sequence[str], readers: Sequence[str]) -> None:
        """A file's rights are the file system's: ``BadInput`` when a role is named."""
        if seats or readers:
            raise BadInput(f"{self.place}: a file knows no roles; give users rights on the file and its folder")

    def settle(self) -> None:
        """Let SQLite look at how cases are spread, if many have come since it last did; a part at a time."""
        with self.reading() as connection:
            if not shape.is_due(connection):
                return
        for look in shape.looks():
            with self.writing() as connection:
                for statement in look:
                    connection.exec_driver_sql(statement)
        if self.place != MEMORY:
            self.engine.dispose()  # connections that are open go on with what they knew

    def close(self) -> None:
        """Let go of the file."""
        with self._watch_lock:
            if self._watched is not None:
                self._watched.close()
                self._watched = None
        self.engine.dispose()
