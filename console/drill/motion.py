"""Where every simulated team is at any moment: a pure function of journal, roads and time.

Nothing is remembered between two moments, so that a drill that was killed goes on exactly as it would have.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from console.board.board import Board
from console.board.roster import on_duty, road_of
from console.dispatch.roads.network import RoadNetwork
from console.drill.chance import draw
from console.errors import NoRoute
from console.geo import LatLon, bearing_deg, between, distance_m, from_metres
from console.model.incident import Order, Signal
from console.model.places import District, Team
from console.model.scenario import Behaviour
from console.model.words import OrderStatus, Posture

HEARD_EVERY_S = 5
PATROL_KPH = 12.0
PATROL_REACH_M = 500.0
SPREAD_M = 14.0
HOME_KPH_FACTOR = 1.25  # the way home is driven without haste

_ENDED = (OrderStatus.DONE, OrderStatus.DECLINED, OrderStatus.LAPSED, OrderStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive along ``points`` from ``began`` on, ``seconds`` long."""

    points: tuple[LatLon, ...]
    began: datetime
    seconds: float

    def at(self, now: datetime) -> LatLon:
        """The position at ``now``; the last point after the end."""
        share = 1.0 if self.seconds <= 0 else (now - self.began).total_seconds() / self.seconds
        return along(self.points, min(1.0, max(0.0, share)))

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.began + timedelta(seconds=self.seconds)


class Motion:
    """The simulated field's positions for one district, seed and behaviour."""

    def __init__(self, district: District, network: RoadNetwork, behaviour: Behaviour, seed: int) -> None:
        self._district = district
        self._network = network
        self._behaviour = behaviour
        self._seed = seed
        self._trip = lru_cache(maxsize=2048)(self._find_trip)
        self._beat = lru_cache(maxsize=None)(self._find_beat)

    def _find_beat(self, team_id: str, road: str) -> tuple[LatLon, ...]:
        """Base to the far end of the road near a team's base; only the base when there is no such road."""
        team = self._district.teams[team_id]
        nodes = {n for e in self._district.roads.edges if road and e.name.en == road for n in (e.u, e.v)}
        near = [n for n in sorted(nodes) if distance_m(self._network.positions[n], team.base) <= PATROL_REACH_M]
        if not near:
            return (team.base,)
        far = max(near, key=lambda n: distance_m(self._network.positions[n], team.base))
        try:
            points, _ = self._find_trip(team.base, self._network.positions[far])
        except NoRoute:
            return (team.base,)
        return points

    def _find_trip(self, start: LatLon, end: LatLon) -> tuple[tuple[LatLon, ...], float]:
        seconds, route = self._network.way(start, self._network.towards(end))
        return tuple(self._network.line(start, route, end)), seconds

    def signals(self, board: Board, now: datetime, silent_since: Mapping[str, datetime]) -> dict[str, Signal]:
        """The last word from every team on duty or bound, as of ``now``; a silent one's is from before."""
        found = {}
        by_team: dict[str, list[Order]] = {}
        for order in board.orders.values():
            by_team.setdefault(order.team, []).append(order)
        for team in self._district.teams.values():
            heard = self._heard(now)
            if team.id in silent_since:
                heard = min(heard, self._heard(silent_since[team.id]))
            if on_duty(board, team, heard) or team.id in board.bound or team.id in board.returning:
                found[team.id] = self._signal(board, team, by_team.get(team.id, []), heard)
        return found

    def _heard(self, now: datetime) -> datetime:
        return now.replace(microsecond=0) - timedelta(seconds=now.second % HEARD_EVERY_S)

    def _signal(self, board: Board, team: Team, orders: Sequence[Order], heard: datetime) -> Signal:
        here = self.position(board, team, orders, heard)
        before = self.position(board, team, orders, heard - timedelta(seconds=2))
        moved = distance_m(before, here)
        heading = bearing_deg(before, here) if moved > 0.5 else None
        return Signal(team.id, here, heard, heading, moved / 2 * 3.6)

    def position(self, board: Board, team: Team, orders: Sequence[Order], now: datetime) -> LatLon:
        """Where ``team`` is at ``now``, by the last order that made it move, else its beat or base."""
        moved = [order for order in orders if _stamp(order, OrderStatus.EN_ROUTE, now)]
        if not moved:
            return self._at_home(board, team, now)
        last = moved[-1]
        ended = next((last.stamps[s] for s in _ENDED if s in last.stamps and last.stamps[s] <= now), None)
        if ended is not None:
            home = self._home(board, team, last, ended)
            return home.at(now) if now < home.ends else self._at_home(board, team, now)
        if _stamp(last, OrderStatus.ON_SCENE, now):
            return self._on_scene(board, last)
        return self.drive(board, last).at(now)

    def _at_home(self, board: Board, team: Team, now: datetime) -> LatLon:
        """On its beat, or, while patrols stand by, on the way back to its post and then there."""
        points = self._beat(team.id, road_of(board, team, now))
        length = _length_m(points)
        if length < 1:
            return team.base
        lap_s = 2 * length / (PATROL_KPH / 3.6)
        since = board.posture_since
        if since is None or now < since or not self._district.duty.emergency.patrols_stand_by:
            return along(points, self._lap(team, now.timestamp() / lap_s))
        gone_s = (now - since).total_seconds()
        if board.posture is Posture.EMERGENCY:
            return along(points, max(0.0, self._lap(team, since.timestamp() / lap_s) - 2 * gone_s / lap_s))
        return along(points, _there_and_back(gone_s / lap_s))

    def _lap(self, team: Team, laps: float) -> float:
        """The share of its beat a team is away from its post, each team at its own moment."""
        return _there_and_back(laps + draw(self._seed, f"{team.id}/patrol", (0.0, 1.0)))

    def _on_scene(self, board: Board, order: Order) -> LatLon:
        place = board.incidents[order.incident].position
        assert place is not None, "nobody is sent to an unknown place"
        turn = draw(self._seed, f"{order.id}/spot", (0.0, 2 * math.pi))
        return from_metres(place, SPREAD_M * math.cos(turn), SPREAD_M * math.sin(turn))

    def _home(self, board: Board, team: Team, order: Order, left: datetime) -> Drive:
        arrived = OrderStatus.ON_SCENE in order.stamps
        start = self._on_scene(board, order) if arrived else self.drive(board, order).at(left)
        try:
            points, seconds = self._trip(start, team.base)
        except NoRoute:
            return Drive((start,), left, 0.0)
        return Drive(points, left, seconds * HOME_KPH_FACTOR)

    def home_at(self, board: Board, team: Team, order: Order) -> datetime:
        """When the team is back after ``order`` ended."""
        return self._home(board, team, order, order.stamps[order.status]).ends

    def drive(self, board: Board, order: Order) -> Drive:
        """The drive of an order under way; its true length differs from the predicted by chance."""
        assert order.route_at is not None, f"order {order.id} is under way"
        assert order.route_from is not None, f"order {order.id} is under way"
        end = self._on_scene(board, order)
        planned = (order.expected_at - order.route_at).total_seconds()
        if OrderStatus.ON_SCENE in order.stamps:
            planned = (order.stamps[OrderStatus.ON_SCENE] - order.route_at).total_seconds()
            return Drive(tuple(self._network.line(order.route_from, order.route, end)), order.route_at, planned)
        factor = draw(self._seed, f"{order.id}/travel/{order.route_at.isoformat()}", self._behaviour.travel_factor)
        points = tuple(self._network.line(order.route_from, order.route, end))
        return Drive(points, order.route_at, planned * factor)


def _there_and_back(laps: float) -> float:
    """0 at the post, 1 at the far end, 0 again."""
    return 1 - abs(1 - 2 * (laps % 1.0))


def _stamp(order: Order, status: OrderStatus, now: datetime) -> bool:
    return status in order.stamps and order.stamps[status] <= now


def _length_m(points: Sequence[LatLon]) -> float:
    return sum(distance_m(a, b) for a, b in pairwise(points))


def along(points: Sequence[LatLon], share: float) -> LatLon:
    """The point ``share`` (0 to 1) of the length along ``points``."""
    left = _length_m(points) * share
    for a, b in pairwise(points):
        leg = distance_m(a, b)
        if leg >= left and leg > 0:
            return between(a, b, left / leg)
        left -= leg
    return points[-1]
