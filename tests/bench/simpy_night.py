"""The same night as a plain SimPy model: calls, teams as they become free, nearest first; and nothing else.

No journal, board, desk, plans matched, joint assignment, cover, reasons, positions or departments: what a simulation
library alone would do with the calls, teams, needs and travel times of the drill.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import simpy

from console.app.wiring import Ground
from console.dispatch.roads.network import RoadNetwork
from console.drill.chance import draw
from console.geo import LatLon
from console.model.places import Team
from console.model.scenario import InjectKind, Scenario

TRY_AGAIN_S = 5


@dataclass
class Night:
    """The model's world; ``arrivals`` are seconds after the call, ``steps`` every event SimPy handled."""

    ground: Ground
    network: RoadNetwork
    scenario: Scenario
    seed: int
    free: dict[str, Team] = field(default_factory=dict)
    arrivals: list[float] = field(default_factory=list)
    steps: int = 0

    def play(self) -> None:
        """Play to the scenario's end."""
        district = self.ground.district
        local = district.local(self.scenario.start).time()
        self.free = {t.id: t for t in district.teams.values() if t.shift.covers(local)}
        env = simpy.Environment()
        for inject in self.scenario.injects:
            if inject.kind is InjectKind.REPORT:
                env.process(self._call(env, inject.at_s or 0, inject.effect))
        while env.peek() < self.scenario.duration_s:
            env.step()
            self.steps += 1

    def _call(self, env: simpy.Environment, at_s: int, effect: Any) -> Iterator[simpy.Event]:
        yield env.timeout(at_s + 3 * self.scenario.thinking_s)
        place = LatLon(*effect["position"])
        plan = next((p for p in self.ground.shelf.plans if p.id.startswith(effect["category"].split(".")[0])), None)
        needs = plan.levels[0].staff if plan else self.ground.shelf.plans[0].levels[0].staff
        for need in needs:
            for n in range(need.count):
                env.process(self._send(env, need.capability, place, at_s, f"{effect['number']}/{need.id}/{n}"))

    def _send(
        self, env: simpy.Environment, capability: str, place: LatLon, at_s: int, name: str
    ) -> Iterator[simpy.Event]:
        reach = self.network.towards(place)
        while not (able := [team for team in self.free.values() if capability in team.capabilities]):
            yield env.timeout(TRY_AGAIN_S)
        seconds = self.network.seconds_from(self.network.starts([team.base for team in able]), reach)
        best = able[int(seconds.argmin())]
        travel = float(seconds.min()) * draw(self.seed, f"{name}/travel", self.scenario.behaviour.travel_factor)
        del self.free[best.id]
        yield env.timeout(draw(self.seed, f"{name}/answer", self.scenario.behaviour.acknowledge_s))
        yield env.timeout(best.turnout_s + travel)
        self.arrivals.append(env.now - at_s)
        yield env.timeout(draw(self.seed, f"{name}/work", self.scenario.behaviour.work_s))
        yield env.timeout(travel * 1.25)
        self.free[best.id] = best
