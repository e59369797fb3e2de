"""A journal's store on a PostgreSQL server: several seats, each on a machine of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from console.errors import StoreUnavailable
from console.journal import rows
from console.journal.dialect import CHANNEL
from console.journal.failing import remedy_of, told, unavailable
from console.journal.granting import grant
from console.journal.migrate import is_begun, is_current
from console.journal.opening import settle_tables
from console.journal.place import Address
from console.journal.reaching import Reaching, must_serve, reader_of, server_engine
from console.journal.server_evidence import ServerEvidence

if TYPE_CHECKING:
    import psycopg


class CommitUnknown(StoreUnavailable):
    """The server went away between being told to commit and saying that it had."""


class ServerStore:
    """See :class:`console.journal.store.Store`. Every method may wait for the server: none is for the GUI thread.

    ``read_only`` looks at what is there, whatever its form: the server itself refuses every change.
    """

    def __init__(self, address: Address, wait_ms: int, *, read_only: bool = False) -> None:
        self.place = str(address)
        self._reaching = Reaching(address, wait_ms)
        self.engine = server_engine(self._reaching, wait_ms)
        self._reader = reader_of(self.engine)
        # A transaction that is read only is held to it by the server, whoever asks through it.
        self._writer = self.engine.execution_options(writing=True, postgresql_readonly=read_only)
        self._ear_lock = threading.Lock()
        self._ear: psycopg.Connection[Any] | None = None
        self.evidence = ServerEvidence(self)
        try:
            with self.reading() as connection:
                must_serve(connection, self.place)
            if not read_only:
                with told(self.place):
                    settle_tables(self._reader, self._writer, self.place)
        except BaseException:
            self.engine.dispose()
            raise

    def is_begun(self) -> bool:
        """Whether there is a journal; another program's tables are refused."""
        with self.reading() as connection:
            return is_begun(connection, self.place)

    def must_be_current(self) -> None:
        """``StoreUnavailable`` when its tables are not of the form this console knows."""
        with self.reading() as connection:
            if not is_current(connection, self.place):
                raise unavailable(
                    self.place,
                    "its tables are of another form than this console knows, and looking back changes nothing; let"
                    " their owner run 'journal make', or update this console",
                )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment."""
        with told(self.place), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction under the write lock; :class:`CommitUnknown` when its end was not heard."""
        with told(self.place), self._writer.connect() as connection:
            transaction = connection.begin()
            try:
                yield connection
            except BaseException:
                transaction.rollback()
                raise
            try:
                transaction.commit()
            except DBAPIError as error:
                if error.connection_invalidated:
                    raise CommitUnknown(
                        f"journal {self.place}: {remedy_of(error.orig, is_lost=True)}; it is not known whether the"
                        " last step was recorded: it is shown if it was"
                    ) from error
                raise

    def version(self) -> int:
        """A number that changes whenever events were committed."""
        with self.reading() as connection:
            return rows.head(connection)[0]

    def heard(self, timeout_s: float) -> bool:
        """Whether somebody wrote within ``timeout_s``: the server tells the ear."""
        with self._ear_lock, self._told():
            if self._ear is None:
                self._ear = self._reaching.connect(autocommit=True)
                self._ear.execute(f"LISTEN {CHANNEL}")
                return True  # something may have been said before
            return any(True for _ in self._ear.notifies(timeout=timeout_s, stop_after=1))

    @contextmanager
    def _told(self) -> Iterator[None]:
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            self._deafen()
            raise unavailable(self.place, remedy_of(error, is_lost=True)) from error

    def _deafen(self) -> None:
        if self._ear is not None:
            self._ear.close()
            self._ear = None

    def grant(self, seats: Sequence[str], readers: Sequence[str]) -> None:
        """Give roles their rights on the tables; see :func:`console.journal.granting.grant`."""
        with self.writing() as connection:
            grant(connection, seats, readers)

    def settle(self) -> None:
        """A server looks by itself at how its cases are spread (autovacuum)."""

    def close(self) -> None:
        """Let go of the server."""
        with self._ear_lock:
            self._deafen()
        self.evidence.close()
        self.engine.dispose()
