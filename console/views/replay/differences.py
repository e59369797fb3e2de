"""What two runs did differently: incident by incident, marks, orders, teams sent, cover and cost."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QLabel, QTableView, QVBoxLayout, QWidget

from console.analysis.marks import COUNTED, IncidentMark, Outcome
from console.analysis.replay.comparing import Comparison, Pair, Told, Totals
from console.model.places import District
from console.model.words import Mark
from console.views import language
from console.views.plain_table import ColumnsModel, dress
from console.views.theme.current import palette
from console.views.theme.fonts import ui_font
from console.views.theme.tokens import BODY
from console.views.wording import m_ss, only_words, shown, span, tell, word
from console.views.workstation.list_model import Index

COLUMNS = ("what", "one", "other")
WIDTHS = (200, 190, 190)
LINES = ("start", "first", "reinforcement", "level", "sent", "declined", "busy", "loads", "cover", "stage")
_MARKS = {"start": Mark.START, "first": Mark.FIRST_ARRIVAL, "reinforcement": Mark.REINFORCEMENT}


class DifferencesModel(ColumnsModel):
    """A heading for each incident and its lines beneath; lines that differ are bright, the others muted."""

    def __init__(self, district: District, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, self._named, parent)
        self._district = district
        self._lines: list[tuple[Pair, str]] = []

    def show_pairs(self, pairs: list[Pair], *, only_different: bool) -> None:
        """Show these incidents, all their lines or only those that differ."""
        self.beginResetModel()
        self._lines = []
        for pair in pairs:
            lines = [line for line in LINES if not only_different or self._differs(pair, line)]
            if pair.one is None or pair.other is None:
                lines = []
            self._lines += [(pair, ""), *((pair, line) for line in lines)]
        self.endResetModel()

    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def number(self, at: int) -> int | None:
        """The incident of a line in the first run; ``None`` when that has none."""
        one = self._lines[at][0].one
        return one.number if one is not None else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words and their colour."""
        if not index.isValid():
            return None
        (pair, line), column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(role, self._words(pair, line, column))
        if role == Qt.ItemDataRole.ForegroundRole:
            bright = not line or self._differs(pair, line)
            return QColor(palette().text if bright else palette().muted)
        if role == Qt.ItemDataRole.FontRole and not line:
            return ui_font(BODY, bold=True)
        return None

    def _words(self, pair: Pair, line: str, column: int) -> str:
        if not line:
            return self._pair_words(pair, column)
        if column == 0:
            return self._line_name(line)
        told = (pair.one, pair.other)[column - 1]
        return _value(told, line) if told is not None else "–"

    def _differs(self, pair: Pair, line: str) -> bool:
        return pair.one is not None and pair.other is not None and _value(pair.one, line) != _value(pair.other, line)

    def _pair_words(self, pair: Pair, column: int) -> str:
        told = (pair.one or pair.other, pair.one, pair.other)[column]
        if told is None:
            return self.tr("not in this run")
        if column:
            return f"#{told.number}"
        item = self._district.catalogue.get(told.category)
        name = tell(item.name) if item else self.tr("no item yet")
        return f"{name} · {only_words(tell(self._district.place_name(told.place)), 40)}"

    def _line_name(self, line: str) -> str:
        if line in _MARKS:
            return word("mark", _MARKS[line].value)
        return {
            "level": self.tr("response level"), "sent": self.tr("teams sent"), "declined": self.tr("not answered"),
            "busy": self.tr("time of teams"), "loads": self.tr("material taken"), "stage": self.tr("stage"),
            "cover": self.tr("least cover left"),
        }[line]  # fmt: skip

    def _named(self, column: str) -> str:
        return {"what": "", "one": self.tr("this run"), "other": self.tr("the other")}[column]


def _value(told: Told, line: str) -> str:
    if line in _MARKS:
        mark = told.marks.get(_MARKS[line])
        return _mark(mark) if mark is not None else "–"
    return {
        "level": told.level or "–", "sent": " ".join(told.sent) or "–", "declined": str(told.declined),
        "busy": span(told.busy_s), "loads": str(told.loads), "stage": word("stage", told.stage),
        "cover": "–" if told.cover_after is None else f"{told.cover_after:.0%}",
    }[line]  # fmt: skip


def _mark(mark: IncidentMark) -> str:
    sign = {Outcome.MET: "✓", Outcome.LATE: "▲", Outcome.NEVER: "▲"}.get(mark.outcome, "…")
    return f"{sign} {m_ss(mark.after_s)}" if mark.after_s is not None else sign if mark.outcome in COUNTED else "…"


class DifferencesPanel(QWidget):
    """Sums above, the table beneath. A click shows the incident on the maps."""

    chosen = Signal(object)  # the incident's number in the first run, or None

    def __init__(self, district: District, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.sums, self.note = QLabel(), QLabel()
        self.only = QCheckBox()
        self.only.setChecked(True)
        self.table, self.model = QTableView(), DifferencesModel(district)
        self.table.setModel(self.model)
        dress(self.table, WIDTHS, 0)
        self.note.setProperty("role", "small")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.setSpacing(6)
        for widget in (self.sums, self.only, self.table, self.note):
            column.addWidget(widget, int(widget is self.table))
        self.only.toggled.connect(self._fill)
        self.table.clicked.connect(self._clicked)
        language.follow(self.retranslate)
        self.retranslate()

    @property
    def is_shown(self) -> bool:
        """Whether the comparison is there."""
        return self._comparison is not None

    @Slot(object)
    def show_comparison(self, comparison: Comparison) -> None:
        """Show what two runs did."""
        self._comparison = comparison
        self._fill()
        self.retranslate()

    @Slot()
    def _fill(self, _checked: bool = False) -> None:
        if self._comparison is not None:
            only = self.only.isChecked()
            pairs = self._comparison.different if only else list(self._comparison.pairs)
            self.model.show_pairs(pairs, only_different=only)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.number(index.row()))

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.only.setText(self.tr("Only what differs"))
        self.table.setAccessibleName(self.tr("Differences of the two runs"))
        self.note.setText(
            self.tr("Marks count from t0. Cover is what was shown when teams were sent. "
                    "Incidents are paired by the number of their first report.")
        )  # fmt: skip
        found = self._comparison
        if found is None:
            self.sums.setText(self.tr("Reading both runs …"))
            return
        both = sum(pair.one is not None and pair.other is not None for pair in found.pairs)
        lines = [self.tr("{n} incidents in both runs, {d} differ").format(n=both, d=len(found.different))]
        named = ((self.tr("this run"), found.one), (self.tr("the other"), found.other))
        self.sums.setText("\n".join([*lines, *(f"{name}: {self._sums(totals)}" for name, totals in named)]))
        self._fill()

    def _sums(self, totals: Totals) -> str:
        marks = ", ".join(f"{totals.met[mark]}/{totals.counted[mark]}" for mark in Mark)
        met, orders, time = self.tr("1/3/5 met"), self.tr("orders"), self.tr("team time")
        return f"{met} {marks} · {orders} {totals.orders} · {time} {span(totals.busy_s)}"
