"""Where teams were and when. Positions come often, so they are rows of their own and not events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Float, Row, Text, select, text

from console.geo import LatLon
from console.journal.dialect import keep_last
from console.journal.schema import tracks
from console.journal.times import moment_of, stamp
from console.model.incident import Signal

# One look per team from index to index: the table grows by millions of rows, the teams do not.
_LAST = text(
    """
    WITH RECURSIVE known(team) AS (
        SELECT min(team) FROM tracks
        UNION ALL
        SELECT (SELECT min(team) FROM tracks WHERE team > known.team) FROM known WHERE known.team IS NOT NULL
    )
    SELECT tracks.team, tracks.at, tracks.lat, tracks.lon, tracks.heading_deg, tracks.speed_kph
    FROM known JOIN tracks ON tracks.team = known.team
        AND tracks.at = (SELECT max(at) FROM tracks AS later WHERE later.team = known.team)
    ORDER BY tracks.team
    """
).columns(team=Text, at=Text, lat=Float, lon=Float, heading_deg=Float, speed_kph=Float)

_KEEP = keep_last(tracks)


def add(connection: Connection, signals: Iterable[Signal]) -> int:
    """Keep ``signals``; one of the same team and time again replaces it. Returns how many there were."""
    rows = [
        {
            "team": signal.team,
            "at": stamp(signal.at),
            "lat": signal.position.lat,
            "lon": signal.position.lon,
            "heading_deg": signal.heading_deg,
            "speed_kph": signal.speed_kph,
        }
        for signal in signals
    ]
    if rows:
        connection.execute(_KEEP, rows)
    return len(rows)


def between(connection: Connection, team: str, since: datetime, until: datetime) -> list[Signal]:
    """The track of ``team`` from ``since`` to ``until``, both included, oldest first."""
    query = (
        select(tracks)
        .where(tracks.c.team == team, tracks.c.at >= stamp(since), tracks.c.at <= stamp(until))
        .order_by(tracks.c.at)
    )
    return [signal_of(row) for row in connection.execute(query)]


def last(connection: Connection) -> dict[str, Signal]:
    """The last signal of every team that ever sent one."""
    return {row.team: signal_of(row) for row in connection.execute(_LAST)}


def signal_of(row: Row[Any]) -> Signal:
    """A row of the tracks as the signal it kept."""
    return Signal(row.team, LatLon(row.lat, row.lon), moment_of(row.at), row.heading_deg, row.speed_kph)
