"""What a window wears and speaks: the one in use changes its theme and language at once, the others in turns.

A sheet of the application's would be the same for all; putting it on takes three times as long as putting it on each
window, because the application first takes the old one off every widget.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from console.views import language
from console.views.theme import current as theme
from console.views.theme.stylesheet import stylesheet
from console.views.turns import later


class _Dress(QObject):
    """Lives as long as its window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._due = later(self.put_on, unless_used=True)
        theme.changed.connect(self._changed)
        self.put_on()
        window.setProperty(language.IN_TURNS, True)
        language.told.connect(later(self.retell, unless_used=True))

    @Slot()
    def retell(self) -> None:
        """Say what Qt itself shows in the language that is on."""
        language.tell(self._window)

    @Slot()
    def _changed(self) -> None:
        self._due()

    @Slot()
    def put_on(self) -> None:
        """Show the theme that is on."""
        sheet = stylesheet(theme.palette())
        if self._window.styleSheet() != sheet:
            self._window.setStyleSheet(sheet)


def follow_theme(window: QWidget | None) -> None:
    """Have a window look as the theme says from now on; once for each, also for the list a completer opens, if any."""
    if window is not None:
        _Dress(window)
