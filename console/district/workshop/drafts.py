"""Unsaved work, kept on the disk while it is done: after a crash it is offered again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from console.district.whole_file import write_whole
from console.district.workshop.folder import Opened
from console.district.workshop.town import Town
from console.errors import StoreUnavailable

MOST_BYTES = 200_000_000


class _Kept(BaseModel):
    """The form of a draft."""

    model_config = ConfigDict(extra="forbid")

    hash: str
    at: datetime
    about: dict[str, Any]
    teams: dict[str, dict[str, Any]]
    depots: dict[str, dict[str, Any]]
    cameras: dict[str, dict[str, Any]]
    grids: dict[str, dict[str, Any]]
    people: list[dict[str, Any]]


@dataclass(frozen=True)
class Draft:
    """A town that was not saved, when it was last changed, and whether its files have changed since."""

    town: Town
    at: datetime
    stale: bool


def keep(path: Path, opened: Opened, town: Town, now: datetime) -> None:
    """Write the draft of ``town`` as one whole; ``StoreUnavailable`` when the disk refuses."""
    told = {"hash": opened.district.content_hash, "at": now.isoformat(), **asdict(town)}
    write_whole(path, json.dumps(told, ensure_ascii=False, default=dict))


def kept(path: Path, opened: Opened) -> Draft | None:
    """The draft there is, if it can be read and is different from the files; a broken one counts as none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        found = _Kept.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    town = Town(found.about, found.teams, found.depots, found.cameras, found.grids, tuple(found.people))
    if not _whole(town) or town == opened.town:
        return None
    return Draft(town, found.at, found.hash != opened.district.content_hash)


def _whole(town: Town) -> bool:
    rings: list[Mapping[str, Any]] = [grid for grid in town.grids.values() if not _is_ring(grid.get("coordinates"))]
    return bool(town.about.get("id")) and not rings


def _is_ring(coordinates: Any) -> bool:
    return isinstance(coordinates, list) and bool(coordinates) and isinstance(coordinates[0], list)


def forget(path: Path) -> None:
    """The work is saved, or not wanted any more; ``StoreUnavailable`` when the disk refuses."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"{path}: the draft cannot be removed ({error.strerror})") from error
