"""One picture of the wall's figures. Whoever imports this imports the charts, which takes a fifth of a second."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.views.theme.current import palette
from console.views.theme.fonts import ui_font


class Plot(QWidget):
    """A heading, what it says in words, and the picture; letters follow the wall's scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.said = QLabel(), QLabel()
        self.picture = pg.PlotWidget()
        self.picture.setMouseEnabled(x=False, y=False)
        self.picture.setMenuEnabled(False)
        self.picture.hideButtons()
        self._small = 14
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(2)
        for widget in (self.title, self.said):
            column.addWidget(widget)
        column.addWidget(self.picture, 1)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self._small = round(14 * scale)
        self.title.setStyleSheet(f"font-size: {round(18 * scale)}px; font-weight: 700;")
        self.said.setStyleSheet(f"font-size: {self._small}px; color: {palette().muted};")

    def begin(self) -> None:
        """An empty picture in the colours of the moment."""
        self.picture.clear()
        self.picture.setBackground(QColor(palette().panel))
        for side in ("left", "bottom"):
            axis = self.picture.getPlotItem().getAxis(side)
            axis.setPen(QColor(palette().line))
            axis.setTextPen(QColor(palette().text))
            axis.setStyle(tickFont=ui_font(self._small), tickLength=-4)
            axis.setTicks(None)
        self.picture.getPlotItem().getAxis("bottom").setHeight(self._small * 2)
        self.picture.getPlotItem().getAxis("left").setWidth(self._small * 4)

    def two_lines(self) -> None:
        """Names of two lines below the bars."""
        self.picture.getPlotItem().getAxis("bottom").setHeight(round(self._small * 3.4))

    def whole_numbers(self, side: str, most: int) -> None:
        """A few whole numbers along an axis."""
        step = max(1, -(-most // 4))
        ticks = [(n, str(n)) for n in range(0, most + step, step)]
        self.picture.getPlotItem().getAxis(side).setTicks([ticks])

    def bars(self, counts: Sequence[float], inks: Sequence[str], names: Sequence[tuple[int, str]]) -> None:
        """Standing bars, each in its own colour."""
        brushes = [QColor(ink) for ink in inks]
        self.picture.addItem(
            pg.BarGraphItem(x=list(range(len(counts))), height=list(counts), width=0.75, brushes=brushes, pen=None)
        )
        self.picture.getPlotItem().getAxis("bottom").setTicks([list(names)])
        self.picture.setXRange(-0.6, max(1, len(counts)) - 0.4)
        self.picture.setYRange(0, max([*counts, 1]) * 1.15)

    def lying(self, names: Sequence[str], counts: Sequence[int], ink: str) -> None:
        """Lying bars, the longest on top."""
        rows = [len(names) - n for n in range(len(names))]
        self.picture.addItem(pg.BarGraphItem(x0=0, y=rows, width=list(counts), height=0.7, brush=QColor(ink), pen=None))
        wide = max(map(QFontMetrics(ui_font(self._small)).horizontalAdvance, names), default=0)
        left = self.picture.getPlotItem().getAxis("left")
        left.setTicks([list(zip(rows, names, strict=True))])
        left.setWidth(wide + 16)
        self.picture.setYRange(0.3, len(names) + 0.7)
        self.picture.setXRange(0, max([*counts, 1]) * 1.1)

    def limit_at_one(self, name: str) -> None:
        """A dashed line at 1, the limit of every bar, and its name beside it."""
        self.picture.getPlotItem().getAxis("left").setTicks([[(1, name)]])
        dashed = pg.mkPen(QColor(palette().text), width=2, style=Qt.PenStyle.DashLine)
        self.picture.addItem(pg.InfiniteLine(1, 0, dashed))

    def line(self, x: Sequence[float], y: Sequence[float], ink: str, ends: Sequence[tuple[float, str]]) -> None:
        """Values one after another; a few of them are marked, or a single one would not be seen."""
        pen = pg.mkPen(QColor(ink), width=3)
        self.picture.addItem(pg.PlotDataItem(x, y, pen=pen, symbol="o" if len(x) < 3 else None))
        self.picture.getPlotItem().getAxis("bottom").setTicks([list(ends)])
        self.picture.setXRange(-x[-1] * 0.05 - 0.2, max(1.0, x[-1] * 1.05))
