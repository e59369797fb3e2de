"""The command line as a person types it: answers, exit codes, and never a traceback."""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FIRE = {"category": "fire.commercial", "position": [30.32289, 120.13909], "facts": {"injured": 3}}


def console(*arguments: str, given: str = "", where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    here = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        input=given, capture_output=True, text=True, cwd=where, env=here, check=False, timeout=300,
    )  # fmt: skip


def answer(*arguments: str, given: Any = "") -> Any:
    done = console(*arguments, given=given if isinstance(given, str) else json.dumps(given))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_help_comes_without_loading_windows_roads_or_the_database() -> None:
    code = (
        "import sys; sys.argv=['x','--help']\nfrom console.cli.main import main\ntry: main()\nexcept SystemExit: pass\n"
    )
    code += "print([m for m in ('PySide6','networkx','sqlalchemy','scipy','shapely','pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip().endswith("[]")


def test_match_answers_in_its_public_form() -> None:
    first = answer("match", "--facts", "-", "--json", given=FIRE)[0]
    assert (first["plan"], first["answer"], first["level"]) == ("fire-commercial", "yes", "II")
    assert set(first["levels"][0]["clauses"][0]) == {"clause", "answer", "fact", "value"}


def test_a_fact_taken_away_is_asked_for_and_not_taken_as_no() -> None:
    facts = {"water_depth_cm": 40, "flooded_minutes": 25, "rain_mm_h": 10}
    flood = {"category": "water.waterlogging", "facts": facts}
    known = next(a for a in answer("match", "--facts", "-", "--json", given=flood) if a["plan"] == "waterlogging")
    assert (known["answer"], known["level"]) == ("yes", "IV")
    del facts["flooded_minutes"]
    asked = next(a for a in answer("match", "--facts", "-", "--json", given=flood) if a["plan"] == "waterlogging")
    assert asked["answer"] == "unknown"
    assert "flooded_minutes" in asked["ask"]


def test_recommend_answers_in_its_public_form() -> None:
    found = answer("recommend", "--incident", "-", "--json", given={**FIRE, "reported_at": "2026-11-20T14:30:00+08:00"})
    assert set(found) >= {"plan", "level", "needs", "materials", "passed_over", "marks", "cover"}
    assert set(found["marks"]) == {"start_s", "first_arrival_s", "reinforcement_s"}
    assert found["marks"]["first_arrival_s"]["limit_s"] == 180
    chosen = {fill["team"] for need in found["needs"] for fill in need["filled"]}
    passed = {team["team"] for team in found["passed_over"]}
    assert chosen
    assert not chosen & passed
    assert all(team["reason"] for team in found["passed_over"])


def test_cover_answers_in_its_public_form() -> None:
    found = answer("cover", "--hour", "9", "--posts", "4", "--json")
    assert set(found) == {"at", "demand", "now", "hour_ahead", "losses", "posts"}
    assert [share["minutes"] for share in found["now"]] == [1, 3, 5]
    assert found["demand"] == "no past cases: every grid counts the same"
    assert sum(post["teams"] for post in found["posts"]["posts"]) == 4
    assert 0 <= found["posts"]["gap"] < 0.01


def test_cover_of_a_journal_is_as_its_last_row_left_it(tmp_path: Path) -> None:
    db = tmp_path / "j.db"
    played = answer("drill", "canal-cbd-fire", "--headless", "--speed", "max", "--seed", "7", "--json", "--db", str(db))
    found = answer("cover", "--db", str(db), "--json")
    assert found["demand"].endswith("every grid counts the same")
    began, left = (datetime.fromisoformat(text) for text in (played["started_at"], found["at"]))
    assert began < left <= began + timedelta(seconds=played["duration_s"])
    assert "posts for the shift" in console("cover", "--db", str(db)).stdout


LEFT = ("journal", "report", "picture")

BAD = {
    "not json": ("match", "--facts", "-", "{", "column"),
    "nothing said": ("match", "--facts", "-", "{}", "one of 'category' and 'text'"),
    "unknown fact": ("match", "--facts", "-", '{"text": "x", "facts": {"colour": 1}}', "facts.colour"),
    "fact of a wrong kind": ("match", "--facts", "-", '{"text": "x", "facts": {"injured": "many"}}', "facts.injured"),
    "unknown category": ("match", "--facts", "-", '{"category": "fire.moon"}', "fire.moon"),
    "naive time": ("match", "--facts", "-", '{"text": "x", "reported_at": "2026-01-01T10:00:00"}', "reported_at"),
    "far position": ("recommend", "--incident", "-", '{"text": "x", "position": [200, 10]}', "latitude"),
    "no position": ("recommend", "--incident", "-", '{"category": "fire.commercial"}', "position"),
    "no such file": ("match", "--facts", "/nowhere/x.json", "", "cannot be read"),
    "no such scenario": ("drill", "nothing", "--headless", "", "canal-cbd-fire"),
    "bad speed": ("drill", "canal-cbd-fire", "--headless", "--speed", "fast", "", "--speed"),
    "no journal": ("journal", "verify", "--db", "/nowhere/x.db", "", "no journal"),
    "no such hour": ("cover", "--hour", "24", "", "--hour"),
    "no posts": ("cover", "--posts", "0", "", "--posts"),
    "cover of no journal": ("cover", "--db", "/nowhere/x.db", "", "no journal"),
    "no such view": ("screenshot", "door", "--drill", "x", "--at", "00:00:10", "--out", "x.png", "", "VIEW"),
    "no such option": ("match", "--fact", "", "--fact"),
    "no such district": ("check", "--district", "/nowhere", "", "nowhere"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_in_a_line_with_exit_code_2(case: str) -> None:
    *arguments, given, told = BAD[case]
    done = console(*arguments, given=given)
    assert done.returncode == 2, done.stdout + done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_far_away_incident_has_nobody_rather_than_a_straight_line() -> None:
    found = answer("recommend", "--incident", "-", "--json", given={**FIRE, "position": [30.5, 120.5]})
    assert all(need["short"] == need["count"] for need in found["needs"])
    assert {team["reason"] for team in found["passed_over"]} >= {"no open road near the place"}


def test_a_wrong_plan_is_named_and_the_others_still_work(tmp_path: Path) -> None:
    for path in (ROOT / "plans").glob("fire-*.yaml"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("capability: cordon", "capability: flying", 1), encoding="utf-8")
    (tmp_path / "gas-leak.yaml").write_text((ROOT / "plans" / "gas-leak.yaml").read_text(encoding="utf-8"), "utf-8")
    done = console("check", "--plans", str(tmp_path))
    assert done.returncode == 1
    assert "fire-commercial.yaml" in done.stdout
    assert "flying" in done.stdout
    gas = {"category": "gas.leak"}
    found = answer("match", "--facts", "-", "--plans", str(tmp_path), "--json", given=gas)
    assert "gas-leak" in [plan["plan"] for plan in found]


def test_a_headless_drill_leaves_its_report_and_an_unbroken_journal(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    play = ("drill", "canal-cbd-fire", "--headless", "--speed", "max", "--seed", "7", "--json")
    done = answer(*play, "--report", str(folder))
    page = (folder / "report-zh.html").read_text(encoding="utf-8")
    assert "运河商务区火灾演练" in page
    checked = answer("journal", "verify", "--db", done["db"], "--json")
    assert (checked["ok"], checked["journal_hash"]) == (True, done["journal_hash"])
    with sqlite3.connect(done["db"]) as wire:
        wire.execute("UPDATE events SET actor = 'nobody' WHERE seq = 40")
    wire.close()
    broken = console("journal", "verify", "--db", done["db"])
    assert broken.returncode == 1
    assert "40" in broken.stdout


def test_without_a_display_run_says_so_and_leaves_a_report_and_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    done = console("run", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout
    left = [Path(line.split(maxsplit=1)[1]) for line in done.stdout.splitlines() if line.split()[0] in LEFT]
    assert {path.name for path in left} == {
        "journal.db", "report-en.html", "report-zh.html", "workstation-zh.png", "wall-zh.png",
    }  # fmt: skip
    for picture in (path for path in left if path.suffix == ".png"):
        width, height = struct.unpack(">II", picture.read_bytes()[16:24])
        assert (width, height) == (1920, 1080)
    page = next(path for path in left if path.name == "report-zh.html").read_text(encoding="utf-8")
    assert "workstation-zh.png" in page
