"""The strip of every window that shows a moment gone by: which moment, of what, and that nothing can be ordered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMainWindow, QToolBar, QWidget

from console.views import language
from console.views.banner import ExerciseBanner
from console.views.drill_control import BOTH
from console.views.replay.past_link import PastLink
from console.views.theme.current import palette

HEIGHT_PX = 26
AFAR = 22
"""What part of a wall's height its strip has."""


class AsOfStrip(ExerciseBanner):
    """Follows the moment shown. Of an exercise it has the exercise's colour and says so too."""

    def __init__(self, link: PastLink, moment: datetime | None = None, parent: QWidget | None = None) -> None:
        """``moment`` is the one it stays at; left out it follows the link."""
        super().__init__(HEIGHT_PX, parent)
        self._link, self._moment, self.is_afar = link, moment, False
        link.moved.connect(self.retranslate)
        link.loaded.connect(self.retranslate)
        language.follow(self.retranslate)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a wall as high as its letters are to be seen from afar."""
        super().resizeEvent(event)
        if self.is_afar:
            self.setFixedHeight(max(HEIGHT_PX, self.window().height() // AFAR))

    @Slot()
    def name_window(self, _title: str = "") -> None:
        """Say it before the window's title, which may have been set anew."""
        words, window = self.tr("AS OF"), self.window()
        if not window.windowTitle().startswith(words):
            window.setWindowTitle(f"{words} · {window.windowTitle()}")

    def inks(self) -> tuple[str, str]:
        """Yellow for an exercise, the accent for what was real."""
        return super().inks() if self._link.is_drill else (palette().accent, palette().raised)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        past = self._link.past
        local = past.session.district.local(self._moment or self._link.now())
        said = [
            self.tr("AS OF {moment}").format(moment=f"{local:%Y-%m-%d %H:%M:%S}"),
            self.tr("replay of {name}").format(name=past.name), self.tr("nothing can be ordered here"),
        ]  # fmt: skip
        if self._moment is not None and past.reel.begins > past.started_at:
            begun = past.session.district.local(past.reel.begins)
            said.append(self.tr("of cases known since {begun}").format(begun=f"{begun:%Y-%m-%d %H:%M}"))
        self.set_text("  ·  ".join([BOTH, *said] if past.is_drill else said))


def mark_as_of(window: QMainWindow | QWidget, link: PastLink, moment: datetime | None = None) -> AsOfStrip:
    """Put the strip on top of a window, whichever it is, in place of its own, and the words before its title."""
    strip = AsOfStrip(link, moment)
    if isinstance(window, QMainWindow):
        bar = QToolBar()
        bar.setObjectName("as-of")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setStyleSheet("QToolBar { border: none; padding: 0; spacing: 0; }")
        bar.toggleViewAction().setVisible(False)
        bar.addWidget(strip)
        window.addToolBar(bar)
    else:
        strip.is_afar = True
        layout = window.layout()
        assert isinstance(layout, QBoxLayout), "a window is a main window or has its parts in a box"
        layout.insertWidget(0, strip)
    for banner in window.findChildren(ExerciseBanner):
        if banner is not strip:
            banner.hide()  # the strip says it too
    window.windowTitleChanged.connect(strip.name_window)
    strip.name_window()
    return strip
