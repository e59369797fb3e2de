"""The columns of the list of cases: what each shows of a case, and what it orders by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from console.board.board import Board
from console.board.case_lines import department_label
from console.board.timeline import category_label, known_or
from console.journal.cases import Case
from console.model.case_filter import CaseOrder
from console.model.words import Light
from console.views.wording import only_words, tell, word


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, its width in pixels, and the order a click on its heading asks for."""

    code: str
    width: int
    order: CaseOrder | None


COLUMNS = (
    Column("number", 80, None), Column("reported", 120, CaseOrder.REPORTED),
    Column("category", 180, CaseOrder.CATEGORY), Column("place", 150, CaseOrder.GRID),
    Column("stage", 104, CaseOrder.STAGE), Column("unit", 148, None), Column("due", 120, CaseOrder.DUE),
    Column("source", 112, CaseOrder.SOURCE), Column("their_number", 132, None),
    Column("returns", 103, CaseOrder.RETURNS), Column("score", 88, CaseOrder.SCORE),
    Column("updated", 120, CaseOrder.UPDATED),
)  # fmt: skip


def heading(code: str) -> str:
    """A column's heading in the language on screen."""
    return {
        "number": QCoreApplication.translate("Cases", "No."),
        "reported": QCoreApplication.translate("Cases", "Reported"),
        "category": QCoreApplication.translate("Cases", "Item"),
        "place": QCoreApplication.translate("Cases", "Place"),
        "stage": QCoreApplication.translate("Cases", "Stage"),
        "unit": QCoreApplication.translate("Cases", "Unit"),
        "due": QCoreApplication.translate("Cases", "Due"),
        "source": QCoreApplication.translate("Cases", "Source"),
        "their_number": QCoreApplication.translate("Cases", "Source's no."),
        "returns": QCoreApplication.translate("Cases", "Returns"),
        "score": QCoreApplication.translate("Cases", "Score"),
        "updated": QCoreApplication.translate("Cases", "Last step"),
    }[code]


def cell(board: Board, case: Case, code: str) -> str:
    """What a column shows of ``case``; nothing where nothing is known."""
    match code:
        case "number":
            return f"#{case.number}"
        case "category":
            return tell(category_label(board, case.category))
        case "place":
            place = only_words(tell(board.district.place_name(case.place)), 60)
            return " · ".join(part for part in (place, case.grid) if part)
        case "stage":
            return word("stage", case.stage.value)
        case "unit":
            return tell(department_label(board, case.lead)) if case.lead else ""
        case "source":
            return tell(known_or("source", case.source))
        case "their_number":
            return case.source_number
        case "returns":
            return str(case.returns) if case.returns else ""
        case "score":
            return str(case.score) if case.score is not None else ""
    moment = {"reported": case.reported_at, "due": case.due_at, "updated": case.updated_at}[code]
    return f"{board.district.local(moment):%y-%m-%d %H:%M}" if moment is not None else ""


def light_of_case(case: Case, now: datetime) -> Light | None:
    """Red when the unit was or is late, yellow in the last fifth of its time, green before; none without a deadline."""
    if case.due_at is None:
        return None
    ended = case.handled_at or case.closed_at
    if (ended or now) > case.due_at:
        return Light.RED
    if ended is not None or not case.stage.is_open:
        return Light.GREEN
    begun = case.accepted_at or case.reported_at
    used = (now - begun) / (case.due_at - begun) if case.due_at > begun else 1.0
    return Light.YELLOW if used >= 0.8 else Light.GREEN
