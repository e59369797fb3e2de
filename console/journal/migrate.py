"""Brings a journal's tables to the form this console knows, in the one transaction of the caller."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from console.journal.dialect import known_to
from console.journal.failing import unavailable
from console.journal.filling import fill_from_0002
from console.journal.projecting import project_again
from console.journal.schema import HEAD, first_head, server_tables, tables

MIGRATIONS = Path(__file__).parent / "migrations"
FIGURES = "0004"
"""The form that last added columns made from the events: later ones have them filled."""


def is_current(connection: Connection, place: str) -> bool:
    """Whether the tables are of the newest form; another program's are refused with ``StoreUnavailable``."""
    known = known_to(connection)
    names = known.tables(connection)
    if names and not ("alembic_version" in names and known.is_ours(connection)):
        raise unavailable(place, "it belongs to another program; choose another one")
    return bool(names) and _stored_version(connection) == HEAD


def is_begun(connection: Connection, place: str) -> bool:
    """Whether there is a journal of whatever form; another program's tables are refused."""
    return is_current(connection, place) or bool(known_to(connection).tables(connection))


def bring_up_to_date(connection: Connection, place: str) -> None:
    """Make or migrate the tables; a journal of a newer form is refused with ``StoreUnavailable``."""
    if is_current(connection, place):
        return
    stored = _stored_version(connection)
    if stored is None and connection.dialect.name != "sqlite":
        _make(connection)
        return
    # Imported only here: a journal that is up to date opens without alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored is not None and stored not in known:
        raise unavailable(place, f"it was written by a newer console (form {stored}, known {HEAD}); update this one")
    known_to(connection).mark(connection)
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    if stored == "0001":
        project_again(connection)
    elif stored is not None and stored < FIGURES:
        fill_from_0002(connection)


def _make(connection: Connection) -> None:
    """The tables of today in a database that never had older ones: servers came with form 0004."""
    tables.create_all(connection)
    server_tables.create_all(connection)
    connection.execute(first_head())
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:form)"), {"form": HEAD})
    known_to(connection).mark(connection)


def _stored_version(connection: Connection) -> str | None:
    if "alembic_version" not in known_to(connection).tables(connection):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found
