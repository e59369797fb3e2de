"""What cover is asked about: the grids of a district on the roads as they are, and teams that stand somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.cover.tables import Places, grid_table
from console.dispatch.cover.within import Floats, Times
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roads.reach import Starts
from console.geo import LatLon
from console.model.places import District, Team
from console.model.roads import Conditions

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stand:
    """A team at a place: it rolls ``turnout_s`` after it is called; ``heading_deg`` only of one that moves."""

    team: Team
    position: LatLon
    turnout_s: int
    heading_deg: float | None = None


@dataclass(frozen=True)
class Field:
    """The grids of a district, in order of their codes, and the roads under ``conditions``."""

    district: District
    network: RoadNetwork
    conditions: Conditions

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The grids in the order of every array."""
        return tuple(sorted(self.district.grids))

    @cached_property
    def _centres(self) -> Places:
        return tuple(self.district.grids[code].centre for code in self.codes)

    @cached_property
    def _told_apart(self) -> bool:
        """Whether any road makes a difference between those who obey turn restrictions and those who do not."""
        return bool(self.network.roads.turns) or bool(self.network.roads.emergency_only.any())

    def waives(self, team: Team) -> bool:
        """Whether ``team`` drives as an emergency vehicle."""
        return self._told_apart and team.kind in self.district.waives_turns

    def groups(self, stands: Sequence[Stand]) -> list[tuple[bool, Indices, Starts]]:
        """Who drives by the same rules: whether as emergency vehicles, which of ``stands``, and where they start."""
        waives = np.array([self.waives(stand.team) for stand in stands], np.bool_)
        found = []
        for emergency in (False, True):
            who = np.flatnonzero(waives == emergency)
            if len(who):
                places = [stands[i].position for i in who.tolist()]
                headings = [stands[i].heading_deg for i in who.tolist()]
                found.append((emergency, who, self.network.starts(places, self.conditions, emergency, headings)))
        return found

    def times(self, stands: Sequence[Stand]) -> Times:
        """Seconds from each stand to every grid within five minutes, turnout included."""
        turnout = np.array([stand.turnout_s for stand in stands], np.int64)
        parts: list[tuple[Indices, Indices, Floats]] = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
        for emergency, who, starts in self.groups(stands):
            table = grid_table(self.network, self._centres, self.conditions, emergency)
            part = table.times(starts, turnout[who])
            parts.append((who[part.team], part.grid, part.seconds))
        team, grid, seconds = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(team, kind="stable")
        return Times(team[order], grid[order], seconds[order], len(stands), len(self.codes))

    def travel_from(self, places: Sequence[LatLon], emergency: bool) -> Floats:
        """Travel seconds from each of ``places`` to each grid, (places, grids); infinite beyond five minutes."""
        starts = self.network.starts(places, self.conditions, emergency)
        table = grid_table(self.network, self._centres, self.conditions, emergency)
        return table.times(starts, np.zeros(len(places), np.int64)).matrix()
