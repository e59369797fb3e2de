"""What a journal was at a moment gone by: where the moment lies, what a board needs from there, what teams told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Float, Select, Subquery, Text, and_, bindparam, func, or_, select, text, union

from console.journal import rows
from console.journal.loads import gone_by_owner
from console.journal.schema import events, incidents, orders
from console.journal.times import moment_of, stamp
from console.journal.tracks import signal_of
from console.model.events import Recorded
from console.model.incident import Signal
from console.model.words import OrderStatus, Stage

SLACK = timedelta(days=1)
"""Ended incidents are left out when nothing happened to them so long before; also more than clocks of seats differ."""

# One look per team: the table grows by millions of rows, the teams do not.
_HEARD = text(
    """
    WITH RECURSIVE known(team) AS (
        SELECT min(team) FROM tracks
        UNION ALL
        SELECT (SELECT min(team) FROM tracks WHERE team > known.team) FROM known WHERE known.team IS NOT NULL
    )
    SELECT tracks.team, tracks.at, tracks.lat, tracks.lon, tracks.heading_deg, tracks.speed_kph
    FROM known JOIN tracks ON tracks.team = known.team
        AND tracks.at = (SELECT max(at) FROM tracks AS later WHERE later.team = known.team AND later.at <= :moment)
    ORDER BY tracks.team
    """
).columns(team=Text, at=Text, lat=Float, lon=Float, heading_deg=Float, speed_kph=Float)

_AT = select(events.c.at).where(events.c.seq == bindparam("seq"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a board of the moment after row ``seq`` needs: see :func:`standing`.

    ``rows`` in ``seq`` order, all up to ``seq``; ``stock`` is by how much everything left out changed what depots and
    teams hold, by (depot or team id, item); ``hash`` is that of row ``seq``, ``last_number`` the last incident's.
    """

    rows: list[Recorded]
    stock: dict[tuple[str, str], int]
    seq: int
    hash: str
    last_number: int


def span(connection: Connection) -> tuple[datetime, datetime, int] | None:
    """Session time of the first and the last row, and how many rows there are; ``None`` without any."""
    last = rows.head(connection)[0]
    if not last:
        return None
    return _at(connection, 1), _at(connection, last), last


def seq_before(connection: Connection, moment: datetime) -> int:
    """The last row that was written before ``moment``; 0 when none was.

    Found by halving: rows are in the order of their commits, and session time does not go back within one clock.
    Seats whose clocks differ can put a row on the other side by as much as that.
    """
    low, high = 0, rows.head(connection)[0]
    while low < high:
        middle = (low + high + 1) // 2
        if _at(connection, middle) < moment:
            low = middle
        else:
            high = middle - 1
    return low


def _at(connection: Connection, seq: int) -> datetime:
    return moment_of(str(connection.scalar(_AT, {"seq": seq})))


def standing(connection: Connection, seq: int, *, whole: bool) -> Standing:
    """What was so after row ``seq``: all rows up to it, or only what a board needs when not ``whole``.

    Then those are the session's own rows and those of incidents that were open, were touched within a day before, or
    whose team had not come back or not answered. What the others did to the stock is one sum.
    """
    if seq == 0:
        return Standing([], {}, 0, "", 0)
    moment, (_, last) = _at(connection, seq), rows.before(connection, seq)
    upto = select(events).where(events.c.seq <= seq)
    if whole:
        found = rows.read(connection, upto.order_by(events.c.seq))
        return Standing(found, {}, seq, last, max((row.incident or 0 for row in found), default=0))
    kept = _kept(moment)
    mine = upto.where(or_(events.c.incident.is_(None), events.c.incident.in_(select(kept.c.number))))
    found = sorted(rows.read(connection, mine), key=_seq)
    gone = gone_by_owner(connection, _settled(moment, kept))
    return Standing(found, gone, seq, last, _last_number(connection, seq, moment))


def _last_number(connection: Connection, seq: int, moment: datetime) -> int:
    """The highest number of an incident whose first row is ``seq`` or before; several may have come in one second."""
    day = stamp(moment - SLACK)
    before = select(func.max(incidents.c.number)).where(incidents.c.reported_at < day)
    lately = (
        select(func.max(incidents.c.number))
        .join(events, and_(events.c.incident == incidents.c.number, events.c.version == 1))
        .where(incidents.c.reported_at >= day, incidents.c.reported_at <= stamp(moment), events.c.seq <= seq)
    )
    return max(int(connection.scalar(query) or 0) for query in (before, lately))


def _kept(moment: datetime) -> Subquery:
    """Incidents that a board of ``moment`` may hold; more than needed does no harm, their rows are cut at it."""
    begun = incidents.c.reported_at <= stamp(moment + SLACK)
    going = select(incidents.c.number).where(incidents.c.stage.in_([s.value for s in Stage if s.is_open]), begun)
    lately = select(incidents.c.number).where(incidents.c.updated_at >= stamp(moment - SLACK), begun)
    last = (
        select(orders.c.team, func.max(orders.c.issued_at).label("at"))
        .where(orders.c.issued_at <= stamp(moment)).group_by(orders.c.team).subquery()
    )  # fmt: skip
    not_back = or_(orders.c.returned_at.is_(None), orders.c.returned_at >= stamp(moment))
    away = and_(orders.c.status == OrderStatus.DONE.value, not_back)
    unsettled = (
        select(orders.c.incident)
        .join(last, and_(orders.c.team == last.c.team, orders.c.issued_at == last.c.at))
        .where(or_(away, orders.c.status == OrderStatus.LAPSED.value))
    )
    return union(going, lately, unsettled).subquery("kept")


def _settled(moment: datetime, kept: Subquery) -> Select[tuple[int]]:
    """Incidents to which nothing happened since well before ``moment``, so that their loads stand as they did."""
    return select(incidents.c.number).where(
        incidents.c.updated_at < stamp(moment - SLACK), incidents.c.number.not_in(select(kept.c.number))
    )


def between(connection: Connection, after: int, until: int) -> list[Recorded]:
    """The rows after ``after`` up to ``until``, in order."""
    return rows.read(connection, rows.after(after).where(events.c.seq <= until))


def signals_at(connection: Connection, moment: datetime) -> dict[str, Signal]:
    """The last signal that every team had sent by ``moment``."""
    return {row.team: signal_of(row) for row in connection.execute(_HEARD, {"moment": stamp(moment)})}


def _seq(row: Recorded) -> int:
    return row.seq
