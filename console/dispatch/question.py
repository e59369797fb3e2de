"""From waiting cases to the question that the assignment answers: places, options, wanted materials (DOMAIN § 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.assignment.keeping import keeping
from console.dispatch.assignment.problem import Option, Problem, Ranks, Slot, Wanted
from console.dispatch.cases import Case
from console.dispatch.fetching import Detours, Pick, already_coming, lacking, shortage_weight
from console.dispatch.places_to_fill import Offers, Place, cheapest, held_places, holding, offers, open_places
from console.dispatch.roster import Counts
from console.dispatch.standing import Standing
from console.model.picture import Picture
from console.model.plan import HAULAGE, MaterialNeed, StaffNeed
from console.model.recommendation import Recommendation
from console.phrase import Text

HAULING = 1
"""Penalty of sending one more team only to haul: a team that goes anyway is preferred."""
CAN_HAUL = "logistics"
STRAIGHT = -1
HAUL = StaffNeed(HAULAGE, Text("Bring the materials", "运送物资"), CAN_HAUL, 1, 0)


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
        """What leaving each place empty counts; nothing for a haul that nobody has to make."""
        return np.array([0 if p.need is HAUL else p.weight for p in self.places], np.int64)

    def problem(self) -> Problem:
        """The same as single records."""
        rows = zip(
            self.slot_of.tolist(), self.team_of.tolist(), self.cost.tolist(), self.depot_of.tolist(),
            self.arrives_s.tolist(), strict=True,
        )  # fmt: skip
        return Problem(
            tuple(
                Slot(p.case.incident.number, p.need.id, int(w)) for p, w in zip(self.places, self.weights, strict=True)
            ),
            tuple(Option(slot, team, Ranks(*cost), depot, arrives) for slot, team, cost, depot, arrives in rows),
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
    options = _Options(picture, standing, detours, wanted, len(places))
    before = kept_from(shown, standing, places)
    columns = _Columns()
    for number, (place, offer) in enumerate(zip(places, offered, strict=True)):
        for depot, kept in options.of(place, offer, before.get(number)):
            columns.add(number, kept, depot)
    items = sorted({need.item for _, need, _ in wanted})
    depots = [depot.id for depot in detours.depots]
    stock, aboard = _stocked(picture, depots, items), _stocked(picture, standing.ids, items)
    slots, teams, by_way_of, cost, arrives = columns.stacked()
    cost = keeping(slots, teams, cost, before)
    return Question(places, slots, teams, by_way_of, cost, arrives, standing.crew, wanted, coming, stock, aboard)


def _all_offers(places: Sequence[Place], cover: Counts) -> list[Offers]:
    """The offers for open places; those of one need, asked for several times, are the same."""
    known: dict[tuple[int, int], Offers] = {}
    for place in places:
        if place.alike not in known:
            known[place.alike] = offers(place, cover)
    return [known[place.alike] for place in places]


def _stocked(picture: Picture, owners: Sequence[str], items: Sequence[str]) -> Mapping[tuple[int, str], int]:
    """What each owner (by its index) has of ``items``."""
    if not items:
        return {}
    number, wanted = {owner: n for n, owner in enumerate(owners)}, set(items)
    return {
        (number[owner], item): quantity
        for (owner, item), quantity in picture.stock.items() if item in wanted and quantity > 0 and owner in number
    }  # fmt: skip


class _Columns:
    """Options collected place by place."""

    def __init__(self) -> None:
        self._parts: list[tuple[int, Offers, int]] = []

    def add(self, place: int, offered: Offers, depot: int) -> None:
        self._parts.append((place, offered, depot))

    def stacked(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], Counts, Counts]:
        sizes = [len(offered.teams) for _, offered, _ in self._parts]
        nothing = np.empty((0, len(Ranks._fields)), np.int64)
        cost = np.concatenate([nothing, *(offered.cost for _, offered, _ in self._parts)])
        teams = np.concatenate([np.empty(0, np.int64), *(offered.teams for _, offered, _ in self._parts)])
        places = np.repeat(np.array([place for place, _, _ in self._parts], np.int32), sizes)
        depots = np.repeat(np.array([depot for _, _, depot in self._parts], np.int32), sizes)
        return places, teams.astype(np.int32), depots, cost, cost[:, 3].copy()


def _held_offers(picture: Picture, place: Place, cover: Counts) -> Offers:
    assert place.held is not None, "a held place has its order"
    left = max(0, int((place.held.expected_at - picture.at).total_seconds()))
    own, others = holding(place, left), offers(place, cover)
    return Offers(np.concatenate([own.teams, others.teams]), np.concatenate([own.cost, others.cost]))


class _Options:
    """The options of each place: of all offers only those that some best choice could need."""

    def __init__(
        self, picture: Picture, standing: Standing, detours: Detours,
        missing: Sequence[tuple[Case, MaterialNeed, int]], places: int,
    ) -> None:  # fmt: skip
        self._standing = standing
        self._detours = detours
        self._keep = places
        self._items: dict[int, set[str]] = {}
        for case, need, _ in missing:
            self._items.setdefault(case.incident.number, set()).add(need.item)
        self._stock: Mapping[tuple[str, str], int] = picture.stock
        self._kept: dict[tuple[int, int], Sequence[tuple[int, Offers]]] = {}

    def of(self, place: Place, offered: Offers, shown: int | None) -> Sequence[tuple[int, Offers]]:
        """The depot (or ``STRAIGHT``) and the offers kept; the team ``shown`` for the place is always one of them."""
        if place.held is not None or shown is not None:
            return tuple(self._found(place, offered, shown))
        if place.alike not in self._kept:
            self._kept[place.alike] = tuple(self._found(place, offered, None))
        return self._kept[place.alike]

    def _found(self, place: Place, offered: Offers, shown: int | None) -> Iterator[tuple[int, Offers]]:
        items = self._items.get(place.case.incident.number, set())
        if place.need is not HAUL:
            for offer in self._straight(offered, items, shown):
                yield STRAIGHT, offer
        if place.held is None and items:
            for depot in self._depots_with(items):
                via = self._by_way_of(depot, place, offered)
                yield depot, cheapest(via, self._standing.crew, self._keep)

    def _straight(self, offered: Offers, items: set[str], shown: int | None) -> Iterator[Offers]:
        crew = self._standing.crew
        kept = cheapest(offered, crew, self._keep)
        yield kept
        listed = set(kept.teams.tolist())
        again = (offered.teams == shown) if shown is not None and shown not in listed else np.zeros(0, bool)
        if again.any():
            listed.add(shown)
            yield Offers(offered.teams[again], offered.cost[again])
        for item in sorted(items):
            owns = self._owners(item)[offered.teams] & ~np.isin(offered.teams, list(listed))
            more = cheapest(Offers(offered.teams[owns], offered.cost[owns]), crew, self._keep)
            listed.update(more.teams.tolist())
            yield more

    def _owners(self, item: str) -> NDArray[np.bool_]:
        """Which teams have some of ``item`` on their vehicle."""
        return self._owning[item]

    @cached_property
    def _owning(self) -> Mapping[str, NDArray[np.bool_]]:
        """The same for every item that is lacking, found in one go."""
        found = {item: np.zeros(len(self._standing.ids), bool) for items in self._items.values() for item in items}
        index = self._standing.index
        for (owner, item), quantity in self._stock.items():
            if item in found and quantity > 0 and owner in index:
                found[item][index[owner]] = True
        return found

    def _depots_with(self, items: set[str]) -> list[int]:
        return [
            d for d, depot in enumerate(self._detours.depots)
            if any(self._stock.get((depot.id, item), 0) > 0 for item in items)
        ]  # fmt: skip

    def _by_way_of(self, depot: int, place: Place, offered: Offers) -> Offers:
        """The offers with the detour counted; nobody is made late by it for what it is sent to do."""
        travel = self._detours.travel_s(depot, place.case)[offered.teams]
        there = np.isfinite(travel)
        eta = self._standing.turnout_s[offered.teams] + np.rint(np.where(there, travel, 0)).astype(np.int64)
        cost = offered.cost.copy()
        cost[:, 3] = eta
        if place.need is HAUL:
            cost[:, 1], cost[:, 2] = 0, HAULING
        else:
            late = place.case.elapsed_s + eta > place.need.arrive_within_s
            there &= ~(late & (offered.cost[:, 1] == 0))
            cost[:, 1] = late
        return Offers(offered.teams[there], cost[there])
