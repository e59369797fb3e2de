"""Finding by words: places, roads, crossings, grids, cameras, depots, teams, open cases and their sources' numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from console.board.board import Board
from console.board.timeline import category_label
from console.frozen import frozen
from console.geo import LatLon
from console.model.initials import initials
from console.model.places import District
from console.phrase import Phrase, Text, say

MOST = 60
"""Results that are given at most."""
_APART = re.compile(r"\s*(?:[&/+×]|与|和|跟|\band\b|\bat\b)\s*", re.IGNORECASE)
_CROSSING_WORDS = re.compile(r"(?:交叉口|路口|crossing|junction|corner of)", re.IGNORECASE)


class Kind(StrEnum):
    """What was found; of equally good matches the earlier kind comes first."""

    CASE = "case"
    TEAM = "team"
    PLACE = "place"
    CROSSING = "crossing"
    ROAD = "road"
    GRID = "grid"
    CAMERA = "camera"
    DEPOT = "depot"


_RANK = {kind: n for n, kind in enumerate(Kind)}


@frozen
class Found:
    """One thing found: what to call it, what else to say of it, and where it is (of a road: its stretches)."""

    kind: Kind
    id: str
    title: Text
    detail: Phrase | Text
    points: tuple[LatLon, ...]
    roads: tuple[str, ...] = ()


@frozen
class _Entry:
    found: Found
    words: tuple[str, ...]  # names and codes, plain
    shorts: tuple[str, ...]  # pinyin initials of the Chinese ones


def plain(text: str) -> str:
    """Letters of one width and case, no space at the ends."""
    return unicodedata.normalize("NFKC", text).strip().lower()


class MapSearch:
    """Built once off the GUI thread (a second for a large city), then read-only. Teams are found at their bases."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._nodes, self._road_found = _roads_of(district)
        self._entries = [
            *_standing(district),
            *(_entry(found, *_names(found.title)) for found in self._road_found.values()),
        ]

    def find(self, text: str, board: Board) -> list[Found]:
        """Everything that answers to ``text``, the best first: whole names, beginnings, parts, then initials."""
        wanted = plain(text)
        if not wanted:
            return []
        number = wanted.lstrip("#")
        ranked = [
            (rank, _RANK[entry.found.kind], entry.found.title.en, n, entry.found)
            for n, entry in enumerate([*self._entries, *_cases(board)])
            if (rank := _rank(entry, number if entry.found.kind is Kind.CASE else wanted)) is not None
        ]
        found = [*self._crossings(wanted), *(one for *_, one in sorted(ranked, key=_in_order))]
        return found[:MOST]

    def _crossings(self, wanted: str) -> list[Found]:
        """Where two named roads meet: ``a & b``, ``a 与 b``, or two names in one text."""
        parts = [part for part in _APART.split(_CROSSING_WORDS.sub("", wanted)) if part]
        if len(parts) != 2:
            parts = wanted.split() if len(wanted.split()) == 2 else []
        sides = [self._roads_called(part) for part in parts] or self._inside(wanted)
        if len(sides) != 2:
            return []
        found: dict[tuple[str, str], Found] = {}
        for a in sides[0]:
            for b in sides[1]:
                shared = self._nodes[a] & self._nodes[b] if a != b else frozenset[int]()
                if shared and (b, a) not in found:
                    found[a, b] = self._crossing(a, b, min(shared))
        return list(found.values())[:MOST]

    def _crossing(self, a: str, b: str, node: int) -> Found:
        roads, (first, second) = self._district.roads, (self._road_found[a].title, self._road_found[b].title)
        title = Text(f"{first.get('en')} & {second.get('en')}", f"{first.get('zh')}与{second.get('zh')}")
        place = LatLon(float(roads.lat[node]), float(roads.lon[node]))
        return Found(Kind.CROSSING, f"{a}|{b}", title, say("found.crossing"), (place,))

    def _roads_called(self, part: str) -> list[str]:
        entries = [entry for entry in self._entries if entry.found.kind is Kind.ROAD]
        ranked = [(rank, entry.found.id) for entry in entries if (rank := _rank(entry, part)) is not None]
        return [road for _, road in sorted(ranked)][:MOST]

    def _inside(self, wanted: str) -> list[list[str]]:
        """The two longest road names that stand in a text without anything between them, such as 登云路丽水路."""
        named = [(len(word), road) for road, found in self._road_found.items() for word in _names(found.title)
                 if len(word) > 1 and word in wanted]  # fmt: skip
        best = list(dict.fromkeys(road for _, road in sorted(named, key=lambda pair: (-pair[0], pair[1]))))
        return [[road] for road in best[:2]]


def _in_order(row: tuple[int, int, str, int, Found]) -> tuple[int, int, str, int]:
    return row[:4]


def _rank(entry: _Entry, wanted: str) -> int | None:
    """How well an entry answers, 0 the best; ``None`` when it does not."""
    if wanted in entry.words:
        return 0
    if any(word.startswith(wanted) for word in entry.words):
        return 1
    if entry.found.kind is not Kind.CASE and len(wanted) > 1 and wanted in entry.shorts:
        return 2
    if len(wanted) > 1 and any(wanted in word for word in entry.words):
        return 3
    return 4 if len(wanted) > 1 and any(short.startswith(wanted) for short in entry.shorts) else None


def _entry(found: Found, *words: str) -> _Entry:
    kept = tuple(dict.fromkeys(plain(word) for word in words if word))
    return _Entry(found, kept, tuple(initials(word) for word in kept if not word.isascii()))


def _names(name: Text) -> tuple[str, ...]:
    return tuple(plain(word) for word in (name.en, name.zh) if word)


def _standing(district: District) -> Iterator[_Entry]:
    """What does not change while the console runs."""
    for place, (name, at) in district.places.items():
        yield _entry(Found(Kind.PLACE, place, name, say("found.place"), (at,)), name.en, name.zh)
    for grid in district.grids.values():
        yield _entry(Found(Kind.GRID, grid.code, Text(grid.code), grid.name, grid.ring), grid.code, *_names(grid.name))
    for camera in district.cameras.values():
        found = Found(Kind.CAMERA, camera.id, Text(camera.id), camera.name, (camera.position,))
        yield _entry(found, camera.id, *_names(camera.name))
    for team in district.teams.values():
        yield _entry(Found(Kind.TEAM, team.id, Text(team.id), team.name, (team.base,)), team.id, *_names(team.name))
    for depot in district.depots.values():
        yield _entry(Found(Kind.DEPOT, depot.id, depot.name, say("found.depot"), (depot.position,)), depot.id,
                     *_names(depot.name))  # fmt: skip


def _cases(board: Board) -> Iterator[_Entry]:
    """The cases on the board as they are now."""
    for incident in board.incidents.values():
        place = board.district.place_name(incident.place)
        points = (incident.position,) if incident.position else ()
        numbers = (str(incident.number), *(report.source_number for report in incident.reports))
        title = Text(f"#{incident.number}")
        detail = say("found.case", what=category_label(board, incident.category), where=place)
        yield _entry(Found(Kind.CASE, str(incident.number), title, detail, points), *numbers)


def _roads_of(district: District) -> tuple[Mapping[str, frozenset[int]], dict[str, Found]]:
    """The nodes of each named road, and each as something to be found, by a key made of its names."""
    roads = district.roads
    nodes: dict[str, set[int]] = {}
    stretches: dict[str, dict[str, None]] = {}
    titles: dict[str, Text] = {}
    for tail, head, number in zip(roads.tail.tolist(), roads.head.tolist(), roads.stretch.tolist(), strict=True):
        stretch = roads.stretches[number]
        if stretch.name.en or stretch.name.zh:
            key = f"{plain(stretch.name.en)}|{plain(stretch.name.zh)}"
            titles.setdefault(key, stretch.name)
            nodes.setdefault(key, set()).update((tail, head))
            stretches.setdefault(key, {})[stretch.road] = None
    found = {
        key: Found(Kind.ROAD, key, title, say("found.road", count=len(stretches[key])), _box(district, nodes[key]),
                   tuple(stretches[key]))
        for key, title in titles.items()
    }  # fmt: skip
    return {key: frozenset(some) for key, some in nodes.items()}, found


def _box(district: District, nodes: Iterable[int]) -> tuple[LatLon, ...]:
    at = list(nodes)
    lats, lons = district.roads.lat[at], district.roads.lon[at]
    return LatLon(float(lats.min()), float(lons.min())), LatLon(float(lats.max()), float(lons.max()))
