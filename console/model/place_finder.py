"""Where words point to: a named place, a grid code, a camera, or the crossing of two roads of the district."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from console.geo import LatLon
from console.model.places import District
from console.phrase import Text

What = TypeVar("What")


class PlaceFinder:
    """Finds what a text names. The longest name wins; a single road is no place, two roads that meet are one."""

    def __init__(self, district: District) -> None:
        named = [*district.places.values(), *((c.name, c.position) for c in district.cameras.values())]
        self._places = _by_length((word, at) for name, at in named for word in _words(name))
        self._codes = {code.lower(): grid.centre for code, grid in district.grids.items()}
        self._codes |= {code.lower(): camera.position for code, camera in district.cameras.items()}
        self._roads = _road_nodes(district)
        self._road_words = _by_length((word, key) for key in self._roads for word in key)
        self._district = district

    def position_in(self, text: str) -> LatLon | None:
        """The position ``text`` names; ``None`` when it names none that is known."""
        plain = unicodedata.normalize("NFKC", text).lower()
        if not plain.strip():
            return None
        for word, at in self._places:
            if word in plain:
                return at
        for token in re.findall(r"[a-z0-9][a-z0-9_-]*", plain):
            if token in self._codes:
                return self._codes[token]
        return self._crossing(plain)

    def _crossing(self, plain: str) -> LatLon | None:
        found: list[frozenset[int]] = []
        rest = plain
        for word, key in self._road_words:
            if word in rest:
                rest = rest.replace(word, " ")
                found.append(self._roads[key])
        shared = frozenset.intersection(*found[:2]) if len(found) > 1 else frozenset()
        if not shared:
            return None
        node, roads = min(shared), self._district.roads
        return LatLon(float(roads.lat[node]), float(roads.lon[node]))


def _words(name: Text) -> Iterable[str]:
    return (word.lower() for word in (name.en, name.zh) if len(word) > 1)


def _by_length(pairs: Iterable[tuple[str, What]]) -> list[tuple[str, What]]:
    """Longest word first, then by word."""
    return sorted(dict(pairs).items(), key=_longest_first)


def _longest_first(pair: tuple[str, object]) -> tuple[int, str]:
    return -len(pair[0]), pair[0]


def _road_nodes(district: District) -> dict[tuple[str, ...], frozenset[int]]:
    """The node indices of each named road, by its names in lower case."""
    roads = district.roads
    nodes: dict[tuple[str, ...], set[int]] = {}
    for tail, head, number in zip(roads.tail.tolist(), roads.head.tolist(), roads.stretch.tolist(), strict=True):
        key = tuple(_words(roads.stretches[number].name))
        if key:
            nodes.setdefault(key, set()).update((tail, head))
    return {key: frozenset(found) for key, found in nodes.items()}
