"""Step 1: a map file becomes a district, or a district that is there is opened; what was repaired can be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.district.osm.coordinates import DATUMS
from console.district.osm.folder import STEPS, Wanted
from console.district.workshop.saving import NAME
from console.views import language
from console.views.town.importing import Imported, Importing
from console.views.town.refusals import in_words
from console.views.town.work import TownWork
from console.views.wording import tell

SAID = {
    "relations": QT_TRANSLATE_NOOP("ImportPanel", "reading turn restrictions"),
    "ways": QT_TRANSLATE_NOOP("ImportPanel", "reading roads"),
    "points": QT_TRANSLATE_NOOP("ImportPanel", "reading points"),
    "network": QT_TRANSLATE_NOOP("ImportPanel", "joining the roads"),
    "areas": QT_TRANSLATE_NOOP("ImportPanel", "water, green and buildings"),
    "mesh": QT_TRANSLATE_NOOP("ImportPanel", "proposing grids and teams"),
    "writing": QT_TRANSLATE_NOOP("ImportPanel", "writing"),
    "checking": QT_TRANSLATE_NOOP("ImportPanel", "checking"),
}


class ImportPanel(QWidget):
    """File, name and datum; then how far it is; then the counts and the report."""

    next_asked = Signal()

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._work, self.importing = work, Importing(work)
        self._made: Imported | None = None
        self._step = ""
        self.heading, self.hint, self.wrong, self.step = QLabel(), QLabel(), QLabel(), QLabel()
        self.or_open, self.counts = QLabel(), QLabel()
        self.names = [QLabel() for _ in range(3)]
        self.path, self.name, self.datum, self.there = QLineEdit(), QLineEdit(), QComboBox(), QComboBox()
        self.browse, self.start, self.stop, self.open_it, self.go_on = (QPushButton() for _ in range(5))
        self.bar, self.report = QProgressBar(), QPlainTextEdit()
        for datum in DATUMS:
            self.datum.addItem(datum)
        self._dress()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _dress(self) -> None:
        for label, role in ((self.heading, "heading"), (self.or_open, "heading"), (self.hint, "muted"),
                            (self.wrong, "danger"), (self.step, "muted")):  # fmt: skip
            label.setProperty("role", role)
        for label in (self.hint, self.wrong, self.step, self.counts):
            label.setWordWrap(True)
        for label in self.names:
            label.setProperty("role", "muted")
        self.bar.setRange(0, len(STEPS))
        self.bar.setTextVisible(False)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.go_on.setProperty("role", "primary")
        self.there.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _lay_out(self) -> None:
        fields, begin, there = QGridLayout(), QHBoxLayout(), QHBoxLayout()
        fields.setSpacing(8)
        for row, (label, editor) in enumerate(zip(self.names, (self.path, self.name, self.datum), strict=True)):
            fields.addWidget(label, row, 0)
            fields.addWidget(editor, row, 1, 1, 1 if editor is self.path else 2)
        fields.addWidget(self.browse, 0, 2)
        fields.setColumnStretch(1, 1)
        begin.addWidget(self.start, 1)
        begin.addWidget(self.stop)
        there.addWidget(self.there, 1)
        there.addWidget(self.open_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.hint)
        column.addLayout(fields)
        column.addLayout(begin)
        for widget in (self.bar, self.step, self.wrong, self.counts):
            column.addWidget(widget)
        column.addWidget(self.report, 1)
        column.addWidget(self.go_on)
        column.addStretch(0)
        column.addWidget(self.or_open)
        column.addLayout(there)

    def _connect(self) -> None:
        self.browse.clicked.connect(self._choose)
        self.path.textChanged.connect(self._propose_name)
        self.name.textChanged.connect(self._check)
        self.name.returnPressed.connect(self.begin)
        self.path.returnPressed.connect(self.begin)
        self.start.clicked.connect(self.begin)
        self.stop.clicked.connect(self.importing.stop)
        self.open_it.clicked.connect(self._open)
        self.go_on.clicked.connect(self.next_asked)
        self.importing.began.connect(self._stepped)
        self.importing.done.connect(self._done)
        self.importing.failed.connect(self._failed)
        self.importing.ended.connect(self._ended)
        self._work.listed.connect(self.show_districts)
        self._work.list_districts()
        language.follow(self.retranslate)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.heading.setText(self.tr("A district from a map"))
        self.hint.setText(self.tr("Drop an OpenStreetMap file here, or name it (.osm, .osm.gz, .osm.bz2, .osm.pbf)."))
        titles = (self.tr("Map file"), self.tr("Name"), self.tr("Datum"))
        for label, editor, said in zip(self.names, (self.path, self.name, self.datum), titles, strict=True):
            label.setText(said)
            editor.setAccessibleName(said)
        self.name.setPlaceholderText(self.tr("such as old-town"))
        self.browse.setText(self.tr("Choose …"))
        self.start.setText(self.tr("Import"))
        self.stop.setText(self.tr("Cancel"))
        self.or_open.setText(self.tr("Or go on with one there is"))
        self.there.setAccessibleName(self.tr("Districts there are"))
        self.open_it.setText(self.tr("Open"))
        self.go_on.setText(self.tr("Place teams, depots, cameras"))
        self.report.setAccessibleName(self.tr("Report of the import"))
        self.bar.setAccessibleName(self.tr("Progress of the import"))
        self.show_districts()
        self._show()

    @Slot()
    def show_districts(self) -> None:
        """The districts that can be opened."""
        chosen = self._work.folder.name if self._work.folder else self.there.currentText()
        self.there.clear()
        self.there.addItems(self._work.names)
        self.there.setCurrentIndex(max(0, self.there.findText(chosen)))
        self.open_it.setEnabled(bool(self._work.names) and not self._running)
        self._check()

    @Slot()
    def _choose(self) -> None:
        kinds = self.tr("Map (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)")
        name, _ = QFileDialog.getOpenFileName(self, self.heading.text(), "", f"{kinds};;*")
        if name:
            self.path.setText(name)
            self.name.setFocus()

    @Slot(str)
    def _propose_name(self, text: str) -> None:
        """The file's own name, when it can be one."""
        stem = Path(text.strip()).name.split(".")[0]
        if NAME.fullmatch(stem) and self._work.wrong_name(stem) is None:
            self.name.setText(stem)
        self._check()

    @Slot()
    def _check(self, _text: str = "") -> None:
        name = self.name.text().strip()
        problem = self._work.wrong_name(name) if name else None
        self._complain(tell(problem) if problem else "")
        self.start.setEnabled(bool(name) and problem is None and bool(self.path.text().strip()) and not self._running)

    @property
    def _running(self) -> bool:
        return self.importing.is_running

    def _complain(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    @Slot()
    def begin(self) -> None:
        """Import the file named."""
        self._check()
        if not self.start.isEnabled():
            return
        name = self.name.text().strip()
        path = Path(self.path.text().strip()).expanduser()
        self._made, self._step = None, ""
        self.importing.start(Wanted(path, name, self._work.shelf.districts / name, datum=self.datum.currentText()))
        self._show()
        self.stop.setFocus()

    @Slot(int, str)
    def _stepped(self, number: int, step: str) -> None:
        self.bar.setValue(number)
        self._step = step
        self._show()

    @Slot(object)
    def _done(self, made: Imported) -> None:
        self._made = made
        self.path.clear()
        self.name.clear()
        self._show()
        self.go_on.setFocus()

    @Slot(str)
    def _failed(self, why: str) -> None:
        self._show()
        self._complain(self.tr("Nothing was imported: {why}").format(why=in_words(why)))
        self.path.setFocus()

    @Slot()
    def _ended(self) -> None:
        self._show()
        self._complain(self.tr("Cancelled; nothing was imported."))
        self.path.setFocus()

    def _show(self) -> None:
        """Only what matters now."""
        running, made = self._running, self._made
        meanwhile: tuple[QWidget, ...] = (self.bar, self.step, self.stop)
        after: tuple[QWidget, ...] = (self.counts, self.report, self.go_on)
        before: tuple[QWidget, ...] = (self.path, self.name, self.datum, self.browse, self.there, self.open_it)
        for widget in meanwhile:
            widget.setVisible(running)
        for widget in after:
            widget.setVisible(made is not None and not running)
        for widget in before:
            widget.setEnabled(not running)
        self.step.setText(QCoreApplication.translate("ImportPanel", str(SAID.get(self._step, ""))) + " …")
        self._check()
        if made is not None:
            self._tell(made)

    def _tell(self, made: Imported) -> None:
        district = made.opened.district
        told = self.tr("{roads} stretches of road · {junctions} junctions · {grids} grids, {teams} teams and "
                       "{depots} depots proposed · {cameras} cameras known")  # fmt: skip
        self.counts.setText(told.format(
            roads=len(district.roads.stretches), junctions=made.junctions, grids=len(district.grids),
            teams=len(district.teams), depots=len(district.depots), cameras=len(district.cameras),
        ))  # fmt: skip
        self.report.setPlainText("\n".join(f"· {tell(line)}" for line in made.report.lines))

    @Slot()
    def _open(self) -> None:
        self._work.open_folder(self._work.shelf.folder(self.there.currentText()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Its path goes into the field."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.path.setText(event.mimeData().urls()[0].toLocalFile())
        self.name.setFocus()
