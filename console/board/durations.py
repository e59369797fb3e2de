"""Spans of time as an officer reads them."""

from __future__ import annotations

MINUTE_S = 60
HOUR_S = 3600


def m_ss(seconds: float) -> str:
    """Minutes and seconds, ``2:05``; from one hour on ``1:02:05``. Below zero a minus stands before it."""
    whole = int(abs(seconds))
    sign = "-" if seconds <= -1 else ""
    hours, rest = divmod(whole, HOUR_S)
    minutes, left = divmod(rest, MINUTE_S)
    return f"{sign}{hours}:{minutes:02d}:{left:02d}" if hours else f"{sign}{minutes}:{left:02d}"
