"""Simulated departments and grid posts: they report in when whistled for, sign for cases, and settle them.

Like the simulated teams they remember nothing: what they do follows from the journal, the seed and the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from console.board.board import Board
from console.drill.chance import draw
from console.drill.trouble import Trouble
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Handling, Incident
from console.model.scenario import Behaviour, Span
from console.model.words import Stage

EVIDENCE = "模拟部门：处置前后照片 simulated unit: photos before and after"


class _Step(NamedTuple):
    """What a unit does at ``at``, strictly after ``since``."""

    since: datetime
    at: datetime
    unit: str
    command: c.Command


class Units:
    """Departments and posts of one drill."""

    def __init__(self, behaviour: Behaviour, seed: int) -> None:
        self._behaviour, self._seed = behaviour, seed

    def due(self, board: Board, now: datetime, trouble: Trouble) -> Iterator[tuple[Actor, c.Command]]:
        """What units do at ``now``, by incident; each step is due strictly after the one before."""
        for step in self._steps(board, trouble):
            if now > step.since and now >= step.at:
                yield Actor(step.unit, "unit"), step.command

    def ahead(self, board: Board, trouble: Trouble) -> Iterator[datetime]:
        """When each unit does its next thing, if no event comes before."""
        return (step.at for step in self._steps(board, trouble))

    def _steps(self, board: Board, trouble: Trouble) -> Iterator[_Step]:
        """The next step of each unit that something is left for, by incident."""
        for incident in board.open_incidents():
            for department, called in incident.whistled.items():
                if called.came_at is None:
                    about = f"{incident.number}/{department}/report-in"
                    since = _whistled_at(board, incident, department)
                    at = self._at(about, self._behaviour.report_in_s, since, trouble.late_s(department))
                    yield _Step(since, at, department, c.ReportIn(incident.number, department))
            if incident.handling is not None and incident.handling.handled_at is None:
                yield from self._settling(board, incident, incident.handling, trouble)

    def _settling(self, board: Board, incident: Incident, handling: Handling, trouble: Trouble) -> Iterator[_Step]:
        about = f"{incident.number}/{handling.lead}/{handling.assigned_at.isoformat()}"
        late_s = trouble.late_s(handling.lead)
        if not handling.signed_by and incident.stage is Stage.DISPATCHED:
            at = self._at(f"{about}/sign", self._behaviour.sign_s, handling.assigned_at, late_s)
            yield _Step(handling.assigned_at, at, handling.lead, c.SignForHandling(incident.number))
        if handling.signed_by and incident.stage is Stage.HANDLING:
            signed = _last(board, incident, e.HandlingSigned)
            at = self._at(f"{about}/settle", self._behaviour.settle_s, signed, late_s)
            yield _Step(signed, at, handling.lead, c.ReportHandled(incident.number, EVIDENCE))

    def _at(self, about: str, span: Span, since: datetime, late_s: int) -> datetime:
        return since + timedelta(seconds=draw(self._seed, about, span) + late_s)


def _whistled_at(board: Board, incident: Incident, department: str) -> datetime:
    rows = board.history[incident.number]
    return next(
        row.at for row in reversed(rows)
        if isinstance(row.event, e.WhistleBlown) and department in row.event.departments
    )  # fmt: skip


def _last(board: Board, incident: Incident, kind: type[e.Event]) -> datetime:
    return next(row.at for row in reversed(board.history[incident.number]) if isinstance(row.event, kind))
