"""The picture of a page: bars by value, or by hour of the day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from console.analysis.trend import Step
from console.errors import StoreUnavailable
from console.views.theme.current import palette
from console.views.theme.fonts import ui_font
from console.views.theme.tokens import SMALL

MOST_BARS = 20
WIDEST_NAME = 260


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """Bars that cannot be dragged about: a picture, not a plaything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.getPlotItem().getViewBox().setDefaultPadding(0.03)

    def show_bars(self, names: Sequence[str], counts: Sequence[int], good: Sequence[int]) -> None:
        """Lying bars, the longest on top; ``good`` is the part of each that is drawn in full colour."""
        self._begin()
        names, counts, good = names[:MOST_BARS], counts[:MOST_BARS], good[:MOST_BARS]
        rows = [len(names) - n for n in range(len(names))]
        self._bars(rows, counts, palette().line)
        self._bars(rows, good, palette().accent)
        metrics = QFontMetrics(ui_font(SMALL))
        told = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, WIDEST_NAME) for name in names]
        self._ticks("left", list(zip(rows, told, strict=True)))
        self._ticks("bottom", None)
        self.getPlotItem().getAxis("left").setWidth(max(map(metrics.horizontalAdvance, told), default=0) + 24)
        self.setYRange(0.4, len(names) + 0.6)
        self.setXRange(0, max([*counts, 1]) * 1.04)

    def show_hours(self, counts: Sequence[int]) -> None:
        """24 standing bars."""
        self._begin()
        bars = pg.BarGraphItem(
            x=list(range(24)), height=list(counts), width=0.7, brush=QColor(palette().accent), pen=None
        )
        self.addItem(bars)
        self._ticks("bottom", [(hour, f"{hour:02d}") for hour in range(24)])
        self._ticks("left", None)
        self.getPlotItem().getAxis("left").setWidth(64)
        self.setXRange(-0.6, 23.6)
        self.setYRange(0, max([*counts, 1]) * 1.05)

    def show_trend(self, steps: Sequence[Step]) -> None:
        """A bar for each step, a line for what is usual, a thin one for the time before."""
        self._begin()
        x = list(range(len(steps)))
        counts = [step.cases for step in steps]
        self.addItem(pg.BarGraphItem(x=x, height=counts, width=0.8, brush=QColor(palette().accent), pen=None))
        before = [(n, step.before) for n, step in enumerate(steps) if step.before is not None]
        if before:
            grey = pg.mkPen(QColor(palette().muted), width=1.5, style=Qt.PenStyle.DashLine)
            self.addItem(pg.PlotDataItem([n for n, _ in before], [count for _, count in before], pen=grey))
        usual = pg.mkPen(QColor(palette().states["notified"].ink), width=2.5)
        self.addItem(pg.PlotDataItem(x, [step.usual for step in steps], pen=usual))
        every = max(1, len(steps) // 8)
        self._ticks("bottom", [(n, f"{steps[n].begins:%m-%d}") for n in x[::every]])
        self._ticks("left", None)
        self.getPlotItem().getAxis("left").setWidth(64)
        self.setXRange(-0.6, max(1, len(steps)) - 0.4)
        self.setYRange(0, max([*counts, *(count for _, count in before), 1]) * 1.08)

    def _begin(self) -> None:
        self.clear()
        self.setBackground(QColor(palette().panel))
        for side in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(side)
            axis.setPen(QColor(palette().line))
            axis.setTextPen(QColor(palette().muted))
            axis.setStyle(tickFont=ui_font(SMALL), tickLength=-4)

    def _bars(self, rows: Sequence[int], widths: Sequence[int], ink: str) -> None:
        self.addItem(pg.BarGraphItem(x0=0, y=list(rows), width=list(widths), height=0.7, brush=QColor(ink), pen=None))

    def _ticks(self, side: str, ticks: list[tuple[int, str]] | None) -> None:
        self.getPlotItem().getAxis(side).setTicks([ticks] if ticks is not None else None)

    def save(self, path: Path) -> None:
        """Write the picture as PNG or SVG; :class:`StoreUnavailable` when it cannot be written."""
        if path.suffix.lower() == ".svg":
            drawing = QSvgGenerator()
            drawing.setFileName(str(path))
            drawing.setSize(self.size())
            drawing.setViewBox(self.rect())
            painter = QPainter()
            done = painter.begin(drawing)
            if done:
                self.render(painter)
                painter.end()
        else:
            done = self.grab().save(str(path))
        if not done or not path.is_file():
            raise StoreUnavailable(f"{path}: cannot be written")
