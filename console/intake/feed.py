"""How a way in does: whether it is open and since when, what came through it, and what was refused last."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from console.frozen import frozen
from console.phrase import Phrase

KEPT_REFUSALS = 50


@frozen
class Refusal:
    """One message that was not taken: when, where it stood, and why."""

    at: datetime
    where: str
    why: Phrase


@frozen
class FeedStatus:
    """A way in as it is now. ``since`` is when it last opened or closed; ``trouble`` says why it is closed."""

    name: str
    is_open: bool
    since: datetime
    trouble: Phrase | None
    last_at: datetime | None
    new: int
    known: int  # known already, or joined to an open case
    quiet: int  # readings that ask for nothing
    refused: int
    waiting: int
    refusals: tuple[Refusal, ...]  # the latest first


class FeedCount:
    """Counts what comes through one way in."""

    def __init__(self, name: str, now: datetime) -> None:
        self.name = name
        self.is_open, self.since = False, now
        self.last_at: datetime | None = None
        self.new = self.known = self.quiet = self.refused = 0
        self._refusals: deque[Refusal] = deque(maxlen=KEPT_REFUSALS)
        self.trouble: Phrase | None = None

    def opened(self, now: datetime) -> None:
        """It is open now."""
        if not self.is_open:
            self.is_open, self.since = True, now
        self.trouble = None

    def closed(self, now: datetime, why: Phrase) -> None:
        """It is closed now, and why."""
        if self.is_open or self.trouble is None:
            self.since = now
        self.is_open, self.trouble = False, why

    def refuse(self, now: datetime, where: str, why: Phrase) -> None:
        """A message was not taken."""
        self.refused += 1
        self._refusals.appendleft(Refusal(now, where, why))

    def status(self, waiting: int = 0) -> FeedStatus:
        """As it is now."""
        return FeedStatus(
            self.name, self.is_open, self.since, self.trouble, self.last_at, self.new, self.known, self.quiet,
            self.refused, waiting, tuple(self._refusals),
        )  # fmt: skip
