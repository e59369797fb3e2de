"""Decisions about reports: one source, one number, one report; joined, taken apart again, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.desk.ground import all_ended, incident_of, must_follow, must_say, open_incident
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Incident, Report
from console.model.words import Severity, Stage, Tier, Urgency
from console.phrase import say

_REFERENCE = re.compile(r"sha256:[0-9a-f]{64}\.[a-z0-9]{2,5}")


def _report(command: c.ReportIncident, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    if not (command.source.strip() and command.source_number.strip()):
        raise Refused(say("desk.number_needed"))
    if (command.source, command.source_number) in board.numbers:
        return []
    if not command.text.strip() and not command.category:
        raise Refused(say("desk.report_empty"))
    if command.category and command.category not in board.district.catalogue:
        raise Refused(say("desk.no_category", category=command.category))
    facts = {name: value for name, value in command.facts.items() if value is not None}
    report = Report(
        command.source, command.source_number, command.text, command.occurred_at, now, command.evidence
    )  # fmt: skip
    carried_on = _carried_on(command, board)
    if carried_on is not None:
        return [e.Pending(carried_on.number, e.ReportAdded(report, facts), command.occurred_at)]
    again = _same_machine(command, board, now)
    if again is not None:
        return [e.Pending(again.number, e.ReportAdded(report, facts, by_rule=True), command.occurred_at)]
    item = board.district.catalogue.get(command.category)
    reported = e.IncidentReported(
        report, command.category, command.place, command.position, board.grid_of(command.position), facts,
        item.urgency if item else Urgency.ROUTINE, Severity.GENERAL, item.tier if item else Tier.GRID,
    )  # fmt: skip
    return [e.Pending(board.next_number, reported, command.occurred_at)]


def _carried_on(command: c.ReportIncident, board: Board) -> Incident | None:
    """The open incident of an earlier report that this one carries on."""
    known = [board.numbers[key] for key in command.follows if key in board.numbers]
    return next((board.incidents[n] for n in known if n in board.incidents and board.incidents[n].is_open), None)


def _same_machine(command: c.ReportIncident, board: Board, now: datetime) -> Incident | None:
    """The open incident of the same item that the same machine reported lately, if its rule joins the two."""
    number = board.origins.get((command.source, command.origin, command.category)) if command.origin else None
    incident = board.incidents.get(number) if number is not None else None
    if incident is None or not incident.is_open or incident.category != command.category:
        return None
    last = max(r.received_at for r in incident.reports if r.source == command.source)
    return incident if (now - last).total_seconds() <= command.joins_within_s else None


def _separate(command: c.SeparateReport, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = open_incident(board, command.incident)
    key = (command.source, command.number)
    report = next((r for r in incident.reports if (r.source, r.source_number) == key), None)
    if report is None:
        raise Refused(say("desk.report_unknown", number=command.number))
    if len(incident.reports) == 1:
        raise Refused(say("desk.last_report", incident=incident.number))
    reported = e.IncidentReported(
        report, incident.category, incident.place, incident.position, incident.grid, {}, incident.urgency,
        Severity.GENERAL, incident.tier,
    )  # fmt: skip
    fresh = board.next_number
    return [
        e.Pending(incident.number, e.ReportsMovedBack(fresh, (key,), ())),
        e.Pending(fresh, reported, report.occurred_at),
    ]


def _withdraw(command: c.WithdrawReport, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    known = [key for key in command.numbers if key in board.numbers]
    if not known:
        raise Refused(say("desk.report_unknown", number=", ".join(number for _, number in command.numbers)))
    return [
        e.Pending(board.numbers[key], e.ReportWithdrawn(*key, command.reason))
        for key in known
        if key not in incident_of(board, board.numbers[key]).withdrawn
    ]


def _merge(command: c.MergeIncident, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident, into = incident_of(board, command.incident), open_incident(board, command.into)
    if incident.number == into.number:
        raise Refused(say("desk.merge_itself", incident=incident.number))
    must_follow(incident, Stage.MERGED)
    all_ended(board, incident)
    facts = {name: value for name, value in incident.facts.items() if into.facts.get(name) is None}
    moved = [e.Pending(into.number, e.ReportAdded(r, facts if not n else {})) for n, r in enumerate(incident.reports)]
    return [e.Pending(incident.number, e.IncidentMerged(into.number)), *moved]


def _undo_merge(command: c.UndoMerge, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    if incident.merged_into is None or incident.stage_before is None:
        raise Refused(say("desk.not_merged", incident=incident.number))
    into = incident_of(board, incident.merged_into)
    numbers = tuple((r.source, r.source_number) for r in incident.reports)
    brought = {
        name: value
        for row in board.history.get(into.number, ())
        if isinstance(row.event, e.ReportAdded) and (row.event.report.source, row.event.report.source_number) in numbers
        for name, value in row.event.facts.items()
    }
    untouched = tuple(sorted(name for name, value in brought.items() if into.facts.get(name) == value))
    return [
        e.Pending(into.number, e.ReportsMovedBack(incident.number, numbers, untouched)),
        e.Pending(incident.number, e.MergeUndone(into.number, incident.stage_before)),
    ]


def _add_evidence(command: c.AddEvidence, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    incident = incident_of(board, command.incident)
    if not _REFERENCE.fullmatch(command.reference):
        raise Refused(say("desk.evidence_reference"))
    if any(reference == command.reference for reference, _ in incident.evidence):
        return []
    return [e.Pending(incident.number, e.EvidenceAdded(command.reference, command.name.strip()[:200]))]


def keys_of(command: c.Command) -> tuple[tuple[str, str], ...]:
    """The (source, number) a decision about ``command`` must know the incident of, however long ago it ended."""
    if isinstance(command, c.ReportIncident):
        return ((command.source, command.source_number), *command.follows)
    if isinstance(command, c.WithdrawReport):
        return command.numbers
    if isinstance(command, c.TransferIncident):
        return ((command.to, command.their_number),)
    return ()


REPORT_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.ReportIncident: _report,
    c.WithdrawReport: _withdraw,
    c.MergeIncident: _merge,
    c.UndoMerge: _undo_merge,
    c.SeparateReport: _separate,
    c.AddEvidence: _add_evidence,
}
