"""Where every simulated team is at any moment: a pure function of journal, roads and time.

Nothing is remembered between two moments but what would be found again, so that a drill that was killed goes on
exactly as it would have.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

import numpy as np

from console.board.board import Board
from console.board.roster import road_of
from console.dispatch.roads.network import RoadNetwork
from console.drill.chance import draw
from console.drill.path import Drive, Path
from console.errors import NoRoute
from console.geo import LatLon, distance_m, from_metres
from console.model.incident import Order
from console.model.places import District, Team
from console.model.scenario import Behaviour
from console.model.words import OrderStatus, Posture

PATROL_KPH = 12.0
PATROL_REACH_M = 500.0
SPREAD_M = 14.0
HOME_KPH_FACTOR = 1.25  # the way home is driven without haste
MOST_KEPT = 4096  # drives kept for the next moment

_ENDED = (OrderStatus.DONE, OrderStatus.DECLINED, OrderStatus.LAPSED, OrderStatus.CANCELLED)

Kept = dict[str, tuple[Order, LatLon, Drive]]
"""By order id: the drive of an order as it is, and where it leads; an order that changed is another object."""


class Motion:
    """The simulated field's positions for one district, seed and behaviour."""

    def __init__(self, district: District, network: RoadNetwork, behaviour: Behaviour, seed: int) -> None:
        self._district = district
        self._network = network
        self._behaviour = behaviour
        self._seed = seed
        self._drives: Kept = {}
        self._homes: Kept = {}
        self._trip = lru_cache(maxsize=2048)(self._find_trip)
        self._beat = lru_cache(maxsize=None)(self._find_beat)
        self._nodes_on = lru_cache(maxsize=None)(self._find_nodes_on)
        self._spot = lru_cache(maxsize=MOST_KEPT)(self._find_spot)

    def _find_beat(self, team_id: str, road: str) -> Path:
        """Base to the far end of the road near a team's base; only the base when there is no such road."""
        team = self._district.teams[team_id]
        near = [n for n in self._nodes_on(road) if distance_m(self._network.positions[n], team.base) <= PATROL_REACH_M]
        if not near:
            return Path((team.base,))
        far = max(near, key=lambda n: distance_m(self._network.positions[n], team.base))
        try:
            path, _ = self._find_trip(team.base, self._network.positions[far])
        except NoRoute:
            return Path((team.base,))
        return path

    def _find_nodes_on(self, road: str) -> list[int]:
        """The nodes of every road of that English name, rising; none for an empty name."""
        roads = self._district.roads
        named = [i for i, stretch in enumerate(roads.stretches) if road and stretch.name.en == road]
        arcs = np.isin(roads.stretch, named)
        ends = np.concatenate((roads.tail[arcs], roads.head[arcs]))
        return sorted(np.unique(roads.node_ids[ends]).tolist())

    def _find_trip(self, start: LatLon, end: LatLon) -> tuple[Path, float]:
        seconds, route = self._network.way(start, self._network.towards(end))
        return Path(self._network.line(start, route, end)), seconds

    def position(self, board: Board, team: Team, orders: Sequence[Order], now: datetime) -> LatLon:
        """Where ``team`` is at ``now``, by the last order that made it move, else its beat or base."""
        last = next((order for order in reversed(orders) if _stamp(order, OrderStatus.EN_ROUTE, now)), None)
        if last is None:
            return self._at_home(board, team, now)
        ended = next((last.stamps[s] for s in _ENDED if s in last.stamps and last.stamps[s] <= now), None)
        if ended is not None:
            home = self._home(board, team, last, ended)
            return home.at(now) if now < home.ends else self._at_home(board, team, now)
        if _stamp(last, OrderStatus.ON_SCENE, now):
            return self._on_scene(board, last)
        return self.drive(board, last).at(now)

    def _at_home(self, board: Board, team: Team, now: datetime) -> LatLon:
        """On its beat, or, while patrols stand by, on the way back to its post and then there."""
        beat = self._beat(team.id, road_of(board, team, now))
        if beat.length_m < 1:
            return team.base
        lap_s = 2 * beat.length_m / (PATROL_KPH / 3.6)
        since = board.posture_since
        if since is None or now < since or not self._district.duty.emergency.patrols_stand_by:
            return beat.at(self._lap(team, now.timestamp() / lap_s))
        gone_s = (now - since).total_seconds()
        if board.posture is Posture.EMERGENCY:
            return beat.at(max(0.0, self._lap(team, since.timestamp() / lap_s) - 2 * gone_s / lap_s))
        return beat.at(_there_and_back(gone_s / lap_s))

    def _lap(self, team: Team, laps: float) -> float:
        """The share of its beat a team is away from its post, each team at its own moment."""
        return _there_and_back(laps + draw(self._seed, f"{team.id}/patrol", (0.0, 1.0)))

    def _on_scene(self, board: Board, order: Order) -> LatLon:
        place = board.incidents[order.incident].position
        assert place is not None, "nobody is sent to an unknown place"
        return self._spot(order.id, place)

    def _find_spot(self, order_id: str, place: LatLon) -> LatLon:
        """Where a team stands when it is there: beside the others, not on top of them."""
        turn = draw(self._seed, f"{order_id}/spot", (0.0, 2 * math.pi))
        return from_metres(place, SPREAD_M * math.cos(turn), SPREAD_M * math.sin(turn))

    def _home(self, board: Board, team: Team, order: Order, left: datetime) -> Drive:
        spot = self._on_scene(board, order)
        known = self._homes.get(order.id)
        if known is not None and known[0] is order and known[1] == spot and known[2].began == left:
            return known[2]
        start = spot if OrderStatus.ON_SCENE in order.stamps else self.drive(board, order).at(left)
        try:
            path, seconds = self._trip(start, team.base)
            found = Drive(path, left, seconds * HOME_KPH_FACTOR)
        except NoRoute:
            found = Drive(Path((start,)), left, 0.0)
        return _keep(self._homes, order, spot, found)

    def home_at(self, board: Board, team: Team, order: Order) -> datetime:
        """When the team is back after ``order`` ended."""
        return self._home(board, team, order, order.stamps[order.status]).ends

    def drive(self, board: Board, order: Order) -> Drive:
        """The drive of an order under way; its true length differs from the predicted by chance."""
        spot = self._on_scene(board, order)
        known = self._drives.get(order.id)
        if known is not None and known[0] is order and known[1] == spot:
            return known[2]
        return _keep(self._drives, order, spot, self._find_drive(order, spot))

    def _find_drive(self, order: Order, end: LatLon) -> Drive:
        assert order.route_at is not None, f"order {order.id} is under way"
        assert order.route_from is not None, f"order {order.id} is under way"
        path = Path(self._network.line(order.route_from, order.route, end))
        if OrderStatus.ON_SCENE in order.stamps:
            return Drive(path, order.route_at, (order.stamps[OrderStatus.ON_SCENE] - order.route_at).total_seconds())
        planned = (order.expected_at - order.route_at).total_seconds()
        factor = draw(self._seed, f"{order.id}/travel/{order.route_at.isoformat()}", self._behaviour.travel_factor)
        return Drive(path, order.route_at, planned * factor)


def _keep(kept: Kept, order: Order, spot: LatLon, drive: Drive) -> Drive:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[order.id] = (order, spot, drive)
    return drive


def _there_and_back(laps: float) -> float:
    """0 at the post, 1 at the far end, 0 again."""
    return 1 - abs(1 - 2 * (laps % 1.0))


def _stamp(order: Order, status: OrderStatus, now: datetime) -> bool:
    return status in order.stamps and order.stamps[status] <= now
