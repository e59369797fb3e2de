"""Nights and days drawn by a seed: emergencies at drawn moments and places of any district, for sweeps.

Synthetic: moments and places are drawn evenly over the time and the grids, the sort of case by the weights below,
which are an assumption of this console (common matters often, grave ones seldom) and fitted to no town.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from console.drill.chance import draw
from console.geo import LatLon
from console.model.places import District
from console.model.scenario import Behaviour, Inject, InjectKind, Scenario
from console.model.words import Posture
from console.phrase import Text


class _Kind(NamedTuple):
    title: Text
    begins: tuple[int, int]  # local hour and minute
    hours: int
    cases: int


KINDS: Mapping[str, _Kind] = {
    "drawn-night": _Kind(Text("A drawn night", "抽样夜班"), (22, 0), 8, 16),
    "drawn-day": _Kind(Text("A drawn day", "抽样昼夜"), (6, 0), 24, 48),
}
"""The names of drawn scenarios; ``drawn-night:40`` has 40 cases instead of the usual number."""
MOST_CASES = 5000
WORK_S = (600.0, 1800.0)
AROUND_M = 150.0
THINKING_S = 7
_DAY = (2026, 11, 20)
_NAME = re.compile(rf"({'|'.join(KINDS)})(?::(\d{{1,5}}))?")
_STEP_DEG = 90 / 10_000_000  # a metre of latitude


class _Matter(NamedTuple):
    category: str  # drawn only where the district's catalogue has it
    weight: float
    text: str
    facts: Mapping[str, Any]


_MATTERS = (
    _Matter("lift.entrapment", 5, "电梯困人，1人被困。One person trapped in a lift.", {"trapped": 1}),
    _Matter("order.fight", 5, "有人打架。A fight.", {}),
    _Matter("person.missing", 3, "老人走失。An elderly person is missing.", {}),
    _Matter("fire.ebike", 3, "电动车冒烟起火。An e-bike is smoking and on fire.", {"smoke_visible": True}),
    _Matter("gas.leak", 3, "闻到很浓的燃气味。Strong smell of gas.", {"gas_smell": True}),
    _Matter("fire.residential", 2, "居民楼着火，有浓烟。A dwelling is on fire, heavy smoke.", {"smoke_visible": True}),
    _Matter("water.burst_main", 2, "水管爆裂，路面积水。A water main burst, the road is under water.", {}),
    _Matter("power.outage", 2, "小区停电。Power cut in a residential block.", {}),
    _Matter("crowd.crush_risk", 1, "出口人群拥挤，每平方米4人。A crush at the exit, 4 people per square metre.",
            {"people_per_m2": 4}),
    _Matter("fire.commercial", 1, "商场着火，有明火和浓烟。A shop is on fire, flames and heavy smoke.",
            {"smoke_visible": True, "flames_visible": True}),
)  # fmt: skip


def is_drawn(name: str) -> bool:
    """Whether ``name`` is that of a drawn scenario, with or without its number of cases."""
    return _NAME.fullmatch(name) is not None


def drawn(name: str, district: District, seed: int) -> Scenario:
    """The scenario called ``name`` for ``district``; the same district and seed give the same one.

    Raises ``ValueError`` when the district has no grid, no place, or none of the matters, or for too many cases.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"{name!r} is no drawn scenario; there are: {', '.join(KINDS)}")
    kind = KINDS[found[1]]
    count = int(found[2]) if found[2] else kind.cases
    if not 1 <= count <= MOST_CASES:
        raise ValueError(f"{name}: expected 1 to {MOST_CASES} cases")
    around = _around(district)
    matters = [m for m in _MATTERS if m.category in district.catalogue]
    if not around or not matters:
        raise ValueError(f"{district.id}: a drawn night needs a grid or a named place, and an emergency item")
    span = float(kind.hours * 3600 - 1800)  # the last half hour is left for what is under way
    moments = sorted(draw(seed, f"{name}/{n}/at", (0.0, span)) for n in range(count))
    injects = [_call(name, n, int(at), district, around, matters, seed) for n, at in enumerate(moments)]
    return Scenario(
        name, kind.title, Text("Figures of many nights, not of one.", "统计多个班次，而非单次演练。"),
        datetime(*_DAY, *kind.begins, tzinfo=ZoneInfo(district.timezone)), kind.hours * 3600, Posture.ROUTINE,
        THINKING_S, Behaviour(work_s=WORK_S), tuple(injects), (),
        hashlib.sha256(f"{name}/{district.content_hash}/{seed}".encode()).hexdigest(),
    )  # fmt: skip


def _around(district: District) -> Sequence[tuple[str, LatLon]]:
    """Where cases are drawn around: the grids, or the named places of a district without grids."""
    grids = [(code, grid.centre) for code, grid in sorted(district.grids.items())]
    return grids or [(place, position) for place, (_, position) in sorted(district.places.items())]


def _call(
    name: str, n: int, at_s: int, district: District, around: Sequence[tuple[str, LatLon]],
    matters: Sequence[_Matter], seed: int,
) -> Inject:  # fmt: skip
    def chance(what: str, most: float) -> float:
        return draw(seed, f"{name}/{n}/{what}", (0.0, most))

    where, centre = around[min(len(around) - 1, int(chance("place", float(len(around)))))]
    position = _on_a_road(district, centre, chance("north", 2.0) - 1, chance("east", 2.0) - 1)
    ends = np.cumsum([m.weight for m in matters])
    matter = matters[min(len(matters) - 1, int(np.searchsorted(ends, chance("matter", float(ends[-1])))))]
    effect = {
        "kind": InjectKind.REPORT.value, "source": "hotline-110", "number": f"DN-{n + 1}", "text": matter.text,
        "category": matter.category, "place": where, "position": [position.lat, position.lon],
        "facts": dict(matter.facts),
    }  # fmt: skip
    return Inject(f"call-{n + 1}", InjectKind.REPORT, Text(f"A call from {where}", f"{where} 来电"), effect, at_s=at_s)


def _on_a_road(district: District, centre: LatLon, north: float, east: float) -> LatLon:
    """The road node nearest to a point up to :data:`AROUND_M` away each way."""
    squeeze = float(np.cos(np.radians(centre.lat)))
    lat = centre.lat + north * AROUND_M * _STEP_DEG
    lon = centre.lon + east * AROUND_M * _STEP_DEG / squeeze
    roads = district.roads
    nearest = int(np.argmin((roads.lat - lat) ** 2 + ((roads.lon - lon) * squeeze) ** 2))
    return LatLon(float(roads.lat[nearest]), float(roads.lon[nearest]))
