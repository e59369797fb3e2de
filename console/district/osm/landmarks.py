"""Places that search, drills and callers know: sites with a name, named bridges, crossings of large roads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from console.district.osm.sites import Site
from console.geo import LatLon
from console.model.roads import Roads
from console.phrase import Text

Record = dict[str, Any]
MOST_SITES = 200
MOST_CROSSINGS = 100
_LARGE = ("trunk", "primary", "secondary", "tertiary")
DIGITS = 6


def landmarks(sites: Sequence[Site], bridges: Mapping[str, tuple[Text, LatLon]], roads: Roads) -> Record:
    """Records by id: up to :data:`MOST_SITES` sites in order of kind, every named bridge under its own id, and up to
    :data:`MOST_CROSSINGS` crossings, those of the largest roads first.
    """
    named = [site for site in sites if site.name != Text("")][:MOST_SITES]
    numbers: dict[str, int] = {}
    found: Record = {}
    for site in named:
        numbers[site.kind] = numbers.get(site.kind, 0) + 1
        found[f"{site.kind.value}-{numbers[site.kind]}"] = _record(site.name, site.position)
    found |= {id_: _record(name, at) for id_, (name, at) in sorted(bridges.items())}
    for number, (name, at) in enumerate(_crossings(roads), 1):
        found[f"crossing-{number}"] = _record(name, at)
    return found


def _record(name: Text, at: LatLon) -> Record:
    return {"name": {"en": name.get("en"), "zh": name.get("zh")}, "position": [round(x, DIGITS) for x in at]}


def _crossings(roads: Roads) -> list[tuple[Text, LatLon]]:
    """Where two differently named large roads meet, each pair of names once."""
    rank = np.array([_LARGE.index(s.road_class) if s.road_class in _LARGE and s.name != Text("") else len(_LARGE)
                     for s in roads.stretches])  # fmt: skip
    arcs = np.flatnonzero(rank[roads.stretch] < len(_LARGE))
    ends = np.concatenate([roads.tail[arcs], roads.head[arcs]])
    on = np.concatenate([roads.stretch[arcs], roads.stretch[arcs]])
    meeting: dict[int, dict[Text, int]] = {}
    for node, stretch in sorted(set(zip(ends.tolist(), on.tolist(), strict=True))):
        names = meeting.setdefault(node, {})
        name = roads.stretches[stretch].name
        names[name] = min(int(rank[stretch]), names.get(name, len(_LARGE)))
    pairs: dict[frozenset[Text], tuple[int, int, list[Text]]] = {}
    for node, names in meeting.items():
        if len(names) > 1:
            first, second = sorted(names, key=lambda name: (names[name], name.en, name.zh))[:2]
            pairs.setdefault(frozenset((first, second)), (names[first] + names[second], node, [first, second]))
    best = sorted(pairs.values(), key=lambda row: row[:2])[:MOST_CROSSINGS]
    return [(_joined(*names), LatLon(float(roads.lat[n]), float(roads.lon[n]))) for _, n, names in best]


def _joined(a: Text, b: Text) -> Text:
    return Text(f"{a.get('en')} / {b.get('en')}", f"{a.get('zh')}与{b.get('zh')}路口")
