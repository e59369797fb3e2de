"""An entry in the desktop's menu, and one that starts by itself when somebody signs in (freedesktop.org's forms)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from console.errors import BadInput, StoreUnavailable
from console.journal.place import Where
from console.phrase import Text

ICON = "dispatch-console"
_NAMES = {
    "run": Text("Dispatch console (exercise)", "应急指挥调度台（演练）"),
    "desk": Text("Dispatch console", "应急指挥调度台"),
    "wall": Text("Dispatch console: wall", "应急指挥大屏"),
}


@dataclass(frozen=True)
class Shortcut:
    """What is to be started (``run``, ``desk`` or ``wall``) on which journal and district, and how."""

    what: str
    db: Where | None
    district: Path | None
    autostart: bool

    def __post_init__(self) -> None:
        """Refuse an unknown kind with :class:`BadInput`."""
        if self.what not in _NAMES:
            raise BadInput(f"WHAT: expected {', '.join(_NAMES)}, not {self.what!r}")

    def words(self) -> list[str]:
        """The command line. :class:`BadInput` for a desk without a journal."""
        if self.what == "desk" and self.db is None:
            raise BadInput("--db: a desk needs its journal")
        found = [*_program(), self.what]
        if self.db is not None and self.what != "run":
            found += ["--db", str(self.db.absolute() if isinstance(self.db, Path) else self.db)]
        if self.district is not None:
            named = self.district.absolute() if self.district.is_dir() else self.district
            found += ["--district", str(named)]
        return [*found, "--kiosk"] if self.what == "wall" else found

    def entry(self) -> str:
        """The text of the ``.desktop`` file."""
        name = _NAMES[self.what]
        lines = [
            "[Desktop Entry]", "Type=Application", f"Name={name.en}", f"Name[zh_CN]={name.zh}",
            f"Exec={' '.join(map(_quoted, self.words()))}", f"Icon={ICON}", "Terminal=false",
            "Categories=Utility;", "StartupNotify=true",
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def place(self) -> Path:
        """Where the entry belongs."""
        folder = _home("XDG_CONFIG_HOME", ".config") / "autostart" if self.autostart else _data() / "applications"
        return folder / f"dispatch-console-{self.what}.desktop"


def put(shortcut: Shortcut) -> list[Path]:
    """Write the entry and its icon; what was written. :class:`StoreUnavailable` where that cannot be."""
    icon = _data() / "icons" / "hicolor" / "scalable" / "apps" / f"{ICON}.svg"
    drawn = (resources.files("console.views.icons") / "app.svg").read_text(encoding="utf-8")
    written = {icon: drawn, shortcut.place(): shortcut.entry()}
    for path, text in written.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise StoreUnavailable(f"{path}: cannot be written: {error.strerror}") from error
    return list(written)


def take_away(shortcut: Shortcut) -> Path:
    """Remove the entry; :class:`BadInput` when there is none."""
    try:
        shortcut.place().unlink()
    except FileNotFoundError as error:
        raise BadInput(f"there is no entry {shortcut.place()}") from error
    return shortcut.place()


def _program() -> list[str]:
    beside = Path(sys.executable).with_name("dispatch-console")
    started = Path(sys.argv[0]).absolute()
    return [sys.executable, str(started)] if started.name == "main.py" else [str(beside)]


def _data() -> Path:
    return _home("XDG_DATA_HOME", ".local/share")


def _home(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / usual)


def _quoted(word: str) -> str:
    """One argument as the desktop entry specification wants it; a line break cannot be told."""
    if "\n" in word or "\r" in word:
        raise BadInput(f"{word!r}: a name with a line break cannot be put into an entry")
    escaped = "".join(f"\\\\{sign}" if sign in '"`$\\' else sign for sign in word).replace("%", "%%")
    return f'"{escaped}"'


def words_of(paths: Sequence[Path]) -> str:
    """For a person."""
    return "\n".join(f"wrote {path}" for path in paths)
