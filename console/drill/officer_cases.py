"""What the automatic officer does in the closed loop: give cases away, answer requests, report upward, check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.board.upward import next_upward, upward_text
from console.drill.injects import incident_of
from console.drill.trouble import Trouble
from console.model import commands as c
from console.model import events as e
from console.model.incident import Incident
from console.model.plan import Facts
from console.model.scenario import Scenario
from console.model.words import Severity, Stage, Tier, UpwardKind
from console.phrase import say

UPWARD_AHEAD = timedelta(seconds=60)
CHECKED = "视频及网格长已核实 checked on camera and by the grid leader"
_HANDLED = (Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING)
_DONE_BY: dict[str, type[e.Event]] = {
    "whistle": e.WhistleBlown, "transfer": e.IncidentTransferred, "assign": e.HandlingAssigned,
    "reopen": e.IncidentReopened,
}  # fmt: skip


def severity_of(facts: Facts) -> Severity | None:
    """Graver than general by the harm known (DOMAIN § 8, the usual national bands); ``None`` below that."""
    bands = ((Severity.EXTREME, 30, 100), (Severity.MAJOR, 10, 50), (Severity.LARGER, 3, 10))
    dead, hurt = (_count(facts.get(name)) for name in ("dead", "injured"))
    return next((severity for severity, died, injured in bands if dead >= died or hurt >= injured), None)


def _count(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def given(board: Board, incident: Incident) -> c.Command | None:
    """The case goes to the unit its item names, at the item's tier: to the grid's own post, or to a department."""
    item = board.district.catalogue.get(incident.category)
    if item is None or incident.stage is not Stage.ACCEPTED or incident.handling is not None or incident.orders:
        return None
    own = item.tier is Tier.GRID and incident.grid in board.district.grids
    tier = item.tier if own or item.tier is not Tier.GRID else Tier.STREET
    unit = board.district.grids[incident.grid].leader if own else item.department
    if not own and unit not in board.district.departments:
        return None
    reason = say("do_now.no_grid_reason").en if tier.rank > incident.tier.rank else ""
    return c.AssignHandling(incident.number, tier, "" if own else unit, (), reason)


def upward(board: Board, incident: Incident, now: datetime, *, first_now: bool = False) -> c.Command | None:
    """The next report upward, a minute before it is due, the first one at once with ``first_now``.

    The last one goes as soon as the case is closed.
    """
    due = next_upward(board, incident)
    if due is None:
        return None
    if now < due.at - UPWARD_AHEAD and not (first_now and due.kind is UpwardKind.FIRST):
        return None
    if due.kind is UpwardKind.FURTHER and not incident.is_open:
        return None
    return c.SendUpwardReport(incident.number, due.kind, upward_text(board, incident, due.kind, now).en)


def verification(
    scenario: Scenario, board: Board, incident: Incident, since: datetime, now: datetime, trouble: Trouble
) -> c.Command | None:
    """The check on the spot: as the script says it goes for the first check after its inject, else passed."""
    for found in _inspections(scenario, board, incident, trouble):
        if now < since + timedelta(seconds=found["late_s"]):
            return None
        if found["fails"]:
            return c.VerifyIncident(incident.number, False, found["fails"])
    return c.VerifyIncident(incident.number, True, CHECKED)


def _inspections(scenario: Scenario, board: Board, incident: Incident, trouble: Trouble) -> Iterator[dict[str, Any]]:
    """What the script says of the next check of ``incident``."""
    rows = board.history[incident.number]
    for at, found in trouble.inspections():
        if incident_of(scenario, board, found["incident"]) != incident.number:
            continue
        if not any(isinstance(r.event, e.IncidentVerified | e.VerificationFailed) and r.at >= at for r in rows):
            yield found


def verification_ahead(
    scenario: Scenario, board: Board, incident: Incident, since: datetime, now: datetime, trouble: Trouble
) -> Iterator[datetime]:
    """Lower bounds for when :func:`verification` next has something to say, if no event comes before."""
    if verification(scenario, board, incident, since, now, trouble) is not None:
        yield now
    late = (timedelta(seconds=found["late_s"]) for found in _inspections(scenario, board, incident, trouble))
    yield from (since + wait for wait in late if since + wait > now)


def asked_ahead(
    scenario: Scenario, board: Board, incident: Incident, now: datetime, trouble: Trouble, thinking_s: int
) -> Iterator[datetime]:
    """The same for :func:`asked`."""
    if asked(scenario, board, incident, now, trouble, thinking_s) is not None:
        yield now
    for at, _ in trouble.asked():
        if at + timedelta(seconds=thinking_s) > now:
            yield at + timedelta(seconds=thinking_s)


def upward_ahead(board: Board, incident: Incident) -> Iterator[datetime]:
    """The same for :func:`upward`."""
    due = next_upward(board, incident)
    if due is not None and (due.kind is not UpwardKind.FURTHER or incident.is_open):
        yield due.at - UPWARD_AHEAD


def asked(
    scenario: Scenario, board: Board, incident: Incident, now: datetime, trouble: Trouble, thinking_s: int
) -> c.Command | None:
    """What a message asked for about ``incident`` and is not done yet, once it can be done."""
    for at, ask in trouble.asked():
        if incident_of(scenario, board, ask["incident"]) != incident.number:
            continue
        if now < at + timedelta(seconds=thinking_s):
            continue
        done = any(isinstance(r.event, _DONE_BY[ask["do"]]) and r.at >= at for r in board.history[incident.number])
        command = None if done else _answer(board, incident, ask)
        if command is not None:
            return command
    return None


def _answer(board: Board, incident: Incident, ask: dict[str, Any]) -> c.Command | None:
    number, reason = incident.number, str(ask["reason"])
    running = any(order.status.is_open for order in board.orders_of(incident))
    if ask["do"] == "whistle":
        whistle = c.BlowWhistle(number, tuple(ask["departments"]), ask["within_s"], reason)
        return whistle if incident.stage in _HANDLED else None
    if ask["do"] == "transfer":
        transfer = c.TransferIncident(number, ask["to"], ask["number"], reason)
        return transfer if incident.stage in _HANDLED and not running else None
    if ask["do"] == "assign":
        tier = Tier(ask["tier"])
        assign = c.AssignHandling(number, tier, ask["lead"], tuple(ask["assisting"]), reason)
        return assign if incident.stage in _HANDLED and not running else None
    closed = incident.stage in (Stage.VERIFIED, Stage.CLOSED, Stage.REVIEWED)
    return c.ReopenIncident(number, reason) if closed else None
