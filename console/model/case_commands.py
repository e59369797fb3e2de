"""Commands of the closed loop: who handles, who is called in, who is late, how it ends (DOMAIN §§ 2, 6)."""

from __future__ import annotations

from console.frozen import frozen
from console.model.order_commands import Command
from console.model.words import Tier, UpwardKind


@frozen
class WithdrawReport(Command):
    """A source takes back what it reported under these (source, number); an officer decides what follows."""

    numbers: tuple[tuple[str, str], ...]
    reason: str


@frozen
class MergeIncident(Command):
    """并案: move this incident's reports into another open one."""

    incident: int
    into: int


@frozen
class UndoMerge(Command):
    """Undo a merge: the incident gets its reports back and stands on its own."""

    incident: int


@frozen
class AddEvidence(Command):
    """Put a picture or paper with a case, open or ended; ``reference`` says where its content is kept and its hash."""

    incident: int
    reference: str
    name: str


@frozen
class SeparateReport(Command):
    """Take one report out of an incident that has others: it becomes an incident of its own."""

    incident: int
    source: str
    number: str


@frozen
class AssignHandling(Command):
    """Give a case to who settles it. To a higher tier than now the reason is required; ``lead`` empty: the item's own.

    At tier GRID the lead is the grid's post and nobody assists.
    """

    incident: int
    tier: Tier
    lead: str = ""
    assisting: tuple[str, ...] = ()
    reason: str = ""


@frozen
class ClimbLadder(Command):
    """Not corrected in time: the next rung takes over; does nothing before its time."""

    incident: int


@frozen
class SignForHandling(Command):
    """签收 by who is responsible; ``unit`` when somebody else takes note of it for them."""

    incident: int
    unit: str = ""


@frozen
class ReportHandled(Command):
    """Who is responsible reports the case settled; evidence is required. ``unit`` as in :class:`SignForHandling`."""

    incident: int
    evidence: str
    unit: str = ""


@frozen
class BlowWhistle(Command):
    """吹哨: call departments to report in within ``within_s`` seconds."""

    incident: int
    departments: tuple[str, ...]
    within_s: int
    reason: str


@frozen
class ReportIn(Command):
    """报到 of a whistled department."""

    incident: int
    department: str


@frozen
class NoteLateDepartment(Command):
    """A report-in deadline has passed; does nothing when the department came or was noted already."""

    incident: int
    department: str


@frozen
class TransferIncident(Command):
    """移交 to another service (a department, such as the police) under the number it gave the case."""

    incident: int
    to: str
    their_number: str
    reason: str


@frozen
class TakeBackIncident(Command):
    """The other service hands the case back; the reason is required."""

    incident: int
    reason: str


@frozen
class RaiseSupervision(Command):
    """督办 as the rules ask for now; does nothing when no further card is due."""

    incident: int


@frozen
class SendUpwardReport(Command):
    """Mark an upward report as sent, with its text."""

    incident: int
    report: UpwardKind
    text: str


@frozen
class OfferDuty(Command):
    """交班 to another officer with a brief; the one who has the desk offers it."""

    to: str
    brief: str


@frozen
class TakeDuty(Command):
    """接班: take the desk that was offered, its brief read; the first officer of a session takes it unoffered."""


@frozen
class VerifyIncident(Command):
    """核查: passed with evidence, or failed with a reason (``note``)."""

    incident: int
    passed: bool
    note: str


@frozen
class CloseIncident(Command):
    """结案; refused while orders run or verification is missing."""

    incident: int
    summary: str


@frozen
class ReviewIncident(Command):
    """评价 from 1 to 5."""

    incident: int
    score: int
    remarks: str = ""


@frozen
class ReopenIncident(Command):
    """复核回退; the reason is required."""

    incident: int
    reason: str
