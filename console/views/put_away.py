"""What is put away is out of its window: Qt dresses and lays out every widget of a window, seen or not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from console.views.turns import turns


def take_out(panel: QWidget) -> None:
    """Keep the panel for itself; hidden by a word of its own, or Qt would show it as a window."""
    panel.hide()
    panel.setParent(None)


class FrontTabs(QTabWidget):
    """Tabs of which only the page in front is in the window; the others hear of news when they come there."""

    def __init__(self, pages: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.pages = pages
        self._places: list[tuple[QWidget, QVBoxLayout]] = []
        for page in pages:
            page.hide()
            column = QVBoxLayout(place := QWidget())
            column.setContentsMargins(0, 0, 0, 0)
            self._places.append((place, column))
            self.addTab(place, "")
        self.currentChanged.connect(self._turn_to)
        self._turn_to(self.currentIndex())

    @property
    def front(self) -> QWidget:
        """The page that is in front."""
        return self.pages[self.currentIndex()]

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.setCurrentIndex(self.pages.index(page))

    def _turn_to(self, at: int) -> None:
        page, (place, column) = self.pages[at], self._places[at]
        turns().catch_up(page)
        had_keys = place.hasFocus()  # Qt moves the keyboard there when it was on the page before
        column.addWidget(page)
        page.show()
        stops = _stops(page)
        for before, after in zip((self.tabBar(), *stops), stops, strict=False):
            self.setTabOrder(before, after)
        if had_keys and stops:
            (page.focusWidget() or stops[0]).setFocus()
        for other in self.pages:
            if other is not page and other.parent() is not None:
                take_out(other)


def _stops(page: QWidget) -> list[QWidget]:
    """Where Tab stops in a page that just came in, in order; Qt put all of it at the end of the window."""
    found: list[QWidget] = []
    at = page.nextInFocusChain()
    while at is not None and page.isAncestorOf(at):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(at)
        at = at.nextInFocusChain()
    return found
