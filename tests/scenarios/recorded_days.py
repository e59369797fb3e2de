"""The recorded eight days dispatched anew: recorded calls and units, our choice of who goes, one town's own roads.

What a run takes is modelled the same way for the recorded choice and for ours, so that the two differ by who was sent
and from where, and by nothing else. ``docs/guide/sweeps.md`` says how, and what it cannot show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

from console.app.wiring import load_ground
from console.dispatch.arrival_times.learned import Learned
from console.dispatch.arrival_times.learning import learn
from console.dispatch.recommend import recommend
from console.geo import LatLon
from console.model.incident import Incident, Report
from console.model.picture import Picture, TeamNow
from console.model.places import District, Shift, Team, TeamKind
from console.model.plan import MarkLimits, PlanInForce, StaffNeed
from console.model.roads import USUAL
from console.model.words import ResponseLevel, Severity, Stage, TeamStatus, Tier, Urgency
from console.phrase import Text
from tests.scenarios.recorded_calls import OWN_TURNOUT_S, Sent, Town, stations, usable_runs

KINDS = ("ENGINE", "TRUCK")
"""Kinds whose unit numbers name their station."""
GONE_HOME_S = 600
"""A unit free for longer is taken to be at its station again."""
PACED_FOR = timedelta(days=4)
"""Travel is learned from the first days and told for the others."""


@dataclass
class Unit:
    """One unit in the world played: where it is based, where it last was, and until when it is bound."""

    team: Team
    last: LatLon | None = None
    free: datetime | None = None

    def at(self, moment: datetime) -> LatLon:
        """Where it is taken to be when it is free."""
        fresh = self.free is not None and (moment - self.free).total_seconds() < GONE_HOME_S
        return self.last if fresh and self.last is not None else self.team.base


@dataclass(frozen=True)
class Served:
    """One recorded sending served anew; seconds, ``None`` where they are not known or nobody was left to send."""

    sent: Sent
    unit: str
    recorded_travel_s: float | None
    modelled_travel_s: float | None  # of the recorded unit, by the model
    our_travel_s: float | None
    turnout_s: float | None  # as recorded, given to both

    @property
    def before_s(self) -> float:
        """From the call's receipt to the sending, as recorded."""
        return (self.sent.sent - self.sent.received).total_seconds()


class World:
    """The town's units, dispatched by the console."""

    def __init__(self, town: Town, rows: Sequence[Sent]) -> None:
        at = stations(rows)
        names = sorted({row.unit: row.kind for row in rows if row.kind in KINDS}.items())
        placed = {unit: (kind, at[unit[1:]]) for unit, kind in names if unit[1:] in at and town.holds(at[unit[1:]])}
        teams = {unit: _team(unit, kind, base) for unit, (kind, base) in placed.items()}
        self.town, self.rows = town, rows
        self.ours = {unit: Unit(team) for unit, team in teams.items()}
        self.recorded = {unit: Unit(team) for unit, team in teams.items()}
        self._district = _district(town, teams)
        self._learned: Learned = learn([])
        self.unserved = 0

    def play(self) -> list[Served]:
        """Serve every sending in order; those of the first days teach how fast the town drives."""
        until = self.rows[0].sent + PACED_FOR
        early = [row for row in self.rows if row.sent < until]
        self._learned = learn([run.response for run in usable_runs(self.town, early, KINDS)[0]])
        found: list[Served] = []
        wanted = (row for row in self.rows if row.kind in KINDS)
        for (moment, _), group in groupby(wanted, key=lambda row: (row.sent, row.call)):
            rows = list(group)
            inside = [row for row in rows if self.town.holds(row.place)]
            if inside:
                found += self._serve(moment, inside)
            for row in rows:
                if row not in inside and row.unit in self.ours:
                    self._away(self.ours[row.unit], row)
                self._note(row)
        return [one for one in found if one.sent.sent >= until]

    def _serve(self, moment: datetime, rows: Sequence[Sent]) -> list[Served]:
        chosen = self._chosen(moment, rows)
        served = []
        for row in rows:
            ours = chosen[row.kind].pop(0) if chosen.get(row.kind) else ""
            self.unserved += not ours
            travel = self._travel_s(self.ours[ours].at(moment), row) if ours else None
            served.append(self._compared(row, ours, travel))
            if ours:
                self._bind(self.ours[ours], row, travel)
        return served

    def _compared(self, row: Sent, ours: str, travel: float | None) -> Served:
        sound = row.rolling is not None and row.there is not None and row.sent <= row.rolling < row.there
        mine = self.recorded.get(row.unit)
        known = mine is not None and (mine.free is None or mine.free <= row.sent)
        modelled = self._travel_s(mine.at(row.sent), row) if mine is not None and known else None
        recorded = (row.there - row.rolling).total_seconds() if sound and row.there and row.rolling else None
        turnout = (row.rolling - row.sent).total_seconds() if sound and row.rolling else None
        return Served(row, ours, recorded, modelled, travel, turnout)

    def _travel_s(self, start: LatLon, row: Sent) -> float | None:
        usual = self.town.usual(start, row.place) if self.town.holds(start) else None
        return None if usual is None else self._learned.travel_s(usual, row.sent.hour)

    def _bind(self, unit: Unit, row: Sent, travel_s: float | None) -> None:
        """Away for its own drive and as long as the recorded unit worked; called off as that one was."""
        ends = row.free if row.free is not None and row.free > row.sent else row.sent
        if row.there is not None and row.rolling is not None and travel_s is not None and row.free is not None:
            turnout = max(timedelta(0), row.rolling - row.sent)
            ends = row.sent + turnout + timedelta(seconds=travel_s) + max(timedelta(0), row.free - row.there)
            unit.last = row.place
        else:
            unit.last = None
        unit.free = ends

    def _away(self, unit: Unit, row: Sent) -> None:
        """Sent out of the map as recorded; where it then is, is not on the map: taken to be home when free."""
        if row.free is not None and (unit.free is None or unit.free < row.free):
            unit.last, unit.free = None, row.free

    def _note(self, row: Sent) -> None:
        """Where the recorded unit was left."""
        unit = self.recorded.get(row.unit)
        if unit is not None and row.free is not None:
            unit.last = row.place if row.there is not None and self.town.holds(row.place) else None
            unit.free = row.free

    def _chosen(self, moment: datetime, rows: Sequence[Sent]) -> dict[str, list[str]]:
        """Who the console recommends, by kind, soonest first."""
        now = moment.replace(tzinfo=UTC)
        teams = {unit: self._now(unit, self.ours[unit], moment) for unit in self.ours}
        free = {unit: team for unit, team in teams.items() if team is not None}
        picture = Picture(1, now, {1001: _incident(rows, now)}, {}, free, {}, USUAL)
        district = replace(self._district, teams={unit: team.team for unit, team in free.items()})
        found = recommend(picture, district, self.town.network)[1001] if free else None
        chosen: dict[str, list[tuple[int, str]]] = {}
        for need in found.needs if found is not None else ():
            chosen[need.need.upper()] = sorted((fill.eta_s, fill.team) for fill in need.filled)
        return {kind: [team for _, team in fills] for kind, fills in chosen.items()}

    def _now(self, name: str, unit: Unit, moment: datetime) -> TeamNow | None:
        if unit.free is not None and unit.free > moment:
            return None
        return TeamNow(unit.team, TeamStatus.AVAILABLE, unit.at(moment), 0, False, None, None)


def _team(unit: str, kind: str, base: LatLon) -> Team:
    always = Shift(time(), time())
    return Team(unit, Text(unit), TeamKind.FIRE, frozenset({kind.lower()}), 4, kind.lower(), base, always,
                OWN_TURNOUT_S, 3600)  # fmt: skip


def _district(town: Town, teams: Mapping[str, Team]) -> District:
    """The town without grids and depots: nothing but who can be there when decides."""
    return replace(
        load_ground().district, roads=town.network.roads, teams=dict(teams), grids={}, depots={}, cameras={},
        places={}, capabilities={kind.lower(): Text(kind.lower()) for kind in KINDS}, neighbours={}, traffic=(),
    )  # fmt: skip


def _incident(rows: Sequence[Sent], now: datetime) -> Incident:
    counts = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    staff = tuple(
        StaffNeed(kind.lower(), Text(kind.lower()), kind.lower(), count, 300, first_arrival=True)
        for kind, count in counts.items() if count
    )  # fmt: skip
    plan = PlanInForce("recorded", 1, "", Text("recorded"), ResponseLevel.IV, MarkLimits(), staff, (), (), ())
    report = Report("recorded", rows[0].call, "", now, now)
    return Incident(
        1001, 1, Stage.ACCEPTED, Urgency.EMERGENCY, Severity.GENERAL, Tier.STREET, "", "", rows[0].place, "",
        (report,), now, accepted_at=now, t0=now, plan=plan,
    )  # fmt: skip


def first_of_each_call(served: Iterable[Served]) -> list[list[Served]]:
    """The sendings of each call together, in order of the calls."""
    by_call: dict[str, list[Served]] = {}
    for one in served:
        by_call.setdefault(one.sent.call, []).append(one)
    return list(by_call.values())
