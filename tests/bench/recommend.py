"""How long a whole recommendation takes on the demo district, beside one networkx search per team."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import networkx as nx

from console.app.wiring import load_ground
from console.board.board import Board
from console.board.teams import picture
from console.clock import SystemClock
from console.dispatch.recommend import recommend
from console.dispatch.roads.network import RoadNetwork
from console.model.incident import Incident, Signal
from console.model.plan import PlanInForce
from console.model.words import ResponseLevel, Severity, Stage, Tier, Urgency

ROUNDS = 30


def median_ms(work: Callable[[], object]) -> float:
    work()
    spans = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        spans.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spans)


def main() -> None:
    ground = load_ground()
    district, now = ground.district, SystemClock().now()
    network = RoadNetwork(district.roads)
    plan = next(p for p in ground.shelf.plans if p.id == "fire-commercial")
    place = district.places["canal-cbd-3"][1]
    board = Board(district)
    board.signals = {team.id: Signal(team.id, team.base, now) for team in district.teams.values()}
    board.incidents[1] = Incident(
        number=1, version=1, stage=Stage.ACCEPTED, urgency=Urgency.EMERGENCY, severity=Severity.GENERAL,
        tier=Tier.STREET, category="fire.commercial", place="canal-cbd-3", position=place, grid="", reports=(),
        reported_at=now, t0=now, plan=PlanInForce.of(plan, ResponseLevel.II),
    )  # fmt: skip
    snapshot = picture(board, now)
    target = network.snap(place).edge.v
    starts = [network.snap(team.base).edge.v for team in district.teams.values()]

    def each_team_alone() -> None:
        for start in starts:
            nx.shortest_path_length(network.graph, start, target, weight="seconds")

    ours = median_ms(lambda: recommend(snapshot, district, network))
    peer = median_ms(each_team_alone)
    print(f"{len(district.roads.nodes)} nodes, {len(starts)} teams, level II, median of {ROUNDS}")
    print(f"{'whole recommendation (needs, materials, reasons, cover)':60}{ours:8.1f} ms")
    print(f"{'travel times alone, one networkx search per team':60}{peer:8.1f} ms   ratio {ours / peer:.2f}")


if __name__ == "__main__":
    main()
