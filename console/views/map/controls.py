"""The buttons that float over the map, each in its corner."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from console.views.map.chips import LayerChips, RoadTool, ZoomButtons
from console.views.map.map_menu import MapMenu

_MARGIN_PX = 12


class Controls:
    """Layer chips, the tool for roads and the menu above, zoom below."""

    def __init__(self, over: QWidget, shown: bool) -> None:
        self.chips, self.tool, self.zoom = LayerChips(over), RoadTool(over), ZoomButtons(over)
        self.menu = MapMenu(over)
        self._all: tuple[QWidget, ...] = (self.chips, self.tool, self.menu, self.zoom)
        for control in self._all:
            control.setVisible(shown)

    def lay_out(self, room: QRect) -> list[list[int]]:
        """Put everything in its corner of ``room``; the rectangles taken, as x, y, width, height."""
        for control in self._all:
            control.adjustSize()
        low, right = room.bottom() - _MARGIN_PX, room.right() - _MARGIN_PX
        self.chips.move(_MARGIN_PX, _MARGIN_PX)
        self.tool.move(self.chips.geometry().right() + _MARGIN_PX, _MARGIN_PX)
        self.menu.move(*self._beside_tool(room))
        self.zoom.move(right - self.zoom.width(), low - self.zoom.height())
        taken = [control.geometry() for control in self._all if not control.isHidden()]
        return [[g.x(), g.y(), g.width(), g.height()] for g in taken]

    def _beside_tool(self, room: QRect) -> tuple[int, int]:
        """Right of the tool for roads, or below the chips where the map is too narrow."""
        left = self.tool.geometry().right() + _MARGIN_PX // 2
        if left + self.menu.width() <= room.right() - _MARGIN_PX:
            return left, _MARGIN_PX
        return _MARGIN_PX, self.chips.geometry().bottom() + _MARGIN_PX // 2
