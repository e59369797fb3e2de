"""Expected demand, learned from the cases a journal lists; no events are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from console.dispatch.cover.demand import Demand, demand_of, even_demand
from console.journal.cases import Case
from console.journal.store import Journal
from console.model.places import District
from console.phrase import say

FEWEST = 20
"""With fewer cases in the grids than this every grid counts the same: they would say more of chance than of demand."""
DAY_S = 86_400


def past_demand(journal: Journal, district: District, now: datetime) -> Demand:
    """Demand by grid and local hour from the accepted cases until ``now`` that have a place."""
    return demand_from((case for case in journal.cases() if case.reported_at <= now), district, now)


def demand_from(cases: Iterable[Case], district: District, now: datetime) -> Demand:
    """Demand from listed cases, seen from the first of them until ``now``, one day at least.

    Repeats joined to another case count once, reports never accepted not at all, nor those without a place.
    """
    grids = tuple(sorted(district.grids))
    counted = [case for case in cases if case.accepted_at and case.position and case.merged_into is None]
    inside = sum(case.grid in district.grids for case in counted)
    if inside < FEWEST:
        return even_demand(grids, say("cover.demand_few", cases=inside, fewest=FEWEST) if inside else None)
    days = max(1.0, (now - min(case.reported_at for case in counted)).total_seconds() / DAY_S)
    return demand_of(grids, [(case.grid, district.local(case.reported_at).hour) for case in counted], days)
