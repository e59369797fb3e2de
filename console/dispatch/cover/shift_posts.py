"""Standing posts for one shift: where its teams should wait so that most expected cases find one within 3 minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import time
from statistics import median

import numpy as np

from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.cover.demand import HOURS, Demand
from console.dispatch.cover.field import Field
from console.dispatch.cover.move_up import Site
from console.dispatch.cover.posts import BUSY_SHARE, PostPlan, posts
from console.dispatch.cover.readiness import Readiness
from console.dispatch.roads.network import RoadNetwork
from console.model.places import District, Shift, Team
from console.model.roads import USUAL, Conditions

POSTS_WITHIN_S = 180


def candidate_posts(district: District) -> list[Site]:
    """Where a team could wait: every base, every depot and every grid's centre, one for each place."""
    bases = [Site(team.id, team.base, is_base=True) for _, team in sorted(district.teams.items())]
    depots = [Site(depot.id, depot.position) for _, depot in sorted(district.depots.items())]
    centres = [Site(code, grid.centre) for code, grid in sorted(district.grids.items())]
    first = {site.place: site for site in reversed([*bases, *depots, *centres])}
    return sorted(first.values(), key=lambda site: site.id)


def shift_at(district: District, moment: time) -> Shift | None:
    """The shift on duty at a local time: of those that cover it the one of most teams, the earlier of equals."""
    counted = Counter(team.shift for team in district.teams.values() if team.shift.covers(moment))
    return min(counted, key=lambda shift: (-counted[shift], shift.start, shift.end), default=None)


def shift_posts(
    district: District,
    network: RoadNetwork,
    shift: Shift,
    demand: Demand,
    candidates: Sequence[Site],
    conditions: Conditions = USUAL,
    busy: float = BUSY_SHARE,
    learned: Learned = UNLEARNED,
    count: int | None = None,
) -> PostPlan:
    """Posts among ``candidates``, by the demand of the shift's hours (MEXCLP, see :func:`posts`).

    They are for the teams of ``shift``, or for ``count`` teams like them.
    Teams of longer shifts that are on duty all the while wait at their bases as ever: what they are expected to
    catch is not asked of the posts, and not part of the shares told. The shift's teams count as alike: with the
    median of their turnouts, as emergency vehicles only when all are.
    """
    field, ready = Field(district, network, conditions), Readiness(shift.start.hour, learned)
    teams = [team for _, team in sorted(district.teams.items()) if team.shift == shift]
    others = [team for _, team in sorted(district.teams.items()) if team.shift != shift and _spans(team, shift)]
    if not teams:
        return PostPlan((), 0.0, 0.0, 0.0)
    at_base = field.placed([ready.at_its_base(team) for team in others]).within(POSTS_WITHIN_S).counts
    seconds = field.travel_from([site.place for site in candidates], all(field.waives(team) for team in teams))
    turnout = [median(map(ready.in_a_base_s if site.is_base else ready.with_vehicle_s, teams)) for site in candidates]
    reach = seconds + np.array(turnout)[:, None] <= POSTS_WITHIN_S
    left = demand.over(shift) * np.power(busy, at_base)
    return posts(tuple(site.id for site in candidates), reach, left, len(teams) if count is None else count, busy)


def _spans(team: Team, shift: Shift) -> bool:
    """Whether a team is on duty in every full hour and half hour of a shift."""
    moments = [time(hour, minute) for hour in range(HOURS) for minute in (0, 30)]
    return all(team.shift.covers(moment) for moment in moments if shift.covers(moment))
