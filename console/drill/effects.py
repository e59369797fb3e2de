"""What each effect of an inject may hold, before anything is known of the district."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from console.drill.asks import Ask
from console.drill.forms import LONGEST_WAIT_S, Name, NameDoor, Reasoned, Scalar, Seconds, Strict, a_span, seconds_of
from console.model.roads import LEAST_FACTOR, MOST_FACTOR
from console.model.scenario import DUTY_OFFICER
from console.model.words import Posture, Weather

LONGEST_REPORT = 20_000
MOST_READINGS = 2000


class ReportEffect(Strict):
    """A report from any source, under the source's own number."""

    source: Name
    number: Name
    text: Annotated[str, Field(max_length=LONGEST_REPORT)]
    category: str = ""
    place: Name
    facts: dict[str, Scalar] = Field(default_factory=dict)


class ReadingDoor(Strict):
    """The value from ``after`` on; between two of them it changes evenly."""

    after: str
    value: Annotated[float, Field(allow_inf_nan=False)]

    _span = field_validator("after")(a_span)


class SensorEffect(Strict):
    """A sensor sends readings from the moment of the inject on; the intake's thresholds decide what is reported."""

    sensor: Name
    measures: Name
    place: Name
    every_s: Annotated[int, Field(ge=5, le=3600)] = 30
    series: Annotated[list[ReadingDoor], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _rising(self) -> SensorEffect:
        moments = [seconds_of(reading.after) for reading in self.series]
        if moments != sorted(set(moments)):
            raise ValueError("series: expected rising moments, each once")
        if moments[-1] // self.every_s > MOST_READINGS:
            raise ValueError(f"series: at most {MOST_READINGS} readings; make every_s larger")
        return self


class FactEffect(Strict):
    """A fact of an incident becomes known; ``value`` null makes it unknown again."""

    incident: Name
    fact: Name
    value: Scalar


class RoadEffect(Strict):
    """A bridge, or stretches of road."""

    bridge: str = ""
    roads: list[str] = Field(default_factory=list)
    reason: str = ""

    @model_validator(mode="after")
    def _something(self) -> RoadEffect:
        if bool(self.bridge) == bool(self.roads):
            raise ValueError("expected one of bridge and roads")
        return self


class SlowEffect(Reasoned):
    """A bridge, stretches, or every road of some classes (then with a name), and the share of the usual speed left."""

    bridge: str = ""
    roads: list[str] = Field(default_factory=list)
    classes: list[str] = Field(default_factory=list)
    name: NameDoor | None = None
    factor: Annotated[float, Field(ge=LEAST_FACTOR, le=MOST_FACTOR)]

    @model_validator(mode="after")
    def _one(self) -> SlowEffect:
        if sum(map(bool, (self.bridge, self.roads, self.classes))) != 1:
            raise ValueError("expected one of bridge, roads and classes")
        if bool(self.classes) != (self.name is not None):
            raise ValueError("expected a name with classes, and only then")
        return self


class UnslowEffect(Strict):
    """What an earlier inject slowed is at its usual speed again."""

    inject: Name


class WeatherEffect(Reasoned):
    """The weather as an officer declares it."""

    weather: Weather


class TeamEffect(Strict):
    """A team."""

    team: Name


class TeamReasonEffect(Reasoned):
    """A team, and why."""

    team: Name


class LateEffect(TeamEffect):
    """A team and for how long it is held up."""

    seconds: Seconds


class DepotEffect(Strict):
    """What really lies on a depot's shelf of one item, when the books say more."""

    depot: Name
    item: Name
    has: Annotated[int, Field(ge=0, le=1_000_000)]


class DepartmentEffect(Strict):
    """A department (or the post of a grid) takes so much longer."""

    department: Name
    seconds: Seconds


class InspectionEffect(Strict):
    """The next check of an incident comes later, or finds that it is not settled."""

    incident: Name
    fails: str = ""
    late_s: Annotated[int, Field(ge=0, le=LONGEST_WAIT_S)] = 0

    @model_validator(mode="after")
    def _something(self) -> InspectionEffect:
        if not self.fails.strip() and not self.late_s:
            raise ValueError("expected fails (why the check fails) or late_s")
        return self


class HandBackEffect(Reasoned):
    """The service a case was transferred to hands it back."""

    incident: Name


class SceneEffect(Strict):
    """What cameras near a place show; a value left out stays as it is. Shares from 0 to 1, water in cm."""

    place: Name
    smoke: Annotated[float, Field(ge=0, le=1)] | None = None
    flames: Annotated[float, Field(ge=0, le=1)] | None = None
    crowd: Annotated[float, Field(ge=0, le=1)] | None = None
    rain: Annotated[float, Field(ge=0, le=1)] | None = None
    water_cm: Annotated[float, Field(ge=0, le=500)] | None = None


class CameraEffect(Strict):
    """A camera."""

    camera: Name


class PostureEffect(Strict):
    """The centre's posture."""

    posture: Posture
    reason: str = ""


class DatabaseSlowEffect(Strict):
    """The store records what officers ask so much later, for so long; in the exercise's own time."""

    late_s: Annotated[int, Field(ge=1, le=120)]
    seconds: Annotated[int, Field(ge=2, le=7200)]

    @model_validator(mode="after")
    def _felt(self) -> DatabaseSlowEffect:
        if self.late_s >= self.seconds:
            raise ValueError("late_s: expected less than seconds, for which it lasts")
        return self


class MessageEffect(Strict):
    """A word to a role. What it ``asks`` the automatic officer does; a person decides."""

    to: Name = DUTY_OFFICER
    text: str = ""
    asks: Ask | None = None
