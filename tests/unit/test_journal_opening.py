"""What can go wrong with the file is told in one sentence with the remedy, and nothing is recorded."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from console.app.yearly import load
from console.errors import BadInput, StoreUnavailable
from console.journal.migrate import MIGRATIONS
from console.journal.opening import SAFE_SQLITE, open_engine, require_safe
from console.journal.schema import HEAD, WORDS, tables
from console.journal.store import Journal
from console.model import events as e
from tests.unit.journal_builders import NOON, append, examples, pending


def refused(where: Path | str) -> str:
    with pytest.raises(StoreUnavailable) as caught:
        Journal.open(where, wait_ms=10)
    return str(caught.value)


@pytest.mark.parametrize("length", [1, 40, 99, 100, 511, 512, 5000])
def test_a_text_file_is_refused_and_left_alone(tmp_path: Path, length: int) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("x" * length)
    message = refused(path)
    assert str(path) in message
    assert "not a journal; choose another file" in message
    assert path.read_text() == "x" * length


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert f"journal {tmp_path}: it is a folder" in refused(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert f"the folder {tmp_path / 'gone'} does not exist" in refused(tmp_path / "gone" / "journal.db")


def test_a_folder_that_takes_no_files_is_refused() -> None:
    assert "check that its folder exists and that this user may write there" in refused("/proc/journal.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "may write there" in refused(tmp_path / "journal.db")
    tmp_path.chmod(0o700)


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite.connect(path)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    before = path.read_bytes()
    assert "belongs to another program" in refused(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_becomes_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.touch()
    journal = Journal.open(path)
    assert journal.last_seq() == 0
    journal.close()


def test_a_journal_of_a_newer_console_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    Journal.open(path).close()
    connection = sqlite.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert "written by a newer console (form 9999" in refused(path)


def test_an_old_sqlite_is_refused_with_the_remedy() -> None:
    require_safe(SAFE_SQLITE)
    with pytest.raises(StoreUnavailable, match=r"SQLite 3\.51\.2 .* install the package pysqlite3"):
        require_safe((3, 51, 2))


def test_an_address_of_another_store_is_refused() -> None:
    with pytest.raises(BadInput, match="no store for mysql://"):
        Journal.open("mysql://somewhere/db")


def test_a_path_and_an_address_name_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "a %41 b.db"
    journal = Journal.open(path)
    append(journal, *pending(None, e.TeamInService("FIRE-1")))
    other = Journal.open(f"sqlite:///{path}")
    assert other.last_seq() == 1
    other.close()
    journal.close()


def test_a_locked_journal_says_so_and_records_nothing(tmp_path: Path) -> None:
    first = Journal.open(tmp_path / "journal.db")
    second = Journal.open(tmp_path / "journal.db", wait_ms=10)
    with first.writing():
        with pytest.raises(StoreUnavailable, match=r"journal\.db: another program has been writing"):
            append(second, *pending(None, e.TeamInService("FIRE-1")))
        assert second.last_seq() == 0
    append(second, *pending(None, e.TeamInService("FIRE-1")))
    assert second.last_seq() == 1
    first.close()
    second.close()


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_takes_no_more_says_so_and_records_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    journal = Journal.open(path)
    append(journal, *pending(None, e.TeamInService("FIRE-1")))
    size = max(file.stat().st_size for file in tmp_path.iterdir())
    with no_file_larger_than(size), pytest.raises(StoreUnavailable, match=r"journal\.db: .* nothing was recorded"):
        append(journal, *pending(1001, e.IncidentClosed("x" * 4 * size)))
    assert journal.last_seq() == 1
    append(journal, *pending(None, e.TeamInService("FIRE-2")))
    assert (journal.verify().ok, journal.last_seq()) == (True, 2)
    journal.close()


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    journal = Journal.open(path)
    for number in range(20):
        append(journal, *pending(1001, e.IncidentClosed(f"{number}" * 3000)))
    journal.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xee" * (path.stat().st_size - 8192))
    with pytest.raises(StoreUnavailable, match=r"journal\.db: .*(damaged|verify)"):
        Journal.open(path).read_after(0)


def test_settings_keep_what_was_acknowledged(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "journal.db"), 777)
    with engine.begin() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    engine.dispose()
    assert found == ["wal", 2, 1, 777]


def made_of(connection: Connection) -> dict[str, object]:
    """Tables by their columns, indices by their statement; a column added later stands last."""
    query = "SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE '%alembic_version%'"
    found = [row for row in connection.exec_driver_sql(query) if not row[0].startswith(WORDS)]
    columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('{}')"
    return {
        name: sorted(map(tuple, connection.exec_driver_sql(columns.format(name)))) if kind == "table" else sql
        for name, kind, sql in found
    }


def known_to_us(name: str | None, *_: object) -> bool:
    return not (name or "").startswith(WORDS)


def test_the_migrations_make_the_tables_the_code_knows() -> None:
    engine = open_engine(":memory:", 100)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": known_to_us})
        assert compare_metadata(context, tables) == []
        made = made_of(connection)
    engine.dispose()
    engine = open_engine(":memory:", 100)
    with engine.begin() as connection:
        tables.drop_all(connection)
        tables.create_all(connection)
        known = made_of(connection)
    engine.dispose()
    assert made == known


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_a_journal_of_the_second_form_is_filled_as_if_it_had_been_projected_anew(tmp_path: Path) -> None:
    path = tmp_path / "year.db"
    load(path, 250, None, 6)
    with closing(sqlite.connect(path)) as connection:
        before = connection.execute("SELECT * FROM incidents ORDER BY number").fetchall()
        kept = {row[1] for row in connection.execute("PRAGMA table_info(incidents)")}
        assert {"accepted_by", "closed_by", "reopened", "square"} <= kept
        connection.executescript(
            "DROP INDEX incidents_square; DROP INDEX incidents_complaints; DROP INDEX incidents_figures;"
            "DROP INDEX incidents_accepted_by; DROP INDEX incidents_closed_by; DROP INDEX orders_issued_at;"
            "ALTER TABLE incidents DROP COLUMN accepted_by; ALTER TABLE incidents DROP COLUMN closed_by;"
            "ALTER TABLE incidents DROP COLUMN reopened; ALTER TABLE incidents DROP COLUMN square;"
            "DROP TABLE drill_lead; UPDATE alembic_version SET version_num = '0002'"
        )
    again = Journal.open(path)
    again.close()
    with closing(sqlite.connect(path)) as connection:
        assert connection.execute("SELECT * FROM incidents ORDER BY number").fetchall() == before
        assert connection.execute("SELECT count(*) FROM incidents WHERE reopened > 0").fetchone()[0] > 0


def test_a_journal_of_the_first_form_is_migrated_and_its_lists_filled(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = Journal.open(path)
    append(old, *pending(1001, *examples()))
    before = old.cases()
    old.close()
    with closing(sqlite.connect(path)) as connection:
        connection.executescript(
            "DROP TABLE drill_lead;"
            "DROP TABLE order_loads; DROP TABLE report_words; DROP INDEX incidents_source; DROP INDEX incidents_tier;"
            "DROP INDEX incidents_lead; DROP INDEX incidents_urgency; DROP INDEX incidents_updated_at;"
            "DROP INDEX events_session; DROP INDEX incidents_due_at; DROP INDEX incidents_closed_at;"
            "DROP INDEX incidents_score; DROP INDEX incidents_returns;"
            "DROP INDEX incidents_accepted_by; DROP INDEX incidents_closed_by; DROP INDEX orders_issued_at;"
            "ALTER TABLE incidents DROP COLUMN accepted_by; ALTER TABLE incidents DROP COLUMN closed_by;"
            "DROP INDEX incidents_square; DROP INDEX incidents_complaints; DROP INDEX incidents_figures;"
            "ALTER TABLE incidents DROP COLUMN reopened; ALTER TABLE incidents DROP COLUMN square;"
            "ALTER TABLE incidents DROP COLUMN lead; ALTER TABLE incidents DROP COLUMN due_at;"
            "ALTER TABLE incidents DROP COLUMN handled_at; ALTER TABLE incidents DROP COLUMN cards;"
            "ALTER TABLE orders DROP COLUMN returned_at; UPDATE alembic_version SET version_num = '0001'"
        )
    again = Journal.open(path)
    assert again.cases() == before
    assert again.verify().ok
    assert again.resuming(NOON).rows == again.read_after(0)
    again.close()
