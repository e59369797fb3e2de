"""Working time: what a deadline in working hours means on the calendar of a place."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from console.frozen import frozen

_DAY = timedelta(days=1)
MOST_DAYS = 3660
"""No deadline is looked for further ahead than this."""


@frozen
class WorkingTime:
    """Daily hours of local time, and the days on which nobody works, weekends included where they are free.

    Days outside ``first`` to ``last`` are not on the calendar: there weekdays count as worked and weekends as free.
    """

    timezone: str
    opens: time
    closes: time
    free: Container[date]
    first: date
    last: date

    def works_on(self, day: date) -> bool:
        """Whether ``day`` is a working day."""
        if self.first <= day <= self.last:
            return day not in self.free
        return day.weekday() < 5

    def after(self, start: datetime, seconds: float) -> datetime:
        """The moment at which ``seconds`` of working time have gone by since ``start``."""
        left = seconds
        for begins, ends in self._windows(start):
            there = (ends - begins).total_seconds()
            if left <= there:
                return (begins + timedelta(seconds=left)).astimezone(start.tzinfo)
            left -= there
        raise ValueError(f"no working time within {MOST_DAYS} days of {start.date()}")

    def between(self, start: datetime, end: datetime) -> float:
        """Seconds of working time from ``start`` to ``end``; 0 when ``end`` is not later."""
        worked = 0.0
        for begins, ends in self._windows(start):
            if begins >= end:
                break
            worked += (min(ends, end) - begins).total_seconds()
        return worked

    def _windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time from ``start`` on, the first one cut at ``start``."""
        zone = ZoneInfo(self.timezone)
        day = start.astimezone(zone).date()
        for _ in range(MOST_DAYS):
            if self.works_on(day):
                begins, ends = (datetime.combine(day, at, zone) for at in (self.opens, self.closes))
                if ends > start:
                    yield max(begins, start), ends
            day += _DAY
