"""Command line verbs of the closed loop: give a case away, whistle, transfer, take back, split."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.desk.typed import Known
from console.errors import Refused
from console.model import commands as c
from console.model.incident import Incident
from console.model.words import Tier
from console.phrase import say


def _give(incident: Incident, rest: str, _known: Known) -> c.Command:
    """``give 1024 street enforcement,market_supervision reason``: the first unit leads, the others assist."""
    tier, _, more = rest.partition(" ")
    if tier not in set(Tier):
        raise Refused(say("command_line.give", number=incident.number, tiers=", ".join(Tier)))
    if tier == Tier.GRID:
        return c.AssignHandling(incident.number, Tier.GRID, reason=more.strip())
    units, _, reason = more.strip().partition(" ")
    lead, *assisting = [unit for unit in units.split(",") if unit] or [""]
    return c.AssignHandling(incident.number, Tier(tier), lead, tuple(assisting), reason.strip())


def _whistle(incident: Incident, rest: str, _known: Known) -> c.Command:
    """``whistle 1024 ecology,water_bureau 30 reason``: minutes until they are to report in."""
    units, _, more = rest.partition(" ")
    minutes, _, reason = more.strip().partition(" ")
    if not units or not (minutes.isascii() and minutes.isdigit()) or not reason.strip():
        raise Refused(say("command_line.whistle", number=incident.number))
    departments = tuple(unit for unit in units.split(",") if unit)
    return c.BlowWhistle(incident.number, departments, int(minutes[:6]) * 60, reason.strip())


def _here(incident: Incident, rest: str, _known: Known) -> c.Command:
    return c.ReportIn(incident.number, rest)


def _transfer(incident: Incident, rest: str, _known: Known) -> c.Command:
    """``transfer 1024 police P-77 reason``: their number for the case."""
    to, _, more = rest.partition(" ")
    number, _, reason = more.strip().partition(" ")
    if not (to and number and reason.strip()):
        raise Refused(say("command_line.transfer", number=incident.number))
    return c.TransferIncident(incident.number, to, number, reason.strip())


def _back(incident: Incident, rest: str, _known: Known) -> c.Command:
    if not rest:
        raise Refused(say("command_line.reason", verb="back", what=incident.number))
    return c.TakeBackIncident(incident.number, rest)


def _split(incident: Incident, _rest: str, _known: Known) -> c.Command:
    return c.UndoMerge(incident.number)


def _settled(incident: Incident, rest: str, _known: Known) -> c.Command:
    if not rest:
        raise Refused(say("command_line.reason", verb="done", what=incident.number))
    return c.ReportHandled(incident.number, rest, incident.handling.lead if incident.handling else "")


def _signed(incident: Incident, _rest: str, _known: Known) -> c.Command:
    return c.SignForHandling(incident.number, incident.handling.lead if incident.handling else "")


CASE_VERBS: Mapping[str, Callable[[Incident, str, Known], c.Command]] = {
    "give": _give, "sign": _signed, "done": _settled, "whistle": _whistle, "here": _here, "transfer": _transfer,
    "back": _back, "split": _split,
}  # fmt: skip
