"""The rules of the closed loop: how long each stage may take, who climbs in when, what is reported upward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta

from console.frozen import frozen
from console.model.words import Card, Severity, Urgency
from console.model.working_time import WorkingTime
from console.phrase import Text

YELLOW_FROM = 0.8
"""Share of a stage's time from which its light is yellow (DOMAIN § 6)."""


@frozen
class StageLimits:
    """Seconds a stage may take. Handling has the catalogue item's own deadline."""

    accept_s: int
    dispatch_s: int
    verify_s: int
    close_s: int


@frozen
class Rung:
    """One step of the ladder: who corrects it (a department; empty: the grid's own post), and within which time."""

    name: Text
    department: str
    within_s: int


@frozen
class UpwardTimes:
    """When a severity must be reported upward: the first report, then again and again; ``None`` when not at all."""

    first_s: int | None = None
    every_s: int | None = None


@frozen
class Casework:
    """All of it. ``cards`` are the shares of a late stage's time at which each card is shown, rising."""

    routine: StageLimits = StageLimits(300, 1800, 14400, 14400)
    emergency: StageLimits = StageLimits(60, 60, 1800, 3600)
    cards: Mapping[Card, float] = field(
        default_factory=lambda: {Card.REMINDER: 1.0, Card.YELLOW: 1.5, Card.RED: 2.0}
    )  # fmt: skip
    ladder: tuple[Rung, ...] = ()
    upward: Mapping[Severity, UpwardTimes] = field(default_factory=dict)
    working: WorkingTime | None = None  # None: round the clock

    def limits(self, urgency: Urgency) -> StageLimits:
        """The limits for routine cases or for emergencies."""
        return self.emergency if urgency is Urgency.EMERGENCY else self.routine

    def due(self, urgency: Urgency, start: datetime, seconds: float) -> datetime:
        """When ``seconds`` from ``start`` are over: by the clock for emergencies, else in working time."""
        if urgency is Urgency.EMERGENCY or self.working is None:
            return start + timedelta(seconds=seconds)
        return self.working.after(start, seconds)

    def used_s(self, urgency: Urgency, start: datetime, now: datetime) -> float:
        """Seconds gone by since ``start`` that count."""
        if urgency is Urgency.EMERGENCY or self.working is None:
            return max(0.0, (now - start).total_seconds())
        return self.working.between(start, now)
