"""Trying a plan: which shifts cannot fill it, and which level past incidents would get with it, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QTableView, QVBoxLayout, QWidget

from console.analysis.plan_list import Paper
from console.analysis.plan_roster import Stretch, gap_line, shift_name
from console.analysis.plan_try import Tried
from console.analysis.plan_words import Glossary
from console.board.timeline import category_label, value_label
from console.district.plan_checked import Checked
from console.model.plan import Plan, PlanAnswer
from console.model.words import Answer
from console.phrase import say
from console.views.link import SessionLink
from console.views.plain_table import dress
from console.views.plans.page import Page
from console.views.plans.tried_model import COLUMNS, LAST, TriedModel
from console.views.plans.trying import Asked, Outcome, alike, roster_of, try_out
from console.views.theme.current import palette
from console.views.wording import tell, word

MOST_GAPS = 40
WIDTHS = (76, 144, 190, 96, 124, 180)
NARROW_PX = 1200
"""Below this width the item gives way to what would be proposed."""


class TryTab(QWidget):
    """Works off the GUI thread, when the tab is looked at and the text is another than was tried last."""

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._paper: Paper | None = None
        self._checked: Checked | None = None
        self._outcome: Outcome | None = None
        self._asked = ("", "")
        self.said, self.only, self.again = QLabel(), QCheckBox(), QPushButton()
        self.shifts, self.why = Page(), Page()
        self.model = TriedModel(link, self)
        self.table = QTableView()
        self._lay_out()
        self.only.toggled.connect(self._show)
        self.again.clicked.connect(self.try_again)
        self.table.selectionModel().currentRowChanged.connect(self._explain)
        self.model.modelReset.connect(self._select_first)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        dress(self.table, WIDTHS, LAST)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(12)
        bar.addWidget(self.said, 1)
        bar.addWidget(self.only)
        bar.addWidget(self.again)
        side = QSplitter()
        side.addWidget(self.table)
        side.addWidget(self.why)
        side.setSizes([640, 360])
        side.setStretchFactor(0, 1)
        side.setChildrenCollapsible(False)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(self.shifts)
        whole.addWidget(side)
        whole.setSizes([240, 460])
        whole.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(whole, 1)

    def retranslate(self) -> None:
        """In the language on screen."""
        self.only.setText(self.tr("only where something changes"))
        self.again.setText(self.tr("Try again (F5)"))
        self.table.setAccessibleName(self.tr("Past incidents"))
        self.shifts.setAccessibleName(self.tr("Shifts that cannot fill the plan"))
        self.why.setAccessibleName(self.tr("Why, clause by clause"))
        self.model.retell()
        self._show()
        self._write_why(self.model.tried_at(self.table.currentIndex().row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the item is told beside the table anyway."""
        super().resizeEvent(event)
        self.table.setColumnHidden(COLUMNS.index("item"), self.width() < NARROW_PX)

    @property
    def is_settled(self) -> bool:
        """Whether the text on screen has been tried, or cannot be."""
        plan = self._plan
        return not self.isVisible() or plan is None or self._tried == (self._key, plan.text)

    @property
    def _key(self) -> str:
        return self._paper.key if self._paper else ""

    @property
    def _plan(self) -> Plan | None:
        return self._checked.plan if self._checked else None

    @property
    def _tried(self) -> tuple[str, str]:
        return (self._outcome.key, self._outcome.text) if self._outcome else ("", "")

    def show_paper(self, paper: Paper | None, checked: Checked | None) -> None:
        """The plan to be tried; it is when the tab is on screen."""
        self._paper, self._checked = paper, checked
        if self.isVisible():
            self.look()
        self._show()

    def look(self) -> None:
        """Try the text unless it was tried already or is being tried."""
        plan = self._plan
        wanted = (self._key, plan.text if plan else "")
        if plan is None or wanted in (self._tried, self._asked):
            return
        self._asked = wanted
        words = Glossary(self._link.session.district, self._link.session.vocabulary)
        asked = Asked(self._link.session, words, roster_of(self._link.board), self._link.now(), self._key, plan)
        self.said.setText(self.tr("Trying it on past incidents and on the roster …"))
        history = tuple(self._link.board.history.get(None, ()))
        work = partial(try_out, asked, history)
        self._link.background.read(work, self._done, self._failed, tag="plan-trial")

    @Slot()
    def try_again(self) -> None:
        """F5: incidents and roster may have changed."""
        self._asked, self._outcome = ("", ""), None
        self.look()

    @Slot(object)
    def _done(self, outcome: Outcome) -> None:
        self._outcome, self._asked = outcome, ("", "")
        self._show()
        self.look()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._asked = ("", "")
        self.said.setText(str(error))

    @Slot()
    def _show(self, _on: bool = False) -> None:
        outcome = self._outcome
        fits = outcome is not None and outcome.key == self._key
        tried = outcome.trial.tried if outcome is not None and fits else ()
        shown = [one for one in tried if one.differs or not self.only.isChecked()]
        if self._paper is None:
            self.said.setText(self.tr("Choose a plan at the left."))
        elif self._plan is None:
            self.said.setText(self.tr("A plan with mistakes cannot be tried; Edit shows them."))
        elif outcome is not None and fits:
            differ = sum(one.differs for one in tried)
            said = self.tr("Of the last {all} incidents, {n} concern this plan; for {d} this text changes something.")
            self.said.setText(said.format(all=outcome.trial.looked_at, n=len(tried), d=differ))
        self.model.show_tried(shown)
        self._show_shifts(outcome if fits else None)

    # -- the roster ---------------------------------------------------------------------------------------------------

    def _show_shifts(self, outcome: Outcome | None) -> None:
        page = self.shifts
        page.begin()
        page.heading(self.tr("Can the shifts fill it?"))
        if outcome is not None:
            gaps = [stretch for stretch in outcome.usual if stretch.gaps]
            if not gaps:
                page.line(self.tr("Every usual shift has the teams for every level."), palette().states["met"].ink)
            for same in alike(gaps):
                names = ", ".join(tell(shift_name(stretch)) for stretch in same)
                self._shift(tell(say("plan.shift.any")) if len(same) == len(outcome.usual) else names, same[0])
            self._dated(outcome.dated)
        page.end()

    def _dated(self, stretches: Sequence[Stretch]) -> None:
        page = self.shifts
        page.small_heading(self.tr("The duty roster of the next 7 days"))
        if not stretches:
            page.muted(self.tr("It changes nothing of this."))
        for stretch in stretches:
            self._shift(tell(shift_name(stretch)), stretch)

    def _shift(self, name: str, stretch: Stretch) -> None:
        page = self.shifts
        if not stretch.gaps:
            page.line(self.tr("{shift}: can be filled").format(shift=name), palette().states["met"].ink)
            return
        page.line(self.tr("Cannot be filled: {shift}").format(shift=name), palette().danger_ink)
        for gap in stretch.gaps[:MOST_GAPS]:
            page.line(tell(gap_line(gap)), indent=1)
        if len(stretch.gaps) > MOST_GAPS:
            page.line(self.tr("… and {n} more").format(n=len(stretch.gaps) - MOST_GAPS), indent=1)

    # -- one incident -------------------------------------------------------------------------------------------------

    @Slot()
    def _select_first(self) -> None:
        self.table.selectRow(0)
        if self.model.tried_at(0) is None:
            self._write_why(None)

    @Slot(QModelIndex, QModelIndex)
    def _explain(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._write_why(self.model.tried_at(index.row()))

    def _write_why(self, tried: Tried | None) -> None:
        page = self.why
        page.begin()
        if tried is None:
            page.muted(self.tr("No past incident concerns this plan."))
        else:
            item = tell(category_label(self._link.board, tried.incident.category))
            page.heading(f"#{tried.incident.number} · {item}")
            page.line(tried.incident.text[:400])
            page.small_heading(self.tr("With this text"))
            self._clauses(tried.then)
            page.small_heading(self.tr("In force"))
            self._clauses(tried.now)
        page.end()

    def _clauses(self, answer: PlanAnswer | None) -> None:
        page, colours = self.why, palette()
        if answer is None:
            page.muted(self.tr("There is no such plan."))
            return
        inks = {Answer.YES: colours.states["met"].ink, Answer.NO: colours.muted,
                Answer.UNKNOWN: colours.states["notified"].ink}  # fmt: skip
        signs = {Answer.YES: "✓", Answer.NO: "×", Answer.UNKNOWN: "?"}
        for level in answer.levels:
            head = f"{word('level', level.level.value)}: {word('answer', level.answer.value)}"
            page.line(head, inks[level.answer])
            for clause in level.clauses:
                known = clause.value is not None and clause.fact != "category"
                value = tell(value_label(clause.fact, clause.value, self._link.session.vocabulary)) if known else ""
                said = f"{signs[clause.answer]} {tell(clause.clause)}" + (f"  ({value})" if value else "")
                page.line(said, inks[clause.answer], indent=1, small=True)
