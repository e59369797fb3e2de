"""Why a mark came when it came: the order that decided it, part by part, or what was still missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.analysis.assessment import Assessment
from console.analysis.course import Course
from console.analysis.marks import IncidentMark, Outcome
from console.board.durations import m_ss
from console.board.timeline import team_label
from console.model.events import LevelRaised, PlanChosen
from console.model.incident import Incident, Order
from console.model.plan import PlanInForce, StaffNeed
from console.model.words import Mark, OrderStatus
from console.phrase import Phrase, say


def why(found: Assessment, mark: IncidentMark) -> tuple[Phrase, ...]:
    """Sentences that explain one mark, in the order things happened; none while it still runs."""
    incident = found.record.board.incidents[mark.incident]
    order = found.deciding.get((mark.incident, mark.mark))
    missing: tuple[Phrase, ...] = ()
    if mark.outcome in (Outcome.LATE, Outcome.NEVER):
        missing = tuple(_missing(found, incident, mark))
    if mark.after_s is None or order is None:
        return missing
    return (*missing, *_of_order(found, mark, found.courses[order]))


def _of_order(found: Assessment, mark: IncidentMark, course: Course) -> Iterator[Phrase]:
    board, team = found.record.board, course.order.team
    yield from _raised(found, mark, course)
    if course.sent_s is not None:
        yield say("report.why.sent", team=team_label(board, team), after=m_ss(course.sent_s))
    yield from _replaced(found, course)
    if course.acknowledge_s is not None:
        yield say("report.why.acknowledged", after=m_ss(course.acknowledge_s))
    if mark.mark is Mark.START:
        return
    if course.turnout_s is not None and course.travel_s is not None:
        yield say("report.why.drove", turnout=m_ss(course.turnout_s), travel=m_ss(course.travel_s))
    if course.order.via_depot:
        depot = board.district.depots.get(course.order.via_depot)
        yield say("report.why.by_depot", depot=depot.name if depot else course.order.via_depot)
    for seq in course.held_up:
        yield found.record.lines[seq]
    if course.error_s is not None:
        yield error_words(course.error_s)


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


def _raised(found: Assessment, mark: IncidentMark, course: Course) -> Iterator[Phrase]:
    incident = found.record.board.incidents[mark.incident]
    if mark.mark is not Mark.REINFORCEMENT or incident.t0 is None:
        return
    for row, event in found.record.events(LevelRaised):
        if row.incident == mark.incident and row.at <= course.order.issued_at:
            after = m_ss((row.at - incident.t0).total_seconds())
            yield say("report.why.raised", level=say(f"level.{event.plan.level.value}"), after=after)


def _missing(found: Assessment, incident: Incident, mark: IncidentMark) -> Iterator[Phrase]:
    """What was still missing when the limit passed."""
    assert incident.t0 is not None, "only emergencies have marks"
    until = incident.t0 + timedelta(seconds=mark.limit_s)
    plan = _plan_at(found, incident, until)
    orders = [order for order in found.record.board.orders_of(incident) if order.issued_at <= until]
    if plan is None:
        yield say("report.why.no_plan")
    elif not orders:
        yield say("report.why.nobody_sent")
    elif mark.mark is Mark.START:
        yield say("report.why.nobody_acknowledged", count=len(orders))
    else:
        for need in needs_of(plan, mark.mark):
            yield from _open_need(found, need, [order for order in orders if order.need == need.id], until)


def _plan_at(found: Assessment, incident: Incident, moment: datetime) -> PlanInForce | None:
    rows = found.record.board.history.get(incident.number, ())
    plans = [r.event.plan for r in rows if isinstance(r.event, PlanChosen | LevelRaised) and r.at <= moment]
    return plans[-1] if plans else None


def needs_of(plan: PlanInForce, mark: Mark) -> tuple[StaffNeed, ...]:
    """The needs an arrival mark waits for (DOMAIN § 3)."""
    if mark is Mark.REINFORCEMENT:
        return tuple(need for need in plan.staff if need.arrive_within_s <= plan.limits.reinforcement_s)
    return tuple(need for need in plan.staff if need.first_arrival)


def _open_need(found: Assessment, need: StaffNeed, orders: list[Order], until: datetime) -> Iterator[Phrase]:
    there = [order for order in orders if order.status.counts and _there_by(order, until)]
    if len(there) >= need.count:
        return
    yield say("report.why.unfilled", need=need.title, arrived=len(there), count=need.count)
    if not orders:
        yield say("report.why.none_sent")
    for order in orders:
        team = team_label(found.record.board, order.team)
        if not order.status.counts:
            yield say("report.why.fell_away", team=team, status=say(f"order.{order.status.value}"))
        elif order not in there:
            after = found.courses[order.id].actual_s
            word = "arrived_then" if after is not None else "not_arrived"
            yield say(f"report.why.{word}", team=team, after=m_ss(after or 0))


def _there_by(order: Order, moment: datetime) -> bool:
    arrived = order.stamps.get(OrderStatus.ON_SCENE)
    return arrived is not None and arrived <= moment
