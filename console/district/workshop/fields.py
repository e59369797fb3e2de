"""What is wrong with a record, field by field: the same doors the files go through, in words for a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from console.district.casework import known_country
from console.district.doors import CameraDoor, DepotDoor, DistrictDoor, GridProperties, TeamDoor
from console.district.fence import FAR_M, Fence
from console.district.workshop.town import PLACED_BY, Kind, Record, Town
from console.errors import BadDistrict
from console.model.places import District
from console.phrase import Phrase, say

_ID = re.compile(r"[^\s,;/\\:#'\"{}\[\]]{1,40}")
_DOORS: Mapping[Kind, type[BaseModel]] = {
    Kind.TEAM: TeamDoor, Kind.DEPOT: DepotDoor, Kind.CAMERA: CameraDoor, Kind.DISTRICT: DistrictDoor,
}  # fmt: skip
Wrong = dict[str, Phrase]
"""The field (``name.en``, ``carries.1010101``) and what is wrong with it."""


@dataclass(frozen=True)
class Rules:
    """What records may name (capabilities, materials, English road names), and how far out they may lie."""

    capabilities: frozenset[str]
    materials: frozenset[str]
    roads: frozenset[str]
    fence: Fence
    datum: str

    @classmethod
    def of(cls, district: District, datum: str) -> Rules:
        """Those of a district, whose files are in ``datum``."""
        return cls(
            frozenset(district.capabilities), frozenset(district.materials),
            frozenset(s.name.en for s in district.roads.stretches), Fence(district.boundary, "WGS-84"), datum,
        )  # fmt: skip


def wrong_id(id_: str, taken: Any = ()) -> Phrase | None:
    """Why a unit cannot have this id."""
    if not _ID.fullmatch(id_):
        return say("workshop.wrong.id")
    return say("workshop.wrong.taken", id=id_) if id_ in taken else None


def wrong_fields(kind: Kind, record: Record, rules: Rules) -> Wrong:
    """Every field that is wrong; none when the record can be used."""
    found: Wrong = {}
    try:
        if kind is Kind.GRID:
            own = {k: v for k, v in record.items() if k in ("en", "zh", "leader", "centre")}
            GridProperties.model_validate({"code": "-", **own})
        else:
            _DOORS[kind].model_validate(record)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            path = ".".join(str(part) for part in one["loc"] if part != "[key]")
            found.setdefault(path, _said(path, one["type"], one.get("ctx", {}), str(one["msg"])))
    return {**found, **_unknown(kind, record, rules, found)}


def _unknown(kind: Kind, record: Record, rules: Rules, so_far: Wrong) -> Wrong:
    found: Wrong = {}
    for code in record.get("capabilities", ()) if kind is Kind.TEAM else ():
        if code not in rules.capabilities:
            found["capabilities"] = say("workshop.wrong.capability", what=code)
    for stock in ("carries", "stock"):
        for code in record.get(stock) or {} if stock not in so_far else ():
            if str(code) not in rules.materials:
                found[stock] = say("workshop.wrong.material", what=code)
    if kind is Kind.TEAM and record.get("beat") is not None and record["beat"] not in rules.roads:
        found["beat"] = say("workshop.wrong.road", road=record["beat"])
    if kind is Kind.DISTRICT and record.get("country") and "country" not in so_far:
        try:
            known_country(record["country"])
        except BadDistrict:
            found["country"] = say("workshop.wrong.country", country=record["country"])
    place = PLACED_BY.get(kind, "")
    if place and not any(path.startswith(place) for path in so_far):
        at = Town({"id": "", "datum": rules.datum}).as_wgs84(record[place], turned=kind is Kind.GRID)
        away = at is None or _is_far(at, rules)
        if away:
            found[place] = say("workshop.wrong.far", limit=round(FAR_M / 1000))
    return found


def _is_far(at: Any, rules: Rules) -> bool:
    try:
        rules.fence.point(at.lat, at.lon, "")
    except BadDistrict:
        return True
    return False


_LIMITS = {
    "greater_than_equal": ("at_least", "ge"), "greater_than": ("above", "gt"), "less_than_equal": ("at_most", "le"),
    "less_than": ("below", "lt"),
}  # fmt: skip
_OF_A_FIELD = {
    "shift": say("workshop.wrong.shift"), "timezone": say("workshop.wrong.zone"),
    "country": say("workshop.wrong.country", country="?"),
}  # fmt: skip
_WHOLE = ("int_parsing", "int_type", "int_from_float")
_NUMBER = ("float_parsing", "float_type", "finite_number")


def _said(path: str, kind: str, context: Mapping[str, Any], message: str) -> Phrase:
    """A finding of the door in both languages."""
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        return say(f"workshop.wrong.{code}", limit=f"{context[limit]:g}")
    if kind in _WHOLE:
        return say("workshop.wrong.whole")
    if kind in _NUMBER:
        return say("workshop.wrong.number")
    if kind in ("string_too_short", "missing"):
        return say("workshop.wrong.empty")
    if kind in ("enum", "literal_error"):
        return say("workshop.wrong.choice", known=context.get("expected", ""))
    if path in ("shift", "timezone", "country"):
        return _OF_A_FIELD[path]
    if kind == "string_pattern_mismatch":
        return say("workshop.wrong.pattern", pattern=context.get("pattern", ""))
    if kind == "extra_forbidden":
        return say("workshop.wrong.extra")
    return say("workshop.wrong.other", problem=message.removeprefix("Value error, "))
