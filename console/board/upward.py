"""Reports upward (首报, 续报, 终报): when the next one is due, and its text as the journal has it (DOMAIN § 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.board.board import Board
from console.board.case_lines import local_minute
from console.model.incident import Incident
from console.model.words import OrderStatus, Stage, UpwardKind
from console.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class UpwardDue:
    """The next report upward and the moment by which it is to be sent."""

    kind: UpwardKind
    at: datetime


def next_upward(board: Board, incident: Incident) -> UpwardDue | None:
    """What is to be reported upward next; ``None`` when the severity asks for nothing, or all is said."""
    times = board.district.casework.upward.get(incident.severity)
    if times is None or times.first_s is None or incident.accepted_at is None:
        return None
    if incident.stage in (Stage.REJECTED, Stage.MERGED, Stage.TRANSFERRED):
        return None
    if not incident.upward:
        return UpwardDue(UpwardKind.FIRST, incident.accepted_at + timedelta(seconds=times.first_s))
    last, sent_at = incident.upward[-1]
    if last is UpwardKind.FINAL:
        return None
    if incident.closed_at is not None:
        return UpwardDue(UpwardKind.FINAL, incident.closed_at)
    return UpwardDue(UpwardKind.FURTHER, sent_at + timedelta(seconds=times.every_s)) if times.every_s else None


def upward_text(board: Board, incident: Incident, kind: UpwardKind, now: datetime) -> Phrase:
    """The report's words from what is on record; the officer edits them before they are marked sent."""
    item = board.district.catalogue.get(incident.category)
    orders = board.orders_of(incident)
    there = sum(OrderStatus.ON_SCENE in order.stamps for order in orders)
    return say(
        f"upward.text_{kind.value}", number=incident.number, at=local_minute(board, incident.reported_at),
        now=local_minute(board, now), place=board.district.place_name(incident.place),
        category=item.name if item else say("label.no_category"), severity=say(f"severity.{incident.severity.value}"),
        injured=_counted(incident, "injured"), dead=_counted(incident, "dead"), trapped=_counted(incident, "trapped"),
        sent=len(orders), there=there, stage=say(f"stage.{incident.stage.value}"),
        plan=incident.plan.title if incident.plan else say("upward.no_plan"), ending=incident.remarks or "–",
    )  # fmt: skip


def _counted(incident: Incident, fact: str) -> str | Phrase:
    """A number of people as it is known; unknown is said, never left out."""
    value = incident.facts.get(fact)
    return say("timeline.unknown_value") if value is None else str(value)
