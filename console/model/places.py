"""What a district is made of: grids, roads, teams, depots, cameras, departments, catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from console.frozen import frozen
from console.geo import LatLon
from console.model.casework import Casework
from console.model.duty import DutyRules
from console.model.roads import Roads, Slowing
from console.model.underlay import Underlay
from console.model.words import Tier, Urgency
from console.phrase import Text


class TeamKind(StrEnum):
    """What sort of team it is; decides its shape on the map and its default turnout."""

    GRID = "grid"  # 网格响应
    CO_GOVERNANCE = "co_governance"  # 共治
    ENFORCEMENT = "enforcement"  # 综合执法
    TRAFFIC = "traffic"
    MARKET = "market"
    ENVIRONMENT = "environment"
    URBAN_WORKS = "urban_works"
    FIRE = "fire"  # 微型消防站
    MEDICAL = "medical"
    ENGINEERING = "engineering"  # gas, power, lifts, drainage
    LOGISTICS = "logistics"


@frozen
class Grid:
    """网格: a polygon with a code, a leader's post and a centre on a road."""

    code: str
    name: Text
    ring: tuple[LatLon, ...]
    centre: LatLon
    leader: str


@frozen
class Shift:
    """A daily local time window; ``start == end`` is round the clock, over midnight allowed."""

    start: time
    end: time

    def covers(self, local: time) -> bool:
        """Whether ``local`` lies in the window (start included, end not)."""
        if self.start == self.end:
            return True
        if self.start < self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end


@frozen
class Team:
    """队伍. ``turnout_s`` is the usual time from order to wheels rolling at the base; a moving team has none."""

    id: str
    name: Text
    kind: TeamKind
    capabilities: frozenset[str]
    crew: int
    vehicle: str
    base: LatLon
    shift: Shift
    turnout_s: int
    signal_limit_s: int
    carries: Mapping[str, int] = field(default_factory=dict)  # material item -> quantity on board
    beat: str | None = None  # road name it patrols
    shares_crew: str = ""  # teams with the same word here are manned by one crew: only one of them can go


@frozen
class MaterialItem:
    """物资: a GB/T 38565-style code (7 digits in 4 layers), a name and its unit."""

    code: str
    name: Text
    unit: str


@frozen
class Depot:
    """物资库 with what it stocks; ``loading_s`` is the stop a team makes to load."""

    id: str
    name: Text
    position: LatLon
    stock: Mapping[str, int]
    loading_s: int = 60


@frozen
class Camera:
    """A camera: ``source`` is ``simulated:<scene>``, or an rtsp/http address, file or device."""

    id: str
    name: Text
    position: LatLon
    heading_deg: float
    field_of_view_deg: float
    source: str


@frozen
class Department:
    """A unit that can be responsible, lead or assist."""

    id: str
    name: Text
    tier: Tier


@frozen
class CatalogueItem:
    """事项: who is responsible, by when, and what counts as closed."""

    code: str
    class_code: str
    name: Text
    department: str
    tier: Tier
    urgency: Urgency
    deadline_s: int
    standard: Text
    may_dispatch_itself: bool = False
    keywords: tuple[str, ...] = ()


@frozen
class Person:
    """One post (no names: posts are synthetic codes)."""

    id: str
    role: str  # grid_leader, grid_staff, adviser, brigade
    grid: str
    team: str


@frozen
class Area:
    """Something to draw under the map: ``kind`` is water, green, building or plaza."""

    kind: str
    ring: tuple[LatLon, ...]
    name: Text = field(default_factory=lambda: Text(""))


@frozen
class RestRule:
    """A team that worked ``after_s`` within the last ``window_s`` rests ``rest_s`` after its last order."""

    after_s: int
    window_s: int
    rest_s: int


@frozen
class Neighbour:
    """A neighbouring district that can be asked: what it has, where it starts, how long until it rolls."""

    id: str
    name: Text
    position: LatLon
    capabilities: frozenset[str]
    notice_s: int


EMERGENCY_KINDS = frozenset({TeamKind.FIRE, TeamKind.MEDICAL})
"""Whose vehicles may turn where others may not, unless the district says otherwise."""


@dataclass(frozen=True)
class District:
    """Everything a console knows of its place; ``content_hash`` pins it in the journal."""

    id: str
    name: Text
    synthetic: bool
    timezone: str
    boundary: tuple[LatLon, ...]
    grids: Mapping[str, Grid]
    roads: Roads
    areas: tuple[Area, ...]
    teams: Mapping[str, Team]
    depots: Mapping[str, Depot]
    materials: Mapping[str, MaterialItem]
    cameras: Mapping[str, Camera]
    departments: Mapping[str, Department]
    catalogue: Mapping[str, CatalogueItem]
    people: tuple[Person, ...]
    places: Mapping[str, tuple[Text, LatLon]]  # named places the search and the scenarios know
    capabilities: Mapping[str, Text]
    content_hash: str
    waives_turns: frozenset[TeamKind] = EMERGENCY_KINDS  # kinds that turn restrictions do not bind
    rest: RestRule | None = None
    neighbours: Mapping[str, Neighbour] = field(default_factory=dict)
    casework: Casework = field(default_factory=Casework)
    duty: DutyRules = field(default_factory=DutyRules)
    codes: tuple[str, ...] = ()  # administrative codes the district goes by in alerts (GB/T 2260 in China)
    underlay: Underlay | None = None  # tiles beneath its own roads on the map
    traffic: tuple[Slowing, ...] = ()  # standing: rush hours, and what weather does to the roads

    @cached_property
    def called_in(self) -> Mapping[str, Team]:
        """Teams that can be called in off duty, as they are then: their turnout takes so much longer."""
        more = self.duty.emergency.call_in_s
        return {
            team.id: replace(team, turnout_s=team.turnout_s + more[team.kind.value])
            for team in self.teams.values()
            if team.kind.value in more
        }

    @cached_property
    def crew_mates(self) -> Mapping[str, tuple[str, ...]]:
        """For each team that shares its crew, the other teams the same crew mans."""
        shared: dict[str, list[str]] = {}
        for team in self.teams.values():
            if team.shares_crew:
                shared.setdefault(team.shares_crew, []).append(team.id)
        return {one: tuple(t for t in mates if t != one) for mates in shared.values() for one in mates}

    @cached_property
    def grid_boxes(self) -> tuple[tuple[str, tuple[float, float, float, float]], ...]:
        """Each grid's code with its south, west, north and east."""
        return tuple(
            (code, (min(p.lat for p in g.ring), min(p.lon for p in g.ring), max(p.lat for p in g.ring),
                    max(p.lon for p in g.ring)))
            for code, g in self.grids.items()
        )  # fmt: skip

    def place_name(self, place: str) -> Text:
        """The name of a place an incident gives: that of a named place when it is one's id, else its own words."""
        known = self.places.get(place)
        return known[0] if known else Text(place, place)

    def local(self, moment: datetime) -> datetime:
        """``moment`` in the district's time zone."""
        return moment.astimezone(self.zone)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone its clocks show."""
        return ZoneInfo(self.timezone)
