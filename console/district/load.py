"""Reading a district folder into the model; everything wrong is named with its file, line and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from console.district import ground, units
from console.district.casework import read_casework
from console.district.doors import DistrictDoor
from console.district.duty import read_duty
from console.district.fence import Fence
from console.district.files import content_hash
from console.district.reading import Reading
from console.district.traffic import read_traffic
from console.district.where import resource_dir
from console.model.places import EMERGENCY_KINDS, District, RestRule
from console.phrase import Text


def load_district(folder: Path, vocabulary: Path | None = None) -> District:
    """Read and check the district in ``folder``, with capabilities and materials of ``vocabulary`` (the shipped one).

    The content hash covers every file read, the vocabulary's included. Positions in other datums become WGS-84.
    Raises ``BadDistrict`` naming file, line or feature, field and what was expected.
    """
    reading = Reading(folder, vocabulary or resource_dir() / "vocabulary")
    about = reading.one("district.yaml", DistrictDoor)
    boundary = ground.read_boundary(reading, about.datum)
    fence = Fence(boundary, about.datum)
    capabilities = units.read_capabilities(reading)
    materials = units.read_materials(reading)
    grids = ground.read_grids(reading, fence)
    roads = ground.read_roads(reading, fence)
    teams = units.read_teams(reading, fence, capabilities, materials, {s.name.en for s in roads.stretches})
    departments = units.read_departments(reading)
    return District(
        id=about.id,
        name=Text(about.name.en, about.name.zh),
        synthetic=about.synthetic,
        timezone=about.timezone,
        boundary=boundary,
        grids=grids,
        roads=roads,
        areas=ground.read_areas(reading, fence),
        teams=teams,
        depots=units.read_depots(reading, fence, materials),
        materials=materials,
        cameras=units.read_cameras(reading, fence),
        departments=departments,
        catalogue=units.read_catalogue(reading, departments),
        people=units.read_people(reading, grids, teams),
        places=units.read_places(reading, fence),
        capabilities=capabilities,
        neighbours=units.read_neighbours(reading, about.datum, capabilities),
        traffic=read_traffic(reading, (s.road_class for s in roads.stretches)),
        casework=read_casework(reading, departments, about.timezone, about.country),
        **_rules(reading, about),
        content_hash=content_hash(reading.contents),  # of every file read above
    )


def _rules(reading: Reading, about: DistrictDoor) -> dict[str, Any]:
    """Whose turns are free, who must rest, by which codes it is known, how duty goes, what lies beneath its map."""
    return {
        "waives_turns": EMERGENCY_KINDS if about.waives_turns is None else frozenset(about.waives_turns),
        "codes": about.codes,
        "duty": read_duty(reading),
        "underlay": about.underlay.read(reading.folder) if about.underlay else None,
        "rest": RestRule(**about.rest.model_dump()) if about.rest else None,
    }
