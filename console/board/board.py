"""The board: everything known now, as folded from the journal's events."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from console.geo import LatLon, inside
from console.model.branch_events import SessionBranched
from console.model.duty import Turn
from console.model.events import Recorded, SessionOpened
from console.model.incident import Incident, Order, Signal
from console.model.places import District
from console.model.plan_papers import PlanGround, PlanProposal, PlanVersion
from console.model.recommendation import Load
from console.model.roads import Slowing
from console.model.words import Card, Posture, Weather
from console.phrase import Text


class Closure(NamedTuple):
    """One closed stretch of road."""

    name: Text
    reason: str
    since: datetime


class Slowed(NamedTuple):
    """One slowing that an officer or the field asked for."""

    slowing: Slowing
    reason: str
    since: datetime


class Declared(NamedTuple):
    """The weather as it was last declared."""

    weather: Weather
    reason: str
    since: datetime


class Shelf(NamedTuple):
    """An alarm put aside: until when, why, and by whom."""

    until: datetime
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has the desk, since when, and the hand-over that is offered."""

    officer: str = ""
    since: datetime | None = None
    brief: str = ""
    offered_to: str = ""
    offered_by: str = ""
    offered_at: datetime | None = None


class Board:
    """The folded state. Only :func:`console.board.fold.fold` changes it; two folds of one journal are equal."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.seq = 0
        self.hash = ""
        self.at: datetime | None = None
        self.session: SessionOpened | None = None
        self.branched: SessionBranched | None = None  # of a what-if: which journal it goes on from
        self.duty = Duty()
        self.posture = Posture.ROUTINE
        self.posture_since: datetime | None = None
        self.roster: dict[str, tuple[Turn, ...]] = {}  # by team, in the order they were entered
        self.incidents: dict[int, Incident] = {}
        self.last_number = 0
        self.orders: dict[str, Order] = {}
        self.bound: dict[str, str] = {}  # team -> its open order
        self.returning: dict[str, str] = {}  # team -> the order it comes back from
        self.aboard: dict[str, tuple[Load, ...]] = {}  # done order -> what comes back to a depot with its team
        self.unanswered: dict[str, str] = {}  # team -> the last order it let lapse, until it answers one again
        self.out_of_service: dict[str, str] = {}  # team -> reason
        self.stock = initial_stock(district)
        self.closed_roads: dict[str, Closure] = {}
        self.slowings: dict[str, Slowed] = {}  # by the slowing's id; the district's standing ones are not here
        self.weather: Declared | None = None  # nobody has said yet
        self.numbers: dict[tuple[str, str], int] = {}  # (source, its number) -> incident
        self.origins: dict[tuple[str, str, str], int] = {}  # (source, its machine, item) -> incident last reported so
        self.plan_proposals: dict[str, PlanProposal] = {}  # those that wait, in the order they came
        self.plan_versions: dict[str, tuple[PlanVersion, ...]] = {}  # by plan; put in anew when it changes
        self.alarms_seen: dict[str, tuple[str, datetime]] = {}
        self.alarms_shelved: dict[str, Shelf] = {}
        self.history: dict[int | None, list[Recorded]] = {}
        self.injects: dict[str, Recorded] = {}
        self.card_moments: dict[int, tuple[int, tuple[tuple[Card, datetime], ...]]] = {}  # worked out, not folded
        self.plan_ground = PlanGround()  # known to the session, not folded
        self.signals: dict[str, Signal] = {}  # track points: heard, not folded

    def state(self) -> dict[str, object]:
        """Everything folded, for comparing two boards (what is heard or worked out is left out)."""
        left_out = {"district", "signals", "card_moments", "plan_ground"}
        return {name: value for name, value in vars(self).items() if name not in left_out}

    def copied(self) -> Board:
        """A board of one's own that says what this one says now, whatever is folded into either afterwards."""
        made = Board.__new__(Board)  # values are frozen, only what holds them changes
        vars(made).update(
            {name: copy(value) if isinstance(value, dict) else value for name, value in vars(self).items()}
        )
        made.history = {number: list(kept) for number, kept in self.history.items()}
        return made

    @property
    def next_number(self) -> int:
        """The number the next incident gets."""
        first = self.session.first_incident if self.session else 1
        return max(self.last_number + 1, first)

    def orders_of(self, incident: Incident) -> list[Order]:
        """The incident's orders in the order they were issued."""
        return [self.orders[order] for order in incident.orders]

    def order_of_team(self, team: str) -> Order | None:
        """The open order that binds ``team``, if any."""
        bound = self.bound.get(team)
        return self.orders[bound] if bound else None

    def open_incidents(self) -> list[Incident]:
        """Every incident that is not at an end, oldest first."""
        return [incident for incident in self.incidents.values() if incident.is_open]

    def grid_of(self, position: LatLon | None) -> str:
        """The code of the grid that holds ``position``; empty when outside or unknown."""
        if position is None:
            return ""
        for code, (south, west, north, east) in self.district.grid_boxes:
            within = south <= position.lat <= north and west <= position.lon <= east
            if within and inside(position, self.district.grids[code].ring):
                return code
        return ""


def initial_stock(district: District) -> dict[tuple[str, str], int]:
    """What depots hold and vehicles carry before anything happened, by (depot or team id, item)."""
    owners = [(d.id, d.stock) for d in district.depots.values()] + [(t.id, t.carries) for t in district.teams.values()]
    return {(owner, item): quantity for owner, items in owners for item, quantity in items.items()}
