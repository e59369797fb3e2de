"""A made-up district on a real town's roads: the demo district's teams, depots and rules, in the town's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice

import numpy as np

from console.app.wiring import Ground
from console.board.board import Board
from console.geo import LatLon
from console.model.incident import Incident, Report, Signal
from console.model.places import Depot, District, Grid, Team
from console.model.plan import Plan, PlanInForce
from console.model.roads import Roads
from console.model.words import ResponseLevel, Severity, Stage, Tier, Urgency
from console.phrase import Text

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Ten in the morning in the demo district."""
MESH = 20
"""Grids on each side of the town; those without roads are left out."""
CALL = "Fire in the shopping centre, flames visible on the second floor, 2 injured, 3 trapped"


def on_roads(roads: Roads, count: int, rng: np.random.Generator) -> list[LatLon]:
    """``count`` places on roads by chance."""
    arc, share = rng.integers(0, len(roads.tail), count), rng.random(count)
    u, v = roads.tail[arc], roads.head[arc]
    lat, lon = (c[u] + (c[v] - c[u]) * share for c in (roads.lat, roads.lon))
    return list(map(LatLon, lat.tolist(), lon.tolist()))


def district_on(roads: Roads, model: District, teams: int, rng: np.random.Generator) -> District:
    """``model`` moved to ``roads``, with ``teams`` teams and about four hundred grids; the rest of it stays behind."""
    corners = [(roads.lat.min(), roads.lon.min()), (roads.lat.min(), roads.lon.max()),
               (roads.lat.max(), roads.lon.max()), (roads.lat.max(), roads.lon.min())]  # fmt: skip
    return replace(
        model, id="at-size", name=Text("A district of a town's size"), roads=roads,
        boundary=tuple(LatLon(float(lat), float(lon)) for lat, lon in corners),
        grids={grid.code: grid for grid in _mesh(roads)},
        teams={team.id: team for team in _teams(list(model.teams.values()), on_roads(roads, teams, rng))},
        depots={depot.id: depot for depot in _depots(list(model.depots.values()), on_roads(roads, 12, rng))},
        areas=(), cameras={}, people=(), places={}, neighbours={}, traffic=(),
    )  # fmt: skip


def _teams(models: Sequence[Team], where: Sequence[LatLon]) -> Iterator[Team]:
    for n, place in enumerate(where):
        model, copy = models[n % len(models)], n // len(models)
        crew = f"{model.shares_crew}-{copy}" if model.shares_crew else ""
        yield replace(model, id=f"{model.id}-{copy:03d}", base=place, beat=None, shares_crew=crew)


def _depots(models: Sequence[Depot], where: Sequence[LatLon]) -> Iterator[Depot]:
    for n, place in enumerate(where):
        model = models[n % len(models)]
        yield replace(model, id=f"{model.id}-{n}", position=place)


def _mesh(roads: Roads) -> Iterator[Grid]:
    """Equal rectangles over the roads; the centre of each is its node nearest to the middle."""
    lats = np.linspace(roads.lat.min(), roads.lat.max() + 1e-9, MESH + 1)
    lons = np.linspace(roads.lon.min(), roads.lon.max() + 1e-9, MESH + 1)
    row, column = np.searchsorted(lats, roads.lat, "right") - 1, np.searchsorted(lons, roads.lon, "right") - 1
    for cell in np.unique(row * MESH + column).tolist():
        r, c = divmod(cell, MESH)
        nodes = np.flatnonzero((row == r) & (column == c))
        off = np.hypot(roads.lat[nodes] - lats[r : r + 2].mean(), roads.lon[nodes] - lons[c : c + 2].mean())
        nearest = nodes[int(off.argmin())]
        corners = [(r, c), (r, c + 1), (r + 1, c + 1), (r + 1, c)]
        ring = tuple(LatLon(float(lats[y]), float(lons[x])) for y, x in corners)
        centre = LatLon(float(roads.lat[nearest]), float(roads.lon[nearest]))
        yield Grid(f"G{r:02d}{c:02d}", Text(f"Grid {r}-{c}"), ring, centre, f"leader-{r}-{c}")


def board_of(district: District, rng: np.random.Generator) -> Board:
    """Every team just heard at its base, a third of them driving."""
    board = Board(district)
    for n, team in enumerate(district.teams.values()):
        board.signals[team.id] = _heard(team, team.base, driving=n % 3 == 0, rng=rng)
    return board


def move(board: Board, where: Sequence[LatLon], rng: np.random.Generator) -> None:
    """As many teams as there are places are heard there, driving."""
    teams = list(board.district.teams.values())
    for n, place in zip(rng.choice(len(teams), len(where), replace=False).tolist(), where, strict=True):
        board.signals[teams[n].id] = _heard(teams[n], place, driving=True, rng=rng)


def _heard(team: Team, place: LatLon, *, driving: bool, rng: np.random.Generator) -> Signal:
    return Signal(team.id, place, NOW, float(rng.uniform(0, 360)) if driving else None, 30.0 if driving else 0.0)


def incident(number: int, at: LatLon, category: str, text: str) -> Incident:
    """An accepted emergency without a plan yet."""
    return Incident(
        number=number, version=1, stage=Stage.ACCEPTED, urgency=Urgency.EMERGENCY,
        severity=list(Severity)[number % len(Severity)], tier=Tier.STREET, category=category, place="", position=at,
        grid="", reports=(Report("phone", str(number), text, NOW, NOW),), reported_at=NOW, accepted_at=NOW, t0=NOW,
    )  # fmt: skip


def three_needs_each(ground: Ground, where: Sequence[LatLon]) -> list[Incident]:
    """An incident at each place under one of the shipped plans that ask for three sorts of teams at level IV."""
    plans = [plan for plan in ground.shelf.plans if _needs(plan) == 3]
    made = zip(range(1, len(where) + 1), where, islice(cycle(plans), len(where)), strict=True)
    return [replace(incident(n, at, "", ""), plan=PlanInForce.of(plan, ResponseLevel.IV)) for n, at, plan in made]


def _needs(plan: Plan) -> int:
    return next((len(level.staff) for level in plan.levels if level.level is ResponseLevel.IV), 0)
