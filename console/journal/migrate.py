"""Brings a journal's tables to the form this console knows, in the one transaction of the caller."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from console.journal.failing import unavailable
from console.journal.filling import fill_from_0002
from console.journal.projecting import project_again
from console.journal.schema import APPLICATION_ID, HEAD

MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(connection: Connection, place: str) -> bool:
    """Whether the tables are of the newest form; another program's file is refused with ``StoreUnavailable``."""
    names = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
    if names and not (ours and "alembic_version" in names):
        raise unavailable(place, "it belongs to another program; choose another file")
    return bool(names) and _stored_version(connection) == HEAD


def bring_up_to_date(connection: Connection, place: str) -> None:
    """Make or migrate the tables; a journal of a newer form is refused with ``StoreUnavailable``."""
    if is_current(connection, place):
        return
    # Imported only here: a journal that is up to date opens without alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    stored = _stored_version(connection)
    if stored is not None and stored not in known:
        raise unavailable(place, f"it was written by a newer console (form {stored}, known {HEAD}); update this one")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    if stored == "0001":
        project_again(connection)
    elif stored is not None:
        fill_from_0002(connection)


def _stored_version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found
