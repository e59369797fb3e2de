"""``areas.npz``: water, green, buildings and squares of a whole town in one compact file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from console.district.columns import Column, pack, unpack
from console.errors import BadDistrict
from console.geo import LatLon
from console.model.places import Area
from console.phrase import Text

NAME = "areas.npz"
SCHEMA = 1
DEGREE = 10_000_000
KINDS = ("water", "green", "building", "plaza")
_COLUMNS = {"kind": "int8", "size": "int32", "lat": "int32", "lon": "int32"}


def pack_areas(areas: Sequence[Area]) -> bytes:
    """The bytes of ``areas.npz``; positions to 1e-7 degrees."""
    points = np.array([p for area in areas for p in area.ring], float).reshape(-1, 2)
    columns = {
        "kind": np.array([KINDS.index(area.kind) for area in areas], "int8"),
        "size": np.array([len(area.ring) for area in areas], "int32"),
        "lat": np.rint(points[:, 0] * DEGREE).astype("int32"),
        "lon": np.rint(points[:, 1] * DEGREE).astype("int32"),
    }
    named = {str(i): [area.name.en, area.name.zh] for i, area in enumerate(areas) if area.name != Text("")}
    return pack(columns, {"schema": SCHEMA, "names": named})


def unpack_areas(content: bytes, name: str = NAME) -> tuple[Area, ...]:
    """The areas in drawing order; ``BadDistrict`` naming the file for one that is damaged or of another schema."""
    columns, words = unpack(name, content, _COLUMNS)
    if not isinstance(words, dict) or words.get("schema") != SCHEMA or not isinstance(words.get("names"), dict):
        raise BadDistrict(f"{name}: not of schema {SCHEMA}; expected the file as it was written, import it again")
    names = words["names"]
    if not _sound(columns) or not all(isinstance(n, list) and len(n) == 2 for n in names.values()):
        raise BadDistrict(f"{name}: its columns do not fit together; expected the file as it was written")
    points = [
        LatLon(lat, lon) for lat, lon in zip(*((columns[k] / DEGREE).tolist() for k in ("lat", "lon")), strict=True)
    ]
    ends = np.cumsum(columns["size"])
    starts = ends - columns["size"]
    return tuple(
        Area(KINDS[kind], tuple(points[start:end]), Text(*names.get(str(i), ("",))))
        for i, (kind, start, end) in enumerate(
            zip(columns["kind"].tolist(), starts.tolist(), ends.tolist(), strict=True)
        )
    )


def _sound(columns: dict[str, Column]) -> bool:
    sizes, kinds, lat, lon = (columns[key] for key in ("size", "kind", "lat", "lon"))
    if len(sizes) != len(kinds) or len(lat) != len(lon) or int(sizes.sum()) != len(lat):
        return False
    if not len(sizes):
        return True
    on_globe = int(np.abs(lat).max()) <= 90 * DEGREE and int(np.abs(lon.astype(np.int64)).max()) <= 180 * DEGREE
    return on_globe and int(sizes.min()) >= 3 and int(kinds.min()) >= 0 and int(kinds.max()) < len(KINDS)
