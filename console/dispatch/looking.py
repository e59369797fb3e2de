"""Looking for teams round places: not farther than enough of them are found (DOMAIN § 5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.dispatch.standing import HORIZON_S, Seconds, Standing, WaysTo
from console.errors import NoRoute
from console.geo import LatLon
from console.model.plan import StaffNeed
from console.phrase import Phrase, say

FIRST_LOOK_S = 120.0
"""In a city teams are looked for so far first, then twice as far …"""
SPARE = 4
"""… until so many more are found than are asked for. What is farther away must be proved not to matter."""
CROW_M_PER_S = 7.0
"""The first look goes as far as so many teams are likely found: as the crow flies, at this speed."""


class Sought(NamedTuple):
    """Whom an incident looks for: how many teams for each of its needs, within ``look_s`` first."""

    incident: int
    place: LatLon | None
    asked: Sequence[tuple[StaffNeed, int]]
    look_s: float


class Reached(NamedTuple):
    """What was found: who is not takes at least ``radius_s`` of travel; ``nowhere`` says why nobody can get there."""

    ways: WaysTo
    radius_s: float  # inf when everybody was looked for
    nowhere: Phrase | None


def nowhere(standing: Standing, why: Phrase | None = None) -> Reached:
    """Nobody was found."""
    return Reached(WaysTo(np.full(len(standing.now), np.inf), None), np.inf, why)


def look(standing: Standing, sought: Sequence[Sought]) -> list[Reached]:
    """Look for the teams of every incident, twice as far for those where not enough were found, and so on."""
    found = [nowhere(standing, say("dispatch.place_unknown", incident=one.incident)) for one in sought]
    radius = {i: _first_s(standing, one) for i, one in enumerate(sought) if one.place is not None}
    while radius:
        places = [place for i in radius if (place := sought[i].place) is not None]
        for i, ways in zip(list(radius), _ways(standing, places, list(radius.values())), strict=True):
            if ways is None:
                found[i] = nowhere(standing, say("dispatch.place_unreachable"))
                del radius[i]
            elif radius[i] >= HORIZON_S or _enough(standing, sought[i], ways.travel_s):
                cut_off = None if np.isfinite(ways.travel_s).any() else say("dispatch.cut_off")
                found[i] = Reached(ways, radius[i] if radius[i] < HORIZON_S else np.inf, cut_off)
                del radius[i]
        radius = {i: min(2 * seconds, HORIZON_S) for i, seconds in radius.items()}
    return found


def _ways(standing: Standing, places: Sequence[LatLon], horizons_s: Sequence[float]) -> Sequence[WaysTo | None]:
    if len(places) > 1:
        return standing.look_at_each(places, horizons_s)
    try:
        return [standing.look(places[0], horizons_s[0])]
    except NoRoute:
        return [None]


def _first_s(standing: Standing, sought: Sought) -> float:
    """How far there are probably enough teams: a guess from where they are, which the looks then make good."""
    assert sought.place is not None, "an incident whose place is unknown looks for nobody"
    off_m, farthest_m = standing.off_m(sought.place), 0.0
    for need, count in sought.asked:
        able = off_m[_able(standing, need)]
        if len(able):
            enough = count + SPARE
            farthest_m = max(farthest_m, float(np.partition(able, min(enough, len(able)) - 1)[:enough].max()))
    return min(max(sought.look_s, farthest_m / CROW_M_PER_S), HORIZON_S)


def _enough(standing: Standing, sought: Sought, travel_s: Seconds) -> bool:
    """Whether there are more free teams near than each need asks for, by far."""
    near = np.isfinite(travel_s)
    return all(np.count_nonzero(near & _able(standing, need)) >= count + SPARE for need, count in sought.asked)


def _able(standing: Standing, need: StaffNeed) -> NDArray[np.bool_]:
    """The free teams that fit a need."""
    found: NDArray[np.bool_] = standing.free & (standing.fit(need) >= 0)
    return found
