"""Whatever is done to the rows behind the console's back, verify finds it and names the first bad row."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.errors import JournalAltered, StoreUnavailable
from console.journal.chain import CHAINED, GENESIS, ChainReport
from console.journal.store import Journal
from console.model import events as e
from tests.stores import Place
from tests.unit.journal_builders import accepted, append, issued, pending, reported


@pytest.fixture
def file(place: Place) -> Place:
    journal = Journal.open(place.where)
    append(journal, *pending(None, e.TeamInService("FIRE-1")))
    append(journal, *pending(1001, reported(), accepted(), issued()), after_s=60)
    append(journal, *pending(1001, e.OrderDelivered("O1", "radio"), e.OrderAcknowledged("O1")), after_s=90)
    journal.close()
    return place


def meddle(place: Place, *statements: str) -> None:
    place.meddle(*statements)


def verified(place: Place) -> ChainReport:
    journal = Journal.open(place.where)
    report = journal.verify()
    journal.close()
    return report


def test_an_untouched_journal_verifies(file: Place) -> None:
    journal = Journal.open(file.where)
    rows = journal.read_after(0)
    assert journal.verify() == ChainReport(True, 6, None, None, rows[-1].hash)
    assert journal.head_hash() == rows[-1].hash
    assert [row.prev for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]
    journal.close()


def test_an_empty_journal_verifies(place: Place) -> None:
    assert verified(place) == ChainReport(True, 0, None, None, GENESIS)


CHANGES = {
    "incident": "1002",
    "version": "version + 90",
    "kind": "'order.lapsed'",
    "schema": "schema + 1",
    "payload": "replace(payload, 'O1', 'O2')",
    "occurred_at": "replace(occurred_at, '2031', '2030')",
    "at": "replace(at, '2031', '2030')",
    "recorded_at": "replace(recorded_at, '2031', '2030')",
    "actor": "'somebody else'",
    "seat": "''",
    "cause": "x'00ff'",
    "prev": "hash",
    "hash": "prev",
}


def test_every_column_is_covered() -> None:
    assert {*CHANGES, "seq"} == {*CHAINED, "prev", "hash"}


@pytest.mark.parametrize("column", CHANGES)
def test_an_altered_column_is_found(file: Place, column: str) -> None:
    meddle(file, f"UPDATE events SET {column} = {CHANGES[column]} WHERE seq = 5")
    report = verified(file)
    assert (report.ok, report.first_bad_seq) == (False, 5)
    assert report.what is not None
    assert report.what.code == "journal.row_altered"
    assert "5" in report.what.get("zh")


@pytest.mark.parametrize("seq", range(1, 6))
def test_a_deleted_row_is_found(file: Place, seq: int) -> None:
    meddle(file, f"DELETE FROM events WHERE seq = {seq}")
    report = verified(file)
    assert (report.ok, report.first_bad_seq) == (False, seq)
    assert report.what is not None
    assert report.what.en == f"Rows {seq} to {seq} are missing"


@pytest.mark.parametrize("kept", range(6))
def test_rows_cut_off_at_the_end_are_found(file: Place, kept: int) -> None:
    meddle(file, f"DELETE FROM events WHERE seq > {kept}")
    report = verified(file)
    assert (report.ok, report.first_bad_seq, report.rows) == (False, kept + 1, kept)
    assert report.what is not None
    assert report.what.en == f"Rows {kept + 1} to 6 are missing"


def test_a_closed_gap_is_found(file: Place) -> None:
    meddle(file, "DELETE FROM events WHERE seq = 3", "UPDATE events SET seq = seq - 1 WHERE seq > 3")
    assert (verified(file).ok, verified(file).first_bad_seq) == (False, 3)


def test_swapped_rows_are_found(file: Place) -> None:
    meddle(
        file,
        "UPDATE events SET seq = 99 WHERE seq = 2",
        "UPDATE events SET seq = 2 WHERE seq = 3",
        "UPDATE events SET seq = 3 WHERE seq = 99",
    )
    assert (verified(file).ok, verified(file).first_bad_seq) == (False, 2)


def test_a_row_before_the_first_is_found(file: Place) -> None:
    meddle(file, "UPDATE events SET seq = 0 WHERE seq = 1")
    assert (verified(file).ok, verified(file).first_bad_seq) == (False, 0)


def test_rows_replaced_with_a_chain_of_their_own_are_found_where_the_old_chain_goes_on(
    file: Place, tmp_path: Path
) -> None:
    other = Journal.open(tmp_path / "other.db")
    append(other, *pending(None, e.TeamInService("FIRE-2")))
    forged = other.read_after(0)[0]
    other.close()
    meddle(
        file,
        f"UPDATE events SET (payload, occurred_at, at, recorded_at, actor, seat, cause, hash) = "
        f"('{{\"team\":\"FIRE-2\"}}', occurred_at, at, recorded_at, actor, seat, cause, '{forged.hash}') WHERE seq = 1",
    )
    report = verified(file)
    assert (report.ok, report.first_bad_seq) == (False, 2)
    assert report.what is not None
    assert report.what.code == "journal.row_does_not_follow"


def test_a_row_added_outside_the_console_is_found_and_not_written_over(file: Place) -> None:
    columns = (
        "incident, version + 50, kind, schema, payload, occurred_at, at, recorded_at, actor, seat, cause, prev, hash"
    )
    meddle(file, f"INSERT INTO events SELECT 7, {columns} FROM events WHERE seq = 6")
    assert (verified(file).ok, verified(file).first_bad_seq) == (False, 7)
    journal = Journal.open(file.where)
    with pytest.raises(StoreUnavailable, match="altered outside the console"):
        append(journal, *pending(None, e.TeamInService("FIRE-3")))
    journal.close()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM meta", "UPDATE meta SET head_hash = 'x'", "UPDATE meta SET head_seq = 9"]
)
def test_a_changed_head_record_is_found(file: Place, statement: str) -> None:
    meddle(file, statement)
    assert not verified(file).ok


def test_nothing_is_appended_to_a_journal_without_its_head_record(file: Place) -> None:
    meddle(file, "DELETE FROM meta")
    journal = Journal.open(file.where)
    with pytest.raises(JournalAltered, match="restore"):
        append(journal, *pending(None, e.TeamInService("FIRE-3")))
    assert len(journal.read_after(0)) == 6
    journal.close()
