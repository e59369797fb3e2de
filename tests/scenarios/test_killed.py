"""Killing the process at random moments loses nothing that was acknowledged, and the drill goes on the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.journal.store import Journal

KILLS = 50
SCENARIO = "canal-cbd-fire"
ROOT = Path(__file__).parents[2]


def play_until_killed(where: Path, after_rows: int) -> tuple[list[str], bool]:
    """Start or go on, kill -9 after ``after_rows`` acknowledged rows; the hashes printed, and whether it had ended."""
    command = [sys.executable, str(Path(__file__).with_name("killed_drill.py")), SCENARIO, str(where)]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    acknowledged: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=here) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "finished":
                return acknowledged, True
            if line.strip() != "ready":
                acknowledged.append(line.strip())
            if len(acknowledged) >= after_rows:
                break
        process.kill()
        rest = process.stdout.read().split()
    return acknowledged + [line for line in rest if line not in ("ready", "finished")], False


def test_fifty_kills_lose_no_acknowledged_row_and_change_nothing(tmp_path: Path) -> None:
    chance = random.Random(135)
    ground = load_ground()
    whole = open_drill(ground, SCENARIO, 7, ":memory:", officer=True)
    while not whole.finished:
        whole.tick()
    kills, run = 0, 0
    where = tmp_path / "run-0.db"
    told: set[str] = set()
    while kills < KILLS:
        acknowledged, ended = play_until_killed(where, chance.randint(1, 25))
        told.update(acknowledged)
        journal = Journal.open(where)
        assert journal.verify().ok
        assert told <= {row.hash for row in journal.read_after(0)}
        if ended:
            assert journal.head_hash() == whole.session.journal.head_hash()
            run, told = run + 1, set()
            where = tmp_path / f"run-{run}.db"
        else:
            kills += 1
        journal.close()
    last = open_drill(ground, SCENARIO, 7, where, officer=True)
    while not last.finished:
        last.tick()
    assert last.session.journal.head_hash() == whole.session.journal.head_hash()
    last.session.journal.close()
