"""Grids from a GeoJSON file of somebody else, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, shape

from console.district.files import as_json, as_text, read_bytes
from console.district.workshop.fields import Rules, wrong_fields, wrong_id
from console.district.workshop.folder import grids_text
from console.district.workshop.tables import TableRead
from console.district.workshop.town import Kind, Record, Town
from console.errors import BadDistrict
from console.geo import LatLon, wgs84_from
from console.model.places import District
from console.phrase import say

MOST_BYTES = 100_000_000
_CODES = ("code", "id", "grid", "grid_code", "编号", "网格编号", "网格编码", "编码", "代码")
_NAMES = ("name", "名称", "网格名称", "网格名")
_LEADERS = ("leader", "网格长", "负责人编号")


class GridReader:
    """Reads a feature collection of polygons; positions are in ``datum`` and become those of the files."""

    def __init__(self, town: Town, district: District, datum: str) -> None:
        self._town, self._datum = town, datum
        self._rules = Rules.of(district, town.datum)

    def read(self, path: Path) -> TableRead:
        """The grids by code, and what is wrong by the number of the feature; ``BadDistrict`` for no GeoJSON."""
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise BadDistrict(f"{path.name}: larger than {MOST_BYTES // 1_000_000} MB; expected the grids of a town")
        found = as_json(path.name, as_text(path.name, read_bytes(path)))
        features = found.get("features") if isinstance(found, Mapping) else None
        if not isinstance(features, list) or not features:
            raise BadDistrict(f"{path.name}: no features; expected a GeoJSON FeatureCollection of polygons")
        made = TableRead()
        for number, feature in enumerate(features, 1):
            self._feature(made, number, feature)
        return made

    def _feature(self, made: TableRead, number: int, feature: Any) -> None:
        own = feature.get("properties") if isinstance(feature, Mapping) else None
        own = own if isinstance(own, Mapping) else {}
        code = _first(own, _CODES) or f"G-{number:03d}"
        problem = wrong_id(code, made.records)
        if problem is not None:
            made.refused.append((number, "code", problem))
            return
        outer = self._polygon(feature)
        if outer is None:
            made.refused.append((number, "geometry", say("workshop.wrong.polygon")))
            return
        record = self._record(code, own, outer)
        wrong = wrong_fields(Kind.GRID, record, self._rules)
        if wrong:
            made.refused += [(number, path, said) for path, said in wrong.items()]
        else:
            made.records[code] = record

    def _polygon(self, feature: Any) -> Polygon | None:
        """The outline in the files' datum; of several parts the largest."""
        try:
            found = shape(feature["geometry"])
            parts = list(found.geoms) if isinstance(found, MultiPolygon) else [found]
            outer = max((p for p in parts if isinstance(p, Polygon)), key=_area, default=None)
            if outer is None or outer.is_empty:
                return None
            points = [self._converted(x, y) for x, y, *_ in outer.exterior.coords]
            made = Polygon(points)
        except (KeyError, TypeError, ValueError, AttributeError, ShapelyError, IndexError):
            return None
        return made if made.is_valid and made.area > 0 else None

    def _converted(self, lon: float, lat: float) -> list[float]:
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise ValueError("off the globe")
        return self._town.written(wgs84_from(self._datum, LatLon(lat, lon)), turned=True)

    def _record(self, code: str, own: Mapping[str, Any], outer: Polygon) -> Record:
        before = self._town.grids.get(code, {})
        inner = shapely.point_on_surface(outer)
        en, zh = str(own.get("en") or ""), str(own.get("zh") or "")
        plain = _first(own, _NAMES)
        centre = self._centre(own.get("centre")) or [round(inner.x, 6), round(inner.y, 6)]
        usual = say("workshop.new.grid", id=code).both
        return {
            **{k: v for k, v in before.items() if k == "more"},
            "en": en or plain or str(before.get("en") or usual[0]),
            "zh": zh or plain or str(before.get("zh") or usual[1]),
            "leader": _first(own, _LEADERS) or str(before.get("leader", "")), "centre": centre,
            "coordinates": [[list(point) for point in outer.exterior.coords]],
        }  # fmt: skip

    def _centre(self, said: Any) -> list[float] | None:
        try:
            lon, lat = (float(x) for x in said)
            return self._converted(lon, lat)
        except (TypeError, ValueError):
            return None


def _area(polygon: Polygon) -> float:
    return float(polygon.area)


def _first(own: Mapping[str, Any], keys: Sequence[str]) -> str:
    return next((str(own[key]).strip() for key in keys if own.get(key) not in (None, "")), "")


def square(town: Town, corners: Sequence[LatLon], code: str) -> Record:
    """A new grid with these corners, in WGS-84."""
    points = [town.written(corner, turned=True) for corner in corners]
    inner = shapely.point_on_surface(Polygon(points))
    en, zh = say("workshop.new.grid", id=code).both
    return {"en": en, "zh": zh, "leader": "", "centre": [round(inner.x, 6), round(inner.y, 6)],
            "coordinates": [[*points, points[0]]]}  # fmt: skip


def outlined(corners: Sequence[LatLon]) -> bool:
    """Whether corners make an outline that a grid can have."""
    made = Polygon([(p.lon, p.lat) for p in corners]) if len(corners) >= 3 else None
    return made is not None and made.is_valid and made.area > 0


def as_geojson(town: Town) -> str:
    """The grids as their file has them, in the files' datum."""
    return grids_text(town.grids)


def is_geojson(path: Path) -> bool:
    """Whether a file is called like one."""
    return path.suffix.lower() in (".geojson", ".json")
