"""Reading a district folder into the model; everything wrong is named with its file, line and field."""

from __future__ import annotations

from pathlib import Path

from console.district import ground, units
from console.district.doors import DistrictDoor
from console.district.fence import Fence
from console.district.files import content_hash
from console.district.reading import Reading
from console.district.where import resource_dir
from console.model.places import District
from console.model.roads import Roads
from console.phrase import Text


def load_district(folder: Path, vocabulary: Path | None = None) -> District:
    """Read and check the district in ``folder``.

    Capabilities and materials come from ``vocabulary`` (by default the shipped one). The content hash
    covers every file read, the vocabulary's included. Positions in other datums are converted to WGS-84.
    Raises ``BadDistrict`` naming file, line or feature, field and what was expected.
    """
    reading = Reading(folder, vocabulary or resource_dir() / "vocabulary")
    about = reading.one("district.yaml", DistrictDoor)
    boundary = ground.read_boundary(reading, about.datum)
    fence = Fence(boundary, about.datum)
    capabilities = units.read_capabilities(reading)
    materials = units.read_materials(reading)
    grids = ground.read_grids(reading, fence)
    nodes = ground.read_nodes(reading, fence)
    edges = ground.read_edges(reading, nodes)
    teams = units.read_teams(reading, fence, capabilities, materials, {e.name.en for e in edges})
    departments = units.read_departments(reading)
    return District(
        id=about.id,
        name=Text(about.name.en, about.name.zh),
        synthetic=about.synthetic,
        timezone=about.timezone,
        boundary=boundary,
        grids=grids,
        roads=Roads.of(nodes, edges),
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
        content_hash=content_hash(reading.contents),
    )
