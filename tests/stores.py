"""The two stores a journal can be in, as a test sees them: where it is, and what somebody can do behind its back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from console.journal.place import Address, Where
from tests.pg_server import TABLES, PgServer

KINDS = ("file", "server")
TABLES_SEEN = (*TABLES, "alembic_version")
"""Everything a journal on a server consists of."""


@dataclass(frozen=True)
class Place:
    """A place for one journal that is not there yet."""

    where: Where
    server: PgServer | None = None
    schema: str = ""

    def meddle(self, *statements: str) -> None:
        """Change rows without the console; each statement must change something."""
        for statement in statements:
            assert self._changed(statement) != 0, f"nothing changed: {statement}"

    def _changed(self, statement: str) -> int:
        if self.server is not None:
            counted = f"WITH done AS ({statement} RETURNING 1) SELECT count(*) FROM done"
            return int(str(self.server.run(counted, schema=self.schema)[0][0]))
        with closing(sqlite.connect(str(self.where))) as connection:
            found = connection.execute(statement).rowcount
            connection.commit()
            return int(found)

    def drop(self, table: str) -> None:
        """Take a whole table away, as if the console had not known it yet."""
        if self.server is not None:
            self.server.run(f"DROP TABLE {table}", schema=self.schema)
            return
        with closing(sqlite.connect(str(self.where))) as connection:
            connection.execute(f"DROP TABLE {table}")

    def look(self, query: str) -> list[tuple[object, ...]]:
        """What ``query`` finds."""
        if self.server is not None:
            return self.server.run(query, schema=self.schema)
        with closing(sqlite.connect(str(self.where))) as connection:
            return [tuple(row) for row in connection.execute(query)]


def a_file(folder: Path) -> Place:
    """A journal's file in ``folder``."""
    return Place(folder / "journal.db")


def on(server: PgServer, schema: str = "") -> Place:
    """A journal's place on ``server``, in a new schema if none is named."""
    schema = schema or server.fresh()
    return Place(Address(server.address(schema)), server, schema)


def lent(server: PgServer) -> Iterator[Place]:
    """A journal without a row on ``server``, given back empty."""
    schema = server.take()
    yield on(server, schema)
    if server.run("SELECT to_regclass('meta')", schema=schema) != [(None,)]:
        server.give_back(schema)


def places(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """Room for one journal in a store of ``kind``; the server is asked for only when it is needed."""
    if kind == "file":
        yield a_file(folder)
    else:
        yield from lent(request.getfixturevalue("server"))
