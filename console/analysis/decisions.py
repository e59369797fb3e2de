"""Recommended against chosen: what was shown when orders were issued, what was sent, and how it turned out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from console.analysis.course import Course
from console.analysis.record import Record
from console.model.events import OrderIssued, RecommendationUsed
from console.model.recommendation import CoverPrice, Fill, NeedRow
from console.model.words import ResponseLevel
from console.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Sent:
    """One team sent: ``offered`` is what the recommendation had said of it, ``None`` for the officer's own choice.

    ``why_not`` is the reason the recommendation had passed that team over, where it gave one.
    """

    course: Course
    offered: Fill | None
    why_not: Phrase | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One time orders were issued. ``left_out`` are teams recommended but not sent, with the need they were for."""

    seq: int
    at: datetime
    actor: str
    incident: int
    level: ResponseLevel
    sent: tuple[Sent, ...]
    left_out: tuple[tuple[NeedRow, Fill], ...]
    override_reason: str
    short: int
    cover: CoverPrice

    @property
    def added(self) -> tuple[str, ...]:
        """Teams sent that were not recommended."""
        return tuple(sent.course.order.team for sent in self.sent if sent.offered is None)

    @property
    def differs(self) -> bool:
        """Whether the officer chose other teams than were recommended."""
        return bool(self.added or self.left_out)


def decisions(record: Record, courses: Mapping[str, Course]) -> tuple[Decision, ...]:
    """Every decision to send teams, in ``seq`` order."""
    issued: dict[int, list[str]] = {}
    latest: dict[int | None, int] = {}
    for row in record.rows:
        if isinstance(row.event, RecommendationUsed):
            latest[row.incident] = row.seq
        elif isinstance(row.event, OrderIssued) and row.incident in latest:
            issued.setdefault(latest[row.incident], []).append(row.event.order)
    return tuple(
        _decision(row.seq, row.at, row.actor, event, [courses[order] for order in issued.get(row.seq, [])])
        for row, event in record.events(RecommendationUsed)
    )


def _decision(seq: int, at: datetime, actor: str, event: RecommendationUsed, sent: list[Course]) -> Decision:
    offered = event.offered
    fills = {fill.team: fill for _, fill in offered.new_fills}
    reasons = {passed.team: passed.reason for passed in offered.passed_over}
    return Decision(
        seq, at, actor, offered.incident, offered.level,
        tuple(Sent(c, fills.get(c.order.team), reasons.get(c.order.team)) for c in sent),
        tuple((row, fill) for row, fill in offered.new_fills if fill.team not in event.chosen),
        event.override_reason, offered.short, offered.cover,
    )  # fmt: skip
