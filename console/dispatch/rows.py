"""The answer in the words of a recommendation: who fills which need, who brings what, what stays short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from console.dispatch.assignment.chosen import Brought, Chosen
from console.dispatch.cases import Case
from console.dispatch.fetching import Detours, Pick
from console.dispatch.places_to_fill import HAUL, Place
from console.dispatch.question import Question
from console.dispatch.standing import Standing
from console.model.incident import Order
from console.model.picture import Picture
from console.model.places import District
from console.model.plan import HAULAGE, StaffNeed
from console.model.recommendation import Fill, Load, MaterialRow, NeedRow
from console.phrase import Phrase, Text, say


@dataclass(frozen=True)
class Rows:
    """Puts one answer into rows, case by case."""

    picture: Picture
    district: District
    standing: Standing
    detours: Detours
    question: Question
    coming: Mapping[int, Mapping[str, Sequence[Pick]]]  # by incident and material need: what runs already
    chosen: Chosen

    def of(self, case: Case) -> tuple[tuple[NeedRow, ...], tuple[MaterialRow, ...]]:
        """The needs of ``case`` with who fills them, haulage last, and its materials."""
        fills: dict[str, list[Fill]] = {need.id: [] for need in case.needs}
        for need, orders in case.running.items():
            fills.setdefault(need, []).extend(self._running(order) for order in orders)
        for place, option in self._picked.get(case.incident.number, ()):
            fills.setdefault(place.need.id, []).append(self._new(place, option))
        rows = [_row(need, fills[need.id]) for need in case.needs]
        if fills.get(HAULAGE):
            rows.append(self._haulage(case, fills[HAULAGE]))
        return tuple(rows), tuple(self._materials(case))

    @cached_property
    def _picked(self) -> Mapping[int, Sequence[tuple[Place, int]]]:
        """Places and the options that fill them, by incident."""
        found: dict[int, list[tuple[Place, int]]] = {}
        for place, option in zip(self.question.places, self.chosen.picks, strict=True):
            if option is not None and place.held is None:
                found.setdefault(place.case.incident.number, []).append((place, option))
        return found

    def _running(self, order: Order) -> Fill:
        left = max(0, int((order.expected_at - self.picture.at).total_seconds()))
        now = self.picture.teams.get(order.team)  # the district's files may have lost a team since it was sent
        age = (now.position_age_s if now else None) or 0
        return Fill(
            order.team, order.capability, left, 0, left, age, order.penalty,
            order.via_depot, order.loads, already_sent=True, route=order.route,
        )  # fmt: skip

    def _new(self, place: Place, number: int) -> Fill:
        team, depot = int(self.question.team_of[number]), int(self.question.depot_of[number])
        arrives = int(self.question.arrives_s[number])
        now, turnout = self.standing.now[team], int(self.standing.turnout_s[team])
        capability, penalty = stands_for(place.need, now.team.capabilities)
        loads = tuple(load for _, load in self._loads_of(number))
        return Fill(
            now.team.id, capability, arrives, turnout, arrives - turnout, now.position_age_s or 0,
            penalty, self._depot(depot), loads,
            taken_from=self.standing.bound_to.get(team),
            eta_p90_s=self.standing.p90_s(team, arrives - turnout),
            route=self._route(place.case, team, depot),
        )  # fmt: skip

    def _depot(self, depot: int) -> str:
        return self.detours.depots[depot].id if depot >= 0 else ""

    def _route(self, case: Case, team: int, depot: int) -> tuple[int, ...]:
        assert case.incident.position is not None, "nobody is sent to an unknown place"
        if depot < 0:
            return case.way(team, self._straight_to(case))
        return self.detours.route(team, depot, case.incident.position)

    def _straight_to(self, case: Case) -> Sequence[int]:
        """The teams sent to a case that go by no depot."""
        options = [option for _, option in self._picked[case.incident.number]]
        return [int(self.question.team_of[e]) for e in options if self.question.depot_of[e] < 0]

    def _loads_of(self, option: int) -> Iterator[tuple[int, Load]]:
        for brought in self._by_option.get(option, ()):
            depot = "" if brought.aboard else self._depot(int(self.question.depot_of[option]))
            need = self.question.wanted[brought.wanted][1]
            yield brought.wanted, Load(need.item, brought.quantity, depot)

    @cached_property
    def _by_option(self) -> Mapping[int, Sequence[Brought]]:
        found: dict[int, list[Brought]] = {}
        for brought in self.chosen.brought:
            found.setdefault(brought.option, []).append(brought)
        return found

    @cached_property
    def _by_wanted(self) -> Mapping[int, Sequence[int]]:
        """The options that bring some of each wanted, rising."""
        found: dict[int, set[int]] = {}
        for brought in self.chosen.brought:
            found.setdefault(brought.wanted, set()).add(brought.option)
        return {wanted: sorted(options) for wanted, options in found.items()}

    @cached_property
    def _numbers(self) -> Mapping[tuple[int, str], int]:
        """The number of each wanted by its incident and material need."""
        return {(of.incident.number, need.id): j for j, (of, need, _) in enumerate(self.question.wanted)}

    def _haulage(self, case: Case, fills: Sequence[Fill]) -> NeedRow:
        assert case.incident.plan is not None, "a case has its plan in force"
        latest = max((need.arrive_within_s for need in case.incident.plan.materials), default=0)
        return NeedRow(HAULAGE, HAUL.title, HAUL.capability, len(fills), latest, False, tuple(fills), 0)

    def _materials(self, case: Case) -> Iterator[MaterialRow]:
        assert case.incident.plan is not None, "a case has its plan in force"
        for need in case.incident.plan.materials:
            picks: list[Pick] = list(self.coming[case.incident.number].get(need.id, ()))
            short = 0
            if (number := self._numbers.get((case.incident.number, need.id))) is not None:
                picks += self._brought(number)
                short = self.chosen.short[number]
            item = self.district.materials.get(need.item)
            yield MaterialRow(
                need.id, need.item, item.name if item else Text(need.item), need.unit, need.quantity,
                tuple(picks), short, self._alternative(need.item) if short else None,
            )  # fmt: skip

    def _brought(self, wanted: int) -> Iterator[Pick]:
        for option in self._by_wanted.get(wanted, ()):
            team = self.standing.ids[self.question.team_of[option]]
            for of, load in self._loads_of(option):
                if of == wanted:
                    yield team, load, int(self.question.arrives_s[option])

    @cached_property
    def _drawn(self) -> Counter[tuple[str, str]]:
        """How much of each item is drawn on at each depot."""
        found = Counter[tuple[str, str]]()
        for brought in self.chosen.brought:
            if not brought.aboard:
                depot = self._depot(int(self.question.depot_of[brought.option]))
                found[depot, self.question.wanted[brought.wanted][1].item] += brought.quantity
        return found

    def _alternative(self, item: str) -> Phrase:
        left = {d.id: self.picture.stock.get((d.id, item), 0) - self._drawn[d.id, item] for d in self.detours.depots}
        most = max(left, key=lambda depot: (left[depot], depot), default="")
        if not most or left[most] <= 0:
            return say("dispatch.no_stock_left")
        return say("dispatch.stock_elsewhere", depot=self.district.depots[most].name, quantity=left[most])


def stands_for(need: StaffNeed, capabilities: frozenset[str]) -> tuple[str, int]:
    """The capability a team uses for ``need`` and its penalty; the need's own before any substitute."""
    if need.capability in capabilities:
        return need.capability, 0
    best = min((s for s in need.substitutes if s.capability in capabilities), key=lambda s: s.penalty)
    return best.capability, best.penalty


def _row(need: StaffNeed, fills: Sequence[Fill]) -> NeedRow:
    filled = tuple(sorted(fills, key=lambda f: (f.eta_s, f.team)))
    return NeedRow(
        need.id, need.title, need.capability, need.count, need.arrive_within_s, need.first_arrival,
        filled, max(0, need.count - len(filled)),
    )  # fmt: skip
