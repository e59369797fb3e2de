"""How fast drills run: a district's night, a city's day, and peers on the same night in the same run.

``python -m tests.bench.drill_speed [--city-hours 0.25] [--whole-day]``. CPU seconds of this process, so that other work
on the machine counts less. The networkx version must give the same journal; the SimPy model is another, smaller thing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import process_time

import networkx as nx
import numpy as np

from console.app.drills import begin_drill, scenario_of
from console.app.wiring import Ground, load_ground
from console.dispatch.assignment.match import warm as warm_matching
from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import NEVER, Costs
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roads.plain import PlainSearch
from console.dispatch.roads.reach import Seeds, Table
from console.district.osm.roads import read_roads
from console.drill.drill import Drill
from console.model.case_filter import CaseFilter
from console.model.scenario import Scenario
from tests.bench.simpy_night import Night
from tests.bench.whole.district import district_on
from tests.scenarios.recorded_calls import DATA

COLUMBUS = DATA / "osm" / "columbus.osm.pbf"
TEAMS, CASES, DAY_S = 400, 3000, 86_400
LARGE, USUAL, SMALL = 200, 2585, 215
"""The cases of the city's day: emergencies that need several teams, routine work, and small emergencies.

Of 3,000 large ones 400 teams would never be free again: the queue would grow all day, which no city has.
"""
SEED = 1


class NetworkxSearch(PlainSearch):
    """Answers every search of the roads with networkx's bounded Dijkstra over the same arcs and costs."""

    def __init__(self, graph: Compiled, costs: Costs) -> None:
        super().__init__(graph, costs)
        self._graphs: dict[bool, tuple[int, nx.DiGraph]] = {}

    def times(self, seeds: Seeds, limit_ms: int, *, forward: bool) -> Table:
        graph = self._as_graph(forward=forward)
        graph.add_weighted_edges_from(("all seeds", int(node), int(ms)) for node, ms in _least(seeds).items())
        found = nx.single_source_dijkstra_path_length(graph, "all seeds", cutoff=limit_ms)
        graph.remove_node("all seeds")
        reached = np.array(sorted(node for node in found if node != "all seeds"), np.int32)
        return Table.of(reached, np.array([found[int(n)] for n in reached], np.int32), len(self._graph))

    def _as_graph(self, *, forward: bool) -> nx.DiGraph:
        version, graph = self._graphs.get(forward, (-1, nx.DiGraph()))
        if version == self._costs.version:
            return graph
        side = self._graph.ahead if forward else self._graph.back
        costs = self._costs.ahead if forward else self._costs.back
        graph = nx.DiGraph()
        graph.add_nodes_from(range(len(self._graph)))
        for node in range(len(self._graph)):
            for arc in range(side.begin[node], side.begin[node + 1]):
                other, ms = int(side.other[arc]), int(costs[arc])
                if ms != NEVER and ms < graph.get_edge_data(node, other, {"weight": NEVER})["weight"]:
                    graph.add_edge(node, other, weight=ms)
        self._graphs[forward] = self._costs.version, graph
        return graph


def _least(seeds: Seeds) -> dict[int, int]:
    least: dict[int, int] = {}
    for node, ms in seeds.tolist():
        least[node] = min(ms, least.get(node, ms))
    return least


def by_networkx(network: RoadNetwork) -> RoadNetwork:
    for emergency in (False, True):
        layer = network._layer(emergency)
        layer.search = NetworkxSearch(layer.graph, layer.costs)
    return network


def told(name: str, drill_s: float, cpu_s: float, events: int, note: str = "") -> None:
    rate = drill_s / max(cpu_s, 1e-9)
    print(f"{name:46} {drill_s:8.0f} {cpu_s:9.2f} {rate:11.0f} {events:8} {events / cpu_s:9.0f}  {note}", flush=True)


def play(
    ground: Ground, scenario: Scenario, step: Callable[[Drill], None], network: RoadNetwork, tracks: bool,
    until_s: int = DAY_S,
) -> tuple[Drill, float]:  # fmt: skip
    begun = process_time()
    drill = begin_drill(ground, scenario, SEED, ":memory:", officer=True, tracks=tracks, network=network)
    while not drill.finished and drill.elapsed_s < until_s:
        step(drill)
    return drill, process_time() - begun


def city_day(ground: Ground) -> Scenario:
    """A drawn day with the routine work of the demo's day, as much of it as a city of this size has."""
    usual, small = scenario_of("xiaohe-day", load_ground().district, SEED).streams
    streams = tuple(
        replace(stream, from_s=0, to_s=DAY_S, per_hour=count / 24, places=(), repeats=0.0)
        for stream, count in ((usual, USUAL), (small, SMALL))
    )
    return replace(scenario_of(f"drawn-day:{LARGE}", ground.district, SEED), streams=streams)


def ready(ground: Ground) -> RoadNetwork:
    network = RoadNetwork(ground.district.roads)
    network.warm()
    return network


def nights(ground: Ground) -> None:
    for name in ("drawn-night", "waterlogging-night", "canal-cbd-fire"):
        hashes = []
        for how, step, tracks in (
            ("every second, with tracks", Drill.tick, True), ("leaping, with tracks", Drill.leap, True),
            ("leaping, without tracks (a sweep's night)", Drill.leap, False),
        ):  # fmt: skip
            drill, cpu_s = play(ground, scenario_of(name, ground.district, SEED), step, ready(ground), tracks)
            hashes.append(drill.session.journal.head_hash())
            told(f"{name}: {how}"[:46], drill.elapsed_s, cpu_s, drill.session.board.seq)
        print(f"  the same journal each way: {len(set(hashes)) == 1}, {hashes[0][:16]}")
    night = scenario_of("drawn-night", ground.district, SEED)
    ours, _ = play(ground, night, Drill.leap, ready(ground), False)
    theirs, cpu_s = play(ground, night, Drill.leap, by_networkx(RoadNetwork(ground.district.roads)), False)
    same = ours.session.journal.head_hash() == theirs.session.journal.head_hash()
    told(
        "drawn-night: roads searched by networkx",
        theirs.elapsed_s,
        cpu_s,
        theirs.session.board.seq,
        f"same journal: {same}",
    )
    begun = process_time()
    model = Night(ground, ready(ground), night, SEED)
    model.play()
    cpu_s, there = process_time() - begun, f"{len(model.arrivals)} arrivals"
    told("drawn-night: SimPy (no desk, no journal)", model.scenario.duration_s, cpu_s, model.steps, there)


def city(ground: Ground, hours: float) -> None:
    if not COLUMBUS.exists():
        print(f"no city day: {COLUMBUS.relative_to(DATA.parent)} is not there")
        return
    begun = process_time()
    roads, _ = read_roads(COLUMBUS)
    place = district_on(roads, ground.district, TEAMS, np.random.default_rng(SEED))
    town = replace(ground, district=place)
    network = ready(town)
    cpu_s = process_time() - begun
    print(f"{len(roads.node_ids)} nodes, {len(roads.tail)} arcs, {TEAMS} teams: ready after {cpu_s:.0f} s")
    slices = (("", hours, network), (", networkx", hours / 8, by_networkx(RoadNetwork(place.roads))))
    for how, length, roads_by in slices if hours < 24 else slices[:1]:
        drill, cpu_s = play(town, city_day(town), Drill.leap, roads_by, False, int(length * 3600))
        board = drill.session.board
        day = timedelta(seconds=round(DAY_S / drill.elapsed_s * cpu_s))
        note = f"the day at this rate: {day}"
        cases = drill.session.journal.count(CaseFilter(), drill.session.clock.now())
        told(f"city day{how}, {cases} of {CASES} cases", drill.elapsed_s, cpu_s, board.seq, note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--city-hours", type=float, default=0.25)
    parser.add_argument("--whole-day", action="store_true")
    options = parser.parse_args()
    ground = load_ground()
    warm_matching()
    print(f"{'':46} {'drill s':>8} {'CPU s':>9} {'drill s/s':>11} {'events':>8} {'events/s':>9}")
    nights(ground)
    city(ground, 24.0 if options.whole_day else options.city_hours)


if __name__ == "__main__":
    main()
