"""A district's folder as the workshop sees it: the files it changes, read and written again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.district import files
from console.district.load import load_district
from console.district.workshop.kept_yaml import rewritten
from console.district.workshop.town import Kind, Record, Town, Units
from console.model.places import District

YAML = {"district.yaml": Kind.DISTRICT, "teams.yaml": Kind.TEAM, "depots.yaml": Kind.DEPOT, "cameras.yaml": Kind.CAMERA}
GRIDS, PEOPLE = "grids.geojson", "people.csv"
CHANGED = (*YAML, GRIDS, PEOPLE)
"""The files the workshop writes; every other file of the folder stays as it is."""
_PEOPLE_COLUMNS = ("id", "role", "grid", "team")
_OF_A_GRID = ("en", "zh", "leader", "centre")


@dataclass(frozen=True)
class Opened:
    """A district as it was read: its model, its records, and the text of the files that hold them."""

    folder: Path
    district: District
    town: Town
    texts: Mapping[str, bytes]


@dataclass(frozen=True)
class Written:
    """The files that change, and the comments that would be lost with it, each with its file."""

    files: Mapping[str, bytes]
    lost: tuple[tuple[str, str], ...]


def open_town(folder: Path) -> Opened:
    """Read a district that can be used; ``BadDistrict`` names file, line and field of what is wrong in it."""
    district = load_district(folder)
    texts = texts_of(folder)
    return Opened(folder, district, _town(texts), texts)


def texts_of(folder: Path) -> dict[str, bytes]:
    """The files the workshop writes, as they are on the disk."""
    return {name: files.read_bytes(folder / name) for name in CHANGED}


def _town(texts: Mapping[str, bytes]) -> Town:
    found = {kind: _records(name, texts[name]) for name, kind in YAML.items()}
    rows, _ = files.as_rows(PEOPLE, files.as_text(PEOPLE, texts[PEOPLE]), _PEOPLE_COLUMNS)
    grids = _grids(files.as_json(GRIDS, files.as_text(GRIDS, texts[GRIDS]))["features"])
    return Town(
        found[Kind.DISTRICT], found[Kind.TEAM], found[Kind.DEPOT], found[Kind.CAMERA], grids,
        tuple({column: row[column] for column in _PEOPLE_COLUMNS} for row in rows),
    )  # fmt: skip


def _records(name: str, content: bytes) -> dict[str, Any]:
    found = files.as_yaml(name, files.as_text(name, content)) or {}
    return {str(key): value for key, value in found.items()}


def _grids(features: Sequence[Record]) -> dict[str, Record]:
    grids: dict[str, Record] = {}
    for feature in features:
        own = feature["properties"]
        more = {key: value for key, value in feature.items() if key not in ("type", "properties", "geometry")}
        record = {**own, "zh": own.get("zh", ""), "coordinates": feature["geometry"]["coordinates"]}
        code = str(record.pop("code"))
        grids[code] = {**record, **({"more": more} if more else {})}
    return grids


def written(opened: Opened, town: Town) -> Written:
    """The files that differ from those that were read, and what comments they lose."""
    changed: dict[str, bytes] = {}
    lost: list[tuple[str, str]] = []
    for name, kind in YAML.items():
        now = dict(town.about) if kind is Kind.DISTRICT else town.of(kind)
        was = dict(opened.town.about) if kind is Kind.DISTRICT else opened.town.of(kind)
        if now != was:
            made = rewritten(files.as_text(name, opened.texts[name]), now)
            changed[name] = made.text.encode()
            lost += [(name, comment) for comment in made.lost]
    if town.grids != opened.town.grids:
        changed[GRIDS] = grids_text(town.grids).encode()
    if town.people != opened.town.people:
        changed[PEOPLE] = _people_text(town.people).encode()
    return Written(changed, tuple(lost))


def grids_text(grids: Units) -> str:
    """``grids.geojson``: one feature on a line."""
    lines = [json.dumps(_feature(code, grid), ensure_ascii=False, separators=(",", ":"))
             for code, grid in grids.items()]  # fmt: skip
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _feature(code: str, grid: Record) -> Record:
    return {
        "type": "Feature", **grid.get("more", {}),
        "properties": {"code": code, **{key: grid[key] for key in _OF_A_GRID if key in grid}},
        "geometry": {"type": "Polygon", "coordinates": grid["coordinates"]},
    }  # fmt: skip


def _people_text(people: Sequence[Record]) -> str:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, _PEOPLE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(people)
    return made.getvalue()
