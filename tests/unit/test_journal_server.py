"""What is a server's own: who may do what, passwords, servers that go away, commits whose end nobody heard."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from console.cli.main import main
from console.errors import BadInput, StoreUnavailable
from console.journal.failing import door_remedy, remedy_of
from console.journal.place import Address, where
from console.journal.reaching import FIRST_PAUSE_S, LONGEST_PAUSE_S, Reaching
from console.journal.store import Journal
from console.model import events as e
from tests.pg_server import PgServer
from tests.stores import Place, lent, on
from tests.unit.journal_builders import NOON, append, examples, pending


@pytest.fixture
def served(server: PgServer) -> Iterator[Place]:
    yield from lent(server)


def as_role(place: Place, role: str) -> Address:
    assert place.server is not None
    return Address(place.server.address(place.schema, user=role))


@pytest.fixture(scope="module")
def shared(_server_or_why: PgServer | str) -> Place:
    """A journal made by its owner for a desk, a reader and a guarded role with a password."""
    if isinstance(_server_or_why, str):
        pytest.skip(_server_or_why)
    _server_or_why.run(
        "CREATE ROLE desk LOGIN", "CREATE ROLE reader LOGIN", "CREATE ROLE stranger LOGIN",
        "CREATE ROLE guarded LOGIN PASSWORD 'correct horse'",
    )  # fmt: skip
    place = on(_server_or_why)
    with pytest.raises(StoreUnavailable, match="let its owner run 'journal make --desk ROLE'"):
        Journal.open(as_role(place, "desk"))
    with suppress(SystemExit):
        main(["journal", "make", "--db", str(place.where), "--desk", "desk", "--desk", "guarded", "--reader", "reader"])
    return place


def test_a_desks_role_can_do_a_desks_work_and_change_no_event(shared: Place) -> None:
    with closing(Journal.open(as_role(shared, "desk"))) as journal:
        append(journal, *pending(1001, *examples()))
        assert journal.evidence is not None
        journal.evidence.keep(b"%PDF-")
        assert journal.keep_lead(journal.take_lead("1", NOON))
        assert journal.verify().ok
    assert shared.server is not None
    with psycopg.connect(str(as_role(shared, "desk"))) as connection:
        for statement in ("UPDATE events SET actor = 'x'", "DELETE FROM events", "TRUNCATE events", "DROP TABLE meta"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()


def test_a_readers_role_looks_and_writes_nothing(shared: Place) -> None:
    with closing(Journal.open(as_role(shared, "reader"))) as journal:
        assert journal.verify().ok
        assert journal.lead() is not None
        for write in (
            partial(append, journal, *pending(None, e.TeamInService("T1"))),
            partial(journal.take_lead, "2", NOON),
        ):
            with pytest.raises(StoreUnavailable, match="lacks a right"):
                write()


def test_a_stranger_is_told_and_sees_nothing(shared: Place) -> None:
    with pytest.raises(StoreUnavailable, match="no schema that this user may use"):
        Journal.open(as_role(shared, "stranger"))


def test_a_password_comes_from_the_password_file_and_never_from_an_address(
    shared: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shared.server is not None
    address = as_role(shared, "guarded")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    with pytest.raises(StoreUnavailable, match=r"put the right password into the password file|no password supplied"):
        Journal.open(address)
    secret = tmp_path / "pgpass"
    secret.write_text("*:*:*:guarded:correct horse\n")
    secret.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(secret))
    with closing(Journal.open(address)) as journal:
        assert "correct horse" not in journal.place
    with_secret = "postgresql://guarded:correct%20horse@localhost/postgres"
    with pytest.raises(SystemExit) as ended:
        main(["journal", "verify", "--db", with_secret])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert "must hold no password" in said.err
    assert "horse" not in said.err + said.out


@pytest.mark.parametrize(
    "address", ["postgresql://h/d?password=x", "postgres://u:p@h/d", "postgresql://[::1/d", "oracle://h"]
)
def test_an_address_that_cannot_be_used_is_bad_input(address: str) -> None:
    with pytest.raises(BadInput, match="--db"):
        where(address)


def test_an_address_without_a_password_is_taken_as_it_is() -> None:
    assert where("postgresql://u@h:5433/d?sslmode=verify-full") == Address(
        "postgresql://u@h:5433/d?sslmode=verify-full"
    )
    assert where("night.db") == Path("night.db")


def test_a_server_of_another_program_is_left_alone(server: PgServer) -> None:
    place = on(server)
    server.run("CREATE TABLE alembic_version (version_num text)", schema=place.schema)
    with pytest.raises(StoreUnavailable, match="belongs to another program"):
        Journal.open(place.where)
    with pytest.raises(StoreUnavailable, match="belongs to another program"):
        Journal.is_begun(place.where)
    assert place.look("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == [(1,)]


def test_looking_for_a_journal_makes_none(server: PgServer) -> None:
    place = on(server)
    assert not Journal.is_begun(place.where)
    with pytest.raises(SystemExit) as ended:
        main(["journal", "verify", "--db", str(place.where)])
    assert ended.value.code == 2
    assert place.look("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == [(0,)]


def test_another_writer_is_waited_for_and_then_named(served: Place) -> None:
    with closing(Journal.open(served.where)) as first, closing(Journal.open(served.where, wait_ms=50)) as second:
        with first.writing(), pytest.raises(StoreUnavailable, match="another program has been writing"):
            append(second, *pending(None, e.TeamInService("T1")))
        append(second, *pending(None, e.TeamInService("T1")))
        assert first.last_seq() == 1


def test_a_server_started_anew_is_not_noticed_by_the_next_step(served: Place) -> None:
    assert served.server is not None
    with closing(Journal.open(served.where)) as journal:
        append(journal, *pending(None, e.TeamInService("T1")))
        served.server.stop()
        served.server.start()
        append(journal, *pending(None, e.TeamInService("T2")))
        assert (journal.last_seq(), journal.verify().ok) == (2, True)


def test_a_seat_cut_off_before_its_commit_has_written_nothing(served: Place) -> None:
    assert served.server is not None
    with closing(Journal.open(served.where)) as journal:
        end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"

        def cut_off() -> None:
            with journal.writing() as writing:
                writing.append(pending(1001, *examples())[:1], **_envelope())  # type: ignore[arg-type]
                writing.read_after(0)
                served.server.run(f"{end_all} AND application_name = 'dispatch-console'")

        with pytest.raises(StoreUnavailable, match="do it again; nothing was recorded"):
            cut_off()
        assert journal.last_seq() == 0
        append(journal, *pending(None, e.TeamInService("T1")))


def _envelope() -> dict[str, object]:
    return {"at": NOON, "recorded_at": NOON, "actor": "a", "seat": "s", "cause": "c"}


class Cutting:
    """A line to the server that is cut when a commit passes: before the server has it, or before its answer is back."""

    def __init__(self, server: PgServer, folder: Path) -> None:
        self._to, self.folder = server.folder / ".s.PGSQL.5432", folder
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / ".s.PGSQL.5432"))
        self._door.listen()
        self.cut = ""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with near, socket.socket(socket.AF_UNIX) as far:
            far.connect(str(self._to))
            back = threading.Thread(target=self._bring_back, args=(far, near), daemon=True)
            back.start()
            while said := near.recv(65536):
                if b"COMMIT\0" in said and self.cut:
                    how, self.cut = self.cut, ""
                    if how == "last":
                        self.close()
                    if how != "before":
                        near.shutdown(socket.SHUT_RDWR)
                        far.sendall(said)
                    else:
                        far.shutdown(socket.SHUT_RDWR)
                    break
                far.sendall(said)
            back.join()

    def _bring_back(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while said := far.recv(65536):
                near.sendall(said)
        with suppress(OSError):
            near.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()


def test_when_it_cannot_be_looked_up_nothing_is_claimed(served: Place, tmp_path: Path) -> None:
    assert served.server is not None
    line = Cutting(served.server, tmp_path)
    with closing(Journal.open(Address(served.server.address(served.schema, folder=tmp_path)))) as journal:
        line.cut = "last"
        with pytest.raises(StoreUnavailable, match="not known whether the last step was recorded: it is shown if it"):
            append(journal, *pending(None, e.TeamInService("T1")))
    with closing(Journal.open(served.where)) as journal:
        assert journal.last_seq() == 1


@pytest.mark.parametrize(("cut", "kept"), [("after", 1), ("before", 0)])
def test_a_commit_whose_end_was_not_heard_is_looked_up_and_never_guessed(
    served: Place, tmp_path: Path, cut: str, kept: int
) -> None:
    assert served.server is not None
    with closing(Cutting(served.server, tmp_path)) as line:
        address = Address(served.server.address(served.schema, folder=tmp_path))
        with closing(Journal.open(address)) as journal:
            line.cut = cut
            if kept:
                (row,) = append(journal, *pending(None, e.TeamInService("T1")))
                assert journal.read_after(0) == [row]
            else:
                with pytest.raises(StoreUnavailable, match="do it again; nothing was recorded"):
                    append(journal, *pending(None, e.TeamInService("T1")))
            assert journal.last_seq() == kept
            assert journal.verify().ok


def test_a_server_that_does_not_answer_is_left_alone_for_longer_and_longer(tmp_path: Path) -> None:
    now = [100.0]
    reaching = Reaching(Address(f"postgresql:///x?host={tmp_path}"), 100, lambda: now[0])
    tried: list[float] = []
    for _ in range(200):
        with pytest.raises(StoreUnavailable, match="does not answer"):
            reaching.connect()
        if not tried or reaching._until != tried[-1]:
            tried.append(reaching._until)
        now[0] += 0.125
    pauses = [round(later - earlier, 3) for earlier, later in pairwise(tried)]
    assert pauses[0] == 2 * FIRST_PAUSE_S
    assert max(pauses) == LONGEST_PAUSE_S
    assert pauses == sorted(pauses)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (psycopg.errors.DiskFull(), "the disk is full"),
        (psycopg.errors.TooManyConnections(), "takes no more connections"),
        (psycopg.errors.ReadOnlySqlTransaction(), "may be a standby"),
        (psycopg.errors.AdminShutdown(), "does not answer"),
        (psycopg.errors.DataCorrupted(), "restore the last backup"),
    ],
)
def test_what_a_server_says_is_told_with_what_to_do(error: psycopg.Error, told: str) -> None:
    assert told in remedy_of(error)


def test_what_is_said_at_the_door_is_told_with_what_to_do() -> None:
    said = 'connection failed: FATAL:  database "nights" does not exist'
    assert door_remedy(psycopg.OperationalError(said)).startswith("there is no such database on the server")


GUIDE = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize("page", ["postgresql.md", "postgresql.zh.md"])
def test_the_guides_own_statements_set_a_server_up(
    page: str, server: PgServer, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (GUIDE / page).read_text(encoding="utf-8")
    (sql,) = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    (make,) = re.findall(r"dispatch-console (journal make (?:.|\n)*?)```", text)
    server.run(*filter(None, map(str.strip, sql.split(";"))))
    words = make.replace("\\\n", " ").split()
    owner = server.address(user="dispatch_owner").replace("/postgres?", "/dispatch?")
    with suppress(SystemExit):
        main([owner if word.startswith("postgresql://") else word for word in words])
    assert "dispatch_desk may work on it; dispatch_reader may look" in capsys.readouterr().out
    with closing(Journal.open(Address(owner.replace("_owner", "_desk")))) as journal:
        append(journal, *pending(None, e.TeamInService("T1")))
    with pytest.raises(SystemExit) as ended:
        main(["journal", "verify", "--db", owner.replace("_owner", "_reader")])
    assert ended.value.code == 0
    server.run("DROP DATABASE dispatch", "DROP ROLE dispatch_owner", "DROP ROLE dispatch_desk",
               "DROP ROLE dispatch_reader")  # fmt: skip
