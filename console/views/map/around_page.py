"""A web page's place among the parts of its window, for the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget


class AroundPage(QWidget):
    """Tab comes to the page where this widget stands, and goes on from here.

    The web engine puts what takes its keys at the end of the window, and names it as the one to take the keys of the
    view: left so, Tab goes in circles between the two and never comes to what else is in the window.
    """

    _view: QWebEngineView
    _is_passing = False

    def take_tab(self) -> None:
        """Be the one that Tab stops at in place of the page; asked again whenever the page is there anew."""
        taker = self._view.focusProxy()
        if taker is not None:
            taker.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page takes the keys."""
        super().focusInEvent(event)
        if not self._is_passing:
            self._view.setFocus(event.reason())

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt's own signature
        """From the page to what comes after, or before, this widget."""
        taker = self._view.focusProxy()
        if taker is None or self.window().focusWidget() is not taker:
            return super().focusNextPrevChild(forward)
        self._is_passing = True
        try:
            self.setFocus()
            return super().focusNextPrevChild(forward)
        finally:
            self._is_passing = False
