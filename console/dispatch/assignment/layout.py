"""A problem in columns: one array per field, so that 100,000 options are looked at in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from console.dispatch.assignment.problem import Problem, Ranks

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

IN_TIME, LATE, NOT_AT_ALL = 2, 1, 0


class Ways(NamedTuple):
    """Every (wanted, option) pair where the option could bring part of the wanted, ordered by wanted, then option.

    ``depot`` is -1 where it goes by none that holds the item; ``place`` is the place of its slot among the slots of
    the incident; ``label`` is equal for options of a slot that bring the same in the same time.
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

    Options are ordered by slot, and ``number`` is where each stands in the problem. ``source`` gives, by (wanted,
    depot or place), the number of what would be drawn on: first the stock of (item, depot), then what the team of
    (slot, item) has on board; ``stock`` is the free quantity of each source, 0 for what is on board.
    """

    problem: Problem
    number: Whole
    slot: Whole
    crew: Whole
    cost: Whole
    weight: Whole
    incident: Whole  # of each slot
    place: Whole  # of each slot among the slots of its incident
    quantity: Whole
    wanted_weight: Whole
    item: Whole  # of each wanted, numbered
    wanted_incident: Whole
    ways: Ways
    brings: Whole  # labels by (option, which wanted of its incident)
    source: Whole
    stock: Whole
    depots: int

    @classmethod
    def of(cls, problem: Problem) -> Layout:
        """Lay out ``problem``."""
        options = problem.options
        given = np.fromiter((o.slot for o in options), np.int64, len(options))
        number = np.argsort(given, kind="stable")
        slot = given[number]
        team = np.fromiter((o.team for o in options), np.int64, len(options))[number]
        depot = np.fromiter((o.depot for o in options), np.int64, len(options))[number]
        cost = np.array([o.cost for o in options], np.int64).reshape(-1, len(Ranks()))[number]
        arrives = np.fromiter((o.arrives_s for o in options), np.int64, len(options))[number]
        incident = np.fromiter((s.incident for s in problem.slots), np.int64, len(problem.slots))
        place = _places(incident)
        items = sorted({w.item for w in problem.wanted})
        depots = 1 + max((d for d, _ in problem.stock), default=-1)
        held = _table(problem.stock, depots, items)
        carried = _table(problem.aboard, len(problem.crews), items)
        ways = _ways(problem, items, _Columns(slot, team, depot, arrives), incident, place, held, carried)
        source, stock = _sources(problem, items, incident, place, held)
        return cls(
            problem, number, slot, np.array(problem.crews, np.int64)[team], cost,
            np.fromiter((s.weight for s in problem.slots), np.int64, len(problem.slots)), incident, place,
            np.fromiter((w.quantity for w in problem.wanted), np.int64, len(problem.wanted)),
            np.fromiter((w.weight for w in problem.wanted), np.int64, len(problem.wanted)),
            np.array([items.index(w.item) for w in problem.wanted], np.int64),
            np.array([w.incident for w in problem.wanted], np.int64),
            ways, _labels(problem, ways, len(options)), source, stock, depots,
        )  # fmt: skip

    @cached_property
    def outweighing(self) -> int:
        """More than all weights together, and all that options count in the first rank."""
        return 1 + int(np.abs(self.weight).sum() + np.abs(self.cost[:, 0]).sum())

    def depot_of(self, labels: Whole) -> Whole:
        """The depot a label stands for, -1 for none."""
        depots: Whole = labels // 2 // (len(self.problem.crews) + 1) - 1
        return depots

    def carrier_of(self, labels: Whole) -> Whole:
        """The team (counted from 1) whose load a label stands for, 0 for none."""
        carriers: Whole = labels // 2 % (len(self.problem.crews) + 1)
        return carriers

    @cached_property
    def when(self) -> Whole:
        """When each way brings what it brings."""
        return np.where(self.ways.late, LATE, IN_TIME)

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
    def kind(self) -> Whole:
        """A number by option, equal for options that bring the same to the same incident."""
        found = np.zeros(len(self.slot), np.int64)
        found[self.ways.option] = self.party[self.ways.wanted] + 1
        for labels in self.brings.T:
            found = np.unique(found * (int(labels.max(initial=0)) + 1) + labels, return_inverse=True)[1]
        return found

    def ways_of(self, option: int) -> Whole:
        """The ways of one option."""
        return np.flatnonzero(self.ways.option == option)

    def reach(self, allowed: Mask) -> tuple[Whole, Whole]:
        """What could be drawn on if each slot took any ``allowed`` option, and how much each source has.

        The first is LATE or IN_TIME by (wanted, depot or place), with the widest choice for each of them: a slot
        counts with every depot it might go by, and with the most that any of its teams carries.
        """
        ways = self.ways
        rows = np.flatnonzero(allowed[ways.option])
        found = np.zeros(self.source.shape, np.int64)
        wanted, when = ways.wanted[rows], self.when[rows]
        row, width = wanted * self.source.shape[1], ways.depot[rows]
        by_depot = width >= 0
        np.maximum.at(found.reshape(-1), (row + width)[by_depot], when[by_depot])
        carrying = np.flatnonzero(ways.aboard[rows] > 0)
        column = (row + self.depots + ways.place[rows])[carrying]
        np.maximum.at(found.reshape(-1), column, when[carrying])
        most = self.stock.copy()
        np.maximum.at(most, self.source.reshape(-1)[column], ways.aboard[rows[carrying]])
        return found, most


    def twin(self, slot: int, allowed: Mask, marked: Whole) -> bytes:
        """Equal for two slots that take the same allowed options at the same cost, the same of them ``marked``."""
        mine = np.flatnonzero((self.slot == slot) & allowed)
        columns = (self.crew[mine, None], self.cost[mine], self.brings[mine], np.isin(mine, marked)[:, None])
        return np.concatenate([self.weight[[slot]], np.concatenate(columns, axis=1).ravel()]).tobytes()


class _Columns(NamedTuple):
    """What is needed of the options to see what they bring."""

    slot: Whole
    team: Whole
    depot: Whole
    arrives: Whole


def _places(incident: Whole) -> Whole:
    """The place of each slot among the slots of its incident."""
    order = np.argsort(incident, kind="stable")
    sorted_ = incident[order]
    first = np.searchsorted(sorted_, sorted_)
    found = np.empty(len(incident), np.int64)
    found[order] = np.arange(len(incident)) - first
    return found


def _table(held: Mapping[tuple[int, str], int], rows: int, items: list[str]) -> Whole:
    found = np.zeros((rows, len(items)), np.int64)
    index = {item: k for k, item in enumerate(items)}
    for (row, item), quantity in held.items():
        if item in index:
            found[row, index[item]] = quantity
    return found


def _ways(
    problem: Problem, items: list[str], options: _Columns, incident: Whole, place: Whole, held: Whole, carried: Whole
) -> Ways:
    by_incident = np.argsort(incident[options.slot], kind="stable")
    sorted_ = incident[options.slot][by_incident]
    of = np.array([w.incident for w in problem.wanted], np.int64)
    first, end = np.searchsorted(sorted_, of), np.searchsorted(sorted_, of, "right")
    wanted = np.repeat(np.arange(len(of)), end - first)
    within = np.arange(len(wanted)) - np.repeat(np.cumsum(end - first) - (end - first), end - first)
    option = by_incident[np.repeat(first, end - first) + within]
    item = np.array([items.index(w.item) for w in problem.wanted], np.int64)[wanted]
    due = np.array([w.due_s for w in problem.wanted], np.int64)[wanted]
    depot, aboard = options.depot[option], carried[options.team[option], item]
    stocked = (depot >= 0) & (depot < len(held))
    stocked[stocked] = held[depot[stocked], item[stocked]] > 0
    depot = np.where(stocked, depot, -1)
    late = options.arrives[option] > due
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


def _sources(problem: Problem, items: list[str], incident: Whole, place: Whole, held: Whole) -> tuple[Whole, Whole]:
    depots, kinds = held.shape
    most = int(place.max(initial=-1)) + 1
    found = np.zeros((len(problem.wanted), depots + most), np.int64)
    slots: dict[int, list[int]] = {}
    for slot, number in enumerate(incident.tolist()):
        slots.setdefault(number, []).append(slot)
    for j, wanted in enumerate(problem.wanted):
        item = items.index(wanted.item)
        found[j, :depots] = item * depots + np.arange(depots)
        for k, slot in enumerate(slots.get(wanted.incident, ())):
            found[j, depots + k] = depots * kinds + slot * kinds + item
    stock = np.concatenate([held.T.ravel(), np.zeros(len(incident) * kinds, np.int64)])
    return found, stock
