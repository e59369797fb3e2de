"""From the facts of a call to the whole recommendation, in a town: 2,000 teams, one incident, and a thousand at once.

Run with ``python -m tests.bench.end_to_end [--quick] [--json FILE] [--profile FILE]``.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np

from console.app.wiring import Ground, load_ground
from console.board.board import Board
from console.board.teams import picture
from console.dispatch import recommend as recommending
from console.dispatch.assignment.match import warm as warm_matching
from console.dispatch.facts import facts_of
from console.dispatch.match import match_plans
from console.dispatch.roads.network import RoadNetwork
from console.model.plan import Plan, PlanInForce
from console.model.recommendation import Recommendation
from tests.bench.roads import graphs
from tests.bench.roads.table import columns, span
from tests.bench.whole import district as made
from tests.bench.whole.stages import Stages

TEAMS, MOVED, AT_ONCE = 2000, 100, 1000
LIMITS_S = {"median": 0.015, "p99": 0.040, "at once": 3.0}
PATIENCE_S = 120.0
"""A step that would probably take longer is left out, and said to be."""


class Town(NamedTuple):
    """Everything a question is put to."""

    ground: Ground  # its district is the one of the town's size
    network: RoadNetwork
    board: Board
    rng: np.random.Generator


def town() -> tuple[str, Town]:
    """Columbus, or a made-up town of its size where its map is missing."""
    roads, rng = graphs.columbus(), np.random.default_rng(11)
    name = "Columbus"
    if isinstance(roads, str):
        name, roads = f"a made-up town ({roads})", graphs.city(155)
    ground = load_ground()
    ground = replace(ground, district=made.district_on(roads, ground.district, TEAMS, rng))
    network = RoadNetwork(roads)
    network.warm()
    warm_matching()
    return name, Town(ground, network, made.board_of(ground.district, rng), rng)


Spans = dict[str, float]
WHOLE = "facts to cover"
"""Everything but the snapshot of the board, which is taken at the desk."""


def one_incident(at: Town, number: int, *, first: bool = False, materials: bool = True) -> tuple[Spans, Recommendation]:
    """A call at a new place, from its words to the recommendation: seconds by step, and what is recommended.

    What is asked for is what the call's own plan asks for at its level, or for ``first`` what one shipped plan after
    the other asks for at its first level. Without ``materials`` it is teams only.
    """
    ground, board = at.ground, at.board
    incident = made.incident(number, made.on_roads(at.network.roads, 1, at.rng)[0], "fire.commercial", made.CALL)
    district, spans = ground.district, Spans()
    local = district.local(made.NOW).time()
    facts = _step(spans, "facts", lambda: facts_of(incident, ground.vocabulary, local=local, posture=board.posture))
    answers = _step(spans, "plans", lambda: match_plans(facts, ground.shelf.plans, ground.vocabulary))
    plan = next(plan for plan in ground.shelf.plans if plan.id == answers[0].plan)
    assert answers[0].level is not None, "the call names what the plan asks for"
    plans = ground.shelf.plans
    in_force = first_level(plans[number % len(plans)]) if first else PlanInForce.of(plan, answers[0].level)
    in_force = in_force if materials else replace(in_force, materials=())
    board.incidents = {number: replace(incident, plan=in_force)}
    snapshot = _step(spans, "picture", lambda: picture(board, made.NOW))
    found = _step(spans, "recommendation", lambda: recommending.recommend(snapshot, district, at.network))
    return spans, found[number]


def first_level(plan: Plan) -> PlanInForce:
    """What ``plan`` asks for when it begins."""
    return PlanInForce.of(plan, plan.levels[0].level)


def _step(spans: Spans, name: str, run: Callable[[], Any]) -> Any:
    began = perf_counter()
    result = run()
    spans[name] = perf_counter() - began
    return result


def single(at: Town, rounds: int, moved: int, *, first: bool = False, materials: bool = True) -> dict[str, list[float]]:
    """``rounds`` calls, before each of them ``moved`` teams heard at new places: seconds by step."""
    found: dict[str, list[float]] = {}
    one_incident(at, 1, first=first, materials=materials)
    for number in range(2, rounds + 2):
        made.move(at.board, made.on_roads(at.network.roads, moved, at.rng), at.rng)
        gc.collect(1)
        spans, _ = one_incident(at, number, first=first, materials=materials)
        asked = sum(seconds for name, seconds in spans.items() if name != "picture")
        for name, seconds in {**spans, WHOLE: asked}.items():
            found.setdefault(name, []).append(seconds)
    return found


def at_once(at: Town, count: int, *, materials: bool) -> tuple[float, int, int]:
    """Seconds for ``count`` incidents together; places to fill, and how many are filled."""
    incidents = made.three_needs_each(at.ground, made.on_roads(at.network.roads, count, at.rng))
    if not materials:
        incidents = [replace(i, plan=replace(i.plan, materials=())) for i in incidents if i.plan is not None]
    at.board.incidents = {incident.number: incident for incident in incidents}
    snapshot = picture(at.board, made.NOW)
    began = perf_counter()
    found = recommending.recommend(snapshot, at.ground.district, at.network)
    seconds = perf_counter() - began
    short, filled = sum(r.short for r in found.values()), sum(len(r.new_fills) for r in found.values())
    return seconds, short + filled, filled


def shares(run: Callable[[], object]) -> dict[str, float]:
    """Seconds of ``run`` by module of dispatch."""
    stages = Stages(recommending)
    with stages.watched():
        run()
    return dict(sorted(stages.spent.items(), key=lambda spent: -spent[1]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--profile", type=Path, help="write a cProfile of both questions to this file")
    chosen = parser.parse_args()
    name, at = town()
    d = at.ground.district
    print(
        f"{name}: {len(d.roads.node_ids):,} nodes, {len(d.teams):,} teams, {len(d.grids)} grids, {len(d.depots)} depots"
    )
    figures = {"town": name, "one": _one(at, 60 if chosen.quick else 200), "at_once": _both(at)}
    if chosen.profile:
        with cProfile.Profile() as profile:
            one_incident(at, 999)
            at_once(at, AT_ONCE, materials=False)
        profile.dump_stats(chosen.profile)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1), "utf-8")


def _one(at: Town, rounds: int) -> dict[str, Any]:
    """One incident: the table by step, with nobody moved and with some teams moved since the last call."""
    at_once(at, 10, materials=True)
    asked = {
        number: one_incident(at, number)[1] for number in (1, 2, 3, 4)
    }  # compiles what is compiled when first used
    for advised in asked.values():
        places, materials = sum(row.count for row in advised.needs), len(advised.materials)
        print(f"the call asks for {places} teams and {materials} materials at level {advised.level} of {advised.plan}")
    firsts = [first_level(plan) for plan in at.ground.shelf.plans]
    teams, needs, wanted = (
        sorted(sum(n.count for n in f.staff) for f in firsts), sorted(len(f.staff) for f in firsts),
        sorted(len(f.materials) for f in firsts),
    )  # fmt: skip
    print(
        f"the first levels of {len(firsts)} plans ask for {teams[0]} to {teams[-1]} teams in {needs[0]} to {needs[-1]}"
        f" needs and {wanted[0]} to {wanted[-1]} materials"
    )
    for number in range(len(firsts)):
        one_incident(at, number, first=True)
    gc.disable()  # rings are looked for as in a started console: between questions, among what is new
    gc.freeze()
    probe = sum(one_incident(at, 1)[0].values())
    rounds = max(1, min(rounds, int(PATIENCE_S / 4 / probe)))
    found = {
        "first level, nobody moved": single(at, rounds, 0, first=True),
        f"first level, {MOVED} moved": single(at, rounds, MOVED, first=True),
        f"the call, {MOVED} moved": single(at, rounds, MOVED),
        f"the call, {MOVED} moved, teams only": single(at, rounds, MOVED, materials=False),
    }
    rows = [["one incident", *(head for case in found for head in (case, "p99"))]]
    for step in next(iter(found.values())):
        rows.append([step, *(span(float(v)) for case in found.values() for v in _middle_and_p99(case[step]))])
    print("\n".join(["", *columns(rows)]))
    print(f"{rounds} calls each")
    for case, spans in found.items():
        median, p99 = _middle_and_p99(spans[WHOLE])
        print(f"{case}: median {_held(median, 'median')}, p99 {_held(p99, 'p99')}")
    spent = shares(lambda: one_incident(at, 1))
    _print_shares(spent)
    return {"rounds": rounds, "spans_s": found, "modules_s": spent}


def _both(at: Town) -> dict[str, Any]:
    return {what: _many(at, what, materials=what != "teams only") for what in ("teams and materials", "teams only")}


def _many(at: Town, what: str, *, materials: bool) -> list[dict[str, Any]]:
    """More and more incidents at once, three needs each, as long as there is patience."""
    figures: list[dict[str, Any]] = []
    print(f"\n{what:<20}{'seconds':>10}{'to fill':>10}{'filled':>10}")
    for count in (10, 100, AT_ONCE):
        probably_s = figures[-1]["seconds"] ** 2 / figures[-2]["seconds"] if len(figures) > 1 else 0.0
        if probably_s > PATIENCE_S:
            print(f"{count:<20,} left out: it would take about {span(probably_s)}")
            break
        seconds, to_fill, filled = min(
            at_once(at, count, materials=materials)
            for _ in range(3 if count == AT_ONCE and probably_s < PATIENCE_S / 10 else 1)
        )
        print(f"{count:<20,}{seconds:>10.2f}{to_fill:>10,}{filled:>10,}")
        figures.append({"incidents": count, "seconds": seconds, "to_fill": to_fill, "filled": filled})
    if figures[-1]["incidents"] == AT_ONCE:
        print(f"{AT_ONCE:,} at once: {_held(figures[-1]['seconds'], 'at once')}")
        figures[-1]["modules_s"] = shares(lambda: at_once(at, AT_ONCE, materials=materials))
        _print_shares(figures[-1]["modules_s"])
    return figures


def _print_shares(spent: dict[str, float]) -> None:
    whole = sum(spent.values())
    rows = [[f"  {module}", span(seconds), f"{seconds / whole:.0%}"] for module, seconds in spent.items()]
    print("\n".join(columns(rows)))


def _middle_and_p99(spans: list[float]) -> tuple[float, float]:
    return float(np.median(spans)), float(np.quantile(spans, 0.99))


def _held(seconds: float, what: str) -> str:
    limit = LIMITS_S[what]
    return f"{span(seconds)} (limit {span(limit)}: {'holds' if seconds <= limit else 'DOES NOT HOLD'})"


if __name__ == "__main__":
    main()
