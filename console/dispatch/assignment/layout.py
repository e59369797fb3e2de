"""A problem in columns: one array per field, so that 100,000 options are looked at in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy

from console.dispatch.assignment.contest import STEPS
from console.dispatch.assignment.problem import Options, Problem

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

IN_TIME, LATE = 2, 1


class Ways(NamedTuple):
    """Every (wanted, option) pair where the option could bring part of the wanted, ordered by wanted, then option.

    ``option`` is a row of the layout; ``depot`` is -1 where it goes by none that holds the item; ``place`` is the
    place of its slot among the slots of the incident; ``label`` is equal for options of a slot that bring the same
    in the same time, and greater than 0.
    """

    wanted: Whole
    option: Whole
    depot: Whole
    aboard: Whole
    late: Mask
    place: Whole
    label: Whole


@dataclass(frozen=True)
class Layout:
    """The arrays of one problem.

    Options are rows, ordered by slot; ``number`` is where each stands in the problem. ``brings`` gives the labels
    of an option in one column for each wanted of its incident. ``source`` gives, by (wanted, depot or place), the
    number of what would be drawn on: first the stock of (item, depot), then what the team of (slot, item) has on
    board; ``stock`` is the free quantity of each source, 0 for what is on board.
    """

    problem: Problem
    options: Options  # of the problem, in its order
    number: Whole
    slot: Whole
    crew: Whole
    cost: Whole
    weight: Whole  # of each slot
    incident: Whole  # of each slot
    place: Whole  # of each slot among the slots of its incident
    wanted_incident: Whole
    wanted_weight: Whole
    quantity: Whole
    item: Whole  # of each wanted, numbered
    ways: Ways
    brings: Whole
    source: Whole
    stock: Whole
    depots: int
    contest_steps: int  # how many claims are tried in each group that competes for too little

    @classmethod
    def of(cls, problem: Problem, contest_steps: int = STEPS) -> Layout:
        """Lay out ``problem``."""
        slots, wanted, given = problem.slots, problem.wanted, Options.of(problem.options)
        number = np.argsort(given.slot, kind="stable")
        options = given.rows(number)
        incident = np.array([slot.incident for slot in slots], np.int64)
        place = _places(incident)
        items = {item: k for k, item in enumerate(sorted({w.item for w in wanted}))}
        of_item = np.array([items[w.item] for w in wanted], np.int64)
        depots = 1 + max((depot for depot, _ in problem.stock), default=-1)
        held, carried = _table(problem.stock, depots, items), _table(problem.aboard, len(problem.crews), items)
        ways = _ways(problem, of_item, options, incident, place, held, carried)
        return cls(
            problem=problem,
            options=given,
            number=number,
            slot=options.slot,
            crew=np.array(problem.crews, np.int64)[options.team],
            cost=options.cost,
            weight=np.array([slot.weight for slot in slots], np.int64),
            incident=incident,
            place=place,
            wanted_incident=np.array([w.incident for w in wanted], np.int64),
            wanted_weight=np.array([w.weight for w in wanted], np.int64),
            quantity=np.array([w.quantity for w in wanted], np.int64),
            item=of_item,
            ways=ways,
            brings=_labels(problem, ways, len(options)),
            source=_sources(problem, of_item, incident, place, held),
            stock=np.concatenate([held.T.ravel(), np.zeros(len(slots) * len(items), np.int64)]),
            depots=depots,
            contest_steps=contest_steps,
        )

    @cached_property
    def start(self) -> Whole:
        """Where the options of each slot start, and at last how many there are."""
        return np.searchsorted(self.slot, np.arange(len(self.weight) + 1))

    def rows(self, slot: int) -> slice:
        """The options of one slot."""
        return slice(int(self.start[slot]), int(self.start[slot + 1]))

    @cached_property
    def outweighing(self) -> int:
        """More than all weights together, and all that options count in the first rank."""
        return 1 + int(np.abs(self.weight).sum() + np.abs(self.cost[:, 0]).sum())

    @cached_property
    def party(self) -> Whole:
        """The incident of each wanted, numbered from 0."""
        return np.unique(self.wanted_incident, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def party_of_slot(self) -> Whole:
        """The same number for each slot, -1 where its incident wants nothing."""
        known = np.unique(self.wanted_incident)
        at = np.searchsorted(known, self.incident)
        found = at < len(known)
        found[found] = known[at[found]] == self.incident[found]
        return np.where(found, at, -1)

    @cached_property
    def when(self) -> Whole:
        """When each way brings what it brings."""
        return np.where(self.ways.late, LATE, IN_TIME)

    def kinds(self, options: Whole) -> Whole:
        """A number for each of some options, equal for those that bring the same to the same incident."""
        found = self.party_of_slot[self.slot[options]]
        for labels in self.brings[options].T:
            found = np.unique(found * (int(labels.max(initial=0)) + 1) + labels, return_inverse=True)[1]
        return found

    def depot_of(self, labels: Whole) -> Whole:
        """The depot a label stands for, -1 for none."""
        depots: Whole = labels // 2 // (len(self.problem.crews) + 1) - 1
        return depots

    def carrier_of(self, labels: Whole) -> Whole:
        """The team (counted from 1) whose load a label stands for, 0 for none."""
        carriers: Whole = labels // 2 % (len(self.problem.crews) + 1)
        return carriers

    def reach(self, allowed: Mask) -> tuple[Whole, Whole]:
        """What could be drawn on if each slot took all its ``allowed`` options, and how much each source has.

        The first is 0, LATE or IN_TIME by (wanted, depot or place). Of what teams have on board a slot counts with
        the most that any of them carries.
        """
        ways = self.ways
        rows = np.flatnonzero(allowed[ways.option])
        found = np.zeros(self.source.shape, np.int64)
        first, depot, when = ways.wanted[rows] * self.source.shape[1], ways.depot[rows], self.when[rows]
        passing = depot >= 0
        np.maximum.at(found.reshape(-1), (first + depot)[passing], when[passing])
        carrying = np.flatnonzero(ways.aboard[rows] > 0)
        column = (first + self.depots + ways.place[rows])[carrying]
        np.maximum.at(found.reshape(-1), column, when[carrying])
        most = self.stock.copy()
        np.maximum.at(most, self.source.reshape(-1)[column], ways.aboard[rows[carrying]])
        return found, most

    def most(self, allowed: Mask, reach: Whole, held: Whole) -> Whole:
        """How much of each wanted its slots could bring at most: one depot each, no two the same, nobody else served.

        ``reach`` and ``held`` are those of the ``allowed`` options.
        """
        found = self.quantity.copy()
        stock = np.where(reach[:, : self.depots] > 0, held[self.source[:, : self.depots]], 0)
        for j in np.flatnonzero(stock.max(axis=1, initial=0) < self.quantity).tolist():
            first, end = np.searchsorted(self.ways.wanted, [j, j + 1])
            rows = first + np.flatnonzero(allowed[self.ways.option[first:end]])
            passing = rows[self.ways.depot[rows] >= 0]
            each = np.zeros((self.source.shape[1] - self.depots, self.depots), np.int64)
            each[self.ways.place[passing], self.ways.depot[passing]] = stock[j, self.ways.depot[passing]]
            aboard = int(held[self.source[j, self.depots :]][reach[j, self.depots :] > 0].sum())
            found[j] = min(
                found[j], aboard + int(each[scipy.optimize.linear_sum_assignment(each, maximize=True)].sum())
            )
        return found

    def twin(self, slot: int, allowed: Mask, marked: Whole) -> bytes:
        """Equal for two slots that take the same allowed options at the same cost, the same of them ``marked``."""
        rows = self.rows(slot)
        mine = rows.start + np.flatnonzero(allowed[rows])
        columns = (self.crew[mine, None], self.cost[mine], self.brings[mine], np.isin(mine, marked)[:, None])
        return np.concatenate([self.weight[[slot]], np.concatenate(columns, axis=1).ravel()]).tobytes()


def _places(incident: Whole) -> Whole:
    """The place of each slot among the slots of its incident."""
    order = np.argsort(incident, kind="stable")
    in_order = incident[order]
    found = np.empty(len(incident), np.int64)
    found[order] = np.arange(len(incident)) - np.searchsorted(in_order, in_order)
    return found


def _table(held: Mapping[tuple[int, str], int], rows: int, items: Mapping[str, int]) -> Whole:
    found = np.zeros((rows, len(items)), np.int64)
    for (row, item), quantity in held.items():
        if item in items:
            found[row, items[item]] = quantity
    return found


def _ways(
    problem: Problem, of_item: Whole, options: Options, incident: Whole, place: Whole, held: Whole, carried: Whole
) -> Ways:
    by_incident = np.argsort(incident[options.slot], kind="stable")
    in_order = incident[options.slot][by_incident]
    where = np.array([w.incident for w in problem.wanted], np.int64)
    first, end = np.searchsorted(in_order, where), np.searchsorted(in_order, where, "right")
    wanted = np.repeat(np.arange(len(where)), end - first)
    within = np.arange(len(wanted)) - np.repeat(np.cumsum(end - first) - (end - first), end - first)
    option = by_incident[np.repeat(first, end - first) + within]
    item, due = of_item[wanted], np.array([w.due_s for w in problem.wanted], np.int64)[wanted]
    depot, aboard = options.depot[option], carried[options.team[option], item]
    stocked = (depot >= 0) & (depot < len(held))
    stocked[stocked] = held[depot[stocked], item[stocked]] > 0
    depot = np.where(stocked, depot, -1)
    late = options.arrives_s[option] > due
    carrier = np.where(aboard > 0, options.team[option] + 1, 0)
    label = ((depot + 1) * (len(problem.crews) + 1) + carrier) * 2 + late
    rows = np.flatnonzero(stocked | (aboard > 0))
    columns = (wanted, option, depot, aboard, late, place[options.slot[option]], label)
    return Ways(*(column[rows] for column in columns))  # type: ignore[arg-type]


def _labels(problem: Problem, ways: Ways, options: int) -> Whole:
    """The labels of ``ways`` by option, in one column for each wanted of an incident."""
    order = _places(np.array([w.incident for w in problem.wanted], np.int64))
    found = np.zeros((options, int(order.max(initial=-1)) + 1), np.int64)
    found[ways.option, order[ways.wanted]] = ways.label
    return found


def _sources(problem: Problem, of_item: Whole, incident: Whole, place: Whole, held: Whole) -> Whole:
    depots, kinds = held.shape
    found = np.zeros((len(problem.wanted), depots + int(place.max(initial=-1)) + 1), np.int64)
    found[:, :depots] = of_item[:, None] * depots + np.arange(depots)
    slots: dict[int, list[int]] = {}
    for slot, number in enumerate(incident.tolist()):
        slots.setdefault(number, []).append(slot)
    for j, wanted in enumerate(problem.wanted):
        for k, slot in enumerate(slots.get(wanted.incident, ())):
            found[j, depots + k] = depots * kinds + slot * kinds + of_item[j]
    return found
