"""A plan as a page: when it applies, and level by level who and what it asks for and what is done by when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.analysis.plan_list import Paper, PaperState
from console.analysis.plan_words import Glossary, Item, items_of, limits
from console.district.plan_checked import Checked
from console.model.plan import Plan
from console.views.plans.page import Page
from console.views.theme.current import palette
from console.views.wording import tell, word

MOST_ROWS = 100
"""Rows of one table on the page."""


class ReadTab(QWidget):
    """The page of the chosen plan: its draft where one can be read, else what is in force."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def show_paper(self, paper: Paper | None, checked: Checked | None, plan: Plan | None, words: Glossary) -> None:
        """Write the page; ``plan`` is the one in force."""
        self.page.setAccessibleName(self.tr("The plan as a page"))
        page, read = self.page, checked.plan if checked and checked.plan else plan
        page.begin()
        if paper is None:
            page.muted(self.tr("Choose a plan at the left."))
        elif read is None:
            page.title(tell(paper.title))
            page.line(
                self.tr("This text cannot be read as a plan yet; Edit shows what is wrong."), palette().danger_ink
            )
        else:
            self._head(paper, read, checked)
            self._levels(list(items_of(read, words)))
        page.end()

    def _head(self, paper: Paper, plan: Plan, checked: Checked | None) -> None:
        page, colours = self.page, palette()
        page.title(tell(plan.title))
        said = self.tr("{kind} · version {version} · {hash}").format(
            kind=word("plan_kind", plan.kind.value), version=plan.version, hash=plan.content_hash[:8]
        )
        page.muted(said)
        if checked is not None and checked.plan is None:
            page.line(self.tr("The draft has mistakes; this is what is in force."), colours.danger_ink)
        elif paper.draft is not None:
            page.line(
                self.tr("This is a draft: nothing counts before a second officer has approved it."), colours.accent
            )
        elif paper.proposal is not None and paper.proposal.text:
            page.line(
                self.tr("This text waits for a second officer; it does not count yet."), colours.states["notified"].ink
            )
        if paper.state is PaperState.WITHDRAWN and paper.draft is None:
            page.line(self.tr("Withdrawn: no incident is matched with it."), colours.danger_ink)
        page.line(tell(limits(plan.limits)))
        if plan.hours:
            page.line(self.tr("Applies from {a} to {b}.").format(a=plan.hours[0], b=plan.hours[1]))
        if plan.area:
            page.line(self.tr("Applies in: {grids}").format(grids=", ".join(sorted(plan.area))))
        if plan.send_next_on_lapse:
            page.line(self.tr("A team that does not answer is replaced by the next best without asking."))

    def _levels(self, items: Sequence[Item]) -> None:
        levels = list(dict.fromkeys(item.level for item in items if item.level))
        below: dict[tuple[str, ...], Item] = {}
        for level in levels:
            own = [item for item in items if item.level == level]
            added = [item for item in own if not self._same(item, below.get(item.key[1:]))]
            self._level(level, added, first=not below)
            below = {item.key[1:]: item for item in own}

    @staticmethod
    def _same(item: Item, lower: Item | None) -> bool:
        return lower is not None and item.key[1] != "when" and lower.fields == item.fields

    def _level(self, level: str, items: Sequence[Item], *, first: bool) -> None:
        page = self.page
        page.heading(word("level", level)[:1].upper() + word("level", level)[1:], palette().accent)
        for item in items:
            if item.key[1] == "when":
                page.line(self.tr("When {condition}").format(condition=tell(item.fields["when"])))
        if not first:
            page.muted(self.tr("Everything of the level below, and:"))
        self._teams([item for item in items if item.key[1] == "staff"])
        self._materials([item for item in items if item.key[1] == "materials"])
        self._steps([item for item in items if item.key[1] == "steps"])
        told = [tell(item.name) for item in items if item.key[1] == "notify"]
        if told:
            page.small_heading(self.tr("Told"))
            page.line(" · ".join(told))

    def _teams(self, items: Sequence[Item]) -> None:
        if not items:
            return
        yes = word("plan.say", "yes")
        rows = []
        for item in items:
            said = {name: tell(value) for name, value in item.fields.items()}
            notes = [self.tr("counts as first on scene")] if said["first"] == yes else []
            notes += [self.tr("crew of {n} or more").format(n=said["crew"])] if said["crew"] != "1" else []
            instead = said["instead"] if said["instead"] != word("plan.say", "nobody") else ""
            notes += [self.tr("or {names}").format(names=instead)] if instead else []
            rows.append((said["count"] + " ×", said["capability"], tell(item.name), said["within"], " · ".join(notes)))
        heads = ("", self.tr("Capability"), self.tr("Task"), self.tr("There within"), self.tr("Remarks"))
        self._table(self.tr("Teams"), heads, rows, (6, 20, 26, 14, 34))

    def _table(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> None:
        self.page.small_heading(name)
        self.page.table(heads, rows[:MOST_ROWS], shares)
        if len(rows) > MOST_ROWS:
            self.page.muted(self.tr("… and {n} more; the text has them all").format(n=len(rows) - MOST_ROWS))

    def _materials(self, items: Sequence[Item]) -> None:
        if items:
            said = [{name: tell(value) for name, value in item.fields.items()} for item in items]
            rows = [(one["quantity"], one["item"], one["within"]) for one in said]
            heads = (self.tr("Quantity"), self.tr("Item"), self.tr("There within"))
            self._table(self.tr("Materials"), heads, rows, (20, 56, 24))

    def _steps(self, items: Sequence[Item]) -> None:
        if items:
            said = [{name: tell(value) for name, value in item.fields.items()} for item in items]
            rows = [(one["due"], one["text"], one["owner"]) for one in said]
            heads = (self.tr("Done by"), self.tr("What"), self.tr("Who"))
            self._table(self.tr("Steps"), heads, rows, (14, 60, 26))
