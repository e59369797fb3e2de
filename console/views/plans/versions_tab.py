"""The history of a plan: who proposed and approved what and why, and how each version differs from another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from console.analysis.plan_list import Edition, Paper, editions
from console.views.plans.difference import Difference, compare, write_difference
from console.views.plans.page import Page
from console.views.plans.papers import Papers
from console.views.theme.current import palette
from console.views.workstation.rows import Row, RowList


class VersionsTab(QWidget):
    """The newest on top; the difference is worked out when a version is looked at."""

    def __init__(self, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = papers
        self._paper: Paper | None = None
        self._editions: tuple[Edition, ...] = ()
        self._told: Difference | None = None
        self._asked = ""
        self.list, self.page = RowList(""), Page()
        self.against, self.against_label = QComboBox(), QLabel()
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.rows.dataChanged.connect(self._refresh)
        self.against.currentIndexChanged.connect(self._refresh)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(12)
        self.against_label.setBuddy(self.against)
        bar.addWidget(self.against_label)
        bar.addWidget(self.against)
        bar.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.page, 1)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([330, 700])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def retranslate(self) -> None:
        """In the language on screen."""
        self.against_label.setText(self.tr("Compared with"))
        at = max(0, self.against.currentIndex())
        self.against.blockSignals(True)
        self.against.clear()
        self.against.addItems([self.tr("the version before it"), self.tr("what is in force")])
        self.against.setCurrentIndex(at)
        self.against.blockSignals(False)
        self.against.setAccessibleName(self.tr("Compared with"))
        self.list.setAccessibleName(self.tr("Versions of the plan"))
        self.page.setAccessibleName(self.tr("Difference"))
        self._list()
        self._write()

    @property
    def is_settled(self) -> bool:
        """Whether the difference on screen is that of the chosen version."""
        return not self.isVisible() or not self._asked

    def show_paper(self, paper: Paper | None) -> None:
        """Show the history of a plan; the newest is chosen when it is another plan."""
        other = (paper.key if paper else "") != (self._paper.key if self._paper else "")
        self._paper = paper
        self._editions = editions(paper, self._papers.link.board) if paper else ()
        self._list()
        if (other or self.list.currentIndex().row() < 0) and self._editions:
            self.list.setCurrentIndex(self.list.rows.index(0))
        self._refresh()

    def _list(self) -> None:
        self.list.set_rows([self._row(n, edition) for n, edition in enumerate(self._editions)])

    def _row(self, n: int, edition: Edition) -> Row:
        colours = palette()
        title = self.tr("Version {n}").format(n=edition.version)
        words = {
            "draft": self.tr("draft"), "waiting": self.tr("waits for approval"), "approved": self.tr("approved"),
            "withdrawn": self.tr("withdrawn"), "file": self.tr("from its file"),
        }[edition.source]  # fmt: skip
        inks = {"draft": colours.accent, "waiting": colours.states["notified"].ink, "withdrawn": colours.danger_ink}
        ink = inks.get(edition.source, colours.states["met"].ink)
        return Row(
            f"{len(self._editions) - n}", title, self._detail(edition), value=words, value_ink=ink, value_small=True
        )

    def _detail(self, edition: Edition) -> str:
        if edition.paper is None:
            return ""
        local = self._papers.link.board.district.local
        by = self.tr("proposed by {by}, {at}").format(
            by=edition.paper.by, at=f"{local(edition.paper.at):%Y-%m-%d %H:%M}"
        )
        parts = [f"“{edition.paper.note}”", by]
        if edition.approval is not None:
            at = f"{local(edition.approval.approved_at):%Y-%m-%d %H:%M}"
            parts.append(self.tr("approved by {by}, {at}").format(by=edition.approval.approved_by, at=at))
        return "\n".join(parts)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _index: QModelIndex, _before: QModelIndex) -> None:
        self._refresh()

    def _pair(self) -> tuple[Edition, str] | None:
        """The chosen version, and the text it is compared with; empty for the very first."""
        at = self.list.currentIndex().row()
        if not 0 <= at < len(self._editions) or self._paper is None:
            return None
        if self.against.currentIndex() == 1:
            return self._editions[at], self._paper.text
        older = self._editions[at + 1 :]
        return self._editions[at], next((edition.text for edition in older if edition.source != "draft"), "")

    @Slot()
    def _refresh(self, _cause: object = None, _more: object = None, _roles: object = None) -> None:
        pair = self._pair()
        if pair is None or self._paper is None:
            self._told, self._asked = None, ""
            self._write()
            return
        edition, before = pair
        key = f"{self._paper.key}\0{before}\0{edition.text}"
        if key == self._asked or (self._told is not None and self._told.key == key):
            return
        self._asked = key
        work = partial(compare, key, before, edition.text, self._papers.known, self._papers.words)
        self._papers.link.background.read(work, self._compared, self._failed, tag="plan-versions")

    @Slot(object)
    def _compared(self, told: Difference) -> None:
        self._told, self._asked = told, ""
        self._write()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._told, self._asked = None, ""
        self.page.begin()
        self.page.line(str(error), palette().danger_ink)
        self.page.end()

    def _write(self) -> None:
        page, told = self.page, self._told
        page.begin()
        if self._paper is None:
            page.muted(self.tr("Choose a plan at the left."))
        elif told is not None:
            if told.fresh:
                page.heading(self.tr("The first version: everything in it is new"))
            else:
                page.heading(self.tr("What differs"))
            write_difference(page, told)
        page.end()
