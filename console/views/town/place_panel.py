"""Step 2: the lists of what is placed, or the page that takes in a file; adding, moving and exporting."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from console.district.workshop.grid_file import as_geojson, square
from console.district.workshop.proposed import proposed
from console.district.workshop.tables import rows_of
from console.district.workshop.town import PLACED_BY, Kind, Town, free_id, moved, with_unit
from console.errors import StoreUnavailable
from console.geo import LatLon
from console.phrase import say
from console.views.town.table_panel import TablePanel
from console.views.town.unit_list import UnitList
from console.views.town.where_bar import WhereBar
from console.views.town.work import TownWork

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_text(town: Town, kind: Kind) -> str:
    """The units of a kind as the file they can be taken in from again."""
    if kind is Kind.GRID:
        return as_geojson(town)
    made = io.StringIO(newline="")
    for row in rows_of(kind, town):
        csv.writer(made, lineterminator="\n").writerow([_harmless(cell) for cell in row])
    return "\ufeff" + made.getvalue()  # spreadsheets take it for UTF-8 by this sign


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with a space; a negative number is none."""
    return f" {cell}" if cell.startswith(FORMULA) and not cell.lstrip("-").replace(".", "", 1).isdigit() else cell


def write_export(path: Path, town: Town, kind: Kind) -> Path:
    """Write it; ``StoreUnavailable`` when the disk refuses."""
    try:
        path.write_text(export_text(town, kind), encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreUnavailable(f"{path}: cannot be written ({error.strerror})") from error
    return path


class PlacePanel(QStackedWidget):
    """Lists, and the page for files, one over the other."""

    added = Signal()  # a new unit is there, and its name is to be typed
    placed_unseen = Signal()  # a place was typed, and may be out of view

    def __init__(self, work: TownWork, where: WhereBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._where = work, where
        self._adding: Kind | None = None
        self._moving: tuple[Kind, str] = (Kind.TEAM, "")
        self.list, self.table = UnitList(work), TablePanel(work)
        self.addWidget(self.list)
        self.addWidget(self.table)
        self.list.add_asked.connect(self.add)
        self.list.move_asked.connect(self.move_chosen)
        self.list.table_asked.connect(self._open_table)
        self.list.export_asked.connect(self._choose_export)
        self.table.closed.connect(self._close_table)
        where.answered.connect(self._placed)

    @Slot(object)
    def add(self, kind: Kind) -> None:
        """Ask where a new unit is."""
        self._adding = kind
        self._where.ask(self._called(kind), outline=kind is Kind.GRID)

    def _called(self, kind: Kind) -> str:
        return {
            Kind.TEAM: self.tr("the new team"), Kind.DEPOT: self.tr("the new depot"),
            Kind.CAMERA: self.tr("the new camera"), Kind.GRID: self.tr("The new grid"),
        }[kind]  # fmt: skip

    @Slot()
    def move_chosen(self) -> None:
        """Ctrl+M: ask where the chosen unit is to be."""
        work = self._work
        if work.kind is not Kind.DISTRICT and work.id in work.town.of(work.kind):
            self._adding, self._moving = None, (work.kind, work.id)
            self._where.ask(work.id)

    @Slot(object)
    def _placed(self, at: LatLon | Sequence[LatLon]) -> None:
        work = self._work
        typed = self._where.was_typed
        if self._adding is not None:
            self._add(self._adding, at)
        elif isinstance(at, LatLon) and self._moving[1] in work.town.of(self._moving[0]):
            kind, id_ = self._moving
            work.do(say("workshop.did.move", id=id_), moved(work.town, kind, id_, at), kind, id_)
        if typed:
            self.placed_unseen.emit()

    def _add(self, kind: Kind, at: LatLon | Sequence[LatLon]) -> None:
        work = self._work
        id_ = free_id(work.town, kind)
        if isinstance(at, LatLon):
            record = {**proposed(kind, id_), PLACED_BY[kind]: work.town.written(at)}
        else:
            record = dict(square(work.town, at, id_))
        work.do(say("workshop.did.add", id=id_), with_unit(work.town, kind, id_, record), kind, id_)
        self.added.emit()

    @Slot()
    def _open_table(self) -> None:
        self.setCurrentWidget(self.table)
        self.table.ask(self.list.kind)

    @Slot()
    def _close_table(self) -> None:
        self.setCurrentWidget(self.list)
        self.list.table.setFocus()

    @Slot()
    def _choose_export(self) -> None:
        kind = self.list.kind
        ending = "geojson" if kind is Kind.GRID else "csv"
        proposal = f"{self._work.town.about['id']}-{kind.value}s.{ending}"
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Write to a file"), proposal, f"*.{ending}")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the kind in front to a file, off the GUI thread."""
        job = partial(write_export, path, self._work.town, self.list.kind)
        self._work.background.write(job, self._exported, self._work.trouble)

    @Slot(object)
    def _exported(self, path: Path) -> None:
        self._work.told.emit(self.tr("Written: {path}").format(path=path), False)
