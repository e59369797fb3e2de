"""The growing things of one drill: how far each has come, worked out from the journal and the time.

Nothing is remembered but what follows from rows that can no longer change, so that a drill that was killed goes on
exactly as it would have: a crew counts only a while after it arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.board.board import Board
from console.drill.growth import CAPABILITIES, STEP_S, Grown, begun, known, shown, stepped
from console.drill.injects import incident_at, incident_of
from console.drill.placing import position_of
from console.drill.trouble import SCENE_REACH_M, Trouble
from console.geo import LatLon, distance_m
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Incident, Order
from console.model.places import District
from console.model.scenario import GROWING, Inject, Scenario
from console.model.words import OrderStatus

SET_UP_S = 60
"""A crew works from so long after its arrival on."""
TOLD_EVERY_S = 60


class World:
    """What grows. Ask with the drill's own board and time, never with an earlier time."""

    def __init__(self, scenario: Scenario, district: District) -> None:
        self._scenario, self._district = scenario, district
        self._growing = [inject for inject in scenario.injects if inject.kind in GROWING]
        self._steps: dict[str, list[Grown]] = {}

    def grown(self, board: Board, inject: Inject, now: datetime) -> Grown | None:
        """How far ``inject`` has come by ``now``; ``None`` before it was played."""
        played = board.injects.get(inject.id)
        if played is None:
            return None
        steps = self._steps.setdefault(inject.id, [begun(inject.kind, inject.effect)])
        wanted = int((now - played.at).total_seconds()) // STEP_S
        while len(steps) <= wanted:
            n = len(steps) - 1
            crews = self._crews(board, inject, played.at + timedelta(seconds=n * STEP_S))
            steps.append(stepped(inject.kind, inject.effect, steps[-1], n, crews))
        return steps[wanted]

    def _crews(self, board: Board, inject: Inject, at: datetime) -> int:
        incident = incident_at(self._scenario, board, inject.effect["incident"], at)
        orders = board.orders_of(incident) if incident is not None else []
        return sum(self._works(inject, order) and _is_working(order, at) for order in orders)

    def _works(self, inject: Inject, order: Order) -> bool:
        return bool(CAPABILITIES[inject.kind] & self._district.teams[order.team].capabilities)

    def _incident(self, board: Board, inject: Inject) -> Incident | None:
        number = incident_of(self._scenario, board, inject.effect["incident"])
        return board.incidents.get(number) if number is not None else None

    def binds(self, board: Board, order: Order, now: datetime) -> bool:
        """Whether ``order``'s team cannot leave yet because what it works on is not over."""
        for inject in self._growing:
            incident = self._incident(board, inject)
            if incident is not None and incident.number == order.incident and self._works(inject, order):
                grown = self.grown(board, inject, now)
                if grown is not None and not grown.over:
                    return True
        return False

    def ahead(self, board: Board, now: datetime) -> Iterator[datetime]:
        """Lower bounds for when anything is next told of what grows, if no event comes before."""
        for inject in self._growing:
            grown, incident = self.grown(board, inject, now), self._incident(board, inject)
            if grown is None or incident is None or not incident.is_open:
                continue
            facts = _told(board, incident, inject)
            again = facts[-1].at + timedelta(seconds=TOLD_EVERY_S) if facts else now
            if again > now:
                yield again
            elif board.at == now:  # who came this second can tell in the next
                yield now
            elif not grown.over:
                yield self._step_after(board, inject, now)

    def steps_ahead(self, board: Board, now: datetime) -> Iterator[datetime]:
        """When each thing that grows and is not over changes next."""
        for inject in self._growing:
            grown = self.grown(board, inject, now)
            if grown is not None and not grown.over:
                yield self._step_after(board, inject, now)

    def _step_after(self, board: Board, inject: Inject, now: datetime) -> datetime:
        since = board.injects[inject.id].at
        return since + timedelta(seconds=(int((now - since).total_seconds()) // STEP_S + 1) * STEP_S)

    def seen_at(self, board: Board, place: LatLon, now: datetime) -> dict[str, float]:
        """What a camera at ``place`` sees of everything that grows near it, fading with distance."""
        seen: dict[str, float] = {}
        for inject in self._growing:
            grown, gap = self.grown(board, inject, now), distance_m(place, position_of(inject.effect))
            if grown is not None and gap <= SCENE_REACH_M:
                nearness = 1 - gap / SCENE_REACH_M / 2
                seen |= {name: value * nearness for name, value in shown(inject.kind, grown).items()}
        return seen

    def due(self, board: Board, now: datetime, trouble: Trouble) -> Iterator[tuple[Actor, str, c.Command]]:
        """(who, inject, command): what becomes known of each, one fact a minute, from the first crew or a camera."""
        for inject in self._growing:
            grown, incident = self.grown(board, inject, now), self._incident(board, inject)
            if grown is None or incident is None or not incident.is_open:
                continue
            facts = _told(board, incident, inject)
            if facts and (now - facts[-1].at).total_seconds() < TOLD_EVERY_S:
                continue
            teller = self._teller(board, inject, incident, now, trouble)
            news = next(_news(inject, grown, incident, facts), None) if teller else None
            if teller is not None and news is not None:
                yield teller, inject.id, news

    def _teller(
        self, board: Board, inject: Inject, incident: Incident, now: datetime, trouble: Trouble
    ) -> Actor | None:
        there = [
            order for order in board.orders_of(incident)
            if order.status is OrderStatus.ON_SCENE and order.stamps[OrderStatus.ON_SCENE] < now
            and not trouble.is_silent(order.team, now)
        ]  # fmt: skip
        if there:
            return Actor(min(there, key=lambda o: (o.stamps[OrderStatus.ON_SCENE], o.id)).team, "field")
        place, lost = position_of(inject.effect), trouble.lost_cameras()
        near = [
            (distance_m(camera.position, place), camera.id)
            for camera in self._district.cameras.values() if camera.id not in lost
        ]  # fmt: skip
        gap, camera = min(near, default=(SCENE_REACH_M + 1, ""))
        return Actor(camera, "camera") if gap <= SCENE_REACH_M else None


def _told(board: Board, incident: Incident, inject: Inject) -> list[e.Recorded]:
    """The facts of ``incident`` that were told of ``inject``."""
    rows = (row for row in board.history[incident.number] if row.cause == inject.id)
    return [row for row in rows if isinstance(row.event, e.FactSet)]


def _is_working(order: Order, at: datetime) -> bool:
    arrived = order.stamps.get(OrderStatus.ON_SCENE)
    if arrived is None or arrived + timedelta(seconds=SET_UP_S) > at:
        return False
    left = [order.stamps[s] for s in (OrderStatus.DONE, OrderStatus.CANCELLED) if s in order.stamps]
    return not left or min(left) >= at


def _news(inject: Inject, grown: Grown, incident: Incident, told: list[e.Recorded]) -> Iterator[c.Command]:
    """Harm the script foresees first, then what can be seen and is not known so yet."""
    said = [(row.event.fact, row.event.value) for row in told if isinstance(row.event, e.FactSet)]
    for one in inject.effect["tells"]:
        if grown.peak >= one["at_least"] and (one["fact"], one["value"]) not in said:
            yield c.SetFact(incident.number, one["fact"], one["value"])
    for fact, value in known(inject.kind, grown).items():
        if incident.facts.get(fact) != value and not (fact not in incident.facts and not value):
            yield c.SetFact(incident.number, fact, value)
