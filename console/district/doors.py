"""The shape each district file must have (pydantic models at the door; nothing past it knows them)."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from console.district.underlays import UnderlayDoor
from console.model.places import TeamKind
from console.model.words import Tier, Urgency


def _as_code(value: Any) -> Any:
    """A code of digits only that the YAML writer did not quote."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"no time zone {value!r}; expected a name such as Asia/Shanghai") from None
    return value


Zone = Annotated[str, AfterValidator(_zone)]
RoadClass = Literal[
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link",
    "tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service", "road", "busway", "track",
    "pedestrian", "arterial", "alley",
]  # fmt: skip
Code = Annotated[str, BeforeValidator(_as_code), Field(min_length=1)]
MaterialCode = Annotated[str, BeforeValidator(_as_code), Field(pattern=r"^\d{7}$")]
Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]
Position = tuple[Lat, Lon]
Quantity = Annotated[int, Field(ge=0)]


class Door(BaseModel):
    """Unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class TextDoor(Door):
    """A bilingual name."""

    en: Annotated[str, Field(min_length=1)]
    zh: str = ""


class RestDoor(Door):
    """When a team must rest: seconds worked within a window, and for how long."""

    after_s: Annotated[int, Field(gt=0)]
    window_s: Annotated[int, Field(gt=0, le=7 * 86400)]
    rest_s: Annotated[int, Field(gt=0, le=86400)]


class NeighbourDoor(Door):
    """One entry of ``neighbours.yaml``: a district that can be asked for help."""

    name: TextDoor
    position: Position
    capabilities: tuple[Code, ...]
    notice_s: Annotated[int, Field(ge=0, le=86400)]


class DistrictDoor(Door):
    """``district.yaml``."""

    id: Code
    name: TextDoor
    synthetic: bool
    timezone: Zone
    datum: Literal["WGS-84", "GCJ-02", "BD-09"] = "WGS-84"
    waives_turns: tuple[TeamKind, ...] | None = None
    rest: RestDoor | None = None
    underlay: UnderlayDoor | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    codes: tuple[Annotated[str, BeforeValidator(_as_code), Field(pattern=r"^\d{2,15}$")], ...] = ()
    note: str = ""


class TeamDoor(Door):
    """One entry of ``teams.yaml``."""

    name: TextDoor
    kind: TeamKind
    capabilities: tuple[Code, ...]
    crew: Annotated[int, Field(ge=1, le=500)]
    vehicle: str
    base: Position
    shift: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]
    turnout_s: Annotated[int, Field(ge=0, le=3600)]
    signal_limit_s: Annotated[int, Field(ge=10, le=86400)]
    carries: dict[MaterialCode, Quantity] = {}
    beat: str | None = None
    shares_crew: str = ""


class DepotDoor(Door):
    """One entry of ``depots.yaml``."""

    name: TextDoor
    position: Position
    stock: dict[MaterialCode, Quantity]
    loading_s: Annotated[int, Field(ge=0, le=7200)] = 60


class CameraDoor(Door):
    """One entry of ``cameras.yaml``; any source is read, ``check`` names the ones that nothing can play."""

    name: TextDoor
    position: Position
    heading_deg: Annotated[float, Field(ge=0, lt=360)]
    field_of_view_deg: Annotated[float, Field(gt=0, le=360)]
    source: Annotated[str, Field(min_length=1)]


class DepartmentDoor(Door):
    """One entry of ``departments.yaml``."""

    name: TextDoor
    tier: Tier


class ItemDoor(Door):
    """One entry of ``catalogue.yaml``."""

    class_code: Annotated[Code, Field(alias="class")]
    name: TextDoor
    department: Code
    tier: Tier
    urgency: Urgency
    deadline_s: Annotated[int, Field(gt=0)]
    standard: TextDoor
    may_dispatch_itself: bool = False
    keywords: tuple[Code, ...] = ()


class PlaceDoor(Door):
    """One entry of ``places.yaml``."""

    name: TextDoor
    position: Position


class MaterialDoor(Door):
    """One entry of ``vocabulary/materials.yaml``."""

    name: TextDoor
    unit: Annotated[str, Field(min_length=1)]


class PersonDoor(Door):
    """One row of ``people.csv``."""

    id: Code
    role: Literal["grid_leader", "grid_staff", "adviser", "brigade"]
    grid: str
    team: str


class NodeDoor(Door):
    """One row of ``nodes.csv``."""

    id: int
    lat: Lat
    lon: Lon


class EdgeDoor(Door):
    """One row of ``edges.csv``: a stretch, one arc when ``one_way``, otherwise two."""

    road: Code
    u: int
    v: int
    one_way: bool
    name_en: Annotated[str, Field(min_length=1)]
    name_zh: str
    road_class: Annotated[RoadClass, Field(alias="class")]
    length_m: Annotated[float, Field(gt=0, le=100_000)]
    speed_kph: Annotated[float, Field(gt=0, le=200)]
    bridge: str


class GridProperties(Door):
    """Properties of a feature in ``grids.geojson``."""

    code: Code
    en: Annotated[str, Field(min_length=1)]
    zh: str = ""
    leader: str
    centre: tuple[Lon, Lat]


class AreaProperties(Door):
    """Properties of a feature in ``areas.geojson``."""

    kind: Literal["water", "green", "building", "plaza"]
    en: str = ""
    zh: str = ""


class BoundaryProperties(Door):
    """Properties of the one feature in ``boundary.geojson``."""

    kind: Literal["boundary"]


PropertiesT = TypeVar("PropertiesT", bound=Door)
Ring = Annotated[list[tuple[Lon, Lat]], Field(min_length=4)]


class PolygonDoor(Door):
    """A GeoJSON polygon: longitude before latitude, first and last point equal."""

    type: Literal["Polygon"]
    coordinates: Annotated[list[Ring], Field(min_length=1)]


class FeatureDoor(BaseModel, Generic[PropertiesT]):
    """A GeoJSON feature; members the console does not need are passed over."""

    type: Literal["Feature"]
    properties: PropertiesT
    geometry: PolygonDoor


class CollectionDoor(BaseModel, Generic[PropertiesT]):
    """A GeoJSON feature collection."""

    type: Literal["FeatureCollection"]
    features: list[FeatureDoor[PropertiesT]]
