"""Tidying noded roads: straightened bends, near crossings joined, stubs and traps dropped."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely import LineString, Point

from console.district.demo.plane import XY
from console.district.demo.sketch import Street

_BEND_M = 3.5
_JOIN_M = 14.0
_STUB_M = 24.0
_RANK = {"arterial": 0, "secondary": 1, "alley": 2}


@dataclass(frozen=True, slots=True)
class Leg:
    """A straight piece of a street; one-way ones run from start to end."""

    street: Street
    start: XY
    end: XY


def tidied(pieces: list[tuple[Street, LineString, LineString]]) -> list[Leg]:
    """Straight legs from ``(street, its whole line, piece)``; every leg can be reached from every other."""
    legs = [leg for street, whole, piece in pieces for leg in _straight(street, whole, piece)]
    legs = _joined(legs)
    return _connected(_without_stubs(_without_stubs(legs)))


def _straight(street: Street, whole: LineString, piece: LineString) -> list[Leg]:
    coords = [(round(x, 2), round(y, 2)) for x, y in piece.simplify(_BEND_M).coords]
    if whole.project(Point(coords[0])) > whole.project(Point(coords[-1])):
        coords.reverse()
    return [Leg(street, a, b) for a, b in pairwise(coords) if a != b]


def _joined(legs: list[Leg]) -> list[Leg]:
    """Crossings nearer than ``_JOIN_M`` become one, at the place of the bigger street's."""
    rank: dict[XY, tuple[int, int]] = {}
    degree = Counter(p for leg in legs for p in (leg.start, leg.end))
    for leg in legs:
        for p in (leg.start, leg.end):
            rank[p] = min(rank.get(p, (9, 0)), (_RANK[leg.street.road_class], -degree[p]))
    kept: dict[tuple[int, int], list[XY]] = {}
    moved: dict[XY, XY] = {}
    for p in sorted(rank, key=lambda p: (rank[p], p)):
        cell = (math.floor(p[0] / 20), math.floor(p[1] / 20))
        near = [q for i in (-1, 0, 1) for j in (-1, 0, 1) for q in kept.get((cell[0] + i, cell[1] + j), [])]
        close = [q for q in near if math.dist(p, q) < _JOIN_M]
        moved[p] = min(close, key=lambda q: math.dist(p, q)) if close else p
        if not close:
            kept.setdefault(cell, []).append(p)
    seen: dict[tuple[XY, XY], Leg] = {}
    for leg in sorted(legs, key=lambda leg: (_RANK[leg.street.road_class], leg.start, leg.end)):
        a, b = moved[leg.start], moved[leg.end]
        if a != b and (a, b) not in seen and (b, a) not in seen:
            seen[(a, b)] = Leg(leg.street, a, b)
    return list(seen.values())


def _without_stubs(legs: list[Leg]) -> list[Leg]:
    degree = Counter(p for leg in legs for p in (leg.start, leg.end))
    return [
        leg for leg in legs
        if math.dist(leg.start, leg.end) > _STUB_M or min(degree[leg.start], degree[leg.end]) > 1
    ]  # fmt: skip


def _connected(legs: list[Leg]) -> list[Leg]:
    """The legs of the largest strongly connected part."""
    ids = {p: i for i, p in enumerate(sorted({p for leg in legs for p in (leg.start, leg.end)}))}
    rows, cols = [], []
    for leg in legs:
        rows.append(ids[leg.start])
        cols.append(ids[leg.end])
        if not leg.street.one_way:
            rows.append(ids[leg.end])
            cols.append(ids[leg.start])
    graph = coo_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(ids), len(ids)))
    _, labels = connected_components(graph, directed=True, connection="strong")
    main = int(np.bincount(labels).argmax())
    return [leg for leg in legs if labels[ids[leg.start]] == main and labels[ids[leg.end]] == main]
