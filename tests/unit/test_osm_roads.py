"""Roads from a map: crossings, stretches, names, bridges, and the counts of real towns."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from console.district.osm.numbering import hilbert
from console.district.osm.roads import read_roads
from console.geo import LatLon, distance_m
from console.model.roads import Roads
from console.phrase import Text
from tests.unit.osm_builders import OSM_FOLDER, Town, a_street, findings


def a_crossing() -> Town:
    """A road of five points and one across it at the third."""
    town = Town().row(5).node(6, 200, 100).node(7, 200, -100)
    return town.way(20, [1, 2, 3, 4, 5], {"name": "Long Road"}).way(21, [6, 3, 7], {"name": "Cross Road"})


def same(a: Roads, b: Roads) -> bool:
    pairs = [(getattr(a, f.name), getattr(b, f.name)) for f in fields(Roads)]
    return all(np.array_equal(x, y) if isinstance(x, np.ndarray) else x == y for x, y in pairs)


def test_every_point_of_a_road_is_a_node_with_straight_arcs_between(tmp_path: Path) -> None:
    town = a_crossing()
    roads, report = town.read(tmp_path)
    both = [(a, b) for x, y in ((1, 2), (2, 3), (3, 4), (4, 5), (3, 6), (3, 7)) for a, b in ((x, y), (y, x))]
    assert town.arcs(roads) == set(both)
    assert len(roads.tail) == len(both)
    for arc in range(len(roads.tail)):
        edge = roads.edges[arc]
        assert edge.length_m == pytest.approx(distance_m(roads.nodes[edge.u], roads.nodes[edge.v]), abs=0.001)
    assert (report.ways, report.nodes, report.arcs, report.stretches) == (2, 7, 12, 4)
    assert roads.node_ids.tolist() == list(range(7))


def test_a_stretch_is_everything_between_two_crossings_of_one_way(tmp_path: Path) -> None:
    town = a_crossing()
    roads, _ = town.read(tmp_path)
    ids = town.ids(roads)
    shapes = {s.road: {ids[n] for a in roads.arcs_of(s.road) for n in (roads.tail[a], roads.head[a])}
              for s in roads.stretches}  # fmt: skip
    assert shapes == {"w20.1": {1, 2, 3}, "w20.2": {3, 4, 5}, "w21.1": {6, 3}, "w21.2": {3, 7}}


def test_a_road_without_crossings_is_one_stretch_under_its_own_number(tmp_path: Path) -> None:
    assert [s.road for s in a_street().read(tmp_path)[0].stretches] == ["w10"]


def test_a_ring_that_one_road_meets_is_one_stretch_and_driven_all_round(tmp_path: Path) -> None:
    town = Town().node(1, 0).node(2, 50, 50).node(3, 100, 0).node(4, 50, -50).node(5, -100)
    town.way(30, [1, 2, 3, 4, 1], {"junction": "roundabout"}).way(31, [5, 1])
    roads, _ = town.read(tmp_path)
    assert town.arcs(roads) == {(1, 2), (2, 3), (3, 4), (4, 1), (5, 1), (1, 5)}
    assert {s.road for s in roads.stretches} == {"w30", "w31"}


def test_a_road_drawn_twice_is_one_road_that_a_closure_closes(tmp_path: Path) -> None:
    town = a_street().way(11, [3, 2, 1])
    roads, report = town.read(tmp_path)
    assert town.arcs(roads) == {(1, 2), (2, 1), (2, 3), (3, 2)}
    assert len(roads.tail) == 4
    assert {arc for s in roads.stretches for arc in roads.arcs_of(s.road)} == set(range(4))
    assert findings(report) == {"drawn_twice": 2}


def test_two_one_way_roads_on_the_same_line_close_together(tmp_path: Path) -> None:
    town = a_street(oneway="yes").way(11, [3, 2, 1], {"oneway": "yes"})
    roads, _ = town.read(tmp_path)
    assert town.arcs(roads) == {(1, 2), (2, 1), (2, 3), (3, 2)}
    assert len(roads.arcs_of("w10.1")) == 2


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    town = a_crossing().no_turn(40, "no_left_turn", 20, 3, 21).way(22, [1, 7], {"oneway": "yes", "bridge": "yes"})
    shuffled = Town(town.middle, town.nodes, town.lines[:])
    Random(5).shuffle(shuffled.lines)
    assert shuffled.lines != town.lines
    assert same(town.read(tmp_path)[0], shuffled.read(tmp_path)[0])


def test_names_are_kept_in_every_language(tmp_path: Path) -> None:
    tags = {
        "name": "登云路",
        "name:en": "Dengyun Road",
        "alt_name": "登云大道;云路",
        "ref": "X102",
        "name:ja": "登雲路",
    }
    stretch = a_street(**tags).read(tmp_path)[0].stretches[0]
    assert stretch.name == Text("Dengyun Road", "登云路")
    assert stretch.aliases == ("登云大道", "云路", "X102", "登雲路")


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"name": "登云路"}, Text("", "登云路")),
        ({"name": "Broad Street"}, Text("Broad Street")),
        ({"name": "Grant Avenue", "name:zh": "都板街"}, Text("Grant Avenue", "都板街")),
        ({"name": "都板街", "name:zh": "都板街", "name:zh-Hans": "都板街（简）"}, Text("", "都板街（简）")),
        ({"name": "銀座通り"}, Text("銀座通り")),
        ({"ref": "I 71;US 23"}, Text("I 71 / US 23")),
        ({"name": "Two\nlines\u202e \x85 and  blanks"}, Text("Two lines and blanks")),
        ({"name": "x" * 250}, Text("x" * 120)),
        ({}, Text("")),
    ],
)
def test_a_name_goes_to_its_own_language(tmp_path: Path, tags: dict[str, str], name: Text) -> None:
    assert a_street(**tags).read(tmp_path)[0].stretches[0].name == name


def test_bridges_and_tunnels_are_marked(tmp_path: Path) -> None:
    town = Town().row(6).way(50, [1, 2], {"bridge": "yes", "name": "High Road"}).way(51, [2, 3])
    town.way(52, [3, 4], {"tunnel": "building_passage"}).way(53, [4, 5], {"bridge": "viaduct"})
    town.way(54, [5, 6], {"bridge": "no", "tunnel": "no"})
    stretches = {s.road: (s.bridge, s.tunnel) for s in town.read(tmp_path)[0].stretches}
    assert stretches == {"w50": ("b50", False), "w51": ("", False), "w52": ("", True), "w53": ("b53", False),
                         "w54": ("", False)}  # fmt: skip


def test_carriageways_of_one_bridge_share_its_id(tmp_path: Path) -> None:
    """By the drawn outline, by the bridge's own name nearby, or as pieces of one road."""
    town = Town().row(4).row(4, north_m=20, first=11).row(4, north_m=2000, first=21).row(4, north_m=2020, first=31)
    span = {"bridge": "yes", "oneway": "yes"}
    town.way(60, [1, 2], span).way(61, [12, 11], span).way(62, [2, 3], span)
    town.way(63, [21, 22], span | {"bridge:name": "登云桥"}).way(64, [31, 32], span | {"bridge:name": "登云桥"})
    for id_, at in enumerate(((-10, -10), (110, -10), (110, 30), (-10, 30)), 71):
        town.node(id_, *at)
    town.raw('<way id="70"><nd ref="71"/><nd ref="72"/><nd ref="73"/><nd ref="74"/><nd ref="71"/>'
             '<tag k="man_made" v="bridge"/><tag k="name" v="Old Bridge"/></way>')  # fmt: skip
    bridge = {s.road: s.bridge for s in town.read(tmp_path)[0].stretches}
    assert bridge == {"w60": "b60", "w61": "b60", "w62": "b60", "w63": "b63", "w64": "b63"}


def test_the_curve_visits_neighbours_one_after_the_other() -> None:
    """The first 4,096 cells of a Hilbert curve fill a square of 64 x 64, each a step from the one before."""
    x, y = np.meshgrid(np.arange(64), np.arange(64))
    along = hilbert(x.ravel(), y.ravel())
    assert sorted(along.tolist()) == list(range(4096))
    order = np.argsort(along)
    steps = np.abs(np.diff(x.ravel()[order])) + np.abs(np.diff(y.ravel()[order]))
    assert set(steps.tolist()) == {1}


def test_a_way_that_turns_back_over_itself_has_each_arc_once(tmp_path: Path) -> None:
    town = Town().row(3).way(10, [1, 2, 3, 2])
    roads, _ = town.read(tmp_path)
    assert sorted(town.arcs(roads)) == [(1, 2), (2, 1), (2, 3), (3, 2)]
    assert len(roads.tail) == 4


REAL = {
    # file: region, nodes, arcs, restrictions in the file and in force; nodes and arcs counted apart from this console
    "shanghai.osm.gz": ("china", 2_458, 2_851, 0, 0),
    "baltimore.osm.pbf": ("us", 13_983, 27_498, 3, 3),
    "san-francisco-north.osm.gz": ("us", 11_588, 20_251, 0, 0),
    "columbus.osm.pbf": ("us", 68_122, 143_921, 30, 9),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_town_has_about_the_roads_that_others_count(name: str) -> None:
    """Fewer by what is private or closed here, more by streets that only emergency vehicles use."""
    path = OSM_FOLDER / name
    if not path.is_file():
        pytest.skip(f"no {name} in {OSM_FOLDER}")
    region, nodes, arcs, restrictions, in_force = REAL[name]
    roads, report = read_roads(path)
    assert (report.region.id, report.restrictions, report.restrictions_used) == (region, restrictions, in_force)
    assert report.nodes == pytest.approx(nodes, rel=0.02)
    assert report.arcs == pytest.approx(arcs, rel=0.02)
    assert float(roads.length_m.min()) > 0
    assert 5 <= float(roads.speed_kph.min()) <= float(roads.speed_kph.max()) <= 120
    assert len({(int(a), int(b)) for a, b in zip(roads.tail, roads.head, strict=True)}) == len(roads.tail)
    for turn in roads.turns:
        assert all(roads.head[a] == roads.tail[b] for a, b in pairwise(turn.arcs))


def test_chinese_names_of_a_real_town_are_kept() -> None:
    path = OSM_FOLDER / "shanghai.osm.gz"
    if not path.is_file():
        pytest.skip(f"no shanghai.osm.gz in {OSM_FOLDER}")
    names = {s.name.zh for s in read_roads(path)[0].stretches}
    assert {"人民路", "延安东路", "南北高架路"} <= names


def test_positions_in_a_chinese_datum_are_converted(tmp_path: Path) -> None:
    from console.district.osm.ledger import Ledger
    from console.district.osm.roads import read_town
    from console.geo import gcj02_from_wgs84

    true = a_street()
    shifted = Town(true.middle)
    for id_, at in true.nodes.items():
        moved = gcj02_from_wgs84(at)
        shifted.node_at(id_, round(moved.lat, 7), round(moved.lon, 7))
    shifted.way(10, [1, 2, 3])
    found = read_town(shifted.write(tmp_path), None, "GCJ-02", Ledger(), lambda _: None)
    away = [min(distance_m(LatLon(*at), place) for place in true.nodes.values())
            for at in zip(found.roads.lat.tolist(), found.roads.lon.tolist(), strict=True)]  # fmt: skip
    assert max(away) < 0.05
