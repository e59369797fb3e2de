"""The 1/3/5 figures: share met, P50 and P90 per mark, and every emergency's own times (DOMAIN § 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from console.analysis.record import Record
from console.model.incident import Incident
from console.model.marks import limit_s, limits_of
from console.model.words import Mark, Stage


class Outcome(StrEnum):
    """How one mark of one emergency ended."""

    MET = "met"
    LATE = "late"  # stamped after its limit
    NEVER = "never"  # its limit passed and it was never stamped
    RUNNING = "running"  # the record ends before its limit
    ENDED = "ended"  # merged, rejected or handed over before it was stamped: its clock stopped


COUNTED = (Outcome.MET, Outcome.LATE, Outcome.NEVER)
_CLOCK_STOPPED = (Stage.MERGED, Stage.REJECTED, Stage.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class IncidentMark:
    """One mark of one emergency; ``after_s`` counts from t0 and is ``None`` when it was never stamped."""

    incident: int
    mark: Mark
    limit_s: int
    after_s: int | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class MarkFigures:
    """One mark over all emergencies.

    Percentiles are nearest-rank: the smallest time that at least that share of the counted marks did not exceed.
    Never-stamped marks rank behind every stamped time, so they make a percentile worse instead of disappearing;
    a percentile that falls on one is ``None``, as it is when nothing is counted.
    """

    mark: Mark
    marks: tuple[IncidentMark, ...]
    p50_s: int | None
    p90_s: int | None

    def with_outcome(self, *outcomes: Outcome) -> tuple[int, ...]:
        """The incidents whose mark ended so, by number."""
        return tuple(m.incident for m in self.marks if m.outcome in outcomes)

    @property
    def emergencies(self) -> int:
        """How many emergencies there were, counted or not."""
        return len(self.marks)

    @property
    def counted(self) -> int:
        """How many marks have an answer."""
        return len(self.with_outcome(*COUNTED))

    @property
    def met(self) -> int:
        """How many were met in time."""
        return len(self.with_outcome(Outcome.MET))

    @property
    def missed(self) -> int:
        """How many were late or never stamped."""
        return self.counted - self.met

    @property
    def share_met(self) -> float | None:
        """Share met of those counted; ``None`` when none is."""
        return self.met / self.counted if self.counted else None


def nearest_rank(times: Sequence[int], never: int, percent: int) -> int | None:
    """The nearest-rank percentile of ``times`` with ``never`` more behind all of them; ``None`` on one of those."""
    rank = -(-percent * (len(times) + never) // 100)
    return sorted(times)[rank - 1] if 1 <= rank <= len(times) else None


def mark_figures(record: Record) -> tuple[MarkFigures, ...]:
    """The three marks, each over every emergency of the record, by the limits of each incident's own plan."""
    return tuple(_figures(mark, record) for mark in Mark)


def _figures(mark: Mark, record: Record) -> MarkFigures:
    marks = tuple(incident_mark(incident, mark, record) for incident in record.emergencies)
    times = [m.after_s for m in marks if m.after_s is not None]
    never = sum(m.outcome is Outcome.NEVER for m in marks)
    return MarkFigures(mark, marks, nearest_rank(times, never, 50), nearest_rank(times, never, 90))


def incident_mark(incident: Incident, mark: Mark, record: Record) -> IncidentMark:
    """How ``mark`` ended for an emergency."""
    assert incident.t0 is not None, "only emergencies have marks"
    limit = limit_s(limits_of(incident), mark)
    stamped = incident.mark_met.get(mark)
    if stamped is not None:
        after = int((stamped - incident.t0).total_seconds())
        return IncidentMark(incident.number, mark, limit, after, Outcome.MET if after <= limit else Outcome.LATE)
    until = incident.t0 + timedelta(seconds=limit)
    if incident.stage in _CLOCK_STOPPED and incident.closed_at is not None and incident.closed_at <= until:
        outcome = Outcome.ENDED
    else:
        outcome = Outcome.NEVER if record.ended_at > until else Outcome.RUNNING
    return IncidentMark(incident.number, mark, limit, None, outcome)
