"""Writing the demo district's files: readable, one record per line where there are many, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from shapely import Polygon

from console.district.demo.plane import lonlat

Record = dict[str, Any]


def ring(shape: Polygon) -> list[tuple[float, float]]:
    """The outer ring in GeoJSON order, counter-clockwise, closed, starting at its smallest point."""
    points = [lonlat(c) for c in shape.normalize().exterior.coords[:-1]]
    points = [p for p, q in zip(points, [*points[1:], points[0]], strict=True) if p != q]
    if not Polygon(points).exterior.is_ccw:
        points.reverse()
    start = points.index(min(points))
    points = points[start:] + points[:start]
    return [*points, points[0]]


def geojson(path: Path, features: Iterable[tuple[Record, Sequence[tuple[float, float]]]]) -> None:
    """A FeatureCollection of polygons, one feature per line."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [points]}},
            ensure_ascii=False, separators=(",", ":"),
        )
        for properties, points in features
    ]  # fmt: skip
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A comma-separated table; no value of the demo holds a comma or quote."""
    lines = [",".join(head), *(",".join(str(v) for v in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


class _Tidy(yaml.SafeDumper):
    """Short lists and names on one line, everything else in blocks."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:  # noqa: ARG002
        return super().represent_sequence(tag, sequence, flow_style=True)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:  # noqa: ARG002
        plain = not any(isinstance(v, dict | list | tuple) for v in mapping.values())
        return super().represent_mapping(tag, mapping, flow_style=plain and len(mapping) > 0)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def as_block(content: Mapping[str, Any]) -> str:
    """A YAML mapping, one line or block for each key."""
    plain = content and not any(isinstance(value, dict | list | tuple) for value in content.values())
    dumper = yaml.SafeDumper if plain else _Tidy  # the tidy one would put all of it on one line
    return yaml.dump(dict(content), Dumper=dumper, allow_unicode=True, sort_keys=False, width=116)


def records(path: Path, comment: str, content: Record) -> None:
    """A YAML mapping under a one-line comment."""
    body = as_block(content)
    path.write_text(f"# {comment}\n{body}", encoding="utf-8", newline="\n")
