"""The plans at the left of the workshop: what waits first, then drafts, then what is in force; a box narrows them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.analysis.plan_list import Paper, PaperState
from console.views.plans.papers import Papers
from console.views.theme.current import palette
from console.views.wording import tell, word
from console.views.workstation.rows import Row, RowList

_ORDER = {PaperState.WAITING: 0, PaperState.DRAFT: 1, PaperState.IN_FORCE: 2, PaperState.WITHDRAWN: 3,
          PaperState.REFUSED: 0}  # fmt: skip


class PlanListing(QWidget):
    """Something is always chosen where there is anything."""

    def __init__(self, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = papers
        self.words, self.new, self.list = QLineEdit(), QPushButton(), RowList("")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.addWidget(self.words, 1)
        bar.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        self.words.textChanged.connect(self.refresh)
        papers.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """In the language on screen."""
        self.words.setPlaceholderText(self.tr("Name or state (Ctrl+F)"))
        self.words.setAccessibleName(self.tr("Name or state (Ctrl+F)"))
        self.new.setText(self.tr("New …"))
        self.new.setToolTip(self.tr("A plan from a template or from the chosen one (Ctrl+N)"))
        self.list.setAccessibleName(self.tr("Plans"))
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the plans as they are now."""
        asked = self.words.text().strip().casefold()
        rows = [self._row(paper) for paper in sorted(self._papers.listed, key=_urgent_first)]
        shown = [row for row in rows if asked in f"{row.id} {row.title} {row.detail}".casefold()]
        self.list.set_rows(shown or [Row("", self.tr("No plan is called that."), heading=True)])
        if shown and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(0))

    def _row(self, paper: Paper) -> Row:
        colours = palette()
        words, ink = {
            PaperState.WAITING: (self.tr("waits for approval"), colours.states["notified"].ink),
            PaperState.DRAFT: (self.tr("draft"), colours.accent),
            PaperState.IN_FORCE: (self.tr("in force"), colours.states["met"].ink),
            PaperState.WITHDRAWN: (self.tr("withdrawn"), colours.muted),
            PaperState.REFUSED: (self.tr("file not usable"), colours.danger_ink),
        }[paper.state]
        detail = [words, self.tr("version {n}").format(n=paper.version)]
        if paper.kind and not paper.problems:
            detail.append(word("plan_kind", paper.kind))
        if paper.problems:
            check = self._papers.checks.get(paper.key)
            sign = "▲" if check and check.grave else "△"
            detail.append(f"{sign} " + self.tr("{n} to look at").format(n=paper.problems))
        return Row(paper.key, tell(paper.title), " · ".join(detail), icon="plan", icon_ink=ink, edge=ink)

    def choose(self, key: str) -> None:
        """Choose a plan."""
        for n in range(self.list.rows.rowCount()):
            row = self.list.rows.row(n)
            if row is not None and row.id == key:
                self.list.setCurrentIndex(self.list.rows.index(n))
                return


def _urgent_first(paper: Paper) -> tuple[int, str, str]:
    return _ORDER[paper.state], tell(paper.title), paper.key
