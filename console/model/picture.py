"""A snapshot of the live picture in the words of the model: what a recommendation is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from console.frozen import frozen
from console.geo import LatLon
from console.model.duty import Turn, turn_at
from console.model.incident import Incident, Order
from console.model.places import Team
from console.model.roads import Conditions
from console.model.words import TeamStatus
from console.phrase import Phrase


@frozen
class TeamNow:
    """One team at one moment. ``position`` is the last known; its age is ``None`` when it was never heard."""

    team: Team
    status: TeamStatus
    position: LatLon
    position_age_s: int | None
    moving: bool
    order: Order | None
    why_not: Phrase | None  # why it cannot be sent now; None when it can
    heading_deg: float | None = None  # of a moving team, where it was last heard
    worked_s: int = 0  # bound by orders within the rest rule's window, or the last 12 h without one
    on_duty: bool = True
    turns: tuple[Turn, ...] = ()  # of the roster, in the order they were entered

    def on_duty_at(self, local: datetime) -> bool:
        """Whether it is on duty at a moment in the district's time zone, by the roster or its usual shift."""
        turn = turn_at(self.turns, local)
        return self.team.shift.covers(local.time()) if turn is None else turn.on_duty


Stock = Mapping[tuple[str, str], int]
"""Free quantity by (owner, item); the owner is a depot id, or a team id for what its vehicle carries."""


@frozen
class Picture:
    """The live picture after journal row ``seq`` at ``at``: immutable, safe to hand to another thread."""

    seq: int
    at: datetime
    incidents: Mapping[int, Incident]
    orders: Mapping[str, Order]
    teams: Mapping[str, TeamNow]
    stock: Stock
    conditions: Conditions
