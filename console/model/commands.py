"""Everything the desk can be asked to do, in the imperative. ``Desk.submit`` is the only taker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from console.frozen import frozen
from console.geo import LatLon
from console.model.case_commands import (
    AddEvidence,
    AssignHandling,
    BlowWhistle,
    ClimbLadder,
    CloseIncident,
    MergeIncident,
    NoteLateDepartment,
    OfferDuty,
    RaiseSupervision,
    ReopenIncident,
    ReportHandled,
    ReportIn,
    ReviewIncident,
    SendUpwardReport,
    SeparateReport,
    SignForHandling,
    TakeBackIncident,
    TakeDuty,
    TransferIncident,
    UndoMerge,
    VerifyIncident,
    WithdrawReport,
)
from console.model.order_commands import (
    AcknowledgeOrder,
    ArriveOnScene,
    Assignment,
    CancelOrder,
    ChangeTravel,
    Command,
    CompleteOrder,
    ConfirmDelivery,
    DeclineOrder,
    IssueOrders,
    LapseOrder,
    ReportDeliveryFailure,
    ReturnTeam,
    StartTravel,
)
from console.model.place_commands import (
    AcknowledgeAlarm,
    BringTeamBack,
    ChangeRoster,
    CloseRoad,
    DeclareWeather,
    EndSlowing,
    OpenRoad,
    ShelveAlarm,
    SlowRoad,
    TakeTeamOut,
)
from console.model.plan import Plan, PlanAnswer
from console.model.plan_commands import ApprovePlan, ProposePlan, ProposeWithdrawal, RejectPlan
from console.model.stock_commands import ReportShortLoad
from console.model.words import Mark, Mode, Posture, ResponseLevel, Severity, Urgency
from console.phrase import Text

__all__ = [
    "AcceptIncident",
    "AcknowledgeAlarm",
    "AcknowledgeOrder",
    "AddEvidence",
    "ApprovePlan",
    "ArriveOnScene",
    "AssignHandling",
    "Assignment",
    "BlowWhistle",
    "BringTeamBack",
    "CancelOrder",
    "ChangeRoster",
    "ChangeTravel",
    "CheckStep",
    "ChoosePlan",
    "ClimbLadder",
    "CloseIncident",
    "CloseRoad",
    "Command",
    "CompleteOrder",
    "ConfirmDelivery",
    "DeclareWeather",
    "DeclineOrder",
    "EndSlowing",
    "IssueOrders",
    "LapseOrder",
    "MergeIncident",
    "NoteLateDepartment",
    "NoteMissedMark",
    "NotifyDepartment",
    "OfferDuty",
    "OpenRoad",
    "OpenSession",
    "PlayInject",
    "ProposePlan",
    "ProposeWithdrawal",
    "RaiseLevel",
    "RaiseSupervision",
    "RejectIncident",
    "RejectPlan",
    "ReopenIncident",
    "ReportDeliveryFailure",
    "ReportHandled",
    "ReportIn",
    "ReportIncident",
    "ReportShortLoad",
    "ReturnTeam",
    "ReviewIncident",
    "SendUpwardReport",
    "SeparateReport",
    "SetFact",
    "SetPosture",
    "ShelveAlarm",
    "SignForHandling",
    "SlowRoad",
    "StartTravel",
    "TakeBackIncident",
    "TakeDuty",
    "TakeTeamOut",
    "TransferIncident",
    "UndoMerge",
    "VerifyIncident",
    "WithdrawReport",
]


@frozen
class OpenSession(Command):
    """Begin a journal; on a journal already begun with the same things it does nothing."""

    mode: Mode
    district: str
    district_hash: str
    plan_hashes: Mapping[str, str]
    scenario: str = ""
    scenario_hash: str = ""
    seed: int = 0


@frozen
class SetPosture(Command):
    """Switch between routine and emergency."""

    posture: Posture
    reason: str = ""


@frozen
class PlayInject(Command):
    """Write down that a drill inject was played (refused in live sessions)."""

    inject: str
    note: Text
    effect: Mapping[str, Any] = field(default_factory=dict)


@frozen
class ReportIncident(Command):
    """One report from any source. The same (source, number) twice is one report."""

    source: str
    source_number: str
    text: str
    occurred_at: datetime
    category: str = ""
    place: str = ""
    position: LatLon | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    follows: tuple[tuple[str, str], ...] = ()
    """(source, number) of earlier reports this one carries on; when one is known and open, it joins that incident."""
    origin: str = ""
    """The machine it comes from, within its source; its number begins with it and a slash."""
    joins_within_s: int = 0
    """It joins the open incident of the same item that the same machine reported no longer ago than this."""


@frozen
class AcceptIncident(Command):
    """受理. Empty fields keep what the report said."""

    incident: int
    urgency: Urgency
    category: str = ""
    severity: Severity | None = None
    place: str = ""
    position: LatLon | None = None


@frozen
class RejectIncident(Command):
    """不予受理; the reason is required."""

    incident: int
    reason: str


@frozen
class SetFact(Command):
    """Answer a question: a fact is now known (``None``: unknown again)."""

    incident: int
    fact: str
    value: Any


@frozen
class ChoosePlan(Command):
    """Confirm a plan at a level, with every plan's answer as shown."""

    incident: int
    plan: Plan
    level: ResponseLevel
    answers: tuple[PlanAnswer, ...] = ()


@frozen
class RaiseLevel(Command):
    """Go to a higher level of the plan in force."""

    incident: int
    plan: Plan
    level: ResponseLevel
    reason: str


@frozen
class NotifyDepartment(Command):
    """Tell a department."""

    incident: int
    department: str


@frozen
class CheckStep(Command):
    """Tick off a step of the response flow."""

    incident: int
    step: str


@frozen
class NoteMissedMark(Command):
    """A mark's limit has passed; does nothing when it was met or noted already."""

    incident: int
    mark: Mark
