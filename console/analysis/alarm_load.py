"""How many alarms came, from the journal: its board is looked at again every few seconds of the session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.analysis.record import Record
from console.board.alarm_rate import SPAN, TARGET
from console.board.alarms import AlarmRule, alarms
from console.board.board import Board
from console.board.fold import fold
from console.model.events import AlarmAcknowledged
from console.model.words import AlarmPriority

NEEDS_POSITIONS = "team_silent"
LEAST_STEP_S, MOST_LOOKS = 5, 1500
"""A long session is looked at less often: so many looks are enough, and said."""


@dataclass(frozen=True)
class AlarmLoad:
    """Alarms of a session. ``busiest`` is the most that came within ten minutes, ``each_ten_minutes`` the mean.

    Positions are no events: alarms of teams without a signal are not among them. ``step_s`` is how far apart the looks
    were: an alarm that stood for less may be missing.
    """

    by_priority: tuple[tuple[AlarmPriority, int], ...]
    acknowledged: int
    median_wait_s: float | None
    busiest: int
    busiest_from: datetime | None
    each_ten_minutes: float
    step_s: int

    @property
    def came(self) -> int:
        """All of them."""
        return sum(count for _, count in self.by_priority)

    @property
    def is_too_many(self) -> bool:
        """Whether more came than one officer can take."""
        return self.each_ten_minutes > TARGET


def alarm_load(record: Record, rules: Sequence[AlarmRule]) -> AlarmLoad:
    """Look at the board of ``record`` from its start to its end."""
    span_s = max(1.0, (record.ended_at - record.started_at).total_seconds())
    step = timedelta(seconds=max(LEAST_STEP_S, int(span_s / MOST_LOOKS)))
    board, came = Board(record.board.district), dict[str, tuple[datetime, AlarmPriority]]()
    rows, at = iter(record.rows), record.started_at
    row = next(rows, None)
    while at <= record.ended_at:
        while row is not None and row.at <= at:
            fold(board, row)
            row = next(rows, None)
        for alarm in alarms(board, at, rules):
            if alarm.rule.condition != NEEDS_POSITIONS:
                came.setdefault(alarm.id, (at, alarm.rule.priority))
        at += step
    moments = sorted(moment for moment, _ in came.values())
    counts = Counter(priority for _, priority in came.values())
    most, begun = _busiest(moments)
    return AlarmLoad(
        tuple((priority, counts[priority]) for priority in AlarmPriority), *_answers(record, came), most, begun,
        len(moments) * SPAN.total_seconds() / max(span_s, SPAN.total_seconds()), int(step.total_seconds()),
    )  # fmt: skip


def _busiest(moments: Sequence[datetime]) -> tuple[int, datetime | None]:
    found = [(sum(begin <= moment < begin + SPAN for moment in moments), begin) for begin in moments]
    return max(found, key=lambda one: one[0], default=(0, None))


def _answers(record: Record, came: dict[str, tuple[datetime, AlarmPriority]]) -> tuple[int, float | None]:
    """How many were acknowledged, and half of them within how many seconds."""
    waits = sorted(
        max(0.0, (row.at - came[event.alarm][0]).total_seconds())
        for row, event in record.events(AlarmAcknowledged)
        if event.alarm in came
    )
    return len(waits), waits[(len(waits) - 1) // 2] if waits else None
