"""Time, in one place: the system's clock for live work, a stepped clock for drills and replays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What every room may ask of time."""

    def now(self) -> datetime:
        """Session time: aware, UTC."""
        ...

    def recorded(self) -> datetime:
        """The time stamped on a journal row: wall time in live work, session time in a drill."""
        ...


class SystemClock:
    """The machine's clock; the only reader of wall time in the project."""

    def now(self) -> datetime:
        """The wall time now, aware, UTC."""
        return datetime.now(UTC)

    def recorded(self) -> datetime:
        """The wall time now."""
        return self.now()


class DrillClock:
    """Session time of a drill: it stands still until somebody steps it, so that a drill is reproducible."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a drill clock starts at an aware time")
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The drill's time."""
        return self._now

    def recorded(self) -> datetime:
        """The drill's time: two runs of one drill write the same rows."""
        return self._now

    def advance_to(self, moment: datetime) -> None:
        """Step to ``moment``; a step backwards is refused with ``ValueError``."""
        if moment < self._now:
            raise ValueError(f"a drill clock does not go back from {self._now} to {moment}")
        self._now = moment.astimezone(UTC)

    def step(self, seconds: float) -> None:
        """Step on by ``seconds``."""
        self.advance_to(self._now + timedelta(seconds=seconds))


class LedClock:
    """A drill's time at a seat that takes part in it: as it is told, and never back."""

    def __init__(self, at: datetime) -> None:
        self._now = at.astimezone(UTC)

    def now(self) -> datetime:
        """The latest time told."""
        return self._now

    def recorded(self) -> datetime:
        """The same: rows of this seat are stamped as those of the seat that leads."""
        return self._now

    def tell(self, moment: datetime) -> None:
        """The drill is at ``moment``; nothing when more is known."""
        self._now = max(self._now, moment.astimezone(UTC))


class ReplayClock:
    """The moment of a replay that is looked at: it goes forwards and back, and nothing is ever written by it."""

    def __init__(self, at: datetime) -> None:
        self._now = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment looked at."""
        return self._now

    def recorded(self) -> datetime:
        """The same."""
        return self._now

    def go_to(self, moment: datetime) -> None:
        """Look at another moment."""
        self._now = moment.astimezone(UTC)
