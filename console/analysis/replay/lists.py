"""Lists and figures as of a moment: a journal in memory of the rows that a board of then knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from console.board.board import Board
from console.clock import ReplayClock
from console.desk.session import Session
from console.journal.place import MEMORY
from console.journal.store import Journal
from console.model.events import Pending, Recorded


def session_of(session: Session, board: Board, moment: datetime) -> Session:
    """``session`` on a journal of its own that ends with ``board``; its query tables say what was so at ``moment``.

    Cases the board does not know, because they had ended long before, are not in it. Close its journal afterwards.
    """
    journal = Journal.open(MEMORY)
    _copy(journal, sorted((row for rows in board.history.values() for row in rows), key=attrgetter("seq")))
    return replace(session, journal=journal, clock=ReplayClock(moment))


def _copy(journal: Journal, rows: Sequence[Recorded]) -> None:
    with journal.writing() as writing:
        for row in rows:
            writing.append(
                [Pending(row.incident, row.event, row.occurred_at)], at=row.at, recorded_at=row.recorded_at,
                actor=row.actor, seat=row.seat, cause=row.cause,
            )  # fmt: skip
