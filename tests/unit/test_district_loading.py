"""A district folder with a fault is refused in words that name the file, the place and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.district.load import load_district
from console.errors import BadDistrict
from console.geo import distance_m, gcj02_from_wgs84
from tests.unit.district_builders import DEMO, DistrictFolder, demo

FIRST_NODE = (DEMO / "nodes.csv").read_text(encoding="utf-8").splitlines()[1]
FIRST_EDGE = (DEMO / "edges.csv").read_text(encoding="utf-8").splitlines()[1]
EDGE = FIRST_EDGE.split(",")
FIRST_GRID = '{"code":"XH-001"'
FILES = sorted(p.name for p in DEMO.iterdir())
MAY_BE_LEFT_OUT = {"traffic.yaml"}


def changed(column: int, value: str) -> str:
    return ",".join([*EDGE[:column], value, *EDGE[column + 1 :]])


FAULTS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "crew that is no number": ("teams.yaml", "crew: 5", "crew: five", ("line 6", "R01.crew", "integer", "'five'")),
    "crew of nobody": ("teams.yaml", "crew: 5", "crew: 0", ("line 6", "R01.crew", "greater than or equal to 1")),
    "unknown team kind": ("teams.yaml", "kind: co_governance", "kind: patrol", ("line 4", "R01.kind", "'fire'")),
    "unknown capability": ("teams.yaml", "[crowd_control, cordon", "[crowd_control, flying",
                           ("line 5", "R01.capabilities.1", "unknown capability 'flying'", "fire_attack")),
    "shift that is no window": ("teams.yaml", "06:00-14:00", "six to two", ("line 9", "R01.shift", "pattern")),
    "unknown material on board": ("teams.yaml", "'2020101': 2", "'9999999': 2",
                                  ("line 12", "R01.carries.9999999", "unknown material", "materials.yaml")),
    "beat on no road": ("teams.yaml", "beat: Dengyun Road", "beat: Nowhere Road",
                        ("line 13", "R01.beat", "no road named 'Nowhere Road'", "edges.csv")),
    "misspelt field": ("teams.yaml", "vehicle:", "vehikle:", ("line 7", "R01.vehikle", "misspelt")),
    "team id twice": ("teams.yaml", "R02:", "R01:", ("line 14", "'R01' is there twice")),
    "base without longitude": ("teams.yaml", "base: [30.", "base: [30, 30.", ("line 8", "R01.base", "2 items")),
    "unknown material in a depot": ("depots.yaml", "'1010101'", "'7777777'",
                                    ("D01.stock.7777777", "unknown material '7777777'")),
    "negative stock": ("depots.yaml", "'1010101': 60", "'1010101': -1", ("D01.stock.1010101", "greater than")),
    "heading of 400 degrees": ("cameras.yaml", "heading_deg: 3", "heading_deg: 400", ("C-01.heading_deg", "less than")),
    "camera in another country": ("cameras.yaml", "position: [30.", "position: [48.",
                                  ("line 4", "C-01.position", "km outside the boundary", "at most 5 km")),
    "latitude and longitude swapped": ("places.yaml", "position: [30.323036, 120.138803]",
                                       "position: [120.138803, 30.323036]",
                                       ("line 4", "canal-cbd.position.0", "less than or equal to 90")),
    "unknown department": ("catalogue.yaml", "department: fire_brigade", "department: fire_dept",
                           ("line 5", "fire.commercial.department", "unknown department 'fire_dept'")),
    "deadline of nothing": ("catalogue.yaml", "deadline_s: 14400", "deadline_s: 0",
                            ("fire.commercial.deadline_s", "greater than 0")),
    "unknown tier": ("departments.yaml", "tier: street", "tier: moon", ("emergency_office.tier", "'district'")),
    "unknown time zone": ("district.yaml", "Asia/Shanghai", "Asia/Nowhere", ("line 5", "timezone", "Asia/Shanghai")),
    "unknown datum": ("district.yaml", "WGS-84", "WGS-72", ("datum", "'GCJ-02'")),
    "broken YAML": ("district.yaml", "name: {", "name: {{", ("district.yaml, line", "valid YAML")),
    "edge to a missing node": ("edges.csv", FIRST_EDGE, changed(2, "999999"),
                               ("line 2", "column v", "no node 999999", "nodes.csv")),
    "edge back to its start": ("edges.csv", FIRST_EDGE, changed(2, EDGE[1]), ("line 2", "ends where it starts")),
    "negative length": ("edges.csv", FIRST_EDGE, changed(7, "-3"), ("line 2", "column length_m", "greater than 0")),
    "length that is not a number": ("edges.csv", FIRST_EDGE, changed(7, "nan"),
                                    ("line 2", "column length_m", "finite")),
    "unknown road class": ("edges.csv", FIRST_EDGE, changed(6, "goat_path"), ("line 2", "column class", "'arterial'")),
    "stretch twice": ("edges.csv", FIRST_EDGE, f"{FIRST_EDGE}\n{FIRST_EDGE}", ("line 3", "column road", "twice")),
    "row cut short": ("edges.csv", FIRST_EDGE, ",".join(EDGE[:4]), ("line 2", "4 values", "expected 10")),
    "wrong columns": ("edges.csv", "speed_kph", "speed", ("line 1", "expected road, u, v")),
    "node id twice": ("nodes.csv", FIRST_NODE, f"{FIRST_NODE}\n{FIRST_NODE}", ("line 3", "column id", "twice")),
    "node far away": ("nodes.csv", FIRST_NODE, "1,31.5,120.1", ("line 2", "km outside the boundary")),
    "grid code twice": ("grids.geojson", '"XH-002"', '"XH-001"', ("feature 2", "code", "XH-001 is there twice")),
    "grid that is a point": ("grids.geojson", '"type":"Polygon"', '"type":"Point"',
                             ("feature 1", "geometry.type", "'Polygon'")),
    "grid without a leader": ("grids.geojson", ',"leader":"GL-01"', "",
                              ("feature 1", "properties.leader", "Field required")),
    "unknown kind of area": ("areas.geojson", '"kind":"water"', '"kind":"lava"',
                             ("feature 1", "properties.kind", "'green'")),
    "person in no grid": ("people.csv", "GL-01,grid_leader,XH-001", "GL-01,grid_leader,XH-999",
                          ("line 2", "column grid", "no grid 'XH-999'")),
    "person in no team": ("people.csv", ",brigade,,R01", ",brigade,,R99", ("column team", "no team 'R99'")),
    "post twice": ("people.csv", "GL-02,", "GL-01,", ("line 3", "column id", "GL-01 is there twice")),
    "unknown role": ("people.csv", "GL-01,grid_leader", "GL-01,king", ("line 2", "column role", "'grid_staff'")),
    "material code too short": ("vocabulary/materials.yaml", '"1010101"', '"10101"', ("7 digits", "'10101'")),
    "material without a unit": ("vocabulary/materials.yaml", "}, unit: pcs", "}", ("1010101", "Field required")),
    "capability without a name": ("vocabulary/capabilities.yaml", "{en: Cordon, zh: 警戒封控}", "{}",
                                  ("cordon.en", "Field required")),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_place_and_what_was_expected(fault: str, tmp_path: Path) -> None:
    name, old, new, said = FAULTS[fault]
    district = DistrictFolder(tmp_path)
    district.edit(name, old, new)
    with pytest.raises(BadDistrict) as refused:
        district.load()
    for words in (name, *said):
        assert words in str(refused.value)


@pytest.mark.parametrize("name", [n for n in FILES if n not in MAY_BE_LEFT_OUT])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    district.path(name).unlink()
    with pytest.raises(BadDistrict, match=f"{name}: missing"):
        district.load()


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    district.path(name).write_bytes(b"")
    with pytest.raises(BadDistrict, match=name):
        district.load()


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith("geojson")])
def test_a_file_cut_off_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    content = district.path(name).read_bytes()
    district.path(name).write_bytes(content[: len(content) // 2])
    with pytest.raises(BadDistrict, match=rf"{name}, line \d+"):
        district.load()


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith("yaml")])
def test_a_file_in_another_encoding_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    text = district.path(name).read_text(encoding="utf-8")
    district.path(name).write_bytes(text.encode("gb18030"))
    with pytest.raises(BadDistrict, match=rf"{name}, line \d+: not UTF-8"):
        district.load()


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"[[[[", b"- 1\n- 2\n", b"42\n", b"{a: {b: c}}\n"])
def test_rubbish_in_place_of_teams_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    district.path("teams.yaml").write_bytes(content)
    with pytest.raises(BadDistrict, match=r"teams\.yaml"):
        district.load()


def test_an_open_ring_is_refused(tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    text = district.path("grids.geojson").read_text(encoding="utf-8")
    first = text.splitlines()[1]
    cut = first[: first.rindex(",[")] + "]]}},"
    district.edit("grids.geojson", first, cut)
    with pytest.raises(BadDistrict, match=r"feature 1 .*the ring is open"):
        district.load()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDistrict, match="no such folder"):
        load_district(tmp_path / "nowhere")


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    for name in ("edges.csv", "teams.yaml"):
        content = district.path(name).read_bytes().replace(b"\n", b"\r\n")
        district.path(name).write_bytes(b"\xef\xbb\xbf" + content)
    assert district.load().teams == demo().teams


def test_material_codes_without_quotes_are_accepted(tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    text = district.path("depots.yaml").read_text(encoding="utf-8")
    district.path("depots.yaml").write_text(text.replace("'", ""), encoding="utf-8")
    assert district.load().depots == demo().depots


def test_content_hash_follows_every_byte_and_not_the_folder(tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    assert district.load().content_hash == demo().content_hash
    district.edit("vocabulary/capabilities.yaml", "# What", "# what")
    assert district.load().content_hash != demo().content_hash


def test_positions_in_gcj02_are_brought_to_wgs84(tmp_path: Path) -> None:
    district = DistrictFolder(tmp_path)
    district.edit("district.yaml", "WGS-84", "GCJ-02")
    read = district.load().teams["F01"].base
    assert distance_m(gcj02_from_wgs84(read), demo().teams["F01"].base) < 0.01
    assert distance_m(read, demo().teams["F01"].base) > 100


def test_a_two_way_stretch_is_two_arcs_and_a_one_way_stretch_one() -> None:
    arcs = [(e.u, e.v) for e in demo().roads.edges if e.road == EDGE[0]]
    assert arcs == [(int(EDGE[1]), int(EDGE[2])), (int(EDGE[2]), int(EDGE[1]))]
    one_way = [e for e in demo().roads.edges if e.name.en == "Taizhou Road"]
    assert len({e.road for e in one_way}) == len(one_way)
