"""What is decided to be different in a what-if: a YAML file, checked against the district before anything is run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from console.district.plan_references import Known
from console.district.plans import read_plan
from console.district.settings import load_settings
from console.drill.branch.outside import Happening, same
from console.errors import BadInput
from console.geo import LatLon
from console.journal.codec import canonical
from console.model import commands as c
from console.model.duty import Turn
from console.model.facts import FactKind
from console.model.incident import Actor
from console.model.places import District
from console.model.plan import Plan
from console.phrase import Text

CHANGER = Actor("what-if", "drill")
MOST_PLAN_BYTES = 1_000_000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Turn(_Strict):
    team: str
    on_duty: bool = False
    since: datetime | None = Field(None, alias="from")
    until: datetime | None = None


class _Closure(_Strict):
    bridge: str = ""
    roads: list[str] = []
    since: datetime | None = Field(None, alias="from")
    until: datetime | None = None


class _File(_Strict):
    bases: dict[str, tuple[float, float] | str] = {}
    stock: dict[str, dict[str, int]] = {}
    roster: list[_Turn] = []
    closures: list[_Closure] = []
    plans: list[str] = []


class Closing(NamedTuple):
    """Stretches closed from a moment on, until another when there is one; ``None`` is the begin of the what-if."""

    roads: tuple[str, ...]
    name: Text
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Change:
    """Nothing of it is empty: the journal of the what-if keeps ``content``, the whole of it as canonical JSON.

    ``bases`` and ``stock`` count from the district's own beginning on, as if it had always been so; ``stock`` is what a
    depot holds then, by (depot, item), in pieces of the item's unit.
    """

    bases: Mapping[str, LatLon] = field(default_factory=dict)
    stock: Mapping[tuple[str, str], int] = field(default_factory=dict)
    turns: tuple[_Turn, ...] = ()
    closures: tuple[Closing, ...] = ()
    plans: tuple[Plan, ...] = ()
    content: str = ""

    def district(self, district: District) -> District:
        """``district`` with these bases and this stock; its hash says that it is another."""
        if not self.bases and not self.stock:
            return district
        teams = {t: replace(team, base=self.bases.get(t, team.base)) for t, team in district.teams.items()}
        depots = {}
        for name, depot in district.depots.items():
            mine = {item: quantity for (owner, item), quantity in self.stock.items() if owner == name}
            depots[name] = replace(depot, stock={**depot.stock, **mine})
        return replace(district, teams=teams, depots=depots, content_hash=f"{district.content_hash}+what-if")

    def happenings(self, begins: datetime, ends: datetime) -> list[Happening]:
        """Turns of the roster and closures as commands at their times."""
        found = []
        if self.turns:
            turns = tuple(
                Turn(t.team, t.since or begins, t.until or ends, t.on_duty, reason="what-if") for t in self.turns
            )
            found.append(Happening(begins, CHANGER, same(c.ChangeRoster(turns))))
        for closing in self.closures:
            close = c.CloseRoad(closing.roads, closing.name, "推演设定 set by the what-if")
            found.append(Happening(max(closing.since or begins, begins), CHANGER, same(close)))
            if closing.until is not None:
                found.append(Happening(closing.until, CHANGER, same(c.OpenRoad(closing.roads))))
        return found


def district_of(content: str, district: District) -> District:
    """The district of a what-if, from what its journal says of its change; :class:`BadInput` when it does not fit."""
    if not content:
        return district
    try:
        file = _File.model_validate(json.loads(content)["change"])
        return Change(_bases(file, district), _stocks(file, district)).district(district)
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"the change of this what-if does not fit the district any more: {error}") from error


def _bases(file: _File, district: District) -> dict[str, LatLon]:
    return {team: _base(team, place, district) for team, place in file.bases.items()}


def _stocks(file: _File, district: District) -> dict[tuple[str, str], int]:
    return {(d, item): n for d, items in file.stock.items() for item, n in _stock(d, items, district)}


def load_change(path: Path, district: District, vocabulary: Mapping[str, FactKind]) -> Change:
    """The change in ``path``; :class:`BadInput` names the file, the field and what was expected."""
    file = load_settings(path, _File)
    try:
        zone = ZoneInfo(district.timezone)
        bases, stock = _bases(file, district), _stocks(file, district)
        for turn in file.roster:
            _known("roster.team", turn.team, district.teams)
        turns = tuple(
            turn.model_copy(update={"since": _aware(turn.since, zone), "until": _aware(turn.until, zone)})
            for turn in file.roster
        )
        closures = tuple(_closing(one, district, zone) for one in file.closures)
    except ValueError as error:
        raise BadInput(f"{path}: {error}") from error
    plans = tuple(_plan(path.parent / name, district, vocabulary) for name in file.plans)
    content = canonical({"change": json.loads(file.model_dump_json(by_alias=True)), "plans": _hashes(plans)})
    change = Change(bases, stock, turns, closures, plans, content)
    if not (bases or stock or turns or closures or plans):
        raise BadInput(f"{path}: nothing is changed; expected some of {', '.join(_File.model_fields)}")
    return change


def _hashes(plans: tuple[Plan, ...]) -> list[dict[str, Any]]:
    return [{"id": plan.id, "version": plan.version, "hash": plan.content_hash} for plan in plans]


def _known(where: str, name: str, known: Mapping[str, Any]) -> None:
    if name not in known:
        raise ValueError(f"{where}: there is no {name!r}; there are {', '.join(sorted(known)[:40])}")


def _base(team: str, place: tuple[float, float] | str, district: District) -> LatLon:
    _known("bases", team, district.teams)
    if isinstance(place, str):
        _known(f"bases.{team}", place, district.places)
        return district.places[place][1]
    lat, lon = place
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"bases.{team}: expected [latitude, longitude] in degrees, not {list(place)}")
    return LatLon(lat, lon)


def _stock(depot: str, items: Mapping[str, int], district: District) -> list[tuple[str, int]]:
    _known("stock", depot, district.depots)
    for item, quantity in items.items():
        _known(f"stock.{depot}", item, district.materials)
        if not 0 <= quantity <= 10_000_000:
            raise ValueError(f"stock.{depot}.{item}: expected 0 to 10,000,000, not {quantity}")
    return list(items.items())


def _aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.replace(tzinfo=zone) if moment is not None and moment.tzinfo is None else moment


def _closing(closure: _Closure, district: District, zone: ZoneInfo) -> Closing:
    stretches = district.roads.stretches
    roads = sorted({s.road for s in stretches if closure.bridge and s.bridge == closure.bridge}) or closure.roads
    strange = [road for road in roads if road not in district.roads.stretch_index]
    if strange or not roads:
        bridges = sorted({s.bridge for s in stretches if s.bridge})
        wanted = closure.bridge or ", ".join(strange) or "nothing"
        raise ValueError(f"closures: no road or bridge {wanted!r}; bridges are {', '.join(bridges[:40])}")
    place = district.places.get(closure.bridge)
    name = place[0] if place else stretches[district.roads.stretch_index[roads[0]]].name
    return Closing(tuple(roads), name, _aware(closure.since, zone), _aware(closure.until, zone))


def _plan(path: Path, district: District, vocabulary: Mapping[str, FactKind]) -> Plan:
    try:
        if not path.is_file() or path.stat().st_size > MOST_PLAN_BYTES:
            raise BadInput(f"{path}: expected a plan file of at most {MOST_PLAN_BYTES:,} bytes")
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}") from error
    known = Known(district.capabilities, district.materials, district.departments, vocabulary)
    read = read_plan(raw, path.name, known)
    if read.plan is None:
        raise BadInput(read.refused[0].message.en)
    return read.plan
