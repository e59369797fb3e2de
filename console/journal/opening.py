"""Opens the journal's file: which SQLite, which settings, and whether the file is ours at all."""

from __future__ import annotations

import importlib
import time
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from console.errors import StoreUnavailable
from console.journal.failing import NO_JOURNAL, told, unavailable
from console.journal.migrate import bring_up_to_date, is_current
from console.journal.place import MEMORY

SAFE_SQLITE = (3, 51, 3)
"""Older builds can damage a file that two programs write (the WAL-reset fault)."""

CACHE_KB = 64 * 1024
"""Of the file kept in memory by each connection that needs it; a year of cases has millions of rows."""

SMALLEST_PAGE = 512
_WAL_TRIES = 100
_WAL_PAUSE_S = 0.02


def open_engine(place: str, wait_ms: int) -> Engine:
    """An engine on the journal at ``place``, its tables up to date; ``StoreUnavailable`` when it cannot be used."""
    driver = _driver()
    require_safe(driver.sqlite_version_info)
    if place != MEMORY:
        _require_file(place)
    engine = _engine(place, wait_ms, driver)
    try:
        with told(place):
            settle_tables(engine, engine.execution_options(writing=True), place)
            if place != MEMORY:
                _use_wal(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def settle_tables(reader: Engine, writer: Engine, place: str) -> None:
    """Make or migrate the tables. Reads first, so that opening a journal of today's form never waits for a writer."""
    with reader.begin() as connection:
        if is_current(connection, place):
            return
    with writer.begin() as connection:
        bring_up_to_date(connection, place)


def _driver() -> ModuleType:
    """pysqlite3 with its own SQLite, or the standard library's where that one is not installed."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def require_safe(version: tuple[int, ...]) -> None:
    """Refuse a SQLite that can damage a file two programs write."""
    if version < SAFE_SQLITE:
        raise StoreUnavailable(
            f"SQLite {'.'.join(map(str, version))} can damage a shared journal; at least "
            f"{'.'.join(map(str, SAFE_SQLITE))} is needed: install the package pysqlite3, which brings its own"
        )


def _require_file(place: str) -> None:
    path = Path(place)
    if path.is_dir():
        raise unavailable(place, "it is a folder; name a file in it")
    if not path.parent.is_dir():
        raise unavailable(place, f"the folder {path.parent} does not exist; make it, or choose another")
    # SQLite takes a file of one byte for an empty one. The file is not read here: closing it would let go of
    # every lock this process holds on it.
    if path.exists() and 0 < path.stat().st_size < SMALLEST_PAGE:
        raise unavailable(place, NO_JOURNAL)


def _engine(place: str, wait_ms: int, driver: ModuleType) -> Engine:
    # One connection only in memory: it is the database. Threads take turns on it.
    room: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if place == MEMORY else {"max_overflow": -1}
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: driver.connect(place, isolation_level=None, check_same_thread=False),
        poolclass=QueuePool,
        pool_timeout=wait_ms / 1000,
        **room,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: object) -> None:
        for name, value in (
            ("busy_timeout", wait_ms), ("synchronous", "FULL"), ("foreign_keys", "ON"), ("cache_size", -CACHE_KB),
        ):  # fmt: skip
            connection.execute(f"PRAGMA {name} = {value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _use_wal(engine: Engine) -> None:
    """Switch the file to write-ahead logging, which outlasts the connection."""
    with closing(engine.raw_connection()) as connection:
        for left in reversed(range(_WAL_TRIES)):
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            except engine.dialect.loaded_dbapi.OperationalError as error:
                # SQLite does not wait by itself when two programs make the switch at the same moment.
                if not left or getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY":
                    raise OperationalError("PRAGMA journal_mode = WAL", None, error) from error
                time.sleep(_WAL_PAUSE_S)
            else:
                return
