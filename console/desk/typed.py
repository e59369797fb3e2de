"""What a typed line is read against, and what it can ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from console.board.board import Board
from console.errors import Refused
from console.frozen import frozen
from console.model import commands as c
from console.model.incident import Incident, Order
from console.model.plan import Plan
from console.model.recommendation import Recommendation
from console.model.underlay import Underlay
from console.phrase import Phrase, say

THEMES = ("dark", "light")
PACES = (1, 2, 5, 10)
"""Drill seconds that may pass in one."""


@frozen
class Known:
    """What a typed line is read against."""

    board: Board
    recommendations: Mapping[int, Recommendation] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    proposed: Mapping[int, str] = field(default_factory=dict)  # incident -> catalogue code its words point to
    lang: str = "en"  # of the words that are recorded when the officer types none
    now: datetime | None = None  # the session's time; that of the last event when it is not given


@frozen
class Submit:
    """The line asks the desk for this; ``said`` tells what it comes to where that is not plain."""

    command: c.Command
    said: Phrase | None = None


@frozen
class Find:
    """The line looks for something on the map."""

    text: str


@frozen
class LayUnder:
    """The line chooses what lies beneath the map; ``None`` for nothing."""

    underlay: Underlay | None


@frozen
class OnMap:
    """The line asks the map for something: a ``tool``, ``reach`` or a layer to ``show`` or hide, and which."""

    what: str
    which: str = ""


@frozen
class SeeAlarms:
    """The line acknowledges the alarm on top."""


@frozen
class ShowHelp:
    """The line asks what can be typed, or what one ``verb`` does."""

    verb: str = ""


@frozen
class SeePlans:
    """The line asks for the workshop of plans."""


@frozen
class SetDrill:
    """The line changes how the exercise runs; ``None`` leaves a thing as it is."""

    officer: bool | None = None
    running: bool | None = None
    pace: int | None = None
    inject: str = ""  # the one that the controller plays now


@frozen
class SetTheme:
    """The line asks for a dark or a light screen."""

    name: str


@frozen
class SetLayout:
    """The line keeps where the panels stand under a name (``keep``), or puts them back; no name: as at first."""

    name: str
    keep: bool = False


@frozen
class OpenWorkshop:
    """The line opens the district workshop."""


Said = (
    Submit | Find | LayUnder | OnMap | OpenWorkshop | SeeAlarms | SeePlans | ShowHelp | SetDrill | SetTheme | SetLayout
)


def incident_typed(verb: str, typed: str, board: Board) -> tuple[Incident, str]:
    """The incident whose number comes first in ``typed``, and the rest; refused when there is none."""
    first, _, rest = typed.partition(" ")
    digits = first.lstrip("#")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused(say("command_line.number", verb=verb))
    incident = board.incidents.get(int(digits[:9]))
    if incident is None:
        raise Refused(say("command_line.no_incident", number=digits))
    return incident, rest.strip()


def team_typed(verb: str, typed: str, board: Board) -> tuple[str, str]:
    """The team whose id comes first in ``typed``, and the rest; refused when there is none."""
    first, _, rest = typed.partition(" ")
    if not first:
        raise Refused(say("command_line.team", verb=verb))
    team = next((t for t in board.district.teams if t.lower() == first.lower()), None)
    if team is None:
        raise Refused(say("command_line.no_team", team=first))
    return team, rest.strip()


def order_of(team: str, board: Board) -> Order:
    """The open order of ``team``; refused when it has none."""
    order = board.order_of_team(team)
    if order is None:
        raise Refused(say("command_line.no_order", team=team))
    return order
