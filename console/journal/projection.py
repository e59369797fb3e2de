"""The query tables, from events alone: what SQL each event stands for. The board folds the same events in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Executable, bindparam, func, update

from console.journal.dialect import NEW_WORDS, keep_first
from console.journal.loads import load_statements
from console.journal.schema import incidents, orders, reports
from console.journal.squares import square_of
from console.journal.times import stamp
from console.model import events as e
from console.model.incident import Report
from console.model.plan import PlanInForce
from console.model.words import OrderStatus, Stage, Urgency

Values = Mapping[str, Any]
Statement = tuple[Executable, Values]


# Made once: building a statement costs as much as running it.
_NEW_INCIDENT = keep_first(incidents)
_NEW_REPORT = keep_first(reports)
_MOVE_REPORT = update(reports).where(
    reports.c.source == bindparam("of_source"), reports.c.source_number == bindparam("of_number")
)
_NEW_ORDER = keep_first(orders)
_CHANGE_INCIDENT = update(incidents).where(incidents.c.number == bindparam("incident"))
_MOVE_ON = _CHANGE_INCIDENT.where(incidents.c.stage == bindparam("from_stage"))
_FIRST_ACCEPTED = _CHANGE_INCIDENT.where(incidents.c.accepted_at.is_(None))  # raised to an emergency later: once
_COUNT_RETURN = _CHANGE_INCIDENT.values(returns=incidents.c.returns + 1)
_COUNT_CARD = _CHANGE_INCIDENT.values(cards=func.coalesce(incidents.c.cards, 0) + 1)
_COUNT_REOPENED = _CHANGE_INCIDENT.values(reopened=func.coalesce(incidents.c.reopened, 0) + 1)
_CHANGE_ORDER = update(orders).where(orders.c.id == bindparam("order"))


def project(row: e.Recorded) -> list[Statement]:
    """What brings the query tables up to ``row``, in order, as SQL with its values; rows come in ``seq`` order."""
    statements: list[Statement] = []
    if row.incident is not None:
        statements.extend(_incident_statements(row, row.incident))
    if isinstance(row.event, e.IncidentReported | e.ReportAdded):
        statements.append((_NEW_REPORT, _report(row, row.event.report)))
        if isinstance(row.event, e.ReportAdded):
            report = row.event.report
            moved = {"of_source": report.source, "of_number": report.source_number, "incident": row.incident}
            statements.append((_MOVE_REPORT, moved))
        statements.append((NEW_WORDS, {"rowid": row.seq, "words": _words(row.event)}))
    if isinstance(row.event, e.IncidentTransferred):
        statements.append((_NEW_REPORT, _their_number(row, row.event)))
    if isinstance(row.event, e.MergeUndone | e.ReportsMovedBack):
        statements.extend(_moved(row, row.event))
    if isinstance(row.event, e.OrderIssued):
        statements.append((_NEW_ORDER, _order(row, row.event)))
    elif type(row.event) in _ORDER_STEPS:
        statements.append((_CHANGE_ORDER, _order_step(row, row.event)))
    statements.extend(load_statements(row))
    return statements


def _words(event: e.IncidentReported | e.ReportAdded) -> str:
    place = event.place if isinstance(event, e.IncidentReported) else ""
    return f"{event.report.text} {place} {event.report.source_number}"


def _their_number(row: e.Recorded, event: e.IncidentTransferred) -> Values:
    return {"seq": row.seq, "source": event.to, "source_number": event.their_number, "incident": row.incident}


def _moved(_row: e.Recorded, event: e.MergeUndone | e.ReportsMovedBack) -> Iterator[Statement]:
    """Reports that a merge had brought go back with their numbers."""
    if isinstance(event, e.ReportsMovedBack):
        for source, number in event.numbers:
            yield _MOVE_REPORT, {"of_source": source, "of_number": number, "incident": event.to}


def _incident_statements(row: e.Recorded, number: int) -> Iterator[Statement]:
    common = {"version": row.version, "updated_at": stamp(row.at)}
    if isinstance(row.event, e.IncidentReported):
        yield _NEW_INCIDENT, {"number": number, **common, **_reported(row, row.event)}
        return
    changes = _CHANGES.get(type(row.event))
    yield _CHANGE_INCIDENT, {"incident": number, **common, **(changes(row, row.event) if changes else {})}
    if type(row.event) in _MOVES:
        before, after = _MOVES[type(row.event)]
        yield _MOVE_ON, {"incident": number, "from_stage": before.value, "stage": after.value}
    if isinstance(row.event, e.IncidentAccepted):
        yield _FIRST_ACCEPTED, {"incident": number, "accepted_at": stamp(row.at), "accepted_by": row.actor}
    if isinstance(row.event, e.SupervisionRaised):
        yield _COUNT_CARD, {"incident": number}
    if isinstance(row.event, e.VerificationFailed | e.IncidentReopened):
        yield _COUNT_RETURN, {"incident": number}
    if isinstance(row.event, e.IncidentReopened):
        yield _COUNT_REOPENED, {"incident": number}


def _reported(row: e.Recorded, event: e.IncidentReported) -> Values:
    return {
        "stage": Stage.REPORTED.value,
        "returns": 0,
        "reported_at": stamp(row.at),
        "source": event.report.source,
        "source_number": event.report.source_number,
        **_described(event),
    }


def _described(event: e.IncidentReported | e.IncidentAccepted) -> Values:
    return {
        "urgency": event.urgency.value,
        "severity": event.severity.value,
        "tier": event.tier.value,
        "category": event.category,
        "place": event.place,
        "grid": event.grid,
        "lat": event.position.lat if event.position else None,
        "lon": event.position.lon if event.position else None,
        "square": square_of(event.position) if event.position else None,
    }


def _accepted(row: e.Recorded, event: e.IncidentAccepted) -> Values:
    at = stamp(row.at)
    t0 = at if event.urgency is Urgency.EMERGENCY else None
    return {"stage": Stage.ACCEPTED.value, "t0": t0, **_described(event)}


def _rejected(row: e.Recorded, _event: e.IncidentRejected) -> Values:
    return {"stage": Stage.REJECTED.value, "closed_at": stamp(row.at)}


def _merged(row: e.Recorded, event: e.IncidentMerged) -> Values:
    return {"stage": Stage.MERGED.value, "closed_at": stamp(row.at), "merged_into": event.into}


def _planned(_row: e.Recorded, event: e.PlanChosen | e.LevelRaised) -> Values:
    plan: PlanInForce = event.plan
    return {"plan": plan.plan, "level": plan.level.value}


def _verified(_row: e.Recorded, _event: e.IncidentVerified) -> Values:
    return {"stage": Stage.VERIFIED.value}


def _sent_back(_row: e.Recorded, _event: e.VerificationFailed | e.IncidentReopened) -> Values:
    return {"stage": Stage.DISPATCHED.value, "closed_at": None}


def _closed(row: e.Recorded, _event: e.IncidentClosed) -> Values:
    return {"stage": Stage.CLOSED.value, "closed_at": stamp(row.at), "closed_by": row.actor}


def _reviewed(_row: e.Recorded, event: e.IncidentReviewed) -> Values:
    return {"stage": Stage.REVIEWED.value, "score": event.score}


def _assigned(_row: e.Recorded, event: e.HandlingAssigned) -> Values:
    return {
        "stage": Stage.DISPATCHED.value, "tier": event.tier.value, "lead": event.lead, "due_at": stamp(event.due_at),
        "handled_at": None,
    }  # fmt: skip


def _handled(row: e.Recorded, _event: e.HandlingReported) -> Values:
    return {"handled_at": stamp(row.at)}


def _signed(_row: e.Recorded, _event: e.HandlingSigned) -> Values:
    return {"stage": Stage.HANDLING.value}


def _transferred(row: e.Recorded, _event: e.IncidentTransferred) -> Values:
    return {"stage": Stage.TRANSFERRED.value, "closed_at": stamp(row.at)}


def _taken_back(_row: e.Recorded, _event: e.IncidentTakenBack) -> Values:
    return {"stage": Stage.ACCEPTED.value, "closed_at": None}


def _merge_undone(_row: e.Recorded, event: e.MergeUndone) -> Values:
    return {"stage": event.stage.value, "closed_at": None, "merged_into": None}


_CHANGES: Mapping[type[e.Event], Callable[[e.Recorded, Any], Values]] = {
    e.IncidentAccepted: _accepted,
    e.IncidentRejected: _rejected,
    e.IncidentMerged: _merged,
    e.PlanChosen: _planned,
    e.LevelRaised: _planned,
    e.IncidentVerified: _verified,
    e.VerificationFailed: _sent_back,
    e.IncidentReopened: _sent_back,
    e.IncidentClosed: _closed,
    e.IncidentReviewed: _reviewed,
    e.HandlingAssigned: _assigned,
    e.HandlingSigned: _signed,
    e.HandlingReported: _handled,
    e.IncidentTransferred: _transferred,
    e.IncidentTakenBack: _taken_back,
    e.MergeUndone: _merge_undone,
}

_MOVES: Mapping[type[e.Event], tuple[Stage, Stage]] = {
    e.OrderIssued: (Stage.ACCEPTED, Stage.DISPATCHED),
    e.TeamArrived: (Stage.DISPATCHED, Stage.HANDLING),
}
"""Stages an order moves an incident through, from the first to the second only."""


def _report(row: e.Recorded, report: Report) -> Values:
    """The same number from the same source twice is one report: the first keeps it."""
    return {
        "seq": row.seq,
        "source": report.source,
        "source_number": report.source_number,
        "incident": row.incident,
    }


def _order(row: e.Recorded, event: e.OrderIssued) -> Values:
    return {
        "id": event.order,
        "incident": row.incident,
        "team": event.team,
        "need": event.need,
        "status": OrderStatus.ISSUED.value,
        "eta_s": event.eta_s,
        "issued_at": stamp(row.at),
    }


_ORDER_STEPS: Mapping[type[e.Event], OrderStatus] = {
    e.OrderDelivered: OrderStatus.DELIVERED,
    e.OrderAcknowledged: OrderStatus.ACKNOWLEDGED,
    e.OrderDeclined: OrderStatus.DECLINED,
    e.OrderLapsed: OrderStatus.LAPSED,
    e.OrderCancelled: OrderStatus.CANCELLED,
    e.TravelStarted: OrderStatus.EN_ROUTE,
    e.TeamArrived: OrderStatus.ON_SCENE,
    e.OrderDone: OrderStatus.DONE,
}


def _order_step(row: e.Recorded, event: Any) -> Values:
    status = _ORDER_STEPS[type(event)]
    values = {"order": event.order, "status": status.value}
    stamped = f"{status.value}_at"
    if stamped in orders.c:
        values[stamped] = stamp(row.at)
    if not status.is_open:
        values["ended_at"] = stamp(row.at)
    return values
