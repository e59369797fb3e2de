"""``roads.npz``: a road network in one compact file that opens quickly at city size.

Positions are kept to 1e-7 degrees, lengths to the millimetre, speeds to 0.1 km/h; an imported network has no
finer ones, so that it comes back exactly as it was written.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

import numpy as np

from console.district.columns import Column, pack, unpack
from console.errors import BadDistrict
from console.model.roads import Roads, Stretch, Turn
from console.phrase import Text

NAME = "roads.npz"
SCHEMA = 1
DEGREE = 10_000_000
_KINDS = {
    "node_ids": "int64", "lat": "int32", "lon": "int32", "tail": "int32", "head": "int32", "stretch": "int32",
    "length_mm": "int32", "speed_dkph": "int16", "emergency_only": "bool", "name_of": "int32", "class_of": "int16",
    "bridge_of": "int32", "tunnel": "bool", "turn_arcs": "int32", "turn_sizes": "int32", "turn_only": "bool",
}  # fmt: skip
_TABLES = {"roads": str, "classes": str, "bridges": str, "names": list}
KeyT = TypeVar("KeyT", bound=Hashable)


def pack_roads(roads: Roads) -> bytes:
    """The bytes of ``roads.npz``."""
    names, name_of = _numbered((s.name.en, s.name.zh, s.aliases) for s in roads.stretches)
    classes, class_of = _numbered(s.road_class for s in roads.stretches)
    bridges, bridge_of = _numbered(s.bridge for s in roads.stretches)
    columns = {
        "node_ids": roads.node_ids, "lat": np.rint(roads.lat * DEGREE), "lon": np.rint(roads.lon * DEGREE),
        "tail": roads.tail, "head": roads.head, "stretch": roads.stretch, "length_mm": np.rint(roads.length_m * 1000),
        "speed_dkph": np.rint(roads.speed_kph * 10), "emergency_only": roads.emergency_only, "name_of": name_of,
        "class_of": class_of, "bridge_of": bridge_of, "tunnel": [s.tunnel for s in roads.stretches],
        "turn_arcs": [arc for turn in roads.turns for arc in turn.arcs],
        "turn_sizes": [len(turn.arcs) for turn in roads.turns], "turn_only": [turn.only for turn in roads.turns],
    }  # fmt: skip
    words = {"schema": SCHEMA, "roads": [s.road for s in roads.stretches], "classes": classes, "bridges": bridges,
             "names": [[en, zh, *aliases] for en, zh, aliases in names]}  # fmt: skip
    return pack({key: np.asarray(value).astype(_KINDS[key]) for key, value in columns.items()}, words)


def _numbered(values: Iterable[KeyT]) -> tuple[list[KeyT], list[int]]:
    """Each value once, in order of appearance, and the number of each."""
    numbers: dict[KeyT, int] = {}
    order = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), order


def unpack_roads(content: bytes, name: str = NAME) -> Roads:
    """The roads; ``BadDistrict`` naming the file for one that is damaged, of another schema or not consistent."""
    columns, words = unpack(name, content, _KINDS)
    if not isinstance(words, dict) or words.get("schema") != SCHEMA:
        found = words.get("schema") if isinstance(words, dict) else None
        raise BadDistrict(f"{name}: schema {found!r}; expected {SCHEMA}, import the map again with this version")
    for key, kind in _TABLES.items():
        if not isinstance(words.get(key), list) or not all(isinstance(value, kind) for value in words[key]):
            raise BadDistrict(f"{name}, {key}: not a table of {kind.__name__}; expected the file as it was written")
    fault = _fault(columns, words)
    if fault:
        raise BadDistrict(f"{name}: {fault}; expected the file as it was written, import it again")
    return Roads(
        columns["node_ids"], columns["lat"] / DEGREE, columns["lon"] / DEGREE, columns["tail"], columns["head"],
        columns["stretch"], columns["length_mm"] / 1000, columns["speed_dkph"] / 10, columns["emergency_only"],
        _stretches(columns, words), _turns(columns),
    )  # fmt: skip


def _stretches(columns: dict[str, Column], words: dict[str, list[Any]]) -> tuple[Stretch, ...]:
    texts = [(Text(row[0], row[1]), tuple(row[2:])) for row in words["names"]]
    classes, bridges = words["classes"], words["bridges"]
    rows = zip(words["roads"], columns["name_of"].tolist(), columns["class_of"].tolist(),
               columns["bridge_of"].tolist(), columns["tunnel"].tolist(), strict=True)  # fmt: skip
    return tuple(
        Stretch(road, texts[name][0], classes[kind], bridges[bridge], tunnel, texts[name][1])
        for road, name, kind, bridge, tunnel in rows
    )


def _turns(columns: dict[str, Column]) -> tuple[Turn, ...]:
    arcs, turns, at = columns["turn_arcs"].tolist(), [], 0
    for size, only in zip(columns["turn_sizes"].tolist(), columns["turn_only"].tolist(), strict=True):
        turns.append(Turn(tuple(arcs[at : at + size]), only))
        at += size
    return tuple(turns)


def _fault(c: dict[str, Column], words: dict[str, list[Any]]) -> str:
    """What does not fit together; empty for a sound file."""
    nodes, arcs, stretches = len(c["node_ids"]), len(c["tail"]), len(words["roads"])
    sizes = [
        *((key, nodes) for key in ("lat", "lon")),
        *((key, arcs) for key in ("head", "stretch", "length_mm", "speed_dkph", "emergency_only")),
        *((key, stretches) for key in ("name_of", "class_of", "bridge_of", "tunnel")),
    ]
    for key, size in sizes:
        if len(c[key]) != size:
            return f"{key} has {len(c[key])} entries instead of {size}"
    limits = [
        ("tail", nodes), ("head", nodes), ("stretch", stretches), ("name_of", len(words["names"])),
        ("class_of", len(words["classes"])), ("bridge_of", len(words["bridges"])), ("turn_arcs", arcs),
    ]  # fmt: skip
    for key, size in limits:
        if not _within(c[key], 0, size - 1):
            return f"{key} names entry {int(c[key].max())} of {size}"
    if not _within(c["lat"], -90 * DEGREE, 90 * DEGREE) or not _within(c["lon"], -180 * DEGREE, 180 * DEGREE):
        return "a position is off the globe"
    if not _within(c["length_mm"], 1, 10**9) or not _within(c["speed_dkph"], 1, 3000):
        return "a length or speed is not positive"
    if len(np.unique(c["node_ids"])) != nodes or len(set(words["roads"])) != stretches:
        return "an id is there twice"
    if any(len(row) < 2 or not all(isinstance(word, str) for word in row) for row in words["names"]):
        return "a name is not in two languages"
    return _turn_fault(c)


def _turn_fault(c: dict[str, Column]) -> str:
    sizes = c["turn_sizes"]
    if len(c["turn_only"]) != len(sizes) or int(sizes.sum()) != len(c["turn_arcs"]) or not _within(sizes, 2, 1000):
        return "the turn restrictions do not add up"
    follows = np.ones(len(c["turn_arcs"]), bool)
    follows[np.cumsum(sizes) - 1] = False
    before = np.flatnonzero(follows)
    joined = c["head"][c["turn_arcs"][before]] == c["tail"][c["turn_arcs"][before + 1]] if len(before) else follows
    return "" if bool(np.all(joined)) else "a turn restriction jumps"


def _within(values: Column, low: int, high: int) -> bool:
    return not len(values) or (int(values.min()) >= low and int(values.max()) <= high)
