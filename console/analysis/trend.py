"""How many cases each day or week, beside what is usual and beside the same time before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

USUAL_OVER = 7
"""A step's usual count is the median of this many steps, itself the last."""
MOST_DAYS = 120
"""Beyond so many days weeks are counted instead."""


@dataclass(frozen=True, slots=True)
class Step:
    """One day, or the week that begins on it: its cases, what is usual, and the cases so long before."""

    begins: date
    cases: int
    usual: float
    before: int | None


def trend(
    hours: Sequence[tuple[datetime, int]], local: Callable[[datetime], datetime], since: datetime | None, now: datetime
) -> tuple[int, list[Step]]:
    """Days in a step (1 or 7) and the steps from ``since`` (the first case without one) until ``now``.

    ``hours`` are counts of every hour that had cases, as far back as the time before is to be shown. A week that is not
    over counts what it has.
    """
    by_day: Counter[date] = Counter()
    for hour, count in hours:
        by_day[local(hour).date()] += count
    if not by_day:
        return 1, []
    last = local(now).date()
    first = local(since).date() if since is not None else min(by_day)
    days = (last - first).days + 1
    length = 1 if days <= MOST_DAYS else 7
    begins = [first + timedelta(days=length * n) for n in range(-(-days // length))]
    counts = [_within(by_day, day, length) for day in begins]
    earliest = min(by_day)
    span = timedelta(days=length * len(begins))
    return length, [
        Step(
            day, counts[n], float(median(counts[max(0, n - USUAL_OVER + 1) : n + 1])),
            _within(by_day, day - span, length) if day - span >= earliest else None,
        )
        for n, day in enumerate(begins)
    ]  # fmt: skip


def _within(by_day: Counter[date], begins: date, length: int) -> int:
    return sum(by_day[begins + timedelta(days=n)] for n in range(length))
