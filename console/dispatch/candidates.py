"""Which team could fill which need, and when it would be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.dispatch.roads.network import Reach, RoadNetwork
from console.errors import NoRoute
from console.model.incident import Incident
from console.model.picture import Picture, TeamNow
from console.model.plan import StaffNeed
from console.model.words import OrderStatus, TeamStatus
from console.phrase import Phrase, say

EMERGENCY_COUNTS = 10
PRE_EMPTIBLE = (TeamStatus.RESERVED, TeamStatus.NOTIFIED, TeamStatus.ACKNOWLEDGED, TeamStatus.EN_ROUTE)


@dataclass(frozen=True, slots=True)
class Arrival:
    """When one team would be at one place: turnout and travel in seconds, and the road nodes it takes."""

    turnout_s: int
    travel_s: int
    route: tuple[int, ...]

    @property
    def eta_s(self) -> int:
        """Turnout and travel together."""
        return self.turnout_s + self.travel_s


def weight(incident: Incident) -> int:
    """How much an unfilled need of ``incident`` counts: an emergency before routine, severity, then response level."""
    own = incident.severity.weight * 4 + (incident.plan.level.rank - 1 if incident.plan else 0)
    return own * EMERGENCY_COUNTS if incident.is_emergency else own


def robs(picture: Picture, team: TeamNow, incident: Incident) -> int | None:
    """The weight of the less urgent incident ``team`` would be taken from; ``None`` when it may not be."""
    if team.order is None or team.status not in PRE_EMPTIBLE or team.order.status is OrderStatus.ON_SCENE:
        return None
    other = picture.incidents.get(team.order.incident)
    if other is None or other.number == incident.number or weight(other) >= weight(incident):
        return None
    return weight(other)


def turnout_s(team: TeamNow) -> int:
    """Seconds until it rolls; none for a team that is moving, on its way back or under way already."""
    rolling = team.moving or team.status in (TeamStatus.RETURNING, TeamStatus.EN_ROUTE)
    return 0 if rolling else team.team.turnout_s


def penalty_for(need: StaffNeed, team: TeamNow) -> tuple[str, int] | None:
    """The capability ``team`` would use for ``need`` and its penalty; ``None`` when it has none."""
    if need.capability in team.team.capabilities:
        return need.capability, 0
    stands_in = [s for s in need.substitutes if s.capability in team.team.capabilities]
    best = min(stands_in, key=lambda s: s.penalty, default=None)
    return (best.capability, best.penalty) if best else None


def no_capability(needs: tuple[StaffNeed, ...], team: TeamNow) -> Phrase | None:
    """Why ``team`` can fill none of ``needs``: no capability, or a crew too small; ``None`` when it can."""
    able = [need for need in needs if penalty_for(need, team)]
    if not able:
        return say("dispatch.no_capability")
    enough = [need for need in able if team.team.crew >= need.crew_min]
    return None if enough else say("dispatch.crew_small", crew=team.team.crew, wanted=min(n.crew_min for n in able))


def arrivals(network: RoadNetwork, picture: Picture, incident: Incident) -> Mapping[str, Arrival | Phrase]:
    """For every team its arrival at ``incident``, or the reason there is none."""
    if incident.position is None:
        return dict.fromkeys(picture.teams, say("dispatch.place_unknown", incident=incident.number))
    try:
        reach = network.towards(incident.position, picture.conditions)
    except NoRoute:
        return dict.fromkeys(picture.teams, say("dispatch.place_unreachable"))
    found = {team: arrival(network, now, reach) for team, now in picture.teams.items()}
    return {**found, **said_no(picture, incident)}


def said_no(picture: Picture, incident: Incident) -> dict[str, Phrase]:
    """Teams that declined this incident or did not answer for it: until it comes back they are not asked again."""
    found: dict[str, Phrase] = {}
    for order in (picture.orders[o] for o in incident.orders_now):
        if order.status is OrderStatus.DECLINED:
            found[order.team] = say("dispatch.declined", reason=order.end_reason)
        elif order.status is OrderStatus.LAPSED:
            found[order.team] = say("dispatch.did_not_answer", order=order.id)
    return found


def arrival(network: RoadNetwork, team: TeamNow, reach: Reach) -> Arrival | Phrase:
    """One team's arrival on open roads, or the reason there is none; never a straight line (DOMAIN § 5.9)."""
    try:
        seconds, route = network.way(team.position, reach)
    except NoRoute:
        return say("dispatch.no_route")
    return Arrival(turnout_s(team), round(seconds), route)
