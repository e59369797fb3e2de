"""Everything the figures and the report show, computed once from one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.analysis.course import Course, courses, deciding_orders
from console.analysis.decisions import Decision, decisions
from console.analysis.expectations import Band, Judgement, Verdict, judge
from console.analysis.marks import MarkFigures, mark_figures
from console.analysis.materials import MaterialUse, material_use
from console.analysis.ratings import Rating, ratings
from console.analysis.record import Record
from console.model.scenario import Scenario
from console.model.words import Mark


@dataclass(frozen=True)
class Assessment:
    """One session assessed. ``scenario`` is ``None`` for live work, and then nothing is judged."""

    record: Record
    scenario: Scenario | None
    marks: tuple[MarkFigures, ...]
    courses: Mapping[str, Course]
    deciding: Mapping[tuple[int, Mark], str]
    decisions: tuple[Decision, ...]
    materials: tuple[MaterialUse, ...]
    judgements: tuple[Judgement, ...]
    ratings: tuple[Rating, ...] = ()

    def judged(self, verdict: Verdict) -> tuple[Judgement, ...]:
        """The expectations with this verdict."""
        return tuple(j for j in self.judgements if j.verdict is verdict)

    @property
    def weight_met(self) -> int:
        """Points earned: the weights of the expectations met."""
        return sum(j.expectation.weight for j in self.judged(Verdict.MET))

    @property
    def weight_all(self) -> int:
        """Points that could have been earned, not observed ones included."""
        return sum(j.expectation.weight for j in self.judgements)

    def banded(self, band: Band) -> tuple[Judgement, ...]:
        """The expectations performed so well."""
        return tuple(j for j in self.judgements if j.band is band)


def assess(record: Record, scenario: Scenario | None) -> Assessment:
    """Assess a record; the same rows give the same assessment."""
    ways = courses(record)
    judged = judge(scenario, record.rows, ended_at=record.ended_at) if scenario else ()
    return Assessment(
        record,
        scenario,
        mark_figures(record),
        ways,
        deciding_orders(record),
        decisions(record, ways),
        material_use(record),
        judged,
        ratings(scenario, judged) if scenario else (),
    )
