"""The board as marks on a map: teams, incidents, routes still ahead, closures, cameras, depots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime

from console.board.board import Board, Slowed
from console.board.teams import signal_age_s, team_status
from console.board.timeline import category_label
from console.geo import LatLon, bearing_deg, distance_m
from console.model.incident import Incident, Order
from console.model.places import Camera
from console.model.recommendation import Recommendation
from console.model.words import OrderStatus, TeamStatus
from console.phrase import say
from console.views.map.marks import (
    AreaMark,
    CameraMark,
    ClosureMark,
    DepotMark,
    IncidentMark,
    RouteMark,
    SlowingMark,
    TeamMark,
)
from console.views.wording import m_ss, only_words, tell

SEEN_WITHIN_M, AT_THE_FOOT_M = 180.0, 15.0
"""How far a camera tells what happens, and how near to its foot its view does not matter."""
_ON_THE_WAY = (OrderStatus.EN_ROUTE, OrderStatus.ACKNOWLEDGED, OrderStatus.DELIVERED, OrderStatus.ISSUED)


def team_marks(board: Board, now: datetime) -> Iterator[TeamMark]:
    """Every team where it was last heard, with what it still needs to arrive."""
    for team in board.district.teams.values():
        signal, order = board.signals.get(team.id), board.order_of_team(team.id)
        age = signal_age_s(board, team, now)
        eta, late = "", False
        if order is not None and order.status in _ON_THE_WAY:
            eta = m_ss(max(0.0, (order.expected_at - now).total_seconds()))
            late = is_late(board, order)
        status = team_status(board, team, now)
        if status is TeamStatus.OFF_DUTY:
            continue  # nobody is there
        yield TeamMark(
            team.id, team.id, team.kind, status, signal.position if signal else team.base,
            signal.heading_deg if signal else None, age, eta, age is None or age > team.signal_limit_s, late,
        )  # fmt: skip


def is_late(board: Board, order: Order) -> bool:
    """Whether an order will arrive after the limit of its need."""
    incident = board.incidents[order.incident]
    if incident.t0 is None or incident.plan is None:
        return False
    limit = next((n.arrive_within_s for n in incident.plan.staff if n.id == order.need), None)
    return limit is not None and (order.expected_at - incident.t0).total_seconds() > limit


def incident_marks(board: Board, selected: int | None) -> Iterator[IncidentMark]:
    """Every open incident that has a place."""
    for incident in board.open_incidents():
        if incident.position is not None:
            yield IncidentMark(
                incident.number, incident_name(board, incident), incident.position,
                incident.plan.level if incident.plan else None, incident.urgency, incident.number == selected,
            )  # fmt: skip


def incident_name(board: Board, incident: Incident) -> str:
    """Its category, or the first words of the report while that is unknown."""
    return tell(category_label(board, incident.category)) if incident.category else only_words(incident.text, 14)


def route_marks(board: Board, offered: Recommendation | None) -> Iterator[RouteMark]:
    """The way ahead of every team on the road, whose mark tells the time left; planned ways tell theirs themselves."""
    for order in sorted(board.bound.values()):
        points = ahead(board, board.orders[order])
        if board.orders[order].status is OrderStatus.EN_ROUTE and len(points) > 1:
            yield RouteMark(order, points, "en_route")
    for _, fill in offered.new_fills if offered else ():
        points = [board.district.roads.nodes[n] for n in fill.route]
        if len(points) > 1:
            yield RouteMark(f"planned-{fill.team}", points, "planned", f"{fill.team} {m_ss(fill.eta_s)}")


def ahead(board: Board, order: Order) -> list[LatLon]:
    """From where the team is now along the rest of its route to the incident."""
    signal = board.signals.get(order.team)
    nodes = [board.district.roads.nodes[n] for n in order.route]
    goal = board.incidents[order.incident].position
    tail = [goal] if goal is not None else []
    if signal is None:
        return [*nodes, *tail]
    here = signal.position
    nearest = min(range(len(nodes)), key=lambda n: distance_m(here, nodes[n]), default=0)
    return [here, *nodes[nearest + 1 :], *tail]


def closure_marks(board: Board) -> Iterator[ClosureMark]:
    """Every closed stretch of road; of one road closed at once only the first has its name."""
    roads = board.district.roads
    named: set[str] = set()
    for road, closure in board.closed_roads.items():
        if road in roads.stretch_index:
            label = f"{_road_name(board, road)} {board.district.local(closure.since):%H:%M}"
            yield ClosureMark(road, roads.shape(road), "" if label in named else label)
            named.add(label)


def slowing_marks(board: Board) -> Iterator[SlowingMark]:
    """Every slowed stretch that is named and open; whole classes and areas are told in words elsewhere."""
    roads = board.district.roads
    slowest = {road: slowed for slowed in _fastest_first(board) for road in slowed.slowing.roads}
    named: set[str] = set()
    for road, slowed in sorted(slowest.items()):
        if road in roads.stretch_index and road not in board.closed_roads:
            label = f"{_road_name(board, road)} {board.district.local(slowed.since):%H:%M}"
            speed = f"{slowed.slowing.factor:.0%}"
            yield SlowingMark(road, roads.shape(road), speed, "" if label in named else label, label not in named)
            named.add(label)


def _fastest_first(board: Board) -> list[Slowed]:
    return sorted(board.slowings.values(), key=lambda slowed: (-slowed.slowing.factor, slowed.slowing.id))


def _road_name(board: Board, road: str) -> str:
    """What a stretch is called on the map: the bridge it is, else its road."""
    stretch = board.district.roads.stretches[board.district.roads.stretch_index[road]]
    return tell(board.district.places[stretch.bridge][0] if stretch.bridge in board.district.places else stretch.name)


def camera_marks(board: Board, watched: Mapping[str, str]) -> Iterator[CameraMark]:
    """Every camera; those watched with the state of their picture."""
    for camera in board.district.cameras.values():
        yield CameraMark(
            camera.id, camera.id, camera.position, camera.heading_deg, camera.field_of_view_deg,
            camera.id in watched, watched.get(camera.id, ""),
        )  # fmt: skip


def depot_marks(board: Board) -> Iterator[DepotMark]:
    """Every depot."""
    for depot in board.district.depots.values():
        yield DepotMark(depot.id, tell(depot.name), depot.position)


def area_marks(
    board: Board, covered: Set[str] | None, reached: Iterable[tuple[int, Sequence[Sequence[LatLon]]]],
    opened: Collection[str] = (),
) -> Iterator[AreaMark]:  # fmt: skip
    """How far is within 1, 3 and 5 minutes, and the grids a free team reaches in three and those nobody does.

    ``opened`` are grids that sending the teams offered would leave open: they count as reached by nobody.
    """
    for minutes, rings in reached:
        yield AreaMark(f"reach-{minutes}", rings, "reach", tell(say("map.minutes", n=minutes)), minutes=minutes)
    for grid in board.district.grids.values() if covered is not None else ():
        kind = "cover" if grid.code in (covered or ()) and grid.code not in opened else "gap"
        yield AreaMark(f"cover-{grid.code}", [grid.ring], kind)


def nearest_cameras(board: Board, position: LatLon, count: int) -> list[str]:
    """The cameras that look at a place from nearby first, then the others, the nearest first among each."""

    def rank(camera: Camera) -> tuple[bool, float, str]:
        return not looks_at(camera, position), distance_m(position, camera.position), camera.id

    return [camera.id for camera in sorted(board.district.cameras.values(), key=rank)[:count]]


def looks_at(camera: Camera, position: LatLon) -> bool:
    """Whether a place lies in a camera's view, near enough to tell what happens there."""
    away = distance_m(camera.position, position)
    if away > SEEN_WITHIN_M:
        return False
    turned = abs((bearing_deg(camera.position, position) - camera.heading_deg + 180) % 360 - 180)
    return away < AT_THE_FOOT_M or turned <= camera.field_of_view_deg / 2


def around(board: Board, incident: Incident, offered: Recommendation | None = None) -> list[LatLon]:
    """What should be in view for an incident: the place, everybody sent to it and everybody offered for it."""
    points = [incident.position] if incident.position else []
    for order in board.orders_of(incident):
        signal = board.signals.get(order.team)
        if order.status.is_open and signal is not None:
            points.append(signal.position)
    for _, fill in offered.new_fills if offered else ():
        signal = board.signals.get(fill.team)
        points.append(signal.position if signal else board.district.teams[fill.team].base)
    return points
