"""What completed responses have taught about arrival times, and the range an arrival time gets from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from console.dispatch.arrival_times.turnout import USUAL, State
from console.model.picture import Picture
from console.model.places import District, TeamKind
from console.model.roads import Roads, Slowing

P90_TRAVEL = 3.0
"""P90 over the network's time until this centre has learned its own.

What one city's engines showed over eight days where their start was known (91 runs): half took more than 1.4 times
the network's time, one in ten more than 3.0 times.
"""
SHORTEST_S = 10.0
"""No ratio is taken of less travel than this: of a few seconds it says nothing."""

Band = tuple[int, int]
"""Local hours from … to (not included), over midnight allowed."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Tables for arrival times; those of :data:`UNLEARNED` leave everything as it is usual.

    ``paces`` are actual seconds per usual second by road class, ``overall_pace`` for a class not listed;
    ``hours`` a further factor by band of local hours. ``per_run_s`` is what every run takes beside driving.
    ``turnout_s`` are seconds more than usual of every second run by kind and state, ``turnout_state_s`` the same
    for a kind not listed; ``turnout_spread_s`` are seconds from P50 to P90.
    """

    responses: int = 0  # how many the travel was learned from
    per_run_s: float = 0.0
    overall_pace: float = 1.0
    paces: tuple[tuple[str, float], ...] = ()
    hours: tuple[tuple[Band, float], ...] = ()
    p90_travel: float = P90_TRAVEL
    turnouts: int = 0  # how many the turnout was learned from
    turnout_s: tuple[tuple[tuple[TeamKind, State], float], ...] = ()
    turnout_state_s: tuple[tuple[State, float], ...] = ()
    turnout_spread_s: tuple[tuple[State, float], ...] = ()

    def pace(self, road_class: str, local_hour: int) -> float:
        """Actual seconds per usual second on roads of this class in this hour of the local day."""
        hour = next((factor for band, factor in self.hours if within(band, local_hour)), 1.0)
        return dict(self.paces).get(road_class, self.overall_pace) * hour

    def travel_s(self, usual_s: Mapping[str, float], local_hour: int) -> float:
        """Seconds every second run takes for a way of so many usual seconds by road class."""
        return self.per_run_s + sum(s * self.pace(road, local_hour) for road, s in usual_s.items())

    def slowings(self, road_classes: Iterable[str]) -> tuple[Slowing, ...]:
        """The paces as slowings of these classes, so that routing itself uses them; none where nothing changes."""
        bands = [band for band, _ in self.hours]
        made = [
            Slowing(f"learned:{road}:{band[0]:02}-{band[1]:02}", factor, road_classes=(road,), hours=band)
            for road, band in product(sorted(set(road_classes)), bands)
            if (factor := round(1 / self.pace(road, band[0]), 2)) != 1.0
        ]
        return tuple(made)

    def turnout(self, kind: TeamKind, state: State, own_s: int) -> tuple[float, float]:
        """Seconds until every second, and until nine of ten, teams of this kind roll, doing what ``state`` says."""
        usual = USUAL[state]
        more = dict(self.turnout_s).get((kind, state), dict(self.turnout_state_s).get(state, 0.0))
        spread = dict(self.turnout_spread_s).get(state, float(usual.p90_s(own_s) - usual.p50_s(own_s)))
        p50 = max(0.0, usual.p50_s(own_s) + more)
        return p50, p50 + spread

    def total_s(self, turnout: tuple[float, float], travel_s: float) -> tuple[float, float]:
        """P50 and P90 of turnout (its own P50 and P90) and travel (P50) together, in seconds.

        ``travel_s`` is the network's time on roads that :meth:`slowings` hold on, and ``per_run_s``.
        The two are taken as independent: what their P90s lie above their P50s adds up like the sides of a right
        angle.
        """
        p50 = turnout[0] + travel_s
        return p50, p50 + math.hypot(turnout[1] - turnout[0], max(travel_s, SHORTEST_S) * (self.p90_travel - 1))


UNLEARNED = Learned()
"""Nothing learned yet."""


def as_learned(picture: Picture, district: District, roads: Roads, learned: Learned) -> Picture:
    """The picture with the paces learned for this hour counted into the roads; to be asked for only once."""
    if learned is UNLEARNED:
        return picture
    hour = district.local(picture.at).hour
    paces = (s for s in learned.slowings({stretch.road_class for stretch in roads.stretches}) if s.holds_at(hour, ""))
    slowed = tuple(sorted((*picture.conditions.slowed, *paces), key=lambda s: s.id))
    return replace(picture, conditions=replace(picture.conditions, slowed=slowed))


def within(band: Band, local_hour: int) -> bool:
    """Whether an hour of the local day lies in ``band``."""
    begin, end = band
    return begin <= local_hour < end if begin < end else local_hour >= begin or local_hour < end
