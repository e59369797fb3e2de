"""What each waiting incident still lacks, and how long it takes to bring it by way of each depot (DOMAIN § 5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from console.dispatch.cases import Case, weight
from console.dispatch.places_to_fill import PER_UNIT
from console.dispatch.roads.between import joined
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.standing import Seconds, Standing
from console.errors import NoRoute
from console.geo import LatLon
from console.model.incident import Order
from console.model.picture import Picture
from console.model.places import Depot, District
from console.model.plan import MaterialNeed
from console.model.recommendation import Load

Pick = tuple[str, Load, int]
"""A team, what it brings, and in how many seconds."""


def already_coming(picture: Picture, case: Case) -> dict[str, list[Pick]]:
    """What orders that run bring for each material need: what they loaded, then what their vehicles carry."""
    assert case.incident.plan is not None, "a case has its plan in force"
    carried = [
        (order.team, load, _seconds_left(picture, order))
        for found in case.running.values() for order in found for load in _with_vehicle(picture, order)
    ]  # fmt: skip
    left = [load.quantity for _, load, _ in carried]
    coming: dict[str, list[Pick]] = {}
    for need in case.incident.plan.materials:
        missing = need.quantity
        for n, (team, load, eta) in enumerate(carried):
            used = min(missing, left[n]) if load.item == need.item else 0
            if used > 0:
                coming.setdefault(need.id, []).append((team, Load(load.item, used, load.depot), eta))
                left[n] -= used
                missing -= used
    return coming


def _seconds_left(picture: Picture, order: Order) -> int:
    return max(0, int((order.expected_at - picture.at).total_seconds()))


def _with_vehicle(picture: Picture, order: Order) -> Iterator[Load]:
    yield from order.loads
    team = picture.teams.get(order.team)
    if team is not None:
        for item in team.team.carries:
            yield Load(item, picture.stock.get((order.team, item), 0))


def lacking(coming: Mapping[str, Sequence[Pick]], case: Case) -> list[tuple[MaterialNeed, int]]:
    """The material needs of a case that running orders leave open, with the quantity still missing."""
    assert case.incident.plan is not None, "a case has its plan in force"
    missing = [
        (need, need.quantity - sum(load.quantity for _, load, _ in coming.get(need.id, ())))
        for need in case.incident.plan.materials
    ]
    return [(need, quantity) for need, quantity in missing if quantity > 0]


def shortage_weight(case: Case) -> int:
    """What a material need of the case counts when it is not met."""
    return weight(case.incident) * PER_UNIT


class Detours:
    """Ways by depots for the teams of ``standing``; seconds are inf where there is no way."""

    def __init__(self, district: District, network: RoadNetwork, picture: Picture, standing: Standing) -> None:
        self.depots: Sequence[Depot] = tuple(district.depots.values())
        self._network = network
        self._conditions = picture.conditions
        self._standing = standing
        self._onward = lru_cache(maxsize=None)(self._find_onward)
        self._loaded = lru_cache(maxsize=None)(self._find_loaded)
        self._travel = lru_cache(maxsize=None)(self._find_travel)

    @cached_property
    def _places(self) -> tuple[LatLon, ...]:
        return tuple(depot.position for depot in self.depots)

    def _find_loaded(self, depot: int) -> Seconds:
        """Travel seconds of each team until it has loaded at a depot."""
        try:
            return self._standing.travel_s(self.depots[depot].position) + self.depots[depot].loading_s
        except NoRoute:
            return np.full(len(self._standing.now), np.inf)

    def travel_s(self, case: Case, depots: Sequence[int]) -> Seconds:
        """Travel seconds of each team to the case by each of ``depots``, loading included, (depots, teams)."""
        return self._travel(case.incident.position, tuple(depots))

    def _find_travel(self, place: LatLon | None, depots: tuple[int, ...]) -> Seconds:
        found = np.full((len(depots), len(self._standing.now)), np.inf)
        if place is not None and depots:
            found[:] = [self._loaded(depot) for depot in depots]
            for emergency in self._standing.kinds_of_driving:
                found[:, self._standing.drivers(emergency)] += self._onward(place, emergency)[list(depots), None]
        return found

    def route(self, team: int, depot: int, place: LatLon) -> tuple[int, ...]:
        """The road nodes a team takes to ``place`` by way of the depot."""
        stop = self.depots[depot].position
        emergency = next(kind for kind in self._standing.kinds_of_driving if team in self._standing.drivers(kind))
        farthest_s = float(np.ceil(self._onward(place, emergency)[depot]))
        onward = self._network.towards(place, self._conditions, farthest_s, emergency)
        return joined(self._standing.way(team, stop), self._network.way(stop, onward)[1])

    def _find_onward(self, place: LatLon, emergency: bool) -> Seconds:
        """Seconds from each depot on to ``place``."""
        try:
            return self._network.onward(self._places, place, self._conditions, emergency)
        except NoRoute:
            return np.full(len(self.depots), np.inf)
