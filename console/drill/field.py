"""The simulated field: what teams do at this second, given the journal. Every answer follows from the seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from console.board.board import Board
from console.board.conditions import conditions
from console.board.roster import on_duty
from console.dispatch.roads.between import joined
from console.dispatch.roads.network import RoadNetwork
from console.drill.chance import draw
from console.drill.hearing import next_heard
from console.drill.motion import Motion
from console.drill.path import Drive
from console.drill.trouble import Trouble
from console.drill.world import World
from console.errors import NoRoute
from console.geo import LatLon
from console.model import commands as c
from console.model.incident import Order
from console.model.places import District, Team
from console.model.recommendation import Load
from console.model.roads import Conditions
from console.model.scenario import Behaviour
from console.model.stock_commands import ReportShortLoad
from console.model.words import OrderStatus

HELD_UP_AFTER_S = 20
BREAKS_DOWN_AFTER_S = 25
NOTICED_S = 1.0  # a way longer by less is not told
# What teams say over the radio is recorded as said: here in both languages.
NO_WAY, HELD_UP, ROAD_CLOSED = "无路可通 no way on open roads", "途中受阻 held up", "前方道路封闭 road closed ahead"
SLOW_AHEAD = "前方道路缓行 slow road ahead"
DONE = "处置完毕 done"
CONSUMED = "10"  # material codes beginning so (fire-fighting, protective) are partly used up


class Field:
    """Simulated teams of one drill."""

    def __init__(
        self, district: District, network: RoadNetwork, motion: Motion, behaviour: Behaviour, seed: int, world: World
    ) -> None:
        self._district = district
        self._world = world
        self._network = network
        self._motion = motion
        self._behaviour = behaviour
        self._seed = seed
        self._stretches = lru_cache(maxsize=1024)(self._find_stretches)

    def due(self, board: Board, now: datetime, trouble: Trouble) -> list[tuple[str, c.Command]]:
        """(team, command) for everything teams do by ``now``, in order of order ids.

        Each step is due strictly after the one before, so that asking twice in one second adds nothing.
        """
        found: list[tuple[str, c.Command]] = []
        for order in [board.orders[o] for o in sorted([*board.bound.values(), *board.returning.values()])]:
            command = self._next(board, order, now, trouble)
            if command is not None:
                found.append((order.team, command))
        found.extend((team, c.TakeTeamOut(team, reason)) for team, reason in trouble.broken_down())
        return found

    def ahead(self, board: Board, now: datetime, trouble: Trouble) -> Iterator[datetime]:
        """Lower bounds for when each team that is out does its next thing, if no event comes before."""
        for order in map(board.orders.__getitem__, [*board.bound.values(), *board.returning.values()]):
            if not trouble.is_silent(order.team, now):
                yield from self._order_ahead(board, order, now, trouble)
        if any(True for _ in trouble.broken_down()):
            yield now

    def _order_ahead(self, board: Board, order: Order, now: datetime, trouble: Trouble) -> Iterator[datetime]:
        if order.status is OrderStatus.DELIVERED:
            wait = draw(self._seed, f"{order.id}/answer", self._behaviour.acknowledge_s)
            yield order.stamps[OrderStatus.DELIVERED] + timedelta(seconds=wait)
        elif order.status is OrderStatus.EN_ROUTE:
            yield from self._travel_ahead(board, order, now, trouble)
        elif order.status is OrderStatus.ON_SCENE:
            work = draw(self._seed, f"{order.id}/work", self._behaviour.work_s)
            bound = (
                min(self._world.steps_ahead(board, now), default=now) if self._world.binds(board, order, now) else now
            )
            yield max(bound, order.stamps[OrderStatus.ON_SCENE] + timedelta(seconds=work))
        elif order.status is OrderStatus.DONE:
            yield self._motion.home_at(board, self._district.teams[order.team], order)
        elif order.status is OrderStatus.ACKNOWLEDGED:
            yield min(self._rolling(board, order), next_heard(now))
        else:
            yield now

    def _travel_ahead(self, board: Board, order: Order, now: datetime, trouble: Trouble) -> Iterator[datetime]:
        yield self._motion.drive(board, order).ends
        begun = order.stamps[OrderStatus.EN_ROUTE]
        if order.route_at == begun and trouble.held_up(order):
            yield begun + timedelta(seconds=HELD_UP_AFTER_S)
        if trouble.breaks_down(order):
            yield begun + timedelta(seconds=BREAKS_DOWN_AFTER_S)
        if self._wrong_loads(order, trouble):
            yield begun + timedelta(seconds=self._to_loaded_s(order))
        if self._roads_changed(board, order):
            yield now

    def _next(self, board: Board, order: Order, now: datetime, trouble: Trouble) -> c.Command | None:
        if trouble.is_silent(order.team, now):
            return None
        step = {
            OrderStatus.DELIVERED: self._answer,
            OrderStatus.ACKNOWLEDGED: self._depart,
            OrderStatus.EN_ROUTE: self._travel,
            OrderStatus.ON_SCENE: self._work,
            OrderStatus.DONE: self._come_home,
        }.get(order.status)
        return step(board, order, now, trouble) if step else None

    def _answer(self, _board: Board, order: Order, now: datetime, trouble: Trouble) -> c.Command | None:
        wait = draw(self._seed, f"{order.id}/answer", self._behaviour.acknowledge_s)
        if not _passed(order.stamps[OrderStatus.DELIVERED], wait, now):
            return None
        reason = trouble.declines(order)
        return c.DeclineOrder(order.id, reason) if reason else c.AcknowledgeOrder(order.id)

    def _as_called(self, board: Board, order: Order) -> Team:
        """The order's team as it was when it was called: on duty, or called in."""
        team = self._district.teams[order.team]
        if on_duty(board, team, order.stamps[OrderStatus.ISSUED]):
            return team
        return self._district.called_in.get(order.team, team)

    def _rolling(self, board: Board, order: Order) -> datetime:
        """From when on it rolls, by its last word: at once when it is moving anyway, else after its turnout."""
        signal = board.signals.get(order.team)
        factor = draw(self._seed, f"{order.id}/turnout", self._behaviour.turnout_factor)
        team = self._as_called(board, order)
        turnout = 0.0 if signal is not None and signal.speed_kph > 5 else team.turnout_s * factor
        answered = order.stamps[OrderStatus.ACKNOWLEDGED]
        return max(answered + timedelta(seconds=1), order.issued_at + timedelta(seconds=turnout))

    def _depart(self, board: Board, order: Order, now: datetime, _trouble: Trouble) -> c.Command | None:
        if now < self._rolling(board, order):
            return None
        team, signal = self._as_called(board, order), board.signals.get(order.team)
        start = signal.position if signal is not None else team.base
        try:
            roads = conditions(board, now)
            seconds, route = self._way(board, order, start, roads, via_depot=bool(order.via_depot))
        except NoRoute:
            return c.DeclineOrder(order.id, NO_WAY)
        return c.StartTravel(order.id, start, route, round(seconds))

    def _way(
        self, board: Board, order: Order, start: LatLon, roads: Conditions, *, via_depot: bool = False
    ) -> tuple[float, tuple[int, ...]]:
        place = board.incidents[order.incident].position
        if place is None:
            raise NoRoute("the place is not known")
        onward = self._network.towards(place, roads)
        if not via_depot:
            return self._network.way(start, onward)
        depot = self._district.depots[order.via_depot]
        there, out = self._network.way(start, self._network.towards(depot.position, roads))
        seconds, on = self._network.way(depot.position, onward)
        return there + depot.loading_s + seconds, joined(out, on)

    def _travel(self, board: Board, order: Order, now: datetime, trouble: Trouble) -> c.Command | None:
        drive = self._motion.drive(board, order)
        begun = order.stamps[OrderStatus.EN_ROUTE]
        delay = trouble.held_up(order)
        if delay and order.route_at == begun and _passed(begun, HELD_UP_AFTER_S, now):
            left = round((drive.ends - now).total_seconds()) + delay
            return c.ChangeTravel(order.id, drive.at(now), self._ahead(order, drive.at(now)), left, HELD_UP)
        if order.route_at == now:
            return None
        reason = trouble.breaks_down(order)
        if reason and _passed(begun, BREAKS_DOWN_AFTER_S, now):
            return c.DeclineOrder(order.id, reason)
        short = self._short_load(order, now, trouble)
        if short is not None:
            return short
        if self._blocked(board, order, drive, now):
            return self._another_way(board, order, drive.at(now), now, ROAD_CLOSED)
        if self._slowed(board, order, drive, now):
            return self._another_way(board, order, drive.at(now), now, SLOW_AHEAD)
        return c.ArriveOnScene(order.id) if now >= drive.ends and now > begun else None

    def _roads_changed(self, board: Board, order: Order) -> bool:
        """Whether a road of its way was closed, any road slowed, or the weather declared, since it was taken."""
        assert order.route_at is not None
        mine = self._stretches(order.route)
        news = [closure.since for road, closure in board.closed_roads.items() if road in mine]
        news += [slowed.since for slowed in board.slowings.values()]
        news += [board.weather.since] if board.weather is not None else []
        return any(since >= order.route_at for since in news)

    def _short_load(self, order: Order, now: datetime, trouble: Trouble) -> c.Command | None:
        """What a team says at a depot whose shelf does not hold what the books say."""
        wrong = self._wrong_loads(order, trouble)
        if not wrong or not _passed(order.stamps[OrderStatus.EN_ROUTE], self._to_loaded_s(order), now):
            return None
        item, here = wrong[0]
        return ReportShortLoad(order.id, item, order.via_depot, here)

    def _wrong_loads(self, order: Order, trouble: Trouble) -> list[tuple[str, int]]:
        """(item, how many there are) of what it is to fetch and its depot has less of than the books say."""
        if not order.via_depot or order.route_from is None:
            return []
        return [
            (load.item, here) for load in order.loads
            if load.depot == order.via_depot and (here := trouble.on_the_shelf(load.depot, load.item)) is not None
            and here < load.quantity
        ]  # fmt: skip

    def _to_loaded_s(self, order: Order) -> float:
        """Seconds from where it set out until everything is loaded at its depot."""
        assert order.route_from is not None, "asked only for orders under way"
        depot = self._district.depots[order.via_depot]
        there, _ = self._network.way(order.route_from, self._network.towards(depot.position))
        return there + depot.loading_s

    def _blocked(self, board: Board, order: Order, drive: Drive, now: datetime) -> bool:
        """Whether a stretch ahead was closed after the route was taken."""
        assert order.route_at is not None
        new = {road for road, closure in board.closed_roads.items() if closure.since >= order.route_at}
        if not new:
            return False
        if new.isdisjoint(self._stretches(order.route)):
            return False
        return not new.isdisjoint(self._stretches(self._ahead(order, drive.at(now))))

    def _find_stretches(self, route: tuple[int, ...]) -> frozenset[str]:
        """The stretches of road that ``route`` runs over."""
        return frozenset(self._network.road_between(u, v) for u, v in pairwise(route))

    def _slowed(self, board: Board, order: Order, drive: Drive, now: datetime) -> bool:
        """Whether what slows the roads since the route was taken makes the way from here longer."""
        assert order.route_at is not None
        news = {one for one, slowed in board.slowings.items() if slowed.since >= order.route_at}
        fresh_weather = board.weather is not None and board.weather.since >= order.route_at
        if not (news or fresh_weather):
            return False
        roads, here = conditions(board, now), drive.at(now)
        before = tuple(s for s in roads.slowed if s.id not in news and not (s.weather and fresh_weather))
        if before == roads.slowed:
            return False
        try:
            usual, _ = self._way(board, order, here, Conditions(roads.closed, before))
            return self._way(board, order, here, roads)[0] > usual + NOTICED_S
        except NoRoute:
            return False

    def _another_way(self, board: Board, order: Order, here: LatLon, now: datetime, why: str) -> c.Command:
        """The best way from ``here`` as the roads are now, which may be the same way, only slower."""
        try:
            seconds, route = self._way(board, order, here, conditions(board, now))
        except NoRoute:
            return c.DeclineOrder(order.id, NO_WAY)
        return c.ChangeTravel(order.id, here, route, round(seconds), why)

    def _ahead(self, order: Order, here: LatLon) -> tuple[int, ...]:
        """The nodes of the route still ahead of ``here``: from the one nearest to it on."""
        if not order.route:
            return ()
        edge = self._network.snap(here).edge
        ahead = [i for i, node in enumerate(order.route) if node in (edge.u, edge.v)]
        return order.route[max(ahead) :] if ahead else order.route

    def _work(self, board: Board, order: Order, now: datetime, _trouble: Trouble) -> c.Command | None:
        if self._world.binds(board, order, now):
            return None
        work = draw(self._seed, f"{order.id}/work", self._behaviour.work_s)
        if not _passed(order.stamps[OrderStatus.ON_SCENE], work, now):
            return None
        return c.CompleteOrder(order.id, DONE, self._used(order))

    def _used(self, order: Order) -> tuple[Load, ...]:
        used = []
        for load in order.loads:
            if load.item.startswith(CONSUMED):
                share = draw(self._seed, f"{order.id}/used/{load.item}/{load.depot}", (0.2, 0.9))
                used.append(Load(load.item, int(load.quantity * share), load.depot))
        return tuple(load for load in used if load.quantity > 0)

    def _come_home(self, board: Board, order: Order, now: datetime, _trouble: Trouble) -> c.Command | None:
        home = self._motion.home_at(board, self._district.teams[order.team], order)
        return c.ReturnTeam(order.team, order.id) if now > home else None


def _passed(since: datetime, seconds: float, now: datetime) -> bool:
    return now > since and (now - since).total_seconds() >= seconds
