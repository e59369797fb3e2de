"""What happened at one incident, told in a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from console.analysis.assessment import Assessment
from console.board.durations import m_ss
from console.board.timeline import category_label, source_label
from console.model.events import LevelRaised, PlanChosen
from console.model.incident import Incident
from console.model.words import OrderStatus
from console.phrase import Phrase, say

_LOST = (OrderStatus.DECLINED, OrderStatus.LAPSED, OrderStatus.CANCELLED)


def story(found: Assessment, incident: Incident) -> tuple[Phrase, ...]:
    """The sentences in the order things happened; marks have their own, see :func:`console.analysis.why.why`."""
    return (
        *_report(found, incident),
        *_acceptance(found, incident),
        *_plans(found, incident),
        *_orders(found, incident),
        _ending(incident),
    )


def _since(incident: Incident, moment: datetime) -> str:
    return m_ss((moment - (incident.t0 or incident.reported_at)).total_seconds())


def _report(found: Assessment, incident: Incident) -> Iterator[Phrase]:
    first, *more = incident.reports
    time = found.record.board.district.local(incident.reported_at).strftime("%H:%M:%S")
    yield say("report.story.reported", time=time, source=source_label(first.source), text=first.text)
    if more:
        yield say("report.story.more_reports", count=len(more))


def _acceptance(found: Assessment, incident: Incident) -> Iterator[Phrase]:
    if incident.accepted_at is not None:
        after = m_ss((incident.accepted_at - incident.reported_at).total_seconds())
        word = "accepted_emergency" if incident.t0 else "accepted_routine"
        category = category_label(found.record.board, incident.category)
        yield say(f"report.story.{word}", after=after, category=category)


def _plans(found: Assessment, incident: Incident) -> Iterator[Phrase]:
    for row in found.record.board.history.get(incident.number, ()):
        event = row.event
        if isinstance(event, PlanChosen | LevelRaised):
            level, after = say(f"level.{event.plan.level.value}"), _since(incident, row.at)
            if isinstance(event, PlanChosen):
                yield say("report.story.plan", plan=event.plan.title, level=level, after=after)
            else:
                yield say("report.story.raised", level=level, after=after, reason=event.reason)


def _orders(found: Assessment, incident: Incident) -> Iterator[Phrase]:
    orders = found.record.board.orders_of(incident)
    if not orders:
        return
    arrived = sum(OrderStatus.ON_SCENE in order.stamps for order in orders)
    yield say("report.story.orders", count=len(orders), arrived=arrived)
    lost = Counter(order.status for order in orders)
    for status in _LOST:
        if lost[status]:
            yield say(f"report.story.{status.value}", count=lost[status])
    short = [decision.short for decision in found.decisions if decision.incident == incident.number]
    if short and short[-1]:
        yield say("report.story.short", count=short[-1])


def _ending(incident: Incident) -> Phrase:
    if incident.merged_into is not None:
        return say("report.story.merged", into=incident.merged_into)
    stage = say(f"stage.{incident.stage.value}")
    if incident.closed_at is not None:
        return say("report.story.ended", stage=stage, after=_since(incident, incident.closed_at))
    return say("report.story.open", stage=stage)
