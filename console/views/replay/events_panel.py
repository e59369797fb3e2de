"""The events of a replay: filtered by family and incident, a click goes to that moment."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.board.board import Board
from console.board.timeline import Family
from console.views import language
from console.views.map_feed import incident_name
from console.views.replay.events_model import EventDelegate, EventsModel
from console.views.replay.past_link import PastLink
from console.views.theme import current as theme

MOST_NAMED = 2000
"""Incidents the filter names; of more the first ones, which a typed number still finds."""


class EventsPanel(QWidget):
    """The list follows the moment shown while that is in view."""

    asked = Signal(int)  # a row of the period
    incident_chosen = Signal(object)  # a number or None

    def __init__(self, link: PastLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._end: Board | None = None
        self.model = EventsModel(link.past.reel, link.session.vocabulary)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EventDelegate(link.past.reel, self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.incident, self.count = QComboBox(), QLabel()
        self.incident.addItem("", None)
        self.count.setProperty("role", "small")
        self._family: Family | None = None
        self._chips = QButtonGroup(self)
        self._lay_out()
        self.incident.currentIndexChanged.connect(self._narrow)
        self.list.clicked.connect(self._clicked)
        self.list.activated.connect(self._clicked)
        link.moved.connect(self._moved)
        language.follow(self.retranslate)
        theme.changed.connect(self._repaint)
        self.retranslate()

    def _lay_out(self) -> None:
        chips, row = QHBoxLayout(), QHBoxLayout()
        for line, top in ((chips, 8), (row, 0)):
            line.setContentsMargins(10, top, 10, 6)
            line.setSpacing(6)
        for n, family in enumerate((None, *Family)):
            chip = QPushButton()
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(n == 0)
            chip.clicked.connect(partial(self._choose_family, family))
            self._chips.addButton(chip, n)
            chips.addWidget(chip)
        chips.addStretch(1)
        row.addWidget(self.incident, 1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(chips)
        column.addLayout(row)
        column.addWidget(self.list, 1)

    def know(self, end: Board) -> None:
        """The board at the end of the period: every incident and order of it."""
        self._end = end
        self.model.know(end)
        numbers = sorted({row.incident for row in self._link.past.reel.rows if row.incident is not None})
        for number in numbers[:MOST_NAMED]:
            self.incident.addItem("", number)
        self.retranslate()

    @property
    def chosen(self) -> int | None:
        """The incident the list is narrowed to."""
        number = self.incident.currentData()
        return int(number) if number is not None else None

    def choose(self, number: int | None) -> None:
        """Narrow the list to one incident, or to none."""
        self.incident.setCurrentIndex(max(0, self.incident.findData(number)) if number is not None else 0)

    def _choose_family(self, family: Family | None, _checked: bool = False) -> None:
        self._family = family
        self._narrow()

    @Slot()
    def _narrow(self, _at: int = 0) -> None:
        self.model.narrow(self._family, self.chosen)
        self._say_count()
        self._scroll()
        self.incident_chosen.emit(self.chosen)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.asked.emit(self.model.row_number(index.row()))

    @Slot()
    def _moved(self) -> None:
        self.model.show_row(self._link.row)
        self._scroll()

    def _scroll(self) -> None:
        place = self.model.place_of(self.model.shown_row)
        index = self.model.index(max(0, place))
        if place >= 0:
            self.list.setCurrentIndex(index)
        else:
            self.list.clearSelection()
        self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _say_count(self) -> None:
        self.count.setText(self.tr("{n} events").format(n=f"{self.model.rowCount():,}"))

    @Slot()
    def _repaint(self, _theme: str = "") -> None:
        self.list.viewport().update()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        names = (self.tr("All"), self.tr("Reports"), self.tr("Decisions"), self.tr("Orders"), self.tr("Marks"))
        for n, name in enumerate(names):
            self._chips.button(n).setText(name)
        self.list.setAccessibleName(self.tr("Events of the period"))
        self.incident.setAccessibleName(self.tr("Only one incident"))
        self.incident.setItemText(0, self.tr("Every incident"))
        for at in range(1, self.incident.count()):
            number = self.incident.itemData(at)
            known = self._end.incidents.get(number) if self._end is not None else None
            name = incident_name(self._end, known) if self._end is not None and known is not None else ""
            self.incident.setItemText(at, f"#{number} {name}".rstrip())
        self.model.said_anew()
        self._say_count()
