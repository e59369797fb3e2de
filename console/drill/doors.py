"""What a scenario file may hold: checked here, plain frozen dataclasses inside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, field_validator, model_validator

from console.drill import effects as fx
from console.drill.effects_growing import CrowdEffect, FireEffect, WaterEffect
from console.drill.forms import LONGEST_WAIT_S, Name, NameDoor, Scalar, Strict, a_span, seconds_of
from console.model.event_base import EVENT_KINDS
from console.model.scenario import InjectKind
from console.model.words import Posture, Weather

SHORTEST, LONGEST = 0.01, 86_400.0
YEARS = (1970, 2999)
BY_HAND = "hand"

Id = Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=60)]
Where = dict[str, Scalar | dict[str, float]]


def a_kind_of_event(value: str) -> str:
    """``value`` when the journal knows such an event, as a validator."""
    import console.model.events  # noqa: F401 - fills EVENT_KINDS

    if value not in EVENT_KINDS:
        raise ValueError(f"unknown event {value!r}; one of {', '.join(sorted(EVENT_KINDS))}")
    return value


class AfterDoor(Strict):
    """A condition over the journal: the ``count``-th such event, of an incident and with these fields if named."""

    event: str
    delay: str = "00:00:00"
    count: int = Field(1, ge=1, le=100_000)
    incident: str = ""
    where: Where = Field(default_factory=dict)

    _known = field_validator("event")(a_kind_of_event)
    _span = field_validator("delay")(a_span)


class InjectDoor(Strict):
    """One inject: when, and exactly one thing that it does."""

    id: Id
    note: NameDoor
    at: str | None = None
    after: AfterDoor | None = None
    by: Literal["hand"] | None = None
    report: fx.ReportEffect | None = None
    sensor: fx.SensorEffect | None = None
    fact: fx.FactEffect | None = None
    close_road: fx.RoadEffect | None = None
    open_road: fx.RoadEffect | None = None
    slow: fx.SlowEffect | None = None
    unslow: fx.UnslowEffect | None = None
    weather: fx.WeatherEffect | None = None
    silent: fx.TeamEffect | None = None
    decline: fx.TeamReasonEffect | None = None
    late: fx.LateEffect | None = None
    breaks_down: fx.TeamReasonEffect | None = None
    team_out: fx.TeamReasonEffect | None = None
    team_back: fx.TeamEffect | None = None
    depot_wrong: fx.DepotEffect | None = None
    department_late: fx.DepartmentEffect | None = None
    inspection: fx.InspectionEffect | None = None
    hand_back: fx.HandBackEffect | None = None
    scene: fx.SceneEffect | None = None
    camera_lost: fx.CameraEffect | None = None
    fire: FireEffect | None = None
    water: WaterEffect | None = None
    crowd: CrowdEffect | None = None
    posture: fx.PostureEffect | None = None
    database_slow: fx.DatabaseSlowEffect | None = None
    message: fx.MessageEffect | None = None

    @field_validator("at")
    @classmethod
    def _span(cls, value: str | None) -> str | None:
        return None if value is None else a_span(value)

    @model_validator(mode="after")
    def _one_of_each(self) -> InjectDoor:
        if sum(one is not None for one in (self.at, self.after, self.by)) != 1:
            raise ValueError("exactly one of 'at' (HH:MM:SS after the start), 'after' and 'by: hand' is needed")
        if len(self.actions) != 1:
            raise ValueError(f"exactly one action is needed, one of {', '.join(InjectKind)}")
        return self

    @property
    def actions(self) -> list[tuple[InjectKind, BaseModel]]:
        """What it does, by kind."""
        found = [(kind, getattr(self, kind.value)) for kind in InjectKind]
        return [(kind, effect) for kind, effect in found if effect is not None]


class BranchDoor(Strict):
    """A fork: what is played when a condition holds by a time, and what otherwise.

    Offsets of the injects within count from the moment the fork is decided.
    """

    id: Id
    title: NameDoor
    when: AfterDoor
    by: str
    then: list[InjectDoor] = Field(default_factory=list)
    otherwise: list[InjectDoor] = Field(default_factory=list)

    _span = field_validator("by")(a_span)

    @model_validator(mode="after")
    def _something(self) -> BranchDoor:
        if not self.then and not self.otherwise:
            raise ValueError("expected injects under then, otherwise, or both")
        return self


class StreamDoor(Strict):
    """Routine work drawn by seed: reports an hour, by local hour, item and place."""

    id: Id
    from_: Annotated[str, Field(alias="from")] = "00:00:00"
    to: str
    per_hour: Annotated[float, Field(gt=0, le=2000)]
    by_hour: Annotated[list[Annotated[float, Field(ge=0)]], Field(min_length=24, max_length=24)] | None = None
    items: Annotated[dict[str, Annotated[float, Field(gt=0)]], Field(min_length=1, max_length=200)]
    places: Annotated[list[str], Field(max_length=500)] = Field(default_factory=list)
    source: Name = "hotline-12345"
    repeats: Annotated[float, Field(ge=0, le=0.9)] = 0.0
    facts: dict[str, dict[str, Scalar]] = Field(default_factory=dict)

    _span = field_validator("from_", "to")(a_span)

    @model_validator(mode="after")
    def _some_hour(self) -> StreamDoor:
        if self.by_hour is not None and sum(self.by_hour) <= 0:
            raise ValueError("by_hour: expected an hour with a weight above 0")
        return self


class BandsDoor(Strict):
    """Until when it counts as performed with some, and with major challenges."""

    some: str
    major: str

    _span = field_validator("some", "major")(a_span)


class ExpectationDoor(Strict):
    """What must be seen in the journal (or must not), by when, counted from an inject or a condition."""

    id: Id
    title: NameDoor
    event: str
    within: str
    of: str | None = None
    after: AfterDoor | None = None
    where: Where = Field(default_factory=dict)
    count: int = Field(1, ge=1, le=100_000)
    weight: int = Field(1, ge=1, le=1000)
    bands: BandsDoor | None = None
    forbidden: bool = False
    capability: str = ""

    _known = field_validator("event")(a_kind_of_event)
    _span = field_validator("within")(a_span)

    @model_validator(mode="after")
    def _one_start(self) -> ExpectationDoor:
        if (self.of is None) == (self.after is None):
            raise ValueError("exactly one of 'of' (an inject) and 'after' (a condition) is needed")
        return self


class BehaviourDoor(Strict):
    """Spans that the behaviour of teams and units is drawn from."""

    acknowledge_s: tuple[float, float] = (4.0, 16.0)
    turnout_factor: tuple[float, float] = (0.8, 1.15)
    travel_factor: tuple[float, float] = (0.92, 1.12)
    work_s: tuple[float, float] = (240.0, 420.0)
    report_in_s: tuple[float, float] = (120.0, 300.0)
    sign_s: tuple[float, float] = (30.0, 120.0)
    settle_s: tuple[float, float] = (480.0, 1200.0)

    @field_validator("*")
    @classmethod
    def _rising(cls, value: tuple[float, float]) -> tuple[float, float]:
        if not SHORTEST <= value[0] <= value[1] <= LONGEST:
            raise ValueError(f"a span is two numbers from {SHORTEST} to {LONGEST}, the smaller first")
        return value


class RoleDoor(Strict):
    """A code, and what it is called."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_-]+$", max_length=60)]
    title: NameDoor


class RosterDoor(Strict):
    """Teams on duty beside their usual shifts, and teams that are not on duty, for the whole drill."""

    add: list[str] = Field(default_factory=list)
    without: list[str] = Field(default_factory=list)


class ScenarioDoor(Strict):
    """A drill script."""

    id: Id
    title: NameDoor
    objective: NameDoor
    start: datetime
    duration: str
    posture: Posture = Posture.ROUTINE
    weather: Weather | None = None
    seed: int = Field(1, ge=0, le=2**31)
    thinking_s: int = Field(8, ge=1, le=600)
    behaviour: BehaviourDoor = BehaviourDoor()
    roster: RosterDoor = RosterDoor()
    capabilities: list[RoleDoor] = Field(default_factory=list)
    participants: list[RoleDoor] = Field(default_factory=list)
    plans: list[str] = Field(default_factory=list)
    injects: list[InjectDoor] = Field(default_factory=list)
    branches: list[BranchDoor] = Field(default_factory=list)
    streams: list[StreamDoor] = Field(default_factory=list)
    expectations: list[ExpectationDoor] = Field(default_factory=list)
    schema_: Literal[1] = Field(1, alias="schema")

    @field_validator("duration")
    @classmethod
    def _within_a_day(cls, value: str) -> str:
        """A board lets go of what ended a day ago; conditions over the journal need all of it."""
        if not 0 < seconds_of(value) <= LONGEST_WAIT_S:
            raise ValueError(f"expected 00:00:01 to 24:00:00, not {value[:40]}")
        return value

    @field_validator("start")
    @classmethod
    def _aware(cls, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError("a time zone is needed, as in 2026-11-20T14:30:00+08:00")
        if not YEARS[0] <= value.year <= YEARS[1]:
            raise ValueError(f"expected a time in the years {YEARS[0]} to {YEARS[1]}")
        return value

    @model_validator(mode="after")
    def _something(self) -> ScenarioDoor:
        if not self.injects and not self.streams:
            raise ValueError("expected at least one inject or stream")
        return self


def scenario_json_schema() -> dict[str, Any]:
    """The JSON Schema of a script, as published in ``docs/schemas/scenario.schema.json``."""
    schema = ScenarioDoor.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Drill script"}
