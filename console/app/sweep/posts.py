"""``sweep posts``: where teams should stand so that more marks are met; searched on some nights, judged on others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
import yaml

from console.analysis.sweep.intervals import Difference, Share, difference
from console.analysis.sweep.night import MARK_FIELDS
from console.analysis.sweep.tables import night_share
from console.app.drills import scenario_of
from console.app.sweep.asked import Asked
from console.app.sweep.playing import OK, ground_of
from console.app.sweep.running import Progress, Row
from console.app.sweep.sweeping import Swept, sweep
from console.app.wiring import Ground
from console.dispatch.cover.move_up import Site
from console.dispatch.cover.moving import Move, Wants, best_moves
from console.dispatch.cover.posts import BUSY_SHARE
from console.dispatch.cover.shift_posts import candidate_posts
from console.dispatch.roads.network import RoadNetwork
from console.district.whole_file import write_whole
from console.errors import BadInput
from console.geo import LatLon
from console.model.places import Team
from console.model.plan import PlanInForce, StaffNeed
from console.model.scenario import Scenario
from console.model.words import Mark, ResponseLevel

AIMED_AT = (Mark.FIRST_ARRIVAL, Mark.REINFORCEMENT)
"""The marks that depend on where teams stand; both count alike."""
MOST_MOVES = 20
_SEED = 135


@dataclass(frozen=True)
class Cluster:
    """Where drills are played."""

    jobs: int
    backend: str
    scheduler: str
    progress: Progress | None = None


@dataclass(frozen=True)
class PostsFound:
    """What the search proposes, and what the held-out nights say of it."""

    file: Path
    moves: tuple[tuple[str, str, LatLon], ...]  # team, site, where
    expected: tuple[float, float]  # the surrogate's shares, before and after
    searched: tuple[tuple[int, float], ...]  # moves made, share of the marks aimed at on the nights searched on
    before: Swept
    after: Swept
    changes: Mapping[Mark, Difference]
    both: Difference

    @property
    def failed(self) -> list[Row]:
        """Nights without figures among those judged."""
        return [*self.before.failed, *self.after.failed]

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "posts": str(self.file),
            "moves": [{"team": team, "site": site, "lat": p.lat, "lon": p.lon} for team, site, p in self.moves],
            "expected": {"before": self.expected[0], "after": self.expected[1]},
            "searched": [{"moves": n, "share": share} for n, share in self.searched],
            "held_out": {
                mark.value: {
                    "before": _share(self.before.shares[mark]), "after": _share(self.after.shares[mark]),
                    "change": _change(self.changes[mark]),
                }
                for mark in self.changes
            },
            "aim": _change(self.both), "nights": self.both.nights, "failed": len(self.failed),
        }  # fmt: skip

    def as_text(self) -> str:
        """For a person: the moves, before and after on held-out nights, and whether it is more than chance."""
        lines = [f"searched: {n} moves, {share:.1%} of the marks aimed at" for n, share in self.searched]
        lines += [f"move {team} to {site} ({p.lat:.6f}, {p.lon:.6f})" for team, site, p in self.moves]
        lines += [] if self.moves else ["no move did better on the nights searched on: teams stay where they are"]
        lines.append(f"held-out nights: {self.both.nights}")
        for mark, change in self.changes.items():
            lines.append(f"{mark.value:14} {_told(self.before.shares[mark])} before, "
                         f"{_told(self.after.shares[mark])} after, {_told_change(change)}")  # fmt: skip
        verdict = "more than chance" if self.both.is_clear else "not clear of chance"
        return "\n".join([*lines, f"both marks     {_told_change(self.both)}: {verdict}", str(self.file)])


def _share(s: Share) -> dict[str, Any]:
    return {"met": s.met, "counted": s.counted, "share": s.share, "low": s.low, "high": s.high}


def _change(d: Difference) -> dict[str, Any]:
    return {"change": d.change, "low": d.low, "high": d.high, "clear": d.is_clear}


def _told(s: Share) -> str:
    return f"{s.share or 0:.1%} ({s.low:.1%} to {s.high:.1%})"


def _told_change(d: Difference) -> str:
    return f"{d.change * 100:+.1f} points ({d.low * 100:+.1f} to {d.high * 100:+.1f})"


def find_posts(search: Asked, judge: Sequence[int], moves: int, out: Path, cluster: Cluster) -> PostsFound:
    """Search posts on the nights of ``search`` and judge them on the seeds ``judge``; all of it lies in ``out``.

    Killed and started again it goes on. :class:`BadInput` when a seed is on both sides.
    """
    if set(search.seeds) & set(judge):
        raise BadInput("--judge: these seeds must not be among those searched on; choose others")
    if not 1 <= moves <= MOST_MOVES:
        raise BadInput(f"--moves: expected 1 to {MOST_MOVES}, not {moves}")
    if search.posts or len(search.scenarios) != 1 or len(search.travel) != 1:
        raise BadInput("posts are searched for one scenario and one travel factor, from teams at their bases")
    ground = ground_of(search)
    begun = _play(search, out / "search-0", cluster)
    sites = candidate_posts(ground.district)
    teams = _teams(ground, scenario_of(search.scenarios[0], ground.district, search.seeds[0]))
    before, proposed = _propose(ground, begun.rows, search, teams, sites, moves)
    tried = [(0, _aim(begun.rows))]
    for n in range(1, len(proposed) + 1):
        file = _write(out / f"posts-{n}.yaml", _placed(proposed[:n], teams, sites))
        found = _play(replace(search, posts=str(file)), out / f"search-{n}", cluster)
        tried.append((n, _aim(found.rows)))
    best = max(tried, key=lambda one: (one[1], -one[0]))[0]
    chosen = _placed(proposed[:best], teams, sites)
    file = _write(out / "posts.yaml", chosen)
    held = replace(search, seeds=tuple(judge))
    was = _play(held, out / "judge-before", cluster)
    now = _play(replace(held, posts=str(file)), out / "judge-after", cluster) if chosen else was
    expected = (before, proposed[best - 1].expected if best else before)
    changes = {mark: _compared(was.rows, now.rows, (mark,)) for mark in AIMED_AT}
    return PostsFound(file, chosen, expected, tuple(tried), was, now, changes, _compared(was.rows, now.rows, AIMED_AT))


def _play(asked: Asked, out: Path, cluster: Cluster) -> Swept:
    return sweep(asked, out, cluster.jobs, cluster.backend, cluster.scheduler, cluster.progress)


def _write(file: Path, moves: Sequence[tuple[str, str, LatLon]]) -> Path:
    told = "# Where teams wait instead of at their bases: TEAM: [lat, lon], WGS-84. Found by `sweep posts`.\n"
    body = yaml.safe_dump({team: [p.lat, p.lon] for team, _, p in moves}) if moves else "{}\n"
    write_whole(file, told + body)
    return file.resolve()


def _placed(moves: Sequence[Move], teams: Sequence[Team], sites: Sequence[Site]) -> tuple[tuple[str, str, LatLon], ...]:
    return tuple((teams[move.team].id, sites[move.site].id, sites[move.site].place) for move in moves)


def _aim(rows: Sequence[Row]) -> float:
    counts = [night_share(row, mark) for row in rows for mark in AIMED_AT]
    counted = sum(n for _, n in counts)
    if not counted:
        raise BadInput("the nights searched on have no emergency whose marks count; choose more seeds")
    return sum(met for met, _ in counts) / counted


def _compared(before: Sequence[Row], after: Sequence[Row], marks: Sequence[Mark]) -> Difference:
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a["status"] == b["status"] == OK]
    sides = [[_summed(pair[side], marks) for pair in pairs] for side in (0, 1)]
    try:
        return difference(sides[0], sides[1], _SEED)
    except ValueError as error:
        raise BadInput(f"--judge: nothing to compare on the held-out nights ({error}); choose more seeds") from error


def _summed(row: Row, marks: Sequence[Mark]) -> tuple[int, int]:
    counts = [night_share(row, mark) for mark in marks]
    return sum(met for met, _ in counts), sum(n for _, n in counts)


def _teams(ground: Ground, scenario: Scenario) -> list[Team]:
    """The teams on duty all through the scenario by their usual shifts."""
    hours = range(0, scenario.duration_s, 1800)
    moments = [ground.district.local(scenario.start + timedelta(seconds=s)).time() for s in hours]
    every = [team for _, team in sorted(ground.district.teams.items())]
    return [team for team in every if all(team.shift.covers(moment) for moment in moments)]


def _propose(
    ground: Ground, rows: Sequence[Row], search: Asked, teams: Sequence[Team], sites: Sequence[Site], most: int
) -> tuple[float, list[Move]]:
    """Moves by the surrogate, on the cases of the nights that were played; patrols keep their roads."""
    scenario = scenario_of(search.scenarios[0], ground.district, search.seeds[0])
    behaviour = scenario.behaviour
    places, wants, needs = _wanted(ground, rows, _issued_after_s(rows, behaviour.acknowledge_s))
    network = RoadNetwork(ground.district.roads)
    network.warm()
    factor = mean(behaviour.travel_factor) * search.travel[0]
    starts = network.starts([*(team.base for team in teams), *(site.place for site in sites)])
    by_place = {place: network.seconds_from(starts, network.towards(place)) * factor for place in dict.fromkeys(places)}
    seconds = np.column_stack([by_place[place] for place in places])
    able = np.array([[_able(team, need) for need in needs] for team in teams])
    turnout = np.array([team.turnout_s * mean(behaviour.turnout_factor) for team in teams])
    movable = [n for n, team in enumerate(teams) if not team.beat]
    return best_moves(
        wants, able, seconds[: len(teams)], seconds[len(teams) :], turnout, movable, BUSY_SHARE, most
    )  # fmt: skip


def _able(team: Team, need: StaffNeed) -> bool:
    capabilities = {need.capability, *(s.capability for s in need.substitutes)}
    return team.crew >= need.crew_min and not capabilities.isdisjoint(team.capabilities)


def _issued_after_s(rows: Sequence[Row], acknowledge_s: tuple[float, float]) -> float:
    """How long after t0 orders go out, as played: the median start mark less the usual acknowledgement."""
    after = [found[MARK_FIELDS.index("after_s")] for row in rows for found in row.get("marks", ())
             if found[MARK_FIELDS.index("mark")] == Mark.START.value]  # fmt: skip
    known = [seconds for seconds in after if seconds is not None]
    return max(0.0, median(known) - mean(acknowledge_s)) if known else 0.0


def _wanted(ground: Ground, rows: Sequence[Row], issued_after_s: float) -> tuple[list[LatLon], Wants, list[StaffNeed]]:
    """The needs of the cases played that decide the marks aimed at, each with its place and its time."""
    plans = {plan.id: plan for plan in ground.shelf.plans}
    columns: list[tuple[int, int, int, float]] = []
    places, needs = [], []
    cases = [dict(zip(MARK_FIELDS, m, strict=True)) for row in rows for m in row.get("marks", ()) if m[3] in plans]
    starts = [case for case in cases if case["mark"] == Mark.START.value and case["lat"] is not None]
    for n, case in enumerate(starts):
        plan = PlanInForce.of(plans[case["plan"]], ResponseLevel(case["level"]))
        limits = (plan.limits.first_arrival_s, plan.limits.reinforcement_s)
        for need in plan.staff:
            joins = (need.first_arrival, need.arrive_within_s <= limits[1])
            for mark in (m for m in (0, 1) if joins[m]):
                columns.append((n, mark, 1 if mark == 0 else need.count, limits[mark] - issued_after_s))
                places.append(LatLon(case["lat"], case["lon"]))
                needs.append(need)
    if not columns:
        raise BadInput("the nights searched on have no case with a plan in force; choose more seeds")
    of_case, of_mark, counts, within = (np.array(column) for column in zip(*columns, strict=True))
    return places, Wants(of_case, of_mark, counts, within.astype(float)), needs
