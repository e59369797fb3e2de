"""Events as rows of the ``events`` table and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from console.errors import JournalAltered
from console.journal.chain import GENESIS, digest
from console.journal.codec import decode, encode
from console.journal.schema import events, meta
from console.journal.times import moment_of, stamp
from console.model.events import Recorded

# Made once: building a statement costs as much as running it.
_HEAD = select(meta.c.head_seq, meta.c.head_hash)
_MOVE_HEAD = update(meta)
_LAST_VERSION = select(func.max(events.c.version)).where(events.c.incident == bindparam("number"))
_INSERT = insert(events)


def read(connection: Connection, query: Select[Any]) -> list[Recorded]:
    """The events of a ``query`` over whole rows of ``events``."""
    return [_recorded(row) for row in connection.execute(query)]


def after(seq: int, limit: int | None = None) -> Select[Any]:
    """The rows after ``seq`` in order."""
    return select(events).where(events.c.seq > seq).order_by(events.c.seq).limit(limit)


def of_incident(number: int) -> Select[Any]:
    """The rows of one incident in order."""
    return select(events).where(events.c.incident == number).order_by(events.c.version)


def before(connection: Connection, seq: int) -> tuple[int, str]:
    """``seq`` and its row's hash, to walk the chain on from there; the chain's beginning when there is no such row."""
    found = connection.scalar(select(events.c.hash).where(events.c.seq == seq))
    return (seq, str(found)) if found is not None else (0, GENESIS)


def _recorded(row: Sequence[Any]) -> Recorded:
    (seq, incident, version, kind, schema, payload, occurred_at, at, recorded_at, actor, seat, cause, prev, own) = row
    return Recorded(
        seq=seq,
        incident=incident,
        version=version,
        event=decode(kind, schema, payload, seq=seq),
        occurred_at=moment_of(occurred_at),
        at=moment_of(at),
        recorded_at=moment_of(recorded_at),
        actor=actor,
        seat=seat,
        cause=cause,
        prev=prev,
        hash=own,
    )


def head(connection: Connection) -> tuple[int, str]:
    """The last seq and its hash; in a journal without events 0 and the chain's beginning."""
    found = recorded_head(connection)
    if found is None:
        raise JournalAltered("the journal's record of its last row is gone; verify it and restore the last backup")
    return found


def recorded_head(connection: Connection) -> tuple[int, str] | None:
    """As :func:`head`; ``None`` when somebody removed the record."""
    row = connection.execute(_HEAD).first()
    return None if row is None else (row.head_seq, row.head_hash)


def add(connection: Connection, stored: list[dict[str, Any]]) -> None:
    """Insert at least one :func:`chained` row, in order, and remember the last seq and hash with them."""
    connection.execute(_INSERT, stored)
    connection.execute(_MOVE_HEAD, {"head_seq": stored[-1]["seq"], "head_hash": stored[-1]["hash"]})


def last_version(connection: Connection, incident: int) -> int:
    """The version of an incident after its last event; 0 when it has none."""
    found = connection.scalar(_LAST_VERSION, {"number": incident})
    return int(found or 0)


def chained(row: Recorded) -> dict[str, Any]:
    """The columns of ``row`` as stored, its ``hash`` computed."""
    columns = {
        "seq": row.seq,
        "incident": row.incident,
        "version": row.version,
        "kind": row.event.kind,
        "schema": row.event.schema,
        "payload": encode(row.event),
        "occurred_at": stamp(row.occurred_at),
        "at": stamp(row.at),
        "recorded_at": stamp(row.recorded_at),
        "actor": row.actor,
        "seat": row.seat,
        "cause": row.cause,
        "prev": row.prev,
    }
    return {**columns, "hash": digest(row.prev, columns)}
