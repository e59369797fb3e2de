"""``district import`` and ``district list`` on the command line, and imported names for ``--district``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.app.folders import DEMO_DISTRICT, district_folder
from console.cli.main import main
from console.district.load import load_district
from console.errors import BadDistrict
from tests.unit.osm_builders import a_street


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def test_an_imported_district_is_found_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = a_street(name="人民路").write(tmp_path)
    assert run("district", "import", str(source), "--name", "old-town") == 0
    said = capsys.readouterr()
    assert "Roads: 1 ways driven, 3 points, 4 arcs" in said.out
    assert said.err == ""
    folder = district_folder(Path("old-town"))
    assert f"Written to {folder}" in said.out
    assert load_district(folder).id == "old-town"
    assert run("district", "list") == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        [DEMO_DISTRICT, "Asia/Shanghai"], ["old-town", "Asia/Shanghai"],
    ]  # fmt: skip


def test_the_json_of_an_import_has_figures_and_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = a_street().write(tmp_path)
    assert run("district", "import", str(source), "--name", "村", "--into", str(tmp_path / "here"), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["folder"], told["figures"]["arcs"]) == ("村", str(tmp_path / "here"), 4)
    assert all(line["code"] and line["en"] and line["zh"] for line in told["report"])
    assert load_district(tmp_path / "here").name.zh == "村"


@pytest.mark.parametrize("name", ["../up", ".hidden", "", "a b", "x" * 61, "a/b", DEMO_DISTRICT])
def test_a_name_that_cannot_be_a_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run("district", "import", str(a_street().write(tmp_path)), "--name", name) == 2
    assert "bad input: --name" in capsys.readouterr().err
    assert not (tmp_path / "state" / "dispatch-console" / "districts").exists()


def test_a_map_that_is_none_is_one_line_and_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none.osm").write_text("nothing", encoding="utf-8")
    assert run("district", "import", str(tmp_path / "none.osm"), "--name", "none") == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no OpenStreetMap file" in said


def test_an_unknown_district_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    run("district", "import", str(a_street().write(tmp_path)), "--name", "old-town")
    with pytest.raises(BadDistrict, match="no imported district of that name; there are: xiaohe, old-town"):
        district_folder(Path("new-town"))
    assert district_folder(tmp_path) == tmp_path
    assert district_folder(None) == district_folder(Path(DEMO_DISTRICT))


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("new",), "no display"), (("edit", DEMO_DISTRICT), "no display"), (("edit", "nowhere"), "no such folder"),
        (("edit", DEMO_DISTRICT, "--step", "paint"), "--step"), (("new", "--lang", "fr"), "--lang"),
    ],
)  # fmt: skip
def test_the_workshop_says_what_it_needs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], wanted: str
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run("district", *arguments) == 2
    assert wanted in capsys.readouterr().err


def test_a_broken_district_is_listed_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "state" / "dispatch-console" / "districts" / "broken"
    broken.mkdir(parents=True)
    assert run("district", "list", "--json") == 0
    listed = {row["name"]: row["title"] for row in json.loads(capsys.readouterr().out)}
    assert "cannot be used: district.yaml: missing" in listed["broken"]
