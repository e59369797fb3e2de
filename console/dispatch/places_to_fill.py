"""The places to fill and what each team would cost at each of them (DOMAIN § 5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.cases import Case, weight
from console.dispatch.roster import Counts
from console.model.incident import Order
from console.model.plan import HAULAGE, StaffNeed
from console.phrase import Text

PRE_EMPTING = 1000
"""Penalty of taking a team from another incident: no substitute costs that much, so it is the last resort."""
PER_UNIT = 1000
"""Weights are given in thousandths, so that a missing unit of material counts less than any missing team."""

RANKS = 6
CAN_HAUL = "logistics"
HAUL = StaffNeed(HAULAGE, Text("Bring the materials", "运送物资"), CAN_HAUL, 1, 0)
"""What an extra team is sent for that only brings materials."""

Asked = tuple[int, float, int]
"""An incident, how far it looks for teams, and one of its needs (its identity: two may be equal)."""


@dataclass(frozen=True)
class Place:
    """One place for a team: open, or held by an order under way that something more urgent may take the team of."""

    case: Case
    need: StaffNeed
    held: Order | None = None

    @property
    def alike(self) -> Asked:
        """The same for all open places of one need: the same teams may take them, at the same cost."""
        return self.case.incident.number, self.case.look_s, id(self.need)

    @property
    def weight(self) -> int:
        """What leaving it empty counts: who must be there first counts double, a haul that nobody must make nothing."""
        if self.need is HAUL:
            return 0
        return weight(self.case.incident) * PER_UNIT * (2 if self.need.first_arrival else 1)


class Offers(NamedTuple):
    """Who could take one place: team indices and, for each, its cost in the six ranks of ``Ranks``."""

    teams: NDArray[np.int64]
    cost: Counts


def offers(place: Place, cover_loss: Counts) -> Offers:
    """Every team that may take ``place``; ``cover_loss`` is what falls open without each team."""
    case, standing = place.case, place.case.standing
    fit = standing.fit(place.need)
    if place.held is None:
        teams = np.flatnonzero(case.may_go & (fit >= 0))
        taken = ~standing.free[teams]
    else:
        teams = np.flatnonzero(case.may_go & standing.free & (fit >= 0))
        taken = np.zeros(len(teams), bool)
    eta = case.eta_s[teams]
    late = case.elapsed_s + eta > place.need.arrive_within_s
    cost = np.zeros((len(teams), RANKS), np.int64)
    cost[:, 1], cost[:, 2], cost[:, 3] = late, fit[teams] + PRE_EMPTING * taken, eta
    cost[:, 4], cost[:, 5] = cover_loss[teams], standing.wear_min[teams]
    return Offers(teams, cost)


def holding(place: Place, now_s: int) -> Offers:
    """The team that is on its way to a held place, as it is expected there ``now_s`` seconds from now."""
    assert place.held is not None, "only a held place has somebody on the way"
    late = place.case.elapsed_s + now_s > place.need.arrive_within_s
    team = place.case.standing.index[place.held.team]
    return Offers(np.array([team]), np.array([[0, late, place.held.penalty, now_s, 0, 0]], np.int64))


def open_places(cases: Sequence[Case]) -> list[Place]:
    """Every empty place of every case, the most urgent case first."""
    return [Place(case, need) for case in cases for need in case.needs for _ in range(case.open_places(need))]


def held_places(cases: Sequence[Case], wanted: NDArray[np.int64]) -> Iterator[Place]:
    """Places whose teams, among ``wanted`` team indices, are on the way and could be taken away from them."""
    by_number = {case.incident.number: case for case in cases}
    for team in wanted.tolist():
        standing = cases[0].standing
        order, case = standing.now[team].order, by_number.get(standing.bound_to.get(team, -1))
        if order is None or case is None:
            continue
        need = next((n for n in case.needs if n.id == order.need), None)
        if need is not None:
            yield Place(case, need, order)
