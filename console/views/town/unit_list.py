"""The lists of what is placed: teams, depots, cameras, grids, each on its tab, and the district's own entries."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabBar, QTableView, QVBoxLayout, QWidget

from console.district.workshop.town import UNITS, Kind, Town, without
from console.phrase import say
from console.views import language
from console.views.plain_table import ColumnsModel, dress
from console.views.town.town_map import name_of
from console.views.town.work import TownWork
from console.views.wording import word
from console.views.workstation.list_model import Index

COLUMNS = ("id", "name", "more")
KINDS = (*UNITS, Kind.DISTRICT)


class UnitModel(ColumnsModel):
    """The units of one kind of a town."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, self._heads, parent)
        self._town, self._kind = Town({"id": "-"}), Kind.TEAM
        self.ids: list[str] = []

    def count(self) -> int:
        """How many units there are."""
        return len(self.ids)

    def show(self, town: Town, kind: Kind) -> None:
        """Units of a kind; rows that stay keep their place on the screen."""
        ids = list(town.of(kind)) if kind is not Kind.DISTRICT else []
        same = ids == self.ids and kind is self._kind
        if not same:
            self.beginResetModel()
        self._town, self._kind, self.ids = town, kind, ids
        if not same:
            self.endResetModel()
        elif ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        id_ = self.ids[index.row()]
        if COLUMNS[index.column()] == "id":
            return id_
        return name_of(self._town, self._kind, id_) if COLUMNS[index.column()] == "name" else self._more(id_)

    def _more(self, id_: str) -> str:
        record = self._town.of(self._kind)[id_]
        if self._kind is Kind.TEAM:
            return word("team_kind", str(record.get("kind")))
        if self._kind is Kind.DEPOT:
            return self.tr("{n} kinds").format(n=len(record.get("stock") or {}))
        return str(record.get("leader" if self._kind is Kind.GRID else "source") or "")

    def _heads(self, column: str) -> str:
        more = {Kind.TEAM: self.tr("Kind"), Kind.DEPOT: self.tr("Stock"), Kind.CAMERA: self.tr("Picture from"),
                Kind.GRID: self.tr("Leader")}  # fmt: skip
        return {"id": self.tr("Code"), "name": self.tr("Name")}.get(column, more.get(self._kind, ""))


class UnitList(QWidget):
    """Tabs over one table, and what can be done with the chosen row."""

    add_asked = Signal(object)
    move_asked = Signal()
    table_asked = Signal()
    export_asked = Signal()
    view_asked = Signal()

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.tabs, self.table, self.model = QTabBar(), QTableView(), UnitModel(self)
        self.add, self.move_it, self.delete = QPushButton(), QPushButton(), QPushButton()
        self.take_in, self.give_out = QPushButton(), QPushButton()
        self.about = QLabel()
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _ in KINDS:
            self.tabs.addTab("")
        self.table.setModel(self.model)
        dress(self.table, (84, 150, 124), 1)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.setContentsMargins(0, 4, 0, 12)
        for buttons in ((self.add, self.move_it, self.delete), (self.take_in, self.give_out)):
            row = QHBoxLayout()
            row.setContentsMargins(12, 0, 12, 0)
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button, 1)
            column.addLayout(row)
        self.about.setContentsMargins(12, 0, 12, 0)

    def _connect(self) -> None:
        work = self._work
        work.changed.connect(self.refresh)
        work.chosen.connect(self._chosen)
        self.tabs.currentChanged.connect(self._turned)
        self.table.selectionModel().currentRowChanged.connect(self._row)
        self.table.activated.connect(self.view_asked)
        self.table.doubleClicked.connect(self.view_asked)
        self.add.clicked.connect(self.ask_add)
        self.move_it.clicked.connect(self.move_asked)
        self.delete.clicked.connect(self.delete_chosen)
        self.take_in.clicked.connect(self.table_asked)
        self.give_out.clicked.connect(self.export_asked)
        language.follow(self.retranslate)

    @property
    def kind(self) -> Kind:
        """The kind whose tab is in front."""
        return KINDS[self.tabs.currentIndex()]

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.tabs.setAccessibleName(self.tr("What is placed"))
        self.add.setText(self.tr("Add"))
        self.add.setToolTip(self.tr("Ctrl+N"))
        self.move_it.setText(self.tr("Move"))
        self.move_it.setToolTip(self.tr("Ctrl+M"))
        self.delete.setText(self.tr("Delete"))
        self.delete.setToolTip(self.tr("Delete in the list; Ctrl+Z brings it back"))
        self.take_in.setText(self.tr("From a file …"))
        self.give_out.setText(self.tr("To a file …"))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the town as it is now."""
        town, kind = self._work.town, self.kind
        titles = (self.tr("Teams"), self.tr("Depots"), self.tr("Cameras"), self.tr("Grids"), self.tr("District"))
        for n, (title, one) in enumerate(zip(titles, KINDS, strict=True)):
            self.tabs.setTabText(n, title if one is Kind.DISTRICT else f"{title} {len(town.of(one))}")
        self.model.show(town, kind)
        own = kind is Kind.DISTRICT
        self.table.setVisible(not own)
        self.table.setAccessibleName(titles[KINDS.index(kind)])
        there = self._work.opened is not None
        self.about.setText(self._about(own))
        self.about.setVisible(bool(self.about.text()))
        for button in (self.add, self.take_in):
            button.setEnabled(there and not own)
        for button in (self.move_it, self.delete):
            button.setEnabled(there and not own and bool(self._work.id))
        self.give_out.setEnabled(there and not own and bool(town.of(kind)))

    def _about(self, own: bool) -> str:
        if own:
            return self.tr("Positions in the files of this district are {datum}. Its fields are on the right.").format(
                datum=self._work.town.datum
            )
        if self._work.opened is not None and not self._work.town.of(self.kind):
            return self.tr("None yet. Add one on the map, or take in a file.")
        return ""

    @Slot(int)
    def _turned(self, _index: int) -> None:
        kind = self.kind
        self.refresh()
        if kind is not self._work.kind:
            ids = self._work.town.of(kind)
            self._work.choose(kind, next(iter(ids), ""))

    @Slot(QModelIndex, QModelIndex)
    def _row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and self.model.ids[current.row()] != self._work.id:
            self._work.choose(self.kind, self.model.ids[current.row()])

    @Slot(object, str)
    def _chosen(self, kind: Kind, id_: str) -> None:
        if kind is not self.kind:
            self.tabs.setCurrentIndex(KINDS.index(kind))
        self.refresh()
        if id_ in self.model.ids:
            self.table.selectRow(self.model.ids.index(id_))

    @Slot()
    def ask_add(self) -> None:
        """Ctrl+N."""
        if self.add.isEnabled():
            self.add_asked.emit(self.kind)

    @Slot()
    def delete_chosen(self) -> None:
        """Delete: the row below is chosen then."""
        work = self._work
        ids = list(work.town.of(work.kind))
        if work.kind is Kind.DISTRICT or work.id not in ids:
            return
        gone, at = work.id, ids.index(work.id)
        rest = [id_ for id_ in ids if id_ != gone]
        after = rest[min(at, len(rest) - 1)] if rest else ""
        kind = work.kind
        work.do(say("workshop.did.delete", id=gone), without(work.town, kind, gone), kind, gone)
        work.choose(kind, after)
        QTimer.singleShot(0, self.table, self.table.setFocus)
