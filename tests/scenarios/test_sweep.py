"""Sweeps: killed and gone on with, they give the table of one that ran through; a bad night is a row that says so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from console.app.sweep import playing, running
from console.app.sweep.asked import Asked, Night, asked, read_posts, seeds_of
from console.app.sweep.keeping import NIGHTS
from console.app.sweep.posts import Cluster, find_posts
from console.app.sweep.sweeping import Swept, sweep
from console.app.wiring import load_ground
from console.errors import BadInput, BadScenario
from tests.unit.house_rules import ROOT

SCENARIO, SEEDS = "drawn-night:1", "1-5"


def quiet(done: int, of: int, row: object) -> None:
    assert 0 < done <= of


def swept(question: Asked, out: Path) -> Swept:
    return sweep(question, out, 1, "loky", "", quiet)


def results(folder: Path) -> dict[str, bytes]:
    names = (".csv", ".parquet", ".html")
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix in names}


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep that ran through."""
    out = tmp_path_factory.mktemp("through")
    assert not swept(asked([SCENARIO], SEEDS), out).failed
    return out


def kill_after(lines: int, out: Path) -> None:
    """Begin the same sweep in a process of its own and kill it when it has told of so many nights."""
    command = [sys.executable, "main.py", "sweep", SCENARIO, "--seeds", SEEDS, "--jobs", "1", "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for _ in range(lines):
            assert json.loads(process.stderr.readline())["status"] == "ok"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_a_sweep_killed_and_gone_on_with_gives_the_same_table_byte_for_byte(through: Path, tmp_path: Path) -> None:
    out = tmp_path / "killed"
    kill_after(2, out)
    kept = (out / NIGHTS).read_bytes()
    (out / NIGHTS).write_bytes(kept + b'{"scenario":"drawn-ni')  # as a kill amid a line would leave it
    found = swept(asked([SCENARIO], SEEDS), out)
    assert found.played <= 3, "finished nights are not played again"
    assert results(out) == results(through)
    assert swept(asked([SCENARIO], SEEDS), out).played == 0


def test_gone_on_with_other_arguments_it_is_refused_with_what_differs(through: Path) -> None:
    before = results(through)
    with pytest.raises(BadInput, match=r"seeds was \[1, 2, 3, 4, 5\], now \[1, 2\]"):
        swept(asked([SCENARIO], "1-2"), through)
    with pytest.raises(BadInput, match=r"travel was \[1.0\], now \[1.2\]"):
        swept(asked([SCENARIO], SEEDS, travel="1.2"), through)
    assert results(through) == before


def test_a_night_that_crashes_is_a_row_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = playing.night_figures

    def falls_over(rows: object, district: object, ended_at: object) -> dict[str, object]:
        if rows[0].event.seed == 2:  # type: ignore[index]
            raise RuntimeError("the roof fell in")
        return whole(rows, district, ended_at)  # type: ignore[arg-type]

    monkeypatch.setattr(playing, "night_figures", falls_over)
    found = swept(asked([SCENARIO], "1-3"), tmp_path)
    assert [row["status"] for row in found.rows] == ["ok", "failed", "ok"]
    assert "RuntimeError: the roof fell in" in (tmp_path / "nights.csv").read_text(encoding="utf-8")
    assert "the roof fell in" in (tmp_path / "sweep-zh.html").read_text(encoding="utf-8")


def test_a_night_that_takes_its_process_with_it_twice_is_a_row_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "play_night", _ends_the_process)
    row = running._alone(asked([SCENARIO], "1"), Night(SCENARIO, 1))
    assert (row["status"], row["seed"]) == ("died", 1)


def _ends_the_process(_asked: Asked, _night: Night) -> dict[str, object]:
    os._exit(7)


def test_two_sweeps_do_not_write_into_one_folder(through: Path) -> None:
    code = (
        "import fcntl, sys; f = open(sys.argv[1], 'wb'); fcntl.flock(f, fcntl.LOCK_EX)\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    holder = [sys.executable, "-c", code, str(through / ".lock")]
    with subprocess.Popen(holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BadInput, match="another sweep is at work"):
            swept(asked([SCENARIO], SEEDS), through)
        process.communicate("")


def test_slower_roads_make_later_arrivals_and_posts_elsewhere_another_night(tmp_path: Path) -> None:
    posts = tmp_path / "posts.yaml"
    posts.write_text("G01: [30.321297, 120.131076]\n", encoding="utf-8")
    usual, slow = (playing.play_night(asked([SCENARIO], "1"), Night(SCENARIO, 1, travel=t)) for t in (1.0, 1.5))
    moved = playing.play_night(asked([SCENARIO], "1", posts=posts), Night(SCENARIO, 1))
    assert usual["status"] == slow["status"] == moved["status"] == "ok"
    arrivals = [[mark[10] for mark in row["marks"] if mark[8] == "first_arrival"] for row in (usual, slow)]
    assert arrivals[0] < arrivals[1]
    assert len({usual["journal"], slow["journal"], moved["journal"]}) == 3


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"seeds": "9-3"}, "--seeds"),
        ({"seeds": "all"}, "--seeds"),
        ({"travel": "fast"}, "--travel"),
        ({"travel": "0"}, "--travel"),
        ({"rosters": [Path("no-such.csv")]}, "--rosters"),
        ({"plans": [Path("no-such-folder")]}, "--plans"),
        ({"posts": Path("没有.yaml")}, "--posts"),
        ({"seeds": "1-999999", "travel": "0.8,1,1.2"}, "at most"),
    ],
)
def test_a_sweep_that_cannot_be_is_refused_by_the_option_that_is_wrong(options: dict[str, object], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        asked([SCENARIO], **{"seeds": "1", **options})  # type: ignore[arg-type]


def test_a_scenario_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(BadScenario, match="waterlogging-night"):
        asked(["夜班"], "1")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "at least one team"), ("[1, 2]", "at least one team"), ("X99: [30, 120]", "no team 'X99'"),
        ("G01: [300, 120]", "G01"), ("G01: here", "G01"), ("G01: [.nan, 1]", "G01"), ("a: [", "YAML"),
    ],
)  # fmt: skip
def test_a_posts_file_that_is_wrong_is_named_with_its_entry(text: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "posts.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=what):
        read_posts(file, load_ground().district)


def test_seeds_are_numbers_and_ranges_each_once() -> None:
    assert seeds_of("3,1-4,4") == (1, 2, 3, 4)


def test_posts_are_searched_on_some_nights_and_judged_on_others(tmp_path: Path) -> None:
    question = asked(["drawn-night:2"], "1")
    found = find_posts(question, (101, 102), 1, tmp_path, Cluster(1, "loky", "", quiet))
    held = {row["seed"] for row in (*found.before.rows, *found.after.rows)}
    assert held == {101, 102}
    assert [n for n, _ in found.searched] in ([0], [0, 1])
    assert found.both.nights == 2
    best = max(share for _, share in found.searched)
    assert (best > found.searched[0][1]) == bool(found.moves)
    again = find_posts(question, (101, 102), 1, tmp_path, Cluster(1, "loky", "", quiet))
    assert again.as_json() == found.as_json()
    assert again.before.played == again.after.played == 0
    if found.moves:
        assert set(read_posts(found.file, load_ground().district)) == {team for team, _, _ in found.moves}


@pytest.mark.parametrize(
    ("judge", "moves", "what"), [((2, 3), 1, "must not be among"), ((9,), 0, "--moves"), ((9,), 99, "--moves")]
)
def test_a_search_that_would_judge_itself_is_refused(judge: tuple[int, ...], moves: int, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        find_posts(asked([SCENARIO], "1-2"), judge, moves, Path("unused"), Cluster(1, "loky", "", quiet))
