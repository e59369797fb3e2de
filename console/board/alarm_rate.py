"""How many alarms come: the load on one officer, measured where they are shown (ISA-18.2)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

TARGET = 2
"""Alarms in ten minutes one officer can take in routine."""
SPAN = timedelta(minutes=10)
HOUR = timedelta(hours=1)


class AlarmRate:
    """Counts alarms as they appear. Those that stand when it begins to count are not new."""

    def __init__(self) -> None:
        self._known: set[str] | None = None
        self._came: deque[datetime] = deque()

    def note(self, standing: Iterable[str], now: datetime) -> frozenset[str]:
        """Take the ids of all alarms that stand at ``now``; returns those that are new."""
        ids = set(standing)
        new = frozenset() if self._known is None else frozenset(ids - self._known)
        self._known = ids
        self._came.extend([now] * len(new))
        while self._came and now - self._came[0] > HOUR:
            self._came.popleft()
        return new

    def within(self, span: timedelta, now: datetime) -> int:
        """How many came in the last ``span``, an hour at most."""
        return sum(now - came <= span for came in self._came)
