"""What a new unit is like until somebody says otherwise: the usual crews and kit of ``proposed_units.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from console.district.osm.proposals import ALWAYS, SIGNAL_LIMIT_S
from console.district.where import resource_dir
from console.district.workshop.town import Kind
from console.model.places import TeamKind
from console.phrase import say

WIDE_DEG = 78
_LIKE = {TeamKind.FIRE: "fire", TeamKind.MEDICAL: "ambulance", TeamKind.ENFORCEMENT: "police"}


@cache
def _told() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((resource_dir() / "proposed_units.yaml").read_text(encoding="utf-8"))
    return found


def proposed(kind: Kind, id_: str, team_kind: object = None) -> dict[str, Any]:
    """A new record without its place; a team with the crew, capabilities and kit usual for its kind."""
    en, zh = say(f"workshop.new.{kind.value}", id=id_).both
    name = {"en": en, "zh": zh}
    if kind is Kind.TEAM:
        wanted = team_kind if team_kind in set(TeamKind) else TeamKind.GRID
        like = _told()["teams"][_LIKE.get(TeamKind(str(wanted)), "grid")]
        return {
            "name": name, "kind": str(wanted), "capabilities": list(like["capabilities"]), "crew": like["crew"],
            "vehicle": like["vehicle"], "base": None, "shift": ALWAYS, "turnout_s": like["turnout_s"],
            "signal_limit_s": SIGNAL_LIMIT_S, "carries": dict(like["carries"]),
        }  # fmt: skip
    if kind is Kind.DEPOT:
        return {"name": name, "position": None, "loading_s": 60, "stock": {}}
    if kind is Kind.CAMERA:
        return {"name": name, "position": None, "heading_deg": 0, "field_of_view_deg": WIDE_DEG,
                "source": "simulated:street"}  # fmt: skip
    return {"en": en, "zh": zh, "leader": "", "centre": None, "coordinates": []}
