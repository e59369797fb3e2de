"""Where the panels stand: docks that can be moved, floated to another screen, saved by name and reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QScrollArea, QTabWidget, QWidget

from console.views import language
from console.views.put_away import take_out
from console.views.turns import turns
from console.views.workstation.elided import ElidedLabel

if TYPE_CHECKING:
    from console.views.workstation.window import WorkstationWindow

WIDE, SMALL_SCREEN = 1700, 1500
LEFT_PX, RIGHT_PX = 360, 460
LEFT_SMALL_PX, RIGHT_SMALL_PX = 300, 400
VIDEO_SHARE = 0.19
SHELVED = ("report", "keys", "cover")
"""Panels that are nothing while they are put away: nobody else is told anything by them."""


def _scrolled(panel: QWidget) -> QScrollArea:
    """``panel``, scrolled where the screen is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(panel)
    return area


class DockTitle(QFrame):
    """A heading the dock is dragged by; double click floats it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.name, self.detail = QLabel(), ElidedLabel()
        self.name.setStyleSheet("font-weight: 600;")
        self.detail.setProperty("role", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 3)
        row.setSpacing(12)
        row.addWidget(self.name)
        row.addWidget(self.detail, 1)


class _Shelf(QObject):
    """Takes a panel out of the window while its dock is put away: nothing of it is dressed or laid out unseen."""

    def __init__(self, dock: QDockWidget, panel: QWidget) -> None:
        super().__init__(dock)
        self._dock, self._panel = dock, panel
        dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In again when it is shown."""
        if watched is self._dock and event.type() == QEvent.Type.ShowToParent:
            if self._panel.parent() is None:
                turns().catch_up(self._panel)
                self._dock.setWidget(self._panel)
                self._panel.show()
        elif watched is self._dock and event.type() == QEvent.Type.HideToParent:
            take_out(self._panel)
        return super().eventFilter(watched, event)


class Docks(QObject):
    """The docks of one workstation window."""

    def __init__(self, window: WorkstationWindow) -> None:
        super().__init__(window)
        self._window = window
        self.titles: dict[str, DockTitle] = {}
        self.docks: dict[str, QDockWidget] = {}
        window.setDockNestingEnabled(True)
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self._add("queue", window.queue, left)
        self._add("incident", window.incident, right)
        self._add("video", window.video, Qt.DockWidgetArea.BottomDockWidgetArea)
        for name, panel in (("alarms", window.alarms), ("cover", window.cover), ("intake", window.intake),
                            ("report", _scrolled(window.new_report)), ("keys", window.key_sheet)):  # fmt: skip
            self._add(name, panel, left)
            window.tabifyDockWidget(self.docks["queue"], self.docks[name])
            self.docks[name].hide()
            if name in SHELVED:
                _Shelf(self.docks[name], panel)
                take_out(panel)
        window.setTabPosition(left, QTabWidget.TabPosition.South)
        self._sizes = (0, 0)
        self._plain: QByteArray = window.saveState()
        language.follow_words(self.retranslate)
        self.counts = (0, 0)
        self.retranslate()

    def _add(self, name: str, panel: QWidget, area: Qt.DockWidgetArea) -> None:
        dock = QDockWidget(self._window)
        dock.setObjectName(name)
        dock.setWidget(panel)
        panel.setProperty("role", "panel")
        title = DockTitle()
        dock.setTitleBarWidget(title)
        self._window.addDockWidget(area, dock)
        self.docks[name], self.titles[name] = dock, title

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put the headings into the language on screen."""
        names = {
            "queue": QCoreApplication.translate("Docks", "Queue"),
            "incident": QCoreApplication.translate("Docks", "Incident"),
            "video": QCoreApplication.translate("Docks", "Cameras"),
            "alarms": QCoreApplication.translate("Docks", "Alarms"),
            "cover": QCoreApplication.translate("Docks", "Cover"),
            "intake": QCoreApplication.translate("Docks", "Ways in"),
            "report": QCoreApplication.translate("Docks", "New report"),
            "keys": QCoreApplication.translate("Docks", "Keys and commands"),
        }
        for name, shown in names.items():
            self.titles[name].name.setText(shown)
            self.docks[name].setWindowTitle(shown)
        self.show_counts(*self.counts)

    @Slot(int, int)
    def show_counts(self, opened: int, emergencies: int) -> None:
        """What the queue's heading says."""
        self.counts = (opened, emergencies)
        said = QCoreApplication.translate("Docks", "{open} open · {emergency} emergency · by time left")
        self.titles["queue"].detail.setText(said.format(open=opened, emergency=emergencies))

    def toggle(self, name: str) -> bool:
        """Show or hide a panel; whether it is shown now. A panel behind another comes to the front."""
        dock = self.docks[name]
        shown = not dock.isVisible() or dock.visibleRegion().isEmpty()
        dock.setVisible(shown)
        if shown:
            dock.raise_()
        return shown

    def fit_to(self, width: int, height: int) -> None:
        """Share the window out anew when it changed between small and large; else leave the officer's sizes."""
        small = width < SMALL_SCREEN
        sizes = (int(small), height // 40)
        if sizes == self._sizes:
            return
        self._sizes = sizes
        left = LEFT_SMALL_PX if small else LEFT_PX
        right = RIGHT_SMALL_PX if small else RIGHT_PX
        docks = [self.docks["queue"], self.docks["incident"]]
        self._window.resizeDocks(docks, [left, right], Qt.Orientation.Horizontal)
        self._window.resizeDocks([self.docks["video"]], [round(height * VIDEO_SHARE)], Qt.Orientation.Vertical)

    def put_back(self, arrangement: QByteArray) -> bool:
        """Bring back a kept arrangement, with the sizes it had; whether it fits these panels."""
        self._sizes = (int(self._window.width() < SMALL_SCREEN), self._window.height() // 40)
        return self._window.restoreState(arrangement)

    def reset(self) -> None:
        """Everything back to where it was at first."""
        self._window.restoreState(self._plain)
        self._sizes = (0, 0)
        self.fit_to(self._window.width(), self._window.height())
