"""A first look at any district: a drill drawn from its own places, for somebody who wants to see it run at home.

It is short and simulated like every drill. What happens where is drawn by the seed from the district's named
places (grid centres where it names none); nothing of it is specific to one town.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from console.drill.chance import draw
from console.geo import LatLon
from console.model.places import District
from console.model.scenario import Behaviour, Expectation, Inject, InjectKind, Scenario
from console.model.words import Posture
from console.phrase import Text

FIRST_LOOK = "first-look"
_BEGINS = (2026, 11, 20, 14, 30)
_LASTS_S = 1500


class _Happening(NamedTuple):
    at_s: int
    category: str  # reported only where the district's catalogue has it
    text: str
    facts: dict[str, Any]
    smoke: float


_HAPPENINGS = (
    _Happening(5, "fire.commercial", "有明火和浓烟，楼里有2人被困。Flames and heavy smoke, two people trapped inside.",
               {"trapped": 2, "smoke_visible": True, "flames_visible": True}, 0.8),
    _Happening(150, "lift.entrapment", "电梯困人，2人被困，已40分钟。Two people trapped in a lift for 40 minutes.",
               {"trapped": 2, "lift_minutes": 40}, 0.0),
    _Happening(330, "gas.leak", "闻到很浓的燃气味。Strong smell of gas.", {"gas_smell": True}, 0.0),
)  # fmt: skip


def first_look(district: District, seed: int) -> Scenario:
    """The drill for ``district``; the same district and seed give the same one.

    Raises ``ValueError`` when the district has no place where anything could happen, or none of the items.
    """
    places = _places(district)
    wanted = [h for h in _HAPPENINGS if h.category in district.catalogue]
    if not places or not wanted:
        raise ValueError(f"{district.id}: a first look needs a named place or a grid, and an emergency item")
    injects = [
        inject for n, happening in enumerate(wanted)
        for inject in _injects(n, happening, places[_drawn(seed, n, len(places))])
    ]  # fmt: skip
    year, month, day, hour, minute = _BEGINS
    return Scenario(
        FIRST_LOOK,
        Text("First look", "初识演练"),
        Text(
            "See reports, plans, teams and arrivals on this district's own roads.",
            "在本辖区道路上看接报、预案、派遣与到场。",
        ),
        datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(district.timezone)),
        _LASTS_S,
        Posture.ROUTINE,
        7,
        Behaviour(),
        tuple(injects),
        tuple(_expectation(inject) for inject in injects if inject.kind is InjectKind.REPORT),
        hashlib.sha256(f"{FIRST_LOOK}/{district.content_hash}/{seed}".encode()).hexdigest(),
    )


def _places(district: District) -> Sequence[tuple[str, LatLon]]:
    named = [(place, position) for place, (_, position) in sorted(district.places.items())]
    return named or [(code, grid.centre) for code, grid in sorted(district.grids.items())]


def _drawn(seed: int, number: int, count: int) -> int:
    return min(count - 1, int(draw(seed, f"{FIRST_LOOK}/{number}", (0.0, float(count)))))


def _injects(number: int, happening: _Happening, place: tuple[str, LatLon]) -> list[Inject]:
    where, position = place
    report = {
        "kind": InjectKind.REPORT.value, "source": "hotline-110", "number": f"FL-{number + 1}", "text": happening.text,
        "category": happening.category, "place": where, "position": [position.lat, position.lon],
        "facts": happening.facts,
    }  # fmt: skip
    note = Text(f"A call from {where}", f"{where} 来电")
    found = [Inject(f"call-{number + 1}", InjectKind.REPORT, note, report, at_s=happening.at_s)]
    if happening.smoke:
        shown = {"smoke": happening.smoke, "flames": happening.smoke / 2, "crowd": 0.2}
        scene = {"kind": InjectKind.SCENE.value, "position": [position.lat, position.lon], "show": shown}
        found.append(Inject(f"scene-{number + 1}", InjectKind.SCENE, note, scene, at_s=happening.at_s))
    return found


def _expectation(inject: Inject) -> Expectation:
    within = int(timedelta(minutes=3).total_seconds())
    title = Text("Teams sent within three minutes", "三分钟内派出队伍")
    return Expectation(f"sent-{inject.id}", title, "order.issued", within, inject.id, {"incident": inject.id})
