"""How one synthetic case goes: who does what after how long. The desk decides what follows from each step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from console.board.board import Board
from console.drill.year import shape
from console.model import commands as c
from console.model.incident import Actor, Incident
from console.model.words import Stage, Tier, Urgency

INSPECTOR = Actor("inspector", "2")


class Step(NamedTuple):
    """One command at its moment, by somebody."""

    at: datetime
    command: c.Command
    by: Actor
    turn: int = 0  # of the case's plan it belongs to; 0 for what the clock says whatever was planned


def officer(local_hour: int) -> Actor:
    """Who has the desk at that hour, in three shifts."""
    return Actor(f"duty-{'ABC'[local_hour // 8]}", "1")


def next_step(board: Board, incident: Incident, now: datetime, chance: Random) -> Step | None:
    """What happens next to ``incident`` and when, by the stage it is in; ``None`` when it is left as it is."""
    by = officer(board.district.local(now).hour)
    match incident.stage:
        case Stage.REPORTED:
            return _taken_on(incident, now, by, chance)
        case Stage.ACCEPTED:
            return _given(board, incident, now, by, chance)
        case Stage.DISPATCHED:
            return _signed(incident, now, chance)
        case Stage.HANDLING:
            return _settled(incident, now, chance)
        case Stage.VERIFIED:
            return Step(_later(now, chance, 1800), c.CloseIncident(incident.number, "已办结，符合结案标准"), by)
        case Stage.CLOSED:
            return _answered(incident, now, by, chance)
    return None


def _later(now: datetime, chance: Random, mean_s: float) -> datetime:
    return now + timedelta(seconds=max(1, round(chance.expovariate(1 / mean_s))))


def _taken_on(incident: Incident, now: datetime, by: Actor, chance: Random) -> Step:
    at = _later(now, chance, 90)
    if chance.random() < shape.REJECTED:
        return Step(at, c.RejectIncident(incident.number, "不属于本辖区职责"), by)
    return Step(at, c.AcceptIncident(incident.number, incident.urgency), by)


def _given(board: Board, incident: Incident, now: datetime, by: Actor, chance: Random) -> Step:
    at = _later(now, chance, 240)
    if chance.random() < shape.TRANSFERRED and "police" in board.district.departments:
        number = f"P-{incident.number}"
        return Step(at, c.TransferIncident(incident.number, "police", number, "涉嫌违法，移交公安"), by)
    item = board.district.catalogue[incident.category]
    if item.tier is Tier.GRID and incident.grid in board.district.grids:
        return Step(at, c.AssignHandling(incident.number, Tier.GRID), by)
    tier = Tier.STREET if item.tier is Tier.GRID else item.tier
    others = [d for d in sorted(board.district.departments) if d != item.department]
    assisting = tuple(chance.sample(others, min(2, len(others)))) if chance.random() < 0.2 else ()
    return Step(at, c.AssignHandling(incident.number, tier, item.department, assisting, "跨部门事项"), by)


def _signed(incident: Incident, now: datetime, chance: Random) -> Step | None:
    if incident.handling is None:
        return None
    quick = 120 if incident.urgency is Urgency.EMERGENCY else 900
    return Step(_later(now, chance, quick), c.SignForHandling(incident.number), Actor(incident.handling.lead))


def _settled(incident: Incident, now: datetime, chance: Random) -> Step | None:
    handling = incident.handling
    if handling is None or (not handling.handled_by and chance.random() < shape.NEVER_ENDED):
        return None
    if not handling.handled_by:
        left = max(600.0, (handling.due_at - now).total_seconds())
        share = chance.uniform(1.0, 2.5) if chance.random() < shape.LATE else chance.betavariate(2, 4)
        at = now + timedelta(seconds=round(left * share))
        return Step(at, c.ReportHandled(incident.number, "整改前后照片"), Actor(handling.lead))
    passed = chance.random() >= shape.RETURNED
    note = "现场核查通过" if passed else "问题仍未解决"
    return Step(_later(now, chance, 3600), c.VerifyIncident(incident.number, passed, note), INSPECTOR)


def _answered(incident: Incident, now: datetime, by: Actor, chance: Random) -> Step:
    at = _later(now, chance, 12 * 3600)
    if not incident.returns and chance.random() < shape.REOPENED:
        return Step(at, c.ReopenIncident(incident.number, "来电人称问题依旧"), by)
    score = chance.choices((1, 2, 3, 4, 5), weights=shape.SCORES)[0]
    return Step(at, c.ReviewIncident(incident.number, score), by)


def reminders(board: Board, incident: Incident, now: datetime) -> Iterator[tuple[datetime, c.Command]]:
    """The moments at which the clock has something to say of a case just given away, if nothing happens before."""
    handling = incident.handling
    if incident.stage is not Stage.DISPATCHED or handling is None or handling.assigned_at != now:
        return
    whole = handling.due_at - handling.assigned_at
    if handling.rung:
        yield handling.due_at + timedelta(seconds=1), c.ClimbLadder(incident.number)
    for late in sorted(set(board.district.casework.cards.values())):
        yield handling.assigned_at + whole * late + timedelta(seconds=2), c.RaiseSupervision(incident.number)
