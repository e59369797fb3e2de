"""A tiny district for map tests: two crossing roads, a canal, a park, one grid."""

from __future__ import annotations

from console.geo import LatLon, from_metres
from console.model.places import Area, District, Grid
from console.model.roads import RoadEdge, Roads
from console.phrase import Text

CENTRE = LatLon(30.3175, 120.1365)


def at(east_m: float, north_m: float) -> LatLon:
    """A place by metres from the centre."""
    return from_metres(CENTRE, east_m, north_m)


def square(half_m: float, east_m: float = 0, north_m: float = 0) -> tuple[LatLon, ...]:
    """A square ring."""
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return tuple(at(east_m + x * half_m, north_m + y * half_m) for x, y in corners)


def a_road(first: int, a: LatLon, b: LatLon, name: Text, road_class: str, bridge: str = "") -> tuple:
    nodes = {first: a, first + 1: b}
    road = f"{name.en.lower().replace(' ', '-')}-01"
    edges = tuple(
        RoadEdge(u, v, road, name, road_class, 800, 40, bridge) for u, v in ((first, first + 1), (first + 1, first))
    )
    return nodes, edges


def a_district(content_hash: str = "0123456789abcdef", road_name: Text | None = None) -> District:
    """The district; ``road_name`` names the arterial."""
    east, north = at(-450, 40), at(60, -450)
    long_nodes, long_edges = a_road(1, east, at(450, 40), road_name or Text("Dengyun Road", "登云路"), "arterial", "b1")
    cross_nodes, cross_edges = a_road(3, north, at(60, 450), Text("Lishui Road", "丽水路"), "secondary")
    canal = (at(-200, -500), at(-140, -500), at(-140, 500), at(-200, 500))
    areas = (
        Area("water", canal, Text("Grand Canal", "大运河")),
        Area("green", square(60, 250, 250), Text("Hemu Park", "和睦公园")),
        Area("building", square(20, 200, -100)),
        Area("plaza", square(30, 250, -250)),
    )
    return District(
        id="tiny", name=Text("Tiny", "小"), synthetic=True, timezone="Asia/Shanghai", boundary=square(500),
        grids={"G-1": Grid("G-1", Text("Grid 1", "一网格"), square(500), CENTRE, "GL-1")},
        roads=Roads.of(long_nodes | cross_nodes, long_edges + cross_edges), areas=areas, teams={},
        depots={}, materials={}, cameras={}, departments={}, catalogue={}, people=(), places={},
        capabilities={}, content_hash=content_hash,
    )  # fmt: skip
