"""When the automatic officer next does anything, told from the board alone: lower bounds, never too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.board.board import Board
from console.drill.injects import incident_of
from console.drill.officer_cases import asked_ahead, given, upward_ahead, verification_ahead
from console.drill.officer_reads import (
    LOOKS_FOR_S,
    NEWS,
    NOTIFY_EVERY_S,
    STEP_SHARE,
    TOLD,
    TRY_AGAIN_EVERY_S,
    UNDER_WAY,
    WAITS_FOR_S,
    is_short,
    last_of,
    left_by,
    materials_out,
    settled_at,
    steps_open,
    waits_since,
)
from console.drill.trouble import Trouble
from console.model.incident import Incident
from console.model.scenario import Scenario
from console.model.words import Stage, Urgency


class OfficerAhead:
    """The bounds of one drill's officer; ``begins`` is when it takes over."""

    def __init__(self, scenario: Scenario, begins: datetime) -> None:
        self._scenario, self._begins = scenario, begins
        self._thinking_s = scenario.thinking_s
        self._thinking = timedelta(seconds=scenario.thinking_s)

    def moments(self, board: Board, now: datetime, trouble: Trouble) -> Iterator[datetime]:
        """Lower bounds for when the officers next do anything, if no event comes before."""
        wanted = {incident_of(self._scenario, board, ask["incident"]) for _, ask in trouble.asked()}
        for incident in board.incidents.values():
            if incident.number in wanted:
                yield from asked_ahead(self._scenario, board, incident, now, trouble, self._thinking_s)
            if incident.stage in UNDER_WAY:
                yield from self._under_way(board, incident, now, trouble)
            elif incident.stage is Stage.REPORTED:
                yield incident.reported_at + self._thinking
            elif incident.stage is Stage.CLOSED or _ready_to_close(board, incident):
                yield _last(board, incident) + self._thinking

    def _under_way(self, board: Board, incident: Incident, now: datetime, trouble: Trouble) -> Iterator[datetime]:
        yield from self._plan(board, incident, now)
        yield from self._give(board, incident, now)
        yield from upward_ahead(board, incident)
        yield from self._sending(board, incident, now)
        settled = settled_at(board, incident)
        if incident.stage is Stage.HANDLING and settled is not None:
            first = _last(board, incident) + self._thinking
            if now < first:
                yield first
            else:
                yield from verification_ahead(self._scenario, board, incident, settled, now, trouble)

    def _plan(self, board: Board, incident: Incident, now: datetime) -> Iterator[datetime]:
        since = last_of(board, incident, NEWS) or incident.accepted_at
        if incident.urgency is not Urgency.EMERGENCY or since is None:
            return
        began = left_by(since, self._thinking_s, self._begins) if incident.plan is None else since
        yield from _looking(began + self._thinking, now)

    def _give(self, board: Board, incident: Incident, now: datetime) -> Iterator[datetime]:
        since = incident.stage_since
        if since is None or incident.plan is not None or given(board, incident) is None:
            return
        first = since + self._thinking + timedelta(seconds=LOOKS_FOR_S)
        yield from _looking(first, now)
        yield from _looking(first + timedelta(seconds=WAITS_FOR_S), now)

    def _sending(self, board: Board, incident: Incident, now: datetime) -> Iterator[datetime]:
        if incident.plan is None:
            return
        asked = waits_since(board, incident)
        if asked is not None and is_short(board, incident):
            yield _next_try(asked + self._thinking, now)
        if not incident.orders:
            return
        if any(d not in incident.notified for d in incident.plan.notify):
            yield (last_of(board, incident, TOLD) or now) + timedelta(seconds=NOTIFY_EVERY_S)
        for step in steps_open(board, incident):
            yield (incident.t0 or now) + timedelta(seconds=step.due_s * STEP_SHARE)


def _ready_to_close(board: Board, incident: Incident) -> bool:
    return incident.stage is Stage.VERIFIED and not materials_out(board, incident)


def _last(board: Board, incident: Incident) -> datetime:
    return board.history[incident.number][-1].at


def _looking(first: datetime, now: datetime) -> Iterator[datetime]:
    """Every second of the span in which something is looked for, from ``first`` on."""
    if now < first + timedelta(seconds=LOOKS_FOR_S):
        yield first


def _next_try(first: datetime, now: datetime) -> datetime:
    """The first of the moments at which teams are looked for again that comes after ``now``."""
    tries = int(max(0.0, (now - first).total_seconds()) // TRY_AGAIN_EVERY_S)
    moment = first + timedelta(seconds=TRY_AGAIN_EVERY_S * tries)
    return moment if moment > now else moment + timedelta(seconds=TRY_AGAIN_EVERY_S)
