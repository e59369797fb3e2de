"""The tab Timeline: the journal's rows of one incident, newest last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.board.timeline import Family, family_of, line_of
from console.model.events import Recorded
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import clock, m_ss, tell
from console.views.workstation.rows import Row, RowList

_ICONS = {Family.REPORT: "report", Family.DECISION: "plan", Family.ORDER: "team", Family.MARK: "clock"}


class TimelineTab(QWidget):
    """A filter and the lines. The list follows the newest line unless the officer scrolled up."""

    moment = Signal(object)  # the session time of the line clicked

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._family: Family | None = None
        self._shown: tuple[int | None, int] = (None, 0)
        self.list = RowList("", self)
        self._chips = QButtonGroup(self)
        chips = QHBoxLayout()
        chips.setContentsMargins(10, 8, 10, 6)
        chips.setSpacing(6)
        for n, family in enumerate((None, *Family)):
            chip = QPushButton()
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(n == 0)
            chip.clicked.connect(partial(self._narrow, family))
            self._chips.addButton(chip, n)
            chips.addWidget(chip)
        chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(chips)
        column.addWidget(self.list, 1)
        self.list.clicked_row.connect(self._clicked)

    def _narrow(self, family: Family | None, _checked: bool = False) -> None:
        self._family = family
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the lines of the selected incident."""
        self.list.setAccessibleName(self.tr("Timeline"))
        names = (self.tr("All"), self.tr("Reports"), self.tr("Decisions"), self.tr("Orders"), self.tr("Marks"))
        for n, name in enumerate(names):
            self._chips.button(n).setText(name)
        rows = self._link.board.history.get(self._link.selection, []) if self._link.selection is not None else []
        shown = [row for row in rows if self._family in (None, family_of(row))]
        bar = self.list.verticalScrollBar()
        follow = bar.value() >= bar.maximum() - 4 or self._shown[0] != self._link.selection
        self.list.set_rows([self._row(row) for row in shown])
        if follow and self._shown != (self._link.selection, len(shown)):
            self.list.scrollToBottom()
        self._shown = (self._link.selection, len(shown))

    def _row(self, row: Recorded) -> Row:
        link, colours = self._link, palette()
        incident = link.incident
        t0 = incident.t0 if incident else None
        since = "" if t0 is None else f"{'+' if row.at >= t0 else ''}{m_ss((row.at - t0).total_seconds())}"
        missed = row.event.kind in ("incident.mark_missed", "order.lapsed", "order.declined", "order.delivery_failed")
        ink = colours.states["late"].ink if missed else colours.accent
        return Row(
            f"t:{row.seq}", tell(line_of(link.board, row, link.session.vocabulary)),
            f"{row.actor} · " + self.tr("seat {seat}").format(seat=row.seat) if row.seat.isdigit() else row.actor,
            icon="alarm-high" if missed else _ICONS[family_of(row)], icon_ink=ink,
            value=clock(link.board.district.local(row.at)), value_ink=colours.text, value_detail=since,
        )  # fmt: skip

    @Slot(str)
    def _clicked(self, name: str) -> None:
        seq = int(name.removeprefix("t:"))
        rows = self._link.board.history.get(self._link.selection, [])
        row = next((row for row in rows if row.seq == seq), None)
        if row is not None:
            self.moment.emit(row.at)
