"""The bar over the map that asks where: a click, the middle of the map, or typed words answer it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.district.workshop.grid_file import outlined
from console.geo import LatLon
from console.phrase import say
from console.views import language
from console.views.town.work import TownWork
from console.views.wording import tell


class WhereBar(QFrame):
    """Asks for one place, or for the corners of an outline. Esc puts it away."""

    answered = Signal(object)  # LatLon, or the list of corners
    asked = Signal()
    put_away = Signal()
    map_asked = Signal()
    corners_changed = Signal(object)

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._work = work
        self._outline, self._what = False, ""
        self.corners: list[LatLon] = []
        self.was_typed = False
        self.question, self.wrong = QLabel(), QLabel()
        self.wrong.setProperty("role", "danger")
        for label in (self.question, self.wrong):
            label.setWordWrap(True)
        self.line = QLineEdit()
        self.on_map, self.close_it, self.away = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        for button in (self.on_map, self.close_it, self.away):
            row.addWidget(button)
            button.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.question)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self.line.returnPressed.connect(self._typed)
        self.on_map.clicked.connect(self.map_asked)
        self.close_it.clicked.connect(self._close)
        self.away.clicked.connect(self.cancel)
        language.follow(self.retranslate)
        self.retranslate()
        self.hide()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.line.setPlaceholderText(self.tr("place, crossing of two roads, or latitude, longitude"))
        self.line.setAccessibleName(self.tr("Where"))
        self.on_map.setText(self.tr("On the map"))
        self.on_map.setToolTip(self.tr("The arrows move the map, Enter takes the place in its middle"))
        self.close_it.setText(self.tr("Close the outline"))
        self.away.setText(self.tr("Cancel"))
        self._ask()

    def ask(self, what: str, *, outline: bool = False) -> None:
        """Ask where ``what`` is; for an outline, corner after corner."""
        self._what, self._outline, self.was_typed = what, outline, False
        self.corners = []
        self.line.clear()
        self.wrong.hide()
        self.close_it.setVisible(outline)
        self._ask()
        self.show()
        self.line.setFocus()
        self.asked.emit()

    def _ask(self) -> None:
        if self._outline:
            said = self.tr("{what}: click its corners one after another, or type them ({count} so far)")
            self.question.setText(said.format(what=self._what, count=len(self.corners)))
        else:
            self.question.setText(self.tr("Where is {what}? Click on the map, or type it").format(what=self._what))
        self.close_it.setEnabled(outlined(self.corners))

    @Slot()
    def _typed(self) -> None:
        text = self.line.text().strip()
        if not text and self._outline and self.close_it.isEnabled():
            self._close()
            return
        at = self._work.spot(text)
        if at is None:
            self.wrong.setText(tell(say("workshop.wrong.place", text=text)))
            self.wrong.show()
            self.line.selectAll()
        else:
            self.line.clear()
            self.was_typed = True
            self.take(at)

    @Slot(object)
    def take(self, at: LatLon) -> None:
        """A place was pointed at or typed."""
        self.wrong.hide()
        if not self._outline:
            self.hide()
            self.answered.emit(at)
            return
        self.corners.append(at)
        self.corners_changed.emit(self.corners)
        self._ask()

    @Slot()
    def _close(self) -> None:
        if outlined(self.corners):
            self.hide()
            self.answered.emit(list(self.corners))

    @Slot()
    def cancel(self) -> None:
        """Nothing is placed."""
        self.hide()
        self.put_away.emit()
