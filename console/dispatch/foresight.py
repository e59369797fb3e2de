"""Misses that can be foreseen, and what would cure them, in seconds gained (DOMAIN § 3, predicted misses)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from console.dispatch.cases import Case
from console.dispatch.opened import Opened
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.roster import CREW_SMALL
from console.dispatch.standing import HORIZON_S, Standing
from console.errors import NoRoute
from console.model.picture import Picture
from console.model.places import District, Neighbour
from console.model.plan import StaffNeed
from console.model.recommendation import Cure, Foreseen, NeedRow
from console.phrase import say

MOST_CURES = 4


@dataclass(frozen=True)
class Foresight:
    """What would help where a limit will be missed."""

    picture: Picture
    district: District
    network: RoadNetwork
    standing: Standing

    def of(self, case: Case, rows: Sequence[NeedRow], promised: NDArray[np.bool_]) -> tuple[Foreseen, ...]:
        """The needs of ``case`` that stay empty or are filled late; ``promised`` teams are chosen somewhere already."""
        found = []
        for need in case.needs:
            row = next(row for row in rows if row.need == need.id)
            limit = need.arrive_within_s - case.elapsed_s
            slowest = max((fill.eta_s for fill in row.filled), default=None)
            expected = None if row.short else slowest
            if row.short or (expected is not None and expected > limit):
                cures = sorted(self._cures(case, need, expected, promised), key=_most_gained_first)
                found.append(Foreseen(need.id, need.title, expected, limit, tuple(cures[:MOST_CURES])))
        return tuple(found)

    def _cures(self, case: Case, need: StaffNeed, expected: int | None, promised: NDArray[np.bool_]) -> Iterator[Cure]:
        cures = [
            *self._taken_away(case, need, promised),
            *self._smaller_crew(case, need, promised),
            *self._opened(case, need, promised),
            *self._neighbours(case, need),
        ]
        for cure in cures:
            if expected is None or cure.arrives_s is None:
                yield cure
            elif cure.arrives_s < expected:
                yield replace(cure, gained_s=expected - cure.arrives_s)

    def _taken_away(self, case: Case, need: StaffNeed, promised: NDArray[np.bool_]) -> Iterator[Cure]:
        """The nearest team under way to something else: an officer may take it where the rules do not."""
        able = np.array([t for t in self.standing.bound_to if self.standing.fit(need)[t] >= 0], np.int64)
        away = able[~promised[able] & case.reaches[able]] if able.size else able
        if away.size:
            team = int(away[np.argmin(case.eta_s[away])])
            number = self.standing.bound_to[team]
            if number != case.incident.number:
                what = say("foresight.take_away", team=self.standing.ids[team], incident=number)
                yield Cure(what, int(case.eta_s[team]), None)

    def _smaller_crew(self, case: Case, need: StaffNeed, promised: NDArray[np.bool_]) -> Iterator[Cure]:
        small = np.flatnonzero((self.standing.fit(need) == CREW_SMALL) & case.may_go)
        small = small[~promised[small]]
        if small.size:
            team = int(small[np.argmin(case.eta_s[small])])
            crew = self.standing.now[team].team.crew
            what = say("foresight.smaller_crew", team=self.standing.ids[team], crew=crew, wanted=need.crew_min)
            yield Cure(what, int(case.eta_s[team]), None)

    def _opened(self, case: Case, need: StaffNeed, promised: NDArray[np.bool_]) -> Iterator[Cure]:
        """What each closed road costs: the nearest free team, were that road alone open."""
        free = np.flatnonzero(self.standing.free & (self.standing.fit(need) >= 0))
        free = free[~promised[free]]
        if case.incident.position is None or not free.size:
            return
        opened = Opened(self.picture, self.network, case)
        for name, who, eta in opened.soonest(free):
            yield Cure(say("foresight.open_road", road=name, team=self.standing.ids[who]), eta, None)

    def _neighbours(self, case: Case, need: StaffNeed) -> Iterator[Cure]:
        for neighbour in self.district.neighbours.values():
            if need.capability in neighbour.capabilities:
                what = say("foresight.ask_neighbour", neighbour=neighbour.name)
                yield Cure(what, self._neighbour_arrives(case, neighbour), None)

    def _neighbour_arrives(self, case: Case, neighbour: Neighbour) -> int | None:
        """Seconds until its team is there; ``None`` when its way is not on this district's roads."""
        if case.incident.position is None:
            return None
        try:
            reach = self.network.towards(case.incident.position, self.picture.conditions, HORIZON_S)
            return neighbour.notice_s + round(self.network.way(neighbour.position, reach)[0])
        except NoRoute:
            return None


def _most_gained_first(cure: Cure) -> tuple[bool, int, str]:
    return cure.arrives_s is None, cure.arrives_s or 0, cure.what.en
