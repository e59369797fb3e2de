"""Since when a wall shows what may no longer be so."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.views.link import SessionLink

LONGEST = timedelta(seconds=10)
"""A live desk that has not passed a second for so long no longer tells what is."""


def stale_since(link: SessionLink) -> datetime | None:
    """When the last good news came, if there has been none since; ``None`` while all is well."""
    if not link.store_ok:
        return link.good_at
    if not link.is_drill and link.is_loaded and link.now() - link.good_at > LONGEST:
        return link.good_at
    return None
