"""The waiting incidents: what each still needs, how much it counts, and who could be there when (DOMAIN § 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roster import Counts
from console.dispatch.standing import HORIZON_S, Seconds, Standing, WaysTo
from console.errors import NoRoute
from console.geo import LatLon
from console.model.incident import Incident, Order
from console.model.picture import Picture
from console.model.plan import StaffNeed
from console.model.words import OrderStatus, Stage
from console.phrase import Phrase, say

EMERGENCY_COUNTS = 10
FIRST_LOOK_S = 120.0
"""In a city teams are looked for so far first, then twice as far …"""
SPARE = 4
"""… until so many more are found than are asked for. What is farther away must be proved not to matter."""
CROW_M_PER_S = 7.0
"""The first look goes as far as so many teams are likely found: as the crow flies, at this speed."""
_WAITING = (Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING)


def weight(incident: Incident) -> int:
    """How much an unfilled need of ``incident`` counts: an emergency before routine, severity, then response level."""
    own = incident.severity.weight * 4 + (incident.plan.level.rank - 1 if incident.plan else 0)
    return own * EMERGENCY_COUNTS if incident.is_emergency else own


def waiting(picture: Picture) -> list[Incident]:
    """Incidents with a plan in force whose needs count, the most urgent first."""
    found = [i for i in picture.incidents.values() if i.plan is not None and i.stage in _WAITING]
    return sorted(found, key=lambda i: (-weight(i), i.number))


class _Reached(NamedTuple):
    ways: WaysTo
    radius_s: float
    nowhere: Phrase | None


@dataclass(frozen=True)
class Case:
    """One incident being worked on. Arrays have one entry per team of ``standing``."""

    incident: Incident
    needs: tuple[StaffNeed, ...]
    running: Mapping[str, tuple[Order, ...]]  # by need: the orders that count towards it
    elapsed_s: int  # since t0
    said_no: Mapping[str, Phrase]  # who declined or did not answer, until the case comes back
    standing: Standing
    look_s: float = HORIZON_S  # teams are looked for so far, and farther while there are not enough

    @property
    def nowhere(self) -> Phrase | None:
        """Why nobody can get there at all; ``None`` when somebody might."""
        return self._reached.nowhere

    @property
    def radius_s(self) -> float:
        """Who is not found takes at least so many seconds of travel; inf when everybody was looked for."""
        return self._reached.radius_s

    @cached_property
    def travel_s(self) -> Seconds:
        """Travel seconds of each team; inf where there is no way, or none within the radius."""
        return self._reached.ways.travel_s + self.standing.learned.per_run_s

    @cached_property
    def _reached(self) -> _Reached:
        nobody = WaysTo(np.full(len(self.standing.now), np.inf), None)
        if self.incident.position is None:
            return _Reached(nobody, np.inf, say("dispatch.place_unknown", incident=self.incident.number))
        radius = min(max(self.look_s, self._likely_s(self.incident.position)), HORIZON_S)
        try:
            ways = self.standing.look(self.incident.position, radius)
            while radius < HORIZON_S and not self._enough(np.isfinite(ways.travel_s)):
                radius = min(2 * radius, HORIZON_S)
                ways = self.standing.look(self.incident.position, radius)
        except NoRoute:
            return _Reached(nobody, np.inf, say("dispatch.place_unreachable"))
        return _Reached(ways, radius if radius < HORIZON_S else np.inf, None)

    def way(self, team: int, sent: Sequence[int]) -> tuple[int, ...]:
        """The road nodes a team takes that reaches the place; ``sent`` are all the teams whose ways are asked for."""
        ways = self._reached.ways
        if ways.asked is None:
            raise NoRoute("nobody was looked for")
        place, conditions, _ = ways.asked
        farthest_s = float(np.ceil(ways.travel_s[list(sent)].max()))
        return self.standing.along(team, (place, conditions, farthest_s))

    def _likely_s(self, place: LatLon) -> float:
        """How far there are probably enough teams: a guess from where they are, which the looks then make good."""
        off_m, farthest_m = self.standing.off_m(place), 0.0
        for need in self.needs:
            able = off_m[self.standing.free & (self.standing.fit(need) >= 0)]
            enough = self.open_places(need) + SPARE
            if self.open_places(need) and len(able):
                farthest_m = max(farthest_m, float(np.partition(able, min(enough, len(able)) - 1)[:enough].max()))
        return farthest_m / CROW_M_PER_S

    def _enough(self, near: NDArray[np.bool_]) -> bool:
        """Whether there are more free teams near than each need asks for, by far."""
        free = near & self.standing.free
        return all(
            np.count_nonzero(free & (self.standing.fit(need) >= 0)) >= self.open_places(need) + SPARE
            for need in self.needs if self.open_places(need)
        )  # fmt: skip

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
        return max(0, need.count - len(self.running.get(need.id, ())))


def case_of(picture: Picture, standing: Standing, incident: Incident, look_s: float) -> Case:
    """The case of an incident whose plan is in force, with teams looked for within ``look_s`` first."""
    assert incident.plan is not None, "an incident waits for teams once its plan is in force"
    running: dict[str, list[Order]] = {}
    said_no: dict[str, Phrase] = {}
    for order in (picture.orders[o] for o in incident.orders_now):
        if order.status.counts:
            running.setdefault(order.need, []).append(order)
        elif order.status is OrderStatus.DECLINED:
            said_no[order.team] = say("dispatch.declined", reason=order.end_reason)
        elif order.status is OrderStatus.LAPSED:
            said_no[order.team] = say("dispatch.did_not_answer", order=order.id)
    elapsed = int((picture.at - (incident.t0 or picture.at)).total_seconds())
    frozen = {need: tuple(orders) for need, orders in running.items()}
    return Case(incident, incident.plan.staff, frozen, elapsed, said_no, standing, look_s)
