"""A period of a journal, of which the board of any moment is had quickly: keyframes, and a short fold from the nearest.

A keyframe is a copy of the board every so many rows. There are at most :data:`MOST_KEYFRAMES`, so that what is kept
does not grow with the period; a longer period has them further apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from console.board.board import Board
from console.board.fold import fold_in
from console.desk.resume import stand_on
from console.journal.past import Standing
from console.model.events import Recorded
from console.model.places import District

MOST_KEYFRAMES = 64
LEAST_APART = 200
"""Rows that are folded faster than a board is copied."""

_AT, _SEQ, _ROW = attrgetter("at"), attrgetter("seq"), attrgetter("row")


class Keyframe:
    """The board after the first ``row`` rows of the period; nobody folds into it."""

    def __init__(self, row: int, board: Board) -> None:
        self.row, self.board = row, board


class Reel:
    """The rows of a period on top of what stood before it. Rows are counted from 0; 0 is the board of its start.

    :meth:`build` makes the keyframes, a part at a time, on any one thread; :meth:`board_at` may be asked meanwhile
    from another, and folds further as long as the keyframe it needs is not there yet.
    """

    def __init__(
        self, district: District, standing: Standing, rows: Sequence[Recorded], begins: datetime, ends: datetime
    ) -> None:
        self.rows, self.begins, self.ends = tuple(rows), begins, ends
        self.district = district
        start = Board(district)
        stand_on(start, standing)
        self.apart = max(LEAST_APART, -(-len(self.rows) // MOST_KEYFRAMES))
        self._keyframes = [Keyframe(0, start)]
        self._times = self._never_back(rows)

    @staticmethod
    def _never_back(rows: Sequence[Recorded]) -> list[datetime]:
        """The moment each row counts at: seats whose clocks differ do not turn time round."""
        times: list[datetime] = []
        for row in rows:
            times.append(max(row.at, times[-1]) if times else row.at)
        return times

    @property
    def is_built(self) -> bool:
        """Whether every keyframe is there."""
        return self._keyframes[-1].row + self.apart > len(self.rows)

    @property
    def keyframes(self) -> int:
        """How many boards are kept."""
        return len(self._keyframes)

    @property
    def wanted(self) -> int:
        """How many there will be."""
        return len(self.rows) // self.apart + 1

    def build(self) -> bool:
        """Make the next keyframe; whether another is to be made."""
        last = self._keyframes[-1]
        if not self.is_built:
            board = last.board.copied()
            for row in self.rows[last.row : last.row + self.apart]:
                fold_in(board, row)
            self._keyframes.append(Keyframe(last.row + self.apart, board))
        return not self.is_built

    def row_at(self, moment: datetime) -> int:
        """How many rows of the period were written by ``moment``."""
        return bisect_right(self._times, moment)

    def time_of(self, row: int) -> datetime:
        """When the ``row``-th row was written, counted from 1; the period's begin for 0."""
        return self._times[row - 1] if row else self.begins

    def board_at(self, row: int) -> Board:
        """The board after the first ``row`` rows, a copy of one's own; what teams told is not on it."""
        if not 0 <= row <= len(self.rows):
            raise ValueError(f"the period has rows 0 to {len(self.rows)}, not {row}")
        near = self._keyframes[bisect_right(self._keyframes, row, key=_ROW) - 1]
        board = near.board.copied()
        for recorded in self.rows[near.row : row]:
            fold_in(board, recorded)
        return board
