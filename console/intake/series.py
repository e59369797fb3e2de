"""Readings of sensors as a series: when a value has held at its threshold long enough, it is reported once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MOST_SENSORS = 50_000


@dataclass(slots=True)
class _Episode:
    last_at: datetime
    since: datetime | None = None  # at or above the threshold since then, on end
    reported: bool = False


class Series:
    """The state of every sensor heard. It lives as long as the process: after a restart an episode is begun anew,
    and its report joins the open incident of the same sensor by the rule for repeats.
    """

    def __init__(self) -> None:
        self._episodes: dict[tuple[str, str], _Episode] = {}

    def take(self, sensor: str, measures: str, at: datetime, above: bool, hold_s: float) -> datetime | None:
        """Take one reading; when it completes the hold, since when the value has been so high, else ``None``.

        Readings that are older than the last one of their sensor change nothing, nor do repeated ones.
        """
        known = self._episodes.get((sensor, measures))
        if known is None:
            if len(self._episodes) >= MOST_SENSORS:
                self._episodes.pop(next(iter(self._episodes)))
            known = self._episodes[sensor, measures] = _Episode(at)
        elif at <= known.last_at:
            return None
        known.last_at = at
        if not above:
            known.since, known.reported = None, False
            return None
        if known.since is None:
            known.since = at
        if known.reported or (at - known.since).total_seconds() < hold_s:
            return None
        known.reported = True
        return known.since
