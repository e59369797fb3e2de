"""Expectations of a drill, judged: met in time, not met, or not observed, with the events that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from console.model.events import DrillInjected, IncidentReported, OrderIssued, Recorded, ReportAdded
from console.model.scenario import Expectation, Scenario


class Verdict(StrEnum):
    """What the journal says of one expectation."""

    MET = "met"  # seen in time
    NOT_MET = "not_met"  # the deadline passed without it
    NOT_OBSERVED = "not_observed"  # its inject was never played, or the record ends before the deadline


@dataclass(frozen=True, slots=True)
class Judgement:
    """One expectation judged. ``deadline`` is ``None`` when its inject was never played.

    ``shown_by`` are the rows that count towards it, those in time first; ``in_time`` says how many were.
    ``at`` is when the last one needed was seen, in time or late; ``None`` when it never was.
    """

    expectation: Expectation
    verdict: Verdict
    deadline: datetime | None
    shown_by: tuple[int, ...]
    in_time: int
    at: datetime | None


def judge(scenario: Scenario, rows: Sequence[Recorded], *, ended_at: datetime | None = None) -> tuple[Judgement, ...]:
    """Judge every expectation of ``scenario`` over a journal, in the script's order.

    Events count from the moment the inject was played up to and including ``within_s`` later. ``ended_at`` is
    when the session ended; without it the record ends with its last row, and a deadline after that is not observed.
    """
    if not rows:
        return tuple(Judgement(e, Verdict.NOT_OBSERVED, None, (), 0, None) for e in scenario.expectations)
    evidence = _Evidence(scenario, rows)
    end = max(ended_at or rows[-1].at, rows[-1].at)
    return tuple(_judge(expectation, evidence, end) for expectation in scenario.expectations)


def _judge(expectation: Expectation, evidence: _Evidence, end: datetime) -> Judgement:
    begin = evidence.played.get(expectation.from_inject)
    if begin is None:
        return Judgement(expectation, Verdict.NOT_OBSERVED, None, (), 0, None)
    deadline = begin + timedelta(seconds=expectation.within_s)
    seen = [row for row in evidence.of_kind(expectation.kind) if row.at >= begin and evidence.fits(row, expectation)]
    shown = seen[: expectation.count]
    in_time = sum(row.at <= deadline for row in shown)
    reached = shown[-1].at if len(shown) == expectation.count else None
    if in_time == expectation.count:
        verdict = Verdict.MET
    else:
        verdict = Verdict.NOT_MET if end >= deadline else Verdict.NOT_OBSERVED
    return Judgement(expectation, verdict, deadline, tuple(row.seq for row in shown), in_time, reached)


class _Evidence:
    """A journal indexed for judging."""

    def __init__(self, scenario: Scenario, rows: Sequence[Recorded]) -> None:
        self._rows = rows
        self.played: dict[str, datetime] = {}
        self._issued: dict[str, OrderIssued] = {}
        incidents: dict[tuple[str, str], set[int]] = {}
        for row in rows:
            event = row.event
            if isinstance(event, DrillInjected):
                self.played.setdefault(event.inject, row.at)
            elif isinstance(event, OrderIssued):
                self._issued[event.order] = event
            elif isinstance(event, IncidentReported | ReportAdded) and row.incident is not None:
                number = (event.report.source, event.report.source_number)
                incidents.setdefault(number, set()).add(row.incident)
        self._reported_by = {
            inject.id: incidents.get((str(inject.effect.get("source")), str(inject.effect.get("number"))), set())
            for inject in scenario.injects
        }

    def of_kind(self, kind: str) -> Iterable[Recorded]:
        return (row for row in self._rows if row.event.kind == kind)

    def fits(self, row: Recorded, expectation: Expectation) -> bool:
        """Whether every field named in ``where`` has its value; ``incident`` names the inject that reported it.

        A report merged later belongs to both incidents. Events of an order also have the fields
        of the event that issued it, so that ``team`` and ``need`` can be asked of an arrival.
        """
        wanted = dict(expectation.where)
        inject = wanted.pop("incident", None)
        if inject is not None and row.incident not in self._reported_by.get(str(inject), set()):
            return False
        issued = self._issued.get(getattr(row.event, "order", ""))
        return all(_is(_field(row.event, path, issued), value) for path, value in wanted.items())


_NOTHING = object()


def _field(event: object, path: str, issued: object) -> object:
    found = _walk(event, path)
    return _walk(issued, path) if found is _NOTHING else found


def _walk(start: object, path: str) -> object:
    value: object = start
    for name in path.split("."):
        value = value.get(name, _NOTHING) if isinstance(value, Mapping) else getattr(value, name, _NOTHING)
    return value


def _is(found: Any, wanted: Any) -> bool:
    if isinstance(found, tuple | list) and isinstance(wanted, tuple | list):
        return len(found) == len(wanted) and all(_is(f, w) for f, w in zip(found, wanted, strict=True))
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted  # True is not 1
    return bool(found == wanted)
