"""What a board needs to go on after years of cases: everything still running, and sums of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Subquery, and_, func, or_, select, union

from console.journal import rows
from console.journal.loads import gone_by_owner
from console.journal.schema import events, incidents, orders
from console.journal.times import stamp
from console.model.events import Recorded
from console.model.words import OrderStatus, Stage


@dataclass(frozen=True, slots=True)
class Resumed:
    """``rows`` in ``seq`` order: the session's own, and those of every incident that is open or was touched lately,
    or whose team has not come back or not answered since. ``stock`` is by how much all the other incidents changed
    what depots and teams hold, by (depot or team, item). ``seq`` and ``hash`` are the journal's head.
    """

    rows: list[Recorded]
    stock: dict[tuple[str, str], int]
    seq: int
    hash: str
    last_number: int


def resumed(connection: Connection, since: datetime) -> Resumed:
    """Everything of incidents open or changed at ``since`` or later, and the sums of the others."""
    kept = _kept(since)
    mine = select(events).where(or_(events.c.incident.is_(None), events.c.incident.in_(select(kept.c.number))))
    seq, last = rows.head(connection)
    number = connection.scalar(select(func.max(incidents.c.number)))
    others = select(orders.c.incident).where(orders.c.incident.not_in(select(kept.c.number)))
    return Resumed(
        sorted(rows.read(connection, mine), key=_seq), gone_by_owner(connection, others), seq, last, int(number or 0)
    )  # fmt: skip


def dispatched(connection: Connection, since: datetime, most: int) -> list[Recorded]:
    """The session's own rows, and those of the latest incidents that teams were sent to."""
    sent = (
        select(orders.c.incident)
        .where(orders.c.issued_at >= stamp(since))
        .group_by(orders.c.incident)
        .order_by(orders.c.incident.desc())
        .limit(most)
    )
    mine = select(events).where(or_(events.c.incident.is_(None), events.c.incident.in_(sent)))
    return sorted(rows.read(connection, mine), key=_seq)


def _seq(row: Recorded) -> int:
    return row.seq


def _kept(since: datetime) -> Subquery:
    going = select(incidents.c.number).where(incidents.c.stage.in_([s.value for s in Stage if s.is_open]))
    lately = select(incidents.c.number).where(incidents.c.updated_at >= stamp(since))
    last = select(orders.c.team, func.max(orders.c.issued_at).label("at")).group_by(orders.c.team).subquery()
    away = and_(orders.c.status == OrderStatus.DONE.value, orders.c.returned_at.is_(None))
    unsettled = (
        select(orders.c.incident)
        .join(last, and_(orders.c.team == last.c.team, orders.c.issued_at == last.c.at))
        .where(or_(away, orders.c.status == OrderStatus.LAPSED.value))
    )
    return union(going, lately, unsettled).subquery("kept")
