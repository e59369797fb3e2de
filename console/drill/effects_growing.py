"""What a growing thing of a script may hold: a fire, standing water, a crowd (their rules are in growth.py)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from console.drill.forms import LONGEST_WAIT_S, Name, Scalar, Strict


class ToldDoor(Strict):
    """A fact that becomes known when the thing has grown so far: by the first crew there, or a camera that sees it."""

    at_least: Annotated[float, Field(gt=0)]
    fact: Name
    value: Scalar


class _Grows(Strict):
    incident: Name
    place: Name
    tells: Annotated[list[ToldDoor], Field(max_length=20)] = Field(default_factory=list)


class FireEffect(_Grows):
    """A fire: its heat grows with the square of time; every working crew takes so much away each second."""

    growth: Literal["slow", "medium", "fast", "ultrafast"] = "medium"
    most_kw: Annotated[float, Field(ge=100, le=100_000)] = 8000
    crew_kw_s: Annotated[float, Field(gt=0, le=1000)] = 12
    fuel_s: Annotated[int, Field(ge=60, le=LONGEST_WAIT_S)] = 5400


class WaterEffect(_Grows):
    """Standing water: it rises for a time, runs off by itself slowly, and every working pump takes so much away."""

    from_cm: Annotated[float, Field(ge=0, le=300)] = 0
    rises_cm_h: Annotated[float, Field(gt=0, le=1000)]
    rises_for_s: Annotated[int, Field(ge=60, le=LONGEST_WAIT_S)]
    drains_cm_h: Annotated[float, Field(ge=0, le=1000)] = 4
    pump_cm_h: Annotated[float, Field(gt=0, le=1000)] = 90
    most_cm: Annotated[float, Field(gt=0, le=500)] = 180


class CrowdEffect(_Grows):
    """A crowd on so many square metres: people arrive for a time, leave by themselves, and crews lead them away."""

    area_m2: Annotated[float, Field(ge=10, le=100_000)]
    people: Annotated[int, Field(ge=0, le=200_000)] = 0
    arrive_per_min: Annotated[float, Field(gt=0, le=10_000)]
    arrive_for_s: Annotated[int, Field(ge=60, le=LONGEST_WAIT_S)]
    leave_per_min: Annotated[float, Field(ge=0, le=10_000)] = 5
    crew_per_min: Annotated[float, Field(gt=0, le=10_000)] = 40
