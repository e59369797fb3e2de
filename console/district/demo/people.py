"""Posts of the demo district: grid leaders, grid staff, advisers and the co-governance brigade, as codes only."""

from __future__ import annotations

from console.district.demo.gridding import Cell
from console.district.demo.teams import CREWS, SQUADS

ADVISERS = 39
_STAFF_PER_GRID = 2
Row = tuple[str, str, str, str]


def posts(cells: list[Cell]) -> list[Row]:
    """Rows of ``people.csv``: id, role, grid, team."""
    return [*_leaders(cells), *_staff(cells), *_advisers(cells), *_brigade()]


def _leaders(cells: list[Cell]) -> list[Row]:
    first: dict[str, str] = {}
    for cell in cells:
        first.setdefault(cell.leader, cell.code)
    return [(leader, "grid_leader", grid, "") for leader, grid in first.items()]


def _staff(cells: list[Cell]) -> list[Row]:
    seats = [squad.id for squad in SQUADS for _ in range(squad.crew)]
    grids = [cell.code for cell in cells for _ in range(_STAFF_PER_GRID)]
    every = len(grids) // len(seats)
    teams = {n * every: team for n, team in enumerate(seats)}
    return [(f"GS-{n + 1:03d}", "grid_staff", grid, teams.get(n, "")) for n, grid in enumerate(grids)]


def _advisers(cells: list[Cell]) -> list[Row]:
    grids = [cells[n * len(cells) // ADVISERS].code for n in range(ADVISERS)]
    return [(f"AD-{n:02d}", "adviser", grid, "") for n, grid in enumerate(grids, 1)]


def _brigade() -> list[Row]:
    teams = [crew.id for crew in CREWS for _ in range(crew.crew)]
    return [(f"CG-{n:02d}", "brigade", "", team) for n, team in enumerate(teams, 1)]
