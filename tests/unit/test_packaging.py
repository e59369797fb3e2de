"""What is installed is whole: the wheel carries plans, resources and sentences, and its parts are all declared."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.unit.house_rules import ROOT, imports, modules_under

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(line) for line in PROJECT["dependencies"]]
FOR_DEVELOPERS = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
PINS = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line]

ASK = """
import console, sys
from console.district.load import load_district
from console.district.where import plans_dir, resource_dir
from console.phrase import known_codes
assert load_district(resource_dir() / "xiaohe").teams, "the district has no teams"
assert any(plans_dir().glob("*.yaml")), "there is no plan"
assert known_codes(), "there is no sentence"
print(console.__file__, plans_dir(), resource_dir(), sep="\\n")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def shipped_files() -> list[tuple[Path, str]]:
    """Every file that must be in the wheel, with its name there."""
    homes = {"console": "console", "plans": "console/_plans", "resources": "console/_resources"}
    files = [(f, home, start) for start, home in homes.items() for f in sorted((ROOT / start).rglob("*"))]
    return [
        (file, f"{home}/{file.relative_to(ROOT / start).as_posix()}")
        for file, home, start in files
        if file.is_file() and "__pycache__" not in file.parts
    ]


def test_the_wheel_carries_every_module_plan_resource_and_page(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert not [name for _, name in shipped_files() if name not in inside]
    assert {"console/phrases.yaml", "console/_resources/xiaohe/district.yaml"} <= inside
    assert not [name for name in inside if not name.startswith(("console/", "dispatch_console-"))]


def test_an_installed_console_finds_its_plans_and_district_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    program = f"import sys\nsys.path.insert(0, {str(installed)!r})\n{ASK}"
    run = subprocess.run([sys.executable, "-c", program], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert all(line.startswith(str(installed)) for line in run.stdout.splitlines())


def test_the_wheel_installs_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "dispatch-console = console.cli.main:main" in archive.read(points).decode()


def test_constraints_are_plain_names_and_exact_versions() -> None:
    assert not [line for line in PINS if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.]*", line)]


def test_every_dependency_is_pinned_inside_its_range() -> None:
    pins = {canonicalize_name(name): version for name, version in (line.split("==") for line in PINS)}
    wrong = [
        str(r) for r in NEEDED + FOR_DEVELOPERS if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"))
    ]
    assert not wrong


def test_every_library_the_console_imports_is_declared() -> None:
    extras = [Requirement(r) for n, rs in PROJECT["optional-dependencies"].items() if n != "dev" for r in rs]
    declared = {canonicalize_name(r.name) for r in [*NEEDED, *extras]}
    owners = {top: {canonicalize_name(d) for d in names} for top, names in packages_distributions().items()}
    owners["PySide6"] = {"pyside6"}
    owners["xstatic"] = {"xstatic-leaflet"}
    imported = {
        name.split(".")[0]: f"{module.name}:{line}"
        for module in modules_under(ROOT / "console")
        for line, name in imports(module)
    }
    # An extra that is not installed here is known by the name it is imported by.
    strangers = {top: where for top, where in imported.items() if top not in {*sys.stdlib_module_names, "console"}}
    assert not {
        top: where for top, where in strangers.items() if not owners.get(top, {canonicalize_name(top)}) & declared
    }


def test_main_only_starts_the_command() -> None:
    tree = ast.parse((ROOT / "main.py").read_text(encoding="utf-8"))
    brought = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module != "__future__"]
    assert [n.module for n in brought] == ["console.cli.main"]
    assert len(tree.body) == 4
