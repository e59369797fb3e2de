"""Command line verbs of duty: hand the desk over, take it, put a team on or off duty."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from console.board.brief import brief_of
from console.desk.typed import Known, Said, Submit, team_typed
from console.errors import Refused
from console.model import commands as c
from console.model.duty import Turn
from console.phrase import say

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


def duty_line(rest: str, known: Known) -> Said:
    """``duty take`` takes the desk, ``duty duty-B`` offers it with a brief written from the board."""
    if not rest:
        raise Refused(say("command_line.duty"))
    if rest == "take":
        return Submit(c.TakeDuty())
    return Submit(c.OfferDuty(rest, brief_of(known.board, known.lang)))


def roster_line(rest: str, known: Known) -> Said:
    """``roster T07 off 22:00 crew is ill``: off duty from now until then, the next 22:00 that comes."""
    team, more = team_typed("roster", rest, known.board)
    state, _, more = more.partition(" ")
    clock, _, reason = more.strip().partition(" ")
    now = known.now or known.board.at
    until = next_at(clock, known.board.district.local(now)) if now is not None else None
    if state not in ("on", "off") or now is None or until is None or not reason.strip():
        raise Refused(say("command_line.roster"))
    return Submit(c.ChangeRoster((Turn(team, now, until, state == "on", reason=reason.strip()),)))


def next_at(clock: str, local: datetime) -> datetime | None:
    """The next moment after ``local`` at which it is ``clock`` (``22:00``); ``None`` when that is no time of day."""
    read = _CLOCK.fullmatch(clock)
    if read is None:
        return None
    moment = datetime.combine(local.date(), time(int(read[1]), int(read[2])), local.tzinfo)
    return moment if moment > local else moment + timedelta(days=1)
