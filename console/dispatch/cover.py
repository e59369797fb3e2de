"""Cover: the share of grids a free team reaches within 3 minutes, its price, and the move-up that wins it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from console.dispatch.candidates import turnout_s
from console.dispatch.roads.network import RoadNetwork
from console.errors import NoRoute
from console.geo import LatLon
from console.model.picture import Picture, TeamNow
from console.model.places import District
from console.model.recommendation import CoverPrice, MoveUp

COVER_WITHIN_S = 180


class Cover:
    """Cover of one picture. Any free team counts; a grid counts by its centre."""

    def __init__(self, district: District, network: RoadNetwork, picture: Picture) -> None:
        self._grids = district.grids
        self._network = network
        self._roads = picture.conditions
        self._bases = {t.id: t.base for t in district.teams.values()}
        self._free = {t.team.id: t for t in picture.teams.values() if t.why_not is None}
        self._reached = {id_: self._grids_from(t.position, turnout_s(t)) for id_, t in self._free.items()}
        self._times = Counter(grid for grids in self._reached.values() for grid in grids)

    def _grids_from(self, position: LatLon, turnout: int) -> frozenset[str]:
        return frozenset(
            code for code, seconds in self._seconds(position).items() if seconds + turnout <= COVER_WITHIN_S
        )

    def _seconds(self, position: LatLon) -> Mapping[str, float]:
        found: dict[str, float] = {}
        for code, grid in self._grids.items():
            try:
                reach = self._network.towards(grid.centre, self._roads, COVER_WITHIN_S)
                found[code] = self._network.way(position, reach)[0]
            except NoRoute:
                continue
        return found

    def loss(self, team: str) -> int:
        """How many grids only ``team`` reaches in time."""
        return sum(1 for grid in self._reached.get(team, ()) if self._times[grid] == 1)

    def only(self, team: str) -> tuple[str, ...]:
        """The grids only ``team`` reaches in time."""
        return tuple(sorted(grid for grid in self._reached.get(team, ()) if self._times[grid] == 1))

    def _covered(self, teams: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self._reached[team] for team in teams if team in self._reached))

    def price(self, sent: frozenset[str]) -> CoverPrice:
        """What sending ``sent`` costs, and the cheapest relocation of a team that stays."""
        total = max(1, len(self._grids))
        before, after = self._covered(self._free), self._covered(set(self._free) - sent)
        opened = tuple(sorted(before - after))
        move = self._move_up(sent, after) if opened else None
        return CoverPrice(len(before) / total, len(after) / total, opened, move)

    def _move_up(self, sent: frozenset[str], after: frozenset[str]) -> MoveUp | None:
        """The relocation to an emptied base that wins back most grids; ties go to the shorter way."""
        stay = sorted(set(self._free) - sent)
        rest = {team: self._covered(t for t in stay if t != team) for team in stay}
        best: tuple[int, int, str, str] | None = None
        for empty in sorted(sent & self._bases.keys()):
            seconds = self._seconds(self._bases[empty])
            for team in stay:
                within = COVER_WITHIN_S - self._free[team].team.turnout_s
                cover = len(rest[team].union(code for code, s in seconds.items() if s <= within))
                if cover <= len(after):
                    continue
                travel = self._travel(self._free[team], self._bases[empty])
                if travel is not None and (best is None or (-cover, travel, team, empty) < best):
                    best = (-cover, travel, team, empty)
        if best is None:
            return None
        return MoveUp(best[2], best[3], best[1], -best[0] / max(1, len(self._grids)))

    def _travel(self, team: TeamNow, to: LatLon) -> int | None:
        try:
            reach = self._network.towards(to, self._roads)
            return round(self._network.way(team.position, reach)[0])
        except NoRoute:
            return None
