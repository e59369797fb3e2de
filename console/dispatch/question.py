"""From waiting cases to the question that the assignment answers: places, options, wanted materials (DOMAIN § 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.dispatch.assignment.keeping import keeping
from console.dispatch.assignment.problem import Options, Problem, Slot, Wanted
from console.dispatch.cases import Case
from console.dispatch.fetching import Detours, Pick, already_coming, lacking, shortage_weight
from console.dispatch.listed import Listed, Lists
from console.dispatch.places_to_fill import (
    HAUL,
    RANKS,
    Offers,
    Place,
    held_places,
    holding,
    offers,
    open_places,
)
from console.dispatch.roster import Counts
from console.dispatch.standing import Standing
from console.dispatch.stocked import Stocked
from console.model.picture import Picture
from console.model.plan import MaterialNeed
from console.model.recommendation import Recommendation


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
    wanted: tuple[tuple[Case, MaterialNeed, int], ...]  # what is lacking, with the quantity
    coming: Mapping[int, Mapping[str, Sequence[Pick]]]  # by incident and material need: what runs already
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


def ask(
    picture: Picture,
    standing: Standing,
    cases: Sequence[Case],
    detours: Detours,
    cover: Counts,
    shown: Mapping[int, Recommendation],
) -> Question:
    """Everything that waits, asked at once; ``shown`` is what was recommended last."""
    opened = open_places(cases)
    offered = _all_offers(opened, cover)
    taken = np.unique(np.concatenate([np.empty(0, np.int64), *(o.teams[~standing.free[o.teams]] for o in offered)]))
    held = list(held_places(cases, taken))
    offered += [_held_offers(picture, place, cover) for place in held]
    coming = {case.incident.number: already_coming(picture, case) for case in cases}
    wanted = tuple((c, need, quantity) for c in cases for need, quantity in lacking(coming[c.incident.number], c))
    hauls = [Place(case, HAUL) for case, _, _ in wanted]
    offered += _all_offers(hauls, cover)
    places = (*opened, *held, *hauls)
    before = kept_from(shown, standing, places)
    items: dict[int, set[str]] = {}
    for case, need, _ in wanted:
        items.setdefault(case.incident.number, set()).add(need.item)
    stocked = Stocked(picture.stock, [d.id for d in detours.depots], standing.index, set().union(*items.values()))
    lists = Lists(standing, detours, stocked, items, len(places))
    listed = [
        lists.of(place, offer, before.get(n)) for n, (place, offer) in enumerate(zip(places, offered, strict=True))
    ]
    slots = np.repeat(np.arange(len(places), dtype=np.int32), [len(one.teams) for one in listed])
    options = Listed.joined([Listed(*(np.empty((0, *shape), np.int64) for shape in ((), (), (RANKS,)))), *listed])
    teams, depots = options.teams.astype(np.int32), options.depots.astype(np.int32)
    cost = keeping(slots, teams, options.cost, before)
    return Question(
        places, slots, teams, depots, cost, options.cost[:, 3].copy(), standing.crew, wanted, coming,
        stocked.depots, stocked.teams,
    )  # fmt: skip


def _all_offers(places: Sequence[Place], cover: Counts) -> list[Offers]:
    """The offers for open places; those of one need, asked for several times, are the same."""
    known: dict[tuple[int, int], Offers] = {}
    for place in places:
        if place.alike not in known:
            known[place.alike] = offers(place, cover)
    return [known[place.alike] for place in places]


def _held_offers(picture: Picture, place: Place, cover: Counts) -> Offers:
    assert place.held is not None, "a held place has its order"
    left = max(0, int((place.held.expected_at - picture.at).total_seconds()))
    own, others = holding(place, left), offers(place, cover)
    return Offers(np.concatenate([own.teams, others.teams]), np.concatenate([own.cost, others.cost]))
