"""One write transaction: what is appended under the lock, its chain and its query tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from console.journal import cases, rows
from console.journal.dialect import known_to
from console.journal.projecting import run
from console.model.events import IncidentReported, Pending, Recorded


class Writing:
    """One write transaction. Nobody else can append until it ends; it commits when its block does.

    What is appended is written when somebody reads through it, and at the end of the block.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._head: tuple[int, str] | None = None
        self._versions: dict[int, int] = {}
        self._stored: list[dict[str, Any]] = []
        self._appended: list[Recorded] = []

    @property
    def head(self) -> tuple[int, str] | None:
        """The last appended seq and its hash; ``None`` when nothing was."""
        return self._head

    def read_after(self, seq: int) -> list[Recorded]:
        """What was appended after ``seq``, this transaction's own rows included."""
        self.flush()
        return rows.read(self._connection, rows.after(seq))

    def incident_history(self, number: int) -> list[Recorded]:
        """All events of one incident in order."""
        if any(row.incident == number for row in self._appended):
            self.flush()
        return rows.read(self._connection, rows.of_incident(number))

    def incident_of_report(self, source: str, source_number: str) -> int | None:
        """The incident a source's own number belonged to when this transaction began, open or long closed."""
        return cases.of_report(self._connection, source, source_number)

    def append(
        self,
        pendings: Sequence[Pending],
        *,
        at: datetime,
        recorded_at: datetime,
        actor: str,
        seat: str,
        cause: str,
        versions: Mapping[int, int] = MappingProxyType({}),
    ) -> list[Recorded]:
        """Add events in order and return them with seq, version and hash; durable once the block has ended.

        ``at`` is session time, ``recorded_at`` the clock's ``recorded()``; an event without its own
        ``occurred_at`` occurred ``at``. ``versions`` are those of incidents whose last event the caller knows under
        this very lock; the others are looked up. ``BadInput`` when an event could not be read back as it is.
        """
        if not pendings:
            return []
        seq, last = self._head or rows.head(self._connection)
        known = {**versions, **self._versions}
        appended: list[Recorded] = []
        stored: list[dict[str, Any]] = []
        for pending in pendings:
            seq += 1
            version = self._next_version(known, pending)
            row = Recorded(
                seq, pending.incident, version, pending.event, pending.occurred_at or at, at, recorded_at,
                actor, seat, cause, prev=last, hash="",
            )  # fmt: skip
            stored.append(rows.chained(row))
            last = stored[-1]["hash"]
            appended.append(replace(row, hash=last))
        self._head, self._versions = (seq, last), known
        self._stored.extend(stored)
        self._appended.extend(appended)
        return appended

    def _next_version(self, versions: dict[int, int], pending: Pending) -> int:
        number = pending.incident
        if number is None:
            return 0
        if number not in versions:
            new = isinstance(pending.event, IncidentReported)
            versions[number] = 0 if new else rows.last_version(self._connection, number)
        versions[number] += 1
        return versions[number]

    def flush(self) -> None:
        """Write what was appended and not yet written."""
        if not self._stored:
            return
        stored, appended, self._stored, self._appended = self._stored, self._appended, [], []
        rows.add(self._connection, stored)
        known_to(self._connection).announce(self._connection, stored[-1]["seq"])
        run(self._connection, appended)
