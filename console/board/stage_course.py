"""The stages a case went through: when each was reached, how long it took against its limit, and its light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.board.board import Board
from console.board.fold import fold_in
from console.board.lights import stage_window
from console.model.casework import YELLOW_FROM
from console.model.events import Recorded
from console.model.words import Light, Stage

COURSE = (Stage.REPORTED, Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING, Stage.VERIFIED, Stage.CLOSED,
          Stage.REVIEWED)  # fmt: skip
"""发现 → 受理 → 派遣 → 处置 → 核查 → 结案 → 评价."""


@dataclass(frozen=True, slots=True)
class StageTime:
    """One stay in one stage. ``until`` is ``None`` while it lasts; without ``due_at`` nobody owed anything."""

    stage: Stage
    since: datetime
    until: datetime | None
    due_at: datetime | None
    used: float  # share of the stage's time: 1 is the deadline, more is late
    times: int = 1  # how often the case was in this stage

    @property
    def light(self) -> Light | None:
        """Green, yellow from 80 % of the time, red when late; ``None`` where nobody owed anything."""
        if self.due_at is None:
            return None
        if self.used > 1:
            return Light.RED
        return Light.YELLOW if self.used >= YELLOW_FROM else Light.GREEN


def stage_course(board: Board, rows: Sequence[Recorded], now: datetime) -> tuple[StageTime, ...]:
    """The last stay in every stage that one case was in, in the order of the stages; side exits come last.

    ``rows`` are all of the case's, in order. The limits are those of the rules as they are now.
    """
    aside = Board(board.district)
    stays: dict[Stage, StageTime] = {}
    present: tuple[Stage, datetime] | None = None
    window: tuple[datetime, datetime] | None = None
    for row in rows:
        fold_in(aside, row)
        incident = next(iter(aside.incidents.values()))
        if present is not None and incident.stage is not present[0]:
            _leave(aside, stays, present, window, row.at)
            present = None
        if present is None:
            present = (incident.stage, row.at)
        window = stage_window(aside, incident)
    if present is not None:
        _leave(aside, stays, present, window, None, now)
    order = [*COURSE, *(stage for stage in stays if stage not in COURSE)]
    return tuple(stays[stage] for stage in order if stage in stays)


def _leave(
    aside: Board, stays: dict[Stage, StageTime], present: tuple[Stage, datetime],
    window: tuple[datetime, datetime] | None, until: datetime | None, now: datetime | None = None,
) -> None:  # fmt: skip
    stage, since = present
    incident = next(iter(aside.incidents.values()))
    times = stays[stage].times + 1 if stage in stays else 1
    used, ended = 0.0, until or now or since
    if window is not None:
        rules = aside.district.casework
        whole = rules.used_s(incident.urgency, *window)
        gone = rules.used_s(incident.urgency, window[0], ended)
        used = gone / whole if whole > 0 else (2.0 if ended > window[1] else 0.0)
    stays[stage] = StageTime(stage, since, until, window[1] if window else None, used, times)
