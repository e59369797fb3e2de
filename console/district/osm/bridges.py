"""Bridges: which ways cross the same one, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shapely import STRtree
from shapely.geometry import Point, Polygon

from console.district.osm.driven import Drive
from console.district.osm.names import text_of
from console.district.osm.source import RawMap
from console.geo import LatLon, distance_m
from console.phrase import Text

SAME_M = 500.0
"""Ways that name the same bridge are on the same one when no farther apart."""


def is_bridge(tags: Mapping[str, str]) -> bool:
    """Whether a way is carried by a bridge."""
    return tags.get("bridge", "no") != "no"


def bridges_of(
    drives: Sequence[Drive], raw: RawMap, places: Mapping[int, LatLon]
) -> tuple[dict[int, str], dict[str, tuple[Text, LatLon]]]:
    """The bridge id (``b`` and the lowest way id) of each way on a bridge; name and place of each named bridge.

    Ways share a bridge when they lie on the same drawn bridge (``man_made=bridge``), give the same bridge name
    nearby, or follow each other.
    """
    spans = {d.id: d for d in drives if is_bridge(d.way.tags) and any(ref in places for ref in d.way.refs)}
    middle = {id_: _middle(d, places) for id_, d in spans.items()}
    group = {id_: id_ for id_ in spans}
    names: dict[int, Text] = {id_: name for id_, d in spans.items() if (name := _bridge_name(d.way.tags))}
    _join_along(spans, group)
    _join_named(names, middle, group)
    _join_drawn(raw, places, middle, group, names)
    of_way = {id_: f"b{_root(group, id_)}" for id_ in spans}
    named = {of_way[id_]: (name, middle[id_]) for id_, name in sorted(names.items(), reverse=True)}
    return of_way, named


def _middle(drive: Drive, places: Mapping[int, LatLon]) -> LatLon:
    known = [places[ref] for ref in drive.way.refs if ref in places]
    return known[len(known) // 2]


def _bridge_name(tags: Mapping[str, str]) -> Text | None:
    own = {key.removeprefix("bridge:"): value for key, value in tags.items() if key.startswith("bridge:name")}
    return text_of(own) if own else None


def _root(group: dict[int, int], id_: int) -> int:
    while group[id_] != id_:
        id_ = group[id_]
    return id_


def _join(group: dict[int, int], a: int, b: int) -> None:
    first, second = sorted((_root(group, a), _root(group, b)))
    group[second] = first


def _join_along(spans: Mapping[int, Drive], group: dict[int, int]) -> None:
    """Pieces of one road; an elevated road and its ramps are not one bridge."""
    at_end: dict[tuple[int, str], int] = {}
    for id_, drive in spans.items():
        for node in {drive.way.refs[0], drive.way.refs[-1]}:
            _join(group, id_, at_end.setdefault((node, drive.way.tags.get("name", "")), id_))


def _join_named(names: Mapping[int, Text], middle: Mapping[int, LatLon], group: dict[int, int]) -> None:
    by_name: dict[Text, list[int]] = {}
    for id_, name in names.items():
        for other in by_name.setdefault(name, []):
            if distance_m(middle[id_], middle[other]) <= SAME_M:
                _join(group, id_, other)
        by_name[name].append(id_)


def _join_drawn(
    raw: RawMap, places: Mapping[int, LatLon], middle: Mapping[int, LatLon], group: dict[int, int],
    names: dict[int, Text],
) -> None:  # fmt: skip
    if not middle:
        return
    ids = list(middle)
    tree = STRtree([Point(middle[id_].lon, middle[id_].lat) for id_ in ids])
    for _, way in sorted(raw.ways.items()):
        ring = [places[ref] for ref in way.refs if ref in places]
        if way.tags.get("man_made") != "bridge" or len(ring) < 4 or way.refs[0] != way.refs[-1]:
            continue
        deck = Polygon([(p.lon, p.lat) for p in ring]).buffer(0)
        upon = [ids[int(i)] for i in sorted(tree.query(deck, predicate="intersects"))]
        for id_ in upon:
            _join(group, id_, upon[0])
        name = text_of(way.tags)
        if upon and name != Text(""):
            names.setdefault(upon[0], name)
