"""Why each team was not chosen: computed from the same figures as the choice (DOMAIN § 5.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.dispatch.candidates import Arrival, no_capability, penalty_for
from console.dispatch.cover import Cover
from console.model.picture import Picture, TeamNow
from console.model.plan import StaffNeed
from console.model.recommendation import NeedRow, PassedOver
from console.phrase import Phrase, say


def passed_over(
    picture: Picture,
    needs: tuple[StaffNeed, ...],
    rows: Sequence[NeedRow],
    arrivals: Mapping[str, Arrival | Phrase],
    elsewhere: Mapping[str, int],
    cover: Cover,
) -> tuple[PassedOver, ...]:
    """Every team that is not in ``rows``, soonest first; ``elsewhere`` are teams just chosen for others."""
    chosen = {fill.team for row in rows for fill in row.filled}
    found = [
        _one(now, needs, rows, arrivals, elsewhere.get(team), cover)
        for team, now in sorted(picture.teams.items())
        if team not in chosen
    ]
    return tuple(sorted(found, key=_soonest_first))


def _soonest_first(passed: PassedOver) -> tuple[bool, int, str]:
    return (passed.eta_s is None, passed.eta_s or 0, passed.team)


def _one(
    now: TeamNow,
    needs: tuple[StaffNeed, ...],
    rows: Sequence[NeedRow],
    arrivals: Mapping[str, Arrival | Phrase],
    elsewhere: int | None,
    cover: Cover,
) -> PassedOver:
    arrival = arrivals[now.team.id]
    if now.why_not is not None:
        return PassedOver(now.team.id, now.why_not)
    unable = no_capability(needs, now)
    if unable is not None:
        return PassedOver(now.team.id, unable)
    if isinstance(arrival, Phrase):
        return PassedOver(now.team.id, arrival)
    if elsewhere is not None:
        return PassedOver(now.team.id, say("dispatch.chosen_elsewhere", incident=elsewhere), arrival.eta_s)
    return PassedOver(now.team.id, _against_chosen(now, needs, rows, arrivals, cover), arrival.eta_s)


def _against_chosen(
    now: TeamNow,
    needs: tuple[StaffNeed, ...],
    rows: Sequence[NeedRow],
    arrivals: Mapping[str, Arrival | Phrase],
    cover: Cover,
) -> Phrase:
    """Against the need it comes nearest to: how much later, or what else the whole choice gains without it."""
    direct = {team: arrival.eta_s for team, arrival in arrivals.items() if isinstance(arrival, Arrival)}
    by_need = {row.need: row for row in rows}
    behind = []
    for need in needs:
        row, way = by_need.get(need.id), penalty_for(need, now)
        new = [fill for fill in row.filled if not fill.already_sent] if row else []
        if way is None or now.team.crew < need.crew_min or not new:
            continue
        slowest = max(new, key=lambda fill: (direct.get(fill.team, fill.eta_s), fill.team))
        gap = direct[now.team.id] - direct.get(slowest.team, slowest.eta_s)
        behind.append((gap, way[1], need, slowest))
    if not behind:
        return say("dispatch.nothing_left")
    gap, penalty, need, slowest = min(behind, key=lambda b: (b[1] > 0, b[0], b[2].id))
    if penalty > slowest.penalty:
        return say("dispatch.only_substitute", need=need.title)
    if gap > 0:
        return say("dispatch.arrives_later", seconds=gap, team=slowest.team, need=need.title)
    only = cover.only(now.team.id)
    if only:
        return say("dispatch.keeps_cover", grids=", ".join(only[:4]))
    return say("dispatch.whole_is_better", need=need.title)
