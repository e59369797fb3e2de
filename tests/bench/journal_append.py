"""Appends per second, one event per durable transaction: the journal, in a file and on a server of this machine,
beside a bare pysqlite3 INSERT.

Run with ``python -m tests.bench.journal_append [transactions]``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pysqlite3.dbapi2 as sqlite

from console.journal.codec import encode
from console.journal.place import Address, Where
from console.journal.store import Journal
from console.model import events as e
from tests.pg_server import PgServer, programs

NOW = datetime(2031, 5, 6, tzinfo=UTC)
EVENT = e.OrderDelivered("O1", "radio")
PAYLOAD = encode(EVENT)
INSERT = "INSERT INTO events (incident, kind, payload, at, actor) VALUES (1001, ?, ?, ?, 'O-1')"


def bare(folder: Path, count: int) -> Callable[[], None]:
    """The same durability with nothing around it: no chain, no versions, no query tables."""
    connection = sqlite.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, incident INT, kind, payload, at, actor)")

    def run() -> None:
        for _ in range(count):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(INSERT, (EVENT.kind, PAYLOAD, NOW.isoformat()))
            connection.execute("COMMIT")

    return run


def whole(folder: Path, count: int, where: Where | None = None) -> Callable[[], None]:
    """The journal as the desk uses it, in a file if nothing else is named."""
    journal = Journal.open(where or folder / "journal.db")

    def run() -> None:
        for _ in range(count):
            with journal.writing() as writing:
                writing.append([e.Pending(1001, EVENT)], at=NOW, recorded_at=NOW, actor="O-1", seat="s", cause="c")

    return run


def main() -> None:
    """Run both in turns, three times, and print the best of each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    best: dict[str, float] = {}
    found = programs()
    server = PgServer(found, durable=True) if isinstance(found, Path) else None
    ways = {"bare pysqlite3 INSERT": bare, "journal append, file": whole}
    if server is None:
        print(found)
    else:
        ways["journal append, server"] = lambda folder, count: whole(
            folder, count, Address(server.address(server.fresh()))
        )
    for turn in range(3):
        with tempfile.TemporaryDirectory() as name:
            for label, make in ways.items():
                folder = Path(name) / f"{label}{turn}"
                folder.mkdir()
                run = make(folder, count)
                began = perf_counter()
                run()
                best[label] = max(best.get(label, 0.0), count / (perf_counter() - began))
    print(f"{'one event per transaction':<28}{'per second':>12}{'ratio':>8}")
    for label, rate in best.items():
        print(f"{label:<28}{rate:>12,.0f}{rate / best['bare pysqlite3 INSERT']:>8.2f}")
    if server is not None:
        server.remove()


if __name__ == "__main__":
    main()
