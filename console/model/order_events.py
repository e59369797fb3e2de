"""Events of orders and of the teams that carry them out, in the past tense."""

from __future__ import annotations

from console.frozen import frozen
from console.geo import LatLon
from console.model.event_base import Event, named
from console.model.recommendation import Load


@named("order.issued")
@frozen
class OrderIssued(Event):
    """A team was told to go; ``loads`` are reserved for it from this moment."""

    order: str
    team: str
    need: str
    capability: str
    eta_s: int
    via_depot: str = ""
    loads: tuple[Load, ...] = ()
    penalty: int = 0
    replaces: str = ""  # the lapsed, declined or cancelled order it stands in for


@named("order.delivered")
@frozen
class OrderDelivered(Event):
    """The channel says the order reached the team's device."""

    order: str
    channel: str


@named("order.delivery_failed")
@frozen
class DeliveryFailed(Event):
    """The channel could not deliver; it will be tried again."""

    order: str
    channel: str
    reason: str


@named("order.acknowledged")
@frozen
class OrderAcknowledged(Event):
    """接令."""

    order: str


@named("order.declined")
@frozen
class OrderDeclined(Event):
    """The team cannot go, with its reason; what it reserved is free again."""

    order: str
    reason: str


@named("order.lapsed")
@frozen
class OrderLapsed(Event):
    """No acknowledgement in time; what it reserved is free again."""

    order: str
    after_s: int


@named("order.cancelled")
@frozen
class OrderCancelled(Event):
    """Called back by the centre, with the reason."""

    order: str
    reason: str


@named("order.en_route")
@frozen
class TravelStarted(Event):
    """The team is moving; ``route`` are the road nodes ahead from ``start``."""

    order: str
    start: LatLon
    route: tuple[int, ...]
    travel_s: int  # to arrival, the depot stop included


@named("order.rerouted")
@frozen
class TravelChanged(Event):
    """The way or the expected arrival changed (closure, delay)."""

    order: str
    start: LatLon
    route: tuple[int, ...]
    travel_s: int
    reason: str


@named("order.on_scene")
@frozen
class TeamArrived(Event):
    """到场."""

    order: str
    position: LatLon | None = None


@named("order.done")
@frozen
class OrderDone(Event):
    """The team finished and fed back; ``used`` loads are consumed, the others come back with it."""

    order: str
    feedback: str
    used: tuple[Load, ...] = ()


@named("team.returned")
@frozen
class TeamReturned(Event):
    """The team is back at its base or beat, and what it did not use is back in stock."""

    team: str
    order: str
