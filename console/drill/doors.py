"""What a scenario file may hold: checked here, plain frozen dataclasses inside."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from console.model.event_base import EVENT_KINDS
from console.model.scenario import InjectKind
from console.model.words import Posture

SECONDS_PER_UNIT = (3600, 60, 1)
SHORTEST, LONGEST = 0.01, 86_400.0
YEARS = (1970, 2999)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NameDoor(_Strict):
    """A bilingual text."""

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)


class AfterDoor(_Strict):
    """A condition over the journal."""

    event: str
    delay: str = "00:00:00"
    count: int = Field(1, ge=1)
    incident: str = ""

    @field_validator("event")
    @classmethod
    def _known(cls, value: str) -> str:
        import console.model.events  # noqa: F401 - fills EVENT_KINDS

        if value not in EVENT_KINDS:
            raise ValueError(f"unknown event {value!r}; one of {', '.join(sorted(EVENT_KINDS))}")
        return value


class InjectDoor(_Strict):
    """One inject: when, and exactly one thing that it does."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    note: NameDoor
    at: str | None = None
    after: AfterDoor | None = None
    report: dict[str, Any] | None = None
    fact: dict[str, Any] | None = None
    close_road: dict[str, Any] | None = None
    open_road: dict[str, Any] | None = None
    slow: dict[str, Any] | None = None
    unslow: dict[str, Any] | None = None
    weather: dict[str, Any] | None = None
    silent: dict[str, Any] | None = None
    decline: dict[str, Any] | None = None
    late: dict[str, Any] | None = None
    team_out: dict[str, Any] | None = None
    team_back: dict[str, Any] | None = None
    scene: dict[str, Any] | None = None
    camera_lost: dict[str, Any] | None = None
    posture: dict[str, Any] | None = None
    message: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> InjectDoor:
        if (self.at is None) == (self.after is None):
            raise ValueError("exactly one of 'at' (HH:MM:SS after the start) and 'after' is needed")
        if len(self.actions) != 1:
            raise ValueError(f"exactly one action is needed, one of {', '.join(InjectKind)}")
        return self

    @property
    def actions(self) -> list[tuple[InjectKind, dict[str, Any]]]:
        """What it does, by kind."""
        found = [(kind, getattr(self, kind.value)) for kind in InjectKind]
        return [(kind, effect) for kind, effect in found if effect is not None]


class ExpectationDoor(_Strict):
    """One expectation."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: NameDoor
    event: str
    within: str
    of: str
    where: dict[str, Any] = {}
    count: int = Field(1, ge=1)
    weight: int = Field(1, ge=1)


class BehaviourDoor(_Strict):
    """Spans that teams' behaviour is drawn from."""

    acknowledge_s: tuple[float, float] = (4.0, 16.0)
    turnout_factor: tuple[float, float] = (0.8, 1.15)
    travel_factor: tuple[float, float] = (0.92, 1.12)
    work_s: tuple[float, float] = (240.0, 420.0)

    @field_validator("*")
    @classmethod
    def _rising(cls, value: tuple[float, float]) -> tuple[float, float]:
        if not SHORTEST <= value[0] <= value[1] <= LONGEST:
            raise ValueError(f"a span is two numbers from {SHORTEST} to {LONGEST}, the smaller first")
        return value


class ScenarioDoor(_Strict):
    """A whole scenario file."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: NameDoor
    objective: NameDoor
    start: datetime
    duration: str
    posture: Posture = Posture.ROUTINE
    thinking_s: int = Field(8, ge=1, le=600)
    behaviour: BehaviourDoor = BehaviourDoor()
    injects: list[InjectDoor] = Field(min_length=1)
    expectations: list[ExpectationDoor] = []
    schema_: Literal[1] = Field(1, alias="schema")

    @field_validator("start")
    @classmethod
    def _aware(cls, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError("a time zone is needed, as in 2026-11-20T14:30:00+08:00")
        if not YEARS[0] <= value.year <= YEARS[1]:
            raise ValueError(f"expected a time in the years {YEARS[0]} to {YEARS[1]}")
        return value


def seconds_of(text: str) -> int:
    """Seconds of ``HH:MM:SS``; ``ValueError`` naming the form otherwise."""
    parts = text.split(":")
    if len(parts) != len(SECONDS_PER_UNIT) or not all(re.fullmatch("[0-9]{1,5}", part) for part in parts):
        raise ValueError(f"expected HH:MM:SS, not {text[:40]!r}")
    return sum(int(part) * unit for part, unit in zip(parts, SECONDS_PER_UNIT, strict=True))
