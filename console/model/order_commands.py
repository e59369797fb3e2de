"""Commands about orders and the teams that carry them out, in the imperative."""

from __future__ import annotations

from console.frozen import frozen
from console.geo import LatLon
from console.model.recommendation import Load, Recommendation


@frozen
class Command:
    """Base of all commands."""


@frozen
class Assignment:
    """One order wanted: a team for a need."""

    team: str
    need: str
    capability: str
    eta_s: int
    via_depot: str = ""
    loads: tuple[Load, ...] = ()
    penalty: int = 0
    replaces: str = ""
    taken_from: int | None = None


@frozen
class IssueOrders(Command):
    """Send teams. Refused whole when any one is taken meanwhile or stock is gone: nothing half-sent."""

    incident: int
    offered: Recommendation
    assignments: tuple[Assignment, ...]
    override_reason: str = ""


@frozen
class ConfirmDelivery(Command):
    """The channel delivered an order."""

    order: str
    channel: str


@frozen
class ReportDeliveryFailure(Command):
    """The channel could not deliver an order."""

    order: str
    channel: str
    reason: str


@frozen
class AcknowledgeOrder(Command):
    """接令, by the team or by the officer for a team on the radio."""

    order: str


@frozen
class DeclineOrder(Command):
    """The team cannot go."""

    order: str
    reason: str


@frozen
class LapseOrder(Command):
    """No acknowledgement within the limit; does nothing when it is no longer due."""

    order: str


@frozen
class CancelOrder(Command):
    """Call a team back."""

    order: str
    reason: str


@frozen
class StartTravel(Command):
    """The team moves off."""

    order: str
    start: LatLon
    route: tuple[int, ...]
    travel_s: int


@frozen
class ChangeTravel(Command):
    """The team goes another way or will be later."""

    order: str
    start: LatLon
    route: tuple[int, ...]
    travel_s: int
    reason: str


@frozen
class ArriveOnScene(Command):
    """到场."""

    order: str
    position: LatLon | None = None


@frozen
class CompleteOrder(Command):
    """The team is done, with feedback and what was used up."""

    order: str
    feedback: str
    used: tuple[Load, ...] = ()


@frozen
class ReturnTeam(Command):
    """The team is back; unused loads go back into stock."""

    team: str
    order: str
