"""Beginning a what-if: a new exercise's journal that holds another journal up to a moment, and says so.

The other journal is only read. Its rows are copied as they are, under a chain of their own, because the first row
says that this is an exercise; the second names the other journal's file, row and hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from console.drill.branch.outside import Key
from console.journal.past import Standing
from console.journal.store import Journal
from console.journal.writing import Writing
from console.model.branch_events import SessionBranched
from console.model.events import Event, IncidentReported, Pending, Recorded, SessionOpened
from console.model.words import Mode

BRANCHER = "what-if"


@dataclass(frozen=True)
class Source:
    """Another journal up to ``moment``: what stood then, and the rows that came afterwards up to ``ends``."""

    name: str
    opened: SessionOpened
    standing: Standing
    moment: datetime
    later: Sequence[Recorded]
    ends: datetime

    @property
    def first_reports(self) -> dict[int, Key]:
        """By incident that stood, its first report's source and number there."""
        found: dict[int, Key] = {}
        for row in self.standing.rows:
            if isinstance(row.event, IncidentReported) and row.incident is not None:
                found[row.incident] = (row.event.report.source, row.event.report.source_number)
        return found


def branched_from(source: Source, change: str) -> SessionBranched:
    """What a what-if's journal says of where it comes from."""
    standing = source.standing
    stock = tuple((owner, item, gone) for (owner, item), gone in sorted(standing.stock.items()) if gone)
    return SessionBranched(
        source.name, standing.hash, standing.seq, source.moment, source.opened.mode is Mode.DRILL, stock,
        standing.last_number, change,
    )  # fmt: skip


def is_begun(journal: Journal, source: Source, opened: SessionOpened, change: str) -> bool:
    """Whether ``journal`` is this very what-if, begun before; the source may have another name by now."""
    first = [row.event for row in journal.read_after(0, 2)]
    wanted = branched_from(source, change)
    if len(first) < 2 or not isinstance(first[1], SessionBranched):
        return False
    return first[0] == opened and replace(first[1], source=wanted.source) == wanted


def begin(journal: Journal, source: Source, opened: SessionOpened, change: str) -> SessionBranched:
    """Fill the new, empty ``journal`` up to the source's moment; returns what it says of where it comes from."""
    standing, branched = source.standing, branched_from(source, change)
    first = standing.rows[0].at if standing.rows else source.moment
    with journal.writing() as writing:
        for event in (opened, branched):
            _append(writing, event, first)
        for row in standing.rows:
            if not isinstance(row.event, SessionOpened):
                writing.append(
                    [Pending(row.incident, row.event, row.occurred_at)], at=row.at, recorded_at=row.recorded_at,
                    actor=row.actor, seat=row.seat, cause=row.cause,
                )  # fmt: skip
    return branched


def _append(writing: Writing, event: Event, at: datetime) -> None:
    writing.append([Pending(None, event)], at=at, recorded_at=at, actor=BRANCHER, seat="drill", cause="")
