"""What the words of a call say while they are typed: which item they point to, and what they may repeat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.board.durations import m_ss
from console.board.timeline import category_label
from console.dispatch.category import propose_category
from console.dispatch.repeats import likely_repeats
from console.geo import LatLon
from console.model.incident import Incident, Report
from console.model.words import Severity, Stage, Tier, Urgency
from console.views import language
from console.views.link import SessionLink
from console.views.wording import tell

PAUSE_MS = 200
MOST = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it stands."""

    text: str
    category: str
    position: LatLon | None


class CallHints(QWidget):
    """Chips for the likeliest items with the words that gave them, and a line for a possible repeat."""

    item_chosen = Signal(str)

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._typed = Typed("", "", None)
        self.items = [QPushButton() for _ in range(MOST)]
        self.codes: list[str] = []
        self.repeat = QLabel()
        self.repeat.setWordWrap(True)
        self.repeat.setProperty("role", "accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for n, chip in enumerate(self.items):
            chip.setProperty("role", "chip")
            chip.setProperty("n", n)
            chip.clicked.connect(self._chosen)
            row = QHBoxLayout()
            row.addWidget(chip)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.repeat)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.refresh)
        language.follow_words(self.refresh)
        self.refresh()

    def show_for(self, typed: Typed) -> None:
        """The form changed."""
        self._typed = typed
        self._pause.start()

    @Slot()
    def refresh(self, _language: str = "") -> None:
        """Say what the form's words point to now."""
        district = self._link.session.district
        found = propose_category(self._typed.text, district.catalogue)[:MOST] if not self._typed.category else []
        self.codes = [code for code, _, _ in found]
        for n, chip in enumerate(self.items):
            chip.setVisible(n < len(found))
            if n < len(found):
                code, _, words = found[n]
                chip.setText(f"{tell(district.catalogue[code].name)} · {', '.join(words[:2])}")
        said = self._repeat()
        self.repeat.setText(said)
        self.repeat.setVisible(bool(said))

    def _repeat(self) -> str:
        typed, board = self._typed, self._link.board
        if typed.position is None or not (typed.text or typed.category):
            return ""
        category = typed.category or (self.codes[0] if self.codes else "")
        found = likely_repeats(_as_incident(typed, category, self._link.now()), board.open_incidents())
        if not found:
            return ""
        like, other = found[0], board.incidents[found[0].incident]
        return self.tr("Perhaps the same: #{number} {category}, {metres} m away, {apart} ago").format(
            number=like.incident, category=tell(category_label(board, other.category)), metres=round(like.distance_m),
            apart=m_ss(like.apart_s),
        )  # fmt: skip

    @Slot()
    def _chosen(self) -> None:
        n = self.sender().property("n")
        if n < len(self.codes):
            self.item_chosen.emit(self.codes[n])


def _as_incident(typed: Typed, category: str, now: datetime) -> Incident:
    report = Report("officer", "", typed.text, now, now)
    return Incident(
        0, 0, Stage.REPORTED, Urgency.ROUTINE, Severity.GENERAL, Tier.GRID, category, "", typed.position, "", (report,),
        now,
    )  # fmt: skip
