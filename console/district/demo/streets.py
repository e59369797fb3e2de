"""The road network of the demo district: streets and lanes noded, tidied, directed and numbered."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from shapely import LineString, Polygon, STRtree
from shapely.ops import unary_union

from console.district.demo import tidy
from console.district.demo.lanes import lanes_of
from console.district.demo.plane import XY, faces, lines, polygons
from console.district.demo.sites import SITES
from console.district.demo.sketch import BOUNDARY, CANAL, STREETS, WATERS, Street
from console.phrase import Text

_BANK_M = {True: 33.0, False: 9.0}  # by whether it is the canal
_CLASS_RANK = {"arterial": 0, "secondary": 1, "alley": 2}
SPEED_KPH = {"arterial": (45, 46, 48), "secondary": (32, 33, 34), "alley": (14, 15, 16)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch between two nodes; one-way ones run from ``u`` to ``v``."""

    road: str
    u: int
    v: int
    one_way: bool
    name: Text
    road_class: str
    length_m: float
    speed_kph: int
    bridge: str


@dataclass(frozen=True, slots=True)
class Network:
    """The finished roads: node positions on the board and the stretches between them."""

    nodes: dict[int, XY]
    stretches: tuple[Stretch, ...]

    def line(self, stretch: Stretch) -> LineString:
        """A stretch as a line on the board."""
        return LineString([self.nodes[stretch.u], self.nodes[stretch.v]])


def boundary() -> Polygon:
    """The district's outline on the board."""
    return Polygon(BOUNDARY)


def water_surface() -> Polygon:
    """All waters in one shape."""
    return unary_union([w.surface() for w in WATERS])


def build_network(rng: Random) -> Network:
    """Draw the lanes between the streets, node everything, keep what is strongly connected, number it."""
    outline = boundary()
    streets = list(STREETS)
    blocks = _blocks(streets, outline)
    lanes = [Street(lane.name, "alley", tuple(lane.line.coords)) for lane in lanes_of(blocks, SITES, rng)]
    sources = [(s, s.line() if s in STREETS else LineString(s.points)) for s in streets + lanes]
    pieces = _noded([(s, line.intersection(outline)) for s, line in sources])
    tidy_pieces = tidy.tidied([(sources[i][0], sources[i][1], piece) for i, piece in pieces])
    return _numbered(tidy_pieces, rng)


def _blocks(streets: list[Street], outline: Polygon) -> list[Polygon]:
    rulers = [s.line().intersection(outline) for s in streets]
    banks = unary_union([w.surface().buffer(_BANK_M[w is CANAL]) for w in WATERS])
    found = [p for face in faces([*rulers, outline.exterior]) for p in polygons(face.difference(banks), 900)]
    return [Polygon(p.exterior) for p in found]


def _noded(sources: list[tuple[Street, LineString]]) -> list[tuple[int, LineString]]:
    """Atomic pieces between crossings, each with the index of the street it came from."""
    shapes = [line for _, line in sources]
    tree = STRtree(shapes)
    out = []
    for piece in lines(unary_union(shapes)):
        middle = piece.interpolate(0.5, normalized=True)
        near = [int(i) for i in tree.query(middle.buffer(0.5)) if shapes[int(i)].distance(middle) < 0.05]
        out.append((min(near, key=lambda i: (_CLASS_RANK[sources[i][0].road_class], i)), piece))
    return out


def _numbered(legs: list[tidy.Leg], rng: Random) -> Network:
    points = sorted({p for leg in legs for p in (leg.start, leg.end)}, key=lambda p: (-round(p[1] / 60), p[0], p[1]))
    ids = {point: number for number, point in enumerate(points, 1)}
    speeds: dict[str, int] = {}
    counts: dict[str, int] = {}
    stretches = []
    for leg in sorted(legs, key=lambda leg: (ids[leg.start], ids[leg.end])):
        street = leg.street
        slug = "".join(c if c.isalnum() else "-" for c in street.name.en.lower().replace("'", ""))
        counts[slug] = counts.get(slug, 0) + 1
        speed = speeds.setdefault(slug, rng.choice(SPEED_KPH[street.road_class]))
        line = LineString([leg.start, leg.end])
        stretches.append(Stretch(
            f"{slug}-{counts[slug]:02d}", ids[leg.start], ids[leg.end], street.one_way, street.name,
            street.road_class, round(line.length, 1), speed, _bridge_over(line, street, slug),
        ))  # fmt: skip
    return Network({number: point for point, number in ids.items()}, tuple(stretches))


def _bridge_over(line: LineString, street: Street, slug: str) -> str:
    for water in WATERS:
        if water.surface().intersects(line):
            if water is CANAL:
                if not street.bridge:
                    raise ValueError(f"{street.name.en} crosses the canal without a bridge")
                return street.bridge
            return f"{slug}-{water.id}-bridge"
    return ""
