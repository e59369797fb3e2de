"""What the closed loop asks of the officer: give the case away, take note of what its unit says, mind who is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.board.board import Board
from console.board.case_lines import department_label, departments_label, local_minute
from console.board.todo import Todo
from console.board.upward import next_upward, upward_text
from console.model import commands as c
from console.model.incident import Incident
from console.model.words import Stage, Tier, Urgency
from console.phrase import say


def case_todos(board: Board, incident: Incident, now: datetime) -> Iterator[Todo]:
    """Everything the loop asks for ``incident``, whatever its stage."""
    yield from _taken_back(incident)
    yield from _assign(board, incident)
    yield from _handling(board, incident)
    yield from _missing(board, incident, now)
    yield from _upward(board, incident, now)


def _taken_back(incident: Incident) -> Iterator[Todo]:
    if incident.all_withdrawn and incident.stage in (Stage.REPORTED, Stage.ACCEPTED, Stage.DISPATCHED):
        words = say("do_now.withdrawn_reason")
        command = c.RejectIncident(incident.number, words.en)
        yield Todo(
            "withdrawn", say("do_now.withdrawn"), command, urgent=True, asks=say("do_now.why_reject"), words=words
        )


def _assign(board: Board, incident: Incident) -> Iterator[Todo]:
    """A routine case that no plan and no order takes care of goes to the unit its item names."""
    item = board.district.catalogue.get(incident.category)
    if item is None or incident.stage is not Stage.ACCEPTED or incident.urgency is not Urgency.ROUTINE:
        return
    if incident.plan is not None or incident.orders:
        return
    own = item.tier is Tier.GRID and incident.grid in board.district.grids
    tier = item.tier if own or item.tier is not Tier.GRID else Tier.STREET
    unit = board.district.grids[incident.grid].leader if own else item.department
    words = say("do_now.no_grid_reason")
    reason = words.en if tier.rank > incident.tier.rank else ""
    phrase = say("do_now.assign", unit=department_label(board, unit), tier=say(f"tier.{tier.value}"))
    command = c.AssignHandling(incident.number, tier, "" if own else unit, (), reason)
    yield Todo("assign", phrase, command, urgent=True)


def _handling(board: Board, incident: Incident) -> Iterator[Todo]:
    handling = incident.handling
    if handling is None or handling.handled_at is not None:
        return
    unit = department_label(board, handling.lead)
    if incident.stage is Stage.DISPATCHED:
        command: c.Command = c.SignForHandling(incident.number, handling.lead)
        yield Todo("sign", say("do_now.sign", unit=unit), command)
    elif incident.stage is Stage.HANDLING:
        words = say("do_now.handled_words", unit=unit)
        command = c.ReportHandled(incident.number, words.en, handling.lead)
        phrase = say("do_now.handled", unit=unit, due=local_minute(board, handling.due_at))
        yield Todo("handled", phrase, command, asks=say("do_now.ask_evidence"), words=words)


def _missing(board: Board, incident: Incident, now: datetime) -> Iterator[Todo]:
    for department, called in incident.whistled.items():
        if called.came_at is None:
            late = now > called.due_at
            code = "do_now.whistle_late" if late else "do_now.whistle_waits"
            due = local_minute(board, called.due_at)
            phrase = say(code, department=departments_label(board, (department,)), due=due)
            yield Todo("report_in", phrase, c.ReportIn(incident.number, department), urgent=late)


def _upward(board: Board, incident: Incident, now: datetime) -> Iterator[Todo]:
    due = next_upward(board, incident)
    if due is None:
        return
    text = upward_text(board, incident, due.kind, now)
    kind = say(f"upward.{due.kind.value}")
    phrase = say("do_now.upward", report=kind, due=local_minute(board, due.at))
    command = c.SendUpwardReport(incident.number, due.kind, text.en)
    yield Todo("upward", phrase, command, urgent=now >= due.at, asks=say("do_now.ask_upward"), words=text)
