"""Events of the closed loop: who handles a case, who is called in, who is late, how it ends (DOMAIN §§ 2, 6)."""

from __future__ import annotations

from datetime import datetime

from console.frozen import frozen
from console.model.event_base import Event, named
from console.model.words import Card, Stage, Tier, UpwardKind


@named("incident.report_withdrawn")
@frozen
class ReportWithdrawn(Event):
    """The source took its report back; the incident stays until an officer decides."""

    source: str
    source_number: str
    reason: str


@named("incident.evidence_added")
@frozen
class EvidenceAdded(Event):
    """A picture or paper was put with the case; ``reference`` has the hash of what is in it."""

    reference: str
    name: str


@named("incident.assigned")
@frozen
class HandlingAssigned(Event):
    """派遣 to those who settle it: the grid itself, a joint street team, or a lead with assisting departments."""

    tier: Tier
    lead: str  # a department, or the post of a grid
    assisting: tuple[str, ...]
    due_at: datetime
    reason: str = ""
    rung: int = 0  # of the ladder of items that dispatch themselves


@named("incident.signed_for")
@frozen
class HandlingSigned(Event):
    """签收: who is responsible took it on; handling begins."""

    by: str


@named("incident.handled")
@frozen
class HandlingReported(Event):
    """Who is responsible reports it settled, with evidence; it waits for verification."""

    by: str
    evidence: str


@named("incident.whistled")
@frozen
class WhistleBlown(Event):
    """吹哨: departments are called to report in by ``due_at``."""

    departments: tuple[str, ...]
    due_at: datetime
    reason: str


@named("incident.reported_in")
@frozen
class DepartmentReportedIn(Event):
    """报到: a whistled department is there, in time or late."""

    department: str
    late_s: int = 0


@named("incident.whistle_late")
@frozen
class DepartmentLate(Event):
    """A whistled department had not reported in by its deadline."""

    department: str


@named("incident.transferred")
@frozen
class IncidentTransferred(Event):
    """移交 to another service; ``their_number`` finds the case from then on as ours does."""

    to: str
    their_number: str
    reason: str


@named("incident.taken_back")
@frozen
class IncidentTakenBack(Event):
    """The other service handed it back: it is accepted here again."""

    reason: str


@named("incident.merge_undone")
@frozen
class MergeUndone(Event):
    """A merge was a mistake: the incident stands on its own again, at the stage it had."""

    out_of: int
    stage: Stage


@named("incident.reports_moved_back")
@frozen
class ReportsMovedBack(Event):
    """Reports that a merge had brought left again, with the facts only they had told."""

    to: int
    numbers: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]


@named("incident.supervised")
@frozen
class SupervisionRaised(Event):
    """督办 of a late stage: reminder, yellow card, red card, each told one tier further up."""

    card: Card
    stage: Stage
    tier: Tier


@named("incident.upward_sent")
@frozen
class UpwardReported(Event):
    """首报/续报/终报: what was reported upward, as sent."""

    report: UpwardKind
    text: str


@named("duty.offered")
@frozen
class DutyOffered(Event):
    """交班: the officer on duty offers the desk with a brief written from the board."""

    to: str
    brief: str


@named("duty.taken")
@frozen
class DutyTaken(Event):
    """接班: the other officer has read the brief and has the desk."""

    brief: str
    after: str  # who had it before


@named("incident.verified")
@frozen
class IncidentVerified(Event):
    """核查 passed, by someone other than the handler."""

    evidence: str


@named("incident.verification_failed")
@frozen
class VerificationFailed(Event):
    """核查 failed: the case goes back and the return is counted."""

    reason: str


@named("incident.closed")
@frozen
class IncidentClosed(Event):
    """结案."""

    summary: str


@named("incident.reviewed")
@frozen
class IncidentReviewed(Event):
    """评价: a score from 1 to 5 and remarks."""

    score: int
    remarks: str


@named("incident.reopened")
@frozen
class IncidentReopened(Event):
    """复核回退: back to DISPATCHED."""

    reason: str
