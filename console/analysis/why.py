"""Why a mark came when it came: the order that decided it, part by part, or what was still missing."""

from __future__ import annotations

from collections.abc import Iterator

from console.analysis.assessment import Assessment
from console.analysis.course import Course
from console.analysis.marks import IncidentMark, Outcome
from console.board.durations import m_ss
from console.board.timeline import team_label
from console.model.events import LevelRaised, OrderIssued
from console.model.incident import Incident, Order
from console.model.marks import reinforcement_needs
from console.model.words import Mark, OrderStatus
from console.phrase import Phrase, say

_FELL_AWAY = (OrderStatus.LAPSED, OrderStatus.DECLINED, OrderStatus.CANCELLED)


def why(found: Assessment, mark: IncidentMark) -> tuple[Phrase, ...]:
    """Sentences that explain one mark, in the order things happened; none while it still runs."""
    order = found.deciding.get((mark.incident, mark.mark))
    if mark.after_s is not None and order is not None:
        return tuple(_of_order(found, mark, found.courses[order]))
    return tuple(_missing(found, mark)) if mark.outcome is Outcome.NEVER else ()


def _of_order(found: Assessment, mark: IncidentMark, course: Course) -> Iterator[Phrase]:
    team = team_label(found.record.board, course.order.team)
    if course.sent_s is not None:
        yield say("report.why.sent", team=team, after=m_ss(course.sent_s))
    yield from _replaced(found, course)
    if course.acknowledge_s is not None:
        yield say("report.why.acknowledged", after=m_ss(course.acknowledge_s))
    if mark.mark is Mark.START:
        return
    if course.turnout_s is not None and course.travel_s is not None:
        yield say("report.why.drove", turnout=m_ss(course.turnout_s), travel=m_ss(course.travel_s))
    if course.order.via_depot:
        depot = found.record.board.district.depots.get(course.order.via_depot)
        yield say("report.why.by_depot", depot=depot.name if depot else course.order.via_depot)
    for seq in course.held_up:
        yield found.record.lines[seq]
    if course.error_s is not None:
        yield error_words(course.error_s)
    yield from _raised(found, mark)


def error_words(error_s: int) -> Phrase:
    """How an arrival compares with what was predicted when the order was sent."""
    if error_s == 0:
        return say("report.why.as_predicted")
    return say("report.why.later" if error_s > 0 else "report.why.sooner", by=m_ss(abs(error_s)))


def _replaced(found: Assessment, course: Course) -> Iterator[Phrase]:
    before = found.record.board.orders.get(course.replaces)
    if before is not None:
        yield say(
            "report.why.replaced",
            team=team_label(found.record.board, before.team),
            status=say(f"order.{before.status.value}"),
            lost=m_ss((course.order.issued_at - before.issued_at).total_seconds()),
        )


def _raised(found: Assessment, mark: IncidentMark) -> Iterator[Phrase]:
    incident = found.record.board.incidents[mark.incident]
    for row, event in found.record.events(LevelRaised):
        if row.incident == mark.incident and incident.t0 is not None and mark.mark is Mark.REINFORCEMENT:
            after = m_ss((row.at - incident.t0).total_seconds())
            yield say("report.why.raised", level=say(f"level.{event.plan.level.value}"), after=after)


def _missing(found: Assessment, mark: IncidentMark) -> Iterator[Phrase]:
    incident = found.record.board.incidents[mark.incident]
    orders = found.record.board.orders_of(incident)
    if incident.plan is None:
        yield say("report.why.no_plan")
    elif not orders:
        yield say("report.why.nobody_sent")
    elif mark.mark is Mark.START:
        yield say("report.why.nobody_acknowledged", count=len(orders))
    else:
        yield from _unfilled(incident, orders, mark.mark)
    replaced = {event.replaces for _, event in found.record.events(OrderIssued)}
    for order in orders:
        if order.status in _FELL_AWAY and order.id not in replaced:
            team = team_label(found.record.board, order.team)
            yield say("report.why.fell_away", team=team, status=say(f"order.{order.status.value}"))


def _unfilled(incident: Incident, orders: list[Order], mark: Mark) -> Iterator[Phrase]:
    there = [o for o in orders if OrderStatus.ON_SCENE in o.stamps and o.status.counts]
    staff = incident.plan.staff if incident.plan else ()
    needs = reinforcement_needs(incident) if mark is Mark.REINFORCEMENT else [n for n in staff if n.first_arrival]
    if not needs:
        yield say("report.why.no_need")
    for need in needs:
        arrived = sum(order.need == need.id for order in there)
        if arrived < need.count:
            yield say("report.why.unfilled", need=need.title, arrived=arrived, count=need.count)
