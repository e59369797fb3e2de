"""Entries in the desktop's menu: what they start, where they lie, and names nobody expected."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path

import pytest

from console.app.shortcut import Shortcut, put, take_away
from console.errors import BadInput


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def read(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


def started(path: Path) -> list[str]:
    """What a desktop starts: the entry's own escapes undone first, then those of quoting."""
    words = shlex.split(read(path)["Exec"].replace("\\\\", "\\"))
    return [word.replace("%%", "%").replace("\\$", "$").replace("\\`", "`") for word in words]


def test_a_desk_is_put_into_the_menu_with_its_icon(home):
    icon, entry = put(Shortcut("desk", home / "live.db", None, autostart=False))
    assert entry == home / "data" / "applications" / "dispatch-console-desk.desktop"
    assert icon.read_text(encoding="utf-8").startswith("<svg")
    assert read(entry)["Name[zh_CN]"] == "应急指挥调度台"
    assert started(entry)[-3:] == ["desk", "--db", str(home / "live.db")]


def test_a_wall_that_starts_by_itself_is_a_kiosk(home):
    _, entry = put(Shortcut("wall", home / "live.db", Path("town"), autostart=True))
    assert entry.parent == home / "config" / "autostart"
    assert started(entry)[-6:] == ["wall", "--db", str(home / "live.db"), "--district", "town", "--kiosk"]


@pytest.mark.parametrize("name", ["a b", "50%", 'say "so"', "$HOME", "`id`", "back\\slash", "夜班"])
def test_any_name_is_started_as_it_is(home, name):
    _, entry = put(Shortcut("desk", home / name, None, autostart=False))
    assert started(entry)[-1] == str(home / name)


def test_what_cannot_be_is_named(home):
    with pytest.raises(BadInput, match="needs its journal"):
        put(Shortcut("desk", None, None, autostart=False))
    with pytest.raises(BadInput, match="expected run, desk, wall, not 'fly'"):
        put(Shortcut("fly", None, None, autostart=False))
    with pytest.raises(BadInput, match="line break"):
        put(Shortcut("desk", home / "a\nb", None, autostart=False))


def test_it_is_taken_away_again(home):
    shortcut = Shortcut("run", None, None, autostart=False)
    _, entry = put(shortcut)
    assert take_away(shortcut) == entry
    assert not entry.exists()
    with pytest.raises(BadInput, match="there is no entry"):
        take_away(shortcut)
