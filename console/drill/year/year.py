"""Plays a synthetic year: reports in the order they come, and each case's steps at their time."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from console.clock import DrillClock
from console.desk.desk import Desk
from console.desk.resume import let_go
from console.drill.year import shape
from console.drill.year.course import Step, next_step, officer, reminders
from console.drill.year.shape import Shape, words_of
from console.errors import Refused
from console.geo import LatLon, from_metres, inside
from console.model import commands as c
from console.model.incident import WATCH, Actor
from console.model.places import Grid

AT_ONCE = 1000
"""Commands decided and written in one transaction."""

REPEAT_WITHIN = timedelta(hours=6)
DAYS = 365


class Year:
    """``cases`` reports over the 365 days from ``start``, drawn from ``seed``, submitted to ``desk`` as time goes."""

    def __init__(self, desk: Desk, clock: DrillClock, cases: int, seed: int) -> None:
        self._desk, self._clock, self._cases = desk, clock, cases
        self._district = desk.board.district
        self._chance = Random(seed)
        self._shape = Shape.of(self._district, Random(seed + 1))
        self._grids = sorted(self._district.grids.values(), key=_code)
        self._weights = [self._chance.paretovariate(1.6) for _ in self._grids]
        self._waiting: list[tuple[datetime, int, Step]] = []
        self._pushed = 0
        self._turns: dict[int, int] = {}  # incident -> the turn its plan is at
        self._again: list[c.Command] = []  # reports of what was reported already
        self._last: dict[str, tuple[int, datetime]] = {}  # grid and item -> the last case there
        self.refused: list[str] = []

    def play(self) -> Iterator[int]:
        """Play to the end of the last case; yields how many reports came so far, after each transaction."""
        steps = self._steps()
        self._reported = 0
        while batch := list(islice(steps, 1)):
            outcomes = self._desk.submit_all(self._batch(batch[0], steps))
            self.refused.extend(one.reason.en for one in outcomes if isinstance(one, Refused))
            let_go(self._desk.board, self._clock.now())
            yield self._reported

    def _batch(self, first: Step, steps: Iterator[Step]) -> Iterator[tuple[c.Command, Actor]]:
        """The next commands, the clock put to each one's moment and what follows from it planned once it is decided."""
        for step in _one_and(first, islice(steps, AT_ONCE - 1)):
            self._clock.advance_to(max(step.at, self._clock.now()))
            self._reported += isinstance(step.command, c.ReportIncident)
            yield step.command, step.by
            self._plan(step)

    def _steps(self) -> Iterator[Step]:
        """Every step in the order of time, reports and what they led to."""
        for report in self._reports():
            yield from self._due(report.at)
            yield report
        yield from self._due(None)

    def _due(self, until: datetime | None) -> Iterator[Step]:
        """What was planned up to a moment and still holds: a case that took another turn has another plan."""
        while self._waiting and (until is None or self._waiting[0][0] <= until):
            step = heapq.heappop(self._waiting)[2]
            if not step.turn or self._turns.get(getattr(step.command, "incident", 0)) == step.turn:
                yield step

    def _push(self, step: Step) -> None:
        self._pushed += 1
        heapq.heappush(self._waiting, (step.at, self._pushed, step))

    def _plan(self, step: Step) -> None:
        """What happens next to the case that ``step`` was about."""
        board, now = self._desk.board, self._clock.now()
        number = getattr(step.command, "incident", None)
        if isinstance(step.command, c.ReportIncident):
            number = board.numbers.get((step.command.source, step.command.source_number))
        incident = board.incidents.get(number) if number is not None else None
        if incident is None or isinstance(step.command, c.RaiseSupervision):
            return
        if isinstance(step.command, c.ReportIncident) and self._repeats(incident.number, step):
            return
        for at, command in reminders(board, incident, now):
            self._push(Step(at, command, WATCH))
        following = next_step(board, incident, now, self._chance)
        self._turns.pop(incident.number, None)
        if following is not None:
            self._turns[incident.number] = self._pushed + 1
            self._push(following._replace(turn=self._pushed + 1))

    def _repeats(self, number: int, step: Step) -> bool:
        """Join a report to the last open case of its item in its grid, if it is one that says the same again."""
        board = self._desk.board
        incident = board.incidents[number]
        key = f"{incident.grid}/{incident.category}"
        before = self._last.pop(key, None)  # put in anew: the last one stands last
        self._last[key] = (number, step.at)
        known = board.incidents.get(before[0]) if before else None
        again = step.command in self._again
        if before is None or known is None or not again or not known.is_open or step.at - before[1] > REPEAT_WITHIN:
            return False
        self._last[key] = before
        at = step.at + timedelta(seconds=self._chance.randint(20, 300))
        self._push(Step(at, c.MergeIncident(number, known.number), officer(self._district.local(at).hour)))
        return True

    def _reports(self) -> Iterator[Step]:
        zone = ZoneInfo(self._district.timezone)
        midnight = self._clock.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        days = [midnight + timedelta(days=n) for n in range(DAYS)]
        counted = _shared(self._cases, [shape.busy(day.date(), self._chance) for day in days])
        serial = 0
        for day, count in zip(days, counted, strict=True):
            drawn = sorted(self._moment(day) for _ in range(count))
            for at, source in drawn:
                serial += 1
                yield self._report(at, source, serial)

    def _moment(self, day: datetime) -> tuple[datetime, str]:
        source = self._chance.choices(list(shape.SOURCES), weights=list(shape.SOURCES.values()))[0]
        hours = shape.HOURS.get(source, shape.HOURS[""])
        hour = self._chance.choices(range(24), weights=hours)[0]
        return day + timedelta(hours=hour, seconds=self._chance.randrange(3600)), source

    def _report(self, at: datetime, source: str, serial: int) -> Step:
        chance = self._chance
        grid = chance.choices(self._grids, weights=self._weights)[0]
        item = self._shape.item(at.month, chance)
        last = self._last_here(at) if chance.random() < shape.REPEATED else None
        if last is not None:
            grid, item = self._district.grids[last[0]], self._district.catalogue[last[1]]
        place = grid.name.zh or grid.name.en
        position = self._position(grid)
        command = c.ReportIncident(
            source, f"{at:%y%m%d}-{serial}", words_of(item, place, chance), at, item.code, place, position
        )  # fmt: skip
        if last is not None:
            self._again = [*self._again[-20:], command]
        return Step(at, command, Actor("intake", "system"))

    def _position(self, grid: Grid) -> LatLon:
        """Somewhere in the grid, near its middle when its shape is awkward."""
        for reach in (160, 160, 90):
            east, north = self._chance.uniform(-reach, reach), self._chance.uniform(-reach, reach)
            place: LatLon = from_metres(grid.centre, east, north)
            if inside(place, grid.ring):
                return place
        return from_metres(grid.centre, self._chance.uniform(-40, 40), self._chance.uniform(-40, 40))

    def _last_here(self, at: datetime) -> tuple[str, str] | None:
        """Grid and item of a case reported lately, to be reported once more."""
        recent = [key for key, (_, when) in islice(reversed(self._last.items()), 60) if at - when < REPEAT_WITHIN]
        if not recent:
            return None
        grid, _, item = self._chance.choice(recent).partition("/")
        return (grid, item) if grid else None


def _code(grid: object) -> str:
    return str(getattr(grid, "code", ""))


def _one_and(first: Step, rest: Iterator[Step]) -> Iterator[Step]:
    yield first
    yield from rest


def _shared(total: int, weights: list[float]) -> list[int]:
    """``total`` shared out by ``weights``, whole numbers that add up to it."""
    whole, shared, given = sum(weights), [], 0
    run = 0.0
    for weight in weights:
        run += weight
        upto = round(total * run / whole)
        shared.append(upto - given)
        given = upto
    return shared
