"""Usual speeds: a region's figures by road class, and what the map says about the limit of one road."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from console.district.doors import Door, Lat, Lon, RoadClass, TextDoor, Zone
from console.district.where import resource_dir
from console.errors import BadInput
from console.geo import LatLon
from console.phrase import Text

MPH = 1.609344
SLOWEST_LIMIT_KPH, FASTEST_LIMIT_KPH = 5.0, 150.0
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(km/h|kmh|kph|mph)?")
_CONTEXT = re.compile(r"(?:([A-Z]{2})(?:-[A-Z]+)?:)?([a-z_]+?):?(\d{1,3})?")
_NO_FIGURE = frozenset({"", "none", "signals", "variable", "default", "implicit", "unposted", "unknown"})
Kph = Annotated[float, Field(gt=0, le=200)]
Context = dict[str, Kph]


class UsualDoor(Door):
    """One road class: the limit it usually has, and what a vehicle with priority usually keeps up."""

    limit_kph: Kph
    usual_kph: Kph


def _ordered(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    if box[0] >= box[2] or box[1] >= box[3]:
        raise ValueError("expected south, west, north, east")
    return box


class RegionDoor(Door):
    """One file of ``resources/regions``; ``boxes`` are south, west, north, east."""

    name: TextDoor
    countries: tuple[str, ...] = ()
    timezone: Zone | None = None
    boxes: tuple[Annotated[tuple[Lat, Lon, Lat, Lon], AfterValidator(_ordered)], ...] = ()
    classes: dict[RoadClass, UsualDoor]


class _ContextsDoor(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    general: Context
    countries: dict[str, Context]


@dataclass(frozen=True)
class Region:
    """Where a town lies, as far as speeds and the time zone go."""

    id: str
    name: Text
    countries: tuple[str, ...]
    timezone: str | None
    boxes: tuple[tuple[float, float, float, float], ...]
    limit_kph: Mapping[str, float]
    usual_kph: Mapping[str, float]

    def holds(self, place: LatLon) -> bool:
        """Whether ``place`` lies in one of its boxes."""
        return any(s <= place.lat <= n and w <= place.lon <= e for s, w, n, e in self.boxes)

    def speed_kph(self, road_class: str, limit_kph: float | None) -> float:
        """The usual speed of a road: its class's share of the limit, with its own limit where the map has one."""
        usual = self.usual_kph[road_class]
        return usual if limit_kph is None else round(usual * limit_kph / self.limit_kph[road_class], 1)


def region_names() -> list[str]:
    """The regions there are data for."""
    return sorted(path.stem for path in (resource_dir() / "regions").glob("*.yaml"))


def region_called(name: str) -> Region:
    """The region of that name; :class:`BadInput` lists the names there are."""
    if name not in region_names():
        raise BadInput(f"--region: there is no region {name!r}; expected one of {', '.join(region_names())}")
    return _read(resource_dir() / "regions" / f"{name}.yaml")


def region_at(place: LatLon) -> Region:
    """The region whose boxes hold ``place``; ``default`` when none does."""
    regions = (region_called(name) for name in region_names())
    return next((region for region in regions if region.holds(place)), region_called("default"))


def _read(path: Path) -> Region:
    try:
        door = RegionDoor.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise BadInput(f"{path.name}: {str(error).splitlines()[0]}; expected a region's speeds by road class") from None
    return Region(
        path.stem, Text(door.name.en, door.name.zh), door.countries, door.timezone, door.boxes,
        {kind: row.limit_kph for kind, row in door.classes.items()},
        {kind: row.usual_kph for kind, row in door.classes.items()},
    )  # fmt: skip


@cache
def _contexts() -> _ContextsDoor:
    found: Any = yaml.safe_load((resource_dir() / "speed_contexts.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(_ContextsDoor).validate_python(found)


class Unreadable(Exception):
    """A limit that is neither a number nor a known context."""


def limit_of(tags: Mapping[str, str], direction: str) -> float | None:
    """The limit in km/h along ``direction`` (``forward``, ``backward``); ``None`` when the map gives no figure.

    Several limits in one value count as the lowest. Raises :class:`Unreadable` for a value that says nothing.
    """
    value = tags.get(f"maxspeed:{direction}", tags.get("maxspeed", "")).strip()
    figures = [_figure(part.strip()) for part in re.split(r"[;|]", value)]
    known = [figure for figure in figures if figure is not None]
    return min(known) if known else None


def _figure(value: str) -> float | None:
    if value in _NO_FIGURE:
        return None
    number = _NUMBER.fullmatch(value.lower())
    kph = float(number[1]) * (MPH if number[2] == "mph" else 1.0) if number else _by_context(value)
    if kph <= 0:
        raise Unreadable(value)
    return min(max(kph, SLOWEST_LIMIT_KPH), FASTEST_LIMIT_KPH)


def _by_context(value: str) -> float:
    found = _CONTEXT.fullmatch(value)
    if not found:
        raise Unreadable(value)
    country, context, number = found[1] or "", found[2], found[3]
    if number:
        if context != "zone":
            raise Unreadable(value)
        return float(number)
    contexts = _contexts()
    known = {**contexts.general, **contexts.countries.get(country, {})}
    if context not in known:
        raise Unreadable(value)
    return known[context]
