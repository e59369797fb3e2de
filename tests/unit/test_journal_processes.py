"""Seats are processes of their own: they write at once, and may be killed at any moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from console.journal.store import Journal
from tests.stores import Place

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from datetime import UTC, datetime
from console.journal.store import Journal
from console.model import events as e

path, team, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
now = datetime(2031, 5, 6, tzinfo=UTC)
journal = Journal.open(path, wait_ms=60_000)
for number in range(count):
    with journal.writing() as writing:
        pendings = [e.Pending(1001, e.StepDone(f"{team}-{number}")), e.Pending(None, e.TeamInService(team))]
        recorded = writing.append(pendings, at=now, recorded_at=now, actor=team, seat=team, cause=str(number))
    print(recorded[-1].seq, recorded[-1].hash, flush=True)
"""


def a_writer(place: Place, team: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(place.where), team, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_processes_make_one_journal_and_append_to_it_at_once(place: Place) -> None:
    writers = [a_writer(place, team, 40) for team in ("A", "B")]
    outputs = [writer.communicate()[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    acknowledged = sorted(int(line.split()[0]) for output in outputs for line in output.splitlines())
    assert acknowledged == list(range(2, 161, 2))
    journal = Journal.open(place.where)
    rows = journal.read_after(0)
    assert [row.seq for row in rows] == list(range(1, 161))
    assert [row.version for row in rows if row.incident] == list(range(1, 81))
    assert journal.verify().ok
    journal.close()


def test_a_killed_writer_leaves_a_valid_chain_with_every_acknowledged_row(place: Place) -> None:
    acknowledged: dict[int, str] = {}
    for turn in range(10 if place.server is None else 2):
        writer = a_writer(place, f"T{turn}", 100_000)
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(1 + turn)]
        writer.kill()
        lines += writer.stdout.read().splitlines()
        writer.stdout.close()
        writer.wait()
        acknowledged |= {int(seq): digest for seq, digest in (line.split() for line in lines if len(line.split()) == 2)}
        assert len(acknowledged) > turn
        journal = Journal.open(place.where)
        kept = {row.seq: row.hash for row in journal.read_after(0)}
        assert journal.verify().ok
        journal.close()
        assert acknowledged.items() <= kept.items()
        assert len(kept) % 2 == 0, "half a transaction was kept"
