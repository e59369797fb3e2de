"""The house stands as drawn: rooms, doors, library homes, one clock, small modules, sentences in both languages."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from tests.unit import house_rules as rules
from tests.unit.house_rules import ROOT, Rule, Source, source

CONSOLE = ROOT / "console"
MODULES = rules.modules_under(CONSOLE)
TESTS = rules.modules_under(ROOT / "tests")
ROOMS = sorted({m.room for m in MODULES if m.room})
RUN_NOT_IMPORTED = ("__main__", ".migrations.env")
WITHOUT_QT = [m.name for m in MODULES if m.room not in {"views", "app"} and not m.name.endswith(RUN_NOT_IMPORTED)]
TEMPLATES: dict[str, dict[str, str]] = yaml.safe_load((CONSOLE / "phrases.yaml").read_text(encoding="utf-8"))


def nothing_found(findings: Iterable[str]) -> None:
    """Fail with the findings, one per line."""
    if told := "\n".join(findings):
        pytest.fail(told, pytrace=False)


def holds(rule: Rule, modules: list[Source]) -> None:
    """Fail with every place that breaks ``rule``."""
    nothing_found(finding for module in modules for finding in rule(module))


def test_a_room_opens_only_to_the_rooms_on_its_right() -> None:
    holds(rules.wrong_doors, MODULES)


def test_every_library_stays_in_its_home() -> None:
    holds(rules.strange_libraries, MODULES)


def test_only_the_clock_reads_wall_time_and_nothing_is_random_without_a_seed() -> None:
    holds(rules.wall_clock_and_chance, MODULES)


def test_modules_and_functions_stay_small() -> None:
    holds(rules.too_long, MODULES)


def test_an_init_says_what_its_room_is_for_and_nothing_else() -> None:
    packages = {".".join(f.relative_to(ROOT).parts[:-1]) for f in CONSOLE.rglob("__init__.py")}
    holds(rules.wordy_room, [m for m in MODULES if m.name in packages])


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {f.parent for f in CONSOLE.rglob("*.py")}
    nothing_found(str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").is_file())


def test_no_error_is_swallowed() -> None:
    holds(rules.swallowed_errors, MODULES)


def test_windows_connect_methods_and_hand_values_to_pages_as_json() -> None:
    holds(rules.careless_windows, MODULES)


def test_no_test_waits_blindly() -> None:
    holds(rules.impatient_tests, TESTS)


def test_no_shipped_file_asks_a_foreign_host() -> None:
    shipped = [f for f in CONSOLE.rglob("*") if f.suffix in {*rules.PAGE_FILES, ".py", ".svg", ".yaml", ".json"}]
    nothing_found(finding for file in sorted(shipped) for finding in rules.outside_addresses(file))


def test_every_sentence_said_has_a_template_and_all_its_values() -> None:
    nothing_found(finding for module in MODULES for finding in rules.unknown_phrases(module, TEMPLATES))


def test_every_template_shows_the_same_values_in_english_and_chinese() -> None:
    nothing_found(rules.lopsided_phrases(TEMPLATES))


def test_no_phrase_code_is_written_twice() -> None:
    tree = yaml.compose((CONSOLE / "phrases.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    codes = Counter(key.value for key, _ in tree.value)
    nothing_found(code for code, count in codes.items() if count > 1)


def test_everything_below_the_windows_works_on_a_machine_without_qt() -> None:
    program = "\n".join(
        [
            "import sys",
            "from importlib import import_module",
            "for toolkit in ('PySide6', 'shiboken6', 'pyqtgraph', 'folium'): sys.modules[toolkit] = None",
            f"for name in {WITHOUT_QT}: import_module(name)",
        ]
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_rooms_of_today_are_looked_at() -> None:
    assert {"model", "district", "dispatch", "clock", "phrase"} <= set(ROOMS)
    assert "console.model.incident" in WITHOUT_QT


LONG = "def drawn_out():\n" + "    x = 1\n" * 41
BAD: list[tuple[Rule, str, str]] = [
    (rules.wrong_doors, "console.model.x", "from console.desk import Desk"),
    (rules.wrong_doors, "console.model.x", "def f():\n    import console.board.fold"),
    (rules.wrong_doors, "console.journal.x", "from console.board import fold"),
    (rules.wrong_doors, "console.journal.x", "from console import desk"),
    (rules.wrong_doors, "console.geo", "from console.clock import Clock"),
    (rules.wrong_doors, "console.desk.x", "from .decide import decide"),
    (rules.wrong_doors, "console.lounge.x", "import json"),
    (rules.strange_libraries, "console.desk.x", "from PySide6.QtCore import QObject"),
    (rules.strange_libraries, "console.board.x", "import sqlalchemy as sa"),
    (rules.strange_libraries, "console.analysis.x", "def f():\n    import networkx"),
    (rules.wall_clock_and_chance, "console.desk.x", "from datetime import datetime, UTC\ndatetime.now(UTC)"),
    (rules.wall_clock_and_chance, "console.desk.x", "import datetime as dt\ndt.datetime.utcnow()"),
    (rules.wall_clock_and_chance, "console.desk.x", "from time import time as t\nt()"),
    (rules.wall_clock_and_chance, "console.desk.x", "import uuid\nuuid.uuid4()"),
    (rules.wall_clock_and_chance, "console.drill.x", "import random\nrandom.choice([1])"),
    (rules.wall_clock_and_chance, "console.drill.x", "from random import Random\nRandom()"),
    (rules.wall_clock_and_chance, "console.drill.x", "import numpy as np\nnp.random.default_rng()"),
    (rules.wall_clock_and_chance, "console.drill.x", "import numpy as np\nnp.random.shuffle([])"),
    (rules.too_long, "console.desk.x", LONG),
    (rules.too_long, "console.desk.x", "x = 1\n" * 301),
    (rules.wordy_room, "console.desk", "import json"),
    (rules.wordy_room, "console.desk", '"""A room."""\n__version__ = "1"'),
    (rules.swallowed_errors, "console.desk.x", "try:\n    f()\nexcept:\n    raise"),
    (rules.swallowed_errors, "console.desk.x", "try:\n    f()\nexcept Exception:\n    pass"),
    (rules.careless_windows, "console.views.x", "button.clicked.connect(lambda: self.go())"),
    (rules.careless_windows, "console.views.x", "page.runJavaScript(f'move({x})')"),
    (rules.impatient_tests, "tests.qt.x", "qtbot.wait(100)"),
    (rules.impatient_tests, "tests.qt.x", "from time import sleep\nsleep(1)"),
]


@pytest.mark.parametrize(("rule", "name", "text"), BAD)
def test_a_broken_rule_is_found(rule: Rule, name: str, text: str) -> None:
    assert list(rule(source(name, text)))


GOOD: list[tuple[Rule, str, str]] = [
    (rules.wrong_doors, "console.desk.x", "from console.board.fold import fold\nfrom console.phrase import say"),
    (rules.wrong_doors, "console.desk.x", "from console.desk.decide import decide"),
    (rules.strange_libraries, "console.views.x", "from PySide6.QtCore import QObject"),
    (rules.wall_clock_and_chance, "console.desk.x", "clock.now()"),
    (rules.wall_clock_and_chance, "console.drill.x", "from random import Random\nRandom(seed).choice([1])"),
    (rules.wall_clock_and_chance, "console.drill.x", "import numpy as np\nnp.random.default_rng(seed)"),
    (rules.wordy_room, "console", '"""A house."""\n__version__ = "1"'),
    (rules.careless_windows, "console.views.x", "button.clicked.connect(self.go)\npage.runJavaScript(CALL)"),
]


@pytest.mark.parametrize(("rule", "name", "text"), GOOD)
def test_a_rule_lets_sound_code_pass(rule: Rule, name: str, text: str) -> None:
    assert not list(rule(source(name, text)))


def test_a_sentence_without_template_or_value_is_found() -> None:
    templates = {"desk.late": {"en": "late by {seconds} s", "zh": "迟到{seconds}秒"}}
    wrong = 'say("desk.unheard_of")\nsay("desk.late")\nsay(f"light.{x}")'
    right = 'say("desk.late", seconds=3)\nsay("desk.late", **values)\nsay(f"desk.{x}")'
    assert len(list(rules.unknown_phrases(source("console.desk.x", wrong), templates))) == 3
    assert not list(rules.unknown_phrases(source("console.desk.x", right), templates))


def test_a_template_with_one_language_or_other_values_is_found() -> None:
    templates = {"a.b": {"en": "only"}, "a.c": {"en": "{x}", "zh": "{y}"}, "a.d": {"en": "{x}", "zh": "{x}"}}
    assert len(list(rules.lopsided_phrases(templates))) == 2


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("page.js", 'load("https://somewhere.example/x.js")', True),
        ("page.html", '<svg xmlns="http://www.w3.org/2000/svg">', False),
        ("map.py", 'JS = "https://cdn.jsdelivr.net/npm/leaflet"', True),
        ("map.py", '"""See https://docs.example.org."""', False),
    ],
)
def test_an_outside_address_is_found(tmp_path: Path, name: str, text: str, found: bool) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert bool(list(rules.outside_addresses(file))) is found
