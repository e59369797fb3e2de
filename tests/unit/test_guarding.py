"""A console that falls over: what is left behind, and whether it stands up again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from console.app import guarding

FALLS_ONCE = """
import os, pathlib, signal, sys
from console.app.guarding import note_journal, noted_journal
marks = pathlib.Path(sys.argv[1])
before = noted_journal()
with marks.open("a") as file:
    print(before, file=file)
note_journal(before or pathlib.Path("/somewhere/night.db"))
print("the last words", file=sys.stderr, flush=True)
if before is None or len(sys.argv) > 2:
    os.kill(os.getpid(), signal.SIGSEGV)
"""


@pytest.fixture
def crashes(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv(guarding.GUARDED, raising=False)
    return tmp_path / "state" / "dispatch-console" / "crashes"


def test_it_stands_up_again_on_the_journal_it_had(tmp_path, crashes, capfd):
    marks = tmp_path / "marks"
    assert guarding.watch([sys.executable, "-c", FALLS_ONCE, str(marks)]) == 0
    assert marks.read_text().split() == ["None", "/somewhere/night.db"]
    (report,) = crashes.iterdir()
    told = report.read_text(encoding="utf-8")
    assert "signal SIGSEGV" in told
    assert "the last words" in told
    assert "/somewhere/night.db" in told
    assert str(report) in capfd.readouterr().err


def test_what_falls_again_and_again_stays_down(tmp_path, crashes, capfd):
    marks = tmp_path / "marks"
    assert guarding.watch([sys.executable, "-c", FALLS_ONCE, str(marks), "always"]) == 1
    assert len(list(crashes.iterdir())) == guarding.MOST_FALLS == len(marks.read_text().split())
    assert "not started again" in capfd.readouterr().err


@pytest.mark.parametrize("code", [0, 1, 2])
def test_what_ends_as_it_should_is_no_fall(crashes, code):
    assert guarding.watch([sys.executable, "-c", f"raise SystemExit({code})"]) == code
    assert not crashes.exists()


def test_without_a_screen_the_work_is_done_here(crashes):
    assert guarding.guarded(lambda: 7, ["false"]) == 7


def test_inside_the_guard_the_work_is_done_here(crashes, tmp_path, monkeypatch):
    monkeypatch.setenv(guarding.GUARDED, str(tmp_path))
    monkeypatch.setattr(guarding, "has_display", lambda: True)
    assert guarding.guarded(lambda: 7, ["false"]) == 7
    assert guarding.noted_journal() is None
