"""Who leads a drill that several seats share: one record beside the journal's rows, written each second."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from console.journal.schema import drill_lead
from console.journal.times import moment_of, stamp
from console.model.lead import Lead, LeadState

_ONE = 1


class Leading:
    """``_reading`` gives a connection that reads, ``_changing`` one that writes while nobody else does."""

    _reading: Callable[[], AbstractContextManager[Connection]]
    _changing: Callable[[], AbstractContextManager[Connection]]

    def lead(self) -> Lead | None:
        """The last word of the controller's seat; ``None`` when no seat has led yet."""
        with self._reading() as connection:
            return _read(connection)

    def take_lead(self, seat: str, at: datetime) -> Lead:
        """Lead from now on, whoever did before: their next word is refused. What is then in the record."""
        with self._changing() as connection:
            before = _read(connection)
            lead = Lead(before.term + 1 if before else 1, 0, at, 1, LeadState.PAUSED, seat)
            connection.execute(insert(drill_lead) if before is None else update(drill_lead), _values(lead))
            return lead

    def keep_lead(self, lead: Lead) -> bool:
        """Put down the next word of a controller; false, and nothing is written, when another has taken over."""
        with self._changing() as connection:
            ours = update(drill_lead).where(drill_lead.c.term == lead.term)
            return connection.execute(ours.values(_values(lead))).rowcount == 1


def _read(connection: Connection) -> Lead | None:
    row = connection.execute(select(drill_lead)).first()
    if row is None:
        return None
    return Lead(row.term, row.beat, moment_of(row.at), row.pace, LeadState(row.state), row.seat)


def _values(lead: Lead) -> dict[str, object]:
    return {
        "id": _ONE, "term": lead.term, "beat": lead.beat, "at": stamp(lead.at), "pace": lead.pace,
        "state": lead.state.value, "seat": lead.seat,
    }  # fmt: skip
