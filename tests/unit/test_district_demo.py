"""The demo district is what it says: its counts, its shape, and the same bytes on every run."""

from __future__ import annotations

from collections import Counter
from datetime import time
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely import LineString, Point, Polygon, STRtree
from shapely.ops import unary_union

from console.district.check import check_district
from console.district.demo.make import make_demo
from console.district.files import as_yaml
from console.geo import LatLon, distance_m, to_metres
from console.model.roads import RoadEdge
from console.model.words import Urgency
from tests.unit.district_builders import DEMO, demo

ORIGIN = LatLon(30.318, 120.135)
CANAL_BRIDGES = {
    "shixiang-bridge", "jinchang-bridge", "dengyun-bridge", "changzheng-bridge", "huzhou-bridge", "lishui-bridge",
    "yuhangtang-bridge",
}  # fmt: skip
NAMED_ITEMS = [
    "fire.commercial",
    "fire.shop_flat",
    "fire.residential",
    "fire.ebike",
    "fire.lane_blocked",
    "gas.leak",
    "gas.smell",
    "water.waterlogging",
    "water.underpass_flooded",
    "water.burst_main",
    "water.river_pollution",
    "crowd.crush_risk",
    "crowd.gathering",
    "traffic.dangerous_goods",
    "traffic.accident",
    "traffic.illegal_parking",
    "traffic.school_gate",
    "lift.entrapment",
    "person.missing",
    "person.welfare",
    "order.fight",
    "order.noise",
    "weather.typhoon",
    "weather.tree_down",
    "weather.facade_falling",
    "power.outage",
    "city.shop_spill_over",
    "city.stalls",
    "city.waste_dumping",
    "city.manhole_missing",
    "market.health_sales",
    "market.restaurant_fumes",
    "housing.group_rental",
]


def flat(ring: tuple[LatLon, ...]) -> Polygon:
    return Polygon([to_metres(ORIGIN, p) for p in ring])


def flat_edge(edge: RoadEdge) -> LineString:
    nodes = demo().roads.nodes
    return LineString([to_metres(ORIGIN, nodes[n]) for n in (edge.u, edge.v)])


def canal() -> Polygon:
    return unary_union([flat(a.ring) for a in demo().areas if a.name.en == "Grand Canal"])


@pytest.mark.parametrize(
    ("what", "count"),
    [("grids", 76), ("teams", 51), ("depots", 5), ("cameras", 48), ("departments", 20), ("catalogue", 118)],
)
def test_demo_has_the_promised_number_of(what: str, count: int) -> None:
    assert len(getattr(demo(), what)) == count


def test_demo_roads_and_houses_are_as_many_as_a_sub_district_has() -> None:
    district = demo()
    kinds = Counter(a.kind for a in district.areas)
    assert 900 <= len(district.roads.nodes) <= 1150
    assert 2000 <= kinds["building"] <= 4000
    assert {"water", "green", "plaza"} <= set(kinds)
    assert len(district.places) >= 30
    assert 6.2e6 <= flat(district.boundary).area <= 6.6e6


def test_posts_are_34_leaders_152_staff_39_advisers_and_50_in_the_brigade() -> None:
    roles = Counter(p.role for p in demo().people)
    assert roles == {"grid_leader": 34, "grid_staff": 152, "adviser": 39, "brigade": 50}
    led = Counter(g.leader for g in demo().grids.values())
    assert len(led) == 34
    assert set(led.values()) <= {1, 2, 3}
    assert set(led) == {p.id for p in demo().people if p.role == "grid_leader"}


def test_catalogue_has_eleven_classes_and_the_named_items() -> None:
    items = demo().catalogue
    assert len({i.class_code for i in items.values()}) == 11
    assert set(NAMED_ITEMS) <= set(items)
    assert all(2 <= len(i.keywords) <= 24 and i.standard.zh and i.name.zh for i in items.values())
    assert items["fire.shop_flat"].urgency is Urgency.EMERGENCY


def test_depots_stock_sixty_items_and_only_one_big_pump() -> None:
    depots = demo().depots.values()
    assert len({code for d in depots for code in d.stock}) >= 60
    assert sum(d.stock.get("3010102", 0) for d in depots) == 1


def test_four_crews_patrol_in_every_shift_and_the_night_has_fewer_people() -> None:
    def on_duty(hour: int) -> list[str]:
        return [t.id for t in demo().teams.values() if t.shift.covers(time(hour))]

    for hour in (3, 10, 18):
        assert sum(id_.startswith("R") for id_ in on_duty(hour)) == 4
    assert len(on_duty(3)) < len(on_duty(10))
    assert sum(t.crew for t in demo().teams.values() if t.id.startswith("R")) == 50


def test_every_capability_of_the_vocabulary_is_somebodys() -> None:
    assert {c for t in demo().teams.values() for c in t.capabilities} == set(demo().capabilities)


def test_every_part_of_the_road_network_can_be_reached_from_every_other() -> None:
    district = demo()
    index = {n: i for i, n in enumerate(district.roads.nodes)}
    pairs = np.array([(index[e.u], index[e.v]) for e in district.roads.edges])
    graph = coo_matrix((np.ones(len(pairs)), pairs.T), shape=(len(index), len(index)))
    assert connected_components(graph, directed=True, connection="strong")[0] == 1


def test_bridges_are_the_only_crossings_of_the_canal() -> None:
    water = canal()
    over = {e.bridge for e in demo().roads.edges if flat_edge(e).intersects(water)}
    assert over == CANAL_BRIDGES


def test_without_its_bridges_the_canal_cuts_the_network_in_two() -> None:
    district = demo()
    index = {n: i for i, n in enumerate(district.roads.nodes)}
    pairs = np.array([(index[e.u], index[e.v]) for e in district.roads.edges if e.bridge not in CANAL_BRIDGES])
    graph = coo_matrix((np.ones(len(pairs)), pairs.T), shape=(len(index), len(index)))
    _, part = connected_components(graph, directed=True, connection="weak")

    def side(place: str) -> int:
        at = district.places[place][1]
        return int(part[index[min(district.roads.nodes, key=lambda n: distance_m(district.roads.nodes[n], at))]])

    assert side("canal-cbd-3") != side("canal-tiandi")
    assert side("canal-cbd-3") == side("dengyun-station")


def test_no_road_crosses_other_water_without_a_bridge() -> None:
    rivers = unary_union([flat(a.ring) for a in demo().areas if a.kind == "water" and a.name.en != "Pond"])
    wet = [e.road for e in demo().roads.edges if not e.bridge and flat_edge(e).intersects(rivers)]
    assert wet == []


def test_roads_cross_only_at_nodes() -> None:
    edges = {e.road: flat_edge(e) for e in demo().roads.edges}
    shapes = list(edges.values())
    tree = STRtree(shapes)
    first, second = tree.query(shapes, predicate="crosses")
    assert [(list(edges)[a], list(edges)[b]) for a, b in zip(first, second, strict=True)] == []


def test_grids_tile_the_boundary_without_overlap() -> None:
    grids = [flat(g.ring) for g in demo().grids.values()]
    outline = flat(demo().boundary)
    whole = unary_union(grids)
    assert all(g.is_valid for g in grids)
    assert sum(g.area for g in grids) - whole.area < 1.0
    assert outline.symmetric_difference(whole).area < 1.0


def test_every_grid_centre_is_a_road_node_in_its_own_grid() -> None:
    positions = set(demo().roads.nodes.values())
    for grid in demo().grids.values():
        assert grid.centre in positions
        assert flat(grid.ring).distance(Point(to_metres(ORIGIN, grid.centre))) < 1.0


def test_every_arc_has_two_names_and_a_response_speed_of_its_class() -> None:
    ranges = {"arterial": (45, 50), "secondary": (32, 35), "alley": (14, 18)}
    for edge in demo().roads.edges:
        least, most = ranges[edge.road_class]
        assert least <= edge.speed_kph <= most
        assert edge.name.en
        assert edge.name.zh


def test_demo_is_marked_synthetic_and_its_check_finds_nothing() -> None:
    assert demo().synthetic
    assert as_yaml("district.yaml", (DEMO / "district.yaml").read_text(encoding="utf-8"))["note"]
    assert [finding.en for finding in check_district(demo())] == []


def test_generating_the_demo_again_gives_the_same_bytes(tmp_path: Path) -> None:
    make_demo(tmp_path / "again")
    made = {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()}
    kept = {p.name: p.read_bytes() for p in DEMO.iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
    assert sum(map(len, made.values())) < 3_000_000
