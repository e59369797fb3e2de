"""The buttons that float over the map, each in its corner."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from console.views.map.chips import LayerChips, RoadTool, ZoomButtons

_MARGIN_PX = 12


class Controls:
    """Layer chips and the tool for roads above, zoom below."""

    def __init__(self, over: QWidget, shown: bool) -> None:
        self.chips, self.tool, self.zoom = LayerChips(over), RoadTool(over), ZoomButtons(over)
        self._all: tuple[QWidget, ...] = (self.chips, self.tool, self.zoom)
        for control in self._all:
            control.setVisible(shown)

    def lay_out(self, room: QRect) -> list[list[int]]:
        """Put everything in its corner of ``room``; the rectangles taken, as x, y, width, height."""
        for control in self._all:
            control.adjustSize()
        low, right = room.bottom() - _MARGIN_PX, room.right() - _MARGIN_PX
        self.chips.move(_MARGIN_PX, _MARGIN_PX)
        self.tool.move(self.chips.geometry().right() + _MARGIN_PX, _MARGIN_PX)
        self.zoom.move(right - self.zoom.width(), low - self.zoom.height())
        taken = [control.geometry() for control in self._all if not control.isHidden()]
        return [[g.x(), g.y(), g.width(), g.height()] for g in taken]
