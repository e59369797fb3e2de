"""Reading ``traffic.yaml``: what rush hours and weather usually do to the speeds of a district's roads.

The file may be left out; then every road has its usual speed at every hour and in every weather.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from console.district.doors import Code, Door, TextDoor
from console.district.files import listed
from console.district.reading import Reading
from console.errors import BadDistrict
from console.model.roads import LEAST_FACTOR, MOST_FACTOR, Slowing
from console.model.words import Weather
from console.phrase import Text, say

TRAFFIC_FILE = "traffic.yaml"

Factor = Annotated[float, Field(ge=LEAST_FACTOR, le=MOST_FACTOR)]
Factors = Annotated[dict[Code, Factor], Field(min_length=1)]


def _apart(hours: tuple[int, int]) -> tuple[int, int]:
    if hours[0] == hours[1]:
        raise ValueError("expected two different hours, from and to, over midnight allowed")
    return hours


class RushDoor(Door):
    """One entry of ``rush``: local hours, and the share of the usual speed left on each class of road."""

    name: TextDoor
    hours: Annotated[tuple[Annotated[int, Field(ge=0, le=23)], Annotated[int, Field(ge=0, le=24)]],
                     AfterValidator(_apart)]  # fmt: skip
    factors: Factors


class TrafficDoor(Door):
    """``traffic.yaml``."""

    note: str = ""
    rush: dict[Code, RushDoor] = Field(default_factory=dict)
    weather: dict[Weather, Factors] = Field(default_factory=dict)


def read_traffic(reading: Reading, road_classes: Iterable[str]) -> tuple[Slowing, ...]:
    """The district's standing slowings, one for each entry and class; none without the file.

    Ids are ``rush-<entry>-<class>`` and ``weather-<weather>-<class>``. ``BadDistrict`` for a class no road has.
    """
    if not reading.has(TRAFFIC_FILE):
        return ()
    known = sorted(set(road_classes))
    door = reading.one(TRAFFIC_FILE, TrafficDoor)
    return (*_rush(door, reading, known), *_weather(door, reading, known))


def _rush(door: TrafficDoor, reading: Reading, known: list[str]) -> Iterator[Slowing]:
    for entry, rush in door.rush.items():
        for road_class, factor in rush.factors.items():
            _must_be(road_class, known, reading.line(TRAFFIC_FILE, "rush", entry, "factors", road_class))
            name = Text(rush.name.en, rush.name.zh)
            yield Slowing(f"rush-{entry}-{road_class}", factor, (), (road_class,), hours=rush.hours, name=name)


def _weather(door: TrafficDoor, reading: Reading, known: list[str]) -> Iterator[Slowing]:
    for weather, factors in door.weather.items():
        word = say(f"weather.{weather.value}")
        for road_class, factor in factors.items():
            _must_be(road_class, known, reading.line(TRAFFIC_FILE, "weather", weather.value, road_class))
            name = Text(word.get("en"), word.get("zh"))
            yield Slowing(
                f"weather-{weather.value}-{road_class}", factor, (), (road_class,), weather=weather.value, name=name
            )


def _must_be(road_class: str, known: list[str], place: str) -> None:
    if road_class not in known:
        raise BadDistrict(f"{place}: no road of the class {road_class!r}; expected one of {listed(known)}")
