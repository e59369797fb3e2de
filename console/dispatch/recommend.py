"""The recommendation: needs, arrivals, joint assignment, materials, reasons, marks and cover (DOMAIN § 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from console.dispatch.arrival_times.learned import UNLEARNED, Learned, as_learned
from console.dispatch.assignment.chosen import Chosen
from console.dispatch.assignment.problem import Ranks
from console.dispatch.cases import Case, cases_of, looking_farther, waiting
from console.dispatch.cover.cover import Cover
from console.dispatch.fetching import Detours
from console.dispatch.forecast import marks_for
from console.dispatch.foresight import Foresight
from console.dispatch.looking import FIRST_LOOK_S
from console.dispatch.opened import Opened
from console.dispatch.provisions import provided
from console.dispatch.question import Asking, Before, Question
from console.dispatch.reasons import Reasons, Rival
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roster import Counts
from console.dispatch.rows import Rows
from console.dispatch.settling import MOST_PROVED, settle
from console.dispatch.standing import HORIZON_S, Standing
from console.model.picture import Picture
from console.model.places import District
from console.model.recommendation import MaterialRow, NeedRow, Recommendation

MOST_NAMED, FEWEST_NAMED = 60, 12
"""So many teams are named as passed over, the soonest first; with many incidents at once fewer for each."""
WIDER = 2.5
FEW_TEAMS = 300
"""With no more teams than these everybody is looked for everywhere at once."""

Filled = tuple[tuple[NeedRow, ...], tuple[MaterialRow, ...]]


def recommend(
    picture: Picture,
    district: District,
    network: RoadNetwork,
    learned: Learned = UNLEARNED,
    shown: Mapping[int, Recommendation] = MappingProxyType({}),
) -> dict[int, Recommendation]:
    """A recommendation for every waiting incident with a plan in force, all solved together.

    ``learned`` is what completed responses have taught about arrival times. What is ``shown`` already is changed only
    for a gain worth telling.
    """
    picture = as_learned(picture, district, network.roads, learned)
    standing = Standing(picture, district, network, learned)
    incidents = waiting(picture)
    if not incidents:
        return {}
    cover = Cover(district, network, picture, standing=standing)
    loss = cover.losses()
    detours = Detours(district, network, picture, standing)
    look_s = HORIZON_S if len(standing.now) <= FEW_TEAMS else FIRST_LOOK_S
    cases = cases_of(picture, standing, incidents, look_s)
    before = Before({}, {})
    while True:  # every round looks farther for some incidents, so there are only few
        asking = Asking(picture, standing, cases, detours, loss, shown, before)
        alone = asking.question(())
        settled = settle(alone)
        if not settled.widen:
            break
        cases = looking_farther(cases, _farther(cases, settled.widen))
    question, chosen = provided(asking, alone, settled.chosen)
    rows = Rows(picture, district, standing, detours, question, asking.coming, chosen)
    filled = {case.incident.number: rows.of(case) for case in cases}
    answer = _Answer(
        picture, district, network, standing, cover, loss, filled, question, settled.worth, chosen.picks,
        settled.unproved | _materials_unproved(question, chosen),
    )  # fmt: skip
    return {case.incident.number: answer.recommendation(case) for case in cases}


def _materials_unproved(question: Question, chosen: Chosen) -> frozenset[int]:
    """The incidents that lack materials, where so many places are asked about that the best is not proved."""
    if len(question.places) <= MOST_PROVED or chosen.proved:
        return frozenset()
    return frozenset(case.incident.number for case, _, _ in question.wanted)


def _farther(cases: Sequence[Case], widen: Mapping[int, float]) -> dict[int, float]:
    """How far to look now, by incident: not much farther than last time, nor farther than matters."""
    radius_s = {case.incident.number: case.radius_s for case in cases if case.incident.number in widen}
    return {number: min(WIDER * seconds, widen[number]) for number, seconds in radius_s.items()}


@dataclass(frozen=True)
class _Answer:
    """Everything known once it is decided who goes where."""

    picture: Picture
    district: District
    network: RoadNetwork
    standing: Standing
    cover: Cover
    loss: Counts
    filled: Mapping[int, Filled]
    question: Question
    worth: Sequence[Ranks]
    picks: Sequence[int | None]
    unproved: frozenset[int]

    def recommendation(self, case: Case) -> Recommendation:
        number, plan = case.incident.number, case.incident.plan
        assert plan is not None, "a case has its plan in force"
        needs, materials = self.filled[number]
        sent = frozenset(fill.team for row in needs for fill in row.filled if not fill.already_sent)
        opened = Opened(self.picture, self.network, case)
        reasons = Reasons(case, self._rivals.get(number, []), self._chosen_for, self.loss, self.cover.only, opened)
        passed_over, not_named = reasons.passed_over(needs, max(FEWEST_NAMED, MOST_NAMED // len(self.filled)))
        running = [order for orders in case.running.values() for order in orders]
        foresight = Foresight(self.picture, self.district, self.network, self.standing)
        return Recommendation(
            incident=number, seq=self.picture.seq, at=self.picture.at, plan=plan.plan, level=plan.level,
            needs=needs, materials=materials, passed_over=passed_over, not_named=not_named,
            marks=marks_for(self.picture, case.incident, needs, case.elapsed_s, running),
            cover=self.cover.price(sent), foreseen=foresight.of(case, needs, self._promised),
            proved=number not in self.unproved, nowhere=case.nowhere,
        )  # fmt: skip

    @cached_property
    def _rivals(self) -> Mapping[int, list[Rival]]:
        """Every place for a team as it is filled now, by incident."""
        found: dict[int, list[Rival]] = {}
        teams = len(self.worth)  # places of teams that only haul come after those
        for place, pick, worth in zip(self.question.places[:teams], self.picks[:teams], self.worth, strict=True):
            if place.held is None:
                team = "" if pick is None else self.standing.ids[self.question.team_of[pick]]
                found.setdefault(place.case.incident.number, []).append(Rival(place, worth, team))
        return found

    @cached_property
    def _chosen_for(self) -> Mapping[str, int]:
        """The incident each team is chosen for now."""
        return {
            fill.team: number for number, (rows, _) in self.filled.items()
            for row in rows for fill in row.filled if not fill.already_sent
        }  # fmt: skip

    @cached_property
    def _promised(self) -> NDArray[np.bool_]:
        """Which teams are chosen somewhere."""
        found = np.zeros(len(self.standing.ids), bool)
        found[self.question.team_of[np.array([p for p in self.picks if p is not None], np.int64)]] = True
        return found
