"""How many teams were wanted at once, by shift and capability: what the plans in force asked for, filled or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta

from console.analysis.record import Record
from console.model.events import LevelRaised, PlanChosen
from console.model.incident import Incident
from console.model.order_events import TeamReturned
from console.model.places import District
from console.model.plan import StaffNeed
from console.model.words import OrderStatus

ALL = "*"
"""Stands for every capability together."""
WHOLE_DAY = "00:00"
Span = tuple[datetime, datetime, int, str]
"""From, until, how many teams, of which capability."""
_FELL = (OrderStatus.DECLINED, OrderStatus.LAPSED, OrderStatus.CANCELLED)


def most_at_once(record: Record, district: District) -> dict[tuple[str, str], int]:
    """By (start of the shift in local time, capability): the most teams wanted at one moment.

    A need wants its teams from the moment its level came into force until the last team sent for it is back; where
    none was sent, until its case ends. Capabilities of :data:`ALL` are counted together.
    """
    spans = [span for incident in record.emergencies for span in _wanted(record, incident)]
    moments = sorted({begin for begin, _, _, _ in spans} | set(_turns(record, district)))
    found: dict[tuple[str, str], int] = {}
    for moment in moments:
        shift = shift_of(district, moment)
        now: dict[str, int] = {}
        for begin, until, count, capability in spans:
            if begin <= moment < until:
                now[capability] = now.get(capability, 0) + count
        now[ALL] = sum(now.values())
        for capability, count in now.items():
            found[shift, capability] = max(found.get((shift, capability), 0), count)
    return found


def shift_of(district: District, moment: datetime) -> str:
    """When the shift that holds ``moment`` began, ``HH:MM`` local; the desk's changes of hands cut the day."""
    changes, local = sorted(district.duty.changes), district.local(moment).time()
    if not changes:
        return WHOLE_DAY
    begun = [change for change in changes if change <= local]
    return f"{(begun[-1] if begun else changes[-1]):%H:%M}"


def supply(district: District) -> Mapping[tuple[str, str], int]:
    """By (start of the shift, capability): teams on duty at its start by their usual shifts. ``ALL`` is every team."""
    starts = sorted(district.duty.changes) or [time()]
    found: dict[tuple[str, str], int] = {}
    for start in starts:
        there = [team for team in district.teams.values() if team.shift.covers(start)]
        found[f"{start:%H:%M}", ALL] = len(there)
        for capability in district.capabilities:
            found[f"{start:%H:%M}", capability] = sum(capability in team.capabilities for team in there)
    return found


def _turns(record: Record, district: District) -> Iterator[datetime]:
    """The changes of hands within the record: a need that runs over one is wanted in both shifts."""
    first, last = district.local(record.started_at), district.local(record.ended_at)
    days = [first.date() + timedelta(days=n) for n in range((last.date() - first.date()).days + 1)]
    moments = (datetime.combine(day, change, first.tzinfo) for day in days for change in district.duty.changes)
    return (moment for moment in moments if first <= moment <= last)


def _wanted(record: Record, incident: Incident) -> Iterator[Span]:
    rows = record.board.history.get(incident.number, [])
    levels = [(row.at, row.event.plan.staff) for row in rows if isinstance(row.event, PlanChosen | LevelRaised)]
    over = incident.closed_at or record.ended_at
    returned = {row.event.order: row.at for row in rows if isinstance(row.event, TeamReturned)}
    for n, (since, staff) in enumerate(levels):
        until = levels[n + 1][0] if n + 1 < len(levels) else None
        for need in staff:
            end = until or _released(record, incident, need, returned, over)
            if end > since:
                yield since, end, need.count, need.capability


def _released(
    record: Record, incident: Incident, need: StaffNeed, returned: Mapping[str, datetime], over: datetime
) -> datetime:
    sent = [order for order in record.board.orders_of(incident) if order.need == need.id and order.status not in _FELL]
    if not sent:
        return over
    ends: Sequence[datetime] = [
        returned.get(order.id) or order.stamps.get(OrderStatus.DONE) or record.ended_at for order in sent
    ]
    return max(ends)
