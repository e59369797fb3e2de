"""Layer chips and zoom buttons that float over the map."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.views.icons.tint import icon
from console.views.theme import current as theme

LAYERS = (  # layer, English title, shown at first
    ("teams", QT_TRANSLATE_NOOP("LayerChips", "Teams"), True),
    ("cameras", QT_TRANSLATE_NOOP("LayerChips", "Cameras"), True),
    ("depots", QT_TRANSLATE_NOOP("LayerChips", "Depots"), True),
    ("reach", QT_TRANSLATE_NOOP("LayerChips", "Reach"), True),
    ("cover", QT_TRANSLATE_NOOP("LayerChips", "Cover"), False),
    ("grids", QT_TRANSLATE_NOOP("LayerChips", "Grids"), False),
)
_ZOOM = (
    ("plus", "in", QT_TRANSLATE_NOOP("ZoomButtons", "Zoom in")),
    ("minus", "out", QT_TRANSLATE_NOOP("ZoomButtons", "Zoom out")),
    ("fit", "home", QT_TRANSLATE_NOOP("ZoomButtons", "Show the whole district")),
)


class LayerChips(QWidget):
    """One checkable chip per layer; reached with Tab, switched with Space."""

    toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for layer, _title, shown in LAYERS:
            chip = QPushButton(self)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(shown)
            chip.toggled.connect(partial(self.toggled.emit, layer))
            row.addWidget(chip)
            self._chips[layer] = chip
        self._name_chips()

    def set_checked(self, layer: str, shown: bool) -> None:
        """Show a chip as on or off; tells nobody when it already is."""
        if layer in self._chips:
            self._chips[layer].setChecked(shown)

    def chip(self, layer: str) -> QPushButton:
        """The chip of a layer."""
        return self._chips[layer]

    def changeEvent(self, event: QEvent) -> None:
        """Rename the chips when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_chips()

    def _name_chips(self) -> None:
        for layer, title, _shown in LAYERS:
            self._chips[layer].setText(QCoreApplication.translate("LayerChips", str(title)))
        self.adjustSize()


class RoadTool(QPushButton):
    """Checked while the tool for roads is in hand: a click picks a stretch, a line drawn picks all it crosses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setIconSize(QSize(14, 14))
        theme.changed.connect(self._dress)
        self.toggled.connect(self._dress)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Rename the button when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._dress()

    def _dress(self, _cause: object = None) -> None:
        self.setText(self.tr("Close roads"))
        self.setToolTip(self.tr("Click a road or draw a line across several (Ctrl+R); a right click works at any time"))
        colours = theme.palette()
        self.setIcon(icon("closure", colours.text if self.isChecked() else colours.muted, 14))
        self.adjustSize()


class ZoomButtons(QWidget):
    """Zoom in, zoom out, whole district."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for name, act, _title in _ZOOM:
            button = QPushButton(self)
            button.setFixedSize(30, 30)
            button.setIconSize(QSize(16, 16))
            button.setStyleSheet("padding: 0;")
            button.clicked.connect(partial(self._press, act))
            column.addWidget(button)
            self._buttons[name] = button
        theme.changed.connect(self._dress)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Rename the buttons when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._dress()

    def _press(self, act: str) -> None:
        self.pressed.emit(act)

    def _dress(self) -> None:
        for name, _act, title in _ZOOM:
            said = QCoreApplication.translate("ZoomButtons", str(title))
            self._buttons[name].setIcon(icon(name, theme.palette().text))
            self._buttons[name].setToolTip(said)
            self._buttons[name].setAccessibleName(said)
        self.adjustSize()
