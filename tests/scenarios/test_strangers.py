"""What strangers do to a command line: odd files, odd numbers, odd places: one sentence and exit 1 or 2."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from console.cli.main import main

ROOT = Path(__file__).parents[2]
FIRE = {"category": "fire.commercial", "position": [30.32289, 120.13909], "text": "smoke"}


@pytest.fixture
def short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script of two minutes; what is left behind stays in the test's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    text = (ROOT / "resources" / "scenarios" / "canal-cbd-fire.yaml").read_text(encoding="utf-8")
    path = tmp_path / "short.yaml"
    path.write_text(text.replace('duration: "00:30:00"', 'duration: "00:02:00"', 1), encoding="utf-8")
    return path


def leave(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    code = left.value.code
    assert isinstance(code, int)
    return code


def typed(monkeypatch: pytest.MonkeyPatch, given: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))


def play(scenario: Path, where: Path) -> int:
    return leave("drill", scenario, "--headless", "--speed", "max", "--db", where, "--report", where.parent / "report")


def test_an_incident_file_without_end_is_refused_and_not_read_to_the_end(capsys) -> None:
    assert leave("match", "--facts", "/dev/zero") == 2
    assert "zero: larger than" in capsys.readouterr().err


def test_an_incident_from_an_editor_that_adds_a_byte_order_mark_is_read(monkeypatch) -> None:
    typed(monkeypatch, b"\xef\xbb\xbf" + json.dumps(FIRE).encode())
    assert leave("match", "--facts", "-", "--json") == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"[1]", "expected a JSON object"),
        (json.dumps({**FIRE, "facts": {"injured": 10**4000}}).encode(), "facts.injured: expected a number"),
        (b'{"category": "fire.commercial", "facts": {"injured": %s}}' % (b"9" * 6000), "facts.injured"),
        (json.dumps({**FIRE, "reported_at": "9999-12-31T23:59:59Z"}).encode(), "years 1970 to 2999"),
        (json.dumps({**FIRE, "reported_at": "0001-01-01T00:00:00+14:00"}).encode(), "years 1970 to 2999"),
        (json.dumps({**FIRE, "category": "c" * 9000}).encode(), "ccc…"),
    ],
)  # fmt: skip
def test_an_incident_out_of_this_world_is_refused_with_its_field(given, told, monkeypatch, capsys) -> None:
    typed(monkeypatch, given)
    assert leave("match", "--facts", "-") == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said) < 1000


def test_a_closed_standard_input_is_said(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert leave("match", "--facts", "-") == 2
    assert "standard input: it is closed" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("check", "--district"), ("check", "--plans"), ("journal", "verify", "--db")])
def test_a_name_that_is_too_long_is_bad_input_and_cut_in_the_message(arguments, capsys) -> None:
    assert leave(*arguments, "x" * 5000) == 2
    assert "name too long" in capsys.readouterr().err


def test_a_drill_of_no_known_name_leaves_no_folder_behind(short, tmp_path, capsys) -> None:
    for name in ("nope", "a\0b", "../xiaohe/teams"):
        assert leave("drill", name, "--headless", "--speed", "max") == 2
    assert "there is no scenario" in capsys.readouterr().err
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(("option", "value"), [("--size", "²x1080"), ("--size", "9" * 5000 + "x1"), ("--at", "²:0:0")])
def test_a_picture_of_no_size_or_time_is_bad_input(option, value, tmp_path, capsys) -> None:
    rest = {"--size": "1920x1080", "--at": "00:00:01", option: value}
    out = tmp_path / "x.png"
    given = [part for pair in rest.items() for part in pair]
    assert leave("screenshot", "wall", "--drill", "canal-cbd-fire", "--out", out, *given) == 2
    assert f"{option}: expected" in capsys.readouterr().err


def test_a_folder_without_plans_is_a_finding(tmp_path, capsys) -> None:
    assert leave("check", "--plans", tmp_path, "--json") == 1
    assert "no *.yaml" in json.loads(capsys.readouterr().out)["findings"][0]


def test_a_pipe_among_the_plans_or_the_district_is_named_and_not_waited_for(tmp_path, capsys) -> None:
    plans, district = tmp_path / "plans", tmp_path / "district"
    plans.mkdir()
    os.mkfifo(plans / "pipe.yaml")
    assert leave("check", "--plans", plans) == 1
    assert "pipe.yaml" in capsys.readouterr().out
    shutil.copytree(ROOT / "resources" / "xiaohe", district)
    (district / "teams.yaml").unlink()
    os.mkfifo(district / "teams.yaml")
    assert leave("check", "--district", district) == 2
    assert "teams.yaml: it is not a file" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "told"), [("[" * 100_000, "levels of nesting"), ("&a {x: *a}", "alias")])
def test_a_district_file_that_would_grow_without_end_is_refused(text, told, tmp_path, capsys) -> None:
    district = shutil.copytree(ROOT / "resources" / "xiaohe", tmp_path / "district")
    (district / "catalogue.yaml").write_text(text, encoding="utf-8")
    assert leave("check", "--district", district) == 2
    said = capsys.readouterr().err
    assert "catalogue.yaml, line 1" in said
    assert told in said


LATE = '{id: odd, note: {en: a, zh: b}, at: "00:00:05", late: {team: F01, seconds: %s}}'
ODD = {
    "year 9999": ("start: ", "start: 9999-12-31T23:59:00Z #", "years 1970 to 2999"),
    "alias": ("id: ", "x: &x [*x] #", "alias"),
    "nesting": ("id: ", "x: " + "[" * 5000 + "#", "levels of nesting"),
    "list for a number": ("injects:\n", f"injects:\n  - {LATE % '[1]'}\n", "injects.odd.late"),
    "no posture": ("injects:\n", f"injects:\n  - {LATE % 1}\n".replace("late: {team: F01, seconds: 1}",
                   "posture: {posture: zzz}"), "injects.odd.posture"),
    "team that is a list": ("injects:\n", f"injects:\n  - {LATE % 1}\n".replace("F01", "[F01]"), "injects.odd.late"),
}  # fmt: skip


@pytest.mark.parametrize("case", ODD)
def test_an_odd_script_is_refused_with_its_field_before_anything_is_recorded(case, short, tmp_path, capsys) -> None:
    old, new, told = ODD[case]
    text = short.read_text(encoding="utf-8")
    assert old in text
    short.write_text(text.replace(old, new, 1), encoding="utf-8")
    where = tmp_path / "journal.db"
    assert play(short, where) == 2
    assert told in capsys.readouterr().err
    assert not where.exists()


@pytest.mark.parametrize("span", ["[.nan, 1.0]", "[1.0, .inf]", "[1.0, 1.0e+99]", "[-1.0, 1.0]"])
def test_a_span_no_team_could_take_is_refused(span, short, tmp_path, capsys) -> None:
    text = short.read_text(encoding="utf-8")
    short.write_text(re.sub(r"work_s: \[.*?\]", f"work_s: {span}", text, count=1), encoding="utf-8")
    assert play(short, tmp_path / "journal.db") == 2
    assert "work_s" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    ["UPDATE events SET actor = 'n' WHERE seq = 9", "DELETE FROM events WHERE seq = 9", "DELETE FROM events",
     "UPDATE events SET at = 'zzz' WHERE seq = 9"],
)  # fmt: skip
def test_an_altered_journal_is_not_gone_on_with(change, short, tmp_path, capsys) -> None:
    where = tmp_path / "journal.db"
    assert play(short, where) == 0
    with sqlite3.connect(where) as wire:
        for (name,) in wire.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            wire.execute(f"DROP TRIGGER {name}")
        wire.execute(change)
    wire.close()
    before = where.read_bytes()
    assert play(short, where) == 1
    assert "start a new file" in capsys.readouterr().err
    assert where.read_bytes() == before


def test_a_letter_the_terminal_cannot_show_is_escaped(monkeypatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stderr", narrow)
    assert leave("drill", "火", "--headless", "--speed", "max") == 2
    narrow.flush()
    assert rb"\u706b" in narrow.buffer.getvalue()


def test_a_drill_that_is_interrupted_says_nothing_odd_and_goes_on_later(short, tmp_path) -> None:
    where = tmp_path / "journal.db"
    line = [sys.executable, str(ROOT / "main.py"), "drill", str(short), "--headless", "--report", str(tmp_path / "r")]
    # Tests run in the background may have the interrupt ignored, and what they start inherits that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    wire = subprocess.Popen([*line, "--speed", "2", "--db", str(where)], stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    while wire.poll() is None and not _begun(where):
        pass
    wire.send_signal(signal.SIGINT)
    _, said = wire.communicate(timeout=60)
    assert wire.returncode not in (0, 2)
    assert "Traceback" not in said
    assert "2 drill seconds in each second; --speed max" in said
    assert leave("journal", "verify", "--db", where) == 0
    assert play(short, where) == 0


def _begun(where: Path) -> bool:
    if not where.is_file():
        return False
    wire = sqlite3.connect(where)
    try:
        return bool(wire.execute("SELECT count(*) FROM events").fetchone()[0] > 3)
    except sqlite3.OperationalError:
        return False
    finally:
        wire.close()


def test_a_picture_without_a_screen_comes_without_notes_of_the_graphics_system(tmp_path) -> None:
    out = tmp_path / "wall.png"
    here = {name: value for name, value in os.environ.items() if not name.startswith(("QT_LOGGING", "QTWEBENGINE_CHR"))}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "screenshot", "wall", "--drill", "canal-cbd-fire", "--at", "00:00:01",
         "--out", str(out)], capture_output=True, text=True, check=False, timeout=120, env=here,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, str(out), "")
