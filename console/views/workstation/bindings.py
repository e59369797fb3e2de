"""Which key does what at the workstation: the usual ones, or those an officer put into ``keys.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import RootModel
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QKeySequence

from console.district.settings import load_settings
from console.errors import BadInput

USUAL: Mapping[str, str] = {
    "keys": "F1", "report": "F2", "next": "F3", "accept": "F4", "recompute": "F5", "send": "F6", "do": "Ctrl+Return",
    "raise": "F7", "notify": "F8", "cameras": "F9", "camera_window": "Shift+F9", "plans": "F10", "wall": "F11",
    "control": "Shift+F11", "workshop": "Shift+F10", "posture": "F12", "town": "Shift+F12",
    "command_line": "Ctrl+K", "find": "Ctrl+F", "language": "Ctrl+L", "theme": "Ctrl+Shift+L",
    "back": "Escape", "reset_docks": "Ctrl+0", "join": "Ctrl+J", "more": "Ctrl+M", "roads": "Ctrl+R", "cover": "Ctrl+G",
    "cases": "Ctrl+E", "figures": "Ctrl+T", "duty": "Ctrl+D", "intake": "Ctrl+I", "supervision": "Ctrl+U",
    "map": "Ctrl+B", "measure": "Ctrl+Shift+M", "find_on_map": "Ctrl+Shift+F",
    "case": "Ctrl+P", "replay": "Ctrl+Shift+R", "acknowledge": "Space", "silence": "Shift+Space",
}  # fmt: skip
"""Every action that has a key of its own, and its usual key."""


class _KeyFile(RootModel[dict[str, str]]):
    """``keys.yaml``: action: key, only those that differ."""


def key_file() -> Path:
    """Where the officer's own keys are kept; the file need not be there."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(home) / "dispatch-console" / "keys.yaml"


def bindings(path: Path) -> dict[str, str]:
    """Action to key; the usual ones where the file says nothing or is not there.

    :class:`BadInput` for an unknown action, a key that is none, or one key for two actions.
    """
    if not path.is_file():
        return dict(USUAL)
    own = load_settings(path, _KeyFile).root
    found = dict(USUAL)
    for action, key in own.items():
        if action not in USUAL:
            raise BadInput(f"{path}: {action}: no such action; there are {', '.join(USUAL)}")
        written = QKeySequence(key, QKeySequence.SequenceFormat.PortableText).toString()
        if not written or "\ufffd" in written or _is_no_key(written):
            raise BadInput(f"{path}: {action}: {key!r} is no key; expected one such as F6 or Ctrl+Shift+S")
        found[action] = written
    owners: dict[str, str] = {}
    for action, key in found.items():
        if key in owners:
            raise BadInput(f"{path}: {action} and {owners[key]} have the same key {key}")
        owners[key] = action
    return found


def _is_no_key(written: str) -> bool:
    """Whether Qt read only modifiers, or letters that would take typing away from every field."""
    last = written.rsplit("+", 1)[-1]
    return not last or (len(written) == 1 and written.isalnum())
