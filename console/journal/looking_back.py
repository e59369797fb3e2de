"""What a journal can be asked about its past, for replay: it only reads, and only the part that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from console.journal import past
from console.journal.past import Standing
from console.model.events import Recorded
from console.model.incident import Signal


class LookingBack:
    """``_reading`` gives a connection that reads. See :mod:`console.journal.past` for what each answer means."""

    _reading: Callable[[], AbstractContextManager[Connection]]

    def span(self) -> tuple[datetime, datetime, int] | None:
        """Session time of the first and the last row, and how many rows there are; ``None`` without any."""
        with self._reading() as connection:
            return past.span(connection)

    def seq_before(self, moment: datetime) -> int:
        """The last row written before ``moment``; 0 when none was."""
        with self._reading() as connection:
            return past.seq_before(connection, moment)

    def standing(self, seq: int, *, whole: bool) -> Standing:
        """What was so after row ``seq``: every row up to it, or only those a board of then needs."""
        with self._reading() as connection:
            return past.standing(connection, seq, whole=whole)

    def between(self, after: int, until: int) -> list[Recorded]:
        """The rows after ``after`` up to ``until``, in order."""
        with self._reading() as connection:
            return past.between(connection, after, until)

    def signals_at(self, moment: datetime) -> dict[str, Signal]:
        """The last signal that every team had sent by ``moment``."""
        with self._reading() as connection:
            return past.signals_at(connection, moment)
