"""What the store knows of how its cases are spread, so that it goes the shortest way to a page of them.

Without it a filter by a class that most cases have is followed through all of them, when walking in the wanted order
finds a page at once. Looking takes the write lock: one index at a time, so that no seat waits long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from console.journal.schema import incidents, order_loads, orders, reports

FEWEST = 10_000
"""With fewer cases every way is short."""
GROWN = 1.3
"""Looked at again when there are so many times as many cases as at the last look."""
_SOME_ROWS = 2000
"""Of each index of the other tables: their questions have one good way only."""


def is_due(connection: Connection) -> bool:
    """Whether the store should look (again) at how its cases are spread."""
    count = int(connection.scalar(text("SELECT count(*) FROM incidents")) or 0)
    if count < FEWEST:
        return False
    known = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite~_stat%' ESCAPE '~'")))
    if "sqlite_stat1" not in known:
        return True
    if "sqlite_stat4" in known and not _any(connection, "SELECT 1 FROM sqlite_stat4 WHERE tbl = 'incidents' LIMIT 1"):
        return True
    seen = connection.scalar(text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'incidents' LIMIT 1"))
    return seen is None or count > GROWN * int(str(seen).split()[0])


def _any(connection: Connection, query: str) -> bool:
    return connection.scalar(text(query)) is not None


def looks() -> Iterator[Sequence[str]]:
    """The statements to run, each sequence in a transaction of its own."""
    for index in sorted(str(index.name) for index in incidents.indexes):
        yield ["PRAGMA analysis_limit = 0", f"ANALYZE {index}"]
    for table in (orders, order_loads, reports):
        yield [f"PRAGMA analysis_limit = {_SOME_ROWS}", f"ANALYZE {table.name}"]
