"""Expectations of a drill, judged: met in time, not met, or not observed, with the events that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from console.model.events import DrillInjected, IncidentReported, OrderIssued, Recorded, ReportAdded
from console.model.predicate import fits
from console.model.scenario import After, Expectation, Inject, InjectKind, Scenario


class Verdict(StrEnum):
    """What the journal says of one expectation."""

    MET = "met"  # seen in time
    NOT_MET = "not_met"  # the deadline passed without it
    NOT_OBSERVED = "not_observed"  # what it starts from never came about, or the record ends before the deadline


class Band(StrEnum):
    """How well it was performed (HSEEP): without challenges, with some, with major ones, or not at all."""

    P = "P"
    S = "S"
    M = "M"
    U = "U"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One expectation judged. ``deadline`` is ``None`` when what it starts from never came about.

    ``shown_by`` are the rows that count towards it, those in time first; ``in_time`` says how many were.
    ``at`` is when the last one needed was seen, in time or late; ``None`` when it never was. Of a forbidden one they
    are the rows that break it. ``band`` is ``None`` while it is not known: not observed, or the record ends too early.
    """

    expectation: Expectation
    verdict: Verdict
    deadline: datetime | None
    shown_by: tuple[int, ...]
    in_time: int
    at: datetime | None
    band: Band | None = None


def judge(scenario: Scenario, rows: Sequence[Recorded], *, ended_at: datetime | None = None) -> tuple[Judgement, ...]:
    """Judge every expectation of ``scenario`` over a journal, in the script's order.

    Events count from the moment the inject was played, or the condition came true, up to and including ``within_s``
    later. ``ended_at`` is when the session ended; without it the record ends with its last row, and a deadline after
    that is not observed.
    """
    if not rows:
        return tuple(_unseen(e) for e in scenario.expectations)
    evidence = _Evidence(scenario, rows)
    end = max(ended_at or rows[-1].at, rows[-1].at)
    return tuple(_judge(expectation, evidence, end) for expectation in scenario.expectations)


def _unseen(expectation: Expectation) -> Judgement:
    return Judgement(expectation, Verdict.NOT_OBSERVED, None, (), 0, None)


def _judge(expectation: Expectation, evidence: _Evidence, end: datetime) -> Judgement:
    begin = evidence.begin(expectation)
    if begin is None:
        return _unseen(expectation)
    deadline = begin + timedelta(seconds=expectation.within_s)
    seen = [row for row in evidence.of_kind(expectation.kind) if row.at >= begin and evidence.fits(row, expectation)]
    if expectation.forbidden:
        return _forbidden(expectation, [row for row in seen if row.at <= deadline], deadline, end)
    shown = seen[: expectation.count]
    in_time = sum(row.at <= deadline for row in shown)
    reached = shown[-1].at if len(shown) == expectation.count else None
    if in_time == expectation.count:
        verdict = Verdict.MET
    else:
        verdict = Verdict.NOT_MET if end >= deadline else Verdict.NOT_OBSERVED
    band = _band(expectation, begin, reached, end)
    return Judgement(expectation, verdict, deadline, tuple(row.seq for row in shown), in_time, reached, band)


def _forbidden(expectation: Expectation, seen: Sequence[Recorded], deadline: datetime, end: datetime) -> Judgement:
    """What must not be seen: broken by the ``count``-th such event, kept when the time passed without it."""
    shown = tuple(row.seq for row in seen)
    if len(seen) >= expectation.count:
        at = seen[expectation.count - 1].at
        return Judgement(expectation, Verdict.NOT_MET, deadline, shown, len(seen), at, Band.U)
    if end >= deadline:
        return Judgement(expectation, Verdict.MET, deadline, shown, len(seen), None, Band.P)
    return Judgement(expectation, Verdict.NOT_OBSERVED, deadline, shown, len(seen), None)


def _band(expectation: Expectation, begin: datetime, reached: datetime | None, end: datetime) -> Band | None:
    limits = expectation.limits
    steps = ((Band.P, expectation.within_s), (Band.S, limits.some_s), (Band.M, limits.major_s))
    if reached is not None:
        after_s = (reached - begin).total_seconds()
        return next((band for band, limit in steps if after_s <= limit), Band.U)
    return Band.U if end >= begin + timedelta(seconds=limits.major_s) else None


class _Evidence:
    """A journal indexed for judging."""

    def __init__(self, scenario: Scenario, rows: Sequence[Recorded]) -> None:
        self._rows = rows
        self._played: dict[str, datetime] = {}
        self._issued: dict[str, OrderIssued] = {}
        incidents: dict[tuple[str, str], set[int]] = {}
        caused: dict[str, set[tuple[str, str]]] = {}
        for row in rows:
            event = row.event
            if isinstance(event, DrillInjected):
                self._played.setdefault(event.inject, row.at)
            elif isinstance(event, OrderIssued):
                self._issued[event.order] = event
            elif isinstance(event, IncidentReported | ReportAdded) and row.incident is not None:
                number = (event.report.source, event.report.source_number)
                incidents.setdefault(number, set()).add(row.incident)
                caused.setdefault(row.cause, set()).add(number)
        self._reported_by = {
            inject.id: set[int]().union(*(incidents.get(number, ()) for number in _numbers(inject, caused)))
            for inject in scenario.injects
        }

    def begin(self, expectation: Expectation) -> datetime | None:
        """When the clock of ``expectation`` starts; ``None`` when it never did."""
        if expectation.start is None:
            return self._played.get(expectation.from_inject)
        after = expectation.start
        seen = [row.at for row in self.of_kind(after.kind) if self._is(row, after)]
        if len(seen) < after.count:
            return None
        return seen[after.count - 1] + timedelta(seconds=after.delay_s)

    def of_kind(self, kind: str) -> Iterable[Recorded]:
        return (row for row in self._rows if row.event.kind == kind)

    def _is(self, row: Recorded, after: After) -> bool:
        if after.incident and not self._of(row, after.incident):
            return False
        return fits(row.event, after.where, self._order(row))

    def _of(self, row: Recorded, inject: str) -> bool:
        """Whether ``row`` is about the incident that ``inject`` reported; a merged report belongs to both."""
        return row.incident in self._reported_by.get(inject, set())

    def _order(self, row: Recorded) -> OrderIssued | None:
        return self._issued.get(getattr(row.event, "order", ""))

    def fits(self, row: Recorded, expectation: Expectation) -> bool:
        """Whether every field named in ``where`` has its value; ``incident`` names the inject that reported it.

        Events of an order also have the fields of the event that issued it.
        """
        wanted = dict(expectation.where)
        inject = wanted.pop("incident", None)
        if inject is not None and not self._of(row, str(inject)):
            return False
        return fits(row.event, wanted, self._order(row))


def _numbers(inject: Inject, caused: Mapping[str, set[tuple[str, str]]]) -> set[tuple[str, str]]:
    """(source, number) of what ``inject`` reported: as it is written, or as its readings were numbered."""
    written = (str(inject.effect.get("source")), str(inject.effect.get("number")))
    return {written} if inject.kind is InjectKind.REPORT else caused.get(inject.id, set())
