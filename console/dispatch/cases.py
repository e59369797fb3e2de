"""The waiting incidents: what each still needs, how much it counts, and who could be there when (DOMAIN § 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.looking import Reached, Sought, look
from console.dispatch.roster import Counts
from console.dispatch.standing import Seconds, Standing
from console.errors import NoRoute
from console.model.incident import Incident, Order
from console.model.picture import Picture
from console.model.plan import StaffNeed
from console.model.words import OrderStatus, Stage
from console.phrase import Phrase, say

EMERGENCY_COUNTS = 10
Running = Mapping[str, tuple[Order, ...]]
"""By need: the orders that count towards it."""
_WAITING = (Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING)


def weight(incident: Incident) -> int:
    """How much an unfilled need of ``incident`` counts: an emergency before routine, severity, then response level."""
    own = incident.severity.weight * 4 + (incident.plan.level.rank - 1 if incident.plan else 0)
    return own * EMERGENCY_COUNTS if incident.is_emergency else own


def waiting(picture: Picture) -> list[Incident]:
    """Incidents with a plan in force whose needs count, the most urgent first."""
    found = [i for i in picture.incidents.values() if i.plan is not None and i.stage in _WAITING]
    return sorted(found, key=lambda i: (-weight(i), i.number))


@dataclass(frozen=True)
class Case:
    """One incident being worked on. Arrays have one entry per team of ``standing``."""

    incident: Incident
    needs: tuple[StaffNeed, ...]
    running: Running
    elapsed_s: int  # since t0
    said_no: Mapping[str, Phrase]  # who declined or did not answer, until the case comes back
    standing: Standing
    look_s: float  # teams were looked for so far, and farther while there were not enough
    reached: Reached

    @property
    def nowhere(self) -> Phrase | None:
        """Why nobody can get there at all; ``None`` when somebody might."""
        return self.reached.nowhere

    @property
    def radius_s(self) -> float:
        """Who is not found takes at least so many seconds of travel; inf when everybody was looked for."""
        return self.reached.radius_s

    @cached_property
    def travel_s(self) -> Seconds:
        """Travel seconds of each team; inf where there is no way, or none within the radius."""
        return self.reached.ways.travel_s + self.standing.learned.per_run_s

    def way(self, team: int, sent: Sequence[int]) -> tuple[int, ...]:
        """The road nodes a team takes that reaches the place; ``sent`` are all the teams whose ways are asked for."""
        ways = self.reached.ways
        if ways.asked is None:
            raise NoRoute("nobody was looked for")
        place, conditions, _ = ways.asked
        farthest_s = float(np.ceil(ways.travel_s[list(sent)].max()))
        return self.standing.along(team, (place, conditions, farthest_s))

    @cached_property
    def reaches(self) -> NDArray[np.bool_]:
        """Which teams have a way there."""
        return np.isfinite(self.travel_s)

    @cached_property
    def eta_s(self) -> Counts:
        """Whole seconds until each team is there, turnout included; 0 where there is no way."""
        travel = np.where(self.reaches, np.rint(np.where(self.reaches, self.travel_s, 0.0)), 0.0)
        return np.where(self.reaches, self.standing.turnout_s + travel.astype(np.int64), 0)

    @cached_property
    def may_go(self) -> NDArray[np.bool_]:
        """Which teams may be asked: a way there, no refusal, free or on the way to something less urgent."""
        may: NDArray[np.bool_] = self.reaches & self.standing.free
        own = weight(self.incident)
        for team, number in self.standing.bound_to.items():
            other = self.standing.incident(number)
            taken = other is not None and other.number != self.incident.number and weight(other) < own
            may[team] = taken and self.reaches[team]
        refused = [self.standing.index[team] for team in self.said_no if team in self.standing.index]
        may[refused] = False
        return may

    def open_places(self, need: StaffNeed) -> int:
        """How many teams ``need`` still asks for."""
        return _open_places(need, self.running)


def cases_of(picture: Picture, standing: Standing, incidents: Sequence[Incident], look_s: float) -> list[Case]:
    """The cases of incidents whose plans are in force, with teams looked for within ``look_s`` first."""
    running = [_running(picture, incident) for incident in incidents]
    reached = look(standing, [_sought(*one, look_s) for one in zip(incidents, running, strict=True)])
    return [
        Case(
            incident, _staff(incident), runs, int((picture.at - (incident.t0 or picture.at)).total_seconds()),
            _said_no(picture, incident), standing, look_s, found,
        )
        for incident, runs, found in zip(incidents, running, reached, strict=True)
    ]  # fmt: skip


def looking_farther(cases: Sequence[Case], look_s: Mapping[int, float]) -> list[Case]:
    """The same cases, with teams looked for within other seconds for some incidents."""
    again = [replace(case, look_s=look_s[case.incident.number]) for case in cases if case.incident.number in look_s]
    reached = look(again[0].standing, [_sought(case.incident, case.running, case.look_s) for case in again])
    found = {case.incident.number: replace(case, reached=ways) for case, ways in zip(again, reached, strict=True)}
    return [found.get(case.incident.number, case) for case in cases]


def _staff(incident: Incident) -> tuple[StaffNeed, ...]:
    assert incident.plan is not None, "an incident waits for teams once its plan is in force"
    return incident.plan.staff


def _sought(incident: Incident, running: Running, look_s: float) -> Sought:
    asked = [(need, count) for need in _staff(incident) if (count := _open_places(need, running))]
    return Sought(incident.number, incident.position, asked, look_s)


def _open_places(need: StaffNeed, running: Running) -> int:
    return max(0, need.count - len(running.get(need.id, ())))


def _running(picture: Picture, incident: Incident) -> Running:
    found: dict[str, list[Order]] = {}
    for order in (picture.orders[o] for o in incident.orders_now):
        if order.status.counts:
            found.setdefault(order.need, []).append(order)
    return {need: tuple(orders) for need, orders in found.items()}


def _said_no(picture: Picture, incident: Incident) -> dict[str, Phrase]:
    found: dict[str, Phrase] = {}
    for order in (picture.orders[o] for o in incident.orders_now):
        if order.status is OrderStatus.DECLINED:
            found[order.team] = say("dispatch.declined", reason=order.end_reason)
        elif order.status is OrderStatus.LAPSED:
            found[order.team] = say("dispatch.did_not_answer", order=order.id)
    return found
