"""Move-up: which teams that stay go where, so that what sending others opens is covered again (DOMAIN § 5.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from console.dispatch.cover.field import Field
from console.dispatch.cover.readiness import Readiness
from console.dispatch.cover.relocate import relocate
from console.dispatch.cover.relocation import Flags, Ground, Relocation, counts_after, one_move
from console.dispatch.cover.within import Floats, Indices, Times
from console.dispatch.standing import Standing
from console.errors import NoRoute
from console.geo import LatLon
from console.model.picture import Picture
from console.model.recommendation import MoveUp


@dataclass(frozen=True, slots=True)
class MoveUps:
    """Relocations to be made together; the cover each names is that after all of them.

    ``still_open`` are grids that sending opens and the moves do not close; ``gap`` is the share of the travel that
    a better answer could save at most, 0 for a proved best.
    """

    moves: tuple[MoveUp, ...]
    still_open: tuple[str, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class Site:
    """Where a team could stand: the base of the team ``id``, or a depot or post, where crews stay by their vehicle."""

    id: str
    place: LatLon
    is_base: bool = False


@dataclass(frozen=True)
class Reserve:
    """Every team of a picture, free or not, as what could be moved."""

    field: Field
    ready: Readiness
    standing: Standing
    times: Times

    @cached_property
    def _kinds(self) -> tuple[list[tuple[bool, int, int]], Indices]:
        """How teams set out from a new place, and of which kind each is.

        Alike are those that drive alike and need as long to roll, in a base and beside their vehicle.
        """
        ready = self.ready
        teams = [now.team for now in self.standing.now]
        alike = [(self.field.waives(t), ready.in_a_base_s(t), ready.with_vehicle_s(t)) for t in teams]
        kinds = sorted(set(alike))
        number = {kind: i for i, kind in enumerate(kinds)}
        return kinds, np.array([number[kind] for kind in alike], np.int64)

    def move_up(self, stay: Indices, wanted: Flags, to: Sequence[Site], limit_s: int, most: int) -> MoveUps:
        """The cheapest relocation among the teams ``stay`` to the sites ``to``.

        Of the ``wanted`` grids it leaves as few as can be without a team within ``limit_s``.
        """
        reach = self._reach(to, limit_s)

        def travel(site: int, horizon_s: float) -> Floats:
            return np.rint(self._travel_s(to[site].place, horizon_s)[stay])

        within = self.times.among(stay).within(limit_s)
        ground = Ground(within, wanted, self._kinds[1][stay], reach, travel)
        found = one_move(ground) if most == 1 else relocate(ground, most)
        return self._told(found, ground, stay, to)

    def _reach(self, to: Sequence[Site], limit_s: int) -> Flags:
        """Whether a team of each kind standing at each site reaches each grid in time."""
        kinds, _ = self._kinds
        places, in_a_base = [site.place for site in to], np.array([site.is_base for site in to], np.bool_)
        seconds = {emergency: self.field.travel_from(places, emergency) for emergency, _, _ in kinds}
        reach = np.zeros((len(kinds), len(to), len(self.field.codes)), np.bool_)
        for i, (emergency, base_s, vehicle_s) in enumerate(kinds):
            reach[i] = seconds[emergency] + np.where(in_a_base, base_s, vehicle_s)[:, None] <= limit_s
        return reach

    def _travel_s(self, place: LatLon, horizon_s: float) -> Floats:
        try:
            return self.standing.look(place, horizon_s).travel_s
        except NoRoute:
            return np.full(len(self.standing.now), np.inf)

    def _told(self, found: Relocation, ground: Ground, stay: Indices, to: Sequence[Site]) -> MoveUps:
        after = counts_after(ground, found.moves)
        cover = np.count_nonzero(after) / max(1, len(self.field.codes))
        moves = tuple(
            MoveUp(self.standing.ids[stay[move.team]], to[move.site].id, int(move.travel_s), cover)
            for move in found.moves
        )
        still_open = np.flatnonzero(ground.wanted & (after == 0)).tolist()
        return MoveUps(moves, tuple(self.field.codes[g] for g in still_open), found.gap)


def empty_bases(picture: Picture, sent: Set[str]) -> list[Site]:
    """The bases of teams sent or bound; of several in one place the first."""
    away = [team for team, now in sorted(picture.teams.items()) if team in sent or now.order is not None]
    return _one_each([Site(team, picture.teams[team].team.base, is_base=True) for team in away])


def sites(field: Field, picture: Picture, sent: Set[str], posts: Mapping[str, LatLon]) -> list[Site]:
    """Everywhere a team could stand: empty bases, depots and ``posts``, one for each place."""
    depots = [Site(depot.id, depot.position) for depot in field.district.depots.values()]
    return _one_each([*empty_bases(picture, sent), *depots, *(Site(post, place) for post, place in posts.items())])


def _one_each(named: Sequence[Site]) -> list[Site]:
    first: dict[LatLon, Site] = {}
    for site in named:
        first.setdefault(site.place, site)
    return list(first.values())
