"""Completed responses read from a journal, for learning arrival times; what cannot be used is counted by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.analysis.record import Record
from console.dispatch.arrival_times.response import Response, Ways
from console.dispatch.arrival_times.turnout import AT_BASE_M, State, at_base
from console.geo import LatLon, distance_m
from console.model.events import (
    OrderCancelled,
    OrderDone,
    OrderIssued,
    RecommendationUsed,
    Recorded,
    TeamArrived,
    TeamReturned,
    TravelStarted,
)
from console.model.places import District, Team


class Unusable(StrEnum):
    """Why an order whose team arrived teaches nothing."""

    NO_START = "no_start"  # arrived without ever having said that it set off
    STARTS_BEFORE_ORDER = "starts_before_order"
    ARRIVES_BEFORE_START = "arrives_before_start"
    NO_TIME_BETWEEN = "no_time_between"  # set off and arrived in one moment: stamped together afterwards
    FETCHED = "fetched"  # the stop at the depot is in its time
    NO_ROUTE = "no_route"  # it stayed on one piece of road, or its way is not one of the district's roads
    NO_PLACE = "no_place"
    NO_TEAM = "no_team"  # the district's files do not have it any more


@dataclass(frozen=True, slots=True)
class Responses:
    """The usable responses in the order of their arrival, and how many were left out for what."""

    usable: tuple[Response, ...]
    left_out: Mapping[Unusable, int]


def responses(record: Record, district: District) -> Responses:
    """Every order of ``record`` whose team arrived, as a response.

    Times are those the reporter says (``occurred_at``), so that they can be out of order; the way is the one it
    set off on. Orders that ended before an arrival are no responses and are not counted.
    """
    reading = _Reading(record, district)
    found = [one for row in record.rows if (one := reading.take(row)) is not None]
    left_out = Counter(one for one in found if isinstance(one, Unusable))
    return Responses(tuple(one for one in found if isinstance(one, Response)), dict(sorted(left_out.items())))


@dataclass
class _Run:
    """One order as far as it has come."""

    team: str
    via_depot: str
    issued_at: datetime
    was: State | None  # what the team was doing by its orders; None when it had none
    shown_turnout_s: int | None  # by the recommendation; None for the officer's own choice
    start: TravelStarted | None = None
    started_at: datetime | None = None
    arrived: bool = False


class _Reading:
    """Goes through the rows once and remembers what each team is doing."""

    def __init__(self, record: Record, district: District) -> None:
        self._incidents = record.board.incidents
        self._district = district
        self._ways = Ways(district.roads)
        self._runs: dict[str, _Run] = {}
        self._returning: set[str] = set()
        self._called_off: dict[str, tuple[datetime, State]] = {}
        self._shown: dict[tuple[int | None, str], int] = {}

    def take(self, row: Recorded) -> Response | Unusable | None:
        """Read one row; what an arrival teaches, or why it does not."""
        event = row.event
        match event:
            case RecommendationUsed():
                fills = [fill for _, fill in event.offered.new_fills if fill.team in event.chosen]
                self._shown |= {(row.incident, fill.team): fill.turnout_s for fill in fills}
            case OrderIssued():
                self._issued(row, event)
            case TravelStarted():
                run = self._runs[event.order]
                run.start, run.started_at = event, row.occurred_at
            case TeamArrived():
                self._runs[event.order].arrived = True
                return self._arrived(self._runs[event.order], row, event.position)
            case OrderDone():
                self._returning.add(self._runs[event.order].team)
            case TeamReturned():
                self._returning.discard(event.team)
            case OrderCancelled():
                run = self._runs[event.order]
                if run.start is not None:
                    self._called_off[run.team] = (row.at, State.ON_SCENE if run.arrived else State.UNDER_WAY)
            case _:
                pass
        return None

    def _issued(self, row: Recorded, event: OrderIssued) -> None:
        moment, was = self._called_off.pop(event.team, (None, None))
        if moment != row.at:  # called off for something else than this order: by now it may be anywhere
            was = State.RETURNING if event.team in self._returning else None
        self._returning.discard(event.team)
        shown = self._shown.pop((row.incident, event.team), None)
        self._runs[event.order] = _Run(event.team, event.via_depot, row.occurred_at, was, shown)

    def _arrived(self, run: _Run, row: Recorded, position: LatLon | None) -> Response | Unusable:
        assert row.incident is not None, "a team arrives at an incident"
        team = self._district.teams.get(run.team)
        place = position or self._incidents[row.incident].position
        if run.start is None or run.started_at is None:
            return Unusable.NO_START
        wrong = _out_of_order(run.issued_at, run.started_at, row.occurred_at)
        if wrong is not None:
            return wrong
        if run.via_depot:
            return Unusable.FETCHED
        if team is None:
            return Unusable.NO_TEAM
        if place is None:
            return Unusable.NO_PLACE
        try:
            usual_s = self._ways.usual_s(run.start.start, run.start.route, place)
        except (KeyError, ValueError):
            return Unusable.NO_ROUTE
        hour = self._district.local(run.started_at).hour
        turnout_s = (run.started_at - run.issued_at).total_seconds()
        travel_s = (row.occurred_at - run.started_at).total_seconds()
        state = _state(team, run, run.start.start, hour)
        return Response(team.kind, state, team.turnout_s, turnout_s, usual_s, travel_s, hour)


def _out_of_order(issued_at: datetime, started_at: datetime, arrived_at: datetime) -> Unusable | None:
    if started_at < issued_at:
        return Unusable.STARTS_BEFORE_ORDER
    if arrived_at < started_at:
        return Unusable.ARRIVES_BEFORE_START
    return Unusable.NO_TIME_BETWEEN if arrived_at == started_at else None


def _state(team: Team, run: _Run, start: LatLon, local_hour: int) -> State | None:
    """What the team was doing: by its orders, by the turnout it was shown with, or by where it set off."""
    if run.was is not None:
        return run.was
    if run.shown_turnout_s == 0 and team.turnout_s > 0:
        return State.PATROL
    if distance_m(start, team.base) <= AT_BASE_M:
        return at_base(team.kind, local_hour)
    return State.AWAY if run.shown_turnout_s else None
