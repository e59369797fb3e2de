"""Taking in units from a table, or grids from GeoJSON: the file is read, shown row by row, and only then taken."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.district.osm.coordinates import DATUMS
from console.district.workshop.folder import Opened
from console.district.workshop.grid_file import GridReader
from console.district.workshop.tables import TableRead, TableReader
from console.district.workshop.town import Kind, Town
from console.errors import ConsoleError, Refused
from console.intake.tables import read_rows
from console.phrase import Text, say
from console.views import language
from console.views.town.work import TownWork
from console.views.wording import tell

MOST_SHOWN = 500


def read_file(opened: Opened, town: Town, kind: Kind, datum: str, path: Path) -> TableRead:
    """The records of a file, off the GUI thread. ``ConsoleError`` or ``OSError`` when it cannot be read."""
    if kind is Kind.GRID:
        return GridReader(town, opened.district, datum).read(path)
    rows = ((row.number, row.cells) for row in read_rows(path))
    return TableReader(kind, town, opened.district, datum).read(rows)


class TablePanel(QWidget):
    """File and datum on top, what came of each row below, one button that takes in the good ones."""

    closed = Signal()

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.kind = Kind.TEAM
        self.found: TableRead | None = None
        self.is_reading = False
        self.heading, self.said, self.hint = QLabel(), QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.hint.setProperty("role", "muted")
        for label in (self.heading, self.said, self.hint):
            label.setWordWrap(True)
        self.path, self.datum, self.rows = QLineEdit(), QComboBox(), QListWidget()
        self.rows.setWordWrap(True)
        self.datum_name = QLabel()
        self.browse, self.take, self.away = QPushButton(), QPushButton(), QPushButton()
        for datum in DATUMS:
            self.datum.addItem(datum)
        self._lay_out()
        self.path.returnPressed.connect(self.read)
        self.browse.clicked.connect(self._choose)
        self.datum.activated.connect(self.read)
        self.take.clicked.connect(self.take_in)
        self.away.clicked.connect(self.closed)
        language.follow(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.hint)
        file, datum, end = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(self.browse)
        datum.addWidget(self.datum_name)
        datum.addWidget(self.datum, 1)
        end.addWidget(self.take, 1)
        end.addWidget(self.away)
        for row in (file, datum):
            column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.rows, 1)
        column.addLayout(end)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        names = {Kind.TEAM: self.tr("Teams from a table"), Kind.DEPOT: self.tr("Depots from a table"),
                 Kind.CAMERA: self.tr("Cameras from a table"), Kind.GRID: self.tr("Grids from GeoJSON")}  # fmt: skip
        self.heading.setText(names.get(self.kind, ""))
        self.hint.setText(
            self.tr("A FeatureCollection of polygons with code, en, zh, leader.") if self.kind is Kind.GRID
            else self.tr("CSV or XLSX with headings in English or Chinese: name 名称, lat 纬度, lon 经度 and more. "
                         "A row with a code that is there changes it.")
        )  # fmt: skip
        self.path.setPlaceholderText(self.tr("file"))
        self.path.setAccessibleName(self.tr("File"))
        self.browse.setText(self.tr("Choose …"))
        self.datum_name.setText(self.tr("Its positions are in"))
        self.datum.setAccessibleName(self.tr("Datum of the file"))
        self.rows.setAccessibleName(self.tr("Rows"))
        self.away.setText(self.tr("Cancel"))
        self._show()

    def ask(self, kind: Kind) -> None:
        """Begin with an empty page for a kind."""
        self.kind, self.found = kind, None
        self.path.clear()
        self.datum.setCurrentText(self._work.town.datum)
        self.retranslate()
        self.path.setFocus()

    @Slot()
    def _choose(self) -> None:
        kinds = (
            self.tr("GeoJSON (*.geojson *.json)")
            if self.kind is Kind.GRID
            else self.tr("Table (*.csv *.xlsx *.tsv *.txt)")
        )
        name, _ = QFileDialog.getOpenFileName(self, self.heading.text(), "", f"{kinds};;*")
        if name:
            self.path.setText(name)
            self.read()

    @Slot()
    def read(self, _index: int = 0) -> None:
        """Read the file named, off the GUI thread."""
        work, text = self._work, self.path.text().strip()
        if not text or work.opened is None:
            return
        self.is_reading = True
        job = partial(read_file, work.opened, work.town, self.kind, self.datum.currentText(), Path(text).expanduser())
        work.background.read(job, self._came, self._failed, tag="table")

    @Slot(object)
    def _came(self, found: TableRead) -> None:
        self.is_reading, self.found = False, found
        self._show()
        if self.take.isEnabled():
            self.take.setFocus()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.is_reading, self.found = False, None
        self._show()
        known = isinstance(error, ConsoleError)
        why = tell(error.reason) if isinstance(error, Refused) else str(error) if known else _plain(error)
        self._say(self.tr("This file cannot be taken in: {why}").format(why=why), wrong=True)

    def _say(self, text: str, *, wrong: bool) -> None:
        self.said.setText(text)
        self.said.setProperty("role", "danger" if wrong else "")
        self.said.style().polish(self.said)

    def _show(self) -> None:
        found = self.found
        self.rows.clear()
        good = len(found.records) if found else 0
        self.take.setEnabled(good > 0)
        self.take.setText(self.tr("Take in {count}").format(count=good))
        if found is None:
            self._say("", wrong=False)
            return
        if found.missing:
            said = self.tr("These columns are missing: {columns}").format(columns=", ".join(found.missing))
            self._say(said, wrong=True)
            return
        there = self._work.town.of(self.kind)
        changed = sum(1 for id_ in found.records if id_ in there)
        told = self.tr("{new} new · {changed} changed · {wrong} mistakes").format(
            new=good - changed, changed=changed, wrong=len(found.refused)
        )
        if found.unknown:
            told += " · " + self.tr("not used: {columns}").format(columns=", ".join(found.unknown))
        self._say(told, wrong=bool(found.refused))
        number = self.tr("feature {n}") if self.kind is Kind.GRID else self.tr("row {n}")
        for row, column, why in found.refused[:MOST_SHOWN]:
            self.rows.addItem(QListWidgetItem(f"▲ {number.format(n=row)}, {column}: {tell(why)}"))
        for id_, record in list(found.records.items())[:MOST_SHOWN]:
            name = record if self.kind is Kind.GRID else record["name"]
            item = QListWidgetItem(f"✓ {id_} · {tell(Text(name.get('en', ''), name.get('zh', '')))}")
            item.setData(Qt.ItemDataRole.UserRole, id_)
            self.rows.addItem(item)

    @Slot()
    def take_in(self) -> None:
        """The good rows become part of the town, as one change."""
        found, work = self.found, self._work
        if found is None or not found.records:
            return
        town = work.town.having(self.kind, {**work.town.of(self.kind), **found.records})
        said = say("workshop.did.import", count=len(found.records), file=Path(self.path.text()).name)
        self.found = None
        work.do(said, town, self.kind, next(iter(found.records)))
        self.closed.emit()


def _plain(error: Exception) -> str:
    return str(error.strerror) if isinstance(error, OSError) and error.strerror else str(error)
