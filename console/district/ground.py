"""The ground of a district: boundary, grids, areas and roads, from their files."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from console.district import area_file, road_file
from console.district.doors import (
    AreaProperties,
    BoundaryProperties,
    EdgeDoor,
    GridProperties,
    NodeDoor,
)
from console.district.fence import Fence
from console.district.reading import Reading
from console.errors import BadDistrict
from console.geo import LatLon, wgs84_from
from console.model.places import Area, Grid
from console.model.roads import RoadEdge, Roads
from console.phrase import Text

Points = list[tuple[float, float]]


def read_boundary(reading: Reading, datum: str) -> tuple[LatLon, ...]:
    """The outline; ``boundary.geojson`` holds exactly one polygon."""
    name = "boundary.geojson"
    features = reading.features(name, BoundaryProperties)
    if len(features) != 1:
        raise BadDistrict(f"{name}: {len(features)} features; expected one polygon, the district's outline")
    ring = _open(features[0].geometry.coordinates[0], f"{name}, feature 1")
    return tuple(wgs84_from(datum, LatLon(lat, lon)) for lon, lat in ring)


def read_grids(reading: Reading, fence: Fence) -> dict[str, Grid]:
    """Grids by code; rings are open (the first point is not repeated)."""
    grids: dict[str, Grid] = {}
    for number, feature in enumerate(reading.features("grids.geojson", GridProperties), 1):
        own = feature.properties
        where = f"grids.geojson, feature {number} ({own.code})"
        if own.code in grids:
            raise BadDistrict(f"{where}, code: {own.code} is there twice; expected each code once")
        ring = _ring(feature.geometry.coordinates[0], fence, where)
        centre = fence.point(own.centre[1], own.centre[0], f"{where}, centre")
        grids[own.code] = Grid(own.code, Text(own.en, own.zh), ring, centre, own.leader)
    return grids


def read_areas(reading: Reading, fence: Fence) -> tuple[Area, ...]:
    """Areas in drawing order, from the compact file of an import or from ``areas.geojson``."""
    if _compact(reading, area_file.NAME, "areas.geojson"):
        return area_file.unpack_areas(reading.packed(area_file.NAME))
    return tuple(
        Area(f.properties.kind, _ring(f.geometry.coordinates[0], fence, f"areas.geojson, feature {n}"),
             Text(f.properties.en, f.properties.zh))
        for n, f in enumerate(reading.features("areas.geojson", AreaProperties), 1)
    )  # fmt: skip


def read_roads(reading: Reading, fence: Fence) -> Roads:
    """The roads, from the compact file of an import or from ``nodes.csv`` and ``edges.csv``."""
    if not _compact(reading, road_file.NAME, "nodes.csv", "edges.csv"):
        nodes = read_nodes(reading, fence)
        return Roads.of(nodes, read_edges(reading, nodes))
    roads = road_file.unpack_roads(reading.packed(road_file.NAME))
    for i in np.flatnonzero(fence.outside(roads.lat, roads.lon)).tolist():
        fence.point(float(roads.lat[i]), float(roads.lon[i]), f"{road_file.NAME}, node {roads.node_ids[i]}")
    return roads


def _compact(reading: Reading, packed: str, *written: str) -> bool:
    """Whether the folder has the compact form; both forms at once leave open which one is meant."""
    beside = [name for name in written if reading.has(name)]
    if reading.has(packed) and beside:
        raise BadDistrict(f"{packed} and {beside[0]}: both are there; expected one of them")
    return reading.has(packed)


def read_nodes(reading: Reading, fence: Fence) -> dict[int, LatLon]:
    """Where each road node lies, by id."""
    nodes: dict[int, LatLon] = {}
    for row, line in reading.table("nodes.csv", NodeDoor):
        if row.id in nodes:
            raise BadDistrict(f"nodes.csv, line {line}, column id: {row.id} is there twice; expected each id once")
        nodes[row.id] = fence.point(row.lat, row.lon, f"nodes.csv, line {line}")
    return nodes


def read_edges(reading: Reading, nodes: Mapping[int, LatLon]) -> tuple[RoadEdge, ...]:
    """Arcs: a two-way stretch gives two, sharing its road id."""
    edges: list[RoadEdge] = []
    seen: set[str] = set()
    for row, line in reading.table("edges.csv", EdgeDoor):
        _check_stretch(row, f"edges.csv, line {line}", seen, nodes)
        ways = [(row.u, row.v)] if row.one_way else [(row.u, row.v), (row.v, row.u)]
        name = Text(row.name_en, row.name_zh)
        edges += [
            RoadEdge(u, v, row.road, name, row.road_class, row.length_m, row.speed_kph, row.bridge) for u, v in ways
        ]
    return tuple(edges)


def _check_stretch(row: EdgeDoor, where: str, seen: set[str], nodes: Mapping[int, LatLon]) -> None:
    if row.road in seen:
        raise BadDistrict(f"{where}, column road: {row.road} is there twice; expected each stretch once")
    seen.add(row.road)
    for column, node in (("u", row.u), ("v", row.v)):
        if node not in nodes:
            raise BadDistrict(f"{where}, column {column}: no node {node}; expected an id from nodes.csv")
    if row.u == row.v:
        raise BadDistrict(f"{where}, column v: {row.road} ends where it starts; expected two different nodes")


def _ring(points: Points, fence: Fence, where: str) -> tuple[LatLon, ...]:
    return tuple(fence.point(lat, lon, where) for lon, lat in _open(points, where))


def _open(points: Points, where: str) -> Points:
    if points[0] != points[-1]:
        raise BadDistrict(f"{where}, geometry: the ring is open; expected its first point again at the end")
    if len(set(points)) < 3:
        raise BadDistrict(f"{where}, geometry: {len(set(points))} different points; expected at least 3")
    return points[:-1]
