"""Tables and GeoJSON into the workshop: columns in two languages, datums converted, every wrong row named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.district.workshop.folder import Opened
from console.district.workshop.grid_file import GridReader, as_geojson
from console.district.workshop.tables import TableReader, rows_of
from console.district.workshop.town import Kind, with_unit
from console.errors import BadDistrict
from console.geo import distance_m, wgs84_to
from console.intake.tables import read_rows
from tests.unit.test_workshop_model import at, opened  # noqa: F401 - a fixture


def read(opened: Opened, kind: Kind, rows: list[dict[str, str]], datum: str = "WGS-84"):  # noqa: F811
    return TableReader(kind, opened.town, opened.district, datum).read(enumerate(rows, 2))


def a_row(east_m: float = 100.0, datum: str = "WGS-84", **more: str) -> dict[str, str]:
    lat, lon = wgs84_to(datum, at(east_m))
    return {"名称": "南门班", "纬度": f"{lat:.6f}", "经度": f"{lon:.6f}", **more}


def test_chinese_headings_words_and_amounts_are_understood(opened: Opened) -> None:  # noqa: F811
    row = a_row(
        编号="T9",
        类型="消防",
        能力="灭火攻坚、疏散转移",
        人数="7",
        班次="08:00~20:00",
        携带="防烟面罩 4；雨衣x2",
        责任路段="人民路",
    )
    made = read(opened, Kind.TEAM, [row])
    assert made.refused == []
    team = made.records["T9"]
    assert (team["kind"], team["capabilities"], team["crew"]) == ("fire", ["fire_attack", "evacuation"], 7)
    assert (team["shift"], team["carries"], team["beat"]) == (
        "08:00-20:00",
        {"1010101": 4, "1010204": 2},
        "Renmin Road",
    )
    assert team["name"] == {"en": "南门班", "zh": "南门班"}
    assert team["turnout_s"] == 60


def test_english_headings_too_and_ids_are_made_where_none_is_given(opened: Opened) -> None:  # noqa: F811
    rows = [
        {"Name": f"Cam {n}", "Latitude": str(at(n * 9)[0]), "Lng": str(at(n * 9)[1]), "Heading": "90.5"} for n in (1, 2)
    ]
    made = read(opened, Kind.CAMERA, rows)
    assert list(made.records) == ["C-01", "C-02"]
    assert made.records["C-02"]["heading_deg"] == 90.5


@pytest.mark.parametrize("datum", ["WGS-84", "GCJ-02", "BD-09"])
def test_the_datum_chosen_is_converted(opened: Opened, datum: str) -> None:  # noqa: F811
    made = read(opened, Kind.DEPOT, [a_row(150, datum, 编号="D9", 库存="1010101: 5")], datum)
    town = with_unit(opened.town, Kind.DEPOT, "D9", made.records["D9"])
    where = town.where(Kind.DEPOT, "D9")
    assert where is not None
    assert distance_m(where, at(150)) < 0.3


def test_each_wrong_row_is_named_with_its_column_and_the_others_are_kept(opened: Opened) -> None:  # noqa: F811
    rows = [
        a_row(编号="T1"), a_row(编号="T2", 人数="many"), a_row(编号="T3") | {"纬度": "31,2"},
        a_row(编号="T4", 能力="飞行"), a_row(编号="T1"), a_row(编号="T 6"), a_row(编号="T7") | {"纬度": "3.0"},
        a_row(编号="T8", 班次="late"), a_row(编号="T9", 携带="龙 3"),
    ]  # fmt: skip
    made = read(opened, Kind.TEAM, rows)
    assert list(made.records) == ["T1"]
    assert [(number, column) for number, column, _ in made.refused] == [
        (3, "crew"), (4, "lat"), (5, "capabilities"), (6, "id"), (7, "id"), (8, "lat"), (9, "shift"), (10, "carries"),
    ]  # fmt: skip


def test_latitude_and_longitude_taken_for_each_other_are_noticed(opened: Opened) -> None:  # noqa: F811
    row = a_row()
    row["纬度"], row["经度"] = row["经度"], row["纬度"]
    assert read(opened, Kind.CAMERA, [row]).refused[0][1] == "lat"


def test_a_missing_column_is_told_before_anything_else(opened: Opened) -> None:  # noqa: F811
    made = read(opened, Kind.TEAM, [{"名称": "x", "颜色": "red"}])
    assert (made.missing, made.unknown, made.records) == (("lat", "lon"), ("颜色",), {})


@pytest.mark.parametrize("kind", [Kind.TEAM, Kind.DEPOT])
def test_a_table_written_is_read_again_as_the_same(opened: Opened, tmp_path: Path, kind: Kind) -> None:  # noqa: F811
    head, *rows = rows_of(kind, opened.town)
    path = tmp_path / "out.csv"
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in (head, *rows)), encoding="utf-8")
    again = TableReader(kind, opened.town, opened.district, "WGS-84").read((r.number, r.cells) for r in read_rows(path))
    assert again.refused == []
    assert again.records == dict(opened.town.of(kind))


def a_grid(code: str, east_m: float = 0, size_m: float = 50, **more) -> dict:
    corners = [(east_m, 0), (east_m + size_m, 0), (east_m + size_m, size_m), (east_m, size_m), (east_m, 0)]
    ring = [[at(x, y).lon, at(x, y).lat] for x, y in corners]
    return {
        "type": "Feature",
        "properties": {"code": code, **more},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_grids_come_from_geojson_and_go_back(opened: Opened, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "grids.geojson"
    bow = a_grid("W-3")
    ring = bow["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
    features = [a_grid("W-1", 名称="一网格"), a_grid("W-1"), bow, point, a_grid("W-5", 90_000)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    made = GridReader(opened.town, opened.district, "WGS-84").read(path)
    assert list(made.records) == ["W-1"]
    assert made.records["W-1"]["zh"] == "一网格"
    assert [(number, field) for number, field, _ in made.refused] == [
        (2, "code"), (3, "geometry"), (4, "geometry"), (5, "centre"),
    ]  # fmt: skip
    town = with_unit(opened.town, Kind.GRID, "W-1", made.records["W-1"])
    path.write_text(as_geojson(town), encoding="utf-8")
    again = GridReader(town, opened.district, "WGS-84").read(path)
    assert again.records == dict(town.grids)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type":"FeatureCollection","features":[]}', "编号,名称"])
def test_a_file_that_is_no_geojson_is_refused_in_one_line(opened: Opened, tmp_path: Path, text: str) -> None:  # noqa: F811
    path = tmp_path / "x.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadDistrict, match=r"x\.geojson"):
        GridReader(opened.town, opened.district, "WGS-84").read(path)
