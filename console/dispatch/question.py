"""From waiting cases to the question that the assignment answers: places, options, wanted materials (DOMAIN § 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.assignment.keeping import keeping
from console.dispatch.assignment.problem import Options, Problem, Slot, Wanted
from console.dispatch.cases import Case
from console.dispatch.fetching import Detours, Pick, already_coming, lacking, shortage_weight
from console.dispatch.listed import NOTHING, Known, Listed, Lists
from console.dispatch.places_to_fill import (
    HAUL,
    Asked,
    Offers,
    Place,
    held_places,
    holding,
    offers,
    open_places,
)
from console.dispatch.roster import Counts
from console.dispatch.standing import Standing
from console.dispatch.stocked import NOWHERE, Stocked
from console.model.picture import Picture
from console.model.plan import MaterialNeed
from console.model.recommendation import Recommendation

Lacking = tuple[Case, MaterialNeed, int]
"""A material need of a case, with the quantity that is lacking."""


class Before(NamedTuple):
    """What is worked out already, kept for as long as only some cases look farther."""

    offered: dict[Asked, Offers]  # who could take each place
    listed: Known  # of those, the options where nothing is brought


@dataclass(frozen=True)
class Question:
    """Everything asked at once: ``e`` options of ``places``, in columns, and what they stand for."""

    places: tuple[Place, ...]
    slot_of: NDArray[np.int32]  # (e,) index of the place
    team_of: NDArray[np.int32]  # (e,) index of the team
    depot_of: NDArray[np.int32]  # (e,) index of the depot it goes by; STRAIGHT for none
    cost: Counts  # (e, 6) in ranks
    arrives_s: Counts  # (e,) from now
    crew: NDArray[np.int32]  # by team
    wanted: tuple[Lacking, ...]
    stock: Mapping[tuple[int, str], int]  # by depot
    aboard: Mapping[tuple[int, str], int]  # by team

    @property
    def weights(self) -> Counts:
        """What leaving each place empty counts."""
        return np.array([p.weight for p in self.places], np.int64)

    def problem(self) -> Problem:
        """The same as the assignment is asked."""
        slot, team, depot = (column.astype(np.int64) for column in (self.slot_of, self.team_of, self.depot_of))
        return Problem(
            tuple(
                Slot(p.case.incident.number, p.need.id, int(w)) for p, w in zip(self.places, self.weights, strict=True)
            ),
            Options(slot, team, self.cost, depot, self.arrives_s),
            tuple(self.crew.tolist()),
            tuple(
                Wanted(c.incident.number, m.item, quantity, m.arrive_within_s - c.elapsed_s, shortage_weight(c))
                for c, m, quantity in self.wanted
            ),
            self.stock,
            self.aboard,
        )


def kept_from(shown: Mapping[int, Recommendation], standing: Standing, places: Sequence[Place]) -> dict[int, int]:
    """Place to team: what was shown last and is not sent yet, to be changed only for a gain worth telling."""
    left = {
        (number, row.need): [fill.team for fill in row.filled if not fill.already_sent and not fill.via_depot]
        for number, offered in shown.items() for row in offered.needs
    }  # fmt: skip
    kept = {}
    for n, place in enumerate(places):
        teams = left.get((place.case.incident.number, place.need.id), [])
        if place.held is None and teams and teams[0] in standing.index:
            kept[n] = standing.index[teams.pop(0)]
    return kept


@dataclass(frozen=True)
class Asking:
    """Everything that waits, and by whom it could be done: from this questions are put together.

    ``cover`` is what falls open without each team; what is ``shown`` is what was recommended last.
    """

    picture: Picture
    standing: Standing
    cases: Sequence[Case]
    detours: Detours
    cover: Counts
    shown: Mapping[int, Recommendation]
    before: Before

    @cached_property
    def coming(self) -> Mapping[int, Mapping[str, Sequence[Pick]]]:
        """By incident and material need: what runs already."""
        return {case.incident.number: already_coming(self.picture, case) for case in self.cases}

    @cached_property
    def wanted(self) -> tuple[Lacking, ...]:
        """The materials that are lacking."""
        return tuple(
            (case, need, quantity) for case in self.cases
            for need, quantity in lacking(self.coming[case.incident.number], case)
        )  # fmt: skip

    @cached_property
    def stocked(self) -> Stocked:
        """What there is of them."""
        items = {need.item for _, need, _ in self.wanted}
        near = np.logical_or.reduce([case.reaches for case in self.cases])
        return Stocked.of(self.picture.stock, self.detours.depots, self.standing, near, items)

    @cached_property
    def _teams(self) -> tuple[list[Place], list[Offers]]:
        """The places for teams, open ones before held ones, and who could take each."""
        opened = open_places(self.cases)
        offered, free = self._offers(opened), self.standing.free
        taken = np.unique(np.concatenate([np.empty(0, np.int64), *(o.teams[~free[o.teams]] for o in offered)]))
        held = list(held_places(self.cases, taken))
        offered += [_held_offers(self.picture, place, self.cover) for place in held]
        return [*opened, *held], offered

    def _offers(self, places: Sequence[Place]) -> list[Offers]:
        """The offers for open places; those of one need, asked for several times, are the same."""
        found = []
        for place in places:
            known = self.before.offered
            if place.alike not in known:
                known[place.alike] = offers(place, self.cover)
            found.append(known[place.alike])
        return found

    def question(
        self, wanted: Sequence[Lacking], keep: int | None = None, taken: Mapping[int, int] = MappingProxyType({})
    ) -> Question:
        """All places for teams, and these materials with one more team to haul for each that is lacking at all.

        ``keep`` is how many of the cheapest crews are listed of each kind, where not as many as may be needed; the
        team that is ``taken`` for a place (by its number) is listed in any case.
        """
        places, offered = self._teams
        extra = [Place(case, HAUL) for case, _, _ in self.wanted] if wanted else []
        places, offered = [*places, *extra], [*offered, *self._offers(extra)]
        shown = kept_from(self.shown, self.standing, places)
        items: dict[int, set[str]] = {}
        for case, need, _ in wanted:
            items.setdefault(case.incident.number, set()).add(need.item)
        stocked = self.stocked if wanted else NOWHERE
        most = len(places) if keep is None else keep
        lists = Lists(self.standing, self.detours, stocked, items, most, {} if wanted else self.before.listed)
        listed = [
            lists.of(place, offer, [known[n] for known in (shown, taken) if n in known])
            for n, (place, offer) in enumerate(zip(places, offered, strict=True))
        ]
        slots = np.repeat(np.arange(len(places), dtype=np.int32), [len(one.teams) for one in listed])
        options = Listed.joined([NOTHING, *listed])
        teams, depots = options.teams.astype(np.int32), options.depots.astype(np.int32)
        cost = keeping(slots, teams, options.cost, shown)
        return Question(
            tuple(places), slots, teams, depots, cost, options.cost[:, 3].copy(), self.standing.crew, tuple(wanted),
            stocked.depots, stocked.teams,
        )  # fmt: skip


def _held_offers(picture: Picture, place: Place, cover: Counts) -> Offers:
    assert place.held is not None, "a held place has its order"
    left = max(0, int((place.held.expected_at - picture.at).total_seconds()))
    own, others = holding(place, left), offers(place, cover)
    return Offers(np.concatenate([own.teams, others.teams]), np.concatenate([own.cost, others.cost]))
