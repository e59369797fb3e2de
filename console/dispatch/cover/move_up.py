"""Move-up: which teams that stay go where, so that what sending others opens is covered again (DOMAIN § 5.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from console.dispatch.cover.field import Field, Placed
from console.dispatch.cover.readiness import Readiness
from console.dispatch.cover.relocate import relocate
from console.dispatch.cover.relocation import Flags, Ground, Relocation, counts_after, one_move
from console.dispatch.cover.within import Floats, Indices
from console.geo import LatLon
from console.model.picture import Picture
from console.model.recommendation import MoveUp

MOVE_WITHIN_S = 1200.0
"""No team farther than this from a site is moved there: what is open would be open too long."""


@dataclass(frozen=True, slots=True)
class MoveUps:
    """Relocations to be made together; the cover each names is that after all of them.

    ``still_open`` are grids that sending opens and the moves do not close; ``gap`` is the share of the travel that
    a better answer could save at most, 0 for a proved best.
    """

    moves: tuple[MoveUp, ...]
    still_open: tuple[str, ...]
    gap: float


@dataclass(frozen=True)
class Reserve:
    """The teams that stay (``stay`` among ``placed``) and the grids ``wanted``: those covered before."""

    field: Field
    ready: Readiness
    placed: Placed
    stay: Indices
    wanted: Flags

    def move_up(self, to: Sequence[Site], limit_s: int, most: int) -> MoveUps:
        """The cheapest relocation to ``to`` that leaves fewest wanted grids without a team within ``limit_s``."""
        ground = self._ground(to, limit_s)
        found = one_move(ground) if most == 1 else relocate(ground, most)
        return self._told(found, ground, to)

    def _ground(self, to: Sequence[Site], limit_s: int) -> Ground:
        """Teams that drive alike and need as long to roll, in a base and beside their vehicle, are one class."""
        teams = [self.placed.stands[i].team for i in self.stay.tolist()]
        alike = [(self.field.waives(t), self.ready.in_a_base_s(t), self.ready.with_vehicle_s(t)) for t in teams]
        kinds = sorted(set(alike))
        number = {kind: i for i, kind in enumerate(kinds)}
        seconds = {kind[0]: self.field.travel_from([site.place for site in to], kind[0]) for kind in kinds}
        in_a_base = np.array([[site.is_base] for site in to], np.bool_).reshape(-1, 1)
        reach = np.zeros((len(kinds), len(to), len(self.field.codes)), np.bool_)
        for i, (emergency, base_s, vehicle_s) in enumerate(kinds):
            reach[i] = seconds[emergency] + np.where(in_a_base, base_s, vehicle_s) <= limit_s

        def travel(site: int) -> Floats:
            return np.rint(self.placed.travel_to(to[site].place, MOVE_WITHIN_S)[self.stay])

        within = self.placed.times.among(self.stay).within(limit_s)
        return Ground(within, self.wanted, np.array([number[k] for k in alike], np.int64), reach, travel)

    def _told(self, found: Relocation, ground: Ground, to: Sequence[Site]) -> MoveUps:
        after = counts_after(ground, found.moves)
        cover = np.count_nonzero(after) / max(1, len(self.field.codes))
        who = [self.placed.stands[self.stay[move.team]].team.id for move in found.moves]
        moves = tuple(
            MoveUp(team, to[move.site].id, int(move.travel_s), cover)
            for team, move in zip(who, found.moves, strict=True)
        )
        still_open = np.flatnonzero(self.wanted & (after == 0)).tolist()
        return MoveUps(moves, tuple(self.field.codes[g] for g in still_open), found.gap)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a team could stand: the base of the team ``id``, or a depot or post, where crews stay by their vehicle."""

    id: str
    place: LatLon
    is_base: bool = False


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
