"""F2: taking a call. Little to fill in, nothing modal, the place by name, grid code or a click on the map."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.geo import LatLon
from console.model.commands import ReportIncident
from console.model.place_finder import PlaceFinder
from console.phrase import Phrase
from console.views import language
from console.views.link import SessionLink
from console.views.theme.dressing import follow_theme
from console.views.wording import tell, word
from console.views.workstation.call_hints import CallHints, Typed
from console.views.workstation.item_completer import NameCompleter

SOURCES = ("officer", "hotline-12345", "police-110", "citizen", "grid")


class NewReport(QWidget):
    """The form. Ctrl+Enter in it sends; Esc puts it away with what was typed kept."""

    closed = Signal()

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._position: LatLon | None = None
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(72)
        self.category, self.place = QLineEdit(), QLineEdit()
        self.source = QComboBox()
        self.number = QLineEdit()
        self.where = QLabel()
        self.where.setProperty("role", "small")
        self.where.setWordWrap(True)
        self.complaint = QLabel()
        self.complaint.setProperty("role", "danger")
        self.complaint.setWordWrap(True)
        self.send, self.cancel = QPushButton(), QPushButton()
        self.send.setProperty("role", "primary")
        self.hints = CallHints(link)
        self._finder = PlaceFinder(link.session.district)
        self._labels = [QLabel() for _ in range(5)]
        self._lay_out()
        self.send.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.closed)
        self.place.textEdited.connect(self._place_typed)
        self.text.textChanged.connect(self._hint)
        self.category.textChanged.connect(self._hint)
        self.hints.item_chosen.connect(self._item_chosen)
        link.refused.connect(self._refused)
        language.follow_words(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        for label, field in zip(
            self._labels, (self.text, self.category, self.place, self.source, self.number), strict=True
        ):
            label.setProperty("role", "small")
            label.setBuddy(field)
        for label, field in zip(self._labels[:3], (self.text, self.category, self.place), strict=True):
            column.addWidget(label)
            column.addWidget(field)
        column.addWidget(self.where)
        column.addWidget(self.hints)
        column.addLayout(self._source_row())
        column.addWidget(self.complaint)
        self.complaint.hide()
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addWidget(self.send, 1)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(1)

    def _source_row(self) -> QGridLayout:
        row = QGridLayout()
        row.setVerticalSpacing(4)
        for n, (label, field) in enumerate(zip(self._labels[3:], (self.source, self.number), strict=True)):
            row.addWidget(label, 0, n)
            row.addWidget(field, 1, n)
            row.setColumnStretch(n, 1)
        return row

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        self.category.setPlaceholderText(self.tr("name, code or pinyin initials"))
        names = (self.tr("What the caller says"), self.tr("Category (may stay empty)"), self.tr("Place"),
                 self.tr("Source"), self.tr("The source's own number"))  # fmt: skip
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
            label.buddy().setAccessibleName(name)
        self.send.setText(self.tr("Open incident"))
        self.cancel.setText(self.tr("Put away"))
        self.place.setPlaceholderText(self.tr("name, grid code, or click on the map"))
        self.number.setPlaceholderText(self.tr("given by us when empty"))
        district = self._link.session.district
        if self.isVisible():
            self._suggest_items()
        self._suggest(self.place, [*(tell(name) for name, _ in district.places.values()), *district.grids])
        chosen = max(0, self.source.currentIndex())
        self.source.clear()
        for source in SOURCES:
            self.source.addItem(word("source", source), source)
        self.source.setCurrentIndex(chosen)
        self._say_where()

    @staticmethod
    def _suggest(field: QLineEdit, words: list[str]) -> None:
        completer = QCompleter(words, field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        follow_theme(completer.popup())
        field.setCompleter(completer)

    def showEvent(self, event: QShowEvent) -> None:
        """The names of all items in pinyin are made when somebody first wants them, not at the start."""
        super().showEvent(event)
        self._suggest_items()

    def _suggest_items(self) -> None:
        items = ((code, item.name) for code, item in self._link.session.district.catalogue.items())
        completer = NameCompleter(items, self.category)
        follow_theme(completer.popup())
        self.category.setCompleter(completer)

    def set_place(self, lat: float, lon: float) -> None:
        """A click on the map: the place is there."""
        self._position = LatLon(lat, lon)
        self._say_where()

    @Slot()
    def _place_typed(self, _text: str = "") -> None:
        self._position = None
        self._say_where()

    def position(self) -> LatLon | None:
        """Where it is: the click, or what the words name: a place, a camera, a crossing, the centre of a grid."""
        if self._position is not None:
            return self._position
        return self._finder.position_in(self.place.text())

    def code(self) -> str:
        """The catalogue code in the field: alone, or in brackets behind its name; what was typed when it is neither."""
        typed = self.category.text().strip()
        return typed.rpartition("(")[2].rstrip(")") if typed.endswith(")") else typed

    @Slot()
    def _hint(self, _text: str = "") -> None:
        self.hints.show_for(Typed(self.text.toPlainText(), self.code(), self.position()))

    @Slot(str)
    def _item_chosen(self, code: str) -> None:
        item = self._link.session.district.catalogue[code]
        self.category.setText(f"{tell(item.name)} ({code})")

    def _say_where(self) -> None:
        position = self.position()
        self._hint()
        if position is None:
            self.where.setText(self.tr("No position yet: teams cannot be routed without one."))
            return
        grid = self._link.board.grid_of(position) or self.tr("outside the district")
        self.where.setText(f"{position.lat:.5f}, {position.lon:.5f} · {grid}")

    @Slot()
    def submit(self) -> None:
        """Open the incident, or say what is missing."""
        text = self.text.toPlainText().strip()
        typed, code = self.category.text().strip(), self.code()
        if not text and not code:
            self._complain(self.tr("Write down what the caller says, or choose a category."))
        elif code and code not in self._link.session.district.catalogue:
            self._complain(self.tr("The catalogue has no item “{typed}”.").format(typed=typed))
        else:
            self.complaint.hide()
            source = self.source.currentData()
            number = self.number.text().strip() or self._own_number()
            self._link.submit(
                ReportIncident(source, number, text, self._link.now(), code, self.place.text().strip(), self.position())
            )
            self._clear()
            self.closed.emit()

    def _own_number(self) -> str:
        return f"S{self._link.actor.seat}-{self._link.board.seq + 1}-{self._link.now():%H%M%S}"

    def _clear(self) -> None:
        self._position = None
        for field in (self.category, self.place, self.number):
            field.clear()
        self.text.clear()
        self._say_where()

    @Slot(object, object)
    def _refused(self, command: object, reason: Phrase) -> None:
        if isinstance(command, ReportIncident) and not self.text.toPlainText():
            self.text.setPlainText(command.text)
            self._complain(tell(reason))

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.show()
