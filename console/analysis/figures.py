"""The figures of a drill as plain JSON values, for ``drill --json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from console.analysis.assessment import Assessment, assess
from console.analysis.expectations import Band, Judgement, Verdict
from console.analysis.marks import MarkFigures, Outcome
from console.analysis.record import Record, read_record
from console.model.events import Recorded
from console.model.incident import Incident
from console.model.places import District
from console.model.scenario import Scenario
from console.model.words import OrderStatus
from console.phrase import Text


def drill_figures(
    rows: Sequence[Recorded], scenario: Scenario | None, district: District, *, ended_at: datetime | None = None
) -> dict[str, Any]:
    """Incidents, marks, expectations, orders and materials of a whole journal; times are ISO 8601 in UTC.

    Spans are seconds; marks count from t0. ``ended_at`` is when the session ended, see :func:`read_record`.
    """
    found = assess(read_record(rows, district, ended_at=ended_at), scenario)
    record = found.record
    return {
        "scenario": scenario.id if scenario else "",
        "seed": record.board.session.seed if record.board.session else 0,
        "started_at": record.started_at.isoformat(),
        "duration_s": int((record.ended_at - record.started_at).total_seconds()),
        "events": len(record.rows),
        "incidents": [_incident(found, incident) for _, incident in sorted(record.board.incidents.items())],
        "marks": {figures.mark.value: _mark(figures) for figures in found.marks},
        "expectations": _expectations(found),
        "orders": _orders(record),
        "materials": [
            {
                "incident": m.incident, "item": m.item, "unit": m.unit, "needed": m.needed, "reserved": m.reserved,
                "released": m.released, "used": m.used, "returned": m.returned, "not_back": m.not_back,
                "short": m.short,
            }
            for m in found.materials
        ],
    }  # fmt: skip


def _incident(found: Assessment, incident: Incident) -> dict[str, Any]:
    plan = incident.plan
    marks = (m for figures in found.marks for m in figures.marks if m.incident == incident.number)
    return {
        "number": incident.number,
        "category": incident.category,
        "place": incident.place,
        "stage": incident.stage.value,
        "severity": incident.severity.value,
        "reports": len(incident.reports),
        "reported_at": incident.reported_at.isoformat(),
        "t0": incident.t0.isoformat() if incident.t0 else None,
        "plan": plan.plan if plan else None,
        "level": plan.level.value if plan else None,
        "orders": len(incident.orders),
        "marks": {
            m.mark.value: {"outcome": m.outcome.value, "after_s": m.after_s, "limit_s": m.limit_s} for m in marks
        },
    }


def _mark(figures: MarkFigures) -> dict[str, Any]:
    return {
        "emergencies": figures.emergencies,
        "counted": figures.counted,
        "met": figures.met,
        "missed": figures.missed,
        "never_stamped": list(figures.with_outcome(Outcome.NEVER)),
        "share_met": figures.share_met,
        "p50_s": figures.p50_s,
        "p90_s": figures.p90_s,
    }


def _expectations(found: Assessment) -> dict[str, Any]:
    return {
        **{verdict.value: len(found.judged(verdict)) for verdict in Verdict},
        "bands": {band.value: len(found.banded(band)) for band in Band},
        "capabilities": [
            {
                "id": one.capability.id, "title": _both(one.capability.title),
                "band": one.band.value if one.band else None, "observed": one.observed, "of": len(one.judgements),
            }
            for one in found.ratings
        ],
        "points": found.weight_met,
        "points_possible": found.weight_all,
        "list": [_judgement(judgement) for judgement in found.judgements],
    }  # fmt: skip


def _judgement(judgement: Judgement) -> dict[str, Any]:
    expectation = judgement.expectation
    return {
        "id": expectation.id,
        "title": _both(expectation.title),
        "verdict": judgement.verdict.value,
        "band": judgement.band.value if judgement.band else None,
        "weight": expectation.weight,
        "deadline": judgement.deadline.isoformat() if judgement.deadline else None,
        "seen_at": judgement.at.isoformat() if judgement.at else None,
        "shown_by": list(judgement.shown_by),
    }


def _orders(record: Record) -> dict[str, int]:
    now = Counter(order.status for order in record.board.orders.values())
    return {"issued": len(record.board.orders), **{status.value: now[status] for status in _ENDS}}


_ENDS = (
    OrderStatus.ON_SCENE, OrderStatus.DONE, OrderStatus.DECLINED, OrderStatus.LAPSED, OrderStatus.CANCELLED
)  # fmt: skip
"""How an order can stand at the end, those still on their way left out."""


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
