"""Importing a map: everything read from it, written as a district folder that opens, or nothing at all."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray

from console.district.area_file import NAME as AREAS
from console.district.area_file import pack_areas
from console.district.demo import write
from console.district.load import load_district
from console.district.osm.background import background
from console.district.osm.coordinates import DATUMS
from console.district.osm.landmarks import landmarks
from console.district.osm.ledger import Ledger
from console.district.osm.mesh import propose_grids
from console.district.osm.proposals import propose_units
from console.district.osm.reporting import ImportReport, Made, report_of
from console.district.osm.roads import ReadMap, read_town
from console.district.osm.sites import sites_of
from console.district.osm.source import Tell
from console.district.osm.zones import zone_at
from console.district.road_check import check_roads
from console.district.road_file import NAME as ROADS
from console.district.road_file import pack_roads
from console.district.swap import put_in_place
from console.district.where import resource_dir
from console.errors import BadInput
from console.model.connectivity import parts_of
from console.model.places import Grid
from console.model.roads import Roads

STEPS = ("relations", "ways", "points", "network", "areas", "mesh", "writing", "checking")
"""The steps an import tells of, in order."""
REPORT = "import-report.txt"
MARGIN_DEG = 0.002  # about 200 m of ground around the outermost road
DIGITS = 6
_COPIED_FROM = "xiaohe"
_COPIED = ("catalogue.yaml", "departments.yaml")


@dataclass(frozen=True)
class Wanted:
    """What is to be imported: a map file as the district ``name``, written into ``folder``.

    Region and time zone are guessed from the position where they are not given. A folder that is there already
    is replaced only when ``replace`` says so, and only when it is a district.
    """

    path: Path
    name: str
    folder: Path
    region: str | None = None
    timezone: str | None = None
    datum: str = "WGS-84"
    replace: bool = False


def import_map(wanted: Wanted, tell: Tell) -> ImportReport:
    """Read the map and write the district; returns the report, which also lies in the folder.

    The folder is complete or not there: it is written beside its place, opened once and then renamed.
    Raises :class:`BadInput` when the map cannot be used or the folder may not be written.
    """
    _may_write(wanted)
    ledger = Ledger()
    found = read_town(wanted.path, wanted.region, wanted.datum, ledger, tell)
    wanted.folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{wanted.folder.name}-", dir=wanted.folder.parent))
    try:
        beside.chmod(0o755)
        made = _write(wanted, found, beside, ledger, tell)
        tell("checking")
        district = load_district(beside)
        report = report_of(found, made, ledger, check_roads(district))
        text = "\n\n".join("\n".join(line.get(lang) for line in report.lines) for lang in ("en", "zh"))
        (beside / REPORT).write_text(text + "\n", encoding="utf-8", newline="\n")
        put_in_place(beside, wanted.folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return report


def _may_write(wanted: Wanted) -> None:
    if wanted.datum not in DATUMS:
        raise BadInput(f"--datum: there is no datum {wanted.datum!r}; expected one of {', '.join(DATUMS)}")
    if wanted.timezone is not None:
        try:
            ZoneInfo(wanted.timezone)
        except (KeyError, ValueError, OSError):
            raise BadInput(f"--timezone: there is no {wanted.timezone!r}; expected a name such as Asia/Shanghai"
                           ) from None  # fmt: skip
    folder = wanted.folder
    if not folder.exists() and not folder.is_symlink():
        return
    if not wanted.replace:
        raise BadInput(f"{folder}: it is there already; expected another name, or --replace")
    if folder.is_symlink() or not (folder / "district.yaml").is_file():
        raise BadInput(f"{folder}: it is no district folder, so it is not replaced; expected another name")


def _write(wanted: Wanted, found: ReadMap, folder: Path, ledger: Ledger, tell: Tell) -> Made:
    roads = found.roads
    ring = _outline(roads)
    tell("areas")
    west, south, east, north = shapely.Polygon(ring).bounds
    areas = background(found.raw, found.places, (west, south, east, north), ledger)
    sites = sites_of(found.raw, found.places, ledger)
    tell("mesh")
    usable = _usable(roads)
    grids, side = propose_grids(roads, usable)
    units = propose_units(sites, roads, usable, grids)
    zone = wanted.timezone or zone_at(found.middle, found.region)
    tell("writing")
    write.geojson(folder / "boundary.geojson", [({"kind": "boundary"}, ring)])
    write.geojson(folder / "grids.geojson", [(_properties(grid), _closed(grid)) for grid in grids.values()])
    (folder / ROADS).write_bytes(pack_roads(roads))
    (folder / AREAS).write_bytes(pack_areas(areas))
    places = landmarks(sites, found.bridges, roads)
    about = "Proposed from the map: check before use."
    write.records(folder / "district.yaml", f"{about} The roads are in {ROADS}.", _about(wanted, zone))
    write.records(folder / "teams.yaml", f"Teams. {about}", units.teams)
    write.records(folder / "depots.yaml", f"Depots. {about}", units.depots)
    write.records(folder / "places.yaml", "Named places that search, drills and callers know.", places)
    write.records(folder / "cameras.yaml", "Cameras: none known yet.", {})
    write.csv(folder / "people.csv", ("id", "role", "grid", "team"), ())
    for name in _COPIED:
        shutil.copyfile(resource_dir() / _COPIED_FROM / name, folder / name)
    return Made(areas, sites, units, len(grids), side, zone, wanted.timezone is None, len(places))


def _about(wanted: Wanted, zone: str) -> dict[str, Any]:
    note = (f"Proposed from the map: check before use. Roads, areas and sites: {wanted.path.name},"
            " © OpenStreetMap contributors (ODbL). Grids, teams and depots: proposed, not real.")  # fmt: skip
    return {"id": wanted.name, "name": {"en": wanted.name, "zh": wanted.name}, "synthetic": True, "timezone": zone,
            "datum": "WGS-84", "note": note}  # fmt: skip


def _usable(roads: Roads) -> NDArray[np.bool_]:
    """Nodes of the main network that vehicles of every kind get to."""
    ordinary = np.zeros(len(roads.node_ids), bool)
    ordinary[roads.tail[~roads.emergency_only]] = True
    in_main = parts_of(roads).in_main
    return in_main & ordinary if (in_main & ordinary).any() else in_main


def _outline(roads: Roads) -> list[tuple[float, float]]:
    """The district's boundary as a GeoJSON ring: what encloses its roads, with a margin."""
    hull = shapely.MultiPoint(np.column_stack([roads.lon, roads.lat])).convex_hull.buffer(MARGIN_DEG, quad_segs=2)
    points = [(round(x, DIGITS), round(y, DIGITS)) for x, y in hull.exterior.coords[:-1]]
    return [*points, points[0]]


def _properties(grid: Grid) -> dict[str, Any]:
    lat, lon = grid.centre
    return {"code": grid.code, "en": grid.name.en, "zh": grid.name.zh, "leader": grid.leader, "centre": [lon, lat]}


def _closed(grid: Grid) -> list[tuple[float, float]]:
    points = [(p.lon, p.lat) for p in grid.ring]
    return [*points, points[0]]
