"""Cover: the share of grids, and of expected demand, that a free team reaches in time; what sending teams costs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from console.dispatch.cover.ahead import Ahead, hour_ahead
from console.dispatch.cover.demand import Demand, even_demand
from console.dispatch.cover.field import Field
from console.dispatch.cover.move_up import MoveUps, Reserve, Site, empty_bases, sites
from console.dispatch.cover.reached import COVER_WITHIN_S, GridsReached, grids_reached
from console.dispatch.cover.readiness import Readiness
from console.dispatch.cover.within import Floats, Indices, Share, Within, share, shares
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.standing import Standing
from console.geo import LatLon
from console.model.picture import Picture
from console.model.places import District
from console.model.recommendation import CoverPrice


@dataclass(frozen=True, slots=True)
class Loss:
    """What sending one team alone costs: grids, and the share of expected demand, that fall open within 3 minutes."""

    team: str
    grids: int
    demand: float


class Cover:
    """Cover of one picture. Any free team on duty counts; a grid counts by its centre.

    Demand is that of the picture's hour; without past cases every grid counts the same. Teams that share a crew
    leave together. Times are those of every second run (P50), turnout included. ``standing`` spares making the
    teams' columns again.
    """

    def __init__(
        self,
        district: District,
        network: RoadNetwork,
        picture: Picture,
        demand: Demand | None = None,
        standing: Standing | None = None,
    ) -> None:
        self._picture = picture
        self._field = Field(district, network, picture.conditions)
        self._known_demand = demand
        self._standing = standing if standing is not None else Standing(picture, district, network)
        self._ready = Readiness(district.local(picture.at).hour, self._standing.learned)
        self._free = np.flatnonzero(self._standing.free & self._standing.on_duty)
        self._row_of = np.full(len(self._standing.ids), -1)
        self._row_of[self._free] = np.arange(len(self._free))

    @cached_property
    def _reached(self) -> GridsReached:
        late_s = self._standing.turnout_s + round(self._ready.learned.per_run_s)
        return grids_reached(self._field, self._standing.groups, late_s, self._free)

    @property
    def _within(self) -> Within:
        return self._reached.within

    @cached_property
    def _demand(self) -> Demand:
        return self._known_demand or even_demand(self._field.codes)

    @cached_property
    def _expected(self) -> Floats:
        return self._demand.at(self._ready.local_hour)

    def _leaving(self, sent: Iterable[str]) -> list[int]:
        """Rows of the free teams that are gone when ``sent`` are."""
        mates = self._field.district.crew_mates
        gone = {one for team in sent for one in (team, *mates.get(team, ()))}
        return sorted(row for team in gone if (row := self._row(team)) >= 0)

    def _row(self, team: str) -> int:
        """The row of a free team; -1 for any other."""
        number = self._standing.index.get(team)
        return -1 if number is None else int(self._row_of[number])

    def _opened(self, rows: list[int]) -> Indices:
        """The grids nobody reaches any more when these free teams leave."""
        if len(rows) == 1:
            return self._within.only(rows[0])
        return np.flatnonzero((self._within.counts > 0) & (self._within.counts_without(rows) == 0))

    # -- now and after ------------------------------------------------------------------------------------------

    def covered(self) -> tuple[str, ...]:
        """The grids a free team reaches within three minutes, in order of their codes."""
        return tuple(self._field.codes[g] for g in np.flatnonzero(self._within.counts))

    def soonest_s(self) -> dict[str, float]:
        """Seconds until the first free team could be at each grid; grids nobody reaches in 5 minutes are left out."""
        seconds = self._reached.by_free.matrix().min(axis=0, initial=np.inf)
        return {code: float(s) for code, s in zip(self._field.codes, seconds, strict=True) if np.isfinite(s)}

    def shares(self, sent: frozenset[str] = frozenset()) -> tuple[Share, ...]:
        """Cover within 1, 3 and 5 minutes once ``sent`` are gone."""
        stay = np.delete(self._free, self._leaving(sent))
        return shares(self._reached.times.among(stay), self._expected)

    def loss(self, team: str) -> int:
        """How many grids fall open when ``team`` leaves."""
        rows = self._leaving((team,))
        return int(self._reached.alone[rows[0]]) if len(rows) == 1 else len(self._opened(rows))

    def losses(self) -> Indices:
        """How many grids fall open when each team, in order of ids, leaves; 0 for one that is not free."""
        found = np.zeros(len(self._standing.ids), np.int64)
        found[self._free] = self._reached.alone.astype(np.int64)
        for team in self._field.district.crew_mates:
            if (row := self._row(team)) >= 0:
                found[self._free[row]] = self.loss(team)
        return found

    def demand_lost(self, team: str) -> float:
        """The share of expected demand that falls open when ``team`` leaves."""
        opened = self._opened(self._leaving((team,)))
        return share(opened, self._expected)

    def dearest(self, most: int) -> tuple[Loss, ...]:
        """The free teams whose leaving opens most grids, then most demand; none that open none."""
        found = [(int(grids), self._standing.ids[i]) for i, grids in enumerate(self.losses()) if grids]
        least = sorted((grids for grids, _ in found), reverse=True)[:most][-1:]
        losses = [Loss(team, grids, self.demand_lost(team)) for grids, team in found if [grids] >= least]
        return tuple(sorted(losses, key=lambda loss: (-loss.grids, -loss.demand, loss.team))[:most])

    def only(self, team: str) -> tuple[str, ...]:
        """The grids that fall open when ``team`` leaves, in order of their codes."""
        return tuple(self._field.codes[g] for g in self._opened(self._leaving((team,))))

    def price(self, sent: frozenset[str]) -> CoverPrice:
        """What sending ``sent`` costs, and the best single relocation of a team that stays to an empty base."""
        rows, total = self._leaving(sent), max(1, len(self._field.codes))
        before, opened = int(np.count_nonzero(self._within.counts)), self._opened(rows)
        moves = self._moved(rows, empty_bases(self._picture, self._ids(rows)), 1).moves if len(opened) else ()
        names = tuple(self._field.codes[g] for g in opened)
        return CoverPrice(before / total, (before - len(opened)) / total, names, moves[0] if moves else None)

    # -- what could be done ---------------------------------------------------------------------------------------

    def move_up(self, sent: frozenset[str], posts: Mapping[str, LatLon] | None = None, most: int = 3) -> MoveUps:
        """The cheapest relocation of at most ``most`` teams that restores what sending ``sent`` opens.

        They may go to bases whose team is away, to depots, and to standing ``posts`` by their names.
        """
        rows = self._leaving(sent)
        return self._moved(rows, sites(self._field, self._picture, self._ids(rows), posts or {}), most)

    def _ids(self, rows: list[int]) -> set[str]:
        return {self._standing.ids[i] for i in self._free[rows].tolist()}

    @cached_property
    def _reserve(self) -> Reserve:
        return Reserve(self._field, self._ready, self._standing, self._reached.times)

    def _moved(self, gone: list[int], to: Sequence[Site], most: int) -> MoveUps:
        return self._reserve.move_up(np.delete(self._free, gone), self._within.counts > 0, to, COVER_WITHIN_S, most)

    def hour_ahead(self) -> Ahead:
        """Cover an hour from now, as far as it can be known."""
        return hour_ahead(self._field, self._picture, self._demand, self._ready.learned)
