"""What a case page reads, and what it keeps: the work it asks for off the GUI thread."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from console.board.board import Board
from console.board.stage_course import StageTime, stage_course
from console.desk.resume import recall
from console.desk.session import Session
from console.journal.evidence import Evidence
from console.model.incident import Incident
from console.views.case_page.sections import CaseRead


def evidence_of(incident: Incident) -> list[tuple[str, str]]:
    """What came with its reports, what its unit showed, and what was put with it afterwards."""
    named = [(reference, report.source_number) for report in incident.reports for reference in report.evidence]
    return [*named, *incident.evidence]


def read_case(session: Session, number: int, now: datetime) -> tuple[CaseRead, tuple[StageTime, ...]]:
    """The whole of a case and the course of its stages; ``LookupError`` when the journal has no such case."""
    rows = session.journal.incident_history(number)
    if not rows:
        raise LookupError(f"#{number}")
    aside = Board(session.district)
    recall(aside, rows)
    return CaseRead(aside, rows, dict(session.vocabulary)), stage_course(aside, rows, now)


def keep_file(evidence: Evidence, path: Path) -> str:
    """Keep a file with the evidence; what it is called there."""
    with path.open("rb") as file:
        return evidence.keep(file.read(20_000_001))
