"""Everything that can have happened, in the past tense. Old kinds stay readable forever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from console.geo import LatLon
from console.model import branch_events, plan_events, stock_events
from console.model.case_events import (
    DepartmentLate,
    DepartmentReportedIn,
    DutyOffered,
    DutyTaken,
    EvidenceAdded,
    HandlingAssigned,
    HandlingReported,
    HandlingSigned,
    IncidentClosed,
    IncidentReopened,
    IncidentReviewed,
    IncidentTakenBack,
    IncidentTransferred,
    IncidentVerified,
    MergeUndone,
    ReportsMovedBack,
    ReportWithdrawn,
    SupervisionRaised,
    UpwardReported,
    VerificationFailed,
    WhistleBlown,
)
from console.model.event_base import EVENT_KINDS, Event, Pending, Recorded, named
from console.model.incident import Report
from console.model.order_events import (
    DeliveryFailed,
    OrderAcknowledged,
    OrderCancelled,
    OrderDeclined,
    OrderDelivered,
    OrderDone,
    OrderIssued,
    OrderLapsed,
    TeamArrived,
    TeamReturned,
    TravelChanged,
    TravelStarted,
)
from console.model.place_events import (
    AlarmAcknowledged,
    AlarmShelved,
    RoadClosed,
    RoadOpened,
    RoadSlowed,
    RosterChanged,
    SlowingEnded,
    TeamInService,
    TeamOutOfService,
    WeatherDeclared,
)
from console.model.plan import PlanAnswer, PlanInForce
from console.model.recommendation import Recommendation
from console.model.words import Mark, Mode, Posture, Severity, Tier, Urgency
from console.phrase import Text

__all__ = [
    "EVENT_KINDS",
    "AlarmAcknowledged",
    "AlarmShelved",
    "DeliveryFailed",
    "DepartmentLate",
    "DepartmentNotified",
    "DepartmentReportedIn",
    "DrillInjected",
    "DutyOffered",
    "DutyTaken",
    "Event",
    "EvidenceAdded",
    "FactSet",
    "HandlingAssigned",
    "HandlingReported",
    "HandlingSigned",
    "IncidentAccepted",
    "IncidentClosed",
    "IncidentMerged",
    "IncidentRejected",
    "IncidentReopened",
    "IncidentReported",
    "IncidentReviewed",
    "IncidentTakenBack",
    "IncidentTransferred",
    "IncidentVerified",
    "LevelRaised",
    "MarkMet",
    "MarkMissed",
    "MergeUndone",
    "OrderAcknowledged",
    "OrderCancelled",
    "OrderDeclined",
    "OrderDelivered",
    "OrderDone",
    "OrderIssued",
    "OrderLapsed",
    "Pending",
    "PlanChosen",
    "PostureSet",
    "RecommendationUsed",
    "Recorded",
    "ReportAdded",
    "ReportWithdrawn",
    "ReportsMovedBack",
    "RoadClosed",
    "RoadOpened",
    "RoadSlowed",
    "RosterChanged",
    "SessionOpened",
    "SlowingEnded",
    "StepDone",
    "SupervisionRaised",
    "TeamArrived",
    "TeamInService",
    "TeamOutOfService",
    "TeamReturned",
    "TravelChanged",
    "TravelStarted",
    "UpwardReported",
    "VerificationFailed",
    "WeatherDeclared",
    "WhistleBlown",
    "branch_events",
    "plan_events",
    "stock_events",
]


@named("session.opened")
@dataclass(frozen=True, slots=True)
class SessionOpened(Event):
    """The first event: what this journal is, and the hashes of what it was decided with."""

    mode: Mode
    district: str
    district_hash: str
    plan_hashes: Mapping[str, str]
    scenario: str = ""
    scenario_hash: str = ""
    seed: int = 0
    first_incident: int = 1001


@named("posture.set")
@dataclass(frozen=True, slots=True)
class PostureSet(Event):
    """The centre switched between routine and emergency."""

    posture: Posture
    reason: str = ""


@named("drill.injected")
@dataclass(frozen=True, slots=True)
class DrillInjected(Event):
    """An inject of the scenario was played; what it changes in the simulated world is in ``effect``."""

    inject: str
    note: Text
    effect: Mapping[str, Any] = field(default_factory=dict)


# -- the road of one incident -----------------------------------------------------------------------------------


@named("incident.reported")
@dataclass(frozen=True, slots=True)
class IncidentReported(Event):
    """A report opened an incident."""

    report: Report
    category: str
    place: str
    position: LatLon | None
    grid: str
    facts: Mapping[str, Any]
    urgency: Urgency
    severity: Severity
    tier: Tier


@named("incident.report_added", 2)
@dataclass(frozen=True, slots=True)
class ReportAdded(Event):
    """One more report of the same thing, with the facts it adds."""

    report: Report
    facts: Mapping[str, Any]
    by_rule: bool = False  # the same machine reported again; nobody decided it


@named("incident.accepted")
@dataclass(frozen=True, slots=True)
class IncidentAccepted(Event):
    """受理: an officer took it on; with urgency EMERGENCY this is t0."""

    category: str
    urgency: Urgency
    severity: Severity
    tier: Tier
    place: str
    position: LatLon | None
    grid: str


@named("incident.rejected")
@dataclass(frozen=True, slots=True)
class IncidentRejected(Event):
    """不予受理, with the reason."""

    reason: str


@named("incident.merged")
@dataclass(frozen=True, slots=True)
class IncidentMerged(Event):
    """并案: this incident's reports belong to ``into``."""

    into: int


@named("incident.fact_set")
@dataclass(frozen=True, slots=True)
class FactSet(Event):
    """A fact became known, or was corrected; ``None`` makes it unknown again."""

    fact: str
    value: Any


@named("incident.plan_chosen")
@dataclass(frozen=True, slots=True)
class PlanChosen(Event):
    """A plan was confirmed at a level; everything needed to show it forever is inside."""

    plan: PlanInForce
    answers: tuple[PlanAnswer, ...]


@named("incident.level_raised")
@dataclass(frozen=True, slots=True)
class LevelRaised(Event):
    """The response level went up; needs are those of the new level, what was sent is deducted."""

    plan: PlanInForce
    reason: str


@named("incident.recommended", schema=3)
@dataclass(frozen=True, slots=True)
class RecommendationUsed(Event):
    """What was shown when orders were issued, what was chosen, and why they differ."""

    offered: Recommendation
    chosen: tuple[str, ...]  # team ids in the order sent
    override_reason: str = ""


@named("department.notified")
@dataclass(frozen=True, slots=True)
class DepartmentNotified(Event):
    """A department named in the plan was told."""

    department: str


@named("incident.step_done")
@dataclass(frozen=True, slots=True)
class StepDone(Event):
    """A step of the response flow was ticked off."""

    step: str


@named("incident.mark_met")
@dataclass(frozen=True, slots=True)
class MarkMet(Event):
    """A mark of the 1/3/5 clock was met, ``after_s`` after t0."""

    mark: Mark
    after_s: int


@named("incident.mark_missed")
@dataclass(frozen=True, slots=True)
class MarkMissed(Event):
    """A mark's limit passed without it being met."""

    mark: Mark
    limit_s: int
