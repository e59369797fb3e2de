"""What can be said of a camera's picture: how old it is, and whether it still comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QElapsedTimer

LATE_AFTER_S = 1.5
FROZEN_AFTER_S = 5.0


class FeedState(StrEnum):
    """A camera that freezes gives no signal at all: only the age of its last frame tells."""

    WAITING = "waiting"
    LIVE = "live"
    LATE = "late"
    FROZEN = "frozen"
    LOST = "lost"
    THEN = "then"  # drawn again for a moment gone by: no age counts


@dataclass(frozen=True, slots=True)
class Feed:
    """The state of a feed and the age of its last frame; ``None`` before the first."""

    state: FeedState
    age_s: float | None


class FrameWatch:
    """Counts the age of the last frame on a clock that never jumps."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()
        self.lost = False

    def frame(self) -> None:
        """A frame came."""
        self._since.start()
        self.lost = False

    @property
    def age_s(self) -> float | None:
        """Seconds since the last frame; ``None`` before the first."""
        return self._since.elapsed() / 1000 if self._since.isValid() else None

    def feed(self) -> Feed:
        """What the age means."""
        return judge(self.age_s, self.lost)


def judge(age_s: float | None, lost: bool) -> Feed:
    """Live, late or frozen by the age of the last frame; lost when the source said so."""
    if lost:
        return Feed(FeedState.LOST, age_s)
    if age_s is None:
        return Feed(FeedState.WAITING, None)
    if age_s >= FROZEN_AFTER_S:
        return Feed(FeedState.FROZEN, age_s)
    return Feed(FeedState.LATE if age_s >= LATE_AFTER_S else FeedState.LIVE, age_s)


FULL, BEHIND_LOOKS = 0.9, 4


class BehindWatch:
    """Tells when a live stream shows the past as if it were now: its player's buffer stays full."""

    def __init__(self) -> None:
        self._looks = 0

    def look(self, duration_ms: int, buffered: float) -> bool:
        """Whether it has, four looks on end. A film has a duration and may be read ahead."""
        self._looks = self._looks + 1 if duration_ms <= 0 and buffered >= FULL else 0
        return self._looks >= BEHIND_LOOKS

    def begin(self) -> None:
        """The stream was opened anew."""
        self._looks = 0
