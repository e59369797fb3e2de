"""What a desk and a list of cases have not imported when their first window is there: it keeps the start short."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.app.taking_in import open_live
from console.app.wiring import load_ground

LATER = {
    "numba", "llvmlite", "networkx", "pyqtgraph", "scipy", "jinja2", "xlsxwriter", "pypinyin", "rapidfuzz",
    "alembic", "osmium", "fastapi", "uvicorn", "apprise", "paho", "python_calamine", "defusedxml", "argon2",
}  # fmt: skip
ROOMS_LATER = (
    "console.drill", "console.delivery", "console.gateway", "console.analysis.replay", "console.app.taking_in",
    "console.district.workshop", "console.district.osm",
    "console.dispatch.recommend", "console.dispatch.assignment", "console.dispatch.cover", "console.views.town",
    "console.views.plans", "console.views.wall", "console.views.control", "console.views.figures",
    "console.views.replay",
)  # fmt: skip

DESK = """
from console.app.desking import desk_session
session = desk_session(Path(sys.argv[1]), None)
from console.views.application import make_application
from console.views.opening import Console
application = make_application("en")
console = Console(session, None, ticking=False)
console.link.loaded.connect(tell)
console.open_workstation().show()
application.exec()
"""
CASES = """
from console.app.case_list import reading_session
session = reading_session(Path(sys.argv[1]), None)
from console.views.application import make_application
from console.views.background import Background
from console.views.cases.window import CasesWindow
application = make_application("en")
window = CasesWindow(session, Background())
window.model.modelReset.connect(tell)
window.show()
application.exec()
"""
GUARD = """
import json, sys
from console.app import guarding

def watch(words):
    print(json.dumps(sorted(sys.modules)))
    return 0

guarding.has_display, guarding.watch = lambda: True, watch
from console.cli.main import main
main([*sys.argv[2:], "--db", sys.argv[1]])
"""
BEFORE = """
import builtins, json, os, sys
from pathlib import Path
own = builtins.__import__
from console.app.starting import begin_calmly, look_for_no_rings
begin_calmly()
look_for_no_rings()

def tell(*_):
    import gc
    said = {"modules": sorted(sys.modules), "frozen": gc.get_freeze_count(), "own import": builtins.__import__ is own}
    print(json.dumps(said), flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What two processes say of themselves when their window is there."""
    folder = tmp_path_factory.mktemp("start")
    journal = folder / "live.db"
    open_live(load_ground(), journal).journal.close()
    environment = {**os.environ, "XDG_STATE_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}

    def said(text: str) -> str:
        call = [sys.executable, "-c", text, str(journal)]
        return subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout

    return {name: json.loads(said(BEFORE + text)) for name, text in (("desk", DESK), ("cases", CASES))}


@pytest.mark.parametrize("which", ["desk", "cases"])
def test_the_first_window_is_there_without_what_is_needed_later(started: dict[str, dict], which: str) -> None:
    modules = started[which]["modules"]
    assert "console.views.application" in modules
    assert not sorted(LATER.intersection(modules))
    assert not [m for m in modules if any(m == room or m.startswith(f"{room}.") for room in ROOMS_LATER)]


def test_a_list_of_cases_starts_without_a_workstation(started: dict[str, dict]) -> None:
    assert "console.views.workstation.window" in started["desk"]["modules"]
    assert "console.views.workstation.window" not in started["cases"]["modules"]


@pytest.mark.parametrize("which", ["desk", "cases"])
def test_imports_are_pythons_own_and_no_round_looks_through_what_was_there_before(
    started: dict[str, dict], which: str
) -> None:
    assert started[which]["own import"]
    assert started[which]["frozen"] > 10_000


@pytest.mark.parametrize("command", ["desk", "wall"])
def test_what_guards_a_console_begins_it_without_importing_it(tmp_path: Path, command: str) -> None:
    call = [sys.executable, "-c", GUARD, str(tmp_path / "live.db"), command]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    modules = json.loads(done.stdout)
    assert "console.app.guarding" in modules
    rooms = {m.split(".")[1] for m in modules if m.startswith("console.")}
    assert rooms <= {"app", "cli", "clock", "district", "errors", "journal", "phrase", "views"}
    assert not {"numpy", "sqlalchemy", "PySide6"}.intersection(modules)
