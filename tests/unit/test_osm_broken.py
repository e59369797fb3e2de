"""Broken maps: what is safe is repaired, what is doubtful left out and counted, what cannot be right refused."""

from __future__ import annotations

import bz2
import gzip
from pathlib import Path

import osmium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.district.osm.folder import Wanted, import_map
from console.district.osm.ledger import Found, Ledger
from console.district.osm.roads import read_roads, read_town
from console.errors import BadInput
from console.geo import LatLon
from console.phrase import known_codes
from tests.unit.osm_builders import HERE, OSM_FOLDER, Town, a_street, findings


def refusal(path: Path, datum: str = "WGS-84") -> str:
    with pytest.raises(BadInput) as caught:
        read_town(path, None, datum, Ledger(), lambda _: None)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_kind_of_finding_has_its_sentence() -> None:
    assert {f"district.import.{found.value}" for found in Found} <= known_codes()


# -- points and roads that are doubtful -----------------------------------------------------------------------------


def test_a_road_is_cut_where_its_points_are_missing(tmp_path: Path) -> None:
    town = Town().row(3).row(2, north_m=100, first=11).way(10, [1, 2, 777, 3]).way(11, [3, 888])
    town.way(12, [11, 999, 12])
    roads, report = town.read(tmp_path)
    assert town.arcs(roads) == {(1, 2), (2, 1)}
    assert findings(report) == {"missing_node": 3}
    assert "node 777 of way 10" in report.findings[0].en


def test_two_points_at_one_place_become_one_and_no_arc_is_without_length(tmp_path: Path) -> None:
    town = Town().row(4)
    town.node_at(30, *town.nodes[3]).node_at(31, *town.nodes[3])
    town.way(10, [1, 2, 3, 30]).way(11, [31, 30, 4])
    roads, report = town.read(tmp_path)
    assert town.arcs(roads) == {(1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (4, 3)}
    assert float(roads.length_m.min()) == pytest.approx(100, abs=0.1)
    assert findings(report) == {"same_place": 2}


def test_a_bollard_on_a_doubled_point_still_cuts(tmp_path: Path) -> None:
    town = Town().row(3)
    town.node_at(30, *town.nodes[2], barrier="bollard").way(10, [1, 2, 30, 3])
    assert not town.drives(town.read(tmp_path)[0], 1, 3, emergency=True)


def test_of_two_barriers_at_one_place_the_stricter_counts(tmp_path: Path) -> None:
    for first, second in (("bollard", "gate"), ("gate", "bollard")):
        town = Town().row(1).node(2, 100, barrier=first).node(3, 200)
        town.node_at(30, *town.nodes[2], barrier=second).way(10, [1, 2, 30, 3])
        assert not town.drives(town.read(tmp_path)[0], 1, 3, emergency=True)


def test_a_piece_from_a_point_to_itself_is_left_out(tmp_path: Path) -> None:
    town = Town().row(3).way(10, [1, 2, 2, 3])
    roads, report = town.read(tmp_path)
    assert town.arcs(roads) == {(1, 2), (2, 1), (2, 3), (3, 2)}
    assert findings(report) == {"self_loop": 1}


def test_a_road_of_one_point_and_one_of_none_are_left_out(tmp_path: Path) -> None:
    roads, report = a_street().way(11, [2]).way(12, []).way(13, [3, 3]).read(tmp_path)
    assert {s.road for s in roads.stretches} == {"w10"}
    assert findings(report) == {"short_way": 2, "self_loop": 1}


def test_a_point_that_is_there_twice_at_two_places_is_left_out(tmp_path: Path) -> None:
    town = Town().row(4).way(10, [1, 2, 3, 4])
    town.lines.append(town.lines[1].replace('lon="121.47', 'lon="121.48'))
    roads, report = town.read(tmp_path)
    assert town.arcs(roads) == {(3, 4), (4, 3)}
    assert findings(report) == {"node_unclear": 1}


def test_the_same_object_twice_is_read_once(tmp_path: Path) -> None:
    town = a_street()
    town.lines += town.lines
    roads, report = town.read(tmp_path)
    assert len(roads.tail) == 4
    assert findings(report) == {"twice": 4}


def test_of_two_versions_the_newer_counts_in_whatever_order(tmp_path: Path) -> None:
    old, new = {"oneway": "yes"}, {"oneway": "-1"}
    for first, second in (((old, 3), (new, 4)), ((new, 4), (old, 3))):
        town = Town().row(2).way(10, [1, 2], first[0], first[1]).way(10, [1, 2], second[0], second[1])
        roads, report = town.read(tmp_path)
        assert town.arcs(roads) == {(2, 1)}
        assert findings(report) == {"other_version": 1}


def test_two_different_roads_under_one_number_are_both_left_out(tmp_path: Path) -> None:
    roads, report = a_street().way(11, [1, 3]).way(11, [3, 1], {"oneway": "yes"}).read(tmp_path)
    assert {s.road for s in roads.stretches} == {"w10"}
    assert findings(report) == {"way_unclear": 1}


def test_deleted_objects_are_left_out(tmp_path: Path) -> None:
    town = a_street().raw('<way id="11" visible="false"><nd ref="1"/><nd ref="3"/><tag k="highway" v="primary"/></way>')
    roads, report = town.read(tmp_path)
    assert {s.road for s in roads.stretches} == {"w10"}
    assert findings(report) == {"deleted": 1}


@pytest.mark.parametrize("form", ["osm", "osm.gz", "osm.bz2"])
def test_deletions_that_an_editor_has_not_carried_out_are_refused(tmp_path: Path, form: str) -> None:
    """The deleted road would come back; wherever in a long file the mark stands."""
    town, end = a_street(), "<way id='11' action='delete'><nd ref='1'/><nd ref='3'/></way></osm>"
    begin = town.text.replace("</osm>", "").strip()
    text = begin + " " * ((1 << 20) - len(begin) - len("<way id='11' action=")) + end  # the mark lies on a boundary
    path = tmp_path / f"town.{form}"
    pack = {"osm": bytes, "osm.gz": gzip.compress, "osm.bz2": bz2.compress}[form]
    path.write_bytes(pack(text.encode()))
    assert "deletions that were not carried out" in refusal(path)


def test_numbers_below_zero_are_read_like_others(tmp_path: Path) -> None:
    town = Town().node(-1, 0).node(-2, 100).node(-3, 200, barrier="gate").node(-4, 300).way(-10, [-1, -2, -3, -4])
    roads, _ = town.read(tmp_path)
    assert town.drives(roads, -1, -4, emergency=True)
    assert {s.road for s in roads.stretches} == {"w-10"}


def test_points_off_the_globe_at_nought_or_far_away_are_left_out(tmp_path: Path) -> None:
    town = Town().row(12).node_at(21, 95.0, 121.0).node_at(22, 0.0, 0.0).node_at(23, 20.0, 100.0)
    town.raw('<node id="24"/>')
    for id_, ref in enumerate((21, 22, 23, 24)):
        town.way(40 + id_, [1 + 2 * id_, ref, 2 + 2 * id_])
    town.way(50, list(range(1, 13)))
    roads, report = town.read(tmp_path)
    assert town.arcs(roads) == {(a, b) for a in range(1, 13) for b in (a - 1, a + 1) if 1 <= b <= 12}
    assert findings(report) == {"bad_place": 3, "far_point": 1}


def test_a_straight_piece_too_long_to_be_true_is_left_out(tmp_path: Path) -> None:
    town = Town().row(3).node(4, 45_000).way(10, [1, 2, 3, 4])
    roads, report = town.read(tmp_path)
    assert float(roads.length_m.max()) == pytest.approx(100, abs=0.1)
    assert findings(report) == {"far_point": 1}


# -- files that cannot be right as a whole --------------------------------------------------------------------------


def test_metres_instead_of_degrees_are_refused(tmp_path: Path) -> None:
    text = a_street().text.replace('lat="31.', 'lat="3456931.').replace('lon="121.', 'lon="13522178.')
    (tmp_path / "metres.osm").write_text(text, encoding="utf-8")
    assert "expected degrees of latitude and longitude" in refusal(tmp_path / "metres.osm")


def test_metres_from_a_corner_are_refused(tmp_path: Path) -> None:
    """Figures small enough to pass for degrees."""
    town = Town()
    for i in range(30):
        town.node_at(1 + i, 10.0 + 2 * i, 20.0 + 3 * i)
    town.way(10, list(range(1, 31)))
    assert "spread over" in refusal(town.write(tmp_path))
    near = Town()
    for i in range(30):
        near.node_at(1 + i, 0.01 * i, 0.01 * i + 0.001)
    assert "in the open sea" in refusal(near.way(10, list(range(1, 31))).write(tmp_path))


def test_latitude_and_longitude_exchanged_are_refused(tmp_path: Path) -> None:
    china, ohio = Town().row(3), Town(LatLon(39.96, -83.0)).row(3)
    for town in (china, ohio):
        swapped = Town()
        for id_, at in town.nodes.items():
            swapped.node_at(id_, at.lon, at.lat)
        assert "exchanged" in refusal(swapped.way(10, [1, 2, 3]).write(tmp_path))


def test_a_town_that_may_be_exchanged_is_read_with_a_warning(tmp_path: Path) -> None:
    """2.35 north, 48.85 east is off Somalia; the other way round it is Paris. Both are places on the globe."""
    _, report = Town(LatLon(2.35, 48.85)).row(3).way(10, [1, 2, 3]).read(tmp_path, None)
    assert report.region.id == "default"
    assert findings_codes(report.findings) == ["exchanged"]
    assert "in Europe" in report.findings[0].en


def findings_codes(found: object) -> list[str]:
    return [phrase.code.rsplit(".", 1)[1] for phrase in found]  # type: ignore[attr-defined]


def test_everything_at_one_place_is_refused(tmp_path: Path) -> None:
    town = Town()
    for id_ in (1, 2, 3):
        town.node_at(id_, 0.0, 0.0)
    assert "all points lie at one place" in refusal(town.way(10, [1, 2, 3]).write(tmp_path))


def test_a_chinese_datum_outside_china_is_refused(tmp_path: Path) -> None:
    path = Town(LatLon(39.96, -83.0)).row(3).way(10, [1, 2, 3]).write(tmp_path)
    assert "outside China" in refusal(path, "GCJ-02")


@pytest.mark.parametrize(
    ("town", "words"),
    [
        (Town().row(3), "no road that vehicles use"),
        (Town().row(3).way(10, [1, 2, 3], {"highway": "footway"}), "no road that vehicles use"),
        (Town().row(3).way(10, [1, 2, 3], {"access": "private"}), "no road that vehicles use"),
        (Town().way(10, [1, 2, 3]), "points of its roads are missing"),
        (Town().row(3).way(10, [1, 77, 2, 78, 3]), "no two points of a road are known"),
        (Town().row(3).way(10, [2]), "one place"),
    ],
)
def test_a_map_without_usable_roads_is_refused(tmp_path: Path, town: Town, words: str) -> None:
    assert words in refusal(town.write(tmp_path))


NOT_A_MAP = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\n ", "the file is empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "no OpenStreetMap file"),
    "words": (b"once upon a time", "no OpenStreetMap file"),
    "web page": (b"<html><body>429 Too Many Requests</body></html>", "cannot be read as OpenStreetMap"),
    "changes": (b'<osmChange version="0.6"><modify/></osmChange>', "list of changes"),
    "old version": (b'<osm version="0.5"/>', "version 0.5"),
    "entities": (
        b'<!DOCTYPE o [<!ENTITY a "b">]><osm version="0.6"><node id="1" lat="1" lon="&a;"/></osm>',
        "entities",
    ),
    "not utf-8": (b'<osm version="0.6"><way id="1"><tag k="name" v="\xff"/></way></osm>', "cannot be read"),
    "letters for an id": (b'<osm version="0.6"><node id="x" lat="1" lon="1"/></osm>', "illegal id"),
    "letters for a place": (b'<osm version="0.6"><node id="1" lat="x" lon="1"/></osm>', "expected degrees"),
    "an id without end": (b'<osm version="0.6"><node id="99999999999999999999" lat="1" lon="1"/></osm>', "illegal id"),
}


@pytest.mark.parametrize("what", NOT_A_MAP)
@pytest.mark.parametrize("ending", [".osm", ".osm.pbf", ".osm.gz"])
def test_what_is_no_map_is_refused_in_words(tmp_path: Path, what: str, ending: str) -> None:
    content, words = NOT_A_MAP[what]
    path = tmp_path / f"town{ending}"
    path.write_bytes(gzip.compress(content) if ending == ".osm.gz" else content)
    assert words in refusal(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "nowhere.osm")
    assert "it is a folder" in refusal(tmp_path)


def test_a_wrong_ending_is_told_and_the_content_read(tmp_path: Path) -> None:
    path = tmp_path / "town.pbf"
    path.write_bytes(bz2.compress(a_street().text.encode()))
    roads, report = read_roads(path)
    assert len(roads.tail) == 4
    assert "read as osm.bz2" in report.findings[0].en


def packed(folder: Path, form: str) -> Path:
    """The same little town in each of the forms."""
    source = a_street().write(folder)
    if form == "osm":
        return source
    path = folder / f"packed.{form}"
    writer = osmium.SimpleWriter(str(path))
    for thing in osmium.FileProcessor(str(source)):
        writer.add(thing)
    writer.close()
    return path


@pytest.mark.parametrize("form", ["osm", "osm.gz", "osm.bz2", "osm.pbf"])
def test_every_form_of_file_is_read_and_none_is_read_half(tmp_path: Path, form: str) -> None:
    """Cut anywhere, the file is refused; nothing is imported from what is left of it."""
    path = packed(tmp_path, form)
    roads, report = read_roads(path)
    assert (len(roads.tail), report.findings) == (4, ())
    whole = path.read_bytes().rstrip()
    cut = tmp_path / f"cut.{form}"
    for size in range(0, len(whole), max(1, len(whole) // 60)):
        cut.write_bytes(whole[:size])
        assert refusal(cut)
    cut.write_bytes(whole[:-1])
    assert refusal(cut)


def test_points_without_roads_give_a_cut_file_away(tmp_path: Path) -> None:
    """A .pbf file may be cut off between two blocks, where nothing else tells."""
    few = Town().row(60).way(10, list(range(1, 60)))
    assert findings(few.read(tmp_path)[1]) == {"stray_points": 1}
    many = Town().row(60).way(10, list(range(1, 45)))
    many.raw('<way id="11"><nd ref="50"/><nd ref="51"/><tag k="power" v="line"/></way>')
    assert findings(many.read(tmp_path)[1]) == {"stray_points": 14}
    half = Town().row(60).way(10, list(range(1, 30)))
    assert "31 of 60 points belong to nothing" in refusal(half.write(tmp_path))


def test_a_real_file_with_a_damaged_byte_is_refused_or_unharmed(tmp_path: Path) -> None:
    source = OSM_FOLDER / "shanghai.osm.gz"
    if not source.is_file():
        pytest.skip(f"no shanghai.osm.gz in {OSM_FOLDER}")
    content = source.read_bytes()
    for at in range(2000, len(content), len(content) // 7):
        damaged = bytearray(content)
        damaged[at] ^= 0xFF
        path = tmp_path / "damaged.osm.gz"
        path.write_bytes(bytes(damaged))
        assert refusal(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_random_map_is_read_soundly_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever the points and roads are like, every arc has a length, a speed and two ends, or there is a refusal."""
    town = Town(HERE)
    for id_ in range(1, data.draw(st.integers(1, 8)) + 1):
        spot = data.draw(st.sampled_from([(0.0, 0.0), (31.23, 121.47), (31.2300001, 121.47), (31.24, 121.48),
                                          (31.23, 121.49), (91.0, 3.0), (31.5, 121.4), (-31.2, 12.0)]))  # fmt: skip
        town.node_at(id_, *spot, **data.draw(st.sampled_from([{}, {"barrier": "bollard"}, {"barrier": "gate"}])))
    kinds = [{}, {"oneway": "yes"}, {"oneway": "-1"}, {"highway": "pedestrian"}, {"maxspeed": "x"}, {"bridge": "yes"}]
    for id_ in range(100, 100 + data.draw(st.integers(1, 5))):
        town.way(id_, data.draw(st.lists(st.integers(1, 9), max_size=6)), data.draw(st.sampled_from(kinds)))
    for id_ in range(200, 200 + data.draw(st.integers(0, 3))):
        begin, end = data.draw(st.integers(99, 105)), data.draw(st.integers(99, 105))
        kind = data.draw(st.sampled_from(["no_left_turn", "only_straight_on", "no_u_turn", "?"]))
        town.no_turn(id_, kind, begin, data.draw(st.integers(1, 9)), end)
    try:
        roads, report = town.read(tmp_path, None)
    except BadInput:
        return
    assert len(roads.tail) == report.arcs > 0
    assert bool((roads.length_m > 0).all())
    assert bool((roads.speed_kph > 0).all())
    assert bool((roads.tail != roads.head).all())
    assert set(roads.stretch.tolist()) == set(range(len(roads.stretches)))
    for turn in roads.turns:
        assert all(roads.head[a] == roads.tail[b] for a, b in zip(turn.arcs, turn.arcs[1:], strict=False))
    assert all(phrase.en and phrase.get("zh") for phrase in report.findings)


def test_a_refused_map_leaves_nothing_behind(tmp_path: Path) -> None:
    path = a_street().write(tmp_path)
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(BadInput):
        import_map(Wanted(path, "half", tmp_path / "districts" / "half"), lambda _: None)
    assert not (tmp_path / "districts").exists()
