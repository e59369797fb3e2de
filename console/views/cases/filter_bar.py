"""What the list of cases is narrowed to: words, stage, source, item, grid, unit, time, and what went wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.board.timeline import known_or
from console.model.case_filter import CaseFilter
from console.model.places import District
from console.model.words import Stage, Tier, Urgency
from console.views import language
from console.views.wording import tell, word

PAUSE_MS = 150
"""After the last letter typed before the list is asked."""

_OPEN = frozenset(stage for stage in Stage if stage.is_open)
_DAYS = (0, 1, 7, 30, 90)


class FilterBar(QWidget):
    """Two rows of fields; ``changed`` follows every change, for words after a short pause."""

    changed = Signal()

    def __init__(self, district: District, sources: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._district, self._sources = district, list(sources)
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.stage, self.urgency, self.tier, self.source = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.item, self.grid, self.unit, self.days = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.late, self.returned, self.unhappy, self.carded = (QPushButton() for _ in range(4))
        self.clear, self.only = QPushButton(), QPushButton()
        self._extra = CaseFilter()  # what another window asked for and no field here can show
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self._lay_out()
        self.words.textEdited.connect(self._typed)
        self.words.returnPressed.connect(self.changed)
        self.clear.clicked.connect(self.reset)
        language.follow(self.retranslate)
        self.retranslate()

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return (self.stage, self.urgency, self.tier, self.source, self.item, self.grid, self.unit, self.days)

    @property
    def _faults(self) -> tuple[QPushButton, ...]:
        return (self.late, self.returned, self.unhappy, self.carded)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.words, 1)
        for button in self._faults:
            button.setCheckable(True)
            button.toggled.connect(self.changed)
            upper.addWidget(button)
        self.only.setProperty("role", "chip")
        self.only.clicked.connect(self._drop_extra)
        upper.addWidget(self.only)
        upper.addWidget(self.clear)
        for box in self._boxes:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.activated.connect(self.changed)
            lower.addWidget(box, 1)
        column.addLayout(upper)
        column.addLayout(lower)

    def set_sources(self, sources: Sequence[str]) -> None:
        """The sources there are in this journal."""
        self._sources = list(sources)
        self.retranslate()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen; what is chosen stays."""
        self.words.setPlaceholderText(self.tr("Words, source's number, or #1024"))
        self.words.setAccessibleName(self.tr("Search"))
        faults = (self.tr("Late"), self.tr("Returned"), self.tr("Dissatisfied"), self.tr("Supervised"))
        for button, name in zip(self._faults, faults, strict=True):
            button.setText(name)
        self.clear.setText(self.tr("Show all"))
        self._show_extra()
        district = self._district
        self._fill(self.stage, self.tr("Any stage"), [("open", self.tr("Open")), *_words("stage", Stage)])
        self._fill(self.urgency, self.tr("Any urgency"), _words("urgency", Urgency))
        self._fill(self.tier, self.tr("Any tier"), _words("tier", Tier))
        self._fill(self.source, self.tr("Any source"), [(s, tell(known_or("source", s))) for s in self._sources])
        items = sorted((tell(item.name), code) for code, item in district.catalogue.items())
        self._fill(self.item, self.tr("Any item"), [(code, name) for name, code in items])
        self._fill(self.grid, self.tr("Any grid"), [(c, f"{c} {tell(g.name)}") for c, g in district.grids.items()])
        units = sorted((tell(unit.name), code) for code, unit in district.departments.items())
        self._fill(self.unit, self.tr("Any unit"), [(code, name) for name, code in units])
        spans = (self.tr("Any time"), self.tr("Last 24 h"), self.tr("Last 7 days"), self.tr("Last 30 days"),
                 self.tr("Last 90 days"))  # fmt: skip
        self._fill(self.days, spans[0], [(str(d), name) for d, name in zip(_DAYS[1:], spans[1:], strict=True)])

    @staticmethod
    def _fill(box: QComboBox, any_of_them: str, choices: Sequence[tuple[str, str]]) -> None:
        chosen = box.currentData()
        box.clear()
        box.addItem(any_of_them, "")
        for code, name in choices:
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen else 0)
        box.setAccessibleName(any_of_them)

    @Slot()
    def _typed(self, _text: str = "") -> None:
        self._pause.start()

    @Slot()
    def reset(self) -> None:
        """Back to every case."""
        self.blockSignals(True)
        self._extra = CaseFilter()
        self.words.clear()
        for box in self._boxes:
            box.setCurrentIndex(0)
        for button in self._faults:
            button.setChecked(False)
        self._show_extra()
        self.blockSignals(False)
        self.changed.emit()

    def choose(self, wanted: CaseFilter) -> None:
        """Show what another window asks for; what no field can show stands on a chip that takes it away again."""
        self.blockSignals(True)
        self.reset()
        tier = wanted.tier.value if wanted.tier else ""
        single = (
            (self.source, wanted.source), (self.item, wanted.category), (self.grid, wanted.grid),
            (self.unit, wanted.lead), (self.tier, tier),
        )  # fmt: skip
        for box, value in single:
            at = box.findData(value) if value else 0
            if at < 0:  # a grid's post, or a source that came after the list was made
                box.addItem(value, value)
                at = box.count() - 1
            box.setCurrentIndex(at)
        self.unhappy.setChecked(wanted.dissatisfied)
        self._extra = CaseFilter(
            since=wanted.since, until=wanted.until, team=wanted.team, officer=wanted.officer, square=wanted.square
        )
        self._show_extra()
        self.blockSignals(False)
        self.changed.emit()

    @Slot()
    def _drop_extra(self) -> None:
        self._extra = CaseFilter()
        self._show_extra()
        self.changed.emit()

    def _show_extra(self) -> None:
        extra, local = self._extra, self._district.local
        said = [part for part in (extra.team, extra.officer) if part]
        if extra.square is not None:
            said.append(self.tr("one square"))
        if extra.since is not None:
            said.append(self.tr("from {day}").format(day=f"{local(extra.since):%m-%d}"))
        if extra.until is not None:
            said.append(self.tr("before {day}").format(day=f"{local(extra.until):%m-%d}"))
        self.only.setVisible(bool(said))
        self.only.setText(" · ".join(said) + " ×")
        self.only.setAccessibleName(self.tr("Take this filter away: {what}").format(what=" · ".join(said)))

    def wanted(self, now: datetime) -> CaseFilter:
        """What is chosen."""
        typed = self.words.text().strip()
        numbered = re.fullmatch(r"#(\d{1,15})", typed)
        stage, days = self.stage.currentData(), self.days.currentData()
        return CaseFilter(
            stages=_OPEN if stage == "open" else frozenset({Stage(stage)} if stage else ()),
            urgency=Urgency(self.urgency.currentData()) if self.urgency.currentData() else None,
            tier=Tier(self.tier.currentData()) if self.tier.currentData() else None,
            source=self.source.currentData(), category=self.item.currentData(), grid=self.grid.currentData(),
            lead=self.unit.currentData(), since=now - timedelta(days=int(days)) if days else self._extra.since,
            until=self._extra.until, team=self._extra.team, officer=self._extra.officer, square=self._extra.square,
            words="" if numbered else typed, number=int(numbered[1]) if numbered else None,
            late=self.late.isChecked(), returned=self.returned.isChecked(), dissatisfied=self.unhappy.isChecked(),
            supervised=self.carded.isChecked(),
        )  # fmt: skip


def _words(family: str, kinds: type[Stage] | type[Urgency] | type[Tier]) -> list[tuple[str, str]]:
    return [(kind.value, word(family, kind.value)) for kind in kinds]
