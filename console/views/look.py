"""How the console looks at this seat: the theme an officer chose and where the panels stood, kept between starts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from console.views.theme import current as theme
from console.views.theme.tokens import PALETTES
from console.views.theme.variable import THEME_VARIABLE

if TYPE_CHECKING:
    from console.views.workstation.window import WorkstationWindow


def _settings() -> QSettings:
    return QSettings("dispatch-console", "look")


def first_theme(*, own: bool) -> str:
    """The theme to start in: the one named for this start, else the one kept (``own``), else dark."""
    named = os.environ.get(THEME_VARIABLE, "")
    kept = str(_settings().value("theme", "")) if own else ""
    return next((name for name in (named, kept) if name in PALETTES), "dark")


def set_own_theme(name: str) -> None:
    """Put on a theme for this seat and its next starts."""
    _settings().setValue("theme", name)
    theme.set_theme(name)


def switch_theme() -> None:
    """From dark to light or back."""
    names = list(PALETTES)
    set_own_theme(names[(names.index(theme.palette().name) + 1) % len(names)])


def keep_place(window: WorkstationWindow, name: str = "last") -> None:
    """Keep under ``name`` where this officer's window and its panels stand."""
    settings = _settings()
    where = f"{window.link.actor.id}/{name}"
    settings.setValue(f"{where}/window", window.saveGeometry())
    settings.setValue(f"{where}/panels", window.saveState())


def back_in_place(window: WorkstationWindow, name: str = "last") -> bool:
    """Put window and panels where this officer kept them; whether there was such an arrangement."""
    settings = _settings()
    where = f"{window.link.actor.id}/{name}"
    place, panels = settings.value(f"{where}/window"), settings.value(f"{where}/panels")
    if not (isinstance(place, QByteArray) and isinstance(panels, QByteArray)):
        return False
    window.restoreGeometry(place)
    return window.docks.put_back(panels)


def kept_places(officer: str) -> list[str]:
    """The names under which this officer kept arrangements, in order."""
    settings = _settings()
    settings.beginGroup(officer)
    return sorted(settings.childGroups())
