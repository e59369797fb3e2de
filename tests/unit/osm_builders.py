"""Small hand-made OpenStreetMap files: points in metres around one place, roads and relations between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

from console.district.osm.roads import RoadReport, read_roads
from console.geo import LatLon, from_metres
from console.model.roads import Roads

HERE = LatLon(31.23, 121.47)
OSM_FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "osm"
Tags = dict[str, str]


@dataclass
class Town:
    """What goes into the file; ways are ``residential`` roads unless tagged otherwise."""

    middle: LatLon = HERE
    nodes: dict[int, LatLon] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def node(self, id_: int, east_m: float, north_m: float = 0.0, **tags: str) -> Town:
        at = from_metres(self.middle, east_m, north_m)
        return self.node_at(id_, round(at.lat, 7), round(at.lon, 7), **tags)

    def node_at(self, id_: int, lat: float, lon: float, **tags: str) -> Town:
        self.nodes[id_] = LatLon(lat, lon)
        return self.raw(f'<node id="{id_}" lat="{lat:.7f}" lon="{lon:.7f}">{_tags(tags)}</node>')

    def row(self, count: int, step_m: float = 100.0, north_m: float = 0.0, first: int = 1) -> Town:
        """Points ``first``, ``first + 1`` … from west to east."""
        for i in range(count):
            self.node(first + i, i * step_m, north_m)
        return self

    def way(self, id_: int, refs: Sequence[int], tags: Tags | None = None, version: int = 0) -> Town:
        told = {"highway": "residential", **(tags or {})}
        said = f' version="{version}"' if version else ""
        inside = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        return self.raw(f'<way id="{id_}"{said}>{inside}{_tags(told)}</way>')

    def relation(self, id_: int, members: Iterable[tuple[str, int, str]], tags: Tags) -> Town:
        inside = "".join(f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members)
        return self.raw(f'<relation id="{id_}">{inside}{_tags(tags)}</relation>')

    def no_turn(self, id_: int, kind: str, begin: int, via: int, end: int, via_kind: str = "node", **tags: str) -> Town:
        members = [("way", begin, "from"), (via_kind, via, "via"), ("way", end, "to")]
        return self.relation(id_, members, {"type": "restriction", "restriction": kind, **tags})

    def raw(self, line: str) -> Town:
        self.lines.append(line)
        return self

    @property
    def text(self) -> str:
        return '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n' + "\n".join(self.lines) + "\n</osm>\n"

    def write(self, folder: Path, name: str = "town.osm") -> Path:
        path = folder / name
        path.write_text(self.text, encoding="utf-8")
        return path

    def read(self, folder: Path, region: str | None = "china") -> tuple[Roads, RoadReport]:
        return read_roads(self.write(folder), region)

    # -- what came out, by the ids that went in --------------------------------------------------------------

    def ids(self, roads: Roads) -> list[int]:
        """The id of each node of the network; 0 for the points set beside a barrier."""
        known = {place: id_ for id_, place in reversed(self.nodes.items())}
        return [known.get(LatLon(*at), 0) for at in zip(roads.lat.tolist(), roads.lon.tolist(), strict=True)]

    def arcs(self, roads: Roads) -> set[tuple[int, int]]:
        ids = self.ids(roads)
        return {(ids[a], ids[b]) for a, b in zip(roads.tail.tolist(), roads.head.tolist(), strict=True)}

    def turns(self, roads: Roads) -> dict[tuple[int, ...], bool]:
        """The points driven through of each restricted turn, and whether it is the only way on."""
        ids = self.ids(roads)
        return {
            (ids[roads.tail[turn.arcs[0]]], *(ids[roads.head[arc]] for arc in turn.arcs)): turn.only
            for turn in roads.turns
        }

    def drives(self, roads: Roads, start: int, goal: int, *, emergency: bool) -> bool:
        """Whether there is a way from one point to another."""
        ids = self.ids(roads)
        beside: dict[int, list[int]] = {}
        for a, b, special in zip(roads.tail.tolist(), roads.head.tolist(), roads.emergency_only.tolist(), strict=True):
            if emergency or not special:
                beside.setdefault(a, []).append(b)
        seen, waiting = set(), [i for i, id_ in enumerate(ids) if id_ == start]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += beside.get(at, [])
        return goal in {ids[i] for i in seen}


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def findings(report: RoadReport) -> dict[str, int]:
    """How many of each kind of finding the report tells of."""
    return {finding.code.rsplit(".", 1)[1]: int(finding.values["count"]) for finding in report.findings}


def a_street(**tags: str) -> Town:
    """Three points in a row, 100 m apart, with one road through them."""
    return Town().row(3).way(10, [1, 2, 3], tags)
