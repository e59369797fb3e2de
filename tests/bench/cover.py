"""Cover in a town with 2,000 teams: how long it takes, beside a search per grid and a geometry library's union.

Run with ``python -m tests.bench.cover``. The last table needs the real calls (shared/data/calls).
"""

from __future__ import annotations

import csv
import gzip
import math
import re
import statistics
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

import numpy as np
import shapely

from console.app.wiring import load_ground
from console.board.teams import picture
from console.dispatch.cover.cover import Cover
from console.dispatch.cover.demand import demand_of, even_demand
from console.dispatch.cover.posts import posts
from console.dispatch.cover.shift_posts import candidate_posts, shift_posts
from console.dispatch.cover.tables import grid_table
from console.dispatch.cover.within import shares
from console.dispatch.reach_areas import areas_of_free_teams, areas_towards
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.standing import Standing
from console.geo import to_metres
from console.model.picture import Picture
from console.model.places import District
from console.model.roads import USUAL, Conditions
from tests.bench.roads import graphs
from tests.bench.whole import district as made

TEAMS, ROUNDS = 2000, 15
CALLS = Path(__file__).parents[2].parent / "shared" / "data" / "calls" / "sffd_2016-12-31_2017-01-07.csv.gz"


def median_ms(work: Callable[[int], object], rounds: int = ROUNDS) -> float:
    spans = []
    for number in range(rounds):
        begun = perf_counter()
        work(number)
        spans.append((perf_counter() - begun) * 1000)
    return statistics.median(spans)


def told(what: str, ms: float, more: str = "") -> None:
    print(f"  {what:66}{ms:10.2f} ms  {more}")


def town() -> tuple[str, District, RoadNetwork, Picture]:
    """Columbus, or a made-up town of its size where its map is missing."""
    roads, rng = graphs.columbus(), np.random.default_rng(11)
    name = "Columbus"
    if isinstance(roads, str):
        name, roads = f"a made-up town ({roads})", graphs.city(155)
    district = made.district_on(roads, load_ground().district, TEAMS, rng)
    network = RoadNetwork(roads)
    network.warm()
    return name, district, network, picture(made.board_of(district, rng), made.NOW)


def cover(district: District, network: RoadNetwork, snapshot: Picture) -> None:
    centres = tuple(district.grids[code].centre for code in sorted(district.grids))
    stretches, rng = [s.road for s in network.roads.stretches], np.random.default_rng(5)
    closures = [Conditions(frozenset(rng.choice(stretches, 1).tolist())) for _ in range(ROUNDS)]
    starts = network.starts([t.position for t in snapshot.teams.values()])
    late = np.array([t.team.turnout_s for t in snapshot.teams.values()])
    grid_table(network, centres[:1], USUAL, False).times(starts, late)  # compiled before anything is timed
    told("table of grids by node, made afresh", median_ms(lambda _: grid_table(network, centres, USUAL, False), 1))
    table = grid_table(network, centres, USUAL, False)
    told("the same grouped by node", median_ms(lambda _: table.by_node, 1), f"{len(table.by_node[1]):,} entries")
    times = table.times(starts, late)
    ours = median_ms(lambda _: table.times(starts, late))
    reaches = [network.towards(centre, USUAL, 300) for centre in centres]
    peer = median_ms(lambda _: [network.seconds_from(starts, reach) for reach in reaches], 3)
    told("who reaches which grid: 2,000 teams, all grids", ours, f"{len(times.team):,} pairs")
    told("the same, searches kept, one look-up of all teams per grid", peer, f"ratio {ours / peer:.3f}")
    told("cover within 1, 3 and 5 minutes from that", median_ms(lambda _: shares(times, np.ones(len(centres)))))
    repair = median_ms(lambda n: grid_table(network, centres, closures[n], False).by_node)
    told("table true again after one road closed and another opened", repair)
    whole = median_ms(lambda _: Cover(district, network, snapshot).shares())
    told("whole: from a picture to its cover, teams looked up anew", whole)
    standing = Standing(snapshot, district, network)
    whole = median_ms(lambda _: Cover(district, network, snapshot, standing=standing).shares())
    told("the same with the teams' columns at hand, as within a recommendation", whole)


def sending(district: District, network: RoadNetwork, snapshot: Picture) -> None:
    some = sorted(t for t, now in snapshot.teams.items() if now.why_not is None)
    now = Cover(district, network, snapshot)
    now.shares()
    told("loss of every team", median_ms(lambda _: now.losses()))
    dear = sorted(some, key=now.loss, reverse=True)[: 3 * ROUNDS]
    sent = [frozenset(dear[3 * n : 3 * n + 3]) for n in range(ROUNDS)]
    told("price of sending the three dearest teams, best single move", median_ms(lambda n: now.price(sent[n])))
    found = []
    told("up to three moves to bases and depots", median_ms(lambda n: found.append(now.move_up(sent[n]))))
    print(f"      gaps {[round(moves.gap, 3) for moves in found]}, still open {[len(m.still_open) for m in found]}")
    told("an hour ahead", median_ms(lambda _: now.hour_ahead(), 3))


def standing_posts(district: District, network: RoadNetwork) -> None:
    candidates = candidate_posts(district)[:: max(1, len(district.teams) // 150)]
    demand = even_demand(sorted(district.grids))
    shift = next(team.shift for team in district.teams.values() if team.shift.start != team.shift.end)
    begun = perf_counter()
    plan = shift_posts(district, network, shift, demand, candidates)
    told(
        f"standing posts of a shift among {len(candidates)}", (perf_counter() - begun) * 1000,
        f"{sum(n for _, n in plan.posts)} teams, cover {plan.expected_cover:.4f}, gap {plan.gap:.5f}",
    )  # fmt: skip
    rng = np.random.default_rng(2)
    for sites, grids, teams in ((30, 77, 10), (60, 200, 20), (100, 400, 60), (300, 1000, 100)):
        at, where = rng.random((grids, 2)) * 10, rng.random((sites, 2)) * 10
        reach = np.hypot(*(where[:, None] - at[None]).transpose(2, 0, 1)) < 1.5
        begun = perf_counter()
        plan = posts(tuple(map(str, range(sites))), reach, rng.gamma(0.7, size=grids), teams)
        spent = (perf_counter() - begun) * 1000
        told(f"{teams} teams on {sites} sites for {grids} grids", spent, f"gap {plan.gap:.6f}")


def reach_areas(district: District, network: RoadNetwork, snapshot: Picture) -> None:
    places = made.on_roads(network.roads, ROUNDS, np.random.default_rng(8))
    areas_towards(network, places[0])
    told("reach of an incident, 5 minutes", median_ms(lambda n: areas_towards(network, places[n], limits_s=(300,))))
    told("reach of an incident, 1, 3 and 5 minutes", median_ms(lambda n: areas_towards(network, places[n])))
    told("peer: 5-minute arcs buffered and united by GEOS", median_ms(lambda n: united(network, places[n]), 3))
    told("reach of all free teams, 1, 3 and 5 minutes",
         median_ms(lambda _: areas_of_free_teams(district, network, snapshot), 3))  # fmt: skip


def united(network: RoadNetwork, place: object) -> shapely.Geometry:
    roads = network.roads
    seconds = network.towards(place, USUAL, 300).node_seconds  # type: ignore[arg-type]
    arcs = np.flatnonzero(np.isfinite(seconds[roads.tail]) & np.isfinite(seconds[roads.head]))
    arcs = arcs[roads.tail[arcs] < roads.head[arcs]]
    origin = network.positions[int(roads.node_ids[0])]
    at = np.array([to_metres(origin, p) for p in network.positions.values()])
    lines = shapely.linestrings(np.stack((at[roads.tail[arcs]], at[roads.head[arcs]]), axis=1))
    return shapely.union_all(shapely.buffer(lines, 30, quad_segs=2))


def demand_estimate() -> None:
    """Log-likelihood of each day of real calls under the estimate from the other days; higher is better."""
    if not CALLS.exists():
        print(f"  {CALLS.name} is not beside the checkout (shared/data/calls)")
        return
    cases = {}
    with gzip.open(CALLS, "rt") as file:
        for row in csv.DictReader(file):
            place = re.match(r"\(([-\d.]+), ([-\d.]+)\)", row["Location"])
            at = datetime.strptime(row["Received DtTm"], "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007 - local, for its hour
            if place:
                north, east = float(place[1]) * 111.2, float(place[2]) * 111.2 * math.cos(math.radians(37.8))
                cases[row["Incident Number"]] = (at.date(), at.hour, f"{north:.0f}/{east:.0f}")
    days, grids = sorted({c[0] for c in cases.values()}), sorted({c[2] for c in cases.values()})
    index, scores = {grid: g for g, grid in enumerate(grids)}, {"ours": 0.0, "own counts and half a case": 0.0,
                                                              "every grid the same": 0.0}  # fmt: skip
    for day in days:
        seen = np.zeros((24, len(grids)))
        for _, hour, grid in (case for case in cases.values() if case[0] == day):
            seen[hour, index[grid]] += 1
        past = [(grid, hour) for date, hour, grid in cases.values() if date != day]
        counts = np.zeros_like(seen)
        for grid, hour in past:
            counts[hour, index[grid]] += 1
        flat = np.repeat(counts.sum(axis=1)[:, None] / len(grids) / (len(days) - 1), len(grids), axis=1)
        own = (counts + 0.5) / (len(days) - 1)
        for name, rate in zip(scores, (demand_of(grids, past, len(days) - 1).per_hour, own, flat), strict=True):
            scores[name] += float((seen * np.log(np.maximum(rate, 1e-9)) - rate).sum())
    print(f"  {len(cases):,} cases on {len(days)} days in {len(grids)} squares of 1 km; each day from the others")
    for name, score in scores.items():
        print(f"  {name:66}{score:10.0f}")


def main() -> None:
    name, district, network, snapshot = town()
    print(f"{name}: {len(network.roads.node_ids):,} nodes, {len(district.grids)} grids, {len(district.teams):,} teams")
    for title, run in (("cover", cover), ("sending", sending), ("reach areas", reach_areas)):
        print(title)
        run(district, network, snapshot)
    print("standing posts")
    standing_posts(district, network)
    print("expected demand: log-likelihood of days not seen")
    demand_estimate()


if __name__ == "__main__":
    main()
