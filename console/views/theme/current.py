"""Which theme is on; widgets that paint themselves ask here and repaint on ``changed``."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from console.views.theme.fonts import ui_font
from console.views.theme.tokens import BODY, PALETTES, Palette


class _Theme(QObject):
    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = "dark"


_theme = _Theme()
changed = _theme.changed
"""Emitted with the theme's name after it changed."""


def palette() -> Palette:
    """The palette on screen."""
    return PALETTES[_theme.name]


def set_theme(name: str) -> None:
    """Put on ``dark`` or ``light`` everywhere; ``KeyError`` for other names. Windows are dressed by ``dressing``."""
    _theme.name = PALETTES[name].name
    app, font = QApplication.instance(), ui_font(BODY)
    if isinstance(app, QApplication) and app.font() != font:
        app.setFont(font)
    changed.emit(name)
