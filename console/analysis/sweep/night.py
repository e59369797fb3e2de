"""One drill's figures as plain values that go through a pipe, a file and a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from console.analysis.marks import Outcome, mark_figures
from console.analysis.record import Record
from console.analysis.sweep.demand import most_at_once
from console.board.board import Board
from console.board.fold import fold
from console.model.events import Recorded
from console.model.places import District

NO_PLAN = "-"


def night_figures(rows: Sequence[Recorded], district: District, ended_at: datetime) -> dict[str, Any]:
    """``marks``: one row for each emergency and mark; ``wanted``: teams wanted at once by shift and capability.

    ``hour`` is the local hour of t0. A mark whose clock was stopped before it could be missed, or that still ran at
    the end, is listed with its outcome and counts for no share.
    """
    board = Board(district)
    for row in rows:
        fold(board, row)
    record = Record(tuple(rows), board, {}, max(ended_at, rows[-1].at))
    marks = [
        _mark(record, district, mark.incident, [mark.mark.value, mark.outcome.value, mark.after_s, mark.limit_s])
        for figures in mark_figures(record) for mark in figures.marks
    ]  # fmt: skip
    wanted = [[shift, what, count] for (shift, what), count in sorted(most_at_once(record, district).items())]
    return {
        "events": len(rows),
        "lasted_s": int((record.ended_at - record.started_at).total_seconds()),
        "emergencies": len(record.emergencies),
        "marks": marks,
        "wanted": wanted,
    }


def _mark(record: Record, district: District, number: int, ended: list[Any]) -> list[Any]:
    incident = record.board.incidents[number]
    hour = district.local(incident.t0).hour if incident.t0 else None
    plan, level = (incident.plan.plan, incident.plan.level.value) if incident.plan else (NO_PLAN, NO_PLAN)
    place = [incident.position.lat, incident.position.lon] if incident.position else [None, None]
    return [number, incident.category, incident.grid, plan, level, hour, *place, *ended]


MARK_FIELDS = (
    "incident", "category", "grid", "plan", "level", "hour", "lat", "lon", "mark", "outcome", "after_s", "limit_s",
)  # fmt: skip
"""The columns of ``marks``, in order."""
COUNTED = frozenset({Outcome.MET.value, Outcome.LATE.value, Outcome.NEVER.value})
MET = Outcome.MET.value
