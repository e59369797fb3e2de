"""Simulated departments and grid posts: they report in when whistled for, sign for cases, and settle them.

Like the simulated teams they remember nothing: what they do follows from the journal, the seed and the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.board.board import Board
from console.drill.chance import draw
from console.drill.trouble import Trouble
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Handling, Incident
from console.model.scenario import Behaviour, Span
from console.model.words import Stage

EVIDENCE = "模拟部门：处置前后照片 simulated unit: photos before and after"


class Units:
    """Departments and posts of one drill."""

    def __init__(self, behaviour: Behaviour, seed: int) -> None:
        self._behaviour, self._seed = behaviour, seed

    def due(self, board: Board, now: datetime, trouble: Trouble) -> Iterator[tuple[Actor, c.Command]]:
        """What units do at ``now``, by incident; each step is due strictly after the one before."""
        for incident in board.open_incidents():
            for department, called in incident.whistled.items():
                if called.came_at is None:
                    since = _whistled_at(board, incident, department)
                    if self._waited(f"{incident.number}/{department}/report-in", self._behaviour.report_in_s, since,
                                    now, trouble.late_s(department)):  # fmt: skip
                        yield Actor(department, "unit"), c.ReportIn(incident.number, department)
            if incident.handling is not None and incident.handling.handled_at is None:
                command = self._settle(board, incident, incident.handling, now, trouble)
                if command is not None:
                    yield Actor(incident.handling.lead, "unit"), command

    def _settle(
        self, board: Board, incident: Incident, handling: Handling, now: datetime, trouble: Trouble
    ) -> c.Command | None:
        about, late_s = f"{incident.number}/{handling.lead}/{handling.assigned_at.isoformat()}", 0
        late_s = trouble.late_s(handling.lead)
        if not handling.signed_by:
            waited = self._waited(f"{about}/sign", self._behaviour.sign_s, handling.assigned_at, now, late_s)
            if waited and incident.stage is Stage.DISPATCHED:
                return c.SignForHandling(incident.number)
            return None
        signed = _last(board, incident, e.HandlingSigned)
        settled = self._waited(f"{about}/settle", self._behaviour.settle_s, signed, now, late_s)
        return c.ReportHandled(incident.number, EVIDENCE) if settled and incident.stage is Stage.HANDLING else None

    def _waited(self, about: str, span: Span, since: datetime, now: datetime, late_s: int) -> bool:
        return now > since and now >= since + timedelta(seconds=draw(self._seed, about, span) + late_s)


def _whistled_at(board: Board, incident: Incident, department: str) -> datetime:
    rows = board.history[incident.number]
    return next(
        row.at for row in reversed(rows)
        if isinstance(row.event, e.WhistleBlown) and department in row.event.departments
    )  # fmt: skip


def _last(board: Board, incident: Incident, kind: type[e.Event]) -> datetime:
    return next(row.at for row in reversed(board.history[incident.number]) if isinstance(row.event, kind))
