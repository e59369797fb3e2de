"""The units of a district: teams, depots, cameras, departments, catalogue, people and places, from their files."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import time

from console.district.doors import (
    CameraDoor,
    DepartmentDoor,
    DepotDoor,
    ItemDoor,
    MaterialDoor,
    NeighbourDoor,
    PersonDoor,
    PlaceDoor,
    TeamDoor,
    TextDoor,
)
from console.district.fence import Fence
from console.district.files import listed
from console.district.reading import Reading
from console.errors import BadDistrict
from console.geo import LatLon, wgs84_from
from console.model.places import (
    Camera,
    CatalogueItem,
    Department,
    Depot,
    Grid,
    MaterialItem,
    Neighbour,
    Person,
    Shift,
    Team,
)
from console.phrase import Text


def read_capabilities(reading: Reading) -> dict[str, Text]:
    """The capability vocabulary."""
    return {code: _text(t) for code, t in reading.mapping("vocabulary/capabilities.yaml", TextDoor).items()}


def read_materials(reading: Reading) -> dict[str, MaterialItem]:
    """The material vocabulary; codes have 7 digits (GB/T 38565 layout)."""
    name = "vocabulary/materials.yaml"
    found = reading.mapping(name, MaterialDoor)
    for code in found:
        if len(code) != 7 or not code.isdigit():
            raise BadDistrict(f"{reading.line(name, code)}: {code!r} is no material code; expected 7 digits")
    return {code: MaterialItem(code, _text(m.name), m.unit) for code, m in found.items()}


def read_teams(
    reading: Reading, fence: Fence, can: Mapping[str, Text], materials: Container[str], roads: Container[str]
) -> dict[str, Team]:
    """Teams by id; capabilities and materials are known ones, a beat is a road's English name."""
    name = "teams.yaml"
    teams: dict[str, Team] = {}
    for id_, t in reading.mapping(name, TeamDoor).items():
        _known_capabilities(reading, can, t.capabilities, name, id_)
        _known_materials(reading, materials, t.carries, name, id_, "carries")
        if t.beat is not None and t.beat not in roads:
            where = reading.line(name, id_, "beat")
            raise BadDistrict(f"{where}: no road named {t.beat!r}; expected an English road name from edges.csv")
        base = _point(reading, fence, t.base, name, id_, "base")
        teams[id_] = Team(
            id_, _text(t.name), t.kind, frozenset(t.capabilities), t.crew, t.vehicle, base, _shift(t.shift),
            t.turnout_s, t.signal_limit_s, dict(t.carries), t.beat, t.shares_crew,
        )  # fmt: skip
    return teams


def read_neighbours(reading: Reading, datum: str, can: Mapping[str, Text]) -> dict[str, Neighbour]:
    """Neighbouring districts by id; the file may be left out. They lie outside the boundary."""
    name = "neighbours.yaml"
    if not reading.has(name):
        return {}
    found: dict[str, Neighbour] = {}
    for id_, n in reading.mapping(name, NeighbourDoor).items():
        _known_capabilities(reading, can, n.capabilities, name, id_)
        position = wgs84_from(datum, LatLon(*n.position))
        found[id_] = Neighbour(id_, _text(n.name), position, frozenset(n.capabilities), n.notice_s)
    return found


def read_depots(reading: Reading, fence: Fence, materials: Container[str]) -> dict[str, Depot]:
    """Depots by id; every stocked code is a known material."""
    name = "depots.yaml"
    depots: dict[str, Depot] = {}
    for id_, d in reading.mapping(name, DepotDoor).items():
        _known_materials(reading, materials, d.stock, name, id_, "stock")
        position = _point(reading, fence, d.position, name, id_, "position")
        depots[id_] = Depot(id_, _text(d.name), position, dict(d.stock), d.loading_s)
    return depots


def read_cameras(reading: Reading, fence: Fence) -> dict[str, Camera]:
    """Cameras by id."""
    name = "cameras.yaml"
    return {
        id_: Camera(id_, _text(c.name), _point(reading, fence, c.position, name, id_, "position"), c.heading_deg,
                    c.field_of_view_deg, c.source)
        for id_, c in reading.mapping(name, CameraDoor).items()
    }  # fmt: skip


def read_departments(reading: Reading) -> dict[str, Department]:
    """Departments by id."""
    found = reading.mapping("departments.yaml", DepartmentDoor)
    return {id_: Department(id_, _text(d.name), d.tier) for id_, d in found.items()}


def read_catalogue(reading: Reading, departments: Mapping[str, Department]) -> dict[str, CatalogueItem]:
    """Catalogue items by code; each names a known department."""
    name = "catalogue.yaml"
    items: dict[str, CatalogueItem] = {}
    for code, i in reading.mapping(name, ItemDoor).items():
        if i.department not in departments:
            where = reading.line(name, code, "department")
            raise BadDistrict(f"{where}: unknown department {i.department!r}; expected one of {listed(departments)}")
        items[code] = CatalogueItem(
            code, i.class_code, _text(i.name), i.department, i.tier, i.urgency, i.deadline_s, _text(i.standard),
            i.may_dispatch_itself, i.keywords,
        )  # fmt: skip
    return items


def read_people(reading: Reading, grids: Mapping[str, Grid], teams: Mapping[str, Team]) -> tuple[Person, ...]:
    """Posts in file order; an empty grid or team is allowed, an unknown one is not."""
    people: dict[str, Person] = {}
    for row, line in reading.table("people.csv", PersonDoor):
        if row.id in people:
            raise BadDistrict(f"people.csv, line {line}, column id: {row.id} is there twice; expected each post once")
        if row.grid and row.grid not in grids:
            raise BadDistrict(f"people.csv, line {line}, column grid: no grid {row.grid!r}; expected a code from"
                              " grids.geojson or nothing")  # fmt: skip
        if row.team and row.team not in teams:
            raise BadDistrict(f"people.csv, line {line}, column team: no team {row.team!r}; expected an id from"
                              " teams.yaml or nothing")  # fmt: skip
        people[row.id] = Person(row.id, row.role, row.grid, row.team)
    return tuple(people.values())


def read_places(reading: Reading, fence: Fence) -> dict[str, tuple[Text, LatLon]]:
    """Named places by id."""
    name = "places.yaml"
    found = reading.mapping(name, PlaceDoor)
    return {id_: (_text(p.name), _point(reading, fence, p.position, name, id_, "position")) for id_, p in found.items()}


def _known_materials(reading: Reading, known: Container[str], codes: Iterable[str], *path: str) -> None:
    for code in codes:
        if code not in known:
            where = reading.line(*path, code)
            raise BadDistrict(f"{where}: unknown material {code!r}; expected a code from vocabulary/materials.yaml")


def _known_capabilities(reading: Reading, can: Mapping[str, Text], codes: Iterable[str], name: str, id_: str) -> None:
    for number, code in enumerate(codes):
        if code not in can:
            where = reading.line(name, id_, "capabilities", number)
            raise BadDistrict(f"{where}: unknown capability {code!r}; expected one of {listed(can, 40)}")


def _point(reading: Reading, fence: Fence, at: tuple[float, float], name: str, *path: str) -> LatLon:
    try:
        return fence.point(at[0], at[1], "")
    except BadDistrict as error:
        raise BadDistrict(f"{reading.line(name, *path)}{error}") from None


def _shift(window: str) -> Shift:
    start, end = window.split("-")
    return Shift(time.fromisoformat(start), time.fromisoformat(end))


def _text(name: TextDoor) -> Text:
    return Text(name.en, name.zh)
