"""Putting the demo district together and writing its folder."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from shapely import Polygon, unary_union

from console.district.demo import catalogue, write
from console.district.demo.gridding import Cell, draw_grids
from console.district.demo.land import Plot, draw_land
from console.district.demo.lookup import Lookup
from console.district.demo.people import posts
from console.district.demo.plane import latlon, lonlat
from console.district.demo.sights import cameras, places
from console.district.demo.stores import STORES
from console.district.demo.streets import Network, build_network
from console.district.demo.teams import TEAMS, Roster
from console.district.demo.traffic import TRAFFIC

Record = dict[str, Any]


def make_demo(folder: Path, seed: int = 1) -> None:
    """Draw the district from ``seed`` and write its files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    network = build_network(Random(seed))
    plots = draw_land(network, Random(seed + 1))
    cells = draw_grids(network)
    lookup = Lookup(network)
    _write_ground(folder, network, plots, cells, seed)
    _write_units(folder, lookup, plots)
    write.csv(folder / "people.csv", ("id", "role", "grid", "team"), posts(cells))
    comment = "Shares of the usual speed by class of road, in rush hours (local hours, from and to) and by weather."
    write.records(folder / "traffic.yaml", comment, TRAFFIC)


def _write_ground(folder: Path, network: Network, plots: list[Plot], cells: list[Cell], seed: int) -> None:
    write.records(folder / "district.yaml", "The demo district: everything in this folder is synthetic.", {
        "id": "xiaohe",
        "name": {"en": "Xiaohe", "zh": "小河街道"},
        "synthetic": True,
        "timezone": "Asia/Shanghai",
        "datum": "WGS-84",
        "codes": ["330105"],
        "note": f"Invented roads, houses, teams and posts (seed {seed}); not a survey of any real place.",
    })  # fmt: skip
    rings = {cell.code: write.ring(cell.shape) for cell in cells}
    outline = unary_union([Polygon(points) for points in rings.values()])
    edge = Polygon(outline.exterior).normalize().exterior.coords
    write.geojson(folder / "boundary.geojson", [({"kind": "boundary"}, [(x, y) for x, y in edge][::-1])])
    write.geojson(folder / "grids.geojson", [(_grid(cell, network), rings[cell.code]) for cell in cells])
    write.geojson(folder / "areas.geojson", [(_area(plot), write.ring(plot.shape)) for plot in plots])
    nodes = [(n, *latlon(xy)) for n, xy in network.nodes.items()]
    write.csv(folder / "nodes.csv", ("id", "lat", "lon"), nodes)
    head = ("road", "u", "v", "one_way", "name_en", "name_zh", "class", "length_m", "speed_kph", "bridge")
    write.csv(folder / "edges.csv", head, [
        (s.road, s.u, s.v, int(s.one_way), s.name.en, s.name.zh, s.road_class, s.length_m, s.speed_kph, s.bridge)
        for s in network.stretches
    ])  # fmt: skip


def _write_units(folder: Path, lookup: Lookup, plots: list[Plot]) -> None:
    nodes = lookup.network.nodes
    write.records(folder / "teams.yaml", "Teams: shift is local time; start = end is round the clock.", {
        team.id: _team(team, latlon(nodes[lookup.nearest(team.at, team.beat)])) for team in TEAMS
    })  # fmt: skip
    write.records(folder / "depots.yaml", "Depots: stock by material code (vocabulary/materials.yaml).", {
        store.id: {
            "name": {"en": store.en, "zh": store.zh}, "position": latlon(nodes[lookup.nearest(store.at)]),
            "loading_s": store.loading_s, "stock": store.stock,
        }
        for store in STORES
    })  # fmt: skip
    named = places(lookup, plots)
    write.records(folder / "places.yaml", "Named places that search, drills and callers know.", named)
    write.records(folder / "cameras.yaml", "Cameras; their pictures are drawn, not filmed.", cameras(lookup, named))
    write.records(folder / "departments.yaml", "Units that are responsible, lead or assist.", catalogue.departments())
    write.records(folder / "catalogue.yaml", "Catalogue: 11 classes, 118 items.", catalogue.catalogue())


def _team(team: Roster, base: list[float]) -> Record:
    record: Record = {
        "name": {"en": team.en, "zh": team.zh}, "kind": team.kind, "capabilities": list(team.can), "crew": team.crew,
        "vehicle": team.vehicle, "base": base, "shift": team.shift, "turnout_s": team.turnout_s,
        "signal_limit_s": team.signal_limit_s, "carries": team.carries,
    }  # fmt: skip
    return record | ({"beat": team.beat} if team.beat else {})


def _grid(cell: Cell, network: Network) -> Record:
    lon, lat = lonlat(network.nodes[cell.centre])
    return {"code": cell.code, "en": cell.name.en, "zh": cell.name.zh, "leader": cell.leader, "centre": [lon, lat]}


def _area(plot: Plot) -> Record:
    named = {"en": plot.name.en, "zh": plot.name.zh} if plot.name.en else {}
    return {"kind": plot.kind, **named}
