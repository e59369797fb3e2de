"""Replay and what-if on a server's journal: the same as on a file, and nothing of the server is ever written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from console.app.drills import open_drill
from console.app.replaying import past_journal, past_of, span_of_incident
from console.app.whatif import Question, answer
from console.app.whatif_each import answer_each
from console.app.wiring import Ground, load_ground
from console.cli.main import main
from console.errors import BadInput, Refused, StoreUnavailable
from console.journal.place import Address, Where, name_of, where
from console.journal.read_only import PastJournal
from console.journal.store import Journal
from tests.pg_server import PgServer
from tests.stores import TABLES_SEEN, Place, a_file, on

DRILL, SEED, PLAYED_S = "canal-cbd-fire", 7, 130
READER, PERIOD = "night_reader", {"at": "14:30:00", "until": "14:31:10"}


def silent(_name: str, _share: float) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground()


def played(ground: Ground, place: Where) -> None:
    drill = open_drill(ground, DRILL, SEED, place, officer=True)
    while drill.elapsed_s < PLAYED_S:
        drill.tick()
    drill.session.journal.close()


@pytest.fixture(scope="module")
def on_a_file(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Path:
    place = a_file(tmp_path_factory.mktemp("back")).where
    played(ground, place)
    assert isinstance(place, Path)
    return place


@pytest.fixture(scope="module")
def on_a_server(_server_or_why: PgServer | str, ground: Ground) -> Iterator[Place]:
    """The same drill on a server, and a role that may only look at it."""
    if isinstance(_server_or_why, str):
        pytest.skip(_server_or_why)
    place = on(_server_or_why)
    played(ground, place.where)
    _server_or_why.run(f"CREATE ROLE {READER} LOGIN")
    with closing(Journal.open(place.where)) as journal:
        journal.grant((), (READER,))
    return place


def as_reader(place: Place) -> Address:
    assert place.server is not None
    return Address(place.server.address(place.schema, user=READER))


def every_row(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """All rows with the transaction that last wrote each: a write that changes nothing would be seen as well."""
    return {name: place.look(f"SELECT xmin::text, {name}::text FROM {name} ORDER BY 2") for name in TABLES_SEEN}


def test_a_replay_shows_at_every_moment_what_that_of_a_file_shows(
    on_a_file: Path, on_a_server: Place, ground: Ground
) -> None:
    before = every_row(on_a_server)
    one, other = past_of(on_a_file, ground), past_of(as_reader(on_a_server), ground)
    with closing(one.journal), closing(other.journal):
        assert [row.hash for row in one.reel.rows] == [row.hash for row in other.reel.rows]
        for row in range(0, len(one.reel.rows) + 1, 7):
            moment = one.reel.rows[max(0, row - 1)].at
            left, right = one.seen(row, moment), other.seen(row, moment)
            assert left.board.state() == right.board.state()
            assert left.board.signals == right.board.signals
        assert other.is_drill
    assert span_of_incident(as_reader(on_a_server), ground, 1001) == span_of_incident(on_a_file, ground, 1001)
    assert every_row(on_a_server) == before


def test_a_what_if_of_a_server_comes_out_as_that_of_a_file_and_leaves_the_server_as_it_was(
    on_a_file: Path, on_a_server: Place, tmp_path: Path
) -> None:
    before = every_row(on_a_server)
    named = {"file": on_a_file, "server": as_reader(on_a_server)}
    whole = {name: answer(Question(db, out=tmp_path / name, **PERIOD), silent) for name, db in named.items()}  # type: ignore[arg-type]
    each = answer_each(Question(as_reader(on_a_server), out=tmp_path / "each", **PERIOD), silent)  # type: ignore[arg-type]
    told = {name: found.as_json() for name, found in whole.items()}
    assert told["server"]["happened_and_again"] == told["file"]["happened_and_again"]
    assert told["server"]["source"]["hash"] == told["file"]["source"]["hash"]
    assert told["server"]["source"]["journal"].endswith("/postgres")
    assert each.against_happened.one.orders > 0
    assert READER not in str(told["server"])
    assert every_row(on_a_server) == before


def test_even_the_tables_owner_cannot_write_through_a_replay(on_a_server: Place) -> None:
    with past_journal(on_a_server.where) as journal, closing(journal):
        with pytest.raises(Refused):
            journal.writing()
        with pytest.raises(StoreUnavailable, match="takes no writing"):
            journal.evidence.keep(b"%PDF-")  # type: ignore[union-attr]
        with pytest.raises(StoreUnavailable, match="takes no writing"):
            journal.grant((READER,), ())


def test_tables_of_another_form_are_named_and_left_alone(server: PgServer) -> None:
    place = on(server)
    Journal.open(place.where).close()
    place.meddle("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(StoreUnavailable, match="run 'journal make', or update this console"):
        PastJournal.open(place.where)
    assert place.look("SELECT version_num FROM alembic_version") == [("0001",)]


@pytest.mark.parametrize("command", [["replay", "--picture", "none.png"], ["whatif", "--incident", "1"]])
def test_a_server_without_a_journal_is_told_and_gets_none(
    server: PgServer, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    place = on(server)
    with pytest.raises(SystemExit) as ended:
        main([*command, "--db", str(place.where)])
    assert ended.value.code == 2
    assert f"--db: there is no journal at {place.where}" in capsys.readouterr().err
    assert place.look("SELECT to_regclass('events')") == [(None,)]


def test_another_runs_option_is_named_when_its_address_is_wrong(on_a_file: Path, ground: Ground) -> None:
    with pytest.raises(BadInput, match="--against: there is no journal at"):
        past_of(on_a_file.with_name("none.db"), ground, option="--against")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("postgresql://u@db.centre.example:5433/dispatch?sslmode=verify-full", "db.centre.example/dispatch"),
        ("postgresql:///?service=dispatch", "dispatch"),
        ("postgresql://", "postgresql://"),
        ("night.db", "night.db"),
        ("nights/今夜.db", "今夜.db"),
    ],
)
def test_a_journal_is_called_by_what_people_know_it_by(address: str, name: str) -> None:
    assert name_of(where(address)) == name
