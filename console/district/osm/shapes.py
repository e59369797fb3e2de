"""Outlines on the map: closed ways and multipolygon relations as polygons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from console.district.osm.access import Tags
from console.district.osm.ledger import Found, Ledger
from console.district.osm.source import RawMap, Way
from console.geo import LatLon


def outlines(
    raw: RawMap, places: Mapping[int, LatLon], wanted: Callable[[Tags], object], ledger: Ledger
) -> Iterator[tuple[str, Tags, Polygon]]:
    """Id, tags and outline (longitude, latitude) of everything drawn as an area whose tags are ``wanted``."""
    for id_, way in sorted(raw.ways.items()):
        if len(way.refs) > 3 and way.refs[0] == way.refs[-1] and wanted(way.tags):
            yield from _polygons(f"way {id_}", way.tags, _ring(way, places), ledger)
    for id_, relation in sorted(raw.areas.items()):
        if not wanted(relation.tags):
            continue
        outer = [m.ref for m in relation.members if m.kind == "w" and m.role in ("outer", "")]
        lines = [_line(raw.ways[ref], places) for ref in outer if ref in raw.ways]
        found = shapely.polygonize([line for line in lines if line is not None])
        yield from _polygons(f"relation {id_}", relation.tags, found, ledger)


def _ring(way: Way, places: Mapping[int, LatLon]) -> BaseGeometry:
    points = [places[ref] for ref in way.refs if ref in places]
    if len(points) < len(way.refs) or len(set(points)) < 3:
        return Polygon()
    return Polygon([(p.lon, p.lat) for p in points])


def _line(way: Way, places: Mapping[int, LatLon]) -> LineString | None:
    points = [places[ref] for ref in way.refs if ref in places]
    return LineString([(p.lon, p.lat) for p in points]) if len(points) > 1 else None


def _polygons(id_: str, tags: Tags, shape: BaseGeometry, ledger: Ledger) -> Iterator[tuple[str, Tags, Polygon]]:
    whole = [polygon for polygon in parts(shape if shape.is_valid else shape.buffer(0)) if polygon.area > 0]
    if not whole:
        ledger.add(Found.AREA_BROKEN, id_)
    for polygon in whole:
        yield id_, tags, polygon


def parts(shape: BaseGeometry) -> list[Polygon]:
    """The single polygons of a shape; lines and points in it are passed over."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    if isinstance(shape, MultiPolygon) or hasattr(shape, "geoms"):
        return [polygon for inner in shape.geoms for polygon in parts(inner)]
    return []
