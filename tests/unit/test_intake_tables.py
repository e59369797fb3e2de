"""Hotline tables: every row is a case or a named error, and nothing comes in twice."""

from __future__ import annotations

import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from console.app.taking_in import take_in
from console.cli.main import main
from console.district.where import resource_dir
from console.errors import BadInput, Refused
from console.geo import distance_m, gcj02_from_wgs84
from console.intake.hotline import Hotline
from console.intake.outcome import Item
from console.intake.profile import load_profile
from console.intake.tables import read_rows
from console.journal.store import Journal
from console.model.commands import ReportIncident
from console.model.place_finder import PlaceFinder
from tests.unit.board_builders import the_district

PROFILE = load_profile(resource_dir() / "intake" / "hotline.yaml")
DISTRICT = the_district()
NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
HEAD = ["工单编号", "来电时间", "诉求类别", "诉求内容", "地址", "经度", "纬度"]


def row(number: str = "T-1", **changes: str) -> list[str]:
    given = {"工单编号": number, "来电时间": "2026-05-31 22:10:00", "诉求类别": "流动摊贩", "诉求内容": "路口有人摆摊",
             "地址": "运河天地门口", "经度": "", "纬度": "", **changes}  # fmt: skip
    return [given[name] for name in HEAD]


def a_csv(
    path: Path, *rows: list[str], encoding: str = "utf-8", head: list[str] | None = None, between: str = ","
) -> Path:
    lines = [between.join(cells) for cells in (head or HEAD, *rows)]
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def items(path: Path) -> list[Item]:
    return list(Hotline(PROFILE, DISTRICT, NOW).items(read_rows(path)))


def commands(path: Path) -> list[ReportIncident]:
    found = [item.command for item in items(path)]
    assert all(isinstance(command, ReportIncident) for command in found)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_a_table_is_read_in_any_usual_encoding_and_division(tmp_path: Path, encoding: str, between: str) -> None:
    [command] = commands(a_csv(tmp_path / "t.csv", row(), encoding=encoding, between=between))
    assert (command.source, command.source_number, command.category) == ("hotline-12345", "T-1", "city.stalls")
    assert command.text == "路口有人摆摊"
    assert command.occurred_at == datetime(2026, 5, 31, 14, 10, tzinfo=UTC)
    assert command.position == DISTRICT.places["canal-tiandi"][1]


def test_a_workbook_gives_the_same_reports_as_the_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet()
    for n, cells in enumerate((HEAD, row("7"), row("8"))):
        sheet.write_row(n, 0, cells)
    sheet.write_number(1, 0, 7)
    local = datetime(2026, 5, 31, 14, 10, tzinfo=UTC).astimezone(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None)
    sheet.write_datetime(2, 1, local, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    book.close()
    assert commands(tmp_path / "t.xlsx") == commands(a_csv(tmp_path / "t.csv", row("7"), row("8")))


def test_positions_of_the_source_become_ours(tmp_path: Path) -> None:
    here = DISTRICT.places["canal-cbd"][1]
    shown = gcj02_from_wgs84(here)
    [command] = commands(a_csv(tmp_path / "t.csv", row(经度=f"{shown.lon:.7f}", 纬度=f"{shown.lat:.7f}")))
    assert command.position is not None
    assert distance_m(command.position, here) < 0.1


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (row(""), "hotline.empty"), (row(诉求内容="", 诉求类别=""), "hotline.empty"),
        (row(来电时间="昨天"), "hotline.bad_time"), (row(来电时间="2026-13-01 10:00"), "hotline.bad_time"),
        (row(来电时间="2026-06-02 10:00"), "hotline.time_ahead"), (row(经度="120"), "hotline.bad_position"),
        (row(经度="x", 纬度="y"), "hotline.bad_position"), (row(经度="120", 纬度="95"), "hotline.bad_position"),
        (row(经度="nan", 纬度="30"), "hotline.bad_position"), ([*row(), "", "more"], "hotline.too_many_cells"),
        (row("T-0", 诉求内容="别的内容"), "hotline.number_twice"),
    ],
)  # fmt: skip
def test_a_broken_row_is_named_and_the_others_are_taken(tmp_path: Path, cells: list[str], code: str) -> None:
    first, broken, last = items(a_csv(tmp_path / "t.csv", row("T-0"), cells, row("T-9")))
    assert (first.where, broken.where, last.where) == ("row 2", "row 3", "row 4")
    assert broken.command is None
    assert broken.refused is not None
    assert broken.refused.code == code
    assert first.command is not None
    assert last.command is not None


def test_an_item_the_catalogue_lacks_is_left_to_the_officer(tmp_path: Path) -> None:
    [item] = items(a_csv(tmp_path / "t.csv", row(诉求类别="外星人")))
    assert isinstance(item.command, ReportIncident)
    assert item.command.category == ""
    assert [r.code for r in item.remarks] == ["hotline.category_unknown"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.csv", b"", "intake.empty"), ("t.csv", b"\x00\x01\x02", "table.not_text"),
        ("t.csv", b"\xff\xff,\xff\n", "table.encoding"),
        ("t.csv", b",,\n1,2,3\n", "table.no_headings"), ("t.csv", b"a,a\n1,2\n", "table.heading_twice"),
        ("t.xlsx", b"PK\x03\x04broken", "table.not_xlsx"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as caught:
        list(read_rows(tmp_path / name))
    assert caught.value.reason.code == code  # type: ignore[attr-defined]


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(5):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", b"0" * 90_000_000)
    with pytest.raises(Refused, match="unpacks"):
        list(read_rows(tmp_path / "bomb.xlsx"))


def test_a_table_without_the_needed_columns_says_what_it_looked_for(tmp_path: Path) -> None:
    a_csv(tmp_path / "t.csv", ["x", "y"], head=["a", "b"])
    [taking] = take_in([tmp_path / "t.csv"], tmp_path / "j.db", None, None, "en")
    [(where, what)] = taking.errors
    assert where == "file"
    assert "工单编号" in what
    assert "a, b" in what


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "t.csv"
    path.write_bytes(raw)
    try:
        found = items(path)
    except Refused:
        return
    assert all((item.command is None) != (item.refused is None) for item in found)


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='",\n\r\x00'), max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELL, min_size=7, max_size=8), max_size=6))
def test_any_cells_are_a_report_or_an_error(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = a_csv(tmp_path_factory.mktemp("any") / "t.csv", *rows, encoding="utf-8-sig")
    found = items(path)
    assert all((item.command is None) != (item.refused is None) for item in found)


def test_ten_thousand_rows_with_one_in_a_hundred_broken_and_again(tmp_path: Path) -> None:
    chance = random.Random(1)
    breaks = [{"工单编号": ""}, {"来电时间": "昨天"}, {"经度": "x", "纬度": "1"}, {"诉求内容": "", "诉求类别": ""}]
    rows, broken = [], []
    names = [item.name.zh for item in DISTRICT.catalogue.values()]
    for n in range(10_000):
        cells = dict(zip(HEAD, row(f"T-{n}", 诉求类别=chance.choice(names)), strict=True))
        if n % 100 == 50:
            cells |= breaks[n // 100 % len(breaks)]
            broken.append(f"row {n + 2}")
        rows.append([cells[name] for name in HEAD])
    path, db = a_csv(tmp_path / "t.csv", *rows), tmp_path / "live.db"
    [first] = take_in([path], db, None, None, "zh")
    assert (first.new, first.known, first.joined, len(first.errors)) == (9_900, 0, 0, 100)
    assert [where for where, _ in first.errors] == broken
    journal = Journal.open(db)
    assert len(journal.cases()) == 9_900
    head = journal.head_hash()
    journal.close()
    [again] = take_in([path], db, None, None, "zh")
    assert (again.new, again.known, len(again.errors)) == (0, 9_900, 100)
    journal = Journal.open(db)
    assert journal.head_hash() == head, "running it again adds nothing"
    assert journal.verify().ok
    journal.close()


def test_the_command_prints_what_came_of_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_csv(tmp_path / "t.csv", row(), row(""))
    with pytest.raises(SystemExit) as caught:
        main(["intake", str(path), "--db", str(tmp_path / "live.db"), "--json"])
    assert caught.value.code == 1, "one row is an error"
    [said] = json.loads(capsys.readouterr().out)
    assert (said["new"], said["messages"]) == (1, 2)
    assert said["errors"] == [{"where": "row 3", "what": "工单编号 is empty"}]


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        take_in([tmp_path / "none.csv"], tmp_path / "j.db", None, None, "en")


@pytest.mark.parametrize(
    ("text", "place"),
    [("在运河天地二楼", "canal-tiandi"), ("near Yuanyang Plaza", "yuanyang-plaza"), ("某处", None), ("", None)],
)
def test_words_name_a_place(text: str, place: str | None) -> None:
    found = PlaceFinder(DISTRICT).position_in(text)
    assert found == (DISTRICT.places[place][1] if place else None)


def test_two_roads_that_meet_are_a_place_and_a_grid_code_is_one() -> None:
    finder = PlaceFinder(DISTRICT)
    roads = DISTRICT.roads
    by_node: dict[int, set[str]] = {}
    for tail, number in zip(roads.tail.tolist(), roads.stretch.tolist(), strict=True):
        by_node.setdefault(tail, set()).add(roads.stretches[number].name.zh)
    node, names = next((n, sorted(s)) for n, s in by_node.items() if len(s) == 2 and all(s))
    assert finder.position_in(f"{names[0]}与{names[1]}交叉口") is not None, (node, names)
    assert finder.position_in(names[0]) is None, "a road alone is no place"
    code = next(iter(DISTRICT.grids))
    assert finder.position_in(f"grid {code}") == DISTRICT.grids[code].centre
