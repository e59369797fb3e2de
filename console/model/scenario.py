"""A drill's script: what is injected when, and what must then be seen in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from console.model.words import Posture
from console.phrase import Text

Span = tuple[float, float]


class InjectKind(StrEnum):
    """What an inject does."""

    REPORT = "report"  # a report comes in from any source
    FACT = "fact"  # a field report makes a fact known
    CLOSE_ROAD = "close_road"
    OPEN_ROAD = "open_road"
    SLOW = "slow"  # roads become slower than usual
    UNSLOW = "unslow"  # what an earlier inject slowed is at its usual speed again
    WEATHER = "weather"  # the weather is declared
    SILENT = "silent"  # a team stops answering and sending its position
    DECLINE = "decline"  # a team will decline its next order
    LATE = "late"  # a team is held up on its way
    TEAM_OUT = "team_out"  # a team goes out of service
    TEAM_BACK = "team_back"
    SCENE = "scene"  # what cameras near a place show
    CAMERA_LOST = "camera_lost"
    POSTURE = "posture"
    MESSAGE = "message"  # a word to the officers, nothing else


@dataclass(frozen=True, slots=True)
class After:
    """A condition over the journal: the ``count``-th event of ``kind``, then ``delay_s``."""

    kind: str
    delay_s: int = 0
    count: int = 1
    incident: str = ""  # id of the inject that reported it; empty is any


@dataclass(frozen=True, slots=True)
class Inject:
    """导调: one scripted event, at an offset from the start or after a condition."""

    id: str
    kind: InjectKind
    note: Text
    effect: Mapping[str, Any]
    at_s: int | None = None
    after: After | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """考核点: an event that must be seen within ``within_s`` of the inject or condition it starts from."""

    id: str
    title: Text
    kind: str
    within_s: int
    from_inject: str
    where: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How simulated teams behave; spans are drawn evenly, in seconds or as factors."""

    acknowledge_s: Span = (4.0, 16.0)
    turnout_factor: Span = (0.8, 1.15)
    travel_factor: Span = (0.92, 1.12)
    work_s: Span = (240.0, 420.0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One drill script; ``content_hash`` pins it in the journal."""

    id: str
    title: Text
    objective: Text
    start: datetime
    duration_s: int
    posture: Posture
    thinking_s: int
    behaviour: Behaviour
    injects: tuple[Inject, ...]
    expectations: tuple[Expectation, ...]
    content_hash: str
