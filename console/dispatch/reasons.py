"""Why each team was not chosen: the smallest change that would make it chosen (DOMAIN § 5.3).

Computed, never guessed: a place has a worth, what the whole answer costs more with it than without it. A team
is taken for a place as soon as its own cost there falls below that worth, so the difference says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import sub

import numpy as np
from numpy.typing import NDArray

from console.dispatch.assignment.problem import Ranks
from console.dispatch.cases import Case
from console.dispatch.opened import Opened
from console.dispatch.places_to_fill import Place
from console.dispatch.standing import no_capability
from console.model.recommendation import NeedRow, PassedOver
from console.phrase import Phrase, say


@dataclass(frozen=True)
class Rival:
    """One place of the case as filled: what it is worth, and who has it."""

    place: Place
    worth: Ranks
    team: str  # empty when nobody has it


@dataclass(frozen=True)
class Reasons:
    """The reasons of one case. ``chosen_for`` is the incident of each team chosen, ``keeps`` grids only one covers."""

    case: Case
    rivals: Sequence[Rival]
    chosen_for: Mapping[str, int]
    cover_loss: np.ndarray
    keeps: Callable[[str], tuple[str, ...]]
    opened: Opened

    def passed_over(self, rows: Sequence[NeedRow], most: int) -> tuple[tuple[PassedOver, ...], int]:
        """At most ``most`` teams that are not in ``rows``, the soonest first, and how many more there are.

        Of more than that those are named who could go; where nobody could, those who fit a need, the free ones first.
        """
        standing = self.case.standing
        chosen = {fill.team for row in rows for fill in row.filled}
        order = np.argsort(np.where(self.case.reaches, self.case.eta_s, np.iinfo(np.int64).max), kind="stable")
        stays = np.ones(len(order), bool)
        stays[np.array([standing.index[t] for t in chosen if t in standing.index], np.int64)] = False
        left, could_go = order[stays[order]], self._could_go()
        could = left[could_go[left]]
        rest = left[~could_go[left]]
        if len(left) > most:
            able = rest[self._fits[rest]] if not len(could) else rest[:0]
            rest = able[np.argsort(~standing.free[able], kind="stable")]
        named = [*could[:most].tolist(), *rest[: max(0, most - len(could))].tolist()]
        found = [PassedOver(standing.ids[i], *self._one(i)) for i in named]
        return tuple(found), len(left) - len(found)

    def _could_go(self) -> NDArray[np.bool_]:
        """Who is free, has a way there and fits a need, by team."""
        could: NDArray[np.bool_] = self._fits & self.case.standing.free & self.case.reaches
        return could

    @cached_property
    def _fits(self) -> NDArray[np.bool_]:
        """Who fits a need, by team."""
        fits = np.zeros(len(self.case.standing.now), bool)
        for need in self.case.needs:
            fits |= self.case.standing.fit(need) >= 0
        return fits

    @cached_property
    def _priced(self) -> Sequence[tuple[Rival, NDArray[np.int64]]]:
        """Each place with how teams fit it; of places of one need that are worth the same only the first."""
        first: dict[tuple[object, ...], Rival] = {}
        for rival in self.rivals:
            first.setdefault((rival.place.alike, rival.worth, bool(rival.team)), rival)
        return [(rival, self.case.standing.fit(rival.place.need)) for rival in first.values()]

    def _one(self, team: int) -> tuple[Phrase, int | None]:
        standing, case = self.case.standing, self.case
        now, eta = standing.now[team], int(case.eta_s[team])
        if now.why_not is not None:
            return self._if_released(team) or now.why_not, None
        if not self._fits[team]:
            return no_capability(standing, case.needs, team), None
        if now.team.id in case.said_no:
            return case.said_no[now.team.id], None
        if not case.reaches[team]:
            return self._if_open(team) or case.nowhere or say("dispatch.no_route"), None
        if now.team.id in self.chosen_for:
            return say("dispatch.chosen_elsewhere", incident=self.chosen_for[now.team.id]), eta
        return self._if_open(team) or self._missing(team), eta

    def _costs(self, team: int, eta_s: int) -> Iterator[tuple[Ranks, Rival]]:
        """What a team that could be there in ``eta_s`` costs at each place it fits."""
        loss, wear = int(self.cover_loss[team]), int(self.case.standing.wear_min[team])
        for rival, fits in self._priced:
            fit = int(fits[team])
            if fit >= 0:
                late = self.case.elapsed_s + eta_s > rival.place.need.arrive_within_s
                yield Ranks(0, int(late), fit, eta_s, loss, wear), rival

    def _gains(self, team: int, eta_s: int) -> Rival | None:
        """The place it would be taken for if it could be there in ``eta_s``; ``None`` when there is none."""
        return next((rival for cost, rival in self._costs(team, eta_s) if cost < rival.worth), None)

    def _if_released(self, team: int) -> Phrase | None:
        """A team on the way to something else that would be chosen, were it free."""
        number = self.case.standing.bound_to.get(team)
        if number is None or number == self.case.incident.number or not self.case.reaches[team]:
            return None
        rival = self._gains(team, int(self.case.eta_s[team]))
        if rival is None:
            return None
        return say("dispatch.if_released", incident=number, need=rival.place.need.title)

    def _if_open(self, team: int) -> Phrase | None:
        """A team that would be chosen, were one closed road open."""
        for name, eta in self.opened.sooner(team):
            rival = self._gains(team, eta)
            if rival is not None:
                return say("dispatch.if_open", road=name, need=rival.place.need.title)
        return None

    def _missing(self, team: int) -> Phrase:
        """The fewest seconds nearer that would send it; else what is missing where it comes nearest to being sent."""
        behind = sorted(self._behind(team), key=lambda found: found[0])
        if not behind:
            return say("dispatch.nothing_left")
        nearer = [(seconds, n) for n, (_, cost, rival) in enumerate(behind)
                  if (seconds := self._seconds_missing(cost, rival)) is not None]  # fmt: skip
        seconds, n = min(nearer, default=(0, 0))
        _, cost, rival = behind[n]
        if seconds:
            return say("dispatch.nearer", seconds=seconds, team=rival.team, need=rival.place.need.title)
        if not nearer and cost.penalty > rival.worth.penalty:
            return say("dispatch.only_substitute", need=rival.place.need.title)
        return self._tie(team, cost, rival)

    def _seconds_missing(self, cost: Ranks, rival: Rival) -> int | None:
        """Seconds sooner it must arrive to cost no more than the place is worth; ``None``: that is not enough."""
        behind = max(0, cost.arrival_s - rival.worth.arrival_s)
        overrun = self.case.elapsed_s + cost.arrival_s - rival.place.need.arrive_within_s
        found = []
        for late, least in ((cost.late, 0), (0, max(0, overrun))):
            above, worth = (cost.unfilled, late, cost.penalty), rival.worth[:3]
            if above <= worth:
                found.append(least if above < worth else max(least, behind))
        return min(found, default=None)

    def _behind(self, team: int) -> Iterator[tuple[tuple[int, ...], Ranks, Rival]]:
        for cost, rival in self._costs(team, int(self.case.eta_s[team])):
            if rival.team:
                yield tuple(map(sub, cost, rival.worth)), cost, rival

    def _tie(self, team: int, cost: Ranks, rival: Rival) -> Phrase:
        name = self.case.standing.ids[team]
        kept = self.keeps(name)
        if cost.cover > rival.worth.cover and kept:
            return say("dispatch.keeps_cover", grids=", ".join(kept[:4]))
        if cost.wear > rival.worth.wear:
            return say("dispatch.worked_more", minutes=cost.wear - rival.worth.wear, team=rival.team)
        return self._whole(rival)

    def _whole(self, rival: Rival) -> Phrase:
        return say("dispatch.whole_is_better", need=rival.place.need.title)
