"""What a sweep is asked: checked at the door, pinned by content, cut into nights."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from console.app.drills import must_exist, scenario_of, scenario_path
from console.app.folders import district_folder
from console.district.where import plans_dir
from console.drill.anywhere import FIRST_LOOK
from console.drill.drawn import is_drawn
from console.errors import BadInput
from console.geo import LatLon
from console.model.places import District

MOST_NIGHTS = 1_000_000
LEAST_TRAVEL, MOST_TRAVEL = 0.2, 5.0
_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
MOST_POSTS_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Night:
    """One drill of a sweep; ``roster`` and ``plans`` are names, empty for the district's own."""

    scenario: str
    seed: int
    roster: str = ""
    plans: str = ""
    travel: float = 1.0

    def as_json(self) -> dict[str, Any]:
        """The columns that name it, in order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole sweep; every file by its absolute path, so that a worker elsewhere on this disk finds it."""

    scenarios: tuple[str, ...]
    seeds: tuple[int, ...]
    rosters: tuple[str, ...] = ("",)
    plans: tuple[str, ...] = ("",)
    posts: str = ""
    travel: tuple[float, ...] = (1.0,)
    district: str = ""

    def nights(self) -> Iterator[Night]:
        """Every night, in the order of the table."""
        for found in product(self.scenarios, self.rosters, self.plans, self.travel, self.seeds):
            scenario, roster, plans, travel, seed = found
            yield Night(scenario, seed, roster, plans, travel)

    @property
    def count(self) -> int:
        """How many nights there are."""
        return (
            len(self.scenarios) * len(self.seeds) * len(self.rosters) * len(self.plans) * len(self.travel)
        )  # fmt: skip


def asked(
    scenarios: Sequence[str],
    seeds: str,
    rosters: Sequence[Path] = (),
    plans: Sequence[Path] = (),
    posts: Path | None = None,
    travel: str = "1",
    district: Path | None = None,
) -> Asked:
    """What the command line asks for; :class:`BadInput` names the option and what was expected."""
    if not scenarios:
        raise BadInput("name at least one scenario to sweep")
    for name in scenarios:
        must_exist(name)
    found = Asked(
        tuple(_scenario_name(name) for name in dict.fromkeys(scenarios)),
        seeds_of(seeds),
        tuple(_there("--rosters", file, folder=False) for file in rosters) or ("",),
        tuple(_there("--plans", folder, folder=True) for folder in plans) or ("",),
        _there("--posts", posts, folder=False) if posts is not None else "",
        _travel(travel),
        str(district_folder(district).resolve()),
    )
    if found.count > MOST_NIGHTS:
        raise BadInput(f"a sweep has at most {MOST_NIGHTS:,} nights, this one {found.count:,}")
    return found


def _scenario_name(name: str) -> str:
    """A shipped or drawn scenario by its name, a file by its absolute path."""
    return str(Path(name).resolve()) if Path(name).suffix in (".yaml", ".yml") and Path(name).is_file() else name


def _there(option: str, path: Path, *, folder: bool) -> str:
    if not (path.is_dir() if folder else path.is_file()):
        raise BadInput(f"{option}: there is no {'folder' if folder else 'file'} {path}")
    return str(path.resolve())


def seeds_of(text: str, option: str = "--seeds") -> tuple[int, ...]:
    """Seeds as ``1-1000``, ``7`` or ``1-20,31``, rising and each once; :class:`BadInput` otherwise."""
    found: set[int] = set()
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last or last - first >= MOST_NIGHTS:
            raise BadInput(f"{option}: expected numbers and ranges such as 1-1000 or 1-20,31, not {text!r}")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _travel(text: str) -> tuple[float, ...]:
    try:
        found = sorted({float(part) for part in text.split(",")})
    except ValueError:
        found = []
    if not found or not all(LEAST_TRAVEL <= factor <= MOST_TRAVEL for factor in found):
        raise BadInput(
            f"--travel: expected factors from {LEAST_TRAVEL} to {MOST_TRAVEL} such as 0.8,1,1.2, not {text!r}"
        )
    return tuple(found)


def read_posts(file: Path, district: District) -> Mapping[str, LatLon]:
    """Where teams wait instead of at their bases: YAML ``TEAM: [lat, lon]``; :class:`BadInput` names the entry."""
    try:
        raw = file.read_bytes()
        content: Any = yaml.safe_load(raw.decode("utf-8")) if len(raw) <= MOST_POSTS_BYTES else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        why = " ".join(str(problem).split())
        raise BadInput(f"--posts: {file.name}: expected YAML of TEAM: [lat, lon] ({why})") from problem
    if not isinstance(content, dict) or not content:
        raise BadInput(f"--posts: {file.name}: expected TEAM: [lat, lon] for at least one team")
    for team, place in content.items():
        if team not in district.teams:
            raise BadInput(f"--posts: {file.name}: {district.id} has no team {str(team)[:40]!r}")
        sound = isinstance(place, list) and len(place) == 2 and all(type(n) in (int, float) for n in place)
        if not sound or not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
            raise BadInput(f"--posts: {file.name}: {team}: expected [lat, lon] in degrees, WGS-84")
    return {team: LatLon(float(lat), float(lon)) for team, (lat, lon) in sorted(content.items())}


def pinned(sweep: Asked, district: District) -> dict[str, Any]:
    """What is asked with the content of every file: two sweeps with the same pins give the same table."""
    return {
        "district": {"id": district.id, "content": district.content_hash},
        "scenarios": {name: _scenario_pin(name, district) for name in sweep.scenarios},
        "seeds": list(sweep.seeds),
        "rosters": {name: _digest(Path(name)) for name in sweep.rosters if name},
        "plans": {name or "shipped": _folder_digest(Path(name) if name else plans_dir()) for name in sweep.plans},
        "posts": {sweep.posts: _digest(Path(sweep.posts))} if sweep.posts else {},
        "travel": list(sweep.travel),
    }


def _scenario_pin(name: str, district: District) -> str:
    if name == FIRST_LOOK or is_drawn(name):
        return scenario_of(name, district, 1).content_hash
    return _digest(scenario_path(name))


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _folder_digest(folder: Path) -> str:
    files = {file.name: _digest(file) for file in sorted(folder.glob("*.yaml"))}
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
