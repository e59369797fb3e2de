"""One journal read through once: its rows, the board after the last, and each row's sentence as of its own moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from console.board.board import Board
from console.board.fold import fold, fold_in
from console.board.timeline import Vocabulary, line_of
from console.errors import BadInput
from console.model.events import Event, Recorded
from console.model.incident import Incident
from console.model.places import District
from console.model.words import Mode
from console.phrase import Phrase

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Record:
    """What every figure is computed from. ``ended_at`` is up to when silence means that nothing happened."""

    rows: Sequence[Recorded]
    board: Board
    lines: Mapping[int, Phrase]
    ended_at: datetime

    @property
    def started_at(self) -> datetime:
        """Session time of the first row: in a drill, its start."""
        return self.rows[0].at

    @property
    def is_drill(self) -> bool:
        """Whether every page must carry the exercise mark."""
        return self.board.session is not None and self.board.session.mode is Mode.DRILL

    @property
    def emergencies(self) -> list[Incident]:
        """The incidents that ran on the 1/3/5 clock, by number."""
        return [i for _, i in sorted(self.board.incidents.items()) if i.t0 is not None]

    def events(self, kind: type[E]) -> Iterator[tuple[Recorded, E]]:
        """Every row whose event is a ``kind``, in ``seq`` order."""
        return ((row, row.event) for row in self.rows if isinstance(row.event, kind))


def read_parts(rows: Sequence[Recorded], district: District) -> Record:
    """As :func:`read_record`, for rows of whole incidents among which others are left out; without sentences."""
    board = Board(district)
    for row in rows:
        fold_in(board, row)
    return Record(tuple(rows), board, {}, rows[-1].at)


def read_record(
    rows: Sequence[Recorded],
    district: District,
    vocabulary: Vocabulary | None = None,
    *,
    ended_at: datetime | None = None,
) -> Record:
    """Read a whole journal, from its first row on.

    ``ended_at`` is the session's time when it ended; without it the record ends with its last row.
    Raises ``BadInput`` when there is no row, and ``ValueError`` when rows are missing or out of order.
    """
    if not rows:
        raise BadInput("the journal has no rows yet: there is nothing to report on")
    board = Board(district)
    lines: dict[int, Phrase] = {}
    for row in rows:
        fold(board, row)
        lines[row.seq] = line_of(board, row, vocabulary or {})
    return Record(tuple(rows), board, lines, max(ended_at or rows[-1].at, rows[-1].at))
