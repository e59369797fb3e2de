"""Cover an hour from now, between what is sure and what is possible (DOMAIN § 2 Cover)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from console.dispatch.arrival_times.learned import Learned
from console.dispatch.cover.demand import Demand
from console.dispatch.cover.field import Field
from console.dispatch.cover.readiness import Readiness
from console.dispatch.cover.within import Share, shares
from console.model.picture import Picture
from console.model.words import TeamStatus
from console.phrase import Phrase, say

AHEAD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Cover in an hour: ``sure`` counts who is free now or begins a shift, ``possible`` also who may be back by then.

    ``coming`` and ``leaving`` are teams whose shift begins or ends within the hour; ``unsure`` are those that make
    the difference, because nobody knows when they will be free; ``basis`` says so.
    """

    sure: tuple[Share, ...]
    possible: tuple[Share, ...]
    coming: tuple[str, ...]
    leaving: tuple[str, ...]
    unsure: tuple[str, ...]
    basis: Phrase


def hour_ahead(field: Field, picture: Picture, demand: Demand, learned: Learned) -> Ahead:
    """Cover an hour after the picture, on the roads as they are now.

    On duty then is whose shift covers that time. Free teams are taken to be where they are now, teams beginning
    their shift at their base. When an order ends is not known: teams that are bound, silent, resting or without
    their crew now count as possible only, at their base; those out of service not at all.
    """
    then = field.district.local(picture.at + AHEAD)
    ready = Readiness(then.hour, learned)
    on_duty = {team: now for team, now in sorted(picture.teams.items()) if now.on_duty_at(then)}
    sure = {
        team: ready.now(now) if now.why_not is None and now.on_duty else ready.at_its_base(field.district.teams[team])
        for team, now in on_duty.items()
        if now.why_not is None or now.status is TeamStatus.OFF_DUTY
    }
    unsure = {
        team: ready.at_its_base(now.team)
        for team, now in on_duty.items()
        if team not in sure and now.status is not TeamStatus.OUT_OF_SERVICE
    }
    expected = demand.at(then.hour)
    return Ahead(
        shares(field.placed(list(sure.values())), expected),
        shares(field.placed([*sure.values(), *unsure.values()]), expected),
        tuple(team for team, now in on_duty.items() if now.status is TeamStatus.OFF_DUTY),
        tuple(sorted(t for t in picture.teams.keys() - on_duty if picture.teams[t].status is not TeamStatus.OFF_DUTY)),
        tuple(unsure),
        say("cover.hour_ahead", unsure=len(unsure)),
    )  # fmt: skip
