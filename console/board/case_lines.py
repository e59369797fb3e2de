"""The timeline's words for the closed loop: who was given what, called in, late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.board.durations import m_ss
from console.model import events as e
from console.phrase import Phrase, Text, say

Shown = str | int | Text | Phrase


def department_label(board: Board, department: str) -> Text:
    """A department's name; a grid's post by its code; else the id itself."""
    known = board.district.departments.get(department)
    if known:
        return known.name
    if department in {grid.leader for grid in board.district.grids.values()}:
        post = say("label.grid_post", post=department)
        return Text(post.en, post.get("zh"))
    return Text(department)


def departments_label(board: Board, departments: Iterable[str]) -> Text:
    """Several names in one."""
    names = [department_label(board, one) for one in departments]
    return Text(", ".join(name.get("en") for name in names), "、".join(name.get("zh") for name in names))


def local_minute(board: Board, moment: datetime) -> str:
    """Date and minute in the district's time."""
    return f"{board.district.local(moment):%m-%d %H:%M}"


def _assigned(board: Board, event: e.HandlingAssigned) -> Mapping[str, Shown]:
    lead = departments_label(board, (event.lead, *event.assisting))
    return {"lead": lead, "tier": say(f"tier.{event.tier.value}"), "due": local_minute(board, event.due_at)}


def _by_unit(board: Board, event: e.HandlingSigned | e.HandlingReported) -> Mapping[str, Shown]:
    return {"by": department_label(board, event.by)}


def _whistled(board: Board, event: e.WhistleBlown) -> Mapping[str, Shown]:
    return {"departments": departments_label(board, event.departments), "due": local_minute(board, event.due_at)}


def _reported_in(board: Board, event: e.DepartmentReportedIn) -> Mapping[str, Shown]:
    return {"department": department_label(board, event.department), "late": m_ss(event.late_s)}


def _late(board: Board, event: e.DepartmentLate) -> Mapping[str, Shown]:
    return {"department": department_label(board, event.department)}


def _transferred(board: Board, event: e.IncidentTransferred) -> Mapping[str, Shown]:
    return {"to": department_label(board, event.to)}


def _undone(_board: Board, event: e.MergeUndone) -> Mapping[str, Shown]:
    return {"stage": say(f"stage.{event.stage.value}")}


def _moved_back(_board: Board, event: e.ReportsMovedBack) -> Mapping[str, Shown]:
    return {"numbers": ", ".join(number for _, number in event.numbers)}


def _supervised(_board: Board, event: e.SupervisionRaised) -> Mapping[str, Shown]:
    return {
        "card": say(f"card.{event.card.value}"),
        "tier": say(f"tier.{event.tier.value}"),
        "stage": say(f"stage.{event.stage.value}"),
    }


def _upward(_board: Board, event: e.UpwardReported) -> Mapping[str, Shown]:
    return {"report": say(f"upward.{event.report.value}")}


CASE_VALUES: Mapping[type[e.Event], Callable[[Board, Any], Mapping[str, Shown]]] = {
    e.HandlingAssigned: _assigned,
    e.HandlingSigned: _by_unit,
    e.HandlingReported: _by_unit,
    e.WhistleBlown: _whistled,
    e.DepartmentReportedIn: _reported_in,
    e.DepartmentLate: _late,
    e.IncidentTransferred: _transferred,
    e.MergeUndone: _undone,
    e.ReportsMovedBack: _moved_back,
    e.SupervisionRaised: _supervised,
    e.UpwardReported: _upward,
}
"""What a line shows of an event beside its own fields."""
