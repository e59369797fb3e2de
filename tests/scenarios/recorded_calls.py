"""Eight days of a fire service's recorded unit dispatches, replayed on the map of the same town's north.

No unit's position is on record, so each run starts from the unit's last known place: the scene it last worked at.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from console.dispatch.arrival_times.response import Response, Ways
from console.dispatch.arrival_times.turnout import State, at_base
from console.dispatch.roads.network import RoadNetwork
from console.district.osm.roads import read_roads
from console.errors import NoRoute
from console.geo import LatLon
from console.model.places import TeamKind
from console.model.roads import USUAL, Conditions, Roads

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
CALLS = DATA / "calls" / "sffd_2016-12-31_2017-01-07.csv.gz"
MAP = DATA / "osm" / "san-francisco-north.osm.gz"

FROM_STATIONS = ("ENGINE", "TRUCK", "RESCUE SQUAD")
"""Kinds that wait in stations; ambulances wait at street corners nobody recorded, chiefs drive about."""
OWN_TURNOUT_S = 60
STILL_OUT_S = 300
"""A unit free for less than this rolls within seconds, as one that has not gone in again."""


class Sent(NamedTuple):
    """One unit sent to one call, as recorded; local times."""

    call: str
    unit: str
    kind: str
    turn: int
    received: datetime
    sent: datetime
    rolling: datetime | None
    there: datetime | None
    to_hospital: bool
    free: datetime | None
    place: LatLon
    area: str


@dataclass(frozen=True)
class Run:
    """One usable response: where it started, how long ago it was known to be there, and what it is made of."""

    sent: Sent
    start: LatLon
    known_for_s: float
    response: Response

    @property
    def usual_s(self) -> float:
        return sum(self.response.usual_s.values())


def moment(text: str) -> datetime | None:
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p") if text else None  # noqa: DTZ007


def surely(text: str) -> datetime:
    found = moment(text)
    assert found is not None
    return found


def read_calls() -> list[Sent]:
    """Every row in order of sending."""
    with gzip.open(CALLS, "rt", encoding="utf-8") as file:
        found = [_sent(row) for row in csv.DictReader(file)]
    return sorted(found, key=lambda s: (s.sent, s.received, s.call, s.turn))


def _sent(row: Mapping[str, str]) -> Sent:
    lat, lon = (float(figure) for figure in re.findall(r"-?\d+\.\d+", row["Location"]))
    return Sent(
        row["Call Number"], row["Unit ID"], row["Unit Type"], int(row["Unit sequence in call dispatch"]),
        surely(row["Received DtTm"]), surely(row["Dispatch DtTm"]), moment(row["Response DtTm"]),
        moment(row["On Scene DtTm"]), bool(row["Transport DtTm"] or row["Hospital DtTm"]),
        moment(row["Available DtTm"]), LatLon(lat, lon), row["Station Area"],
    )  # fmt: skip


def read_box() -> tuple[float, ...]:
    """South, west, north, east of the map, as the file says."""
    with gzip.open(MAP, "rt", encoding="utf-8") as file:
        (bounds,) = re.findall(r"<bounds (.*?)/>", file.read(2000))
    sides: dict[str, str] = dict(re.findall(r'(\w+)="([-\d.]+)"', bounds))
    return tuple(float(sides[side]) for side in ("minlat", "minlon", "maxlat", "maxlon"))


def missing() -> str:
    """The first file that is not there; empty when all are."""
    return next((str(path.relative_to(DATA.parent)) for path in (CALLS, MAP) if not path.exists()), "")


class Town:
    """The map's roads, ready to answer."""

    def __init__(self, roads: Roads) -> None:
        self.network, self.box = RoadNetwork(roads), read_box()
        self.classes = sorted({stretch.road_class for stretch in roads.stretches})
        self._ways = Ways(roads)
        self.usual = lru_cache(maxsize=None)(self._usual)

    def holds(self, place: LatLon) -> bool:
        south, west, north, east = self.box
        return south <= place.lat <= north and west <= place.lon <= east

    def seconds(self, start: LatLon, place: LatLon, conditions: Conditions = USUAL) -> float | None:
        try:
            return self.network.way(start, self.network.towards(place, conditions))[0]
        except NoRoute:
            return None

    def _usual(self, start: LatLon, place: LatLon) -> Mapping[str, float] | None:
        """What the network says, by road class; ``None`` without a way."""
        try:
            seconds, route = self.network.way(start, self.network.towards(place))
        except NoRoute:
            return None
        if len(route) < 2:
            return {"": seconds}
        by_class = self._ways.usual_s(start, route, place)
        share = seconds / sum(by_class.values())
        return {road: found * share for road, found in by_class.items()}


def why_not(town: Town, sent: Sent, before: Sent | None) -> str:
    """Why this dispatch cannot be used, before any way is looked for; empty when it can."""
    if sent.rolling is None:
        return "no response stamp"
    if sent.there is None:
        return "never arrived (called off on the way)"
    if sent.there < sent.rolling or sent.rolling < sent.sent:
        return "stamps out of order"
    if sent.there == sent.rolling:
        return "rolling and there in the same second"
    if before is None:
        return "unit not seen before: no last place"
    if before.to_hospital:
        return "unit comes from a hospital that is not named"
    if before.there is None or before.free is None:
        return "unit's last run never arrived: somewhere between"
    if before.free > sent.sent:
        return "unit's last run ends after this one begins"
    return "" if town.holds(before.place) else "unit's last place is outside the map"


def usable_runs(town: Town, rows: Iterable[Sent], kinds: Sequence[str]) -> tuple[list[Run], list[tuple[Sent, str]]]:
    """The runs of ``kinds`` inside the map that can be used, in order of sending, and the others with the reason."""
    last: dict[str, Sent] = {}
    runs, left = [], []
    for sent in rows:
        before, last[sent.unit] = last.get(sent.unit), sent
        if not town.holds(sent.place):
            continue
        reason = why_not(town, sent, before) if sent.kind in kinds else f"another kind of unit: {sent.kind.lower()}"
        run = None if reason else _run(town, sent, before)
        if run is not None:
            runs.append(run)
        else:
            left.append((sent, reason or "no way on the map's roads"))
    return runs, left


def _run(town: Town, sent: Sent, before: Sent | None) -> Run | None:
    assert before is not None and before.free is not None and sent.rolling is not None  # noqa: PT018
    usual = town.usual(before.place, sent.place)
    known_for_s = (sent.sent - before.free).total_seconds()
    return None if usual is None else Run(sent, before.place, known_for_s, _response(sent, usual, known_for_s))


def _response(sent: Sent, usual_s: Mapping[str, float], known_for_s: float) -> Response:
    assert sent.rolling is not None and sent.there is not None  # noqa: PT018
    hour = sent.rolling.hour
    state = State.RETURNING if known_for_s < STILL_OUT_S else at_base(TeamKind.FIRE, hour)
    turnout_s, travel_s = (sent.rolling - sent.sent).total_seconds(), (sent.there - sent.rolling).total_seconds()
    return Response(TeamKind.FIRE, state, OWN_TURNOUT_S, turnout_s, usual_s, travel_s, hour)


def one_a_call(runs: Iterable[Run], count: int) -> list[Run]:
    """The first usable run of each of the first ``count`` calls that have one."""
    found: dict[str, Run] = {}
    for run in sorted(runs, key=lambda r: (r.sent.received, r.sent.call, r.sent.turn)):
        found.setdefault(run.sent.call, run)
    return list(found.values())[:count]


def stations(rows: Iterable[Sent]) -> Mapping[str, LatLon]:
    """By station number, the middle one of the calls of its area: nobody recorded where the stations are.

    Of the calls' places, not of any time: nothing that is to be predicted goes into it.
    """
    calls: dict[str, dict[str, LatLon]] = defaultdict(dict)
    for sent in rows:
        calls[sent.area][sent.call] = sent.place
    return {area: _middle_one(list(places.values())) for area, places in calls.items() if area}


def _middle_one(places: Sequence[LatLon]) -> LatLon:
    metres = np.array([[p.lat * 111_195, p.lon * 111_195 * np.cos(np.radians(p.lat))] for p in places])
    between = np.sqrt(((metres[:, None] - metres[None]) ** 2).sum(axis=2))
    return places[int(between.sum(axis=1).argmin())]


def from_station(town: Town, run: Run, at: Mapping[str, LatLon]) -> Run | None:
    """The same run begun at its station (engines and trucks carry its number); ``None`` where that is off the map."""
    base = at.get(run.sent.unit[1:]) if run.sent.kind in ("ENGINE", "TRUCK") else None
    usual = town.usual(base, run.sent.place) if base is not None and town.holds(base) else None
    if base is None or usual is None:
        return None
    return replace(run, start=base, response=replace(run.response, usual_s=usual))


def the_town() -> Town:
    return Town(read_roads(MAP)[0])


def free_engines(rows: Sequence[Sent]) -> Mapping[tuple[str, str], Mapping[str, Sent]]:
    """For each (call, unit) that is an engine: every engine known to be free when it was sent, with its last run.

    Known means that the engine's last run arrived, ended before that moment and was not to a hospital.
    """
    last: dict[str, Sent] = {}
    found: dict[tuple[str, str], Mapping[str, Sent]] = {}
    for sent in rows:
        if sent.kind != "ENGINE":
            continue
        found[sent.call, sent.unit] = {
            unit: run for unit, run in last.items()
            if run.there is not None and run.free is not None and run.free <= sent.sent and not run.to_hospital
        }  # fmt: skip
        last[sent.unit] = sent
    return found
