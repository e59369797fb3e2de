"""Expected cases per grid and hour of the day, estimated from past ones (DOMAIN § 2 Cover)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from console.model.places import Shift
from console.phrase import Phrase, say

HOURS = 24
OWN_DAYS = 28.0
"""After so many days a grid's own count in one hour weighs as much as what its total and the hour suggest."""
HEAD_START = 1.0
"""Cases every grid is given before counting: one without any yet is rare ground, not impossible ground."""


@dataclass(frozen=True, eq=False)
class Demand:
    """Expected cases per hour: ``per_hour[h, g]`` in local hour ``h`` on grid ``grids[g]``, and what it rests on."""

    grids: tuple[str, ...]
    per_hour: NDArray[np.float64]  # (24, g)
    basis: Phrase

    def at(self, hour: int) -> NDArray[np.float64]:
        """Expected cases per hour on each grid in a local hour; later hours count into the next day."""
        found: NDArray[np.float64] = self.per_hour[hour % HOURS]
        return found

    def over(self, shift: Shift) -> NDArray[np.float64]:
        """Expected cases per hour on each grid, on average over the hours a shift touches."""
        touched = [h for h in range(HOURS) if _touches(shift, h)]
        mean: NDArray[np.float64] = self.per_hour[touched].mean(axis=0)
        return mean


def _touches(shift: Shift, hour: int) -> bool:
    begin, end = (t.hour * 60 + t.minute for t in (shift.start, shift.end))
    minutes = range(hour * 60, hour * 60 + 60)
    if begin == end:
        return True
    if begin < end:
        return minutes[0] < end and minutes[-1] >= begin
    return minutes[-1] >= begin or minutes[0] < end


def even_demand(grids: Sequence[str], basis: Phrase | None = None) -> Demand:
    """One case per grid in every hour: what is assumed, and said, while nothing or too little is known."""
    return Demand(tuple(grids), np.ones((HOURS, len(grids))), basis or say("cover.demand_even"))


def demand_of(grids: Sequence[str], past: Iterable[tuple[str, int]], days: float) -> Demand:
    """Demand from past cases, each a grid's code and a local hour (0 to 23), seen over ``days`` days.

    Three steps, the district's total of every hour kept throughout: the district's cases per hour of the day; each
    grid's part of them by its share of all cases, after a head start of ``HEAD_START`` case for everyone; and each
    grid's own count in that hour, weighed as days seen against ``OWN_DAYS``. Cases outside the grids are left out
    and counted. Without any case inside, demand is even, and says so.

    It knows nothing of weekdays, seasons, weather or events, nor of cases nobody reported.
    """
    if days <= 0:
        raise ValueError("past cases need the number of days they were seen over")
    index = {code: g for g, code in enumerate(grids)}
    counts, outside = np.zeros((HOURS, len(grids))), 0
    for code, hour in past:
        if code in index:
            counts[hour, index[code]] += 1
        else:
            outside += 1
    if not counts.any():
        return even_demand(grids)
    by_grid = counts.sum(axis=0) + HEAD_START
    suggested = np.outer(counts.sum(axis=1) / days, by_grid / by_grid.sum())
    per_hour = (counts + OWN_DAYS * suggested) / (days + OWN_DAYS)
    basis = say("cover.demand_counted", cases=int(counts.sum()), days=round(days), outside=outside)
    return Demand(tuple(grids), per_hour, basis)
