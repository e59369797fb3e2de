"""The live state of incidents, reports and orders, as folded from events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from console.frozen import frozen
from console.geo import LatLon
from console.model.plan import PlanAnswer, PlanInForce
from console.model.recommendation import Load, Recommendation
from console.model.words import Card, Mark, OrderStatus, Severity, Stage, Tier, UpwardKind, Urgency


@frozen
class Report:
    """上报: one message from one source, with the source's own number beside ours."""

    source: str  # hotline-12345, camera, sensor, officer, citizen, drill …
    source_number: str
    text: str
    occurred_at: datetime
    received_at: datetime
    evidence: tuple[str, ...] = ()


@frozen
class Order:
    """指令: one team told to do one thing for one incident. ``stamps`` holds when each status was reached."""

    id: str
    incident: int
    team: str
    need: str
    capability: str
    status: OrderStatus
    stamps: Mapping[OrderStatus, datetime]
    eta_s: int  # from issue to arrival, as shown when it was sent
    expected_at: datetime  # best known arrival
    via_depot: str = ""
    loads: tuple[Load, ...] = ()
    penalty: int = 0
    route: tuple[int, ...] = ()
    route_from: LatLon | None = None
    route_at: datetime | None = None  # when the route was begun or last changed
    end_reason: str = ""
    delivery_tries: int = 0

    @property
    def issued_at(self) -> datetime:
        """When it was issued."""
        return self.stamps[OrderStatus.ISSUED]


@frozen
class Handling:
    """Who settles a case that no team was ordered to, until when, and how far they are."""

    lead: str  # a department, or a grid's post
    assisting: tuple[str, ...]
    assigned_at: datetime
    due_at: datetime
    rung: int = 0  # 1 and up on the ladder of items that dispatch themselves
    signed_by: str = ""
    handled_by: str = ""
    handled_at: datetime | None = None
    evidence: str = ""


@frozen
class Called:
    """A department that was whistled for: its deadline, when it came, whether it was noted late."""

    due_at: datetime
    came_at: datetime | None = None
    late: bool = False


@frozen
class Incident:
    """事件: what the centre handles. ``t0`` starts the 1/3/5 clock; ``None`` while it is no emergency."""

    number: int
    version: int
    stage: Stage
    urgency: Urgency
    severity: Severity
    tier: Tier
    category: str  # catalogue item code; "" while unknown
    place: str
    position: LatLon | None
    grid: str
    reports: tuple[Report, ...]
    reported_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    accepted_at: datetime | None = None
    t0: datetime | None = None
    plan: PlanInForce | None = None
    answers: tuple[PlanAnswer, ...] = ()  # every plan considered when the plan was confirmed
    offered: Recommendation | None = None  # the last recommendation acted on
    orders: tuple[str, ...] = ()
    mark_met: Mapping[Mark, datetime] = field(default_factory=dict)
    mark_missed: Mapping[Mark, datetime] = field(default_factory=dict)
    steps_done: Mapping[str, datetime] = field(default_factory=dict)
    notified: tuple[str, ...] = ()
    returns: int = 0  # failed verifications and reopenings
    orders_before: int = 0  # how many of the orders were issued before the last return
    verified_by: str = ""
    closed_at: datetime | None = None
    merged_into: int | None = None
    score: int | None = None
    remarks: str = ""
    stage_since: datetime | None = None
    stage_before: Stage | None = None  # of a merged or transferred incident
    handling: Handling | None = None
    whistled: Mapping[str, Called] = field(default_factory=dict)  # by department
    transferred_to: tuple[str, str] | None = None  # (service, its number)
    card: Card | None = None  # the last one shown for the present stage
    cards: int = 0  # all that were ever shown
    upward: tuple[tuple[UpwardKind, datetime], ...] = ()  # reports sent upward
    withdrawn: tuple[tuple[str, str], ...] = ()  # (source, number) of reports their source took back
    evidence: tuple[tuple[str, str], ...] = ()  # (reference, name) put with the case afterwards

    @property
    def all_withdrawn(self) -> bool:
        """Whether every source has taken its report back."""
        return bool(self.withdrawn) and all((r.source, r.source_number) in self.withdrawn for r in self.reports)

    @property
    def text(self) -> str:
        """The words of the first report."""
        return self.reports[0].text if self.reports else ""

    @property
    def orders_now(self) -> tuple[str, ...]:
        """The orders since the case last came back: what was done before does not fill its needs again."""
        return self.orders[self.orders_before :]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something before it is closed."""
        return self.stage.is_open

    @property
    def is_emergency(self) -> bool:
        """Whether it runs on the 1/3/5 clock."""
        return self.urgency is Urgency.EMERGENCY


@frozen
class Signal:
    """The last word from a team: where it was and when. Not an event; a track point."""

    team: str
    position: LatLon
    at: datetime
    heading_deg: float | None = None
    speed_kph: float = 0.0


Signals = Mapping[str, Signal]


@frozen
class Actor:
    """Who does a thing, and at which seat."""

    id: str
    seat: str = ""


WATCH = Actor("watch", "system")
"""The clock's own rules (lapse, missed mark) act under this name."""
