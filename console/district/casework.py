"""Reads the rules of the closed loop (``casework.yaml``) and the working days of a country."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import Annotated

import holidays
from holidays.registry import COUNTRIES
from pydantic import Field, model_validator

from console.district.doors import Door, TextDoor
from console.district.files import listed
from console.district.reading import Reading
from console.errors import BadDistrict
from console.model.casework import Casework, Rung, StageLimits, UpwardTimes
from console.model.places import Department
from console.model.words import Card, Severity
from console.model.working_time import WorkingTime
from console.phrase import Text

FIRST_YEAR, LAST_YEAR = 2015, 2035
Seconds = Annotated[int, Field(gt=0, le=90 * 86400)]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class HoursDoor(Door):
    """Local times between which routine cases are worked on."""

    opens: Hour
    closes: Hour

    @model_validator(mode="after")
    def _in_order(self) -> HoursDoor:
        if self.opens >= self.closes:
            raise ValueError("opens must be before closes")
        return self


class StageDoor(Door):
    """Seconds per stage."""

    accept_s: Seconds
    dispatch_s: Seconds
    verify_s: Seconds
    close_s: Seconds


class RungDoor(Door):
    """One step of the ladder."""

    name: TextDoor
    department: str
    within_s: Seconds


class UpwardDoor(Door):
    """When a severity is reported upward."""

    first_s: Annotated[int, Field(ge=0, le=86400)]
    every_s: Seconds


class StagesDoor(Door):
    """Both kinds of urgency."""

    routine: StageDoor
    emergency: StageDoor


class CaseworkDoor(Door):
    """``casework.yaml``; every part may be left out by a district."""

    working_hours: HoursDoor | None = None
    calendar: Annotated[str, Field(pattern=r"^([A-Z]{2}|none)$")] | None = None
    stages: StagesDoor | None = None
    cards: dict[Card, Annotated[float, Field(ge=1, le=20)]] | None = None
    ladder: tuple[RungDoor, ...] | None = None
    upward: dict[Severity, UpwardDoor] | None = None


def read_casework(
    reading: Reading, departments: Mapping[str, Department], timezone: str, country: str | None
) -> Casework:
    """The rules: the shipped ones, with what the district's own file says instead."""
    own = reading.one("casework.yaml", CaseworkDoor) if reading.has("casework.yaml") else CaseworkDoor()
    usual = reading.one("vocabulary/casework.yaml", CaseworkDoor)
    found = CaseworkDoor.model_validate(
        {**_given(usual), **({"calendar": country} if country else {}), **_given(own)}
    )  # fmt: skip
    ladder = found.ladder or ()
    for step in ladder:
        if own.ladder is not None and step.department and step.department not in departments:
            where = reading.line("casework.yaml", "ladder")
            raise BadDistrict(
                f"{where}: unknown department {step.department!r}; expected one of {listed(departments)}"
            )  # fmt: skip
    known = tuple(s for s in ladder if not s.department or s.department in departments)
    return Casework(
        routine=StageLimits(**found.stages.routine.model_dump()) if found.stages else Casework().routine,
        emergency=StageLimits(**found.stages.emergency.model_dump()) if found.stages else Casework().emergency,
        cards=found.cards or Casework().cards,
        ladder=tuple(Rung(Text(s.name.en, s.name.zh), s.department, s.within_s) for s in known),
        upward={k: UpwardTimes(u.first_s, u.every_s) for k, u in (found.upward or {}).items()},
        working=_working(found, timezone),
    )


def _given(door: CaseworkDoor) -> dict[str, object]:
    return {k: v for k, v in door.model_dump().items() if v is not None}


def _working(door: CaseworkDoor, timezone: str) -> WorkingTime | None:
    if door.working_hours is None or door.calendar == "none":
        return None
    free = known_country(door.calendar or "CN")
    opens, closes = (time.fromisoformat(t) for t in (door.working_hours.opens, door.working_hours.closes))
    return WorkingTime(timezone, opens, closes, free, date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@dataclass(frozen=True)
class FreeDays(Container[date]):
    """The days on which nobody works in a country; looked up when first asked: the calendars take long to load."""

    country: str

    def __contains__(self, day: object) -> bool:
        return day in free_days(self.country)


def known_country(country: str) -> FreeDays:
    """The free days of a country; ``BadDistrict`` when no calendar is known for it."""
    codes = {code for entry in COUNTRIES.values() for code in entry[1:]}
    if country not in codes:
        raise BadDistrict(f"casework.yaml, calendar: no calendar for {country!r}; expected a code such as CN")
    return FreeDays(country)


@cache
def free_days(country: str) -> frozenset[date]:
    """Every day from 2015 to 2035 on which nobody works in ``country``: weekends unless moved, public holidays."""
    known = holidays.country_holidays(country, years=range(FIRST_YEAR, LAST_YEAR + 1))
    day, out = date(FIRST_YEAR, 1, 1), []
    while day.year <= LAST_YEAR:
        if not known.is_working_day(day):
            out.append(day)
        day += timedelta(days=1)
    return frozenset(out)
