"""The day's figures a leader reads on the wall: share in time, P50 and P90 of the first arrival (DOMAIN § 3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.board.board import Board
from console.model.marks import limit_s, limits_of
from console.model.words import Mark


@dataclass(frozen=True, slots=True)
class Today:
    """One mark over the emergencies of one local day. ``unstamped`` ran past the limit and were never met."""

    mark: Mark
    met: int
    counted: int
    unstamped: int
    p50_s: int | None
    p90_s: int | None
    times_s: tuple[int, ...]

    @property
    def share(self) -> float | None:
        """Share met in time; ``None`` before anything is counted."""
        return self.met / self.counted if self.counted else None


def percentile(sorted_s: Sequence[int], share: float) -> int | None:
    """The nearest-rank percentile of rising times; ``None`` of none."""
    return sorted_s[max(0, math.ceil(share * len(sorted_s)) - 1)] if sorted_s else None


def today(board: Board, now: datetime, mark: Mark = Mark.FIRST_ARRIVAL) -> Today:
    """The figures of ``mark`` for emergencies declared on the local day of ``now``; those still running wait."""
    local_day = board.district.local(now).date()
    times: list[int] = []
    met = unstamped = 0
    for incident in board.incidents.values():
        if incident.t0 is None or board.district.local(incident.t0).date() != local_day:
            continue
        limit = limit_s(limits_of(incident), mark)
        stamped = incident.mark_met.get(mark)
        if stamped is not None:
            after = int((stamped - incident.t0).total_seconds())
            times.append(after)
            met += after <= limit
        elif mark in incident.mark_missed:
            unstamped += 1
    times.sort()
    return Today(
        mark, met, len(times) + unstamped, unstamped, percentile(times, 0.5), percentile(times, 0.9), tuple(times)
    )
