"""Every team of a picture as columns, so that one search answers for all of them at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.arrival_times.turnout import STATES, states_of
from console.dispatch.grouping import Group, grouped, grouped_again
from console.dispatch.latest import Latest
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roster import CREW_SMALL, Counts, roster_of
from console.dispatch.whereabouts import Following
from console.errors import NoRoute
from console.geo import EARTH_RADIUS_M, LatLon
from console.model.incident import Incident
from console.model.picture import Picture
from console.model.places import District
from console.model.plan import StaffNeed
from console.model.roads import Conditions
from console.model.words import OrderStatus, TeamStatus
from console.phrase import Phrase, say

PRE_EMPTIBLE = (TeamStatus.RESERVED, TeamStatus.NOTIFIED, TeamStatus.ACKNOWLEDGED, TeamStatus.EN_ROUTE)
HORIZON_S = 3600.0

Seconds = NDArray[np.float64]


class WaysTo(NamedTuple):
    """Travel seconds of each team to one place, and what was asked (``None``: nobody was looked for)."""

    travel_s: Seconds
    asked: tuple[LatLon, Conditions, float] | None


_in_order = Latest(sorted)
_following = Following()


def _nowhere_yet(_: Sequence[Group]) -> dict[LatLon, Seconds]:
    return {}


_travelled = Latest(_nowhere_yet)


class Standing:
    """``n`` teams in order of their ids; every array has one entry for each."""

    def __init__(
        self, picture: Picture, district: District, network: RoadNetwork, learned: Learned = UNLEARNED
    ) -> None:
        self.learned = learned
        self.now = list(map(picture.teams.__getitem__, _in_order.of(tuple(picture.teams))))
        self._roster = roster_of([team.team for team in self.now])
        self.ids, self.index = self._roster.ids, self._roster.index
        headings = [team.heading_deg if team.moving else None for team in self.now]
        self._where = _following.of([team.position for team in self.now], headings)
        self.free = np.array([team.why_not is None for team in self.now], bool)
        self.on_duty = np.array([team.on_duty for team in self.now], bool)
        self.wear_min = np.array([team.worked_s for team in self.now], np.int64) // 60
        self._turnouts, self._turnout_of = self._ready(district.local(picture.at).hour)
        self.turnout_s = np.array([round(p50) for p50, _ in self._turnouts], np.int64)[self._turnout_of]
        self._picture = picture
        self._network, self._district = network, district
        self._starts: dict[Conditions, list[Group]] = {}
        self._waives = self._roster.of_kinds(district.waives_turns)

    def _ready(self, local_hour: int) -> tuple[list[tuple[float, float]], NDArray[np.int64]]:
        """Seconds until every second, and nine of ten, runs roll for each case of teams; the case of each team."""
        sorts, number = self._roster.turnouts
        states = states_of(self.now, self._where.at, self._roster.bases, self._roster.sleepers, local_hour)
        case = number * len(STATES) + states
        cases = np.flatnonzero(np.bincount(case, minlength=len(sorts) * len(STATES)))
        place = np.empty(len(sorts) * len(STATES), np.int64)
        place[cases] = np.arange(len(cases))
        found = [(sorts[n // len(STATES)], STATES[n % len(STATES)]) for n in cases.tolist()]
        return [self.learned.turnout(kind, state, own_s) for (kind, own_s), state in found], place[case]

    def p90_s(self, team: int, travel_s: float) -> int:
        """Seconds within which nine of ten runs of the team arrive, for so much travel."""
        return round(self.learned.total_s(self._turnouts[self._turnout_of[team]], travel_s)[1])

    @property
    def crew(self) -> NDArray[np.int32]:
        """The number of each team's crew: teams with the same number exclude each other."""
        return self._roster.crew

    @property
    def crews_shared(self) -> bool:
        """Whether any two teams exclude each other."""
        return self._roster.crews_shared

    @cached_property
    def bound_to(self) -> Mapping[int, int]:
        """Team index to the incident it could be taken from: it has not arrived there yet (DOMAIN § 5.3)."""
        return {
            i: t.order.incident for i, t in enumerate(self.now)
            if t.order is not None and t.why_not is not None
            and t.status in PRE_EMPTIBLE and t.order.status is not OrderStatus.ON_SCENE
        }  # fmt: skip

    @cached_property
    def gets_about(self) -> NDArray[np.bool_]:
        """Which teams can get to the middle of the network's main part: those on islands cannot."""
        try:
            return np.isfinite(self.travel_s(self._network.middle))
        except NoRoute:
            return np.ones(len(self.now), bool)

    def fit(self, need: StaffNeed) -> Counts:
        """The penalty with which each team fits ``need``: 0 by itself; ``UNABLE`` or ``CREW_SMALL`` when it cannot."""
        return self._roster.fit(need)

    def carriers(self, item: str) -> NDArray[np.int64]:
        """The teams whose vehicle carries ``item``, as long as it is not used up."""
        return self._roster.carriers(item)

    def travel_s(self, place: LatLon) -> Seconds:
        """Travel seconds of every team to ``place`` on the roads as they are; inf where there is no way.

        :class:`NoRoute` when no open road leads to the place at all. They are kept while nobody moves, so this is for
        places that are asked about in every picture, as depots are.
        """
        known = _travelled.of(self.groups)
        if place not in known:
            known[place] = self.travel_under(self._picture.conditions, place)
        return known[place]

    def off_m(self, place: LatLon) -> NDArray[np.float64]:
        """Metres from each team to ``place`` as the crow flies, flat as a district is."""
        lat, lon = self._where.at
        degrees = np.hypot(lat - place.lat, (lon - place.lon) * math.cos(math.radians(place.lat)))
        found: NDArray[np.float64] = np.radians(degrees) * EARTH_RADIUS_M
        return found

    def look(self, place: LatLon, horizon_s: float) -> WaysTo:
        """The same for teams within ``horizon_s`` only, with what is needed to find their ways."""
        conditions = self._picture.conditions
        found = np.full(len(self.now), np.inf)
        for group in self.groups:
            found[group.who] = self._network.seconds_to(place, group.starts, conditions, horizon_s, group.emergency)
        return WaysTo(found, (place, conditions, horizon_s))

    def look_at_each(self, places: Sequence[LatLon], horizons_s: Sequence[float]) -> list[WaysTo | None]:
        """The same for many places, each with its own horizon; ``None`` where no open road leads to the place.

        Those who obey turn restrictions and those who waive them are searched for at the same time (decision 0015).
        """
        conditions = self._picture.conditions

        def search(group: Group) -> list[Seconds | None]:
            return self._network.seconds_to_each(places, group.starts, conditions, horizons_s, group.emergency)

        with ThreadPoolExecutor(2) as threads:
            by_group = list(threads.map(search, self.groups))
        asked = zip(places, [conditions] * len(places), horizons_s, strict=True)
        return [self._together([rows[i] for rows in by_group], question) for i, question in enumerate(asked)]

    def _together(self, rows: Sequence[Seconds | None], asked: tuple[LatLon, Conditions, float]) -> WaysTo | None:
        """What was found for each group to one place; ``None`` where no open road leads to it for one of them."""
        found = np.full(len(self.now), np.inf)
        for group, row in zip(self.groups, rows, strict=True):
            if row is None:
                return None
            found[group.who] = row
        return WaysTo(found, asked)

    def travel_under(self, conditions: Conditions, place: LatLon, horizon_s: float = HORIZON_S) -> Seconds:
        """The same on roads as they would be under ``conditions``.

        The reach is kept: depots are asked about in every picture, and only the teams have moved since.
        """
        found = np.full(len(self.now), np.inf)
        for emergency, who, starts in self._groups(conditions):
            reach = self._network.towards(place, conditions, horizon_s, emergency)
            found[who] = self._network.seconds_from(starts, reach)
        return found

    def along(self, team: int, asked: tuple[LatLon, Conditions, float]) -> tuple[int, ...]:
        """The road nodes a team takes to a place on roads under some conditions, within so many seconds."""
        now = self.now[team]
        reach = self._network.towards(*asked, bool(self._waives[team]))
        return self._network.way(now.position, reach, now.heading_deg if now.moving else None)[1]

    @property
    def groups(self) -> list[Group]:
        """Who drives by the same rules, and where they start on the roads as they are."""
        return self._groups(self._picture.conditions)

    @property
    def kinds_of_driving(self) -> list[bool]:
        """Whether some teams obey turn restrictions (``False``) and some waive them (``True``)."""
        return [group.emergency for group in self.groups]

    def drivers(self, emergency: bool) -> NDArray[np.int64]:
        """The indices of the teams that drive so."""
        return next(group.who for group in self.groups if group.emergency == emergency)

    def _groups(self, conditions: Conditions) -> list[Group]:
        if conditions not in self._starts:
            find = grouped_again if conditions is self._picture.conditions else grouped
            self._starts[conditions] = find(
                self._where, self._roster, self._district.waives_turns, self._network, conditions
            )
        return self._starts[conditions]

    def incident(self, number: int) -> Incident | None:
        """The open incident with this number, if there is one."""
        return self._picture.incidents.get(number)

    def way(self, team: int, place: LatLon) -> tuple[int, ...]:
        """The road nodes a team takes to ``place``."""
        return self.along(team, (place, self._picture.conditions, HORIZON_S))


def no_capability(standing: Standing, needs: tuple[StaffNeed, ...], team: int) -> Phrase:
    """Why a team fits none of ``needs``: no capability, or a crew too small."""
    small = [need.crew_min for need in needs if standing.fit(need)[team] == CREW_SMALL]
    if not small:
        return say("dispatch.no_capability")
    return say("dispatch.crew_small", crew=standing.now[team].team.crew, wanted=min(small))
