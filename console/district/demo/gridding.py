"""The 76 grids: whole blocks between streets, grown from spread seeds until they tile the district."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
from shapely import LineString, Point, Polygon, STRtree, set_precision
from shapely.ops import unary_union

from console.district.demo.plane import XY, faces, polygons, smooth
from console.district.demo.sketch import CANAL
from console.district.demo.streets import Network, boundary
from console.phrase import Text

GRIDS = 76
LEADERS = 34
_ROUNDS = 30
_DRAW_ON_M = 30.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One grid on the board; ``centre`` is a road node."""

    code: str
    name: Text
    shape: Polygon
    centre: int
    leader: str


def draw_grids(network: Network) -> list[Cell]:
    """Tile the district; codes run west to east in bands from the north."""
    outline = boundary()
    blocks = _blocks(network, outline)
    groups = _grown(blocks, _seeds(blocks))
    shapes = sorted((_whole(g) for g in groups), key=lambda s: (-round(s.centroid.y / 260), s.centroid.x))
    leaders = _leaders(shapes)
    used: dict[str, int] = {}
    cells = []
    for number, (shape, leader) in enumerate(zip(shapes, leaders, strict=True), 1):
        centre = _centre(shape, network)
        cells.append(Cell(f"XH-{number:03d}", _name(centre, network, used), shape, centre, leader))
    return cells


def _blocks(network: Network, outline: Polygon) -> list[Polygon]:
    """The faces between streets, canal middle and boundary; streets that stop just short of it are drawn on."""
    rulers = [network.line(s) for s in network.stretches]
    degree = Counter(n for s in network.stretches for n in (s.u, s.v))
    for stretch in network.stretches:
        for end, other in ((stretch.u, stretch.v), (stretch.v, stretch.u)):
            if degree[end] == 1 and outline.exterior.distance(Point(network.nodes[end])) < _DRAW_ON_M:
                rulers.append(_beyond(network.nodes[other], network.nodes[end]))
    inside = [line.intersection(outline) for line in (*rulers, smooth(CANAL.line))]
    found = faces([*(set_precision(line, 0.01) for line in inside), set_precision(outline.exterior, 0.01)])
    return [face for face in found if face.area > 1]


def _beyond(start: XY, end: XY) -> LineString:
    reach = 2 * _DRAW_ON_M / math.dist(start, end)
    return LineString([end, (end[0] + (end[0] - start[0]) * reach, end[1] + (end[1] - start[1]) * reach)])


def _whole(shape: Polygon) -> Polygon:
    if len(polygons(shape)) != 1 or list(shape.interiors):
        raise ValueError("a grid must be one piece without holes")
    return shape


def _seeds(blocks: list[Polygon]) -> list[XY]:
    """Evenly spread points by Lloyd's rounds over the blocks, weighted by area."""
    at = np.array([(b.centroid.x, b.centroid.y) for b in blocks])
    weight = np.array([b.area for b in blocks])
    order = np.argsort(np.round(at[:, 0] + 37 * np.round(at[:, 1] / 250), 1), kind="stable")
    seeds = at[order[np.linspace(0, len(blocks) - 1, GRIDS).astype(int)]]
    for _ in range(_ROUNDS):
        near = ((at[:, None, :] - seeds[None]) ** 2).sum(axis=2).argmin(axis=1)
        for k in range(GRIDS):
            mine = near == k
            if mine.any():
                seeds[k] = (at[mine] * weight[mine, None]).sum(axis=0) / weight[mine].sum()
    return [(float(x), float(y)) for x, y in seeds]


def _neighbours(blocks: list[Polygon]) -> list[set[int]]:
    tree = STRtree(blocks)
    out: list[set[int]] = []
    for i, block in enumerate(blocks):
        near = [int(j) for j in tree.query(block) if int(j) != i]
        out.append({j for j in near if block.boundary.intersection(blocks[j].boundary).length > 1})
    return out


def _grown(blocks: list[Polygon], seeds: list[XY]) -> list[Polygon]:
    """Grow from the seeds, always the smallest grid first, by the neighbouring block nearest to its seed."""
    links = _neighbours(blocks)
    owner: dict[int, int] = {}
    for k, seed in enumerate(seeds):
        free = [i for i in range(len(blocks)) if i not in owner]
        owner[_block_at(blocks, free, Point(seed))] = k
    area = [0.0] * len(seeds)
    for i, k in owner.items():
        area[k] += blocks[i].area
    while len(owner) < len(blocks):
        i, k = _next_block(blocks, links, owner, seeds, area)
        owner[i] = k
        area[k] += blocks[i].area
    return [unary_union([blocks[i] for i, o in owner.items() if o == k]) for k in range(len(seeds))]


def _block_at(blocks: list[Polygon], free: list[int], seed: Point) -> int:
    return min(free, key=lambda i: blocks[i].distance(seed) + 0.001 * blocks[i].centroid.distance(seed))


def _next_block(
    blocks: list[Polygon], links: list[set[int]], owner: dict[int, int], seeds: list[XY], area: list[float]
) -> tuple[int, int]:
    for k in sorted(range(len(seeds)), key=lambda k: (round(area[k]), k)):
        rim = sorted({j for i, o in owner.items() if o == k for j in links[i] if j not in owner})
        if rim:
            seed = Point(seeds[k])
            return min(rim, key=lambda j: (round(blocks[j].centroid.distance(seed), 2), j)), k
    raise ValueError("a block touches no other")


def _centre(shape: Polygon, network: Network) -> int:
    middle = shape.representative_point() if not shape.contains(shape.centroid) else shape.centroid
    inside = [n for n, xy in network.nodes.items() if shape.buffer(0.5).contains(Point(xy))]
    return min(inside, key=lambda n: (round(math.dist(network.nodes[n], (middle.x, middle.y)), 2), n))


def _leaders(shapes: list[Polygon]) -> list[str]:
    """Posts for the grids in code order: 34 leaders, each for two or three neighbours in a row."""
    return [f"GL-{1 + i * LEADERS // len(shapes):02d}" for i in range(len(shapes))]


def _name(centre: int, network: Network, used: dict[str, int]) -> Text:
    """Named after the compound or street at its centre, numbered when that repeats."""
    at = [s for s in network.stretches if centre in (s.u, s.v)]
    lane = min(at, key=lambda s: (s.road_class != "alley", s.road))
    en, zh = lane.name.en.split(" Lane ")[0], lane.name.zh.rstrip("弄").rstrip("0123456789")
    used[en] = used.get(en, 0) + 1
    number = f" {used[en]}" if used[en] > 1 else ""
    return Text(f"{en}{number} grid", f"{zh}{number.strip()}网格")
