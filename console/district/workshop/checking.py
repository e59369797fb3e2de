"""The check of a town that is being put together, each finding with the thing and the field it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from console.district.check import check_district
from console.district.facts import load_facts
from console.district.plan_check import check_plans
from console.district.plans import load_plans
from console.district.where import plans_dir, resource_dir
from console.district.workshop.fields import Rules, wrong_fields
from console.district.workshop.folder import YAML, Opened
from console.district.workshop.saving import tried
from console.district.workshop.town import UNITS, Kind, Town
from console.errors import BadDistrict
from console.model.places import District
from console.phrase import Phrase, say


@dataclass(frozen=True)
class Problem:
    """One finding. ``id`` is empty where no single thing is meant; a ``grave`` one cannot be saved."""

    said: Phrase
    kind: Kind | None = None
    id: str = ""
    field: str = ""
    grave: bool = False


_FIELDS = {
    "no_capability": (Kind.TEAM, "capabilities"), "camera_scene": (Kind.CAMERA, "source"),
    "camera_source": (Kind.CAMERA, "source"), "team_far": (Kind.TEAM, "base"), "team_cut_off": (Kind.TEAM, "base"),
    "depot_far": (Kind.DEPOT, "position"), "depot_cut_off": (Kind.DEPOT, "position"),
    "grid_far": (Kind.GRID, "centre"), "grid_cut_off": (Kind.GRID, "centre"), "shift_gap": (Kind.TEAM, "shift"),
}  # fmt: skip
"""Which thing and field a finding of the district's check leads to, by the end of its code."""
_OF_PLANS: dict[str, tuple[Kind, str, str]] = {
    "plan.check.staff_short": (Kind.TEAM, "", "capabilities"), "plan.check.stock_short": (Kind.DEPOT, "", "stock"),
    "plan.check.grid": (Kind.GRID, "", "id"),
}  # fmt: skip
"""Where what a plan lacks can be added."""
_FILES = {**YAML, "grids.geojson": Kind.GRID}
_PLACE = re.compile(r"(?P<file>[\w.]+), (?:line \d+|feature \d+ \((?P<grid>[^)]*)\)),? ?(?P<path>[^\s:,]*)")


def examine(opened: Opened, town: Town) -> tuple[District | None, list[Problem]]:
    """What ``check`` would say of the town after saving, the worst first; the district when it can be used."""
    rules = Rules.of(opened.district, town.datum)
    grave = [
        Problem(say("workshop.field", id=id_, field=path, wrong=wrong), kind, id_, path, grave=True)
        for kind in (*UNITS, Kind.DISTRICT)
        for id_, record in town.of(kind).items()
        for path, wrong in wrong_fields(kind, record, rules).items()
    ]
    if grave:
        return None, grave
    try:
        district = tried(opened, town)
    except BadDistrict as error:
        return None, [_refused(str(error))]
    return district, [*map(_doubtful, check_district(district)), *_of_plans(district)]


def _doubtful(said: Phrase) -> Problem:
    kind, field = _FIELDS.get(said.code.rsplit(".", 1)[1], (None, ""))
    return Problem(said, kind, str(said.values.get("id", "")), field)


def _refused(message: str) -> Problem:
    """A refusal of the loader, traced to the thing it names."""
    said = say("workshop.refused", message=message)
    found = _PLACE.match(message)
    kind = _FILES.get(found["file"]) if found else None
    if found is None or kind is None:
        return Problem(said, grave=True)
    id_, _, field = (found["path"] or "").partition(".")
    return Problem(said, kind, found["grid"] or id_, field, grave=True)


def _of_plans(district: District) -> Sequence[Problem]:
    facts = dict(load_facts(resource_dir() / "vocabulary" / "facts.yaml"))
    shelf = load_plans(
        plans_dir(), capabilities=district.capabilities, materials=district.materials,
        departments=district.departments, facts=facts,
    )  # fmt: skip
    return [Problem(said, *_OF_PLANS.get(said.code, (None,))) for said in check_plans(shelf, district)]
