"""The menu of the map: layers without a chip, colours of grids, whose reach is shown, measuring, tiles beneath."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

MORE_LAYERS = (("trails", True), ("heat", False))
"""Layers without a chip, and whether they are shown at first."""
_ENTRIES = (  # what it is, which, English title; a line before each new sort
    ("show", "trails", QT_TRANSLATE_NOOP("MapMenu", "Trails of teams at work")),
    ("show", "heat", QT_TRANSLATE_NOOP("MapMenu", "Heat of cases, 30 days")),
    ("grids", "plain", QT_TRANSLATE_NOOP("MapMenu", "Grids by their codes")),
    ("grids", "load", QT_TRANSLATE_NOOP("MapMenu", "Grids by load: open cases")),
    ("grids", "light", QT_TRANSLATE_NOOP("MapMenu", "Grids by light: the worst case")),
    ("reach", "case", QT_TRANSLATE_NOOP("MapMenu", "Reach around the case")),
    ("reach", "free", QT_TRANSLATE_NOOP("MapMenu", "Reach of all free teams")),
    ("reach", "point", QT_TRANSLATE_NOOP("MapMenu", "Reach from a point …")),
    ("cover", "now", QT_TRANSLATE_NOOP("MapMenu", "Cover now")),
    ("cover", "after", QT_TRANSLATE_NOOP("MapMenu", "Cover after sending")),
    ("tool", "measure", QT_TRANSLATE_NOOP("MapMenu", "Measure …")),
    ("tool", "find", QT_TRANSLATE_NOOP("MapMenu", "Find …")),
    ("tool", "under", QT_TRANSLATE_NOOP("MapMenu", "Tiles beneath …")),
)
_USUAL = {"grids": "plain", "reach": "case", "cover": "now"}


class MapMenu(QPushButton):
    """Opens below itself; the arrow keys move in it, Enter chooses, Esc closes it. ``chosen`` tells what and which."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.menu_shown = QMenu(self)
        self._actions: dict[tuple[str, str], QAction] = {}
        groups = {what: QActionGroup(self) for what in _USUAL}
        before = ""
        for what, which, _title in _ENTRIES:
            if before and what != before:
                self.menu_shown.addSeparator()
            before = what
            action = self.menu_shown.addAction("")
            action.setCheckable(what != "tool")
            if what in groups:
                groups[what].addAction(action)
            action.setChecked(_USUAL.get(what) == which or (which, True) in MORE_LAYERS)
            action.triggered.connect(partial(self._choose, what, which))
            self._actions[what, which] = action
        self.clicked.connect(self.open_menu)
        self._name()

    def set_checked(self, layer: str, shown: bool) -> None:
        """Show a layer's entry as on or off; tells nobody."""
        if ("show", layer) in self._actions:
            self._actions["show", layer].setChecked(shown)

    def set_choice(self, what: str, which: str) -> None:
        """Show which of the grids', reach's or cover's ways is chosen; tells nobody."""
        if (what, which) in self._actions:
            self._actions[what, which].setChecked(True)

    def is_checked(self, what: str, which: str) -> bool:
        """Whether an entry is on."""
        return self._actions[what, which].isChecked()

    def open_menu(self) -> None:
        """Show it; the first entry is marked."""
        self.menu_shown.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self.menu_shown.setActiveAction(self.menu_shown.actions()[0])

    def changeEvent(self, event: QEvent) -> None:
        """Rename everything when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()

    def _choose(self, what: str, which: str, _checked: bool = False) -> None:
        self.chosen.emit(what, which)

    def _name(self) -> None:
        self.setText(self.tr("Map ▾"))
        self.setToolTip(self.tr("Layers, reach, measuring, search and tiles beneath (Ctrl+B)"))
        self.setAccessibleName(self.tr("Map menu"))
        for what, which, title in _ENTRIES:
            self._actions[what, which].setText(QCoreApplication.translate("MapMenu", str(title)))
        self.adjustSize()
