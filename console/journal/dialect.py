"""Everything SQLite and PostgreSQL say differently, in one place: types, functions, the index of words, marks, locks.

Texts compare and sort by their bytes on both, so that every list has one order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    ClauseElement,
    Connection,
    Executable,
    Integer,
    Select,
    Table,
    Text,
    column,
    literal,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import TypeDecorator, UserDefinedType

from console.journal.words import query_of, searchable, vector_of, vector_query_of

BYTEWISE = "C"
LONGEST_KEY = 250
"""Signs of a text that PostgreSQL can keep in an index whatever they are; longer ones are told apart by their hash."""

Processor = Callable[[Any], Any] | None


class _Plain(TypeDecorator[str]):
    """Text without the sign NUL, which PostgreSQL does not take; the event keeps it."""

    impl = Text(collation=BYTEWISE)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """As it is stored."""
        return value if value is None else value.replace("\0", "\ufffd")


class _Key(TypeDecorator[str]):
    """Text that an index can hold: the end of a long one is its hash, written and asked for alike."""

    impl = Text(collation=BYTEWISE)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """As it is stored."""
        if value is None or (len(value) <= LONGEST_KEY and "\0" not in value):
            return value
        whole = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{value[: LONGEST_KEY - 80]}…{whole}".replace("\0", "\ufffd")


TEXT = Text().with_variant(_Plain(), "postgresql")
"""Text of a query table."""
KEY = Text().with_variant(_Key(), "postgresql")
"""Text of a query table that stands in an index."""
EXACT = Text().with_variant(Text(collation=BYTEWISE), "postgresql")
"""Text that the chain covers: kept as it is, or not at all."""
BIG = Integer().with_variant(BigInteger(), "postgresql")
"""Whole numbers that may pass two thousand million."""


# -- rows that may be there already: both say it in the same words ---------------------------------------------------


def keep_first(into: Table) -> Insert:
    """Add rows; one that is there already stays as it is."""
    return insert(into).on_conflict_do_nothing()


def keep_last(into: Table) -> Insert:
    """Add rows; one that is there already becomes the new one."""
    new = insert(into)
    values = [one.name for one in into.columns if one not in set(into.primary_key.columns)]
    return new.on_conflict_do_update(
        index_elements=list(into.primary_key.columns), set_={name: new.excluded[name] for name in values}
    )


# -- the index of words ---------------------------------------------------------------------------------------------

WORDS = "report_words"
"""The index of the words of reports, by the ``seq`` of the event that brought them; each store's own kind of table."""


class WordVector(UserDefinedType[str]):
    """PostgreSQL's ``tsvector``, made of our own words, so that both stores find the same."""

    cache_ok = True
    render_bind_cast = True

    def get_col_spec(self, **_: object) -> str:
        """Its name in the database."""
        return "tsvector"

    def bind_processor(self, _dialect: Dialect) -> Processor:
        """From a report's text."""
        return vector_of


class _Searchable(TypeDecorator[str]):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else searchable(value)


class _Asked(TypeDecorator[str]):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else query_of(value)


class _AskedVector(UserDefinedType[str]):
    cache_ok = True
    render_bind_cast = True

    def get_col_spec(self, **_: object) -> str:
        return "tsquery"

    def bind_processor(self, _dialect: Dialect) -> Processor:
        return vector_query_of


_words = table(WORDS, column("rowid", Integer), column("words", _Searchable().with_variant(WordVector(), "postgresql")))
NEW_WORDS = insert(_words)
"""Takes ``rowid`` and ``words``, a report's text as it is."""


class _Matches(FunctionElement[bool]):
    inherit_cache = True  # without the type Boolean, which SQLite would compare with 1


@compiles(_Matches, "sqlite")
def _matches(element: _Matches, compiler: Any, **kw: Any) -> str:
    return f"{WORDS} MATCH {compiler.process(element.clauses, **kw)}"


@compiles(_Matches, "postgresql")
def _matches_vector(element: _Matches, compiler: Any, **kw: Any) -> str:
    return f"words @@ {compiler.process(element.clauses, **kw)}"


def rows_with(typed: str) -> Select[Any]:
    """The ``seq`` of every report in which all of what somebody typed stands."""
    asked = literal(typed, _Asked().with_variant(_AskedVector(), "postgresql"))
    return select(_words.c.rowid).where(_Matches(asked))


class EmptyWords(Executable, ClauseElement):
    """Takes every row out of the index of words."""

    inherit_cache = False


@compiles(EmptyWords, "sqlite")
def _empty(_element: EmptyWords, _compiler: Any, **_: Any) -> str:
    return f"INSERT INTO {WORDS} ({WORDS}) VALUES ('delete-all')"


@compiles(EmptyWords, "postgresql")
def _empty_vector(_element: EmptyWords, _compiler: Any, **_: Any) -> str:
    return f"DELETE FROM {WORDS}"


# -- functions ------------------------------------------------------------------------------------------------------


class largest(FunctionElement[int]):  # noqa: N801 - reads as a function
    """The largest of its arguments in one row."""

    inherit_cache = True
    type = Integer()


@compiles(largest, "sqlite")
def _largest(element: largest, compiler: Any, **kw: Any) -> str:
    return f"max({compiler.process(element.clauses, **kw)})"


@compiles(largest, "postgresql")
def _greatest(element: largest, compiler: Any, **kw: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **kw)})"


class seconds_between(FunctionElement[int]):  # noqa: N801 - reads as a function
    """Seconds from one stored time to another; NULL where one is missing."""

    inherit_cache = True
    type = Integer()


@compiles(seconds_between, "sqlite")
def _julian(element: seconds_between, compiler: Any, **kw: Any) -> str:
    start, end = (compiler.process(part, **kw) for part in element.clauses)
    return f"round((julianday({end}) - julianday({start})) * 86400)"


@compiles(seconds_between, "postgresql")
def _epoch(element: seconds_between, compiler: Any, **kw: Any) -> str:
    start, end = (compiler.process(part, **kw) for part in element.clauses)
    return f"round(extract(epoch FROM CAST({end} AS timestamptz) - CAST({start} AS timestamptz)))"


# -- marks and locks ------------------------------------------------------------------------------------------------

APPLICATION = b"ECDJ"
"""What marks a file or a set of tables as ours, so that another program's is never written to."""
CHANNEL = "dispatch_console"


class Known(Protocol):
    """What the journal asks of a database in its own words."""

    def tables(self, connection: Connection) -> set[str]:
        """The tables there are."""
        ...

    def is_ours(self, connection: Connection) -> bool:
        """Whether they bear our mark."""
        ...

    def mark(self, connection: Connection) -> None:
        """Set our mark."""
        ...

    def announce(self, connection: Connection, seq: int) -> None:
        """Let everybody who listens know of the row ``seq`` once it is committed."""
        ...


class _Sqlite:
    def tables(self, connection: Connection) -> set[str]:
        return set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))

    def is_ours(self, connection: Connection) -> bool:
        found = connection.exec_driver_sql("PRAGMA application_id").scalar()
        return bool(found == int.from_bytes(APPLICATION))

    def mark(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA application_id = {int.from_bytes(APPLICATION)}")

    def announce(self, connection: Connection, seq: int) -> None:
        """The file's own change counter tells."""


class _Postgres:
    def tables(self, connection: Connection) -> set[str]:
        return set(connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")))

    def is_ours(self, connection: Connection) -> bool:
        found = connection.scalar(text("SELECT obj_description(to_regclass('meta'), 'pg_class')"))
        return bool(found == _COMMENT)

    def mark(self, connection: Connection) -> None:
        connection.execute(text(f"COMMENT ON TABLE meta IS '{_COMMENT}'"))

    def announce(self, connection: Connection, seq: int) -> None:
        connection.execute(_NOTIFY, {"channel": CHANNEL, "seq": str(seq)})


_COMMENT = f"journal of the dispatch console ({APPLICATION.decode()})"
_NOTIFY = text("SELECT pg_notify(:channel, :seq)")
_KNOWN: dict[str, Known] = {"sqlite": _Sqlite(), "postgresql": _Postgres()}


def known_to(connection: Connection) -> Known:
    """What the database behind ``connection`` can be asked."""
    return _KNOWN[connection.dialect.name]
