"""Times as the journal stores them: ISO-8601 text, UTC, always with microseconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


def stamp(moment: datetime) -> str:
    """The stored text of an aware ``moment``; a naive one raises ``ValueError``."""
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment.isoformat()} has no zone; the journal takes aware times only")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=64)  # the three times of a row are mostly one
def moment_of(text: str) -> datetime:
    """The aware UTC time of a stored ``text``; ``ValueError`` when it is not one."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"the time {text} has no zone")
    return found.astimezone(UTC)
