"""Reaching a PostgreSQL server: how, when again after it did not answer, and what it must be."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from console.journal.dialect import APPLICATION
from console.journal.failing import door_remedy, unavailable
from console.journal.place import Address

if TYPE_CHECKING:
    import psycopg

OLDEST_SERVER = 14
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 5.0
"""How long a server that did not answer is left alone: twice as long each time, so that nobody waits for it long."""
CONNECTIONS = 8
"""At most, by one seat: its writer, its readers, its ear."""
_HELD_TOO_LONG_S = 60
"""The server takes the write lock from a seat that has gone silent with it."""
_SILENT = {"idle": 5, "interval": 2, "count": 3}
"""Seconds after which a peer that says nothing is asked, asked again, and how often before it counts as gone."""

# Nobody else writes to this journal until the transaction ends; every journal of a database has a lock of its own.
_LOCK = text(f"SELECT pg_advisory_xact_lock({int.from_bytes(APPLICATION)}, hashtext(current_schema()))")


class Reaching:
    """Connects to one server. While a pause lasts it fails at once, with what went wrong the last time."""

    def __init__(self, address: Address, wait_ms: int, now: Callable[[], float] = time.monotonic) -> None:
        self._address, self._wait_ms, self._now = address, wait_ms, now
        self._lock = threading.Lock()
        self._pause_s, self._until, self._said = 0.0, 0.0, ""

    def connect(self, **changes: Any) -> psycopg.Connection[Any]:
        """A new connection; ``StoreUnavailable`` says what to do when there is none."""
        import psycopg

        with self._lock:
            left = self._until - self._now()
            if left > 0:
                raise unavailable(str(self._address), self._said)
        try:
            made = psycopg.connect(**{**self._settings(), **changes})
        except psycopg.ProgrammingError as error:
            raise unavailable(str(self._address), f"the address cannot be read ({error})") from error
        except (psycopg.Error, UnicodeError) as error:
            self._failed(door_remedy(error))
            raise unavailable(str(self._address), self._said) from error
        with self._lock:
            self._pause_s = 0.0
        return made

    def _failed(self, remedy: str) -> None:
        with self._lock:
            self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2 or FIRST_PAUSE_S)
            self._until, self._said = self._now() + self._pause_s, remedy

    def _settings(self) -> dict[str, Any]:
        from psycopg.conninfo import conninfo_to_dict

        named = conninfo_to_dict(str(self._address))
        ours = {
            "lock_timeout": f"{self._wait_ms}ms", "idle_in_transaction_session_timeout": f"{_HELD_TOO_LONG_S}s",
            "synchronous_commit": "on", **{f"tcp_keepalives_{name}": value for name, value in _SILENT.items()},
        }  # fmt: skip
        options = " ".join([f"-c {name}={value}" for name, value in ours.items()] + [str(named.get("options", ""))])
        return {
            "connect_timeout": max(2, self._wait_ms // 1000), "application_name": "dispatch-console", "keepalives": 1,
            **{f"keepalives_{name}": value for name, value in _SILENT.items()},
            "tcp_user_timeout": 1000 * (_SILENT["idle"] + _SILENT["interval"] * _SILENT["count"]),
            **named, "options": options, "client_encoding": "UTF8",
        }  # fmt: skip


def server_engine(reaching: Reaching, wait_ms: int) -> Engine:
    """An engine whose connections are looked at before they are used: a server may have been started anew."""
    engine = create_engine(
        "postgresql+psycopg://", creator=reaching.connect, poolclass=QueuePool, pool_size=CONNECTIONS // 2,
        max_overflow=CONNECTIONS // 2, pool_timeout=wait_ms / 1000, pool_pre_ping=True,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            connection.execute(_LOCK)

    return engine


def reader_of(engine: Engine) -> Engine:
    """The same, for transactions that only read and see one moment throughout."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def must_serve(connection: Connection, place: str) -> None:
    """Refuse a server that is too old or whose database does not keep every letter; ``StoreUnavailable`` says which."""
    number = int(str(connection.scalar(text("SHOW server_version_num"))))
    if number < OLDEST_SERVER * 10_000:
        raise unavailable(place, f"PostgreSQL {number // 10_000} is too old; {OLDEST_SERVER} or newer is needed")
    coding = connection.scalar(text("SHOW server_encoding"))
    if coding != "UTF8":
        raise unavailable(place, f"its database keeps letters as {coding}; make one with ENCODING 'UTF8'")
    if connection.scalar(text("SELECT current_schema()")) is None:
        raise unavailable(
            place,
            "no schema that this user may use; let its owner run 'journal make --desk ROLE'",
        )
