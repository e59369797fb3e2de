"""What cover is asked about: the grids of a district on the roads as they are, and teams placed somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from console.dispatch.cover.readiness import Stand
from console.dispatch.cover.table import GridTable
from console.dispatch.cover.tables import Places, grid_table
from console.dispatch.cover.within import Floats, Indices, Times
from console.dispatch.grouping import Group
from console.dispatch.latest import Latest
from console.dispatch.roads.network import RoadNetwork
from console.geo import LatLon
from console.model.places import District, Team
from console.model.roads import Conditions


def _grids_of(_: Sequence[None], district: District) -> tuple[tuple[str, ...], Places]:
    codes = tuple(sorted(district.grids))
    return codes, tuple(district.grids[code].centre for code in codes)


_in_order = Latest(_grids_of)


@dataclass(frozen=True)
class Field:
    """The grids of a district, in order of their codes, and the roads under ``conditions``."""

    district: District
    network: RoadNetwork
    conditions: Conditions

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The grids in the order of every array."""
        return _in_order.of((), self.district)[0]

    @property
    def _centres(self) -> Places:
        return _in_order.of((), self.district)[1]

    def waives(self, team: Team) -> bool:
        """Whether ``team`` drives as an emergency vehicle; ``False`` where no road makes a difference."""
        return self.network.tells_apart and team.kind in self.district.waives_turns

    def table(self, emergency: bool) -> GridTable:
        """The grids by road node."""
        return grid_table(self.network, self._centres, self.conditions, emergency)

    def travel_from(self, places: Sequence[LatLon], emergency: bool) -> Floats:
        """Travel seconds from each of ``places`` to each grid, (places, grids); infinite beyond five minutes."""
        starts = self.network.starts(places, self.conditions, emergency)
        return self.table(emergency).times(starts, np.zeros(len(places), np.int64)).matrix()

    def placed(self, stands: Sequence[Stand]) -> Times:
        """Seconds from each of some teams placed anywhere to every grid within five minutes, turnout included."""
        groups = []
        for emergency in (False, True):
            who = [i for i, stand in enumerate(stands) if self.waives(stand.team) == emergency]
            if who:
                places, headings = [stands[i].position for i in who], [stands[i].heading_deg for i in who]
                starts = self.network.starts(places, self.conditions, emergency, headings)
                groups.append(Group(emergency, np.array(who, np.int64), starts))
        return self.times(groups, np.array([stand.turnout_s for stand in stands], np.int64))

    def times(self, groups: Sequence[Group], late_s: Indices) -> Times:
        """Seconds from each team to every grid within five minutes; team ``i`` rolls after ``late_s[i]``."""
        parts = [Times(*(np.empty(0, np.int64),) * 2, np.empty(0), 0, 0)]
        for emergency, who, starts in groups:
            part = self.table(emergency).times(starts, late_s[who])
            parts.append(Times(who[part.team], part.grid, part.seconds, 0, 0))
        team = np.concatenate([part.team for part in parts])
        order = np.argsort(team, kind="stable")
        grid = np.concatenate([part.grid for part in parts])[order]
        seconds = np.concatenate([part.seconds for part in parts])[order]
        return Times(team[order], grid, seconds, len(late_s), len(self.codes))
